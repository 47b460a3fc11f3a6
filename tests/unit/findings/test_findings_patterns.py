import pandas as pd
import pytest

from pipeline.domain.tables import CardEdits, check, empty
from pipeline.findings.evidence import evidence
from pipeline.findings.patterns import describe_exceptions, find_patterns, keep_edits

from .drawing import CODEBOOK, codings, rows_of, segments

TABLES = [f"T{n}" for n in range(1, 6)]
PARTS = segments("""
    table_id | group
    T1       | gezin
    T2       | professionals
    T3       | gezin
    T4       | gezin
    T5       | overig
""")
CODED = """
    segment_id | code            | valence
    T1/00      | regie.overnemen | knelpunt
    T2/01      | regie.overnemen | knelpunt
    T3/02      | regie.overnemen | knelpunt
    T3/02      | regie           | knelpunt
    T4/03      | regie.kracht    | succesfactor
    T5/04      | regie.kracht    | neutraal
"""
COUNTER = "T4/03      | regie.overnemen | succesfactor"


def patterns(*more):
    coded = codings("\n".join([CODED.strip(), *more]))
    return find_patterns(evidence(coded, PARTS, CODEBOOK, coder="A"), CODEBOOK, TABLES)


def edits(drawing):
    blank = dict.fromkeys(
        ["statement", "status", "answer", "digest", "decided_by", "decided_on"], ""
    )
    return check(pd.DataFrame([{**blank, **row} for row in rows_of(drawing)]), CardEdits)


def test_a_card_holds_its_carriers_and_where_it_does_not_hold():
    card = patterns().set_index("pattern_id").loc["regie.overnemen/knelpunt"]
    assert card["statement"] == "In 3 van de 5 tafels is 'Overnemen' een knelpunt."
    assert card["table_ids"] == ["T1", "T2", "T3"]
    assert card["silent_table_ids"] == ["T4", "T5"]
    assert card["groups"] == ["gezin", "professionals"]
    assert card["segment_ids"] == ["T1/00", "T2/01", "T3/02"]
    assert (card["carried"], card["certainty"]) == (True, "sterk")


def test_only_judged_subcodes_make_cards_and_the_widest_comes_first():
    assert list(patterns()["pattern_id"]) == [
        "regie.overnemen/knelpunt",
        "regie.kracht/succesfactor",
    ]


def test_a_theme_without_subcodes_makes_cards_of_its_own():
    cards = patterns(
        "T1/00 | beleid | knelpunt", "T2/01 | beleid | knelpunt", "T4/03 | beleid | succesfactor"
    ).set_index("pattern_id")
    card = cards.loc["beleid/knelpunt"]
    assert card["statement"] == "In 2 van de 5 tafels is 'Beleid' een knelpunt."
    assert card["counter_table_ids"] == ["T4"]
    assert not [name for name in cards.index if name.startswith("regie/")]


def test_a_card_of_one_table_or_of_sessions_says_so():
    coded = evidence(codings(CODED), PARTS, CODEBOOK, coder="A")
    one = find_patterns(coded, CODEBOOK, ["T1"])
    assert list(one["statement"]) == ["In 1 van de 1 tafel is 'Overnemen' een knelpunt."]
    sessions = find_patterns(coded, CODEBOOK, TABLES, unit=("sessie", "sessies"))
    assert "In 3 van de 5 sessies is 'Overnemen' een knelpunt." in set(sessions["statement"])


def test_what_few_tables_or_one_group_carry_stays_with_the_team():
    card = patterns().set_index("pattern_id").loc["regie.kracht/succesfactor"]
    assert (card["carried"], card["certainty"]) == (False, "wankel")


def test_the_other_valence_is_a_counter_example_and_takes_certainty():
    card = patterns(COUNTER).set_index("pattern_id").loc["regie.overnemen/knelpunt"]
    assert card["counter_table_ids"] == ["T4"]
    assert card["counter_segment_ids"] == ["T4/03"]
    assert card["certainty"] == "redelijk"
    assert (
        card["digest"]
        != patterns().set_index("pattern_id").loc["regie.overnemen/knelpunt", "digest"]
    )


def test_what_researchers_wrote_survives_a_rerun():
    seen = patterns().set_index("pattern_id")["digest"]
    wrote = edits(f"""
        pattern_id               | statement        | status      | digest
        regie.overnemen/knelpunt | Voor je het weet | vastgesteld | {seen["regie.overnemen/knelpunt"]}
    """)
    cards = keep_edits(patterns(), wrote).set_index("pattern_id")
    card = cards.loc["regie.overnemen/knelpunt"]
    assert card[["statement", "status"]].tolist() == ["Voor je het weet", "vastgesteld"]
    assert card[["answered", "changed", "gone", "releasable"]].tolist() == [
        True,
        False,
        False,
        True,
    ]
    other = cards.loc["regie.kracht/succesfactor"]
    assert other[["status", "releasable"]].tolist() == ["voorstel", False]
    assert other["statement"] == "In 1 van de 5 tafels hielp 'Kracht'."


def test_changed_evidence_and_unanswered_counter_examples_hold_a_card_back():
    wrote = edits("pattern_id | status | digest\nregie.overnemen/knelpunt | vastgesteld | oud")
    card = (
        keep_edits(patterns(COUNTER), wrote).set_index("pattern_id").loc["regie.overnemen/knelpunt"]
    )
    assert card[["answered", "changed", "releasable"]].tolist() == [False, True, False]
    seen = patterns(COUNTER).set_index("pattern_id").loc["regie.overnemen/knelpunt", "digest"]
    answered = edits(f"""
        pattern_id               | status      | answer                | digest
        regie.overnemen/knelpunt | vastgesteld | Daar was de regie al. | {seen}
    """)
    card = (
        keep_edits(patterns(COUNTER), answered)
        .set_index("pattern_id")
        .loc["regie.overnemen/knelpunt"]
    )
    assert card[["answered", "changed", "releasable"]].tolist() == [True, False, True]


def test_a_card_that_is_answered_waits_all_the_same_when_its_evidence_changed():
    wrote = edits("pattern_id | status | digest\nregie.overnemen/knelpunt | vastgesteld | oud")
    card = keep_edits(patterns(), wrote).set_index("pattern_id").loc["regie.overnemen/knelpunt"]
    assert card[["answered", "changed", "releasable"]].tolist() == [True, True, False]


def test_a_card_that_nothing_carries_any_more_is_kept_as_gone():
    wrote = edits("pattern_id | statement | status\nbeleid.oud/knelpunt | Ooit zo | vastgesteld")
    card = keep_edits(patterns(), wrote).set_index("pattern_id").loc["beleid.oud/knelpunt"]
    assert card[["statement", "gone", "changed", "releasable"]].tolist() == [
        "Ooit zo",
        True,
        False,
        False,
    ]


def test_nothing_coded_gives_no_cards():
    none = find_patterns(evidence(codings(CODED)[:0], PARTS, CODEBOOK, coder="A"), CODEBOOK, TABLES)
    assert none.empty
    assert keep_edits(none, empty(CardEdits)).empty


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ({"T1": "po", "T4": "vo", "T5": "mbo"}, "Niet gezien bij: mbo en vo."),
        ({"T1": "po", "T4": "po"}, ""),
    ],
)
def test_kinds_of_tables_without_the_pattern_are_named(kinds, said):
    card = patterns().iloc[0].to_dict()
    assert describe_exceptions(card, kinds) == said
