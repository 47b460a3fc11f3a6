"""What the self-test found is kept with what it rests on, and counts only while that is the same."""

from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.domain.tables import Codings, Segments, check
from pipeline.stages.proof import FILE, keep_proof, proof_digest, read_proof
from tests.unit.findings.drawing import codings, segments

JUDGED = pd.DataFrame(
    [("t (tafels)", "regie", True), ("gecorrigeerd", "regie", False), ("t (tafels)", "beleid", False)],
    columns=["method", "code", "usable"],
)  # fmt: skip


@pytest.fixture
def run(tmp_path):
    tables = {
        Segments: segments("table_id\nT1\nT1"),
        Codings: codings("segment_id | code\nT1/00 | regie"),
    }
    settings = SimpleNamespace(data=tmp_path / "data", study="proef")
    return SimpleNamespace(
        settings=settings, records={"coder": "A"}, table=tables.__getitem__, tables=tables
    )


def test_before_the_test_there_is_no_proof(run):
    assert read_proof(run) is None
    assert proof_digest(run.settings) == ""


def test_what_passed_is_read_back_by_theme(run):
    keep_proof(run, JUDGED, runs=40)
    proof = read_proof(run)
    assert proof.usable == {"regie": ["t (tafels)"], "beleid": []}
    assert proof.current
    assert "40 werelden" in proof.sentence
    assert proof_digest(run.settings)


def test_after_a_change_of_codes_it_counts_no_more(run):
    keep_proof(run, JUDGED, runs=40)
    changed = run.tables[Codings].assign(code="beleid")
    run.tables[Codings] = check(changed, Codings)
    assert not read_proof(run).current
    assert "vóór de laatste verandering" in read_proof(run).sentence


@pytest.mark.parametrize(
    "text", ["", "[1]", "{}", '{"bruikbaar": 3, "werelden": 1, "rust_op": ""}']
)
def test_a_file_that_somebody_broke_is_no_proof(run, text):
    path = keep_proof(run, JUDGED, runs=40)
    assert path.name == FILE
    path.write_text(text, encoding="utf-8")
    assert read_proof(run) is None
