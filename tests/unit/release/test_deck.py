"""A deck of the charts: findings as titles, pictures without their title, alt texts and notes in Dutch."""

import io
import shutil
import subprocess

import pytest

from pipeline.domain.settings import configs_folder
from pipeline.release.deck import Deck, render_deck
from pipeline.release.figures import read_style
from pipeline.release.figures.canvas import Sheet
from pipeline.release.figures.drawing import draw
from pipeline.release.figures.record import DrawnFigure

STYLE = read_style(configs_folder() / "huisstijl.yaml")
SENTENCE = "In 9 van de 11 tafels is ‘Bejegening’ een knelpunt"


def figure(name="waardering", title=SENTENCE):
    sheet = Sheet(STYLE)
    bottom = sheet.paragraph(0, 2.0, title, sheet.width, size=STYLE.title_pt, face="vet", even=True)
    sheet.box(0, bottom + 4, sheet.width, 120, fill="#cc5500")
    sheet.height = bottom + 140
    svg, png, pdf = draw(sheet, name, title, "Een oranje vlak.")
    return DrawnFigure(name, title, "Een oranje vlak.", svg, png, pdf, b"", ())


def deck(**changed):
    told = {
        "title": "Kleine studie",
        "subtitle": "Wat elf tafels vertellen",
        "source": "Kleine studie · reeks A",
        "findings": [SENTENCE],
        "unknowns": ["Geen steekproef."],
        "figures": [figure()],
    }
    return Deck(**(told | changed))


def opened(made):
    from pptx import Presentation

    return Presentation(io.BytesIO(made))


def test_the_finding_is_the_slide_title_and_the_alt_text_stands_in_picture_and_notes():
    slide = opened(render_deck(deck(), STYLE)).slides[2]
    picture = next(shape for shape in slide.shapes if shape.shape_type == 13)
    assert slide.shapes.title.text == SENTENCE
    assert picture._element.nvPicPr.cNvPr.get("descr") == "Een oranje vlak."
    assert "Een oranje vlak." in slide.notes_slide.notes_text_frame.text
    assert "figuren/waardering.csv" in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("title", ["Kort", SENTENCE, f"{SENTENCE}, en nog veel meer woorden " * 3])
def test_the_title_is_cut_off_the_picture_and_the_chart_is_not(title):
    import numpy as np
    from PIL import Image

    drawn = figure(title=title)
    slide = opened(render_deck(deck(figures=[drawn]), STYLE)).slides[2]
    picture = next(shape for shape in slide.shapes if shape.shape_type == 13)
    pixels = np.asarray(Image.open(io.BytesIO(drawn.png)).convert("RGB")).astype(int)
    cut = round(picture.crop_top * len(pixels))
    orange = (pixels[:, :, 0] > 180) & (pixels[:, :, 2] < 80)
    dark = pixels.sum(axis=2) < 200
    assert dark[:cut].any()
    assert not dark[cut:].any()
    assert not orange[:cut].any()


def test_nothing_reaches_over_the_edge_of_a_slide():
    show = opened(render_deck(deck(findings=[SENTENCE] * 5), STYLE))
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= show.slide_width
            assert shape.top + shape.height <= show.slide_height


def test_the_same_deck_is_the_same_bytes_without_a_date():
    first = render_deck(deck(), STYLE)
    assert first == render_deck(deck(), STYLE)
    assert opened(first).core_properties.modified.year == 2000


def test_a_deck_without_figures_or_findings_still_tells_what_is_not_known():
    show = opened(render_deck(deck(figures=[], findings=[]), STYLE))
    assert [slide.shapes.title.text for slide in show.slides] == [
        "Kleine studie",
        "Wat we niet weten",
    ]


@pytest.mark.office
def test_impress_opens_it_with_a_page_per_slide(tmp_path):
    import pypdfium2

    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    from pptx import Presentation

    Presentation().save(tmp_path / "leeg.pptx")  # tells whether Impress is there at all
    (tmp_path / "deck.pptx").write_bytes(render_deck(deck(), STYLE))
    home = f"-env:UserInstallation=file://{tmp_path}/profiel"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "pdf", "leeg.pptx", "deck.pptx"],
        cwd=tmp_path, timeout=240, check=False, capture_output=True,
    )  # fmt: skip
    if not (tmp_path / "leeg.pdf").is_file():
        pytest.skip("Impress is not installed (apt install libreoffice-impress)")
    with pypdfium2.PdfDocument(tmp_path / "deck.pdf") as pages:
        assert len(pages) == 4
