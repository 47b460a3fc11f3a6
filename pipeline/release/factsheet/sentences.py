"""One factsheet in; the findings in words that stand on it out, and the sheet with only some of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from pipeline.release.factsheet.content import ROW_LABELS, Factsheet, FindingBlock
from pipeline.release.tracing import Part

_FIELDS = {"succesfactor": "helped", "knelpunt": "stalled", "verbeterpunt": "needed"}


def sentences_of(sheet: Factsheet) -> tuple[str, ...]:
    """Return what a person releases one by one: each finding, and each line under it, in order.

    A line names the finding that it stands under, for "Wat stokte: wachten" says nothing alone.
    """
    said = []
    for block in sheet.findings:
        said.append(block.statement)
        said += [_line(block, row.valence, row.text) for row in block.rows if row.text]
    return tuple(dict.fromkeys(said))


def keep_sentences(sheet: Factsheet, released: Collection[str], *, lead: str) -> Factsheet:
    """Return the sheet with only the released sentences; a line goes with its finding.

    `lead` stands above the sheet where none is left.
    """
    kept = tuple(_kept(block, released) for block in sheet.findings if block.statement in released)
    return replace(sheet, findings=kept, lead=sheet.lead if kept else lead)


def _kept(block: FindingBlock, released: Collection[str]) -> FindingBlock:
    gone: dict[str, str | tuple[Part, ...]] = {}
    for row in block.rows:
        if row.text and _line(block, row.valence, row.text) not in released:
            name = _FIELDS[row.valence]
            gone |= {name: "", f"{name}_parts": ()}
    return replace(block, **gone)  # type: ignore[arg-type]


def _line(block: FindingBlock, valence: str, text: str) -> str:
    return f"{block.statement} {ROW_LABELS[valence]}: {text}"
