"""Studies side by side: what recurs, what is particular, and what could be asked of each other."""

import pandas as pd
import pytest

from pipeline.domain.tables import Findings, check
from pipeline.findings.comparison import (
    StudySide,
    differing_context,
    side_by_side,
    what_could_travel,
    what_is_particular,
    what_recurs,
)
from pipeline.release.appendix.comparison import caution, in_words

from .drawing import dialogue_tables


def side(name, n_tables, counts, **facts):
    """Return a study in which each (code, valence) was counted at so many tables."""
    rows = [
        {
            "finding_id": f"valentie/{code}/{valence}", "measure": "valentie", "code": code,
            "valence": valence, "n_tables": n, "of_tables": n_tables, "codable_tables": n_tables,
            "other_code": "", "group": "", "stratum_kind": "", "stratum": "", "source": "mens",
            "coder": "A", "table_ids": [], "segment_ids": [],
        }
        for (code, valence), n in counts.items()
    ]  # fmt: skip
    drawing = "table_id\n" + "\n".join(f"T{number}" for number in range(n_tables))
    findings = check(pd.DataFrame(rows, columns=Findings.names()), Findings)
    return StudySide(
        name, name, findings, dialogue_tables(drawing, **facts), "boek 1", by_people=True
    )


FIRST = side("A", 10, {("regie", "succesfactor"): 8, ("regie", "knelpunt"): 2, ("toegang", "knelpunt"): 7})  # fmt: skip
SECOND = side("B", 4, {("regie", "knelpunt"): 3, ("toegang", "knelpunt"): 2, ("beleid", "knelpunt"): 4})  # fmt: skip
ROWS = side_by_side([FIRST, SECOND], ["regie", "toegang", "beleid"])


def test_every_study_has_a_row_for_every_theme_in_the_order_given():
    assert list(ROWS["study"].drop_duplicates()) == ["A", "B"]
    assert len(ROWS) == 2 * 3 * 4


def test_what_recurs_is_of_half_the_tables_of_every_study():
    assert what_recurs(ROWS).values.tolist() == [["toegang", "knelpunt"]]


def test_what_is_particular_is_of_few_tables_elsewhere():
    assert what_is_particular(ROWS).values.tolist() == [
        ["A", "regie", "succesfactor"],
        ["B", "beleid", "knelpunt"],
    ]


def test_what_helps_at_one_place_and_is_stuck_at_another_is_a_question():
    assert what_could_travel(ROWS).values.tolist() == [["regie", "A", "B"]]


@pytest.mark.parametrize("tables", [0, 1, 2])
def test_of_a_study_of_few_tables_nothing_is_said(tables):
    rows = side_by_side([FIRST, side("B", tables, {})], ["regie"])
    assert len(what_recurs(rows)) == len(what_is_particular(rows)) == len(what_could_travel(rows)) == 0  # fmt: skip


def test_another_context_is_told():
    facets = {"kind": "soort tafel", "sector": "sector"}
    first = side("A", 3, {}, kind="casusspecifiek", sector="ggz")
    second = side("B", 3, {}, kind="dialoogsessie", sector="ggz")
    differing = differing_context(first, second, facets)
    assert differing == {"soort tafel": (["casusspecifiek"], ["dialoogsessie"])}
    assert caution(differing) == "Andere context (soort tafel: daar casusspecifiek, hier dialoogsessie)."  # fmt: skip
    assert caution({}) == ""


@pytest.mark.parametrize(
    ("n", "of", "told"),
    [
        (12, 28, "12 van 28"), (0, 28, "0 van 28"), (2, 28, "aan enkele tafels"), (0, 5, "aan geen tafel"),
        (2, 5, "aan een deel van de tafels"), (4, 5, "aan de meeste tafels"), (5, 5, "aan bijna elke tafel"),
        (0, 0, "geen tafels"),
    ],
)  # fmt: skip
def test_few_tables_are_told_in_words(n, of, told):
    assert in_words(n, of, min_tables=3, words_below=10) == told
