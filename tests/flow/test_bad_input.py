"""What goes wrong at a researcher's desk: a clear Dutch message, the right code, nothing lost."""

import shutil

import pytest

from pipeline.__main__ import run
from pipeline.store import output_digests

pytestmark = pytest.mark.flow


def outcome(study, capsys):
    code = study.analyse()
    said = capsys.readouterr()
    return code, said.out + said.err


def test_an_empty_study_folder(bad_study, capsys):
    shutil.rmtree(bad_study.data)
    bad_study.data.mkdir()
    code, said = outcome(bad_study, capsys)
    assert code == 1
    assert "geen" in said
    assert "tafel" in said.lower()


def test_a_table_without_meta(bad_study, capsys):
    (bad_study.data / "DT-04" / "meta.yaml").unlink()
    code, said = outcome(bad_study, capsys)
    assert code == 1
    assert "DT-04" in said
    assert "meta.yaml" in said


def test_two_tables_with_the_same_id(bad_study, capsys):
    shutil.copytree(bad_study.data / "DT-04", bad_study.data / "DT-04-kopie")
    code, said = outcome(bad_study, capsys)
    assert code == 1
    assert "DT-04" in said
    assert "DT-04-kopie" in said


def test_an_unknown_key_in_the_study_file(bad_study, capsys):
    bad_study.file.write_text(bad_study.file.read_text() + "taalmodl: auto\n")
    code, said = outcome(bad_study, capsys)
    assert code == 1
    assert "regel 6" in said
    assert "taalmodel" in said


def test_a_file_that_is_empty_is_refused_by_name_and_the_rest_goes_on(bad_study, capsys):
    (bad_study.data / "DT-04" / "verslag.md").write_bytes(b"")
    code, said = outcome(bad_study, capsys)
    assert code == 1
    assert "DT-04, verslag.md" in said
    assert (bad_study.output / "concept" / "factsheet.pdf").is_file()
    assert "DT-04,verslag.md,fout" in (bad_study.output / "quarantaine.csv").read_text()


def test_a_document_with_an_address_is_held_and_the_rest_goes_on(bad_study, capsys):
    path = bad_study.data / "DT-04" / "verslag.md"
    path.write_text(
        path.read_text(encoding="utf-8") + "\nMail naar sanne.voorbeeld@voorbeeldschool.nl.\n",
        encoding="utf-8",
    )
    code, said = outcome(bad_study, capsys)
    assert code == 3
    assert "DT-04, verslag.md" in said
    assert "sanne" not in said
    report = (bad_study.output / "concept" / "rapport.html").read_text(encoding="utf-8")
    assert "Niet meegenomen: 1 document van 1 tafel" in report
    quarantine = (bad_study.output / "quarantaine.csv").read_text()
    assert "DT-04,verslag.md,hard" in quarantine
    assert "sanne" not in quarantine


def test_windows_line_ends_a_mark_and_old_bytes_read_the_same(bad_study, capsys):
    verslag = bad_study.data / "DT-04" / "verslag.md"
    verslag.write_bytes(b"\xef\xbb\xbf" + verslag.read_bytes().replace(b"\n", b"\r\n"))
    transcript = bad_study.data / "DT-03" / "transcript.txt"
    transcript.write_bytes(transcript.read_text(encoding="utf-8").encode("cp1252", "replace"))
    code, said = outcome(bad_study, capsys)
    assert code == 0
    assert "passen" not in said


def test_a_transcript_without_speakers_counts_as_unknown(bad_study, capsys):
    (bad_study.data / "DT-03" / "transcript.txt").write_text(
        "Goedemiddag allemaal.\n\nToen bleef het stil.\n"
    )
    code, said = outcome(bad_study, capsys)
    assert code == 0
    assert "DT-03, transcript.txt" in said


def test_a_coding_out_of_range_is_told_and_the_rest_counts(bad_study, capsys):
    series = bad_study.file.parent / "A.csv"
    series.write_text(
        series.read_text() + "DT-04,verslag.md,900000,900010,regie.eigen_regie,knelpunt,0\n"
    )
    code, said = outcome(bad_study, capsys)
    assert code == 0
    assert "DT-04, verslag.md, positie 900000-900010" in said


def test_a_locked_output_folder(bad_study, capsys):
    bad_study.output.mkdir()
    bad_study.output.chmod(0o555)
    try:
        code, said = outcome(bad_study, capsys)
    finally:
        bad_study.output.chmod(0o755)
    assert code == 1
    assert "kan ik niet schrijven" in said


def test_breaking_off_halfway_keeps_the_last_good_output(bad_study, capsys, monkeypatch):
    assert bad_study.analyse() == 0
    before = output_digests(bad_study.output)
    (bad_study.data / "DT-04" / "verslag.md").write_text("Er kwam een ander verslag.\n")

    def interrupt(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.stages.sheets.render_report", interrupt)
        assert bad_study.analyse() == 130
    assert output_digests(bad_study.output) == before
    assert "Afgebroken" in capsys.readouterr().err
    assert bad_study.analyse() == 0
    assert output_digests(bad_study.output) != before


def test_a_study_file_that_is_not_there_is_wrong_use(tmp_path, capsys):
    assert run(["analyse", str(tmp_path / "nee.yaml")]) == 2
    assert "bestaat niet" in capsys.readouterr().err
