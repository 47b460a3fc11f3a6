"""Bytes of an RTF file in; its text out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.files.decoding import canonical
from pipeline.intake.readers.base import Source, UnreadableError
from pipeline.intake.readers.render import Part, render, table_rows

_LARGEST = (
    16 * 1024 * 1024
)  # bytes without the pictures; the parser takes about a second per megabyte
_PICTURE = re.compile(rb"[0-9a-fA-F]{512,}|(?:[0-9a-fA-F]{64,}\s+){8,}")
_BULLET = re.compile(r"[^\S\n]*(?:[·•▪○\uf0b7\uf0a7o-]|\d{1,2}[.)])[^\S\n]*\t[^\S\n]*")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # RTF is written in plain ASCII
_MOST_CONTROLS = 0.01  # share of the bytes
_ADVICE = "Open het in Word of LibreOffice en bewaar het als docx."


def read_rich_text(content: bytes) -> Source:
    """Return the text of an RTF file; headings are known by their looks only.

    Raises:
        UnreadableError: when the file is broken or too large.
    """
    from striprtf import striprtf

    lean = _PICTURE.sub(b"", content)
    if len(lean) > _LARGEST:
        raise UnreadableError("te groot", _ADVICE)
    if len(_CONTROLS.findall(lean)) > _MOST_CONTROLS * len(lean):
        raise UnreadableError("beschadigd", _ADVICE)
    try:
        to_text: Callable[..., str] = striprtf.rtf_to_text
        text = to_text(lean.decode("latin-1"), encoding="cp1252", errors="replace")
    except Exception:  # noqa: BLE001 (the parser raises whatever broken bytes make it meet)
        raise UnreadableError("beschadigd", _ADVICE) from None
    return Source(render(_parts(canonical(text.replace("\xa0", " ")))), "rtf")


def _parts(text: str) -> Iterator[Part]:
    """Yield the paragraphs of the plain text that an RTF file comes down to, one a line.

    Rows of a table stand there with a bar after every cell.
    """
    table: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "|" in line and line.rstrip().endswith("|"):
            table.append([cell.strip() for cell in line.rstrip().removesuffix("|").split("|")])
            continue
        yield from table_rows(table)
        table = []
        bullet = _BULLET.match(line)
        yield Part(line[bullet.end() :], "item") if bullet else Part(line)
