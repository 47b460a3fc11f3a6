"""A study accounts for itself and is put away; what people typed stays, and no word of a table leaves."""

import io
import shutil
import zipfile

import docx
import openpyxl
import pandas as pd
import pytest
from docx.oxml.ns import qn

from pipeline.__main__ import run
from pipeline.files.bags import open_bag
from pipeline.files.traces import traces_in
from tests.flow.conftest import TABLES, make_study

pytestmark = pytest.mark.flow
BOOK = "besluiten/klein/verantwoording.xlsx"


def verb(name, study, *more):
    return run([name, str(study.file), "--uit", str(study.output), "--stil", *more])


def type_in(path, sheet, key, **cells):
    workbook = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in workbook[sheet][1]}
    (row,) = (cell.row for cell in workbook[sheet]["A"] if cell.value == key)
    for name, value in cells.items():
        workbook[sheet].cell(row, heads[name.replace("_", " ")]).value = value
    workbook.save(path)


def words_of(content):
    """Return the words of every cell, those in a field to fill in too."""
    document = docx.Document(io.BytesIO(content))
    return "\n".join(
        "".join(part.text or "" for part in row._tr.iter(qn("w:t")))
        for table in document.tables
        for row in table.rows
    )


@pytest.fixture(scope="module")
def accounted(small_study):
    """The small study with its accountability written, of which one item by a person."""
    assert verb("verantwoording", small_study) == 0
    type_in(
        small_study.file.parent / BOOK, "coreq", "8", eigen_tekst="Wij bevroegen elkaar elke week."
    )
    type_in(small_study.file.parent / BOOK, "metadata", "creators", zelf_ingevuld="Werkgroep; Team")
    assert verb("verantwoording", small_study) == 0
    yield small_study
    shutil.rmtree(small_study.output / "verantwoording")
    shutil.rmtree(small_study.output / "archief", ignore_errors=True)


def test_the_document_holds_the_records_and_what_a_person_typed(accounted):
    folder = accounted.output / "verantwoording"
    told = words_of((folder / "verantwoording.docx").read_bytes())
    assert "11 dialoogtafels, 2 transcripten en 11 verslagen." in told
    assert "Wij bevroegen elkaar elke week." in told
    assert "één codeur (reeks A)" in told
    assert "Kans en gevolg" in words_of((folder / "dpia.docx").read_bytes())
    assert (accounted.output / "concept" / "run.json").is_file()


def test_what_someone_changed_in_word_is_put_aside_and_not_lost(accounted):
    path = accounted.output / "verantwoording" / "dpia.docx"
    document = docx.Document(path)
    document.add_paragraph("Eigen woorden in Word.")
    document.save(path)
    assert verb("verantwoording", accounted) == 0
    (kept,) = (path.parent / "eerder").iterdir()
    assert "Eigen woorden in Word." in [one.text for one in docx.Document(kept).paragraphs]


@pytest.fixture(scope="module")
def package(accounted):
    assert verb("archiveer", accounted) == 0
    (path,) = (accounted.output / "archief").glob("*.zip")
    return path


def test_a_package_is_whole_the_same_again_and_without_a_word_of_a_table(accounted, package):
    assert run(["archiveer", "--controle", str(package)]) == 0
    before = package.read_bytes()
    assert verb("archiveer", accounted) == 0
    assert package.read_bytes() == before
    held = open_bag(before).payload
    assert {path.split("/")[0] for path in held} == {
        "LEESMIJ.md",
        "codeboek",
        "metadata",
        "methode",
    }
    segments = pd.read_parquet(accounted.output / "werk" / "segmenten.parquet")["text"]
    long = [text for text in segments if len(text.split()) > 7]
    assert not traces_in(before, long)
    assert "Wij bevroegen elkaar elke week." in words_of(held["methode/verantwoording.docx"])
    assert '"Werkgroep; Team"' in held["metadata/metadata.yaml"].decode()


def test_the_edition_that_leaves_names_no_small_number(package):
    held = open_bag(package.read_bytes()).payload
    told = words_of(held["methode/verantwoording.docx"])
    assert "Per groep:" not in told
    assert "Toestemming" not in told
    for name in TABLES:
        found = [path for path, content in held.items() if name.encode() in content]
        assert [path for path in found if not path.startswith("codeboek/")] == []


def test_a_changed_package_is_refused_by_name(package, tmp_path, capsys):
    with zipfile.ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    other = tmp_path / "anders.zip"
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content + b" " if name.endswith("run.json") else content)
    assert run(["archiveer", "--controle", str(other)]) == 1
    assert "data/methode/run.json is veranderd" in capsys.readouterr().err


def test_words_of_a_table_or_of_a_person_typed_by_hand_stop_the_package(accounted, capsys):
    book = accounted.file.parent / BOOK
    kept = book.read_bytes()
    segments = pd.read_parquet(accounted.output / "werk" / "segmenten.parquet")["text"]
    said = next(text for text in segments if 12 < len(text.split()) < 30)
    type_in(book, "srqr", "S7", eigen_tekst=f"Iemand zei: {said}")
    assert verb("archiveer", accounted) == 1
    assert "In methode/verantwoording.docx staat een zin" in capsys.readouterr().err
    type_in(book, "srqr", "S7", eigen_tekst="Bel haar op 06-12345678.")
    assert verb("archiveer", accounted) == 1
    told = capsys.readouterr().err
    assert "srqr S7" in told
    assert "12345678" not in told
    book.write_bytes(kept)


def test_a_package_needs_a_study_and_takes_no_other_file_away(accounted, tmp_path):
    assert run(["archiveer"]) == 2
    mine = tmp_path / "mijn.zip"
    mine.write_bytes(b"iets anders")
    assert verb("archiveer", accounted, "--naar", str(mine)) == 1
    assert mine.read_bytes() == b"iets anders"


def test_a_transcript_goes_in_only_where_everyone_agreed(tmp_path, capsys):
    study = make_study(tmp_path, ["DT-03", "DT-05"])
    meta = study.data / "DT-03" / "meta.yaml"
    text = meta.read_text(encoding="utf-8")
    agreed = ", toestemming: {onderzoek: ja, archief: ja, tot: 2099-12, door: [zelf, vader], gezag: [vader]}, leeftijd: 15}"  # fmt: skip
    meta.write_text(text.replace("}\n", f"{agreed}\n"), encoding="utf-8")
    assert study.analyse() == 0
    assert verb("archiveer", study, "--met-transcripten") == 2  # nobody is there to say yes
    assert (
        verb("archiveer", study, "--met-transcripten", "--ja", "--naar", str(tmp_path / "los")) == 0
    )
    told = capsys.readouterr().out
    assert "DT-03: mag mee, tot en met 2099-12" in told
    assert "DT-05: toestemming voor een archief is niet vastgelegd" in told
    held = open_bag((tmp_path / "los" / "klein-archief.zip").read_bytes()).payload
    assert [path for path in held if path.startswith("transcripten/")] == [
        "transcripten/DT-03/transcript.txt", "transcripten/bewaren.csv",
    ]  # fmt: skip
    assert "alleen op verzoek" in held["LEESMIJ.md"].decode()
