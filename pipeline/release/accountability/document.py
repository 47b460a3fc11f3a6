"""Filled checklists in; one DOCX that a team can read, hand to a reviewer and go on writing from, out."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables.accounting import (
    NOT_HERE,
    OPEN_STATES,
    OWN_WORDS,
    STATES,
    AccountItems,
)
from pipeline.release.accountability.checklist import Checklist
from pipeline.release.factsheet import docx_parts as parts
from pipeline.release.factsheet.fixed_zip import fix_zip
from pipeline.release.figures.style import HouseStyle
from pipeline.release.picture import Look, look_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

FIXED_DATE = datetime.datetime(2000, 1, 1)  # OOXML holds no zone; no date of making leaves
HEADINGS = ("Nr", "Punt", "Verantwoording", "Vastgelegd in")
WIDTHS_MM = (10.0, 45.0, 83.0, 34.0)  # together the text's width
COUNT_WIDTHS_MM = (42.0, 26.0, 26.0, 26.0, 26.0, 26.0)
OPEN = "Nog te schrijven"
SMALL = "Klein"  # the style of what is not the answer itself


@dataclass(frozen=True)
class Around:
    """What stands around the lists of one document."""

    title: str
    subtitle: str
    intro: str
    outside: str  # what may leave, "" in an edition that leaves
    source: str
    mark: str = ""  # above every page: for whom it is, "" for anyone
    mark_note: str = ""


def render_accounting(
    items: DataFrame[AccountItems],
    checklists: Sequence[Checklist],
    around: Around,
    style: HouseStyle,
) -> bytes:
    """Write the checklists as DOCX: headings, tables whose heads repeat, and a marked field where a person must write.

    The same items give the same bytes.
    """
    look = look_of(style)
    document = parts.new_document(look)
    _add_small_style(document, look)
    _set_properties(document, around)
    parts.write_header(document, around.mark.upper(), around.mark_note)
    parts.write_footer(document, around.source)
    document.add_paragraph(around.title, style="Title")
    document.add_paragraph(around.subtitle, style="Subtitle")
    document.add_paragraph(around.intro)
    if around.outside:
        document.add_paragraph(around.outside)
    _write_counts(document, items, checklists, look)
    for place, listed in enumerate(checklists):
        own = items[items["checklist"] == listed.id]
        heading = document.add_paragraph(listed.title, style="Heading 1")
        heading.paragraph_format.page_break_before = place > 0
        document.add_paragraph(listed.source, style="Caption")
        for section, rows in own.groupby("section", sort=False):
            document.add_paragraph(str(section), style="Heading 2")
            _write_section(document, rows, f"{listed.title}: {section}", look)
    out = io.BytesIO()
    document.save(out)
    return fix_zip(out.getvalue())


def _set_properties(document: Document, around: Around) -> None:
    properties = document.core_properties
    properties.title = f"{around.title}: {around.subtitle}"
    properties.subject = around.intro
    properties.author = properties.last_modified_by = "dialoogtafels"
    properties.language = "nl-NL"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = FIXED_DATE
    properties.revision = 1


def _add_small_style(document: Document, look: Look) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    small = document.styles.add_style(SMALL, WD_STYLE_TYPE.PARAGRAPH)
    small.base_style = document.styles["Normal"]
    small.font.size = Pt(8)
    small.font.color.rgb = RGBColor.from_string(look.quiet.lstrip("#").upper())
    small.paragraph_format.space_after = Pt(2)


def _write_counts(
    document: Document,
    items: DataFrame[AccountItems],
    checklists: Sequence[Checklist],
    look: Look,
) -> None:
    """Write how far each list is."""
    table = _table(document, ("Lijst", *STATES), COUNT_WIDTHS_MM, "Hoe ver elke lijst is", look)
    for listed in checklists:
        own = items.loc[items["checklist"] == listed.id, "state"]
        cells = _row(table, COUNT_WIDTHS_MM, look)
        cells[0].paragraphs[0].add_run(listed.title).bold = True
        for cell, state in zip(cells[1:], STATES, strict=True):
            cell.paragraphs[0].add_run(str(int((own == state).sum())))


def _write_section(document: Document, rows: pd.DataFrame, title: str, look: Look) -> None:
    table = _table(document, HEADINGS, WIDTHS_MM, title, look)
    for item in rows.to_dict("records"):
        number, name, answer, place = _row(table, WIDTHS_MM, look)
        number.paragraphs[0].add_run(str(item["number"])).bold = True
        name.paragraphs[0].add_run(str(item["name"])).bold = True
        name.add_paragraph(str(item["question"]), style=SMALL)
        _write_answer(answer, {str(key): str(value) for key, value in item.items()}, look)
        place.paragraphs[0].style = document.styles[SMALL]
        place.paragraphs[0].add_run(str(item["place"]))


def _write_answer(cell: Any, item: Mapping[str, str], look: Look) -> None:
    """Write what the records say, what a person wrote, and a marked field where she has still to write."""
    said: list[str] = []
    if item["choice"] == NOT_HERE:
        said.append("Niet van toepassing.")
    elif item["choice"] != OWN_WORDS and item["facts"]:
        said.append(item["facts"])
    said += [line.strip() for line in item["text"].splitlines() if line.strip()]
    paragraph = cell.paragraphs[0]
    for place, text in enumerate(said):
        (paragraph if not place else cell.add_paragraph()).add_run(text)
    if item["state"] in OPEN_STATES:
        _add_open_field(paragraph if not said else cell.add_paragraph(), item, look)


def _add_open_field(paragraph: Any, item: Mapping[str, str], look: Look) -> None:
    """Add a content control with a hint on a tinted ground; Word shows it as a field to fill in."""
    from docx.oxml import OxmlElement

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", look.paper.lstrip("#"))):
        shade.set(parts._w(name), value)
    paragraph._p.get_or_add_pPr().append(shade)
    paragraph.add_run(f"{OPEN}: ").bold = True
    run = paragraph.add_run(item["hint"])
    run.italic = True
    control, properties, content = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))  # fmt: skip
    for name, value in (
        ("alias", f"{OPEN}: {item['name'][:40]}"),
        ("tag", f"schrijf:{item['checklist']}:{item['number']}"),
    ):
        element = OxmlElement(f"w:{name}")
        element.set(parts._w("val"), value[:64])
        properties.append(element)
    run._r.addprevious(control)
    content.append(run._r)
    control.append(properties)
    control.append(content)


def _table(
    document: Document,
    headings: Sequence[str],
    widths_mm: Sequence[float],
    title: str,
    look: Look,
) -> Table:
    """Return a table with one row of headings that is repeated on every page."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table: Table = document.add_table(rows=1, cols=len(headings))
    table.autofit = False
    caption = OxmlElement("w:tblCaption")
    caption.set(parts._w("val"), title)
    table._tbl.tblPr.append(caption)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    head = table.rows[0]
    repeat = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(repeat)
    for cell, heading, width in zip(head.cells, headings, widths_mm, strict=True):
        cell.width = Mm(width)
        cell.paragraphs[0].add_run(heading[:1].upper() + heading[1:]).bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        _rule(cell, look, size=8)
    return table


def _row(table: Table, widths_mm: Sequence[float], look: Look) -> list[Any]:
    """Add a row that stays on one page, and return its cells."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cells = list(row.cells)
    for cell, width in zip(cells, widths_mm, strict=True):
        cell.width = Mm(width)
        cell.paragraphs[0].paragraph_format.space_before = Pt(3)
        _rule(cell, look, size=4)
    return cells


def _rule(cell: Any, look: Look, *, size: int) -> None:
    """Draw a line under a cell, `size` in eighths of a point."""
    from docx.oxml import OxmlElement

    borders, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    colour = look.line.lstrip("#")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour)):
        bottom.set(parts._w(name), value)
    borders.append(bottom)
    cell._tc.get_or_add_tcPr().append(borders)
