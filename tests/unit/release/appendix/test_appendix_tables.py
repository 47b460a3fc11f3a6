"""Tables of the appendix: what they say of numbers, and of numbers that are not there."""

import numpy as np
import pandas as pd
import pytest

from pipeline.domain.tables import Cards, Contrasts, Estimates, Measures, Pairs, Patterns, check
from pipeline.release.appendix.relations import contrast_tables_of, pair_tables
from pipeline.release.appendix.shares import facet_tables, room_tables, share_matrix
from pipeline.release.appendix.uncertainty import card_table, estimate_tables, needed_table
from tests.unit.findings.drawing import CODEBOOK

THEMES = ["regie", "toegang", "beleid"]


def cells(table):
    return table.rows.astype(str).to_numpy().ravel().tolist()


def no_nan(*tables):
    return not any("nan" in cell.casefold().split() for table in tables for cell in cells(table))


def measures(**changed):
    base = {"n_tables": 2, "of_tables": 4, "n_segments": 5, "share": 0.1, "lowest_share": 0.0,
            "highest_share": 0.3, "balance": -0.5, "breadth": 1.5, "gap": 0.04, "gap_tables": 3}  # fmt: skip
    rows = [
        {"code": code, "document": document, **base, **changed}
        for document in ("", "verslag", "transcript")
        for code in THEMES
    ]
    return check(pd.DataFrame(rows, columns=Measures.names()), Measures)


def test_room_is_told_with_its_spread_and_per_kind_of_document():
    rooms, weighed, sources = room_tables(measures(), CODEBOOK)
    assert rooms.rows.iloc[0].tolist() == ["Regie", "2 van 4", 5, "10%", "0% tot 30%"]
    assert weighed.rows.iloc[0].tolist() == ["Regie", "-0,5", "1,5", "+4", 3]
    assert list(sources.rows.columns)[1] == "In verslagen (4 tafels)"


def test_a_study_without_transcripts_or_voices_has_words_for_it():
    missing = dict.fromkeys(("share", "lowest_share", "highest_share", "balance", "breadth", "gap"))
    none = measures(**missing, n_tables=0, of_tables=0, n_segments=0, gap_tables=0)
    tables = room_tables(none, CODEBOOK)
    assert no_nan(*tables)
    assert "niet te schatten" in cells(tables[1])
    assert "geen" in cells(tables[2])


def test_shares_by_facet_and_table_have_a_row_per_theme_and_table():
    rows = [("sector", "ggz", code, 1, 0.1, 0.1, 0.1) for code in THEMES]
    columns = ["facet", "stratum", "code", "n_tables", "share", "lowest_share", "highest_share"]
    (table,) = facet_tables(pd.DataFrame(rows, columns=columns), CODEBOOK)
    assert list(table.rows.columns) == ["Thema", "ggz (1 tafel)"]
    matrix = share_matrix(pd.DataFrame({"regie": [0.25]}, index=["T1"]), CODEBOOK)
    assert matrix.rows.values.tolist() == [["T1", "25%"]]


def pair(**changed):
    base = {"code": "regie", "valence": "", "other_code": "toegang", "other_valence": "",
            "within": "fragment", "n_tables": 4, "of_tables": 9, "observed": 12, "expected": 6.0,
            "lift": 2.0, "low": 1.5, "high": 2.6, "table_ids": []}  # fmt: skip
    return {**base, **changed}


def test_only_pairs_that_differ_from_chance_are_listed_above_it_first():
    rows = [
        pair(low=0.2, high=0.8, lift=0.5, code="beleid"),
        pair(low=0.8, high=1.2, lift=1.0, code="beleid", other_code="regie"),
        pair(n_tables=1, low=np.nan, high=np.nan),
        pair(),
    ]
    tables = pair_tables(check(pd.DataFrame(rows, columns=Pairs.names()), Pairs), CODEBOOK)
    assert [table.title for table in tables][-1] == "Van knelpunt naar verbeterpunt"
    assert tables[0].rows["Verhouding"].tolist() == ["2,0", "0,5"]
    assert len(tables[1].rows) == len(tables[3].rows) == 0


def contrast(code, difference, q, **changed):
    base = {"code": code, "valence": "", "kind": "perspectief", "first": "gezin", "second": "professionals",
            "n_first": 12, "n_second": 12, "difference": difference, "low": difference, "high": difference,
            "effect": 0.5, "p": q, "q": q}  # fmt: skip
    return {**base, **changed}


def test_a_difference_is_clear_or_unclear_and_never_called_absent():
    rows = [contrast("regie", 0.1, 0.01), contrast("toegang", -0.02, 0.6)]
    (table,) = contrast_tables_of(check(pd.DataFrame(rows), Contrasts), CODEBOOK)
    assert table.rows["Oordeel"].tolist() == ["duidelijk", "onduidelijk"]
    assert table.rows["Verschil (procentpunten)"].tolist() == ["+10", "-2"]


@pytest.mark.parametrize("n_tables", [0, 1])
def test_too_few_tables_give_no_verdict(n_tables):
    difference = 0.1 if n_tables else np.nan
    row = contrast("regie", difference, np.nan, low=np.nan, high=np.nan, effect=np.nan,
                   n_first=n_tables, n_second=n_tables)  # fmt: skip
    (table,) = contrast_tables_of(check(pd.DataFrame([row]), Contrasts), CODEBOOK)
    assert no_nan(table)
    assert len(table.rows) == n_tables


def test_other_tables_are_spoken_of_only_where_the_study_says_what_it_stands_for():
    rows = [
        ("regie", about, "t", 0.2, 0.1, 0.3, 9, True, "") for about in ("deze tafels", "andere tafels")
    ]  # fmt: skip
    estimates = check(pd.DataFrame(rows, columns=Estimates.names()), Estimates)
    assert len(estimate_tables(estimates, CODEBOOK, stands_for="")) == 1
    here, elsewhere = estimate_tables(estimates, CODEBOOK, stands_for="casussen in Friesland")
    assert "casussen in Friesland" in elsewhere.title
    assert here.rows["95%-interval"].tolist() == ["10% tot 30%"]
    needed = pd.DataFrame({"code": ["regie"], "segments": [np.nan], "tables": [12.0]})
    assert cells(needed_table(needed, CODEBOOK, width=0.1))[1:] == ["niet te schatten", "12"]


def test_a_card_shows_what_speaks_against_it():
    pattern = ("regie.kracht/knelpunt", "regie.kracht", "knelpunt", "In 3 van de 4 tafels.", 3, 4, ["gezin"], True,
               "sterk", ["T1"], ["s1"], ["T2"], ["s2"], ["T3"], "d")  # fmt: skip
    patterns = check(pd.DataFrame([pattern], columns=Patterns.names()), Patterns)
    card = (
        "regie.kracht/knelpunt",
        "Zo is het.",
        "vastgesteld",
        "",
        False,
        True,
        False,
        False,
        "",
        "",
    )
    cards = check(pd.DataFrame([card], columns=Cards.names()), Cards)
    row = card_table(patterns, cards, {"regie.kracht/knelpunt": "Niet gezien bij: mbo."}).rows.iloc[
        0
    ]
    assert row["Tegenvoorbeelden"] == "aan 1 tafel; nog niet beantwoord"
    assert row["Stand"] == "vastgesteld; veranderd sinds het team keek"
    assert row["Waar niet gezien"] == "Niet gezien bij: mbo."
