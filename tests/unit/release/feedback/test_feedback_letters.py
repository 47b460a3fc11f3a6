"""Letters in plain Dutch: short sentences, ordinary words, and a mistake in a template told by its line."""

from __future__ import annotations

import dataclasses
import io
import re

import docx
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.release.factsheet import Bar
from pipeline.release.factsheet.squares import draw_squares
from pipeline.release.feedback import compose_letter, render_letter, versions_for
from pipeline.release.feedback.ages import VERSIONS
from pipeline.release.picture import look_of
from pipeline.release.texts import read_texts
from tests.unit.release.feedback.forms import STYLE

TEMPLATES = configs_folder() / "terugkoppeling.yaml"
TEXTS = read_texts(TEMPLATES)
LETTERS = [
    "brief_gezin",
    "brief_deelnemers",
    *(f"brief_jeugdige_{one.replace('-', '_')}" for one in VERSIONS),
]
FIELDS = {
    "tafel": "DT-07", "wanneer": "april 2017", "titel": "Proef", "organisatie": "Werkplaats", "naam": "Sanne",
    "telefoon": "058 123 45 67", "email": "mail", "antwoord_voor": "1 mei", "min_tafels": "drie", "aantal": 4,
    "erbij": "Jij was erbij.", "toestemming": "Dat mag van: moeder.", "toestemming_jij": "Dat mag van jou.",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def letter(part):
    return compose_letter(TEXTS, part, mark="Besloten", source="Proef", fields=FIELDS)


def sentences(part):
    for kind, text in letter(part).paragraphs:
        if kind in ("", "punt"):
            yield from (one for one in re.split(r"(?<=[.!?])\s+|:\s+", text) if _WORD.search(one))


@pytest.mark.parametrize("part", LETTERS)
def test_a_letter_is_plain_dutch(part):
    lengths = [len(_WORD.findall(sentence)) for sentence in sentences(part)]
    words = [word for sentence in sentences(part) for word in _WORD.findall(sentence)]
    assert sum(lengths) / len(lengths) < 12
    assert max(lengths) <= 17
    assert sum(map(len, words)) / len(words) < 5
    long = [word for word in words if len(word) > 14]
    assert len(set(long)) <= 2, long


def test_a_letter_to_a_child_is_shorter_and_plainer_than_one_to_her_parents():
    told = {part: [len(_WORD.findall(one)) for one in sentences(part)] for part in LETTERS}
    sizes = {part: sum(lengths) for part, lengths in told.items()}
    assert (
        sizes["brief_jeugdige_tot_12"]
        < sizes["brief_jeugdige_12_15"]
        < sizes["brief_jeugdige_16_plus"]
    )
    assert sizes["brief_jeugdige_16_plus"] < sizes["brief_gezin"]
    mean = {part: sum(lengths) / len(lengths) for part, lengths in told.items()}
    assert mean["brief_jeugdige_tot_12"] <= mean["brief_gezin"]


@pytest.mark.parametrize("part", LETTERS)
def test_a_letter_speaks_to_its_reader_in_one_form(part):
    said = " ".join(sentences(part)).casefold()
    formal, familiar = r"\bu\b|\buw\b", r"\bje\b|\bjij\b|\bjouw?\b"
    wrong = formal if "jeugdige" in part else familiar
    assert not re.search(wrong, said)


@pytest.mark.parametrize("part", LETTERS)
def test_a_letter_says_how_to_stop_and_whom_to_call(part):
    said = " ".join(text for _, text in letter(part).paragraphs)
    assert re.search(r"stoppen", said)
    assert FIELDS["naam"] in said
    assert FIELDS["telefoon"] in said


def test_jargon_stands_in_no_letter():
    said = " ".join(sentence for part in LETTERS for sentence in sentences(part)).casefold()
    for word in (
        "codeboek",
        "codering",
        "segment",
        "perspectief",
        "valentie",
        "pseudoniem",
        "geanonimiseerd",
    ):
        assert word not in said


def test_a_field_that_is_not_there_is_told_with_its_line(tmp_path):
    path = tmp_path / "terugkoppeling.yaml"
    head, _, rest = TEMPLATES.read_text(encoding="utf-8").partition("brief_gezin:")
    path.write_text(
        f"{head}brief_gezin:{rest.replace('{wanneer}', '{waneer}', 1)}", encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"regel \d+: .*\{waneer\}.*\{wanneer\}"):
        compose_letter(read_texts(path), "brief_gezin", mark="", source="", fields=FIELDS)


def test_a_paragraph_that_is_added_or_taken_away_is_followed(tmp_path):
    path = tmp_path / "t.yaml"
    path.write_text(
        'brief:\n  kop: "Boven"\n  extra: "Nieuw in {tafel}."\n  leeg: ""\n', encoding="utf-8"
    )
    made = compose_letter(read_texts(path), "brief", mark="", source="", fields=FIELDS)
    assert made.paragraphs == (("kop", "Boven"), ("", "Nieuw in DT-07."))


def test_a_letter_is_an_editable_document_with_words_own_styles():
    content = render_letter(letter("brief_gezin"), STYLE)
    assert content == render_letter(letter("brief_gezin"), STYLE)
    document = docx.Document(io.BytesIO(content))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "List Bullet", "Normal"} <= styles
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "DT-07" in said
    assert "april 2017" in said
    assert document.sections[0].header.paragraphs[0].text == "Besloten"


def test_the_letterhead_carries_logo_and_name_of_the_house(tmp_path):
    picture = tmp_path / "logo.png"
    picture.write_bytes(draw_squares(Bar("knelpunt", 1, 3, 3), look_of(STYLE)))
    style = dataclasses.replace(STYLE, name="Werkplaats Noord", logo=picture)
    document = docx.Document(io.BytesIO(render_letter(letter("brief_gezin"), style)))
    assert document.paragraphs[1].text == "Werkplaats Noord"
    assert len(document.inline_shapes) == 1


@pytest.mark.parametrize(
    ("age_group", "versions"),
    [
        ("0-3", []),
        ("4-11", ["tot-12"]),
        ("12-17", ["12-15", "16-plus"]),
        ("12-15", ["12-15"]),
        ("16-17", ["16-plus"]),
        ("18-23", ["16-plus"]),
        ("18+", ["16-plus"]),
        ("16 jaar en ouder", ["16-plus"]),
        ("tot 12 jaar", ["tot-12"]),
        ("8", ["tot-12"]),
        ("", ["tot-12", "12-15", "16-plus"]),
        ("n.v.t.", ["tot-12", "12-15", "16-plus"]),
    ],
)
def test_the_letter_fits_the_age(age_group, versions):
    assert versions_for(age_group) == versions
