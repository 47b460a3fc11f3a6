"""A number on a factsheet that someone changed, typed or left alone."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from sheets import FIGURES, STYLE, USUAL

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Findings, check
from pipeline.release.factsheet import check_counts, read_counts, render_docx
from pipeline.release.tracing import cut_at_counts


def findings(knelpunt: int = 19):
    rows = [
        {
            "finding_id": f"valentie/regie/{valence}",
            "measure": "valentie",
            "code": "regie",
            "other_code": "",
            "valence": valence,
            "group": "",
            "stratum_kind": "",
            "stratum": "",
            "n_tables": count,
            "of_tables": 28,
            "codable_tables": 28,
            "source": "mens",
            "coder": "A",
            "table_ids": [],
            "segment_ids": [],
        }
        for valence, count in (("succesfactor", 9), ("knelpunt", knelpunt), ("verbeterpunt", 2))
    ]
    return check(pd.DataFrame(rows), Findings)


def edited(change) -> bytes:
    """Return the usual sheet after someone worked on it in an editor."""
    import docx

    document = docx.Document(io.BytesIO(render_docx(USUAL, FIGURES, STYLE)))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def verdicts(package: bytes, data=None) -> dict[str, int]:
    table = check_counts(read_counts(package), findings() if data is None else data)
    return table["verdict"].value_counts().to_dict()


def test_an_untouched_sheet_holds():
    said = verdicts(render_docx(USUAL, FIGURES, STYLE))
    assert set(said) == {"klopt"}
    assert said["klopt"] > 12


def test_newer_data_are_noticed():
    said = verdicts(render_docx(USUAL, FIGURES, STYLE), findings(knelpunt=20))
    assert said["wijkt af"] == 6  # the sentence and the squares of three blocks


def test_a_number_changed_by_hand_is_found():
    def change(document):
        for text in document.element.body.iter("{*}t"):
            if text.text == "19 van de 28 tafels":
                text.text = "21 van de 28 tafels"
                return

    assert verdicts(edited(change))["wijkt af"] == 1


def test_a_count_without_a_finding_is_held_to_what_it_was():
    def change(document):
        for text in document.element.body.iter("{*}t"):
            if text.text == "28 dialoogtafels":
                text.text = "30 dialoogtafels"

    assert verdicts(edited(change))["wijkt af"] == 2


def test_a_number_typed_by_hand_is_found():
    said = verdicts(
        edited(
            lambda document: document.add_paragraph("Aan 7 van de 28 tafels was er koffie in 2019.")
        )
    )
    assert said["met de hand getypt"] == 1


def test_a_finding_that_is_gone_is_told():
    gone = findings().query("valence != 'knelpunt'").reset_index(drop=True)
    assert verdicts(render_docx(USUAL, FIGURES, STYLE), gone)["bevinding onbekend"] == 6


def test_a_blank_holds_only_where_there_is_something_to_hide():
    nothing = findings().assign(n_tables=[9, 19, 0])
    assert verdicts(render_docx(USUAL, FIGURES, STYLE), nothing)["wijkt af"] == 3


@pytest.mark.parametrize("content", [b"", b"PK", b"geen zip"])
def test_what_is_no_docx_is_told_in_dutch(content):
    with pytest.raises(InputError, match="DOCX"):
        read_counts(content)


@pytest.mark.parametrize(
    ("sentence", "counts", "tied"),
    [
        ("In 19 van de 28 tafels stokt het.", {"a": 19}, [("19 van de 28 tafels", "a")]),
        ("Gezinnen in 17 van de 27 tafels, anderen in 6 van de 25.", {"a": 6, "b": 17},
         [("17 van de 27 tafels", "b"), ("6 van de 25", "a")]),
        ("In 3 en nog eens 3 tafels.", {"a": 3, "b": 3}, [("3", "a"), ("3 tafels", "b")]),
        ("In 5 van de 28 tafels.", {"a": 4}, []),
        ("In 5 van de 28 tafels.", {"a": None}, []),
        ("", {"a": 1}, []),
    ],
)  # fmt: skip
def test_a_count_is_tied_to_the_finding_that_has_its_number(sentence, counts, tied):
    parts = cut_at_counts(sentence, tuple(counts), counts)
    assert [(part.text, part.finding_id) for part in parts if part.finding_id] == tied
    assert "".join(part.text for part in parts) == sentence
