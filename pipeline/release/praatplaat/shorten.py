"""A statement as it stood on its card in; the few words that a plate proposes out, and why they are few.

Only whole sentences, or a clause that stands by itself before a semicolon, are ever taken,
from the front; a sentence that leans on the next ("…, maar", "Toch …") takes it along. What is still
too long stays whole: a person shortens it, not a machine.
"""

from __future__ import annotations

import re
from typing import Literal

MOST_WORDS = 18
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'’”)]*\s+(?=[\"'‘“(]*[A-ZÀ-Þ0-9])")
_CLAUSE = re.compile(r";(?=\s)")
# A sentence that opens so turns or limits what was said before it.
_LEANS = re.compile(
    r"[\"'‘“(]*(?:maar|toch|alleen|behalve|tenzij|mits|echter|anders|niet|geen|nooit|dat|die|dit|deze|"
    r"want|daarna|toen|dus|zo|wel|ook)\b",
    re.IGNORECASE,
)
_SHORT_FORMS = re.compile(
    r"\b(?:bijv|bv|o\.a|d\.w\.z|m\.n|nl|dhr|mevr|dr|mr|ca|evt|incl|resp|t\.o\.v|[A-Z])\.$", re.I
)

How = Literal["heel", "eerste zin", "zinsdeel", "te lang"]


def shorten(text: str, *, most_words: int = MOST_WORDS) -> tuple[str, How]:
    """Return a statement in at most `most_words` words where whole sentences allow, and how.

    "te lang": nothing could be left out with its meaning whole, so the text is as it was.
    """
    text = " ".join(text.split())
    if _words(text) <= most_words:
        return text, "heel"
    sentences = _sentences(text)
    for count in range(len(sentences) - 1, 0, -1):
        front = " ".join(sentences[:count])
        if _words(front) <= most_words and not _LEANS.match(sentences[count]):
            return front, "eerste zin"
    clauses = _CLAUSE.split(sentences[0])
    front = clauses[0].strip()
    if (
        len(clauses) > 1
        and 4 <= _words(front) <= most_words
        and not _LEANS.match(clauses[1].strip())
    ):
        return f"{front}.", "zinsdeel"
    return text, "te lang"


def _words(text: str) -> int:
    return len(text.split())


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text; a full stop of a short form ends none."""
    found: list[str] = []
    for piece in _SENTENCE.split(text):
        if found and _SHORT_FORMS.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found
