"""The factsheet of a dialoogsessie: whose support, how firm, what was left, and never whose voice."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from pipeline.release.factsheet import check_counts, read_counts, render_docx, render_pdf
from pipeline.release.factsheet.session_sheet import (
    ThemeEcho,
    compose_session_sheet,
    keep_statements,
    people_counts,
    said_firm,
    said_people,
    span,
    statements_on,
)
from pipeline.release.factsheet.trace import DIFFERS, HOLDS
from pipeline.release.figures import read_style
from pipeline.release.session_view import views_of
from pipeline.release.texts import read_texts
from tests.unit.release.session_worlds import drawn, lucky, view

CONFIGS = Path(__file__).parents[4] / "configs"


@pytest.fixture(scope="module")
def texts():
    return read_texts(CONFIGS / "teksten.yaml")


def a_sheet(session, texts, echoes=(), **changes):
    given = {"title": "Een studie", "texts": texts, "questions": ["lukt", "kans"], "echoes": list(echoes),
                 "perspectives": {"ouder": "Ouder"}, "draws": 2000, "concept": True}  # fmt: skip
    return compose_session_sheet(session, **given | changes)


def notes(sheet):
    return [
        "".join(part.text for part in item.note) for block in sheet.findings for item in block.items
    ]


def shown(world):
    return views_of(world.shown(), min_people=3, leading=5, labels={}, groups={})[0]


def test_it_says_supported_by_and_never_voice_of(texts):
    said = notes(a_sheet(view(8), texts))
    assert any("gesteund door" in one for one in said)
    assert not any("stem van" in one for one in said)


def test_it_says_voice_of_only_where_the_sheet_recorded_who_brought_it(texts):
    said = notes(a_sheet(view(8, perspective="ouder"), texts))
    assert "stem van ouder" in said[0]


def test_statements_stand_under_their_headings(texts):
    sheet = a_sheet(view(8), texts)
    assert [block.statement for block in sheet.findings][:3] == ["Kansen", "Belemmeringen", "Randvoorwaarden"]  # fmt: skip


def test_it_says_which_places_are_firm(texts):
    assert said_firm(view(8), texts).startswith(
        "Plaats 1 en 2 staat vast, plaats 3 tot en met 8 niet"
    )
    loose = dataclasses.replace(view(8), leading=5)
    loose = dataclasses.replace(
        loose,
        placed=tuple(
            dataclasses.replace(one, by_person=dataclasses.replace(one.by_person, firm=False))
            for one in loose.placed
        ),
    )
    assert said_firm(loose, texts).startswith("Geen enkele plaats staat vast")
    assert [span(1, 1), span(1, 2), span(1, 4)] == ["1", "1 en 2", "1 tot en met 4"]


def test_groups_that_were_joined_are_named_with_why(texts):
    world = lucky(4, n_statements=8, blocs={"jeugdigen": 2, "ouders": 2, "professionals": 4})
    said = said_people(shown(world), texts)
    assert "jeugdigen met ouders (4)" in said
    assert "want alleen met minder dan 3 mensen" in said


def test_of_two_voters_nothing_is_told(texts):
    session = shown(drawn({"jeugdigen": 1, "ouders": 1}, {"a": [3, 0], "b": [0, 3]}))
    sheet = a_sheet(session, texts)
    assert statements_on(sheet) == ()
    assert "Minder dan 3 mensen" in sheet.tables_line
    assert not any(one in " ".join(sheet.unknowns) for one in ("uitspraak", "punten"))


def test_without_points_it_says_that_there_is_no_order(texts):
    session = shown(drawn({"gezin": 5}, {"a": [0] * 5, "b": [0] * 5}))
    sheet = a_sheet(session, texts)
    assert "geen punten" in sheet.tables_line
    assert sheet.findings == ()


def test_unused_points_and_empty_cells_are_told(texts):
    said = " ".join(a_sheet(view(8), texts).unknowns)
    assert "20 van de 420 punten zijn niet gegeven" in said
    assert "1 vakje op het puntenblad bleef" in said or "1 vakje" in said


def test_what_tables_said_of_the_same_theme_stands_beside_it(texts):
    echoes = [ThemeEcho("Eigen regie", "Andere tafels", 28, 15, 9), ThemeEcho("Wachten", "Andere tafels", 28, None, 4)]  # fmt: skip
    sheet = a_sheet(view(8), texts, echoes)
    assert sheet.heading("actions") == "Dezelfde thema's in ‘Andere tafels’"
    assert sheet.actions[0] == "‘Eigen regie’ was aan 15 van de 28 tafels een knelpunt en aan 9 een succesfactor."  # fmt: skip
    assert sheet.actions[1] == "‘Wachten’ was aan 4 van de 28 tafels een succesfactor."


def test_only_released_statements_stay_on_it(texts):
    sheet = a_sheet(view(8), texts)
    first = statements_on(sheet)[0]
    kept = keep_statements(sheet, {first}, lead="Niets.")
    assert statements_on(kept) == (first,)
    assert keep_statements(sheet, set(), lead="Niets.").lead == "Niets."


def test_its_counts_can_be_traced_in_word_and_it_fits_in_pdf(texts):
    session = view(8, long=True)
    sheet, style = a_sheet(session, texts), read_style(CONFIGS / "huisstijl.yaml")
    package = render_docx(sheet, {}, style)
    counts = people_counts([session])
    found = check_counts(read_counts(package), counts)
    people = found[found["finding_id"].str.startswith("uitspraak/")]
    assert len(people) > 0
    assert set(found["verdict"]) == {HOLDS}
    wrong = counts.assign(n_tables=counts["n_tables"] + 1)
    assert DIFFERS in set(check_counts(read_counts(package), wrong)["verdict"])
    assert render_pdf(sheet, {}, style).startswith(b"%PDF")
