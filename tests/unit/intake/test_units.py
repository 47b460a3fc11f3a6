"""The units that people coded in the example studies are the segments that are cut, and no other."""

import csv
from pathlib import Path

import pytest

from pipeline.domain.codebook import read_codebook
from pipeline.domain.settings import perspective_map, read_settings
from pipeline.intake.documents import read_document
from pipeline.intake.folders import document_files, table_folders
from pipeline.intake.meta import read_meta

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
        meta = read_meta(folder, perspectives, [theme.id for theme in book.themes])
        for path in document_files(folder):
            reading = read_document(path, path.stem, meta, cut_above=0)
            assert not reading.refused
            assert not reading.notes
            cut |= {
                (meta.table_id, path.name, row["start"], row["end"]) for row in reading.segments
            }
    assert len(cut) == units
    assert cut == coded_spans(study)
