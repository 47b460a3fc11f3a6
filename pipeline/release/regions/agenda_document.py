"""A draft agenda and what regions filled in in; the document to take to a meeting out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.domain.wording import number_word
from pipeline.release.picture import Look
from pipeline.release.regions.document import MOST_NAMED, letters_for
from pipeline.release.regions.wide_document import (
    WIDTH_MM,
    document_bytes,
    new_wide_document,
    write_table,
)
from pipeline.release.texts import Texts

if TYPE_CHECKING:
    from docx.document import Document

LABEL_MM = 42.0
TO_FILL_IN, NOTHING = "…………", "–"
PLACE_MM, ITEM_MM = 16.0, 92.0


def render_agenda(
    title: str,
    rows: pd.DataFrame,
    ranking: pd.DataFrame,
    texts: Texts,
    look: Look,
    *,
    together: str,
    fill_in: Sequence[str],
    state: str,
    source: str,
) -> bytes:
    """Write the agenda as DOCX: the order that regions came to, then an item at a time.

    `rows` has a column per heading of an item, Dutch, the first its key and the second its theme;
    `fill_in` are those that people write in, `state` is only told where there is something to tell;
    `ranking` has the columns of `findings.shared_ranking` and `shown`, a place in words;
    its view `together` is the common order.
    """
    document = new_wide_document(
        look, title=title, subject=texts.fill("leeragenda", "intro"), source=source
    )
    document.add_paragraph(title, style="Title")
    document.add_paragraph(texts.fill("leeragenda", "intro"))
    document.add_paragraph(texts.fill("leeragenda", "wiel"))
    key, theme = rows.columns[:2]
    named = dict(zip(rows[key], rows[theme], strict=True))
    _write_ranking(document, ranking, named, texts, look, together=together)
    order = list(ranking.loc[ranking["view"] == together, "item"]) or list(rows[key])
    places = _places(ranking, together)
    by_key = {row[key]: row for row in rows.to_dict("records")}
    for item in [one for one in order if one in by_key]:
        _write_item(document, by_key[item], list(rows.columns[1:]), places.get(item, ""),
                    fill_in=fill_in, state=state, look=look)  # fmt: skip
    return document_bytes(document)


def _write_ranking(
    document: Document,
    ranking: pd.DataFrame,
    named: Mapping[str, str],
    texts: Texts,
    look: Look,
    *,
    together: str,
) -> None:
    document.add_paragraph("Wat regio's vooraan zetten", style="Heading 1")
    if ranking.empty:
        document.add_paragraph(texts.fill("leeragenda", "nog_niet" if named else "leeg"))
        return
    regions = [view for view in ranking["view"].drop_duplicates() if view != together]
    n = number_word(len(regions))
    document.add_paragraph(texts.fill("leeragenda", "rangorde", regios=n))
    headings = list(regions)
    if len(regions) > MOST_NAMED:
        headings = letters_for(len(regions))
        told = " · ".join(f"{one} {name}" for one, name in zip(headings, regions, strict=True))
        document.add_paragraph(told, style="Caption")
    places = {view: _places(ranking, view) for view in (together, *regions)}
    items = list(ranking.loc[ranking["view"] == together, "item"])
    rows = [
        [places[together][item], named[item], *(places[region][item] for region in regions)]
        for item in items
        if item in named
    ]
    left = (WIDTH_MM - PLACE_MM - ITEM_MM) / len(regions)
    write_table(
        document, ["Samen", "Thema", *headings], rows,
        [PLACE_MM, ITEM_MM, *[min(left, 40.0)] * len(regions)],
        title="Rangorde per regio en samen", look=look,
    )  # fmt: skip


def _places(ranking: pd.DataFrame, view: str) -> dict[str, str]:
    """Return the place of every item in one view, in words."""
    own = ranking[ranking["view"] == view]
    return dict(zip(own["item"], own["shown"], strict=True))


def _write_item(
    document: Document,
    row: Mapping[Any, Any],
    columns: Sequence[str],
    place: str,
    *,
    fill_in: Sequence[str],
    state: str,
    look: Look,
) -> None:
    """Write one item: what the bundles say of it, and room for what was agreed."""
    theme, *others = columns
    heading = document.add_paragraph(style="Heading 1")
    heading.add_run(f"{place.rstrip(' =')}. {row[theme]}" if place.strip("–") else row[theme])
    heading.paragraph_format.keep_with_next = True
    lines = [
        [name.capitalize(), str(row[name]) or (TO_FILL_IN if name in fill_in else NOTHING)]
        for name in others
        if str(row[name]) or name != state
    ]
    widths = [LABEL_MM, WIDTH_MM - LABEL_MM]
    write_table(document, (), lines, widths, title=row[theme], look=look)
