"""The accountability document: real headings, tables whose heads repeat, and fields to write in."""

import io

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn

from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import check
from pipeline.domain.tables.accounting import AccountItems
from pipeline.release.accountability import Around, render_accounting
from pipeline.release.accountability.checklist import Checklist
from pipeline.release.figures import read_style

ROWS = [
    ("Begin", "1", "Size", "Hoeveel?", "Er zijn 12 tafels.", "meta.yaml", "", "", "", "uit de gegevens"),
    ("Begin", "2", "Stance", "Wie?", "", "", "Schrijf over jezelf.", "", "", "nog te schrijven"),
    ("Eind", "3", "Both", "Wat?", "Er zijn 12 tafels.", "hier", "Vul aan.", "", "", "aan te vullen"),
    ("Eind", "4", "Own", "Wat nog?", "Dit niet tonen.", "hier", "Vul aan.", "Eén.\nTwee.", "alleen mijn tekst", "geschreven"),
    ("Eind", "5", "None", "En dit?", "Ook niet tonen.", "hier", "", "Er was er geen.", "niet van toepassing", "niet van toepassing"),
]  # fmt: skip
LISTS = [Checklist("proef", "Proef", "Zelf verzonnen.", ())]
TEAM = Around("Verantwoording", "Een studie", "Inleiding.", "Niet delen.", "Bron", "besloten", "voor het team")  # fmt: skip


@pytest.fixture(scope="module")
def made():
    table = pd.DataFrame([("proef", *row) for row in ROWS], columns=AccountItems.names())
    items = check(table, AccountItems)
    style = read_style(configs_folder() / "huisstijl.yaml")
    return [render_accounting(items, LISTS, TEAM, style) for _ in range(2)]


@pytest.fixture(scope="module")
def document(made):
    return docx.Document(io.BytesIO(made[0]))


def answers(document):
    """Return what stands in the third column, by number, words in a field too."""
    found = {}
    for table in document.tables[1:]:
        for row in table.rows[1:]:
            words = "".join(text.text or "" for text in row.cells[2]._tc.iter(qn("w:t")))
            found[row.cells[0].text] = words
    return found


def test_each_item_shows_what_is_known_what_was_written_and_what_is_open(document):
    assert answers(document) == {
        "1": "Er zijn 12 tafels.",
        "2": "Nog te schrijven: Schrijf over jezelf.",
        "3": "Er zijn 12 tafels.Nog te schrijven: Vul aan.",
        "4": "Eén.Twee.",
        "5": "Niet van toepassing.Er was er geen.",
    }


def test_an_open_item_is_a_field_that_word_knows(document):
    tags = [tag.get(qn("w:val")) for tag in document.element.iter(qn("w:tag"))]
    assert tags == ["schrijf:proef:2", "schrijf:proef:3"]


def test_the_styles_are_words_own_and_the_heads_of_tables_repeat(document):
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == 2
    assert styles[0] == "Title"
    for table in document.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_the_header_says_for_whom_it_is(document):
    assert document.sections[0].header.paragraphs[0].text.startswith("BESLOTEN")


def test_how_far_a_list_is_stands_in_front(document):
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0][1:] == ["Uit de gegevens", "Geschreven", "Aan te vullen", "Nog te schrijven", "Niet van toepassing"]  # fmt: skip
    assert cells[1] == ["Proef", "1", "1", "1", "1", "1"]


def test_the_same_items_give_the_same_bytes(made):
    assert made[0] == made[1]
