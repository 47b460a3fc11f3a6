"""Paragraphs of a document in; one canonical text out, with headings and list items marked in it.

Every format with headings and lists is written as the same plain text, so that one set of rules
finds the blocks, and a researcher can read the text to which all offsets point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.files.decoding import canonical

_SPACES = re.compile(r"[^\S\n]+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Part:
    """One paragraph of a document: its words, and what it is by its style."""

    text: str
    kind: str = "paragraph"  # "heading", "item", "row"
    level: int = 1


def render(parts: Iterable[Part]) -> str:
    """Return the canonical text of `parts`; empty ones are left out.

    A heading opens with "# ", an item or a row of a table with "- "; lines of one list stand
    together, everything else is parted by a blank line.
    """
    lines: list[str] = []
    previous = ""
    for part in parts:
        words = _tidy(part.text)
        if not words:
            continue
        if lines and not (part.kind in ("item", "row") and previous == part.kind):
            lines.append("")
        if part.kind == "heading":
            lines.append(f"{'#' * min(max(part.level, 1), 6)} {' '.join(words.split())}")
        elif part.kind in ("item", "row"):
            lines.append(f"- {' '.join(words.split())}")
        else:
            lines.append(words)
        previous = part.kind
    return canonical("\n".join(lines))


def table_rows(cells: list[list[str]]) -> list[Part]:
    """Return a table as rows that read by themselves: "Actie: bellen; Wie: mentor".

    The first row names the columns when all its cells are short and filled; an empty cell and one
    that a merge repeats are left out.
    """
    rows = [[_tidy(cell).replace("\n", " ") for cell in row] for row in cells]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or len(rows[0]) < 2 or not _is_header(rows[0]):
        return [
            Part("; ".join(_distinct(row)), "row" if len(row) > 1 else "paragraph") for row in rows
        ]
    named = []
    for row in rows[1:]:
        pairs = [
            f"{name}: {cell}" if name else cell
            for name, cell in zip(rows[0], row, strict=False)
            if cell
        ]
        named.append(Part("; ".join(dict.fromkeys(pairs)), "row"))
    return named


def _is_header(row: list[str]) -> bool:
    return all(cell and len(cell) <= 40 and not cell.endswith(".") for cell in row) and len(
        set(row)
    ) == len(row)


def _distinct(row: list[str]) -> list[str]:
    return [cell for at, cell in enumerate(row) if cell and (at == 0 or cell != row[at - 1])]


def _tidy(text: str) -> str:
    """Return `text` with single spaces and no blank lines inside."""
    lines = (_SPACES.sub(" ", line).strip() for line in canonical(text).split("\n"))
    return "\n".join(line for line in lines if line)


_MOST_TITLE_WORDS = 12


def may_be_title(text: str) -> bool:
    """Tell whether words that stand out can be a title: few, on one line, no sentence, no label."""
    bare = text.strip()
    few = 0 < len(bare.split()) <= _MOST_TITLE_WORDS and "\n" not in bare
    return few and not bare.endswith((".", ";", ",", ":")) and bool(_LETTER.search(bare))
