"""A reply form as it came home (DOCX, or plain text with an x between brackets) in; what was answered out.

The form is read as text in which every box is [x] or [ ], whatever program filled it in: other
programs than Word lose the hidden names of boxes, and people type where there is room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.tables import check, empty
from pipeline.domain.tables.feedback import (
    CHOICES,
    FILLED_BY,
    FORM,
    LINE,
    OWN_WORDS,
    PLACEHOLDER,
    REMARK,
    REMARKS,
    UNCLEAR,
    VERSION,
    WHO,
    Replies,
)
from pipeline.files.archives import ArchiveError, open_archive
from pipeline.files.decoding import NotTextError, canonical, decode
from pipeline.files.safexml import XmlError, parse_xml

ENDINGS = (".docx", ".txt", ".md")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MOST_BYTES = 20_000_000

_QUOTED = r"^[>\s]*"  # a mail program puts > before what it answers to
_MARK = r"(?:[\[(][^\[\]()\n]{0,3}[\])]|[☐☒☑✓✔✗✘□■])[ \u00a0]?[xX✓✔]?"
# The dot between table and version may come home as something else, in a mail of old.
_CODE = re.compile(rf"{FORM}\s+(\S.*?)\s+\S{{1,3}}\s+{VERSION}\s+([0-9a-f]{{8}})\b")
_LINE = re.compile(rf"{_QUOTED}{re.escape(LINE)}\s*(\d{{1,3}})(?!\d)", re.MULTILINE)
_SIGNS = frozenset("☒☑✓✔✗✘■")
_NOT = frozenset(("", "-", "n", "0", "nee", ".", "…", "_"))
_LEADER = re.compile(r"[_.…]{3,}")
_BARE = re.compile(r"[\s>·\-–—_.…]*")


@dataclass(frozen=True)
class ReadForm:
    """What one form says; `replies` is empty when nothing was filled in."""

    table_id: str
    version: str
    replies: DataFrame[Replies]
    above: Mapping[int, str]  # by line, what stands above its boxes

    def beside(self, number: int, asked: str) -> str:
        """Return the words that somebody typed among those of the form itself, "" for none.

        `asked` is what the form says above the boxes of that line. Where there is room to type, people
        type: an objection between the lines is one too.
        """
        said, there = asked.split(), self.above.get(number, "").replace("\u00a0", " ").split()
        there = [word for word in there if not _BARE.fullmatch(word)]
        said = [word for word in said if not _BARE.fullmatch(word)]
        changes = SequenceMatcher(None, said, there, autojunk=False).get_opcodes()
        typed = [
            there[low:high] for kind, _, _, low, high in changes if kind in ("insert", "replace")
        ]
        return " ".join(word for words in typed for word in words)


def read_reply_form(path: Path) -> ReadForm:
    """Read one reply form that people filled in.

    Raises:
        InputError: naming the file and never what stands in it: no form of ours, a form that lost the
            line that says of which table it is, a scan, a file that cannot be opened.
    """
    if path.suffix.casefold() not in ENDINGS:
        raise InputError(
            f"{path.name}: een antwoord lees ik uit een DOCX of een TXT. Is dit een foto, een scan of een PDF? "
            "Neem over wat er staat in reacties.xlsx, een regel per antwoord."
        )
    return parse_reply_form(_text_of(path), path.name)


def parse_reply_form(text: str, name: str) -> ReadForm:
    """Read the text of a form in which boxes are [x] or [ ]; `name` only serves the messages.

    Raises:
        InputError: when it is no form, or of two tables.
    """
    codes = sorted(set(_CODE.findall(text)))
    if len(codes) != 1:
        problem = "staan regels van meer dan één formulier" if codes else "staat geen regel"
        raise InputError(
            f"{name}: hierin {problem} als '{FORM} DT-07 · {VERSION} 1a2b3c4d'. Daaraan herken ik bij welke tafel "
            "een antwoord hoort. Zet die regel terug, of neem het antwoord over in reacties.xlsx."
        )
    (table_id, version), who = codes[0], _who(text)
    given = [_reply(number, part) for number, part in _parts(text)]
    rows = _once_each([row for row in given if row is not None])
    remark = _words_after(REMARKS, text)
    if remark:
        rows.append((0, REMARK, remark))
    above = {number: part[: _first_box(part)] for number, part in _parts(text)}
    told = [(table_id, version, *row, who) for row in rows]
    if not told:
        return ReadForm(table_id, version, empty(Replies), above)
    table = pd.DataFrame(told, columns=Replies.names())
    return ReadForm(table_id, version, check(table, Replies), above)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Give every line of the form: its number, and its text up to the next."""
    hits = list(_LINE.finditer(text))
    end = _start_of(FILLED_BY, text) or _start_of(REMARKS, text) or len(text)
    for hit, following in zip(hits, [*hits[1:], None], strict=True):
        stop = following.start() if following else max(end, hit.end())
        yield int(hit[1]), text[hit.end() : stop]


def _reply(number: int, part: str) -> tuple[int, str, str] | None:
    """Return what was answered to one line, None where nothing was."""
    boxes = _boxes(part, CHOICES)
    ticked = [choice for choice, box in boxes.items() if _is_ticked(box[1])]
    first = _first_box(part)
    if not ticked and len(boxes) < len(CHOICES):  # somebody changed a word behind a box
        marks = (one for one in re.finditer(_MARK, part) if _is_ticked(one[0]))
        first = min(first, next((one.start() for one in marks), first))
    rest = part[first:]
    for box in sorted(boxes.values(), key=lambda box: -box.start()):
        rest = f"{rest[: box.start() - first]} {rest[box.end() - first :]}"
    words = _own_words(rest)
    if len(ticked) == 1:
        return number, ticked[0], words
    return (number, UNCLEAR, words) if ticked or words else None


def _first_box(part: str) -> int:
    """Return where the boxes of a line begin, its end where there are none."""
    return min((box.start() for box in _boxes(part, CHOICES).values()), default=len(part))


def _boxes(part: str, choices: Sequence[str]) -> dict[str, re.Match[str]]:
    """Return where the box and the word of every choice stand; group 1 is the box.

    The last place counts: above the boxes stands what was said, and that may hold the same words.
    "klopt niet" is not "klopt".
    """
    found = {}
    for choice in choices:
        words = r"[ \u00a0]+".join(map(re.escape, choice.split()))
        pattern = rf"({_MARK})\s*{words}(?!\w)(?!\s+(?:niet|geen)\b(?!\s+gebruiken))"
        hits = list(re.finditer(pattern, part, re.IGNORECASE))
        if hits:
            found[choice] = hits[-1]
    return found


def _is_ticked(mark: str) -> bool:
    if any(sign in _SIGNS for sign in mark):
        return True
    inside = re.sub(r"[\[\]()☐□\s\u00a0]", "", mark)
    return inside.casefold() not in _NOT


def _own_words(text: str) -> str:
    """Return what somebody wrote herself, on one line; what the form itself says is left out."""
    lines = [re.sub(r"^[>\s]+", "", line) for line in text.replace("\u00a0", " ").splitlines()]
    said = " ".join(lines).replace(PLACEHOLDER, " ").replace(OWN_WORDS, " ")
    said = " ".join(_LEADER.sub(" ", re.sub(r"-{5,}", " ", said)).split())
    return "" if _BARE.fullmatch(said) else said


def _once_each(rows: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Return one reply per line; a line that was answered twice in two ways is unclear."""
    kept: dict[int, tuple[int, str, str]] = {}
    for number, choice, words in rows:
        former = kept.get(number)
        if former and (former[1], former[2]) != (choice, words):
            choice = choice if choice == former[1] else UNCLEAR  # noqa: PLW2901 - two answers, one line
            words = " / ".join(filter(None, (former[2], words)))  # noqa: PLW2901
        kept[number] = (number, choice, words)
    return [kept[number] for number in sorted(kept)]


def _who(text: str) -> str:
    """Return who filled a form in, as a role; "" where it was not said or more than one was ticked."""
    start = _start_of(FILLED_BY, text)
    if not start:
        return ""
    boxes = _boxes(text[start : _start_of(REMARKS, text) or len(text)], WHO)
    ticked = [who for who, box in boxes.items() if _is_ticked(box[1])]
    return ticked[0] if len(ticked) == 1 else ""


def _words_after(label: str, text: str) -> str:
    """Return what was written behind a label near the end of the form."""
    start = _start_of(label, text)
    if not start:
        return ""
    rest = text[start + len(label) :]
    code = _CODE.search(rest)  # below it the form itself speaks again
    return _own_words(rest[: code.start()] if code else rest)


def _start_of(label: str, text: str) -> int:
    """Return where the last line that begins with a label begins, 0 where there is none."""
    hits = list(re.finditer(rf"{_QUOTED}(?={re.escape(label)})", text, re.MULTILINE))
    return hits[-1].end() if hits else 0


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError:
        raise InputError(
            f"{path.name} is niet te lezen. Bestaat het, en staat het nog open in Word? Sluit het en probeer "
            "het opnieuw."
        ) from None
    if len(content) > MOST_BYTES:
        raise InputError(f"{path.name} is te groot voor een antwoordformulier.")
    try:
        if path.suffix.casefold() != ".docx":
            return canonical(decode(content).text)
        body = parse_xml(open_archive(content).read("word/document.xml"))
    except (ArchiveError, XmlError, NotTextError):
        raise InputError(
            f"{path.name} is beschadigd, heeft een wachtwoord of is geen Word- of tekstbestand. Open het en bewaar "
            "het opnieuw als .docx."
        ) from None
    return "\n".join(_words_of(paragraph) for paragraph in body.iter(f"{{{W}}}p"))


def _words_of(paragraph: Any) -> str:
    """Return a paragraph as text; a box to tick becomes [x] or [ ]."""
    parts: list[str] = []
    _gather(paragraph, parts)
    return "".join(parts)


def _gather(element: Any, parts: list[str]) -> None:
    for child in element:
        if child.tag == f"{{{W}}}sdt":
            box = child.find(f"{{{W}}}sdtPr/{{{W14}}}checkbox")
            if box is not None:
                parts.append("[x]" if _is_on(box.find(f"{{{W14}}}checked")) else "[ ]")
                continue
        if child.tag == f"{{{W}}}t":
            parts.append(child.text or "")
        elif child.tag in (f"{{{W}}}br", f"{{{W}}}cr"):
            parts.append("\n")
        elif child.tag == f"{{{W}}}tab":
            parts.append(" ")
        elif child.tag not in (f"{{{W}}}del", f"{{{W}}}moveFrom", f"{{{W}}}p"):
            _gather(child, parts)


def _is_on(checked: Any) -> bool:
    if checked is None:
        return False
    return checked.get(f"{{{W14}}}val", "1") in ("1", "true", "on")
