"""Blocs of people: fine where there are enough, merged where everybody can see it where not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.findings.blocs import assign_blocs, parts_of, views_of
from tests.unit.findings.sessions_drawn import BLOCS, GROUPS, session


def blocs_of(counts, min_people=3, silent=()):
    rows = [
        f"{perspective} {0 if perspective in silent else 6}"
        for perspective, count in counts.items()
        for _ in range(count)
    ]
    _, voters, _ = session("\n".join(["a", *rows]))
    found = assign_blocs(voters, BLOCS, min_people=min_people)
    return found["bloc"].value_counts().to_dict(), views_of(found, BLOCS)


def test_enough_people_keep_a_bloc_of_their_own_in_the_order_of_the_map():
    sizes, views = blocs_of(
        {"bestuur_management": 3, "professional_1e": 4, "ouder": 3, "jeugdige": 3}
    )
    assert views == ["jeugdigen", "ouders", "professionals", "beleid en bestuur"]
    assert sizes["professionals"] == 4


def test_a_small_bloc_joins_its_own_group_first():
    sizes, views = blocs_of(
        {"jeugdige": 2, "ouder": 2, "professional_1e": 3, "bestuur_management": 3}
    )
    assert views[0] == "jeugdigen + ouders"
    assert sizes["jeugdigen + ouders"] == 4
    assert parts_of(views[0]) == ["jeugdigen", "ouders"]


def test_of_several_in_its_group_a_small_bloc_joins_the_smallest():
    _, views = blocs_of({"jeugdige": 5, "ouder": 3, "netwerk": 1})
    assert views == ["jeugdigen", "ouders + gezin"]


def test_a_small_bloc_without_kin_joins_where_the_map_says():
    _, views = blocs_of(
        {"jeugdige": 4, "professional_1e": 3, "bestuur_management": 5, "onderzoek_opleiding": 2}
    )
    assert views == ["jeugdigen", "professionals + onderzoek en opleiding", "beleid en bestuur"]


def test_a_small_bloc_with_nowhere_to_go_joins_the_largest():
    _, views = blocs_of({"jeugdige": 5, "bestuur_management": 3, "onderzoek_opleiding": 1})
    assert views == ["jeugdigen + onderzoek en opleiding", "beleid en bestuur"]


def test_only_who_gave_points_makes_a_bloc_large_enough():
    _, views = blocs_of({"jeugdige": 3, "ouder": 3, "professional_1e": 3}, silent=("ouder",))
    assert views == ["jeugdigen + ouders", "professionals"]


def test_one_person_is_one_bloc_and_nobody_is_none():
    assert blocs_of({"jeugdige": 1})[1] == ["jeugdigen"]
    assert blocs_of({"jeugdige": 1, "bestuur_management": 1})[1] == [
        "jeugdigen + beleid en bestuur"
    ]


@settings(max_examples=25)
@given(
    st.dictionaries(st.sampled_from(sorted(GROUPS)), st.integers(1, 5), min_size=1),
    st.integers(3, 5),
)
def test_whoever_sat_there_each_bloc_holds_enough_people_or_everybody(counts, min_people):
    sizes, views = blocs_of(counts, min_people)
    assert sum(sizes.values()) == sum(counts.values())
    assert len(sizes) == 1 or min(sizes.values()) >= min_people
    named = [part for view in views for part in parts_of(view)]
    assert (
        len(named)
        == len(set(named))
        == len(counts) - ("gemeente_beleid" in counts and "bestuur_management" in counts)
    )


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_people_does_not_matter(order):
    counts = {"jeugdige": 2, "ouder": 1, "professional_1e": 3, "onderzoek_opleiding": 1}
    assert blocs_of(dict(list(counts.items())[::order])) == blocs_of(counts)
