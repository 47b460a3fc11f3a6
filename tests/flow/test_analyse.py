"""`analyse` on a small study: the output contract, cheap reruns, and the same bytes every time."""

import json
import zipfile

import pandas as pd
import pytest

from pipeline.store import output_digests
from tests.flow.conftest import TABLES

pytestmark = pytest.mark.flow

SEGMENTS = [
    "segment_id",
    "table_id",
    "document",
    "start",
    "end",
    "speaker",
    "role",
    "perspective",
    "language",
    "text",
]
CODINGS = [
    "segment_id",
    "code",
    "coder",
    "source",
    "start",
    "end",
    "valence",
    "doubt",
    "confidence",
    "status",
]


def record(study, folder=None):
    return json.loads(
        ((folder or study.output) / "concept" / "run.json").read_text(encoding="utf-8")
    )


def test_the_work_tables_hold_what_was_promised(small_study):
    segments = pd.read_parquet(small_study.output / "werk" / "segmenten.parquet")
    codings = pd.read_parquet(small_study.output / "werk" / "coderingen.parquet")
    assert set(SEGMENTS) <= set(segments.columns)
    assert set(CODINGS) <= set(codings.columns)
    assert set(segments["table_id"]) == set(TABLES)
    assert set(codings["source"]) == {"mens", "regel", "model"}
    assert set(codings.loc[codings["source"] == "model", "status"]) <= {"voorstel", "verworpen"}
    assert set(codings["segment_id"]) <= set(segments["segment_id"])


def test_every_segment_is_a_slice_of_its_file(small_study):
    segments = pd.read_parquet(small_study.output / "werk" / "segmenten.parquet")
    for (table, document), rows in segments.groupby(["table_id", "document"]):
        text = (small_study.data / table / document).read_text(encoding="utf-8")
        assert [text[row.start : row.end] for row in rows.itertuples()] == list(rows["text"])


def test_every_figure_comes_with_its_numbers(small_study):
    figures = small_study.output / "concept" / "figuren"
    names = {path.stem for path in figures.glob("*.svg")}
    assert {"waardering", "perspectieven", "samenhang", "ranglijst", "niveaus"} <= names
    for name in names:
        assert (figures / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert len((figures / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()) > 1


def test_what_shows_single_tables_stays_inside(small_study):
    assert (small_study.output / "besloten" / "figuren" / "warmtekaart.svg").is_file()
    assert not list((small_study.output / "concept").rglob("*warmtekaart*"))
    assert not (small_study.output / "vrijgave").exists() or not list(
        (small_study.output / "vrijgave").iterdir()
    )


def test_nothing_in_the_concept_repeats_the_words_of_the_table(small_study):
    segments = pd.read_parquet(small_study.output / "werk" / "segmenten.parquet")
    long = [text for text in segments["text"] if len(text.split()) > 8]
    report = (small_study.output / "concept" / "rapport.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(small_study.output / "concept" / "factsheet.docx") as package:
        sheet = package.read("word/document.xml").decode()
    assert not [text for text in long if text in report or text in sheet]
    inside = (small_study.output / "besloten" / "rapport.html").read_text(encoding="utf-8")
    shown = segments[segments["kind"] == "verslag"]["text"]
    assert next(text for text in shown if len(text.split()) > 8).split(",")[0][:30] in inside
    # Nobody in the example recorded consent to be quoted: what they said counts and is not shown.
    spoken = segments[segments["kind"] == "transcript"]
    said = [text for text in spoken["text"] if len(text.split()) > 8]
    assert said
    assert not [text for text in said if text[:40] in inside]
    assert f"[geen toestemming om te citeren: {spoken['segment_id'].iloc[0]}]" in inside


def test_no_small_count_stands_in_the_concept(small_study):
    for path in (small_study.output / "concept" / "tabellen").glob("*.csv"):
        table = pd.read_csv(path, sep=";", encoding="utf-8-sig")
        counts = pd.to_numeric(table["tafels"]).dropna()
        assert not counts.isin([1, 2]).any(), path.name


def test_a_second_run_with_nothing_changed_leaves_every_byte(small_study, capsys):
    before = output_digests(small_study.output)
    assert small_study.analyse() == 0
    assert output_digests(small_study.output) == before
    assert "niets veranderd" in capsys.readouterr().out


def test_two_runs_in_different_folders_give_the_same_bytes(small_study, tmp_path):
    assert small_study.analyse(tmp_path / "elders") == 0
    first, second = (
        output_digests(folder, leave_out=["concept/run.json"])
        for folder in (small_study.output, tmp_path / "elders")
    )
    assert first == second


def test_one_changed_table_is_the_only_one_read_again(small_study):
    path = small_study.data / TABLES[3] / "verslag.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nNiemand belde terug.\n", encoding="utf-8")
    try:
        assert small_study.analyse() == 0
        steps = record(small_study)["stappen"]
        assert (steps["inlezen"]["computed"], steps["inlezen"]["reused"]) == (1, len(TABLES) - 1)
        assert steps["woorden"]["computed"] == 1
        # the vector of the sentence, and of those that are read in one stretch with it
        read_anew = steps["vectoren"]["computed"]
        assert 1 <= read_anew < 40 < steps["vectoren"]["reused"]
    finally:
        path.write_text(text, encoding="utf-8")
        assert small_study.analyse() == 0


def test_a_changed_setting_of_release_reads_no_table_again(small_study):
    text = small_study.file.read_text(encoding="utf-8")
    small_study.file.write_text(text + "vrijgave: {min_tafels: 4}\n", encoding="utf-8")
    try:
        assert small_study.analyse() == 0
        steps = record(small_study)["stappen"]
        assert (
            steps["inlezen"]["computed"]
            == steps["woorden"]["computed"]
            == steps["model"]["computed"]
            == 0
        )
        assert steps["afschermen"]["computed"] == 1
    finally:
        small_study.file.write_text(text, encoding="utf-8")
        assert small_study.analyse() == 0


def test_the_output_may_be_removed_by_hand_and_comes_back(small_study):
    before = output_digests(small_study.output, leave_out=["concept/run.json"])
    (small_study.output / "concept" / "factsheet.pdf").unlink()
    assert small_study.analyse() == 0
    assert output_digests(small_study.output, leave_out=["concept/run.json"]) == before


def test_a_presentation_is_made_when_asked_for_and_stays(small_study):
    deck = small_study.output / "concept" / "presentatie.pptx"
    assert not deck.exists()
    assert small_study.analyse(None, "--pptx") == 0
    with zipfile.ZipFile(deck) as package:
        first = package.read("ppt/slides/slide1.xml").decode("utf-8")
        n_slides = sum(name.startswith("ppt/slides/slide") for name in package.namelist())
    assert "oncept" in first
    assert n_slides > len(list((small_study.output / "concept" / "figuren").glob("*.png")))
    assert small_study.analyse() == 0
    assert deck.exists()
