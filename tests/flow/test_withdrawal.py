"""`intrekken`: a person's words, or a table's, leave the output, the caches and the workbooks."""

import json
import shutil
from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.__main__ import run
from pipeline.files.spreadsheets import read_workbook, write_workbook
from pipeline.files.traces import traces_in
from tests.flow.conftest import EXAMPLE, make_study

pytestmark = pytest.mark.flow

TABLES = ["DT-03", "DT-04", "DT-06"]


def analysed(home, tables):
    """Return a study that was analysed, with its segments as they were then."""
    study = make_study(home, tables, sentence_model="auto")
    assert study.analyse() == 0
    return SimpleNamespace(
        file=study.file,
        data=study.data,
        output=study.output,
        analyse=study.analyse,
        besluiten=home / "besluiten" / "klein",
        before=pd.read_parquet(study.output / "werk" / "segmenten.parquet"),
    )


@pytest.fixture(scope="module")
def withdrawn_study(tmp_path_factory):
    """A study in which P1 of DT-03 withdrew, after everything was made that holds words."""
    study = analysed(tmp_path_factory.mktemp("intrekken"), TABLES)
    uit = ["--uit", str(study.output)]
    assert run(["privacy", str(study.file), *uit, "--pseudonimiseer"]) == 0
    for verb in ("sprekers", "inlezen", "patronen", "matrix", "verbeteracties"):
        assert run([verb, str(study.file), *uit]) == 0, verb
    study.said = hers(study)
    keep_a_quote(study.besluiten / "patronen.xlsx", study.said[0])
    write_workbook(study.output / "te-coderen" / "C.xlsx", {"coderen": coder_sheet(study)})
    (study.output / "eigen-lijst.html").write_text(f"<p>{study.said[1]}</p>", encoding="utf-8")
    (study.output / "vrijgave").mkdir(exist_ok=True)
    (study.output / "vrijgave" / "factsheet.pdf").write_bytes(b"%PDF-1.4 telling")
    assert places_with(study, study.said)
    study.code = run(
        ["intrekken", str(study.file), "--tafel", "dt-03", "--deelnemer", "p1", *uit, "--stil"]
    )
    return study


def hers(study):
    segments = study.before
    own = segments[(segments["table_id"] == "DT-03") & (segments["speaker"] == "P1")]
    return [text for text in own["text"] if len(text.split()) > 8]


def coder_sheet(study):
    """Return a sheet in which somebody coded two turns of hers and one of another."""
    rows = study.before[study.before["table_id"] == "DT-03"].query("kind == 'transcript'")
    shown = pd.concat(
        [rows[rows["speaker"] == "P1"].head(2), rows[rows["speaker"] != "P1"].head(1)]
    )
    return shown[["segment_id", "text"]].assign(code="regie").reset_index(drop=True)


def keep_a_quote(path, quote):
    """Let a researcher have typed a quote into a workbook of her own."""
    sheets = read_workbook(path)
    sheets["eigen blad"] = pd.DataFrame({"citaat": [quote, "iets anders"]})
    write_workbook(path, {name: sheet.reset_index(drop=True) for name, sheet in sheets.items()})


def places_with(study, sentences):
    files = [
        path
        for folder in (study.output, study.besluiten)
        for path in folder.rglob("*")
        if path.is_file()
    ]
    return [path.name for path in files if traces_in(path.read_bytes(), sentences)]


def test_no_file_holds_her_words_any_more(withdrawn_study):
    assert withdrawn_study.code == 0
    assert places_with(withdrawn_study, withdrawn_study.said) == []
    assert not (withdrawn_study.output / "eigen-lijst.html").exists()
    assert (withdrawn_study.output / "vrijgave" / "factsheet.pdf").is_file()


def test_what_people_typed_of_their_own_stays(withdrawn_study):
    book = read_workbook(withdrawn_study.besluiten / "patronen.xlsx")
    assert list(book["eigen blad"]["citaat"]) == ["[ingetrokken]", "iets anders"]


def test_a_coder_loses_the_words_and_keeps_the_codes(withdrawn_study):
    sheet = read_workbook(withdrawn_study.output / "te-coderen" / "C.xlsx")["coderen"]
    assert list(sheet["text"][:2]) == ["[ingetrokken]"] * 2
    assert sheet["text"].iloc[2] in set(withdrawn_study.before["text"])
    assert list(sheet["code"]) == ["regie"] * 3


def test_only_her_turns_left_and_all_others_stand_where_they_stood(withdrawn_study):
    after = pd.read_parquet(withdrawn_study.output / "werk" / "segmenten.parquet")
    before = withdrawn_study.before
    gone = before[(before["table_id"] == "DT-03") & (before["speaker"] == "P1")]
    assert len(gone)
    kept = before[~before["segment_id"].isin(gone["segment_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(after, kept)
    people = pd.read_parquet(withdrawn_study.output / "werk" / "deelnemers.parquet")
    assert "P1" not in set(people.loc[people["table_id"] == "DT-03", "participant"])
    codings = pd.read_parquet(withdrawn_study.output / "werk" / "coderingen.parquet")
    assert not set(codings["segment_id"]) & set(gone["segment_id"])
    problems = pd.read_parquet(withdrawn_study.output / "werk" / "niet_passende_coderingen.parquet")
    assert problems.empty


def test_only_her_table_was_read_again(withdrawn_study):
    record = json.loads(
        (withdrawn_study.output / "concept" / "run.json").read_text(encoding="utf-8")
    )
    assert record["stappen"]["inlezen"] == {"computed": 1, "reused": len(TABLES) - 1}
    # A segment is also read among its neighbours: of her table some have new ones, of others none.
    segments = withdrawn_study.before
    spoken = segments[(segments["table_id"] == "DT-03") & (segments["kind"] == "transcript")]
    assert record["stappen"]["vectoren"]["computed"] <= len(spoken)
    assert record["stappen"]["model"]["computed"] == 1


def test_the_list_holds_a_code_and_a_later_analysis_keeps_her_out(withdrawn_study):
    text = (withdrawn_study.besluiten / "intrekkingen.yaml").read_text(encoding="utf-8")
    assert '- {tafel: "DT-03", deelnemer: "P1"}' in text
    path = withdrawn_study.data / "DT-03" / "verslag.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nNiemand belde.\n", encoding="utf-8")
    assert withdrawn_study.analyse() == 0
    assert places_with(withdrawn_study, withdrawn_study.said) == []


def test_given_twice_it_tells_what_to_do_and_names_a_file_that_still_holds_her_words(
    withdrawn_study, capsys
):
    left = withdrawn_study.besluiten / "aantekening.txt"
    left.write_text(withdrawn_study.said[0], encoding="utf-8")
    arguments = ["intrekken", str(withdrawn_study.file), "--tafel", "DT-03", "--deelnemer", "P1"]
    try:
        assert run([*arguments, "--uit", str(withdrawn_study.output), "--stil"]) == 1
    finally:
        left.unlink()
    said = capsys.readouterr().out
    assert str(left) in said
    assert str(withdrawn_study.data / "DT-03" / "transcript.txt") in said
    assert "vrijgave/factsheet.pdf" in said
    assert not traces_in(said.encode(), withdrawn_study.said)


def test_a_study_that_learnt_from_her_forgets_her_too(tmp_path, capsys):
    study = analysed(tmp_path, ["DT-05"])
    other = tmp_path / "tweede.yaml"
    shutil.copytree(EXAMPLE / "DT-04", tmp_path / "ander" / "data" / "DT-04")
    (tmp_path / "ander" / "data" / "DT-04" / "transcript.txt").unlink(missing_ok=True)
    other.write_text(
        "studie: tweede\ndata: ander/data\nleren_van: [studie.yaml]\n", encoding="utf-8"
    )
    assert run(["analyse", str(other), "--stil"]) == 0
    learnt = tmp_path / "ander" / "uitvoer" / "tweede"
    own = study.before.query("table_id == 'DT-05' and kind == 'transcript' and speaker == 'P2'")
    said = [text for text in own["text"] if len(text.split()) > 8]
    files = [path for path in learnt.rglob("*") if path.is_file()]
    assert any(traces_in(path.read_bytes(), said) for path in files)
    arguments = ["intrekken", str(study.file), "--tafel", "DT-05", "--deelnemer", "P2"]
    assert run([*arguments, "--uit", str(study.output), "--stil"]) == 0
    files = [path for path in learnt.rglob("*") if path.is_file()]
    assert not any(traces_in(path.read_bytes(), said) for path in files)
    assert "tweede.yaml leerde van deze studie: opnieuw geanalyseerd" in capsys.readouterr().out


def test_a_whole_table_leaves_and_at_last_the_whole_study(tmp_path, capsys):
    study = analysed(tmp_path, ["DT-04", "DT-06"])
    for table in ("DT-04", "DT-06"):
        own = study.before[study.before["table_id"] == table]["text"]
        long = [text for text in own if len(text.split()) > 8]
        assert places_with(study, long)
        arguments = ["intrekken", str(study.file), "--tafel", table, "--uit", str(study.output)]
        assert run([*arguments, "--stil"]) == 0
        assert places_with(study, long) == []
    assert "er is geen tafel meer" in capsys.readouterr().out
    assert study.analyse() == 1


def test_who_is_not_there_cannot_withdraw(bad_study, capsys):
    base = ["intrekken", str(bad_study.file), "--uit", str(bad_study.output), "--tafel"]
    assert run([*base, "DT-99"]) == 1
    assert run([*base, "DT-03", "--deelnemer", "P99"]) == 1
    assert "Bekend zijn: P1" in capsys.readouterr().err
    assert run([*base, "DT-03", "--deelnemer", ""]) == 2
    assert not (bad_study.data.parent / "besluiten" / "klein" / "intrekkingen.yaml").exists()
