"""The SVG can be edited, heard and traced; the PDF is A3 with letters that can be selected; both are fixed."""

import re
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
from lxml import etree

from pipeline.release.praatplaat import Statement, icon_names, lay_out, render_pdf, render_svg
from pipeline.release.praatplaat.icon_set import FOLDER, outlines_of
from pipeline.release.praatplaat.marks import element_id
from tests.unit.release.praatplaat.plate_boards import STYLE, board

SVG = "{http://www.w3.org/2000/svg}"
INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"
TEXTS = tuple(
    f"Dit is nummer {number} van wat we zeiden over elkaar bellen." for number in range(20, 40)
)
BOARD = board(4, 9, texts=TEXTS, shared=2)
PLATE = lay_out(BOARD, STYLE).plate  # a second


@pytest.fixture(scope="module")
def tree():
    return etree.fromstring(render_svg(PLATE, STYLE))


@pytest.fixture(scope="module")
def pdf():
    return pypdfium2.PdfDocument(render_pdf(PLATE, STYLE))


def test_every_statement_is_an_element_that_knows_which(tree):
    found = [one.get("data-uitspraak") for one in tree.iter(f"{SVG}g") if one.get("data-uitspraak")]
    assert sorted(found) == sorted(one.statement_id for one in BOARD.statements)


def test_every_text_of_a_statement_lies_within_its_element(tree):
    for one in BOARD.statements:
        (group,) = tree.xpath(f'//*[@data-uitspraak="{one.statement_id}"]')
        said = " ".join(span.text for span in group.iter(f"{SVG}tspan"))
        assert one.text in said


def test_groups_are_layers_with_a_dutch_name_and_words_for_who_cannot_see_them(tree):
    groups = [one for one in tree.iter(f"{SVG}g") if one.get("id")]
    assert {one.get(f"{INKSCAPE}groupmode") for one in groups} == {"layer"}
    labels = [one.get(f"{INKSCAPE}label") for one in groups]
    assert {"Titel", "Tafel", "Groep: jeugdigen", "Uitspraak U-01", "Bron en uitleg"} <= set(labels)
    assert all(one.find(f"{SVG}title").text for one in groups)
    told = tree.xpath('string(//*[@id="uitspraak-U-01"]/*[local-name()="desc"])')
    assert told.startswith("De plek vooraan staat vast.")
    assert tree.get("role") == "img"
    assert tree.get("lang") == "nl"
    described = tree.find(f"{SVG}desc").text
    assert all(one.text in described for one in BOARD.statements)


def test_ids_are_of_one_element_each(tree):
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", one) for one in ids)
    assert element_id("stem", "a b") != element_id("stem", "a-b")


def test_a_logo_of_the_house_style_stands_at_the_foot_of_both(tmp_path):
    from matplotlib.image import imsave

    logo = tmp_path / "logo.png"
    imsave(logo, np.zeros((20, 60, 3)))
    style = replace(STYLE, logo=logo, name="Werkplaats")
    plate = lay_out(BOARD, style).plate
    tree = etree.fromstring(render_svg(plate, style))
    (image,) = tree.iter(f"{SVG}image")
    assert image.find(f"{SVG}title").text == "Logo van Werkplaats"
    assert float(image.get("width")) == pytest.approx(3 * float(image.get("height")), abs=0.1)
    assert b"/Subtype /Image" in render_pdf(plate, style) or b"/Subtype/Image" in render_pdf(
        plate, style
    )


def test_text_is_text_in_the_letter_of_the_house_and_shapes_point_nowhere_outside(tree):
    texts = list(tree.iter(f"{SVG}text"))
    assert texts
    assert all("Atkinson Hyperlegible Next" in one.get("style") for one in texts)
    sizes = [float(re.search(r"font-size:([\d.]+)px", one.get("style"))[1]) for one in texts]
    assert min(sizes) >= 14 * 25.4 / 72 - 0.001
    raw = render_svg(PLATE, STYLE).decode()
    assert not re.search(r"(?:href|src)\s*=|url\((?!#|data:)", raw)
    known = set(re.findall(r'<pattern id="([^"]+)"', raw))
    assert set(re.findall(r"url\(#([^)]+)\)", raw)) <= known


def test_words_that_mean_something_in_xml_are_only_words():
    nasty = 'Ouders & <g id="x">"jeugd"</g>\x00 zeggen #ja *echt* → 👍 ок ﷽'
    one = replace(BOARD, title=nasty, voices=(
        replace(BOARD.voices[0], statements=(Statement("U<1", nasty, "kansen", True, "lamp"),)),
    ))  # fmt: skip
    plate = lay_out(one, STYLE).plate
    tree = etree.fromstring(render_svg(plate, STYLE))
    assert "<g id=" in " ".join(tree.xpath('//*[@data-uitspraak="U<1"]//text()'))
    assert len(pypdfium2.PdfDocument(render_pdf(plate, STYLE))) == 1


def test_the_same_plate_gives_the_same_bytes():
    again = lay_out(board(4, 9, texts=TEXTS, shared=2), STYLE).plate
    assert render_svg(again, STYLE) == render_svg(PLATE, STYLE)
    assert render_pdf(again, STYLE) == render_pdf(PLATE, STYLE)


def test_the_pdf_is_one_a3_across(pdf):
    assert len(pdf) == 1
    assert [round(side / 72 * 25.4) for side in pdf[0].get_size()] == [420, 297]


def test_every_statement_can_be_selected_in_the_pdf_in_reading_order(pdf):
    said = " ".join(pdf[0].get_textpage().get_text_range().split())
    places = [said.find(" ".join(one.text.split())) for one in BOARD.statements]
    assert min(places) >= 0
    assert places == sorted(places)


def test_the_pdf_is_tagged_and_holds_the_letters_of_the_house(pdf):
    content = render_pdf(PLATE, STYLE)
    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content
    assert set(re.findall(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([A-Za-z]+)", content)) <= {
        b"AtkinsonHyperlegibleNext"
    }
    assert pdf.get_metadata_value("Title") == BOARD.title


def test_letters_stand_at_the_same_place_in_both_files(pdf):
    page = pdf[0].get_textpage()
    found = page.search("Samen bouwen").get_next()
    left, bottom, *_ = page.get_charbox(found[0])
    words = next(mark for group in PLATE.walk() if group.id == "titel" for mark in group.marks)
    assert left / 72 * 25.4 == pytest.approx(words.box.x, abs=1.0)
    assert 297 - bottom / 72 * 25.4 == pytest.approx(words.y, abs=1.5)


def test_without_the_mark_nothing_says_concept():
    plate = lay_out(replace(BOARD, mark=""), STYLE).plate
    assert b"CONCEPT" in render_svg(PLATE, STYLE)
    assert b"CONCEPT" not in render_svg(plate, STYLE)


def test_icons_are_bundled_with_their_licence_and_draw_nothing_else_than_lines():
    assert len(icon_names()) >= 30
    assert "ISC License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
    for name in icon_names():
        assert outlines_of(name), name
        assert "script" not in " ".join(outlines_of(name))


@pytest.mark.browser
def test_a_browser_draws_every_letter_within_the_page_and_nothing_is_asked_outside(
    chromium, tmp_path
):
    file = tmp_path / "plaat.svg"
    file.write_bytes(render_svg(PLATE, STYLE))
    page = chromium.new_page(viewport={"width": 1600, "height": 1150})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
    boxes = page.evaluate(
        "Array.from(document.querySelectorAll('g[data-uitspraak]')).flatMap(g => {"
        "const all = Array.from(g.querySelectorAll('text')).map(t => t.getBBox());"
        "const out = g.querySelectorAll('path')[2].getBBox();"
        "return all.slice(0, 1).map(b => [b.x, b.x + b.width, out.x, out.x + out.width])})"
    )
    page.close()
    assert boxes
    assert all(left >= box and right <= end + 0.2 for left, right, box, end in boxes)
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
