"""An agreement's sentence and the roles at its table in; the roles that will do it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.findings.role_words import (
    BETWEEN,
    DETERMINERS,
    LINKS,
    NAMING,
    NO_ACTION,
    NOBODY_YET,
    NOT_VERBS,
    PAST,
    PEOPLE,
    QUALIFIERS,
    SINGULAR_OTHERS,
    SMALL,
    STOPS,
    TAILS,
)

_WORD = re.compile(r"[^\W_][\w'’/-]*|,")
_CLAUSES = re.compile(r"(?<=[.!?;:])\s+")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_PASSIVE = re.compile(r"\bge\w+ (?:te )?worden\b|\bworden ge\w+", re.IGNORECASE)
_BY = re.compile(r"\bdoor\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Ownership:
    """The roles that will do something, and the clause that says so."""

    roles: tuple[str, ...]
    clause: str


def find_owners(text: str, roles: Sequence[str]) -> Ownership:
    """Return who acts in an agreement: the subject of its first clause in which a known role acts.

    `roles` are the roles of those who sat at the table, as recorded; a mention that fits exactly
    one of them is given as that role, another as it was written. Someone, a person yet to be found
    ("een volgende voogd") or the one to whom something is done is no owner.
    """
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    for number, clause in enumerate(clauses):
        found = _heading_role(clause, roles) if number == 0 else None
        found = found or _subject(clause, roles) or _inverted(clause, roles)
        if found:
            rest = (
                clauses[number + 1]
                if clause.endswith(":") and number + 1 < len(clauses)
                else clause
            )
            return Ownership(found, rest)
    for clause in clauses:
        match = _BY.search(clause)
        named = _noun_phrases(_words(clause[match.end() :]), 0, roles) if match else None
        if named:
            return Ownership(named[0], clause)
    return Ownership((), "")


def begins_with_pronoun(text: str) -> bool:
    """Tell whether the text goes on about who was named before: "Ze vraagt …"."""
    words = _words(text)
    return len(words) > 1 and words[0] in {"ze", "zij", "hij"} and _acts(words[1])


def tells_of_the_past(text: str) -> bool:
    """Tell whether one of the first words is a verb in the past tense: a story, no agreement."""
    return any(word in PAST for word in _words(text)[:6])


def _words(text: str) -> list[str]:
    return [match[0].casefold() for match in _WORD.finditer(text)]


def _heading_role(clause: str, roles: Sequence[str]) -> tuple[str, ...] | None:
    """Return the roles of a clause that is nothing but a name and a colon: "Mentor: vraagt …"."""
    words = _words(clause)
    if not clause.endswith(":") or len(words) > 8:
        return None
    named = _noun_phrases(words, 0, roles)
    whole = named is not None and all(word.isdigit() for word in words[named[1] :])
    return named[0] if named and whole else None


def _subject(clause: str, roles: Sequence[str]) -> tuple[str, ...] | None:
    """Return the roles with which the clause begins, when they then act."""
    words = _words(clause)
    named = _noun_phrases(words, 0, roles)
    if named is None or _PASSIVE.search(clause):
        return None
    after = [word for word in words[named[1] :] if word not in BETWEEN - {"zal", "zullen"}][:1]
    return named[0] if after and _acts(after[0]) else None


def _inverted(clause: str, roles: Sequence[str]) -> tuple[str, ...] | None:
    """Return the roles right behind the first verb: "Voor juli bestelt de mentor een tolk"."""
    words = _words(clause)
    if words[:1] and words[0] in NOBODY_YET:
        return None
    for place, word in enumerate(words[1:12], start=1):
        if word in NO_ACTION | PAST:
            return None
        if _acts(word):
            named = _noun_phrases(words, place + 1, roles)
            if named and words[place + 1] in {"de", "het", "haar", "zijn", *PEOPLE}:
                return named[0]
    return None


def _acts(word: str) -> bool:
    """Tell whether a word looks like a verb in the present tense with someone who acts."""
    if word in PAST or word in NO_ACTION or word in NOT_VERBS:
        return False
    if word in SINGULAR_OTHERS:
        return True
    return len(word) > 2 and word.endswith(("t", "en", "aan", "gaan", "doen", "zien"))


def _noun_phrases(
    words: Sequence[str], place: int, roles: Sequence[str]
) -> tuple[tuple[str, ...], int] | None:
    """Return the roles named from `place` on ("X, Y en Z") and the place behind them."""
    named: list[str] = []
    while (found := _noun_phrase(words, place, roles)) is not None:
        role, place = found
        if role not in named:
            named.append(role)
        after = place
        while words[after : after + 1] and words[after] in {"en", ","}:
            after += 1
        if after == place or _noun_phrase(words, after, roles) is None:
            break
        place = after
    return (tuple(named), place) if named else None


def _noun_phrase(words: Sequence[str], place: int, roles: Sequence[str]) -> tuple[str, int] | None:
    """Return one role named at `place` and the place behind it."""
    while place < len(words) and words[place] in DETERMINERS:
        place += 1
    while place < len(words) - 1 and _qualifies(words[place]):
        place += 1
    whole = _longest_recorded(words, place, roles)
    if whole is not None:
        return whole
    start = place
    if tuple(words[place : place + 2]) == ("veilig", "thuis"):
        return _canonical(["veilig", "thuis"], roles), place + 2
    while place < len(words) - 1 and (words[place] in NAMING or words[place].endswith("isch")):
        place += 1
    if place >= len(words) or not _is_role(words[place]):
        return None
    end = _complement_end(words, place + 1)
    mention = [word for word in words[start:end] if word not in SMALL]
    return _canonical(mention, roles), end


def _qualifies(word: str) -> bool:
    """Tell whether a word only says which one is meant, as "huidige" and "bezorgde" do."""
    plain = len(word) > 3 and word.endswith("e") and word not in NOBODY_YET
    return word in QUALIFIERS or (plain and not _is_role(word))


def _complement_end(words: Sequence[str], place: int) -> int:
    """Return the place behind what a role is of: "van klas 3", "voortgezet onderwijs"."""
    at = place
    if words[at : at + 1] and words[at] in LINKS:
        at += 1
        while at < len(words) and words[at] in SMALL:
            at += 1
        at += 1
        return at + 1 if words[at : at + 1] and words[at].isdigit() else min(at, len(words))
    if words[at : at + 1] and words[at].isdigit():
        return at + 1
    for length in (1, 2):
        behind = words[at + length : at + length + 1]
        between = words[at : at + length]
        plain = not any(_acts(word) or word in STOPS or _is_role(word) for word in between)
        if behind and plain and (behind[0] in {"en", ","} or _acts(behind[0])):
            return at + length
    return place


def _longest_recorded(
    words: Sequence[str], place: int, roles: Sequence[str]
) -> tuple[str, int] | None:
    """Return the recorded role that the words from `place` on fit best, if it takes two or more."""
    best: tuple[int, str, int] | None = None
    for role in roles:
        wanted = _content(_words(bare_role(role)))
        at, taken = place, 0
        while at < len(words) and (words[at] in wanted or (taken and words[at] in SMALL)):
            taken += words[at] in wanted
            at += 1
        while at > place and words[at - 1] in SMALL:
            at -= 1
        if taken >= 2 and (
            best is None or (taken, -len(wanted)) > (best[0], -len(_content(_words(best[1]))))
        ):
            best = (taken, bare_role(role), at)
    return (best[1], best[2]) if best else None


@lru_cache(maxsize=4096)
def _is_role(word: str) -> bool:
    """Tell whether a word names a person or body around a family, also in the plural."""
    forms = {word, word.removesuffix("s"), word.removesuffix("en"), word.removesuffix("n")}
    return any(form in PEOPLE or form.endswith(TAILS) for form in forms)


def _canonical(mention: list[str], roles: Sequence[str]) -> str:
    """Return the one recorded role that fits the mention, else the mention."""
    known = {bare_role(role): _content(_words(bare_role(role))) for role in roles}
    wanted = _content(mention)
    fits = (
        lambda own: own == wanted,
        lambda own: wanted <= own,
        lambda own: all(any(part.endswith(word) for part in own) for word in wanted),
        lambda own: len(wanted) > 1 and mention[0] in own,
    )
    for fit in fits:
        found = [role for role, own in known.items() if wanted and fit(own)]
        if found:
            return found[0] if len(found) == 1 else " ".join(mention)
    return " ".join(mention)


def _content(words: Sequence[str]) -> set[str]:
    return {word for word in words if word not in SMALL}


def bare_role(role: str) -> str:
    """Return a role without its asides and in small letters: "Moeder (19)" is "moeder"."""
    return " ".join(_ASIDE.sub("", role).casefold().split())
