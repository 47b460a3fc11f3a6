"""Who says what: the most supported of every session, nothing twice, and only what may be shown."""

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.domain.tables import Statements, Voters, Votes, check
from pipeline.domain.tables.shown import ShownStatements
from pipeline.findings.blocs import BlocMap
from pipeline.findings.priorities import rank_statements
from pipeline.release.praatplaat.choose import Decision, choose_statements
from pipeline.release.praatplaat.compose import (
    PlateTexts,
    compose_board,
    origin_rows,
    propose,
    voice_name,
)
from pipeline.release.praatplaat.proposals import Proposer
from tests.unit.release.session_worlds import drawn

BLOCS = {"jeugdigen": 3, "ouders": 3, "professionals": 6}
#            jeugdigen  ouders     professionals
VOTES = {
    "A": [3, 2, 0,  0, 0, 0,  0, 0, 0, 0, 0, 0],  # jeugdigen
    "B": [0, 1, 2,  3, 3, 0,  0, 0, 0, 0, 0, 0],  # jeugdigen and ouders
    "C": [0, 0, 0,  2, 1, 3,  0, 0, 0, 0, 0, 0],  # ouders
    "D": [0, 0, 0,  0, 0, 0,  3, 3, 3, 3, 0, 0],  # professionals
    "E": [0, 0, 0,  0, 0, 3,  0, 0, 0, 0, 3, 0],  # one ouder, one professional: no group
    "F": [1, 1, 1,  1, 0, 0,  0, 0, 0, 0, 1, 3],  # jeugdigen, and single others
    "G": [0, 0, 0,  0, 0, 0,  1, 1, 1, 0, 2, 1],  # professionals
}  # fmt: skip
ORDER = ["jeugdigen", "ouders", "professionals"]


def world_of(blocs, votes, **kinds):
    """Draw a session and rank it as an analysis does, by bloc too."""
    world = drawn(blocs, votes, **kinds)
    ranked = rank_statements(
        check(world.statements, Statements), check(world.voters, Voters), check(world.votes, Votes),
        BlocMap(tuple(blocs), {}, {}), draws=200, seed=1,
    )  # fmt: skip
    return replace(world, priorities=ranked)


WORLD = world_of(BLOCS, VOTES)
SHOWN = WORLD.shown()


def ids(names):
    return tuple(f"SB-1-{name}" for name in names)


def chosen(world=WORLD, **decisions):
    decided = {f"SB-1-{name}": decision for name, decision in decisions.items()}
    shown = SHOWN if world.votes is WORLD.votes else world.shown()
    return choose_statements(shown.support, world.priorities, decided, order=ORDER)


def test_each_group_has_what_it_supports_most_and_what_is_shared_lies_in_the_middle():
    choice = chosen()
    supported = SHOWN.support[SHOWN.support["supports"]]
    for bloc, said in choice.voices.items():
        own = set(supported.loc[supported["bloc"] == bloc, "statement_id"])
        assert set(said) <= own
    assert choice.shared == {"SB-1-B": ("jeugdigen", "ouders")}
    every = [one for said in choice.voices.values() for one in said] + list(choice.shared)
    assert len(every) == len(set(every))
    assert "SB-1-E" not in every
    assert list(choice.voices) == ORDER
    assert choice.voices["professionals"] == ids("DG")


def test_what_a_person_says_no_to_is_not_shown_and_yes_goes_first():
    assert "SB-1-D" not in chosen(D=Decision(show="nee")).voices["professionals"]
    world = world_of(BLOCS, VOTES | {f"X{n}": [0] * 6 + [4, 4, 4, 4, 4, 4 - n] for n in range(4)})
    assert "SB-1-G" not in chosen(world).voices["professionals"]
    assert "SB-1-G" in chosen(world, G=Decision(show="ja")).voices["professionals"]


def test_a_person_puts_a_statement_with_one_group_or_in_the_middle():
    apart = chosen(B=Decision(place="ouders"))
    assert "SB-1-B" in apart.voices["ouders"]
    assert apart.shared == {}
    assert "SB-1-B" in chosen(B=Decision(place="midden")).shared
    assert (
        "SB-1-A" not in chosen(A=Decision(place="midden")).shared
    )  # one group alone agrees with nobody


def test_what_no_group_supports_is_refused_with_the_reason():
    choice = chosen(E=Decision(show="ja"), D=Decision(place="jeugdigen"))
    assert "geen groep" in choice.refused["SB-1-E"]
    assert "deze groep" in choice.refused["SB-1-D"]
    assert "SB-1-D" in choice.voices["professionals"]


def test_of_several_sessions_each_gives_its_first_before_any_gives_its_second():
    other = world_of(BLOCS, VOTES, table_id="SB-2")
    tables = [
        pd.concat([getattr(WORLD, name), getattr(other, name)], ignore_index=True)
        for name in ("statements", "voters", "votes", "priorities")
    ]
    both = type(WORLD)(*tables)
    said = chosen(both).voices["professionals"]
    assert {one.rsplit("-", 1)[0] for one in said[:2]} == {"SB-1", "SB-2"}
    assert {one[-1] for one in said[:2]} == {"D"}


def test_more_than_six_groups_have_no_place_and_sixteen_statements_are_enough():
    blocs = {f"groep {n}": 3 for n in range(8)}
    votes = {f"{n}{m}": [0] * (3 * n) + [3 - m] * 3 for n in range(8) for m in range(2)}
    choice = chosen(world_of(blocs, votes))
    assert len(choice.voices) == 6
    assert choice.left_out == ("groep 6", "groep 7")
    assert sum(map(len, choice.voices.values())) + len(choice.shared) <= 16


def test_without_support_there_is_nothing_to_choose():
    choice = chosen(world_of({"jeugdigen": 3}, {"A": [1, 0, 0]}))
    assert choice.voices == {}
    assert choice.shared == {}


TEXTS = PlateTexts(
    title="Samen", question="Wat nu?", source="Bron", guide="Groot", guide_loose="Los", shared_lead="Samen",
    support_lead="Gesteund door", chair="En jij?", mark="", heading_names=(("kansen", "kans"),),
    voice_names={"professionals": "wie in de hulp werkt"}, voice_questions={"ouders": "Eigen vraag?"},
)  # fmt: skip
QUESTIONS = {"regie": "Wie beslist?", "kansen": "Waar lukt het?", "altijd": "Wat herken je?"}
ICONS = {"regie": ("kompas", "vlag"), "kansen": ("lamp",), "": ("ster",)}


def composed(world=WORLD, **decisions):
    decided = {f"SB-1-{name}": decision for name, decision in decisions.items()}
    choice = chosen(world, **decisions)
    proposals = propose(world.statements, Proposer(QUESTIONS, ICONS))
    return compose_board(
        choice, world.statements, proposals, decided, texts=TEXTS, proposer=Proposer(QUESTIONS, ICONS),
        groups=dict.fromkeys(BLOCS, "gezin"),
    )  # fmt: skip


def test_a_board_says_every_question_once_and_a_persons_words_go_first():
    board = composed(D=Decision(text="Kort.", question="Waarom?", icon="hek"))
    asked = [voice.question for voice in board.voices]
    asked += [one.spare_question for one in board.statements if one.spare_question]
    assert len([one for one in asked if one]) == len({one for one in asked if one})
    assert board.voices[1].question == "Eigen vraag?"
    (own,) = [one for one in board.statements if one.statement_id == "SB-1-D"]
    assert (own.text, own.question, own.icon, own.spare_question) == ("Kort.", "Waarom?", "hek", "")
    assert board.voices[2].name == "wie in de hulp werkt"
    assert board.shared[0].supporters == ("jeugdigen", "ouders")


def test_within_a_voice_statements_stand_by_heading_and_what_is_firm_comes_first():
    board = composed()
    order = ["kansen", "belemmeringen", "randvoorwaarden"]
    for voice in board.voices:
        keys = [(order.index(one.heading), not one.firm) for one in voice.statements]
        assert keys == sorted(keys)


def test_where_no_place_stands_the_plate_says_so():
    world = replace(WORLD, priorities=WORLD.priorities.assign(firm=False))
    assert composed(world).reading == "Los"
    assert not any(one.firm for one in composed(world).statements)


def test_a_theme_that_a_model_proposed_chooses_neither_question_nor_icon():
    world = replace(WORLD, statements=WORLD.statements.assign(themes_by="model"))
    board = composed(world)
    assert "kompas" not in {one.icon for one in board.statements}
    assert "Wie beslist?" not in {voice.question for voice in board.voices}


@pytest.mark.parametrize(
    ("bloc", "name"),
    [
        ("jeugdigen", "jeugdigen"),
        ("jeugdigen + ouders", "jeugdigen en ouders"),
        ("professionals + onderzoek en opleiding", "hulp, onderzoek en opleiding"),
        ("gezin + beleid + overig", "gezinnen, beleid en overig"),
    ],
)
def test_a_merged_group_names_all_that_are_in_it(bloc, name):
    assert voice_name(bloc, {"gezin": "gezinnen", "professionals": "hulp"}) == name


def test_icons_follow_theme_then_words_then_heading_and_differ_while_they_can():
    proposer = Proposer({}, ICONS, {"telefoon": r"\bbel\b"})
    assert proposer.icon(["regie"], "kansen") == "kompas"
    assert proposer.icon(["regie"], "kansen") == "vlag"
    assert proposer.icon([], "kansen", text="Bel ons.") == "telefoon"
    assert proposer.icon([], "kansen", text="Rebellen.") == "lamp"
    assert proposer.icon([], "kansen") == "ster"
    assert proposer.icon([], "kansen") == "lamp"


def test_where_a_plate_comes_from_holds_no_point_share_or_hidden_number():
    shown = check(SHOWN.statements, ShownStatements)
    rows = origin_rows(composed(), shown)
    assert {row["element"] for row in rows} == {f"uitspraak-{row['uitspraak']}" for row in rows}
    assert not {"points", "share", "punten", "aandeel"} & set(rows[0])
    board = composed(D=Decision(text="Kort."))
    assert "Uitspraak D over iets." not in str(origin_rows(board, shown))
    allowed = shown.set_index("statement_id")
    for row in rows:
        own = allowed.loc[row["uitspraak"]]
        assert row["steunden"] == ("" if pd.isna(own["n_supporters"]) else own["n_supporters"])
        assert row["afgeschermd"] == own["blanked"]
