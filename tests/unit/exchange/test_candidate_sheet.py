"""Candidate codes: judged in a workbook, kept over reruns, and added to a new codebook."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.domain.codebook import read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import Topics, check
from pipeline.exchange.candidate_sheet import (
    FILE,
    SHEET,
    NewCode,
    candidate_book,
    codebook_with,
    name_cards,
    next_version,
    read_accepted,
)
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.files.spreadsheets import write_workbook
from tests.unit.findings.drawing import CODEBOOK, segments

PARTS = segments("table_id\n" + "\n".join(f"T{number}" for number in range(8)))
IDS = list(PARTS["segment_id"])


def topics(*members):
    rows = [
        (n, ["bus", "reizen", "vervoer"], len(ids), 3, 0.9, True, "", 0.0, 1.0, True, ["T0"], ids)
        for n, ids in enumerate(members)
    ]
    return check(pd.DataFrame(rows, columns=Topics.names()), Topics)


def edition(folder, made):
    former = read_book(folder / FILE)
    accepted = read_accepted(former, CODEBOOK)
    cards = name_cards(made, former)
    book = candidate_book(made, cards, PARTS, CODEBOOK, former=former)
    write_book(folder / FILE, book, former)
    return cards, accepted


def typed(folder, row, changes):
    sheets = read_book(folder / FILE)
    for column, value in changes.items():
        sheets[SHEET].iloc[row, list(sheets[SHEET].columns).index(column)] = value
    write_workbook(folder / FILE, sheets)


ACCEPTED = {"besluit": "opnemen", "naam van de code": "Vervoer & reizen", "onder thema": "Toegang",
            "definitie": "Hoe je er komt."}  # fmt: skip


def test_a_topic_keeps_its_card_when_half_of_it_is_still_there(tmp_path):
    first, _ = edition(tmp_path, topics(IDS[:4], IDS[4:]))
    again, _ = edition(tmp_path, topics(IDS[4:], [*IDS[1:4], IDS[5]]))
    assert (again[0], again[1]) == (first[1], first[0])


def test_what_was_decided_stays_also_when_the_topic_is_gone(tmp_path):
    edition(tmp_path, topics(IDS[:4]))
    typed(tmp_path, 0, {"besluit": "afwijzen", "reden": "manier van praten"})
    for _ in range(2):
        edition(tmp_path, topics(IDS[4:]))
    rows = read_book(tmp_path / FILE)[SHEET]
    assert rows["reden"].tolist() == ["", "manier van praten"]
    assert rows["bijzonderheid"].iloc[1] == "dit onderwerp is er niet meer"


def test_an_accepted_code_is_read_with_its_theme(tmp_path):
    edition(tmp_path, topics(IDS[:4]))
    typed(tmp_path, 0, ACCEPTED)
    (code,) = edition(tmp_path, topics(IDS[:4]))[1]
    assert (code.theme, code.code_id) == ("toegang", "toegang.vervoer_reizen")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"besluit": "opnemen", "naam van de code": "x"}, "definitie"),
        ({**ACCEPTED, "onder thema": "Onbekend"}, "thema"),
        ({"besluit": "afwijzen"}, "reden"),
        ({"besluit": "ja hoor"}, "opnemen"),
    ],
)
def test_half_a_decision_is_told_with_its_row(tmp_path, changes, told):
    edition(tmp_path, topics(IDS[:4]))
    typed(tmp_path, 0, changes)
    with pytest.raises(InputError, match=f"rij 2.*{told}"):
        edition(tmp_path, topics(IDS[:4]))


def test_a_new_version_of_the_codebook_holds_the_code_and_all_that_was_there(tmp_path):
    source = configs_folder() / "codeboek.yaml"
    old = read_codebook(source)
    theme = old.themes[0].id
    text = codebook_with(
        source.read_text(encoding="utf-8"),
        [NewCode(theme, "Vervoer", "Hoe je er komt.")],
        version=next_version(old.version),
    )
    path = Path(tmp_path / "codeboek.yaml")
    path.write_text(text, encoding="utf-8")
    new = read_codebook(path)
    assert {code.id for code in new.codes} - {code.id for code in old.codes} == {f"{theme}.vervoer"}
    assert new.version != old.version
    assert "# Codeboek dialoogtafels" in text


def test_versions_go_up_by_one():
    assert [next_version(one) for one in ("0.1", "2", "", "a")] == ["0.2", "3", "0.1", "a.1"]
