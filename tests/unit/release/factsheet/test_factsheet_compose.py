"""From released findings to the content of a factsheet."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.tables import Findings, Released, check
from pipeline.release.factsheet import Bar, compose_factsheet
from pipeline.release.statements import KeyFinding

CODEBOOK = Codebook(
    id="proef",
    version="0.1",
    codes=(
        Code("regie", "Eigen regie", "gezin", ""),
        Code("regie.overnemen", "Overnemen door hulpverleners", "gezin", "", parent="regie"),
        Code("regie.kracht", "Eigen kracht", "gezin", "", parent="regie"),
        Code("regie.jim", "JIM en mentoren", "gezin", "", parent="regie"),
        Code("wachten", "Wachten", "beleid", ""),
    ),
    levels={},
    perspectives={},
    groups={},
)
TEXTS = {
    "intro": "Wat een dialoogtafel is.",
    "tafels": "28 tafels.",
    "herkomst": "proef",
    "colofon": "Colofon.",
    "in_woorden": "In woorden.",
    "geen_bevindingen": "Er valt niets te tonen.",
    "geen_stemmen": "Geen citaten.",
}
# code, valence, tables (None: blanked), why blanked
ROWS = [
    ("regie", "knelpunt", 19, ""),
    ("regie", "succesfactor", 9, ""),
    ("regie", "verbeterpunt", None, "klein"),
    ("regie.overnemen", "knelpunt", 15, ""),
    ("regie.kracht", "knelpunt", 6, ""),
    ("regie.jim", "knelpunt", 6, ""),
    ("regie.kracht", "succesfactor", None, "afleidbaar"),
    ("wachten", "knelpunt", 0, ""),
    ("wachten", "succesfactor", None, "afleidbaar"),
]


def released():
    rows = [
        {
            "finding_id": f"valentie/{code}/{valence}",
            "measure": "valentie",
            "code": code,
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
            "blanked": why,
        }
        for code, valence, count, why in ROWS
    ]
    return check(pd.DataFrame(rows), Released)


def compose(*findings, rows=None, **changes):
    given = {
        "title": "Proef",
        "texts": TEXTS,
        "codebook": CODEBOOK,
        "released": released() if rows is None else rows,
        "key_findings": findings,
        "unknowns": (),
        "min_tables": 3,
        "words_only": False,
        "concept": True,
    }
    return compose_factsheet(**(given | changes))


REGIE = KeyFinding(
    "In 19 van de 28 tafels stokt ‘Eigen regie’.", "regie", ("valentie/regie/knelpunt",)
)
WAIT = KeyFinding(
    "In geen enkele tafel stokt ‘Wachten’.", "wachten", ("valentie/wachten/knelpunt",)
)


def test_a_theme_is_opened_up_by_valence():
    block = compose(REGIE).findings[0]
    assert block.stalled == "Overnemen door hulpverleners\u00a0(15) en eigen kracht\u00a0(6)"
    assert block.stalled_bar == Bar("knelpunt", 19, 28, 3, "valentie/regie/knelpunt", small=False)
    assert block.needed_bar.words == "<3"


def test_every_count_in_a_sentence_knows_its_finding():
    block = compose(REGIE).findings[0]
    assert [(part.text, part.finding_id) for part in block.sentence if part.finding_id] == [
        ("19 van de 28 tafels", "valentie/regie/knelpunt")
    ]
    assert [part.finding_id for part in block.stalled_parts if part.finding_id] == [
        "valentie/regie.overnemen/knelpunt",
        "valentie/regie.kracht/knelpunt",
    ]
    assert "".join(part.text for part in block.sentence) == block.statement


def test_a_count_that_was_blanked_appears_nowhere():
    sheet = compose(REGIE, WAIT)
    helped = {block.helped_bar.words for block in sheet.findings}
    assert helped == {"9 van 28", "niet getoond"}
    assert sheet.findings[0].helped == "Geen onderdeel dat apart te tonen is"


def test_a_theme_without_subcodes_is_told_in_squares_alone():
    book = replace(CODEBOOK, codes=tuple(code for code in CODEBOOK.codes if code.is_theme))
    block = compose(REGIE, codebook=book).findings[0]
    assert (block.helped, block.stalled) == ("", "")
    assert block.stalled_bar.count == 19


def test_a_denominator_that_was_blanked_leaves_no_bar():
    rows = released().assign(of_tables=pd.array([pd.NA] * len(ROWS), dtype="Int64"))
    block = compose(REGIE, rows=check(rows, Released)).findings[0]
    assert not block.has_bars
    assert block.stalled  # the counts of its parts may be shown


def test_a_theme_is_opened_up_once():
    first, second = compose(REGIE, REGIE).findings
    assert first.rows
    assert second.rows == ()


def test_in_words_there_is_no_count_and_no_drawing():
    findings = (
        released()
        .drop(columns="blanked")
        .assign(
            n_tables=[5, 4, 1, 4, 3, 2, 1, 0, 2],
            table_ids=[[]] * len(ROWS),
            segment_ids=[[]] * len(ROWS),
        )
    )
    said = KeyFinding(
        "Aan meerdere tafels stokt ‘Eigen regie’.", "regie", ("valentie/regie/knelpunt",)
    )
    sheet = compose(
        said, words_only=True, findings=check(findings, Findings), overview="waardering"
    )
    block = sheet.findings[0]
    assert block.stalled == "Overnemen door hulpverleners en eigen kracht"
    assert not any(letter.isdigit() for letter in block.statement + block.helped + block.stalled)
    assert not sheet.has_bars
    assert sheet.overview == ""
    assert sheet.lead == "In woorden."


def test_without_findings_the_sheet_says_so():
    assert compose().lead == "Er valt niets te tonen."


def test_a_label_in_capitals_keeps_them_within_a_sentence():
    rows = released()
    rows.loc[rows["code"] == "regie.jim", "n_tables"] = 12
    assert "en JIM en mentoren" in compose(REGIE, rows=rows).findings[0].stalled


@pytest.mark.parametrize(("concept", "mark"), [(True, "CONCEPT"), (False, "")])
def test_a_concept_is_marked(concept, mark):
    assert compose(concept=concept).watermark == mark
