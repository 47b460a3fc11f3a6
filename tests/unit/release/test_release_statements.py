"""Sentences say what the released counts say, and nothing that a blank may contradict."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from release_worlds import Table, findings_of, tables

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.release.disclosure import release_findings
from pipeline.release.statements import findings_in_words, key_findings, titles_of, unknowns
from pipeline.release.texts import read_texts

THEMES = ("regie", "netwerk", "toegang")
LABELS = {"regie": "Eigen regie", "netwerk": "Sociaal netwerk", "toegang": "Toegang tot hulp"}
BOOK = Codebook(
    "boek",
    "1",
    (*(Code(theme, LABELS[theme], "gezin", "") for theme in THEMES),
     Code("toegang.wachten", "Wachten", "gezin", "", parent="toegang")),
    {"gezin": "Gezin"},
    {},
    {},
)  # fmt: skip
TEXTS = read_texts(configs_folder() / "teksten.yaml")


def world(**times: int) -> list[Table]:
    """Draw tables: `knelpunt_regie=5` is five tables where regie is a knelpunt, the first five."""
    marks: list[set[tuple[str, str, str]]] = [set() for _ in range(max(times.values()))]
    for name, n in times.items():
        valence, _, code = name.partition("_")
        for table in marks[:n]:
            table.add((code.replace("__", "."), "gezin", valence))
    return [Table(frozenset(one)) for one in marks]


def released_of(made: list[Table]) -> pd.DataFrame:
    return release_findings(findings_of(made, [code.id for code in BOOK.codes]), min_tables=3)


def test_the_first_finding_is_what_stalls_most_with_its_counter_example():
    made = world(knelpunt_regie=9, knelpunt_netwerk=5, succesfactor_regie=4, succesfactor_netwerk=8)
    first = key_findings(released_of(made), BOOK, TEXTS)[0]
    assert first.statement == (
        "In 9 van de 9 tafels is ‘Eigen regie’ een knelpunt; geen ander thema stokt vaker. "
        "In 4 daarvan hielp het ook."
    )
    assert first.finding_ids == ("valentie/regie/knelpunt", "wisselend/regie")


def test_a_second_best_theme_is_not_called_the_best():
    made = world(knelpunt_regie=9, succesfactor_regie=8, succesfactor_netwerk=6)
    helped = key_findings(released_of(made), BOOK, TEXTS)[1]
    assert helped.code == "netwerk"
    assert "vaker" not in helped.statement


def test_nothing_is_called_most_while_a_blank_may_hide_more():
    released = released_of(world(knelpunt_regie=9, knelpunt_netwerk=5, succesfactor_netwerk=6))
    blanked = released["finding_id"] == "valentie/netwerk/knelpunt"
    hidden = released.assign(
        n_tables=released["n_tables"].mask(blanked),
        blanked=released["blanked"].mask(blanked, "afleidbaar"),
    )
    assert "vaker" in key_findings(released, BOOK, TEXTS)[0].statement
    assert "vaker" not in key_findings(hidden, BOOK, TEXTS)[0].statement
    assert "ranglijst" in titles_of(released, BOOK, TEXTS)
    assert "ranglijst" not in titles_of(hidden, BOOK, TEXTS)


def test_a_tie_gives_no_title_that_names_one():
    titles = titles_of(released_of(world(knelpunt_regie=6, knelpunt_netwerk=6)), BOOK, TEXTS)
    assert "waardering" not in titles


def test_all_blanked_gives_no_sentence_and_no_title():
    released = released_of(world(knelpunt_regie=2, succesfactor_netwerk=1))
    assert key_findings(released, BOOK, TEXTS) == []
    assert titles_of(released, BOOK, TEXTS) == {}


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(tables(THEMES, smallest=3))
def test_every_number_in_a_sentence_comes_from_a_finding_that_it_names(made):
    released = released_of(made)
    counts = released.set_index("finding_id")
    for finding in key_findings(released, BOOK, TEXTS):
        named = counts.loc[list(finding.finding_ids), ["n_tables", "of_tables", "codable_tables"]]
        numbers = {int(number) for number in re.findall(r"\d+", finding.statement)}
        assert numbers <= {int(number) for number in named.to_numpy().ravel() if pd.notna(number)}
        assert not numbers & {1, 2}


def test_findings_in_words_hold_no_number_and_no_word_for_all():
    made = world(
        knelpunt_regie=5, knelpunt_netwerk=3, succesfactor_toegang=4, succesfactor_netwerk=1
    )
    found = findings_of(made, THEMES)
    said = [one.statement for one in findings_in_words(found, BOOK, TEXTS, min_tables=3)]
    assert len(said) == 3
    assert not any(
        re.search(r"\d|\b(alle|elke|iedere|meeste|enkele|twee|drie|vier|vijf)\b", one)
        for one in said
    )


def test_findings_in_words_keep_the_order_of_the_codebook():
    made = world(knelpunt_toegang=5, succesfactor_netwerk=3, knelpunt_regie=3)
    said = findings_in_words(findings_of(made, THEMES), BOOK, TEXTS, min_tables=3)
    assert [one.code for one in said] == ["regie", "netwerk", "toegang"]


def test_of_three_tables_words_do_not_mean_all_three():
    """If "meerdere" began at three tables of three, it would say something of each family."""
    two, three = world(knelpunt_regie=2, neutraal_netwerk=3), world(knelpunt_regie=3)
    for made in (two, three):
        found = findings_of(made, THEMES)
        said = [one.statement for one in findings_in_words(found, BOOK, TEXTS, min_tables=3)]
        assert said[0] == "Aan meerdere tafels loopt het vast op ‘Eigen regie’."


def test_of_two_tables_nothing_is_said_in_words():
    assert (
        findings_in_words(findings_of(world(knelpunt_regie=2), THEMES), BOOK, TEXTS, min_tables=3)
        == []
    )


def test_codes_of_a_model_are_never_said():
    found = findings_of(world(knelpunt_regie=9), THEMES, source="model")
    assert findings_in_words(found, BOOK, TEXTS, min_tables=3) == []
    released = release_findings(found, min_tables=3)
    assert key_findings(released, BOOK, TEXTS) == []


def test_what_is_not_known_starts_with_how_tables_were_chosen():
    said = unknowns(
        released_of(world(knelpunt_regie=9)),
        TEXTS,
        n_tables=12,
        uncoded="",
        words_only=False,
        min_tables=3,
    )
    assert "niet willekeurig" in said[0]
    assert any(one.startswith("9 van de 12 tafels") for one in said)


def test_a_field_that_does_not_exist_is_told_with_the_known_ones(tmp_path):
    text = (configs_folder() / "teksten.yaml").read_text(encoding="utf-8")
    edited = tmp_path / "teksten.yaml"
    edited.write_text(
        text.replace('succesfactor: "In {n}', 'succesfactor: "In {aantal}'), encoding="utf-8"
    )
    released = released_of(world(knelpunt_regie=9, succesfactor_regie=8, succesfactor_netwerk=6))
    with pytest.raises(InputError, match=r"\{aantal\}.*\{n\}, \{thema\}, \{van\}"):
        key_findings(released, BOOK, read_texts(edited))
