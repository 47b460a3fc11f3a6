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
_MOST_TITLE_WORDS = 12
_LONGEST_NAME = 40  # code points of a column's name, or of a label before its value
_LONGEST_CELL = 250  # code points; what is longer is running text that was laid out in a table
_COLUMN_NAMES = frozenset(
    (
        "actie", "actiepunt", "actiepunten", "acties", "afspraak", "afspraken", "datum", "eigenaar", "gereed",
        "naam", "nr", "onderwerp", "opmerking", "opmerkingen", "organisatie", "punt", "rol", "status", "termijn",
        "thema", "toelichting", "uitvoering", "verantwoordelijke", "verbeteractie", "wanneer", "wat", "wie", "door",
    )
)  # fmt: skip
_SPEAKER_COLUMNS = frozenset(
    ("spreker", "sprekers", "wie", "naam", "deelnemer", "persoon", "speaker")
)
_WORDS_COLUMNS = frozenset(
    ("tekst", "uitspraak", "transcript", "transcriptie", "inhoud", "gesproken tekst", "gezegd", "text")
)  # fmt: skip
_TIME_COLUMNS = frozenset(("tijd", "tijdcode", "tijdstip", "tijdstempel", "time", "timestamp"))
_TIME = re.compile(r"\[?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\]?")
_FEWEST_TURNS = 4  # rows of a table without names of columns, before it can be a conversation
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

    In a table of three columns or more the first row names the columns when all its cells are short
    and filled; in one of two, when it holds the words of an action list, else the first column names
    what stands in the second. A cell as long as a paragraph is one: forms are laid out in tables.
    """
    rows = [[_tidy(cell) for cell in row] for row in cells]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    if spoken := _turns(rows):
        return spoken
    if _is_header(rows[0]) and len(rows) > 1:
        names, body = rows[0], rows[1:]
    else:
        names, body = [], rows
    return [part for row in body for part in _row(row, names)]


def _turns(rows: list[list[str]]) -> list[Part]:
    """Return a table that holds a conversation as its turns: "[00:12] Moeder: …"; else nothing.

    By the names of its columns, or where these are missing by a first column that names a few people
    over and over.
    """
    heads = [cell.strip(" :").casefold() for cell in rows[0]]
    who = next((at for at, head in enumerate(heads) if head in _SPEAKER_COLUMNS), -1)
    words = next((at for at, head in enumerate(heads) if head in _WORDS_COLUMNS), -1)
    when = next((at for at, head in enumerate(heads) if head in _TIME_COLUMNS), -1)
    body = rows[1:]
    if who < 0 or words < 0:
        who, words, when, body = 0, 1, -1, rows
        if len(rows[0]) == 3 and all(_TIME.fullmatch(row[0]) for row in rows if row[0]):
            who, words, when = 1, 2, 0
        if not _few_people(rows, who, words):
            return []
    parts = []
    for row in body:
        cells = [*row, "", "", ""]
        label, said = cells[who].replace("\n", " ").rstrip(" :"), cells[words]
        time = cells[when].strip("[] ") if when >= 0 else ""
        stamp = f"[{time}] " if time else ""
        if said:
            parts.append(Part(f"{stamp}{label}: {said}" if label else said))
    return parts


def _few_people(rows: list[list[str]], who: int, words: int) -> bool:
    """Tell whether one column of a table names a few people over and over, and the next what they say."""
    if len(rows) < _FEWEST_TURNS or any(len(row) != words + 1 for row in rows):
        return False
    names = [row[who].strip(" :").casefold() for row in rows]
    short = all(name and len(name) <= _LONGEST_NAME for name in names)
    return short and 2 <= len(set(names)) <= len(names) / 2


def _row(row: list[str], names: list[str]) -> list[Part]:
    """Return one row of a table as an item, or its cells as paragraphs where one is long."""
    if len(row) == 1 or max(len(cell) for cell in row) > _LONGEST_CELL:
        lines = [line for cell in row for line in cell.split("\n") if line]
        return [
            Part(line, "heading", 3)
            if len(row) > 1 and may_be_title(line) and line == row[0]
            else Part(line)
            for line in lines
        ]
    flat = [cell.replace("\n", " ") for cell in row]
    if names:
        named = (
            f"{name}: {cell}" if name else cell
            for name, cell in zip(names, flat, strict=False)
            if cell
        )
        return [Part("; ".join(dict.fromkeys(named)), "row")]
    if (
        len(flat) == 2
        and flat[0]
        and flat[1]
        and len(flat[0]) <= _LONGEST_NAME
        and flat[0][-1:] not in ".?!"
    ):
        return [Part(f"{flat[0].rstrip(':')}: {flat[1]}", "row")]
    kept = [cell for at, cell in enumerate(flat) if cell and (at == 0 or cell != flat[at - 1])]
    return [Part("; ".join(kept), "row")]


def _is_header(row: list[str]) -> bool:
    """Tell whether a table's first row names its columns."""
    short = all(cell and len(cell) <= _LONGEST_NAME and not cell.endswith(".") for cell in row)
    if not short or len(set(row)) < len(row) or len(row) < 2:
        return False
    words = {word.strip(":?").casefold() for cell in row for word in cell.split()}
    return len(row) > 2 or len(words & _COLUMN_NAMES) > 1


def _tidy(text: str) -> str:
    """Return `text` with single spaces and no blank lines inside."""
    lines = (_SPACES.sub(" ", line).strip() for line in canonical(text).split("\n"))
    return "\n".join(line for line in lines if line)


def may_be_title(text: str) -> bool:
    """Tell whether words that stand out can be a title: few, on one line, no sentence, no label."""
    bare = text.strip()
    few = 0 < len(bare.split()) <= _MOST_TITLE_WORDS and "\n" not in bare
    return few and not bare.endswith((".", ";", ",", ":")) and bool(_LETTER.search(bare))
