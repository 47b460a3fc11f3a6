"""Studies whose codebooks are versions of one another, side by side in the newest."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from pipeline.domain.codebook import Code
from pipeline.domain.tables import Codings, Participants, Segments
from pipeline.release.appendix.comparison import MovedCodes, moved_table
from pipeline.stages.migrated import migrate_studies, shared_themes
from tests.unit.findings.drawing import CODEBOOK, codings, participants, segments

NEW = replace(
    CODEBOOK,
    version="2",
    codes=(
        Code("zeggenschap", "Zeggenschap", "gezin", "", was=("regie", "beleid")),
        Code("zeggenschap.kracht", "Kracht", "gezin", "", "zeggenschap", was=("regie.kracht",)),
        Code("netwerk", "Netwerk", "gezin", ""),
    ),
)
SEATED = participants("table_id | perspective | group\nT1 | ouder | gezin")


def run_of(name, book, coded):
    tables = {
        Segments: segments("table_id\nT1\nT2\nT2"),
        Codings: codings(coded),
        Participants: SEATED,
    }
    return SimpleNamespace(
        codebook=book,
        table=tables.get,
        records={"coder": "A"},
        settings=SimpleNamespace(study=name),
    )


OLD_RUN = run_of(
    "oud",
    CODEBOOK,
    """
    segment_id | code             | valence
    T1/00      | regie.overnemen  | knelpunt
    T1/00      | beleid           | knelpunt
    T2/01      | toegang.wachttijd | knelpunt
    T2/02      | beleid           | succesfactor
    """,
)
NEW_RUN = run_of("nieuw", NEW, "segment_id | code\nT1/00 | zeggenschap\nT2/01 | -\nT2/02 | -")


@pytest.fixture
def migrated():
    return migrate_studies([OLD_RUN, NEW_RUN])


def test_themes_that_were_joined_are_counted_anew_by_table(migrated):
    book, (old, new) = migrated
    assert book is NEW
    counts = old.findings.set_index("finding_id")["n_tables"]
    assert counts["thema/zeggenschap"] == 2
    assert counts["valentie/zeggenschap/knelpunt"] == 1
    assert new.plan.changes_nothing


def test_a_theme_that_a_study_could_not_code_is_not_compared(migrated):
    book, studies = migrated
    assert shared_themes(book, studies) == ["zeggenschap"]


def test_what_moved_and_what_was_lost_is_told(migrated):
    _, (old, _) = migrated
    rows = moved_table({"oud": MovedCodes(CODEBOOK, old.plan, old.lost)}, NEW).rows
    told = {row[1]: tuple(row[2:]) for row in rows.to_numpy().tolist()}
    assert told["Regie (regie)"] == ("Zeggenschap", "")
    assert told["Overnemen (regie.overnemen)"] == ("Zeggenschap", "alleen het thema")
    assert told["Wachttijd (toegang.wachttijd)"] == ("verviel", "1 fragment")
    assert told["Toegang (toegang)"] == ("verviel", "0 fragmenten")
