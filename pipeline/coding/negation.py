"""The words of one sentence in; which of them are denied, and by which words, out.

Method: cue words with a scope that ends at the clause, after NegEx (Chapman et al., 2001) and its
Dutch form in ContextD (Afzal et al., 2014), with the cues of spoken Dutch and of dialects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from pipeline.coding.clauses import Word, clauses
from pipeline.coding.seeming_denials import seeming_denial

# Deny the whole clause, before and behind: "ze belden niet terug", "niemand heeft gebeld".
CLAUSE = frozenset(
    ("niet", "nooit", "nauwelijks", "amper", "niemand", "niets", "niks", "nergens", "nimmer",
     "geenszins", "evenmin", "nie", "nait")
)  # fmt: skip
# Deny what follows in the clause: "geen overdracht"; dialects say "gien overleg".
FOLLOWING = frozenset(("geen", "noch", "gin", "gien", "gain"))
# Say of what follows that it was not there, until a verb or another preposition comes.
LACK = frozenset(("zonder", "gebrek", "gemis", "afwezigheid"))
# The same of the whole clause: "de overdracht ontbrak", "een gesprek bleef uit", "we misten rust".
LACK_VERBS = frozenset(("ontbreken", "ontbroken", "uitblijven", "missen", "achterwege"))
# The same of what follows with "te": "ze weigerden te luisteren".
UNDONE = frozenset(("weigeren", "vergeten", "nalaten", "verzuimen", "vertikken"))
LACK_PHRASES = (("laat", "staan"), ("in", "plaats", "van"))

# "ik denk niet dat er overleg was" denies what comes after; "ik wist niet dat …" does not.
THINKING = frozenset(
    ("denken", "geloven", "vinden", "menen", "verwachten", "gevoel", "idee", "indruk", "zo", "waar")
)
SAYING = frozenset(("zeggen", "bedoelen", "beweren"))  # only undoes another denial
# "Er was niemand die belde", "we hadden geen hulpverlener die bleef".
NOBODY = frozenset(("niemand", "niets", "niks", "geen", "gin", "gien", "gain"))
BEING = frozenset(("zijn", "hebben", "kennen", "komen", "vinden"))
RELATIVES = frozenset(("dat", "die", "wat"))
# What such a phrase names was there, whatever the rest denies: "na de overdracht hoorden we niets".
ALWAYS_THERE = frozenset(
    ("na", "tijdens", "sinds", "ondanks", "dankzij", "door", "bij", "vanaf", "vanwege", "wegens",
     "volgens", "gedurende", "binnen")
)  # fmt: skip
THERE_IN_FRONT = ALWAYS_THERE | {"in"}

SENTENCE, LACKING, TURNED = "niet", "zonder", "niet dat"


class Scope(NamedTuple):
    """One denial: the words that make it, how it denies, and the places that it covers."""

    cue: frozenset[int]
    kind: str
    covers: frozenset[int]


def scopes(words: Sequence[Word], keys: Sequence[Set[str]]) -> tuple[Scope, ...]:
    """Return the denials of a sentence; `keys` holds for every word the forms by which it is known."""
    numbers = clauses(words)
    found = [*_cues(words, keys, numbers)]
    return (*found, *_turned(words, keys, numbers, found))


def is_denied(places: Sequence[int], found: Sequence[Scope]) -> bool:
    """Tell whether any of the places is denied by a word that is not itself one of them.

    Denials of one kind say the same twice ("nooit niet", "geen overleg, niks"); two of different
    kinds ("niet zonder overleg") undo each other.
    """
    others = [scope for scope in found if not scope.cue & set(places)]
    return any(
        len({scope.kind for scope in others if place in scope.covers}) % 2 for place in places
    )


def _cues(
    words: Sequence[Word], keys: Sequence[Set[str]], numbers: Sequence[int]
) -> Iterator[Scope]:
    """Give the denials that words of the sentence make within their own clause."""
    exempt = _there(words, numbers)
    skipped: set[int] = set()
    for place, forms in enumerate(keys):
        if place in skipped:
            continue
        length = seeming_denial(words, keys, place)
        if length:
            skipped |= set(range(place, place + length))
            continue
        clause = [at for at, number in enumerate(numbers) if number == numbers[place]]
        behind = [at for at in clause if at > place]
        cue, kind, covers = frozenset((place,)), SENTENCE, clause
        if forms & FOLLOWING:
            covers = clause if _ends_what_is_denied(words, place) else behind
        elif forms & LACK or _phrase(words, place) or _is_noun_of_lack(words, place, forms):
            kind, covers = LACKING, _until_verb(words, behind[_phrase(words, place) :])
        elif forms & LACK_VERBS:
            kind = LACKING
            cue |= _particle(words, place, behind, forms)
        elif forms & UNDONE and words[place].is_verb:
            kind = LACKING
            covers = behind if any(words[at].form == "te" for at in behind) else []
        elif not forms & CLAUSE:
            continue
        covers = _until_wel(words, place, covers)
        yield Scope(cue, kind, frozenset(covers) - exempt - cue)


def _ends_what_is_denied(words: Sequence[Word], place: int) -> bool:
    """Tell "overleg was er geen", "van overleg was geen sprake": what is denied stands in front."""
    if place + 1 == len(words):
        return True
    after = words[place + 1]
    return after.pos == "PUNCT" or after.is_verb or after.form in {"meer", "sprake"}


def _is_noun_of_lack(words: Sequence[Word], place: int, forms: Set[str]) -> bool:
    """Tell "het uitblijven van overleg", which denies no more than what follows "van"."""
    followed = place + 1 < len(words) and words[place + 1].form in {"van", "aan"}
    named = place > 0 and words[place - 1].form in {"het", "dit", "dat"}
    return bool(forms & LACK_VERBS) and named and followed


def _particle(
    words: Sequence[Word], place: int, behind: Sequence[int], forms: Set[str]
) -> frozenset[int]:
    """Return the place of "uit" in "bleef … uit"."""
    if "uitblijven" not in forms or words[place].lemma == "uitblijven":
        return frozenset()
    return frozenset(at for at in behind if words[at].form == "uit")


def _phrase(words: Sequence[Word], place: int) -> int:
    """Return by how many words a denial of several words goes on, 0 where none begins."""
    for phrase in LACK_PHRASES:
        if tuple(word.form for word in words[place : place + len(phrase)]) == phrase:
            return len(phrase) - 1
    return 0


def _until_verb(words: Sequence[Word], behind: Sequence[int]) -> list[int]:
    """Return the places that "zonder" reaches: to a verb or preposition, but through "te" and its verb."""
    for number, at in enumerate(behind):
        if words[at].form == "te":
            reached = [later for later in behind[number:] if words[later].is_verb]
            return list(behind[: behind.index(reached[0]) + 1]) if reached else list(behind)
        if words[at].is_finite:
            break
    covers: list[int] = []
    for at in behind:
        stops = words[at].is_verb or (
            words[at].pos == "ADP" and words[at].form not in {"aan", "van"}
        )
        if stops and covers:
            break
        covers.append(at)
    return covers


def _until_wel(words: Sequence[Word], place: int, covers: Sequence[int]) -> list[int]:
    """Return the places up to a "wel" behind the denial: "geen geld wel begeleiding"."""
    stops = [at for at in covers if at > place and words[at].form == "wel"]
    return [at for at in covers if not stops or at < stops[0]]


def _there(words: Sequence[Word], numbers: Sequence[int]) -> frozenset[int]:
    """Return the places that a phrase of time or cause takes out of every denial."""
    there: set[int] = set()
    for place, word in enumerate(words):
        clause = [at for at, number in enumerate(numbers) if number == numbers[place]]
        in_front = all(words[at].pos in {"ADV", "PUNCT", "CCONJ"} for at in clause if at < place)
        if word.form not in (THERE_IN_FRONT if in_front else ALWAYS_THERE) or _phrase(words, place):
            continue
        for at in (at for at in clause if at > place):
            if words[at].is_verb or (words[at].pos == "ADP" and not in_front):
                break
            if {words[at].form, words[at].lemma} & (FOLLOWING | LACK | CLAUSE | LACK_VERBS):
                there -= set(range(place, at))
                break
            there.add(at)
            if words[at].pos == "NOUN" and not in_front:
                break
    return frozenset(there)


def _turned(
    words: Sequence[Word], keys: Sequence[Set[str]], numbers: Sequence[int], found: Sequence[Scope]
) -> Iterator[Scope]:
    """Give the denials that reach into the next clause.

    "Ik denk niet dat er overleg was", and "er was niemand die belde". A question asks and denies
    nothing this way.
    """
    if words and words[-1].form == "?":
        return
    for place in range(1, len(words)):
        if numbers[place] == numbers[place - 1] or words[place].form not in RELATIVES:
            continue
        over = {at for at, number in enumerate(numbers) if number == numbers[place - 1]}
        own = {at for at, number in enumerate(numbers) if number == numbers[place]}
        denying = [scope for scope in found if scope.kind == SENTENCE and scope.cue & over]
        said = frozenset().union(*(keys[at] for at in over))
        undoes = said & SAYING and any(scope.cue & own for scope in found)
        thought = words[place].form == "dat" and (said & THINKING or undoes)
        nobody = said & NOBODY and said & BEING and words[place - 1].pos != "PUNCT"
        if denying and (thought or nobody):
            yield Scope(denying[0].cue, TURNED, frozenset(own))
