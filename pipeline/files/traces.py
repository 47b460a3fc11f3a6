"""The bytes of a file in; which of some sentences can still be read in it out.

Looks where people's words can hide in this product's files: packed Word and Excel documents, PDF,
parquet, compressed pages, and plain bytes in whatever encoding.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence

SHORTEST = 5  # words; a shorter sentence is said by anyone
_DEEPEST = 4  # archives within archives
_MOST_BYTES = 300_000_000  # of one unpacked member
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrt]")


def traces_in(content: bytes, sentences: Sequence[str]) -> frozenset[int]:
    """Return the positions of the sentences whose words stand in `content` in that order.

    Case, marks and white space do not count; a sentence of fewer than five words is never found.
    Raises nothing: a damaged archive is searched as plain bytes.
    """
    wanted = {place: _words(sentence) for place, sentence in enumerate(sentences)}
    wanted = {place: words for place, words in wanted.items() if len(words) >= SHORTEST}
    found: set[int] = set()
    for text in _texts(content, 0):
        if len(found) == len(wanted):
            break
        found |= _found_in(_words(text), wanted)
    return frozenset(found)


def _found_in(words: list[str], wanted: dict[int, list[str]]) -> set[int]:
    """Return which of `wanted` stand in `words`, trying only where the first five words stand."""
    heads: dict[tuple[str, ...], list[int]] = {}
    for place, sentence in wanted.items():
        heads.setdefault(tuple(sentence[:SHORTEST]), []).append(place)
    found: set[int] = set()
    for start, head in enumerate(zip(*(words[shift:] for shift in range(SHORTEST)), strict=False)):
        for place in heads.get(head, ()):
            if words[start : start + len(wanted[place])] == wanted[place]:
                found.add(place)
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _texts(content: bytes, depth: int) -> Iterator[str]:
    """Give every reading of `content` as text."""
    yield from _packed(content, depth)
    yield from _readings(content.decode("utf-8", "ignore"))
    if b"\0" in content[:4096]:  # UTF-16 and UTF-32, as arrays and old programs keep text
        yield from _readings(content.replace(b"\0", b"").decode("latin-1"))


def _readings(text: str) -> Iterator[str]:
    """Give a text as it stands, and as a page or a JSON file would show it.

    Word cuts one word over several tags, so tags vanish once without a trace and once into a space.
    """
    yield text
    if "<" in text:
        yield html.unescape(_TAG.sub("", text))
        yield html.unescape(_TAG.sub(" ", text))
    if "\\" in text:
        yield _ESCAPE.sub(lambda hit: chr(int(hit[1], 16)) if hit[1] else " ", text)


def _packed(content: bytes, depth: int) -> Iterator[str]:
    """Give the texts inside an archive, a compressed file, a PDF or a parquet table."""
    if depth >= _DEEPEST:
        return
    if content[:4] == b"PK\x03\x04":
        for member in _members(content):
            yield from _texts(member, depth + 1)
    elif content[:2] == b"\x1f\x8b":
        yield from _texts(_gunzipped(content), depth + 1)
    elif content[:4] == b"PAR1":
        yield from _cells(content)
    elif content[:5] == b"%PDF-":
        yield from _pages(content)


def _members(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                if info.file_size <= _MOST_BYTES:
                    yield archive.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return


def _gunzipped(content: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            return stream.read(_MOST_BYTES)
    except (OSError, EOFError, zlib.error):
        return b""


def _cells(content: bytes) -> Iterator[str]:
    """Give the cells of a parquet table, whatever their type; parquet packs them beyond reading."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(content))
    except (pa.ArrowException, OSError):
        return
    for column in table.columns:
        yield "\n".join(str(cell) for cell in column.to_pylist() if cell is not None)


def _pages(content: bytes) -> Iterator[str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        texts = [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError:
        return
    yield "\n".join(texts)
