"""The factsheet as PDF: one sheet, the same bytes, tagged, nothing left out."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest
from sheets import ALL, FIGURES, FULL, STYLE, TWO_TABLES, USUAL, png

from pipeline.domain.errors import InputError
from pipeline.release.factsheet import Voice, render_pdf


def words_of(pdf: bytes, tmp_path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed (apt install poppler-utils)")
    file = tmp_path / "factsheet.pdf"
    file.write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def n_pages(pdf: bytes) -> int:
    import re

    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("name", ALL)
def test_every_sheet_fits_two_sides(name):
    assert 1 <= n_pages(render_pdf(ALL[name], FIGURES, STYLE)) <= 2


def test_a_short_sheet_takes_one_side():
    assert n_pages(render_pdf(TWO_TABLES, FIGURES, STYLE)) == 1


def test_what_fits_no_sheet_runs_on_and_is_whole(tmp_path):
    endless = replace(
        FULL, unknowns=tuple(f"Onbekend nummer {i} is iets dat wij niet weten." for i in range(90))
    )
    pdf = render_pdf(endless, FIGURES, STYLE)
    assert n_pages(pdf) > 2
    assert "Onbekend nummer 89" in words_of(pdf, tmp_path)


def test_the_same_sheet_gives_the_same_bytes():
    assert render_pdf(USUAL, FIGURES, STYLE) == render_pdf(USUAL, FIGURES, STYLE)


def test_it_is_tagged_in_dutch_and_holds_no_date():
    pdf = render_pdf(USUAL, FIGURES, STYLE)
    assert b"/StructTreeRoot" in pdf
    assert b"nl-NL" in pdf
    assert b"CreationDate" not in pdf
    assert b"pdfuaid" in pdf
    assert b"AtkinsonHyperlegible" in pdf


def test_everything_of_the_sheet_is_on_it(tmp_path):
    said = words_of(render_pdf(USUAL, FIGURES, STYLE), tmp_path)
    wanted = [USUAL.title, USUAL.subtitle, USUAL.tables_line, USUAL.source, "CONCEPT", "19 van 28", "<3",
              "Wat hielp", "Wat stokte", "Wat is nodig", "Jeugdige", *USUAL.actions, *USUAL.unknowns]  # fmt: skip
    assert [one for one in wanted if one not in said] == []


def test_marks_of_the_layout_language_are_words(tmp_path):
    odd = "Een #let x = 1 met *sterren*, _strepen_, $geld$, @naam, <haken> en \\ in [vierkant]"
    said = words_of(
        render_pdf(replace(USUAL, title=odd, unknowns=(odd,)), FIGURES, STYLE), tmp_path
    )
    assert said.count("#let x = 1 met *sterren*, _strepen_, $geld$") == 2


def test_a_released_sheet_has_no_mark_of_a_concept(tmp_path):
    assert "CONCEPT" not in words_of(
        render_pdf(replace(USUAL, watermark=""), FIGURES, STYLE), tmp_path
    )


def test_a_logo_stands_on_the_sheet_and_a_broken_one_is_told(tmp_path):
    logo = tmp_path / "logo.png"
    logo.write_bytes(png())
    style = replace(STYLE, logo=logo, name="Werkplaats")
    assert len(render_pdf(USUAL, FIGURES, style)) > 0
    logo.write_bytes(b"\x89PNG dit is geen plaatje")
    with pytest.raises(InputError, match="logo"):
        render_pdf(USUAL, FIGURES, style)


def fonts_in(pdf: bytes) -> set[str]:
    """Return the names of the fonts that the letters of a PDF stand in, without their subset mark."""
    import ctypes

    import pypdfium2 as pdfium
    from pypdfium2 import raw

    found = set()
    for page in pdfium.PdfDocument(pdf):
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=9):
            name = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(thing.raw), name, 200)
            found.add(name.value.decode().split("+")[-1])
    return found


def test_only_the_bundled_letters_are_used_whatever_the_machine_has():
    from pipeline.release.figures.canvas import Sheet
    from pipeline.release.figures.drawing import draw

    sheet = Sheet(STYLE)
    sheet.height = sheet.paragraph(0, 2, "Ûleave en één", sheet.width, size=9, face="vet") + 9
    figure = draw(sheet, "proef", "Proef", "Een regel.")[2]
    for pdf in (render_pdf(FULL, FIGURES, STYLE), figure):
        found = fonts_in(pdf)
        assert found
        assert all(name.startswith("AtkinsonHyperlegibleNext") for name in found), found


@pytest.mark.parametrize(
    ("translation", "told"), [("", "(Fries)"), ("Liever zelf.", "Vertaling: ‘Liever zelf.’")]
)
def test_a_frisian_voice_stays_frisian(tmp_path, translation, told):
    voice = Voice("Wy hiene it leaver sels dien.", "Ouder", True, "fy", translation)
    said = words_of(render_pdf(replace(USUAL, voices=(voice,)), FIGURES, STYLE), tmp_path)
    assert "Wy hiene it leaver sels dien." in said
    assert told in said
