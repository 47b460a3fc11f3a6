"""What regions get to see: every count in its own cell, whatever the number of studies."""

import io

import docx
import pandas as pd

from pipeline.domain.settings import configs_folder
from pipeline.findings.regions import StudyCounts, find_recurrences, side_cells, what_could_travel
from pipeline.findings.shared_ranking import TOGETHER, place_words, rank_together
from pipeline.release.figures.style import read_style
from pipeline.release.picture import look_of
from pipeline.release.regions import (
    StudyLine,
    agenda_items,
    overview,
    render_agenda,
    render_document,
    render_page,
)
from pipeline.release.regions.document import letters_for
from pipeline.release.texts import read_texts
from tests.unit.bundles_drawn import book_of, manifest_of

TEXTS = read_texts(configs_folder() / "teksten.yaml")
STYLE = read_style(configs_folder() / "huisstijl.yaml")
LOOK = look_of(STYLE)
BOOK = book_of("regie", "netwerk")


def counts(name, *, knelt=12, hielp=3, of=20):
    rows = [
        ("regie", "knelpunt", knelt, of, ""), ("regie", "succesfactor", hielp, of, ""),
        ("netwerk", "knelpunt", pd.NA, of, "klein"), ("netwerk", "succesfactor", pd.NA, of, "afleidbaar"),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["code", "valence", "n_tables", "of_tables", "blanked"])
    codes = frozenset({"regie", "netwerk"})
    return StudyCounts(name, table, frozenset(), False, codes, 3, {one: one for one in codes})


def chapters_of(*studies):
    cells = side_cells(studies, ["regie", "netwerk"])
    lines = [StudyLine(one.name, manifest_of(one.name, book=BOOK), "") for one in studies]
    found = find_recurrences(cells)
    nothing = pd.DataFrame(columns=["study", "session", "voice", "place", "firm", "statement"])
    moved = pd.DataFrame(columns=["study", "code", "label", "what", "target"])
    return overview(
        lines, cells, found, what_could_travel(cells), priorities=nothing, migrated=moved, silent=(),
        codebook=BOOK, texts=TEXTS,
    )  # fmt: skip


def docx_of(content):
    document = docx.Document(io.BytesIO(content))
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
    ]
    return [one.text for one in document.paragraphs], tables


def test_a_few_studies_stand_under_their_own_name():
    content = render_document("Naast elkaar", ["Zin."], chapters_of(counts("Noord"), counts("Zuid")), LOOK, source="")  # fmt: skip
    _, tables = docx_of(content)
    side = next(table for table in tables if table[0] == ["Thema", "Noord", "Zuid"])
    assert side[1] == ["Regie", "3 van 20", "3 van 20"]
    assert side[2] == ["Netwerk", "≥1", "≥1"]


def test_many_studies_are_letters_in_parts_that_together_hold_every_study():
    names = [f"Regio {place:02}" for place in range(30)]
    studies = [counts(name, knelt=place % 20) for place, name in enumerate(names)]
    said, tables = docx_of(
        render_document("Naast elkaar", ["Zin."], chapters_of(*studies), LOOK, source="")
    )
    assert any(line.startswith("A Regio 00 · B Regio 01") for line in said)
    heads = [table[0][1:] for table in tables if table[0][0] == "Thema" and table[0][1:2] in (["A"], ["N"], ["AA"])]  # fmt: skip
    assert [*heads[0], *heads[1], *heads[2]] == letters_for(30)
    assert max(len(head) for head in heads) <= 13


def test_the_same_chapters_give_the_same_document_and_page():
    chapters = chapters_of(counts("Noord"), counts("Zuid"))
    assert render_document("T", ["Z"], chapters, LOOK, source="") == render_document("T", ["Z"], chapters, LOOK, source="")  # fmt: skip
    page = render_page("T", ["Z"], chapters, STYLE).decode()
    assert '<td class="merk knelpunt">12 van 20</td>' in page
    assert '<td class="merk succesfactor">3 van 20</td>' not in page
    assert "<td>&lt;3</td>" in page


def test_the_agenda_asks_where_it_turns_and_says_what_nobody_solved():
    helped = counts("Noord", knelt=2, hielp=15)
    cells = side_cells([helped, counts("Zuid"), counts("Oost")], ["regie", "netwerk"])
    contexts = {"Noord": "casusspecifiek, 2020", "Zuid": "casusspecifiek, 2020", "Oost": "2022"}
    items = agenda_items(
        cells, find_recurrences(cells), what_could_travel(cells), contexts=contexts, codebook=BOOK, texts=TEXTS
    )  # fmt: skip
    assert [one.code for one in items] == ["regie"]
    assert "Noord" in items[0].question
    assert "Zuid en Oost" in items[0].question
    assert "2022: Oost" in items[0].take_over
    alone = side_cells([counts("Zuid"), counts("Oost")], ["regie", "netwerk"])
    stuck = agenda_items(alone, find_recurrences(alone), {}, contexts=contexts, codebook=BOOK, texts=TEXTS)  # fmt: skip
    assert "nog niets om over te nemen" in stuck[0].take_over


def test_the_agenda_stands_in_the_order_that_regions_came_to():
    rows = pd.DataFrame(
        [("regie", "Regie", "Waarom?", "", ""), ("netwerk", "Netwerk", "", "Anna", "eigen punt")],
        columns=["item", "thema", "open vraag", "wie trekt", "stand"],
    )
    given = pd.DataFrame(
        {"Noord": [2.0, 1.0], "Zuid": [float("nan"), 1.0]}, index=["regie", "netwerk"]
    )
    ranking = rank_together(given)
    ranking["shown"] = [place_words(row) for row in ranking.to_dict("records")]
    content = render_agenda(
        "Leeragenda", rows, ranking, TEXTS, LOOK, together=TOGETHER, fill_in=("wie trekt",), state="stand", source=""
    )  # fmt: skip
    said, tables = docx_of(content)
    assert tables[0] == [["Samen", "Thema", "Noord", "Zuid"], ["1", "Netwerk", "1", "1"], ["2", "Regie", "2", "–"]]  # fmt: skip
    assert said.index("1. Netwerk") < said.index("2. Regie")
    assert tables[1] == [["Open vraag", "–"], ["Wie trekt", "Anna"], ["Stand", "eigen punt"]]
    assert tables[2] == [["Open vraag", "Waarom?"], ["Wie trekt", "…………"]]
