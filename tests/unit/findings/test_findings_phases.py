"""What coders recorded beside codes: phases, scope, and what was said of the method itself."""

from dataclasses import replace

import pytest

from pipeline.domain.tables import Codings, check
from pipeline.findings.basis import find_basis
from pipeline.findings.counts import count_findings
from pipeline.findings.estimates import frame_of_code
from pipeline.findings.phases import count_recorded
from pipeline.release.appendix.recorded import not_recorded, recorded_tables

from .drawing import CODEBOOK, codings, dialogue_tables, participants, segments

BOOK = replace(
    CODEBOOK,
    phases={"wachten": "Wachten", "uitvoering": "Uitvoering"},
    scopes={
        "casusspecifiek": "Deze casus",
        "casusoverstijgend": "Algemener",
        "methode": "De tafel",
    },
)
SEGMENTS = segments("""
    table_id
    T1
    T1
    T2
    T3
""")
CODED = codings("""
    segment_id | code         | valence      | phase   | scope
    T1/00      | regie.kracht | knelpunt     | wachten | casusspecifiek
    T1/01      | toegang      | succesfactor |         | methode
    T2/02      | regie        | succesfactor | wachten |
    T3/03      | toegang      | knelpunt     |         |
""")
SEATED = participants("table_id | perspective | group\nT1 | ouder | gezin")


@pytest.fixture
def basis():
    return find_basis(SEGMENTS, CODED, SEATED, BOOK, coder="A", source="mens")


@pytest.fixture
def found(basis):
    return count_recorded(basis, SEGMENTS, CODED)


def counted(found, name):
    row = found.set_index("finding_id").loc[name]
    return int(row["n_tables"]), int(row["of_tables"])


def test_phases_are_counted_of_the_tables_where_they_were_recorded(found):
    assert counted(found, "fase/regie/knelpunt/fase/wachten") == (1, 2)
    assert counted(found, "fase/regie/succesfactor/fase/wachten") == (1, 2)
    assert counted(found, "fase/regie/knelpunt/fase/uitvoering") == (0, 2)
    assert counted(found, "reikwijdte/regie.kracht/knelpunt/reikwijdte/casusspecifiek") == (1, 1)


def test_what_is_said_of_the_method_is_apart_and_counts_for_no_theme(found, basis):
    assert counted(found, "methode/toegang/succesfactor") == (1, 3)
    assert "methode" not in set(found["stratum"])
    assert list(basis.evidence.loc[basis.evidence["code"] == "toegang", "table_id"]) == ["T3"]
    counts = count_findings(
        SEGMENTS, CODED, dialogue_tables("table_id\nT1\nT2\nT3"), SEATED, BOOK,
        coder="A", source="mens", periods=[],
    )  # fmt: skip
    assert counted(counts, "thema/toegang") == (1, 3)


def test_a_segment_about_the_method_was_judged_and_is_no_theme():
    frame = frame_of_code(SEGMENTS, CODED, BOOK, "toegang", coder="A", model="")
    assert frame["label"].tolist() == [0.0, 0.0, 0.0, 1.0]


def test_the_team_reads_it_in_tables_of_its_own(found):
    phases, scopes, method = recorded_tables(found, BOOK)
    assert phases.rows.set_index("Thema").loc["Regie", "Wachten"] == "2 | 1"
    assert phases.rows.set_index("Thema").loc["Regie", "Uitvoering"] == "-"
    assert "2 tafels" in phases.note
    assert list(scopes.rows.columns) == ["Thema", "Deze casus", "Algemener"]
    assert method.rows.to_numpy().tolist() == [["Toegang", 1, 1, 0, 0]]
    state = not_recorded(dialogue_tables("table_id\nT1\nT2\nT3"), found).rows
    assert list(state["Stand"]) == [
        "vastgelegd bij 2 van 3 tafels",
        "vastgelegd bij 1 van 3 tafels",
        "vastgelegd bij 0 van 3 tafels",
    ]


def test_what_nobody_recorded_gives_no_row_and_says_so(basis):
    bare = check(CODED.assign(phase="", scope=""), Codings)
    found = count_recorded(basis, SEGMENTS, bare)
    assert found.empty
    assert recorded_tables(found, BOOK) == []
    state = not_recorded(dialogue_tables("table_id\nT1"), found).rows
    assert state["Stand"][0] == "niet vastgelegd in de coderingen"


def test_codings_of_before_there_were_phases_are_still_read():
    old = CODED.drop(columns=["phase", "scope"])
    assert check(old, Codings)["scope"].tolist() == [""] * len(CODED)


def test_long_names_of_phases_are_cut_at_the_first_comma_where_they_still_differ(found):
    long = {"wachten": "Wachten, of overbruggen", "uitvoering": "Uitvoering (van de hulp)"}
    phases = recorded_tables(found, replace(BOOK, phases=long))[0]
    assert list(phases.rows.columns) == ["Thema", "Wachten", "Uitvoering"]
    alike = {"wachten": "Fase, eerst", "uitvoering": "Fase, dan"}
    phases = recorded_tables(found, replace(BOOK, phases=alike))[0]
    assert list(phases.rows.columns) == ["Thema", "Fase, eerst", "Fase, dan"]
