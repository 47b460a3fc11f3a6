"""Bytes of a text file in; its characters out, with how they were read and what was mended."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Invisible and inside words: they would part "jeugd\u00adhulp" from its lemma. What else is no
# character of a text (controls, halves of a surrogate pair) goes as well.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ud800-\udfff]"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
# No visible character of ASCII joins the one before it, so what lies between two is made NFC by itself.
# A longer run than this is no word; it is cut, so that no text takes more than linear time.
_PIECES = re.compile(
    "\r\n|[\x00-\x7f]?(?:[^\x00-\x7f]|[\x00-\x08\x0e-\x1b\x1f\x7f]){0,64}", re.DOTALL
)
_MOST_CONTROLS = 0.02  # share of control characters above which bytes are no text

# One character of UTF-8 read as cp1252: "é" shows as "Ã©", "’" as "â€™".
_CP1252 = {
    byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xC0)
}
_CP1252_TAIL = re.escape("".join(_CP1252.values())) + "\x80-\x9f"  # or read as latin-1
_DOUBLE = re.compile(f"[ÂÃÄÅ][{_CP1252_TAIL}]|â[{_CP1252_TAIL}]{{2}}|ð[{_CP1252_TAIL}]{{3}}")


class NotTextError(ValueError):
    """The bytes are no text in any encoding that this product reads."""


@dataclass(frozen=True)
class Decoded:
    """The characters of a file, the encoding that they were in, and how many were mended."""

    text: str
    encoding: str
    mended: int  # characters that had been encoded twice


def decode(content: bytes) -> Decoded:
    """Return the text of `content`: by its byte order mark, else UTF-8, UTF-16 or cp1252.

    Raises:
        NotTextError: when it holds too many control characters to be text.
    """
    encoding, body = _encoding_of(content)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        text = body.decode("latin-1").translate(_CP1252)
    text, mended = mend_double_encoding(text)
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        raise NotTextError
    return Decoded(text, encoding, mended)


def canonical(text: str) -> str:
    """Return `text` as every offset counts it: NFC, LF, without marks that nobody sees."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))


def stored_text(content: bytes) -> str:
    """Return the characters of a text file as a program that changes nothing would count them.

    Raises:
        NotTextError: when it is no text.
    """
    return decode(content).text


def canonical_offsets(stored: str) -> list[int]:
    """Return, for every offset into a stored text and its end, the offset into its canonical text.

    An offset inside what became one character (between CR and LF, before an accent of its own) leads
    to the place behind it.
    """
    offsets, done = [0], 0
    for piece in _PIECES.finditer(stored):
        part = piece[0]
        if len(part) == 1 and part.isascii():  # nearly all of them
            offsets.append(done + len(canonical(part)))
        else:
            offsets += [done + len(canonical(part[:cut])) for cut in range(1, len(part) + 1)]
        done = offsets[-1]
    return offsets


def mend_double_encoding(text: str) -> tuple[str, int]:
    """Return `text` with UTF-8 that was once read as cp1252 set right, and how many characters."""
    mended = 0
    for _ in range(2):  # some files went wrong twice
        text, count = _DOUBLE.subn(_mend, text)
        mended += count
        if not count:
            break
    return text, mended


def _mend(found: re.Match[str]) -> str:
    """Return the one character that stands encoded in `found`, or `found` as it is."""
    raw = b"".join(
        char.encode("cp1252", errors="ignore") or bytes([ord(char)]) for char in found[0]
    )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _encoding_of(content: bytes) -> tuple[str, bytes]:
    """Return the encoding of `content` and the bytes after its byte order mark."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, content[len(mark) :]
    head = content[:4096]
    zeros = head.count(0)
    if len(head) >= 4 and zeros > len(head) // 4:  # no mark, but every other byte is a zero
        return ("utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"), content
    return "utf-8", content
