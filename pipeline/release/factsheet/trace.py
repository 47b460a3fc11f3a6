"""A factsheet's DOCX and the findings in; every count on it out, with where it comes from.

A count that was written by the program sits in a content control that knows its finding, or, where
it comes from no finding, what it was. So a count changed by hand shows, and so does one typed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.release.factsheet.docx_parts import (
    FIXED_TAG,
    NUMBER_TAG,
    number_tag,
    tag_of_bookmark,
)
from pipeline.release.tracing import COUNT_IN_TEXT

HOLDS, DIFFERS, TYPED, UNKNOWN = "klopt", "wijkt af", "met de hand getypt", "bevinding onbekend"
VERDICTS = (HOLDS, DIFFERS, TYPED, UNKNOWN)
COLUMNS = ["place", "shown", "finding_id", "expected", "verdict"]
_NUMBER = re.compile(r"\d+")
_BLANK = re.compile(r"<\s*\d+|niet getoond")


@dataclass(frozen=True)
class Shown:
    """One count as it stands on a factsheet; `tag` is "" where it was typed by hand."""

    place: int  # the paragraph, from 1, as a reader counts them
    text: str
    tag: str


def read_counts(package: bytes) -> list[Shown]:
    """Return every count of a DOCX, in reading order.

    Raises:
        InputError: when this is no DOCX that can be read.
    """
    import docx
    from docx.oxml.ns import qn

    try:
        body = docx.Document(io.BytesIO(package)).element.body
    except Exception:  # noqa: BLE001  # a broken package breaks in many ways, and may quote its text
        raise InputError(
            "Dit bestand is geen DOCX die ik kan lezen. Geef een factsheet die het programma maakte."
        ) from None
    counts = []
    for place, paragraph in enumerate(body.iter(qn("w:p")), start=1):
        plain = ""
        for text, tag in _pieces(paragraph):
            if tag:
                counts += _typed(plain, place)
                plain = ""
                counts.append(Shown(place, text, tag))
            else:
                plain += text
        counts += _typed(plain, place)
    return counts


def _pieces(paragraph: Any) -> Iterator[tuple[str, str]]:
    """Give the texts of a paragraph in order, each with the tag of its field, or ""."""
    from docx.oxml.ns import qn

    marked: dict[str, str] = {}  # open bookmarks of ours, by their id
    for element in paragraph.iter(qn("w:t"), qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        if element.tag == qn("w:bookmarkStart"):
            tag = tag_of_bookmark(str(element.get(qn("w:name"))))
            if tag:
                marked[element.get(qn("w:id"))] = tag
        elif element.tag == qn("w:bookmarkEnd"):
            marked.pop(element.get(qn("w:id")), None)
        else:
            yield str(element.text or ""), _control_tag(element) or next(iter(marked.values()), "")


def _control_tag(text: Any) -> str:
    from docx.oxml.ns import qn

    control = next(text.iterancestors(qn("w:sdt")), None)
    tag = None if control is None else control.find(f".//{qn('w:tag')}")
    name = "" if tag is None else str(tag.get(qn("w:val")))
    return name if name.startswith((NUMBER_TAG, FIXED_TAG)) else ""


def _typed(plain: str, place: int) -> list[Shown]:
    return [Shown(place, match.group(), "") for match in COUNT_IN_TEXT.finditer(plain)]


def check_counts(counts: list[Shown], findings: pd.DataFrame) -> pd.DataFrame:
    """Say of every count whether the data still say the same.

    One row per count, in order: `place`, `shown`, `finding_id`, `expected`, `verdict` (one of
    `VERDICTS`). A blank holds where the finding has any tables at all. `findings` may hold counts of
    people too, under their own ids, in the columns of findings.
    """
    by_tag = {number_tag(row["finding_id"]): row for row in findings.to_dict("records")}
    rows = []
    for count in _joined(counts):
        if not count.tag:
            rows.append((count.place, count.text, "", "", TYPED))
        elif count.tag.startswith(FIXED_TAG):
            wanted = _numbers(count.tag.replace("_", " "))
            verdict = HOLDS if _numbers(count.text) == wanted else DIFFERS
            rows.append((count.place, count.text, "", " van ".join(map(str, wanted)), verdict))
        elif count.tag not in by_tag:
            rows.append((count.place, count.text, "", "", UNKNOWN))
        else:
            row = by_tag[count.tag]
            expected = f"{row['n_tables']} van {row['of_tables']}"
            verdict = HOLDS if _same(count.text, row) else DIFFERS
            rows.append((count.place, count.text, row["finding_id"], expected, verdict))
    return pd.DataFrame(rows, columns=COLUMNS)


def _joined(counts: list[Shown]) -> list[Shown]:
    """Put together what an editor cut into runs within one control."""
    joined: list[Shown] = []
    for count in counts:
        last = joined[-1] if joined else None
        if last and count.tag and (last.place, last.tag) == (count.place, count.tag):
            joined[-1] = Shown(last.place, last.text + count.text, last.tag)
        else:
            joined.append(count)
    return joined


def _same(text: str, row: dict[Any, Any]) -> bool:
    if _BLANK.search(text):
        return bool(row["n_tables"] > 0)
    numbers = _numbers(text)
    if not numbers or numbers[0] != row["n_tables"]:
        return False
    return len(numbers) == 1 or numbers[1] in (row["of_tables"], row["codable_tables"])


def _numbers(text: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(text)]
