"""A CSV that counts dialoogtafels in; the same with headings that say dialoogsessies out, and back.

Only for studies that consist of dialoogsessies: what researchers open says what was counted. Programs
read the headings back, for a bundle goes to other workplaces under the names that all studies share.
"""

from __future__ import annotations

from pipeline.domain.wording import of_sessions
from pipeline.release.figures.record import CSV_SEPARATOR

_BOM = b"\xef\xbb\xbf"
_WORDS = {"tafel": "sessie", "tafels": "sessies"}
_BACK = {session: table for table, session in _WORDS.items()}
_COUNTED = (
    "van_sessies"  # stands in every table that counts; a table of statements has its own "sessie"
)


def heading_of_sessions(name: str) -> str:
    """Return one heading: "van_tafels" is "van_sessies"."""
    return _with(name, _WORDS)


def headings_of_sessions(content: bytes) -> bytes:
    """Return a CSV whose headings say sessies; one that would have a heading twice stays as it is."""
    return _renamed(content, _WORDS)


def headings_of_tables(content: bytes) -> bytes:
    """Return a CSV that counts sessions under the headings that all studies share."""
    names = content.partition(b"\n")[0].decode("utf-8", errors="replace")
    return _renamed(content, _BACK) if _COUNTED in names else content


def meaning_of_sessions(name: str, meaning: str) -> tuple[str, str]:
    """Return a heading and what it means, of a study of sessions."""
    return heading_of_sessions(name), of_sessions(meaning)


def _renamed(content: bytes, words: dict[str, str]) -> bytes:
    head, end, rest = content.partition(b"\n")
    bare = head.removeprefix(_BOM).rstrip(b"\r")
    names = bare.decode("utf-8").split(CSV_SEPARATOR)
    renamed = [_with(name, words) for name in names]
    if renamed == names or len(set(renamed)) < len(renamed):
        return content
    line = CSV_SEPARATOR.join(renamed).encode("utf-8")
    return head.replace(bare, line, 1) + end + rest


def _with(name: str, words: dict[str, str]) -> str:
    return "_".join(words.get(part, part) for part in name.split("_"))
