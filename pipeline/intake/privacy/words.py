"""A text in; its words out, each with whether it opens a sentence, for the checks on names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.intake.privacy.lists import clues, everyday_words, known_phrases

_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:\n\r\"“”„‘•|*#>]|^\W*[-–—]\s|\s['’]$|;$")
_ABBREVIATED = clues("afkorting")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")


@dataclass(frozen=True)
class Words:
    """The words of a text in order; `gap[i]` is what stands before word `i`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    forms: tuple[str, ...]
    opens: tuple[bool, ...]  # the word opens a sentence, line or quotation
    lower: frozenset[str]  # the words that also occur without a capital

    def gap(self, index: int) -> str:
        """Return what stands between word `index` and the one before it."""
        return self.text[self.ends[index - 1] if index else 0 : self.starts[index]]

    def joined(self, index: int) -> bool:
        """Tell whether word `index` stands right behind the one before it: one space, or ". "."""
        if not 0 < index < len(self.forms):
            return False
        gap = self.gap(index)
        return gap in (" ", "\u00a0") or (gap in (". ", ".") and not self.opens[index])


def read_words(text: str) -> Words:
    """Cut `text` into words (letters, with dashes and apostrophes inside)."""
    starts, ends, forms, opens = [], [], [], []
    last, previous, aside = 0, "", False
    for hit in _WORD.finditer(text):
        gap = text[last : hit.start()]
        starts.append(hit.start())
        ends.append(hit.end())
        forms.append(hit[0])
        opening = not previous or _opens(gap, previous)
        if text[hit.end() : hit.end() + 1].isdigit() or gap[-1:].isdigit():
            opening = True  # a part of a code ("Spoed4Jeugd") stands for no name
        if ")" in gap and not opening:
            opening = aside  # "(lacht) Nou": the sentence opens behind the aside
        if "(" in gap:
            aside = opening
        opens.append(opening)
        last, previous = hit.end(), hit[0]
    lower = frozenset(form for form in forms if form[0].islower())
    return Words(text, tuple(starts), tuple(ends), tuple(forms), tuple(opens), lower)


def _opens(gap: str, previous: str) -> bool:
    """Tell whether a sentence opens behind `gap`; a dot after "mevr" or an initial ends nothing."""
    if gap in (" ", ", "):
        return False
    if gap in (". ", "."):
        short = len(previous) == 1 and previous.isupper()
        return not short and previous.casefold() not in _ABBREVIATED
    return _SENTENCE_END.search(gap) is not None


def bare(form: str) -> str:
    """Return a word folded and without the mark of a possessive: "Sanne's" is "sanne"."""
    return _POSSESSIVE.sub("", form).casefold()


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    joined = "|".join(re.escape(phrase) for phrase in known_phrases())
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")


def blank_known_phrases(text: str, blank: str) -> str:
    """Return `text` with terms of more words that point to nobody blanked, of equal length."""
    return _phrases().sub(lambda hit: blank * len(hit[0]), text)


@lru_cache(maxsize=4096)
def is_common_word(folded: str) -> bool:
    """Tell whether a folded word is an ordinary Dutch word, also as a compound's last part.

    Asked only of the few words with an unexpected capital, so that the dictionary is read when it
    is needed and not before.
    """
    if folded in everyday_words():
        return True
    from simplemma import is_known  # 0.6 s at first use

    if any(
        is_known(part, lang="nl") for part in {folded, folded.rsplit("-", 1)[-1]} if len(part) > 1
    ):
        return True
    # A compound of two words; the last is long, for family names end in short ones (berg, hof, stein).
    return any(
        is_known(folded[cut:], lang="nl") and is_known(folded[:cut].removesuffix("s"), lang="nl")
        for cut in range(4, len(folded) - 6)
    )


def opens_sentence(text: str, start: int) -> bool:
    """Tell whether a sentence, line or quotation opens at `start`."""
    before = text[max(0, start - 8) : start]
    return not before.strip() or _SENTENCE_END.search(before.rstrip(" ")[-1:]) is not None
