"""The lines of tests/cases/privacy.yaml: what is missed must be exactly what is known to be missed."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pipeline.intake.privacy import KINDS, find_identifiers
from pipeline.intake.privacy.measure import Case, judge, measure, parse_case

LINES = YAML(typ="safe").load(Path(__file__).parents[3] / "cases" / "privacy.yaml")
HALVES = ("ontwikkeling", "achtergehouden")


def cases_of(half: str) -> list[Case]:
    return [parse_case(line["nr"], line["tekst"]) for line in LINES[half]]


@pytest.mark.parametrize("half", HALVES)
def test_golden_lines_are_found_but_for_the_known_misses(half):
    faulty = {
        case.number
        for case in cases_of(half)
        if not judge(case, find_identifiers(case.text)).is_faultless()
    }
    assert faulty == set(LINES["bekende_missers"][half])


def test_golden_goals_are_met_over_both_halves():
    result = measure([*cases_of(HALVES[0]), *cases_of(HALVES[1])], find_identifiers)
    by_kind = result.set_index("kind")
    assert by_kind.loc["HARD", "recall"] >= 0.99
    assert by_kind.loc["HARD", "flagged_share"] <= 0.01
    assert by_kind.loc["persoonsnaam", "recall"] >= 0.95
    assert by_kind.loc["ALLES", "flagged_share"] <= 0.10


def test_golden_lines_hold_every_kind_and_as_many_clean_lines():
    cases = [*cases_of(HALVES[0]), *cases_of(HALVES[1])]
    assert {kind for case in cases for _, _, kind in case.planted} == set(KINDS)
    assert len(cases) >= 300
    assert len({case.number for case in cases}) == len(cases)
    clean = sum(not case.planted for case in cases)
    assert 0.4 <= clean / len(cases) <= 0.6


def test_a_measure_counts_what_was_missed_and_what_was_flagged_for_nothing():
    cases = [
        parse_case("1", "Bel {{telefoon:06-12345678}} of {{telefoon:0513-123456}}."),
        parse_case("2", "Niemand belde."),
        parse_case("3", "Niets."),
    ]
    found = {
        cases[0].text: find_identifiers("Bel 06-12345678 of hem."),
        cases[1].text: [],
        cases[2].text: [],
    }
    found[cases[1].text] = find_identifiers("Bel 06-12345678 of hem.")
    row = measure(cases, lambda text: found[text]).set_index("kind").loc["telefoon"]
    assert (row["n_planted"], row["n_found"], row["n_clean"], row["n_flagged"]) == (2, 1, 2, 1)
