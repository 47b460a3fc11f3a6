"""The factsheet as DOCX: real styles, alt texts, Dutch, the same bytes, numbers that know their finding."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from sheets import ALL, FIGURES, IN_WORDS, STYLE, TWO_TABLES, USUAL

from pipeline.release.factsheet import Voice, read_counts, render_docx
from pipeline.release.factsheet.docx_parts import number_tag


def parts_of(package: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name).decode("utf-8", "replace") for name in opened.namelist()}


def read(package: bytes):
    import docx

    return docx.Document(io.BytesIO(package))


def test_the_same_sheet_gives_the_same_bytes():
    assert render_docx(USUAL, FIGURES, STYLE) == render_docx(USUAL, FIGURES, STYLE)


def test_the_package_holds_no_date_of_making():
    package = render_docx(USUAL, FIGURES, STYLE)
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        assert {part.date_time for part in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert opened.namelist()[0] == "[Content_Types].xml"
    assert set(re.findall(r"(\d{4})-\d\d-\d\dT", parts_of(package)["docProps/core.xml"])) == {
        "2000"
    }


def test_it_uses_the_styles_of_word():
    document = read(render_docx(USUAL, FIGURES, STYLE))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "Caption", "Quote"} <= styles
    assert document.core_properties.language == "nl-NL"
    assert document.core_properties.title == USUAL.title


def test_every_language_mark_is_dutch():
    styles = parts_of(render_docx(USUAL, FIGURES, STYLE))["word/styles.xml"]
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)) == {"nl-NL"}


def test_every_picture_says_what_it_shows():
    body = parts_of(render_docx(USUAL, FIGURES, STYLE))["word/document.xml"]
    pictures = re.findall(r"<wp:docPr [^>]*>", body)
    told = [re.search(r'descr="([^"]+)"', picture) for picture in pictures]
    assert len(pictures) == 10  # three findings of three rows, and the overview
    assert all(told)
    assert any("minder dan 3 tafels" in one.group(1) for one in told if one)


def test_a_number_is_a_field_that_knows_its_finding():
    body = parts_of(render_docx(USUAL, FIGURES, STYLE))["word/document.xml"]
    fields = re.findall(
        r'<w:tag w:val="([^"]+)"/></w:sdtPr><w:sdtContent>.*?<w:t[^>]*>([^<]+)<', body
    )
    assert (number_tag("valentie/regie/knelpunt"), "19 van de 28 tafels") in fields
    assert (number_tag("valentie/regie/verbeterpunt"), "&lt;3") in fields
    assert all(len(tag) <= 64 for tag, _ in fields)  # Word takes no longer tag


def test_head_and_foot_say_concept_and_source():
    section = read(render_docx(USUAL, FIGURES, STYLE)).sections[0]
    assert "CONCEPT" in section.header.paragraphs[0].text
    assert USUAL.source in section.footer.paragraphs[0].text


def test_a_sheet_in_words_shows_no_count():
    document = read(render_docx(IN_WORDS, FIGURES, STYLE))
    assert document.tables == []
    assert "Geen overbrugging" in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_a_study_of_two_tables_says_so():
    text = "\n".join(
        paragraph.text for paragraph in read(render_docx(TWO_TABLES, FIGURES, STYLE)).paragraphs
    )
    assert TWO_TABLES.lead in text
    assert TWO_TABLES.voices_note in text


@pytest.mark.office
@pytest.mark.parametrize("name", ["usual", "full"])
def test_libreoffice_opens_it_on_one_sheet(name, tmp_path):
    office = shutil.which("soffice")
    if office is None or shutil.which("pdfinfo") is None:
        pytest.skip("LibreOffice or poppler is not installed: the DOCX is not opened")
    (tmp_path / "sheet.docx").write_bytes(render_docx(ALL[name], FIGURES, STYLE))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    order = [
        office,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        tmp_path,
        tmp_path / "sheet.docx",
    ]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    told = subprocess.run(["pdfinfo", tmp_path / "sheet.pdf"], check=True, capture_output=True)
    pages = int(re.search(r"Pages:\s+(\d+)", told.stdout.decode()).group(1))
    assert pages <= (2 if name == "usual" else 3)


@pytest.mark.office
def test_numbers_keep_their_findings_through_libreoffice(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: the DOCX is not saved by it")
    (tmp_path / "uit").mkdir()
    (tmp_path / "sheet.docx").write_bytes(render_docx(USUAL, FIGURES, STYLE))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    order = [
        office,
        home,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        tmp_path / "uit",
        tmp_path / "sheet.docx",
    ]
    subprocess.run(order, check=True, capture_output=True, timeout=120)
    before = read_counts(render_docx(USUAL, FIGURES, STYLE))
    after = read_counts((tmp_path / "uit" / "sheet.docx").read_bytes())
    assert [(count.text, count.tag) for count in after] == [
        (count.text, count.tag) for count in before
    ]


FRISIAN = "Wy hiene it leaver sels dien."


@pytest.mark.parametrize(
    ("translation", "told"),
    [
        ("", ["(Fries)"]),
        ("Wij deden het liever zelf.", ["Vertaling: ‘Wij deden het liever zelf.’"]),
    ],
)
def test_a_frisian_voice_stays_frisian_with_below_it_what_a_person_made_of_it(translation, told):
    voice = Voice(FRISIAN, "Ouder", is_quote=True, language="fy", translation=translation)
    document = read(render_docx(replace(USUAL, voices=(voice,)), FIGURES, STYLE))
    said = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Quote"]
    assert said[0].runs[0].text == f"‘{FRISIAN}’"
    assert 'w:lang w:val="fy-NL"' in said[0].runs[0]._r.xml
    text = "\n".join(paragraph.text for paragraph in said)
    assert all(one in text for one in told)
    assert ("(Fries)" in text) is (translation == "")


def test_a_paraphrase_of_frisian_words_is_marked_as_nothing():
    voice = Voice("Zelf doen hielp.", "Ouder", is_quote=False, language="fy")
    document = read(render_docx(replace(USUAL, voices=(voice,)), FIGURES, STYLE))
    (said,) = [one for one in document.paragraphs if one.style.name == "Quote"]
    assert "(Fries)" not in said.text
    assert "fy-NL" not in said._p.xml
