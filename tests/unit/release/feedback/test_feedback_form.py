"""What the people of a table are asked: everything on their casusprofiel, numbered, each with its source."""

from __future__ import annotations

import io

import docx
import pandas as pd
import pypdfium2
import pytest

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import Actions, Evidence, Participants, Segments, check
from pipeline.release.feedback import (
    compose_form,
    feedback_lines,
    render_form_docx,
    render_form_pdf,
    render_form_text,
)
from pipeline.release.texts import read_texts
from tests.unit.release.feedback.forms import STYLE, form
from tests.unit.release.feedback.test_feedback_letters import FIELDS

BOOK = Codebook(
    "proef", "0.1",
    (Code("regie", "Eigen regie", "gezin", "Zelf sturen."), Code("regie.kracht", "Eigen kracht", "gezin", "", parent="regie")),
    {}, {"ouder": "Ouder", "jeugdige": "Jeugdige"}, {"gezin": ("ouder", "jeugdige")},
)  # fmt: skip
TEXTS = read_texts(configs_folder() / "terugkoppeling.yaml")
SAID = {
    "T1/transcript/0": ("P1", "jeugdige", "fy", "Ik woe it leaver sels dwaan, mar it mocht net."),
    "T1/transcript/1": (
        "P2",
        "ouder",
        "nl",
        "Wij hebben daar heel lang om moeten vragen met elkaar.",
    ),
}


def drawn():
    segments = [
        dict.fromkeys(Segments.names(), "")
        | {
            "segment_id": key, "table_id": "T1", "document": "t.txt", "start": 0, "end": len(text), "speaker": who,
            "perspective": perspective, "language": language, "text": text, "kind": "transcript", "group": "gezin",
            "block": 0, "countable": True,
        }
        for key, (who, perspective, language, text) in SAID.items()
    ]  # fmt: skip
    rows = [
        dict.fromkeys(Evidence.names(), "")
        | {"segment_id": key, "table_id": "T1", "document": "t.txt", "kind": "transcript", "start": 0, "code": code,
           "theme": "regie", "direct": True, "valence": valence}
        for key, code, valence in (
            ("T1/transcript/0", "regie.kracht", "knelpunt"), ("T1/transcript/1", "regie.kracht", "knelpunt"),
            ("T1/transcript/1", "regie", "verbeterpunt"),
        )
    ]  # fmt: skip
    people = [
        ("T1", "P1", "dochter", "jeugdige", "gezin", True),
        ("T1", "P2", "moeder", "ouder", "gezin", False),
    ]
    action = dict.fromkeys(Actions.names(), "") | {
        "action_id": "T1/verslag/9", "table_id": "T1", "segment_id": "T1/verslag/9", "text": "De mentor belt.",
        "themes": [],
    }  # fmt: skip
    return {
        "segments": check(pd.DataFrame(segments), Segments),
        "evidence": check(pd.DataFrame(rows), Evidence),
        "participants": check(pd.DataFrame(people, columns=Participants.names()), Participants),
        "actions": check(pd.DataFrame([action]), Actions),
    }


def lines(**other):
    return feedback_lines("T1", codebook=BOOK, texts=TEXTS, **(drawn() | other))


def test_every_finding_quote_and_agreement_is_a_line_that_knows_what_it_rests_on():
    table = lines()
    assert list(table["number"]) == [1, 2, 3, 4]
    assert list(table["element_id"]) == [
        "bevinding/regie/knelpunt", "bevinding/regie/verbeterpunt", "citaat/T1/transcript/0",
        "afspraak/T1/verslag/9",
    ]  # fmt: skip
    assert table["segment_ids"].iloc[0] == ["T1/transcript/0", "T1/transcript/1"]
    assert table["heading"].iloc[0] == "Hier liep het vast bij ‘Eigen regie’"
    assert table["text"].iloc[3] == "De mentor belt."


def test_words_of_who_did_not_consent_are_asked_about_nowhere():
    assert not lines()["text"].str.contains("heel lang").any()


def test_a_quote_that_may_not_be_used_is_no_line():
    assert "citaat" not in set(lines(not_quoted=["T1/transcript/0"])["kind"])


def asked(translation=""):
    made = {"T1/transcript/0": translation} if translation else {}
    return compose_form(
        "T1", lines(translations=made), TEXTS, study="proef", source="Proef", fields=FIELDS
    )


def test_the_version_changes_with_what_is_asked_and_with_nothing_else():
    first = asked()
    assert first.version == asked("Ik deed het liever zelf.").version
    other = drawn()["actions"].assign(text="De mentor mailt.")
    changed = compose_form(
        "T1", lines(actions=other), TEXTS, study="proef", source="Proef", fields=FIELDS
    )
    assert changed.version != first.version


@pytest.mark.parametrize("translation", ["", "Ik deed het liever zelf."])
def test_a_frisian_quote_stands_in_the_original_in_every_form(translation):
    made = asked(translation)
    below = f"Vertaling: ‘{translation}’" if translation else "(Fries)"
    paragraphs = (
        docx.Document(io.BytesIO(render_form_docx(made, STYLE))).tables[2].cell(0, 1).paragraphs
    )
    assert paragraphs[1].text == "‘Ik woe it leaver sels dwaan, mar it mocht net.’"
    assert 'w:lang w:val="fy-NL"' in paragraphs[1]._p.xml
    assert paragraphs[2].text == below
    pdf = pypdfium2.PdfDocument(render_form_pdf(made, STYLE))
    printed = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    for text in (printed, render_form_text(made).decode()):
        assert "Ik woe it leaver sels dwaan" in text
        assert below in text


def test_a_form_is_the_same_bytes_every_time_and_names_nobody():
    made = asked()
    assert render_form_docx(made, STYLE) == render_form_docx(made, STYLE)
    assert render_form_pdf(made, STYLE) == render_form_pdf(made, STYLE)
    assert b"Schrijf geen namen op" in render_form_text(made)


def test_long_words_and_many_lines_run_on_to_more_pages():
    many = form(*(["Verantwoordelijkheidsverdelingsafspraken " * 12] * 40))
    assert len(pypdfium2.PdfDocument(render_form_pdf(many, STYLE))) > 5
    assert len(docx.Document(io.BytesIO(render_form_docx(many, STYLE))).tables) == 40


def test_a_table_of_which_nothing_is_known_gives_a_form_without_lines():
    empty = {"evidence": drawn()["evidence"].head(0), "actions": drawn()["actions"].head(0)}
    assert lines(**empty).empty
