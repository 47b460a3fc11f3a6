"""The units that people coded in the example studies are the segments that are cut, and no other."""

import csv
from pathlib import Path

import pytest

from pipeline.domain.codebook import read_codebook
from pipeline.domain.settings import perspective_map, read_settings
from pipeline.intake.reading import read_table, table_folders

ROOT = Path(__file__).parents[3]


def coded_spans(study):
    spans = set()
    for path in (ROOT / "data" / study / "coderingen").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            spans |= {
                (row["tafel"], row["document"], int(row["start"]), int(row["eind"]))
                for row in csv.DictReader(stream)
            }
    return spans


@pytest.mark.parametrize(("study", "units"), [("friesland-28", 2587), ("heerenveen-2022", 441)])
def test_every_coded_unit_is_one_segment_and_every_segment_was_coded(study, units):
    settings = read_settings(ROOT / "configs" / f"{study}.yaml")
    book = read_codebook(settings.codebook)
    perspectives = perspective_map(settings, tuple(book.perspectives), book.groups)
    cut = set()
    for folder in table_folders(settings.data):
        reading = read_table(
            folder,
            perspectives=perspectives,
            theme_ids=[theme.id for theme in book.themes],
            cut_above=0,
        )
        rows = reading.segments[["table_id", "document", "start", "end"]]
        cut |= set(rows.itertuples(index=False, name=None))
        assert reading.quarantine.empty
        assert reading.notices.empty
    assert len(cut) == units
    assert cut == coded_spans(study)
