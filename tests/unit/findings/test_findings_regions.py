import pandas as pd

from pipeline.findings.regions import (
    StudyCounts,
    bounds,
    find_recurrences,
    side_cells,
    what_could_travel,
)


def study(
    name, counts=None, *, said=(), of=20, themes=("regie", "netwerk"), targets=None, in_words=False
):
    rows = [
        (code, valence, n if isinstance(n, int) and (n == 0 or n >= 3) else pd.NA, of,
         "klein" if n in (1, 2) else "afleidbaar" if n is None else "")
        for (code, valence), n in (counts or {}).items()
    ]  # fmt: skip
    counted = pd.DataFrame(rows, columns=["code", "valence", "n_tables", "of_tables", "blanked"])
    return StudyCounts(
        name, counted, frozenset(said), in_words, frozenset(themes), 3,
        targets or {theme: theme for theme in themes},
    )  # fmt: skip


def cells_of(*studies, themes=("regie", "netwerk")):
    return side_cells(studies, themes)


def cell(cells, name, code="regie", valence="knelpunt"):
    own = cells[(cells["bundle"] == name) & (cells["code"] == code) & (cells["valence"] == valence)]
    return own.iloc[0]


KNELT = ("regie", "knelpunt")


def recurrence(*studies, code="regie", valence="knelpunt"):
    rows = find_recurrences(cells_of(*studies))
    return rows[(rows["code"] == code) & (rows["valence"] == valence)].iloc[0]


def test_a_count_of_no_tables_says_nothing():
    cells = cells_of(study("Noord", {KNELT: 0}, of=0), study("Oost", {KNELT: 12}))
    assert cell(cells, "Noord")["state"] == "niet vrijgegeven"
    found = find_recurrences(cells)
    assert not found["strong"].map(lambda names: "Noord" in names).any()
    assert what_could_travel(cells) == {}


def test_every_cell_says_how_it_is_known():
    cells = cells_of(
        study("Noord", {KNELT: 12, ("netwerk", "knelpunt"): 0}),
        study("Oost", {KNELT: 2}),
        study("Zuid", {KNELT: None}),
        study("West", said=[KNELT], in_words=True),
        study("Kort", {KNELT: 5}, themes=("regie",)),
    )
    assert cell(cells, "Noord")["state"] == "geteld"
    assert cell(cells, "Noord")["n_tables"] == 12
    assert cell(cells, "Noord", "netwerk")["n_tables"] == 0
    assert cell(cells, "Oost")["state"] == "klein"
    assert cell(cells, "Zuid")["state"] == "afleidbaar"
    assert cell(cells, "West")["state"] == "in woorden"
    assert cell(cells, "West", "netwerk")["state"] == "niet gezegd"
    assert cell(cells, "Kort", "netwerk")["state"] == "niet in codeboek"
    assert cell(cells, "Oost", "netwerk")["state"] == "niet vrijgegeven"
    blanked = cells[cells["state"] != "geteld"]
    assert blanked["n_tables"].isna().all(), "a blank is never a number"


def test_a_theme_keeps_its_counts_under_its_new_name():
    old = study("Oud", {("hulp", "knelpunt"): 9}, themes=("hulp",), targets={"hulp": "regie"})
    assert cell(cells_of(old), "Oud")["n_tables"] == 9


def test_two_themes_that_became_one_are_not_added_up():
    counts = {("hulp", "knelpunt"): 9, ("steun", "knelpunt"): 8}
    old = study(
        "Oud", counts, themes=("hulp", "steun"), targets={"hulp": "regie", "steun": "regie"}
    )
    found = cell(cells_of(old), "Oud")
    assert found["state"] == "samengevoegd"
    assert pd.isna(found["n_tables"])


def test_a_blank_has_the_bounds_that_anyone_knows():
    cells = cells_of(study("Oost", {KNELT: 1}), study("Zuid", {KNELT: None}), study("West", in_words=True))  # fmt: skip
    assert bounds(cell(cells, "Oost")) == (1 / 20, 2 / 20)
    assert bounds(cell(cells, "Zuid")) == (1 / 20, 1.0)
    assert bounds(cell(cells, "West")) == (0.0, 1.0)


def test_what_is_strong_in_half_of_the_studies_that_count_recurs():
    row = recurrence(study("A", {KNELT: 10}), study("B", {KNELT: 15}), study("C", {KNELT: 4}))
    assert row["recurs"]
    assert (row["n_present"], row["n_told"], row["n_strong"]) == (3, 3, 2)
    assert list(row["strong"]) == ["A", "B"]
    assert not recurrence(study("A", {KNELT: 10}), study("B", {KNELT: 4}))["recurs"]


def test_a_blanked_count_is_there_and_is_not_taken_to_be_strong():
    blanks = [study(name, {KNELT: 2}) for name in "DEF"]
    row = recurrence(study("A", {KNELT: 10}), study("B", {KNELT: 15}), *blanks)
    assert row["n_present"] == 5
    assert not row["recurs"], "strong in two of five"
    assert not recurrence(study("A", {KNELT: 10}), *(study(name, {KNELT: None}) for name in "DE"))["recurs"]  # fmt: skip


def test_what_a_study_in_words_says_counts_and_what_it_does_not_say_tells_nothing():
    words = study("W", said=[KNELT], in_words=True)
    row = recurrence(study("A", {KNELT: 10}), words)
    assert (row["n_told"], row["n_present"], row["n_counted"], row["n_strong"]) == (2, 2, 1, 1)
    assert list(row["said"]) == ["W"]
    assert row["recurs"]
    assert not recurrence(study("A", {KNELT: 4}), words)["recurs"]
    assert not recurrence(*(study(name, {KNELT: 4}) for name in "ABC"), words, study("V", said=[KNELT], in_words=True))["recurs"]  # fmt: skip
    silent = recurrence(study("A", {KNELT: 10}), study("W", in_words=True))
    assert silent["n_told"] == 1


def test_particular_is_surely_weak_everywhere_else():
    assert recurrence(study("A", {KNELT: 12}), study("B", {KNELT: 2}))["particular"] == "A"
    assert recurrence(study("A", {KNELT: 12}), study("B", {KNELT: 4}))["particular"] == ""
    assert recurrence(study("A", {KNELT: 12}), study("B", {KNELT: None}))["particular"] == ""
    words = study("W", said=[KNELT], in_words=True)
    assert recurrence(study("A", {KNELT: 12}), study("B", {KNELT: 0}), words)["particular"] == ""
    assert recurrence(study("A", {KNELT: 12}))["particular"] == "", "alone nothing is particular"


def test_what_helps_here_and_stalls_there_could_travel():
    helped = study("A", {("regie", "succesfactor"): 14, KNELT: 4})
    stalled = study("B", {("regie", "succesfactor"): 3, KNELT: 12})
    unknown = study("C", {("regie", "succesfactor"): 14, KNELT: None})
    assert what_could_travel(cells_of(helped, stalled, unknown)) == {"regie": (["A"], ["B"])}
    assert what_could_travel(cells_of(helped, unknown)) == {}
