"""Where two blocs weigh a statement differently, by an explicit measure."""

import pytest

from pipeline.findings.blocs import assign_blocs
from pipeline.findings.clashes import find_clashes
from tests.unit.findings.sessions_drawn import BLOCS, session


def clashes(*rows, leading=2):
    statements, voters, votes = session("\n".join(["a b c d", *rows]))
    voters = assign_blocs(voters, BLOCS, min_people=3)
    return find_clashes(statements, voters, votes, BLOCS, draws=999, seed=3, leading=leading)


def test_what_most_of_one_bloc_put_first_and_nobody_of_another_supports_is_one_sided():
    table = clashes(*["jeugdige 4 2 0 0"] * 3, *["professional_1e 0 2 4 0"] * 3)
    one_sided = table[table["one_sided"]]
    assert list(
        zip(one_sided["statement_id"], one_sided["bloc"], one_sided["other"], strict=True)
    ) == [
        ("a", "jeugdigen", "professionals"),
        ("c", "professionals", "jeugdigen"),
    ]
    assert "b" not in set(table["statement_id"])
    assert (table["share"] > table["other_share"]).all()


def test_what_one_of_many_likes_is_no_clash():
    lone = ["jeugdige 6 0 0 0", *["jeugdige 0 3 3 0"] * 2]
    table = clashes(*lone, *["professional_1e 0 3 3 0"] * 3, leading=3)
    assert table.empty


def test_a_difference_beyond_chance_is_a_clash_though_both_support_it():
    table = clashes(*["jeugdige 5 1 0 0"] * 6, *["professional_1e 1 5 0 0"] * 6)
    assert set(table["statement_id"]) == {"a", "b"}
    assert not table["one_sided"].any()
    assert table["p"].max() <= 0.05


@pytest.mark.parametrize("rows", [["jeugdige 6 0 0 0"], ["jeugdige 0 0 0 0"] * 4, []])
def test_one_bloc_or_no_points_give_no_clash(rows):
    assert clashes(*rows).empty
