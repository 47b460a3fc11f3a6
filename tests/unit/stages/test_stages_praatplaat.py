"""A session's tables become a plate, a workbook, and files with only what was released."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.domain.codebook import read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import (
    DialogueTables,
    Priorities,
    Statements,
    Voters,
    Votes,
    check,
    empty,
)
from pipeline.exchange.decision_sheets import read_book
from pipeline.files.spreadsheets import write_workbook
from pipeline.findings.blocs import BlocMap
from pipeline.findings.priorities import rank_statements
from pipeline.release.texts import read_texts
from pipeline.stages import praatplaat
from pipeline.stages.plate_workbook import update_plate
from pipeline.store import Store
from tests.unit.release.session_worlds import drawn

VOTES = {
    "A": [3, 2, 0, 0, 0, 0, 1, 0, 0, 0],
    "B": [0, 1, 2, 3, 3, 0, 0, 0, 0, 0],
    "C": [0, 0, 0, 0, 1, 3, 0, 0, 1, 0],
    "D": [0, 0, 0, 0, 0, 0, 3, 3, 3, 3],
    "E": [0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
}
TEXTS = {
    "A": "Bel ons terug. Ook als er nog niets te vertellen is of als het antwoord nog een hele tijd op zich laat wachten.",
    "D": "Een uur leertijd in het contract.",
}


@dataclass
class Asked:
    """As much of a run as a plate needs."""

    settings: SimpleNamespace
    store: Store
    tables: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    records: dict = field(default_factory=dict)
    concept: bool = True
    progress: Callable = lambda *_: None
    perspectives: SimpleNamespace = field(
        default_factory=lambda: SimpleNamespace(
            groups=read_codebook(configs_folder() / "codeboek.yaml").groups
        )
    )

    @property
    def place(self):
        return "concept" if self.concept else "vrijgave"

    def table(self, schema):
        return self.tables[schema.__name__]

    def put(self, table, schema):
        self.tables[schema.__name__] = check(table, schema)


@pytest.fixture
def run(tmp_path):
    store = Store(tmp_path / "uit")
    store.open()
    settings = SimpleNamespace(
        data=tmp_path / "data", study="proef", title="Samen bouwen", min_people=3,
        house_style=configs_folder() / "huisstijl.yaml",
    )  # fmt: skip
    world = drawn({"jeugdigen": 3, "ouders": 3, "professionals": 4}, VOTES, texts=TEXTS)
    made = Asked(settings, store)
    made.records["texts"] = read_texts(configs_folder() / "teksten.yaml")
    made.put(world.statements, Statements)
    made.put(world.voters.assign(group=["gezin"] * 6 + ["professionals"] * 4), Voters)
    made.put(world.votes, Votes)
    ranked = rank_statements(
        made.table(Statements), made.table(Voters), made.table(Votes), BlocMap(("gezin",), {}, {}), draws=200, seed=1
    )  # fmt: skip
    made.put(ranked, Priorities)
    held = {
        "table_id": "SB-1", "date": "2025-03-13", "region": "Friesland", "municipality": "regionaal",
        "kind": "dialoogsessie", "sector": "", "age_group": "", "occasion": "", "chosen_themes": "", "n_participants": 10,
    }  # fmt: skip
    made.put(pd.DataFrame([held])[DialogueTables.names()], DialogueTables)
    return made


def type_in(run, nth, **cells):
    """Fill in cells on the row of a statement."""
    path = run.settings.data.parent / "besluiten" / "proef" / "praatplaat.xlsx"
    sheets = read_book(path)
    at = sheets["uitspraken"].index[sheets["uitspraken"]["nummer"] == f"SB-1-{nth}"][0]
    for column, value in cells.items():
        sheets["uitspraken"].loc[at, column.replace("_", " ")] = value
    write_workbook(path, sheets)


def shown(work):
    return {one.statement_id: one for one in work.board.statements}


def test_the_plate_is_drawn_among_the_concepts_with_what_it_rests_on(run):
    praatplaat.draw(run)
    assert sorted(run.files) == [
        "concept/praatplaat-herkomst.csv", "concept/praatplaat.pdf", "concept/praatplaat.svg",
    ]  # fmt: skip
    svg = run.files["concept/praatplaat.svg"].decode()
    assert 'data-uitspraak="SB-1-D"' in svg
    assert "één dialoogsessie" in praatplaat.plate_of(run).board.source
    origin = run.files["concept/praatplaat-herkomst.csv"].decode("utf-8-sig")
    assert origin.count("\r\n") == 1 + len(praatplaat.plate_of(run).board.statements)


def test_a_study_without_statements_points_or_support_has_no_plate(run):
    run.put(empty(Priorities), Priorities)
    assert praatplaat.plate_of(run) is None
    praatplaat.draw(run)
    assert run.files == {}
    made = update_plate(run)
    assert (made.counts["shown"], made.counts["statements"]) == (0, 5)
    run.put(empty(Statements), Statements)
    assert update_plate(run) is None
    del run.tables["Priorities"]
    assert praatplaat.plate_of(run) is None


def test_a_statement_is_proposed_in_few_words_and_says_what_to_look_at(run):
    made = update_plate(run)
    book = read_book(made.path)["uitspraken"].set_index("nummer")
    assert (
        book.loc["SB-1-A", "voorstel korte tekst"] == TEXTS["A"]
    )  # its second sentence leans on the first
    assert "te lang" in book.loc["SB-1-A", "let op"]
    type_in(run, "A", korte_tekst="Bel ons terug.")
    again = read_book(update_plate(run).path)["uitspraken"].set_index("nummer")
    assert again.loc["SB-1-A", "let op"] == ""
    assert book.loc["SB-1-E", "op de plaat"] == "nee"
    assert book.loc["SB-1-D", "op de plaat"] == "bij professionals"


def test_what_people_type_is_on_the_plate_and_stays_in_the_workbook(run):
    update_plate(run)
    type_in(
        run, "D", korte_tekst="Leertijd.", icoon="boek", vraag_om_over_te_praten="Wie regelt het?"
    )
    one = shown(praatplaat.plate_of(run))["SB-1-D"]
    assert (one.text, one.icon, one.question) == ("Leertijd.", "boek", "Wie regelt het?")
    made = update_plate(run)
    assert (
        read_book(made.path)["uitspraken"].set_index("nummer").loc["SB-1-D", "korte tekst"]
        == "Leertijd."
    )
    type_in(run, "D", tonen="nee")
    assert "SB-1-D" not in shown(praatplaat.plate_of(run))


def test_own_words_for_title_and_questions_go_first(run):
    made = update_plate(run)
    sheets = read_book(made.path)
    own = {
        "titel": "Onze titel",
        "vraag in het midden": "En nu?",
        "vraag bij ouders": "Wie hoorde je?",
    }
    sheets["plaat"]["eigen tekst"] = sheets["plaat"]["onderdeel"].map(own).fillna("")
    write_workbook(made.path, sheets)
    board = praatplaat.plate_of(run).board
    assert (board.title, board.question) == ("Onze titel", "En nu?")
    assert {voice.name: voice.question for voice in board.voices}.get(
        "ouders", "Wie hoorde je?"
    ) == "Wie hoorde je?"


def test_a_statement_whose_words_changed_asks_anew(run):
    update_plate(run)
    type_in(run, "D", korte_tekst="Leertijd.")
    table = run.table(Statements).copy()
    table.loc[table["statement_id"] == "SB-1-D", "text"] = "Heel iets anders."
    run.put(table, Statements)
    assert shown(praatplaat.plate_of(run))["SB-1-D"].text == "Heel iets anders."
    made = update_plate(run)
    assert made.counts["lapsed"] == 1
    assert read_book(made.path)["vervallen"]["korte tekst"].tolist() == ["Leertijd."]


def test_an_unknown_icon_is_told_and_the_workbook_left_as_it_was(run):
    made = update_plate(run)
    type_in(run, "D", icoon="draak")
    before = made.path.read_bytes()
    with pytest.raises(InputError, match="icoon"):
        update_plate(run)
    assert made.path.read_bytes() == before


def test_only_released_sentences_leave_and_without_any_there_is_no_plate(run):
    run.concept = False
    work = praatplaat.plate_of(run)
    assert work.board.mark == ""
    files = praatplaat.plate_files(run, work, [work.sentences[0]])
    assert files["praatplaat.svg"].count(b"data-uitspraak=") == 1
    assert b"CONCEPT" not in files["praatplaat.svg"]
    assert praatplaat.plate_files(run, work, []) == {}


def test_a_group_of_one_person_is_never_named_alone(run):
    world = drawn(
        {"jeugdigen": 1, "professionals": 4}, {"A": [5, 1, 1, 1, 0], "B": [1, 2, 2, 0, 0]}
    )
    run.put(world.statements, Statements)
    run.put(world.voters, Voters)
    run.put(world.votes, Votes)
    ranked = rank_statements(
        run.table(Statements), run.table(Voters), run.table(Votes), BlocMap((), {}, {}), draws=50, seed=1
    )  # fmt: skip
    run.put(ranked, Priorities)
    work = praatplaat.plate_of(run)
    names = [voice.name for voice in work.board.voices] if work else []
    assert "jeugdigen" not in names


def test_the_same_run_gives_the_same_files(run):
    first = praatplaat.plate_files(run, praatplaat.plate_of(run))
    other = replace(run, store=Store(run.store.folder.parent / "elders"))
    other.store.open()
    assert praatplaat.plate_files(other, praatplaat.plate_of(other)) == first


@pytest.fixture
def two(run):
    """The run with a second session, in which nobody of the young people sat."""
    world = drawn(
        {"ouders": 4, "professionals": 4},
        {"X": [2, 2, 2, 2, 0, 0, 0, 0], "Y": [0, 0, 0, 0, 3, 3, 3, 3]},
        table_id="ST 2",
    )
    for schema in (Statements, Voters, Votes):
        more = {Statements: world.statements, Voters: world.voters, Votes: world.votes}[
            schema
        ].copy()
        if schema is Voters:
            more["group"] = ["gezin"] * 4 + ["professionals"] * 4
        run.put(pd.concat([run.table(schema), more], ignore_index=True), schema)
    ranked = rank_statements(
        run.table(Statements), run.table(Voters), run.table(Votes), BlocMap(("gezin",), {}, {}), draws=200, seed=1
    )  # fmt: skip
    run.put(ranked, Priorities)
    tables = run.table(DialogueTables)
    later = tables.assign(table_id="ST 2", date="2026-01-05", region="Groningen")
    run.put(pd.concat([tables, later], ignore_index=True), DialogueTables)
    return run


def test_a_study_of_several_sessions_has_a_plate_of_each_beside_that_of_all(two):
    praatplaat.draw(two)
    assert sorted(name for name in two.files if name.endswith(".svg")) == [
        "concept/praatplaat-SB-1.svg", "concept/praatplaat-ST_2.svg", "concept/praatplaat.svg",
    ]  # fmt: skip
    whole, first, second = praatplaat.plates_of(two)
    assert set(shown(second)) == {"ST 2-X", "ST 2-Y"}
    assert not set(shown(first)) & set(shown(second))
    assert set(shown(whole)) <= set(shown(first)) | set(shown(second))
    assert {voice.name for voice in second.board.voices} == {"ouders", "professionals"}
    assert second.board.title == "Samen bouwen (ST 2)"
    assert "één dialoogsessie, Groningen, 2026" in second.board.source
    origin = two.files["concept/praatplaat-ST_2-herkomst.csv"].decode("utf-8-sig")
    assert set(shown(second)) == {line.split(";")[1] for line in origin.split("\r\n")[1:-1]}


def test_what_people_choose_holds_on_the_plate_of_the_session_too(two):
    made = update_plate(two)
    assert made.counts["plates"] == 2
    sheets = read_book(made.path)
    at = sheets["uitspraken"].index[sheets["uitspraken"]["nummer"] == "ST 2-X"][0]
    assert sheets["uitspraken"].loc[at, "op de plaat van de sessie"] == "bij ouders"
    sheets["uitspraken"].loc[at, "korte tekst"] = "Kort."
    own = {"titel van ST 2": "Onze avond", "vraag in het midden": "En nu?"}
    sheets["plaat"]["eigen tekst"] = sheets["plaat"]["onderdeel"].map(own).fillna("")
    write_workbook(made.path, sheets)
    whole, first, second = praatplaat.plates_of(two)
    assert shown(second)["ST 2-X"].text == shown(whole)["ST 2-X"].text == "Kort."
    assert [one.board.title for one in (whole, first, second)] == [
        "Samen bouwen", "Samen bouwen (SB-1)", "Onze avond",
    ]  # fmt: skip
    assert {one.board.question for one in (whole, first, second)} == {"En nu?"}
    assert update_plate(two).counts["lapsed"] == 0


def test_a_study_of_one_session_has_one_plate_and_no_column_about_sessions(run):
    assert [work.name for work in praatplaat.plates_of(run)] == ["praatplaat"]
    book = read_book(update_plate(run).path)
    assert "op de plaat van de sessie" not in book["uitspraken"]
