"""Which share of the points went to a heading or a theme, per session and over all of them."""

import pytest

from pipeline.domain.tables import Priorities, empty
from pipeline.domain.tables.statements import BY_PERSON
from pipeline.findings.blocs import assign_blocs
from pipeline.findings.emphases import weigh_emphases
from pipeline.findings.priorities import rank_statements
from tests.unit.findings.sessions_drawn import BLOCS, joined, session

FIRST = session(
    "a b c\n" + "jeugdige 3 2 1\n" * 3,
    headings=("kansen", "belemmeringen", "kansen"),
    themes=("regie toegang", "toegang", ""),
)
SECOND = session(
    "d\n" + "ouder 6\n" * 3, table="SB-2", headings=("belemmeringen",), themes=("regie",)
)


def emphases(*sessions):
    statements, voters, votes = joined(*sessions)
    voters = assign_blocs(voters, BLOCS, min_people=3)
    ranked = rank_statements(statements, voters, votes, BLOCS, draws=10, seed=1)
    return weigh_emphases(statements, ranked, ["regie", "toegang"])


def shares(table, table_id, kind):
    own = table[
        (table["table_id"] == table_id) & (table["kind"] == kind) & (table["view"] == BY_PERSON)
    ]
    return dict(zip(own["code"], own["share"], strict=True))


def test_points_are_summed_by_heading_and_a_statement_counts_for_each_of_its_themes():
    table = emphases(FIRST)
    assert shares(table, "SB-1", "kop") == pytest.approx({"kansen": 4 / 6, "belemmeringen": 2 / 6})
    assert shares(table, "SB-1", "thema") == pytest.approx(
        {"toegang": 5 / 6, "regie": 3 / 6, "": 1 / 6}
    )


def test_every_session_weighs_the_same_and_one_without_such_a_statement_gave_it_nothing():
    table = emphases(FIRST, SECOND)
    assert shares(table, "", "kop") == pytest.approx({"belemmeringen": 4 / 6, "kansen": 2 / 6})
    toegang = table.query("table_id == '' and code == 'toegang' and view == 'personen'").iloc[0]
    assert (toegang["n_sessions"], toegang["of_sessions"], toegang["n_statements"]) == (1, 2, 2)
    assert toegang["share"] == pytest.approx(5 / 12)


def test_without_an_order_there_is_nothing_to_weigh():
    assert weigh_emphases(FIRST[0], empty(Priorities), ["regie"]).empty
