"""A mirror for a gemeente shows what plays everywhere, and nothing that depends on that gemeente."""

from __future__ import annotations

import dataclasses
import io
import re

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from pipeline.domain.codebook import read_codebook
from pipeline.domain.settings import configs_folder
from pipeline.release.factsheet import Bar, Factsheet, FindingBlock, Voice, render_docx, render_pdf
from pipeline.release.feedback import compose_mirror
from pipeline.release.texts import read_texts
from tests.unit.release.feedback.forms import STYLE

CODEBOOK = read_codebook(configs_folder() / "codeboek.yaml")
TEXTS = read_texts(configs_folder() / "terugkoppeling.yaml")
IDS = (
    "valentie/regie/knelpunt",
    "wisselend/toegang",
    "valentie/leren/verbeterpunt",
    "iets/onbekends",
)
CODES = ("regie", "toegang", "leren", "")


def sheet():
    blocks = tuple(
        FindingBlock(
            f"In 19 van de 28 tafels geldt bevinding {place}.", finding_ids=(one,), figure="plaat",
            stalled="Wachten", stalled_bar=Bar("knelpunt", 19, 28, 3, one),
        )
        for place, one in enumerate(IDS)
    )  # fmt: skip
    return Factsheet(
        title="Studie", intro="Intro.", tables_line="28 dialoogtafels in Friesland.", findings=blocks,
        unknowns=("Niet willekeurig gekozen.",), made=("Geteld per tafel.",), colofon="Colofon.", source="Bron",
        voices=(Voice("Wij wachtten.", "Ouder", is_quote=True),), actions=("Afspraak.",), overview="waardering",
    )  # fmt: skip


def mirror(municipality=""):
    return compose_mirror(sheet(), CODES, texts=TEXTS, codebook=CODEBOOK, municipality=municipality)


def words_of(made):
    document = docx.Document(io.BytesIO(render_docx(made, {}, STYLE)))
    paragraphs = document.element.body.iter(qn("w:p"))  # with those within tables and controls
    return "\n".join("".join(text.text or "" for text in one.iter(qn("w:t"))) for one in paragraphs)


def test_the_sheets_of_two_gemeenten_differ_in_the_name_alone():
    here, there = mirror("Ameland"), mirror("Heerenveen")
    assert words_of(here).replace("Ameland", "Heerenveen") == words_of(there)
    assert dataclasses.replace(here, subtitle="") == dataclasses.replace(there, subtitle="")


def test_every_count_is_one_of_all_tables():
    counts = set(re.findall(r"\d+ van (?:de )?\d+", words_of(mirror("Ameland"))))
    assert counts == {"19 van de 28", "19 van 28"}


def test_no_voice_agreement_or_figure_goes_along():
    made = mirror("Ameland")
    assert (made.voices, made.actions, made.overview) == ((), (), "")
    assert {block.figure for block in made.findings} == {""}
    assert "Wij wachtten" not in words_of(made)


def test_every_finding_has_a_question_of_its_own_kind():
    questions = [block.question for block in mirror().findings]
    own = TEXTS.part("spiegelvragen")
    assert questions[0] == own["regie_knelpunt"]
    assert questions[1] == own["wisselend"].format(thema=CODEBOOK.label("toegang"))
    assert questions[2] == own["verbeterpunt"].format(thema=CODEBOOK.label("leren"))
    assert questions[3] == own["algemeen"]


def test_every_theme_of_the_bundled_codebook_has_questions_of_its_own():
    own = TEXTS.part("spiegelvragen")
    themes = [theme.id for theme in CODEBOOK.themes]
    wanted = {f"{theme}_{valence}" for theme in themes for valence in ("knelpunt", "succesfactor")}
    assert wanted <= set(own)


@pytest.mark.parametrize("municipality", ["", "Noardeast-Fryslân"])
def test_both_forms_have_the_name_and_room_to_write(municipality):
    made = mirror(municipality)
    pages = pypdfium2.PdfDocument(render_pdf(made, {}, STYLE))
    printed = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    for text in (printed, words_of(made)):
        assert (municipality or "……") in text
        assert "Ons eigen beleid" in text
        assert "Wat spreken wij af?" in text
