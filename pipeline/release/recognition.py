"""Words that someone said in; what in them may point to that person out.

A help for the eye of a person, never a certificate: it finds what is rare or exact, not what is
known in the village.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.domain.wording import MONTHS

SHARED_RUN = 6  # words in a row that also stand in another product

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.UNICODE)
_NUMBERS = r"twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien"
INDIRECT = {  # what may identify without a name, and how it is recognised
    "een getal of leeftijd": rf"\d+|\b(?:{_NUMBERS})(?:jarige?|\s+jaar|\s+kinderen|\s+keer)\b",
    "een datum of dag": rf"\b(?:{'|'.join(MONTHS[:2] + MONTHS[3:4] + MONTHS[5:])}|maandag|dinsdag|woensdag|donderdag"
    r"|vrijdag|zaterdag|zondag|kerst\w*|sinterklaas|pasen)\b",
    "een bijzondere gezinsvorm": r"\b(?:twee|drie)ling\w*|\bhalf(?:broer|zus)\w*|\bstief\w+|\bpleeg\w+|\badopti\w+"
    r"|\bgeadopteerd\w*|\bgezinshuis\w*|\bweduw\w+",
    "een zeldzame gebeurtenis": r"\boverl[ei]d\w*|\boverlijden\w*|\bzelfmoord\w*|\bsu[iï]cid\w*|\bbrand\b|\bongeluk\w*"
    r"|\bpolitie\w*|\bgevangenis\w*|\bmishandel\w*|\bmisbruik\w*|\bgevlucht\w*|\bdetentie\w*|\bmoord\w*",
    "een ziekte of diagnose": r"\bkanker\w*|\bepilep\w*|\bdiabetes\b|\bautis\w*|\badhd\b|\bpsychose\w*|\banorexia\b"
    r"|\bborderline\b|\bhersenletsel\w*|\bdoof\b|\bblind\b|\brolstoel\w*|\bstotter\w*",
    "een beroep of functie": r"\b\w*(?:boer|boerin|visser|dominee|huisarts|wethouder|burgemeester|kapper|schipper"
    r"|vrachtwagenchauffeur|militair)\b",
    "iets wat er één van is": r"\b(?:enige|eerste|laatste|jongste|oudste)\b",
}  # fmt: skip
_INDIRECT = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in INDIRECT.items()}
_CAPITAL = re.compile(r"(?<=[^\s.!?…:\"“'‘(])\s+[A-ZÀ-ÖØ-Þ][\w’'-]+")
_PLACEHOLDER = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Vocabulary:
    """Words that were said at enough tables to point at none."""

    common: frozenset[str]

    @classmethod
    def of(cls, segments: pd.DataFrame, *, min_tables: int) -> Vocabulary:
        """Return the words that occur at `min_tables` tables or more."""
        tables: dict[str, set[str]] = {}
        for table_id, text in zip(segments["table_id"], segments["text"], strict=True):
            for word in words_of(text):
                tables.setdefault(word, set()).add(str(table_id))
        return cls(frozenset(word for word, where in tables.items() if len(where) >= min_tables))


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: lower case, without marks and numbers."""
    return [word.casefold() for word in _WORD.findall(_PLACEHOLDER.sub(" ", text))]


def flags_of(text: str, vocabulary: Vocabulary, elsewhere: Sequence[str] = ()) -> str:
    """Return in Dutch why a quote may point to someone, "; " between; "" where nothing was found.

    Placeholders such as [NAAM] are no flag. Words are rare when they were said at few tables.
    """
    bare = _PLACEHOLDER.sub(" ", text)
    found = [name for name, pattern in _INDIRECT.items() if pattern.search(bare)]
    if _CAPITAL.search(bare):
        found.append("een woord met een hoofdletter")
    rare = sorted({word for word in words_of(text) if len(word) > 3} - vocabulary.common)
    if rare:
        found.append(f"zeldzame woorden ({', '.join(rare)})")
    shared = longest_shared_run(text, elsewhere)
    if shared >= SHARED_RUN:
        found.append(f"{shared} woorden achter elkaar die ook in een ander product staan")
    return "; ".join(found)


def longest_shared_run(text: str, others: Iterable[str]) -> int:
    """Return the length, in words, of the longest run of words that a text shares with another."""
    words = words_of(text)
    best = 0
    for other in others:
        theirs = words_of(other)
        before = [0] * (len(theirs) + 1)
        for word in words:
            row = [0]
            for place, their in enumerate(theirs):
                row.append(before[place] + 1 if word == their else 0)
            best = max(best, *row)
            before = row
    return best
