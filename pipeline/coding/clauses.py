"""The words of one sentence in; in which clause each stands, out.

No parser: borders are marks and joining words, with the verbs on both sides of a joining word that
has two uses ("overleg en begeleiding", "ze belde en hij kwam").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

VERBS = frozenset(("VERB", "AUX"))
MARKS = frozenset((",", ";", ":", "(", ")", "-", "–", "—"))
OPENERS = frozenset(  # always begin a clause
    ("want", "omdat", "doordat", "zodat", "terwijl", "hoewel", "ofschoon", "indien", "voordat",
     "nadat", "zodra", "totdat", "tenzij", "mits", "alsof", "aangezien", "waardoor", "waarna",
     "waarbij", "waarin", "waarop", "waarvan", "waarom", "waarmee", "opdat", "behalve")
)  # fmt: skip
JOINERS = frozenset(("en", "of"))  # of words as well as of clauses
DOUBLE = frozenset(("dus", "toen", "als", "wanneer", "zolang", "hoe", "waar", "wie", "wat"))
POINTERS = frozenset(("die", "dat"))  # "de hulp die …", and "die hulp"
MOST_IN_FRONT = (
    5  # words of what is named first and said something of next: "overleg, dat was er niet"
)
MOST_IN_LIST = 3  # words of one item of a list

_PARTICIPLE = re.compile(r"(?:\w*ge|be|ver|ont|her|er)\w+(?:d|t|en)")
_DENIES_NEXT = frozenset(("niet", "nie", "geen", "niets", "niks", "nooit"))


class Word(NamedTuple):
    """One word: its form and lemma as patterns compare them, and its part of speech."""

    form: str
    lemma: str
    pos: str

    @property
    def is_verb(self) -> bool:
        """Tell whether it is a verb in whatever form."""
        return self.pos in VERBS

    @property
    def is_finite(self) -> bool:
        """Tell a finite verb from an infinitive or a participle, by its form."""
        plain = self.form == self.lemma or _PARTICIPLE.fullmatch(self.form)
        return self.is_verb and not plain


def clauses(words: Sequence[Word]) -> list[int]:
    """Return the number of the clause in which every word stands; a border opens its clause."""
    borders: list[int] = []
    for place in range(len(words)):
        start = borders[-1] if borders else 0
        if _is_border(words, start, place):
            borders.append(place)
    numbers, clause = [], 0
    for place in range(len(words)):
        clause += place in borders
        numbers.append(clause)
    return numbers


def _is_border(words: Sequence[Word], start: int, place: int) -> bool:
    form = words[place].form
    if form in MARKS:
        return form != "," or not (_names_first(words, start, place) or _in_list(words, place))
    if form in POINTERS:
        named = place > 0 and words[place - 1].form == "," and _names_first(words, start, place - 1)
        return words[place].pos != "DET" and not named
    if form == "maar":
        return not _keeps_on(words, place)
    if form in JOINERS | DOUBLE | {"tot"}:
        return _joins_clauses(words, start, place)
    return form in OPENERS or _main_after_sub(words, start, place)


def _joins_clauses(words: Sequence[Word], start: int, place: int) -> bool:
    """Tell whether a joining word with two uses has a clause on both sides."""
    form = words[place].form
    before, behind = words[start:place], _until_border(words, place + 1)
    if form in JOINERS:
        return _any_verb(before) and _opens_clause(behind)
    if form == "tot":
        return any(word.pos == "VERB" for word in before) and _any_verb(behind)
    true = form == "waar" and bool(behind) and behind[0].form in POINTERS  # "niet waar dat …"
    return not before or (_any_verb(before) and _any_verb(behind) and not true)


def _main_after_sub(words: Sequence[Word], start: int, place: int) -> bool:
    """Tell whether the main clause begins here: "toen er geen hulp kwam | ging ze bellen"."""
    opened = words[start].form in OPENERS | DOUBLE
    follows = place > start and words[place - 1].is_verb and words[place].is_finite
    return opened and follows and any(word.is_finite for word in words[start:place])


def _keeps_on(words: Sequence[Word], place: int) -> bool:
    """Tell "de hulp kwam maar niet", where "maar" joins nothing."""
    if not place or place + 1 >= len(words) or words[place + 1].form not in _DENIES_NEXT:
        return False
    ends = place + 2 == len(words) or words[place + 2].pos == "PUNCT"
    before = words[place - 1]
    return before.is_verb or before.form == "er" or (before.pos == "PRON" and ends)


def _names_first(words: Sequence[Word], start: int, comma: int) -> bool:
    """Tell "overleg, dat was er niet": what is named stands in front, without a verb."""
    after = words[comma + 1 : comma + 3]
    points = len(after) == 2 and after[0].form in {"die", "dat", "dit", "daar"} and after[1].is_verb
    return points and 0 < comma - start <= MOST_IN_FRONT and not _any_verb(words[start:comma])


def _in_list(words: Sequence[Word], comma: int) -> bool:
    """Tell a comma in "geen uitleg, begeleiding of hulp"."""
    item = 0
    for word in words[comma + 1 :]:
        if word.form in {",", *JOINERS} and item:
            if word.form in JOINERS:
                return True
            item = 0
            continue
        item += 1
        if item > MOST_IN_LIST or word.is_verb or word.pos in {"PUNCT", "CCONJ", "SCONJ", "ADV"}:
            return False
        if word.form in _DENIES_NEXT or word.form in OPENERS | DOUBLE | POINTERS:
            return False
    return False


def _opens_clause(words: Sequence[Word]) -> bool:
    """Tell whether words after "en" or "of" hold a verb of their own: not in "gebeld of gemaild"."""
    verbs = [word for word in words if word.is_verb]
    own_subject = any(word.pos == "PRON" for word in words)
    return any(word.is_finite for word in verbs) or (bool(verbs) and own_subject)


def _until_border(words: Sequence[Word], start: int) -> Sequence[Word]:
    """Return the words up to the next mark or joining word."""
    for place in range(start, len(words)):
        if words[place].form in MARKS | OPENERS | JOINERS | {"maar"}:
            return words[start:place]
    return words[start:]


def _any_verb(words: Iterable[Word]) -> bool:
    return any(word.is_verb for word in words)
