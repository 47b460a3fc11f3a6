"""Statements pass the gate and are coded by people, and are counted nowhere as what a table said."""

import pytest

from pipeline.domain.settings import read_settings
from pipeline.domain.tables import (
    Clashes,
    CodingProblems,
    Codings,
    Documents,
    Emphases,
    Findings,
    Notices,
    Participants,
    Priorities,
    Segments,
    StatementCodings,
    Statements,
    StatementSegments,
    ThemeEchoes,
    Voters,
    Votes,
)
from pipeline.stages import apart, coding, counting, echoes, reading, screening, sessions
from pipeline.stages.analysis import STAGES, start

SHEET = """\
id;tekst;vraag;P1;P2;P3;P4;P5;P6
SB1-1;Een vast gezicht helpt het meest.;lukt;6;6;6;0;0;0
SB1-2;Wachten duurt hier altijd te lang.;ballast;0;0;0;6;6;6
"""
VERSLAG = "De toegang liep vast. Niemand belde terug.\n"
PEOPLE = "".join(
    f"  - {{code: P{number}, rol: {role} {number}, perspectief: {role}}}\n"
    for number, role in enumerate(["jeugdige"] * 3 + ["ouder"] * 3, start=1)
)
HEAD = "tafel,document,start,eind,codes,valentie,twijfel\n"


@pytest.fixture
def study(tmp_path):
    """Give a function that writes a study of one session and returns its run, taken in and coded."""

    def make(sheet=SHEET, codings="", extra="", meta=PEOPLE):
        home = tmp_path / "data" / "SB-1"
        home.mkdir(parents=True, exist_ok=True)
        (home / "verslag.md").write_text(VERSLAG, encoding="utf-8")
        (home / "uitspraken.csv").write_text(sheet, encoding="utf-8")
        (home / "meta.yaml").write_text(
            f"tafel: SB-1\nsoort: dialoogsessie\ndeelnemers:\n{meta}", encoding="utf-8"
        )
        (tmp_path / "A.csv").write_text(HEAD + codings, encoding="utf-8")
        named = "coderingen: [A.csv]\n" if codings else ""
        file = tmp_path / "studie.yaml"
        file.write_text(f"studie: s\ndata: data\n{named}{extra}", encoding="utf-8")
        run = start(read_settings(file), tmp_path / "uit", lambda *_: None)
        for stage in (reading.read, screening.screen, coding.people):
            stage(run)
        return run

    return make


def ranked(run):
    for stage in (apart.set_apart, sessions.tie, sessions.rank, sessions.compare, echoes.echo):
        stage(run)
    return run


def test_statements_are_coded_with_the_rest_and_counted_apart(study):
    codings = (
        "SB-1,verslag,0,21,toegang,knelpunt,0\nSB-1,verslag,22,42,communicatie,knelpunt,0\n"
        "SB-1,uitspraken,0,33,regie,succesfactor,0\nSB-1,uitspraken.csv,34,68,toegang,knelpunt,0\n"
    )
    run = study(codings=codings)
    assert run.table(CodingProblems).empty
    ranked(run)
    assert set(run.table(Segments)["kind"]) == {"verslag"}
    assert set(run.table(StatementSegments)["kind"]) == {"uitspraken"}
    assert len(run.table(Codings)) == len(run.table(StatementCodings)) == 2
    counting.count(run)
    findings = run.table(Findings)
    themes = findings[(findings["measure"] == "thema") & (findings["n_tables"] > 0)]
    assert {code for code in themes["code"] if "." not in code} == {"toegang", "communicatie"}
    assert list(run.table(Statements)["themes"]) == ["regie", "toegang"]
    assert set(run.table(Statements)["themes_by"]) == {"mens"}


def test_a_session_gets_its_order_its_clashes_and_where_points_went(study):
    run = ranked(study())
    assert list(run.table(Voters)["bloc"]) == ["jeugdigen"] * 3 + ["ouders"] * 3
    views = run.table(Priorities)["view"].unique()
    assert list(views) == ["personen", "groepen", "jeugdigen", "ouders"]
    clashes = run.table(Clashes)
    assert set(clashes["statement_id"]) == {"SB1-1", "SB1-2"}
    assert clashes["one_sided"].all()
    headings = run.table(Emphases).query("kind == 'kop' and table_id == '' and view == 'personen'")
    assert dict(zip(headings["code"], headings["share"], strict=True)) == {
        "kansen": 0.5,
        "belemmeringen": 0.5,
    }
    assert run.table(ThemeEchoes).empty


def test_what_points_at_someone_holds_the_sheet_with_its_points_and_nothing_else(study):
    run = ranked(study(sheet=SHEET.replace("Een vast gezicht", "Bel 06-12345678: een gezicht")))
    assert list(run.table(Documents)["kind"]) == ["verslag"]
    for schema in (Statements, StatementSegments, Voters, Votes, Priorities):
        assert run.table(schema).empty
    assert len(run.table(Participants)) == 6
    assert set(run.table(Segments)["kind"]) == {"verslag"}


def test_a_study_without_a_sheet_keeps_its_tables_as_they_were(study, tmp_path):
    run = study()
    (tmp_path / "data" / "SB-1" / "uitspraken.csv").unlink()
    for stage in (reading.read, screening.screen, coding.people):
        stage(run)
    before = run.table(Segments)
    ranked(run)
    assert run.table(Segments) is before
    assert run.table(Priorities).empty
    assert run.table(Emphases).empty


def test_no_stage_that_counts_or_makes_a_product_comes_before_statements_are_apart():
    order = [stage.__name__ for stage in STAGES]
    assert order.index("by_model") + 1 == order.index("set_apart") < order.index("count")


def test_groups_that_count_together_and_too_few_people_are_told(study):
    two = PEOPLE.replace("ouder 5, perspectief: ouder", "oma, perspectief: netwerk")
    (told,) = (
        ranked(study(meta=two))
        .table(Notices)
        .query("subject == 'uitspraken' and document == ''")["message"]
    )
    assert told.endswith("minder dan 3 mensen punten gaven: ouders + netwerk.")
    (told,) = (
        ranked(study(sheet="tekst;P1\nEen.;6\n"))
        .table(Notices)
        .query("message.str.startswith('Minder')")["message"]
    )
    assert "alleen voor het team" in told


def test_a_form_that_the_study_names_is_used(study):
    top = "tekst;P1;P2;P3\nEen.;1;1;1\nTwee.;2;2;2\nDrie.;3;3;3\n"
    run = ranked(study(sheet=top, extra="prioriteren: {vorm: top3}\n"))
    first = run.table(Priorities).query("view == 'personen'").iloc[0]
    assert first["statement_id"] == "SB-1-01"
    assert first["share"] == 0.5
