"""What people type in a workbook survives every new edition of it."""

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.tables import CardEdits, Patterns, check, empty
from pipeline.exchange.decision_sheets import (
    DecisionBook,
    keep_own,
    read_book,
    typed_date,
    write_book,
)
from pipeline.exchange.pattern_sheet import (
    ANSWER,
    FILE,
    LOOKED,
    ON,
    SHEET,
    STATEMENT,
    STATUS,
    pattern_book,
    read_card_edits,
)
from pipeline.files.spreadsheets import write_workbook
from pipeline.findings.patterns import keep_edits
from tests.unit.findings.drawing import CODEBOOK, segments

CARD = "regie.kracht/knelpunt"
PARTS = segments("table_id | group\nT1 | gezin\nT2 | gezin\nT3 | professionals")


def patterns(*cards, digest="d1"):
    base = {
        "code": "regie.kracht", "valence": "knelpunt", "statement": "In 3 van de 4 tafels.",
        "n_tables": 3, "of_tables": 4, "groups": ["gezin", "professionals"], "carried": True,
        "certainty": "sterk", "table_ids": ["T1", "T2", "T3"],
        "segment_ids": ["T1/00", "T2/01", "T3/02"], "counter_table_ids": ["T1"],
        "counter_segment_ids": ["T1/00"], "silent_table_ids": [], "digest": digest,
    }  # fmt: skip
    rows = [{"pattern_id": card, **base} for card in cards]
    return (
        check(pd.DataFrame(rows, columns=Patterns.names()), Patterns) if rows else empty(Patterns)
    )


def edition(folder, made):
    """Write the next edition as the program does, and return its cards."""
    former = read_book(folder / FILE)
    edits = read_card_edits(former, dict(zip(made["pattern_id"], made["digest"], strict=True)))
    cards = keep_edits(made, edits)
    write_book(
        folder / FILE, pattern_book(made, cards, edits, PARTS, CODEBOOK, exceptions={}), former
    )
    return cards.set_index("pattern_id")


def typed(folder, changes, row=0, sheet=SHEET):
    """Type values into a row of the workbook, as a researcher does."""
    sheets = read_book(folder / FILE)
    for column, value in changes.items():
        if column not in sheets[sheet]:
            sheets[sheet][column] = ""
        sheets[sheet].iloc[row, list(sheets[sheet].columns).index(column)] = value
    write_workbook(folder / FILE, sheets)


SETTLED = {
    STATUS: "vastgesteld",
    ANSWER: "Ja, maar zelden.",
    STATEMENT: "Kracht telt.",
    ON: "1-5-2026",
}


def test_what_was_typed_comes_back_in_every_edition(tmp_path):
    assert not edition(tmp_path, patterns(CARD)).loc[CARD, "releasable"]
    typed(tmp_path, SETTLED)
    for _ in range(2):
        card = edition(tmp_path, patterns(CARD)).loc[CARD]
        assert (card["statement"], card["decided_on"]) == ("Kracht telt.", "2026-05-01")
        assert card["releasable"]


def test_a_card_whose_evidence_changed_is_flagged_until_someone_looks_again(tmp_path):
    edition(tmp_path, patterns(CARD))
    typed(tmp_path, SETTLED)
    changed = patterns(CARD, digest="d2")
    for _ in range(2):
        assert edition(tmp_path, changed).loc[CARD, "changed"]
    assert "VERANDERD" in read_book(tmp_path / FILE)[SHEET]["stand"].iloc[0]
    typed(tmp_path, {LOOKED: "ja"})
    assert edition(tmp_path, changed).loc[CARD, "releasable"]
    assert edition(tmp_path, changed).loc[CARD, "releasable"]


def test_a_card_that_nothing_carries_any_more_keeps_its_words(tmp_path):
    edition(tmp_path, patterns(CARD))
    typed(tmp_path, SETTLED)
    assert edition(tmp_path, patterns()).loc[CARD, "gone"]
    assert edition(tmp_path, patterns(CARD)).loc[CARD, "statement"] == "Kracht telt."


def test_columns_and_sheets_of_ones_own_stay(tmp_path):
    edition(tmp_path, patterns(CARD))
    typed(tmp_path, {"mijn kolom": "eigen woord"})
    sheets = read_book(tmp_path / FILE)
    sheets["aantekeningen"] = pd.DataFrame({"wat": ["iets"]})
    write_workbook(tmp_path / FILE, sheets)
    edition(tmp_path, patterns(CARD, digest="d2"))
    after = read_book(tmp_path / FILE)
    assert after[SHEET]["mijn kolom"].iloc[0] == "eigen woord"
    assert after["aantekeningen"]["wat"].tolist() == ["iets"]


def test_the_former_edition_is_kept(tmp_path):
    edition(tmp_path, patterns(CARD))
    typed(tmp_path, {"patroon": "in de kolom van het programma getypt"})
    edition(tmp_path, patterns(CARD))
    (kept,) = (tmp_path / "eerder").iterdir()
    assert read_book(kept)[SHEET]["patroon"].iloc[0] == "in de kolom van het programma getypt"


def test_a_count_leads_to_the_words_behind_it(tmp_path):
    from openpyxl import load_workbook

    edition(tmp_path, patterns(CARD))
    book = load_workbook(tmp_path / FILE)
    head = {cell.value: cell.column for cell in book[SHEET][1]}
    link = book[SHEET].cell(2, head["fragmenten"]).hyperlink
    assert link.location == "'fragmenten'!A2"
    assert book["fragmenten"]["C2"].value == "T1"


@pytest.mark.parametrize(
    ("changes", "told"),
    [({STATUS: "misschien"}, "voorstel"), ({ON: "gisteren", STATUS: "voorstel"}, "datum")],
)
def test_what_cannot_be_read_is_told_with_its_row_and_nothing_is_written(tmp_path, changes, told):
    edition(tmp_path, patterns(CARD))
    typed(tmp_path, changes)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(InputError, match=rf"rij 2.*{told}"):
        edition(tmp_path, patterns(CARD))
    assert (tmp_path / FILE).read_bytes() == before


def test_a_missing_column_is_named(tmp_path):
    edition(tmp_path, patterns(CARD))
    sheets = read_book(tmp_path / FILE)
    sheets[SHEET] = sheets[SHEET].drop(columns=ANSWER)
    write_workbook(tmp_path / FILE, sheets)
    with pytest.raises(InputError, match=ANSWER):
        edition(tmp_path, patterns(CARD))


def test_no_edits_leave_an_empty_table():
    assert len(read_card_edits({}, {})) == 0
    assert list(empty(CardEdits).columns) == CardEdits.names()


def test_dates_are_read_as_people_type_them():
    assert typed_date("1-5-2026", "") == typed_date("2026-05-01T00:00:00", "") == "2026-05-01"
    for wrong in ("31-2-2026", "mei", "2026-13-01"):
        with pytest.raises(InputError):
            typed_date(wrong, "rij 3")


def test_rows_keep_their_own_words_when_the_order_changes():
    book = DecisionBook({"s": pd.DataFrame({"id": ["b", "a"]})}, keys={"s": "id"})
    former = {"s": pd.DataFrame({"id": ["a", "b"], "eigen": ["van a", "van b"]})}
    assert keep_own(book, former)["s"]["eigen"].tolist() == ["van b", "van a"]
