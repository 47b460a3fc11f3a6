"""The plain word lists of the privacy check in; sets to look words up in out, each read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_FOLDER = "lijsten"


@dataclass(frozen=True)
class Places:
    """Place names as they are looked up: folded words, and longer names."""

    plain: frozenset[str]
    doubtful: frozenset[str]  # also a common word or a person's name
    phrases: tuple[str, ...]  # of more than one word, longest first, as written


def _lines(name: str) -> list[str]:
    content = files(__package__).joinpath(_FOLDER, name).read_text(encoding="utf-8")
    return [line for line in content.splitlines() if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Return the given names, case folded."""
    return frozenset(word.casefold() for line in _lines("voornamen.txt") for word in line.split())


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Return the family names without their particle, case folded."""
    return frozenset(word.casefold() for line in _lines("achternamen.txt") for word in line.split())


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """Return the names that are also everyday words, case folded."""
    return frozenset(word.casefold() for line in _lines("woorden.txt") for word in line.split())


@lru_cache(maxsize=1)
def known_capitals() -> frozenset[str]:
    """Return the single words that have a capital and point to nobody, case folded."""
    return frozenset(term.casefold() for term in _known_terms() if " " not in term)


@lru_cache(maxsize=1)
def known_phrases() -> tuple[str, ...]:
    """Return the terms of more than one word that point to nobody, as written, longest first."""
    return tuple(
        sorted((term for term in _known_terms() if " " in term), key=lambda t: (-len(t), t))
    )


@lru_cache(maxsize=1)
def _known_terms() -> frozenset[str]:
    terms = (term.strip() for line in _lines("bekend.txt") for term in line.split(";"))
    return frozenset(term for term in terms if term)


@lru_cache(maxsize=1)
def known_places() -> frozenset[str]:
    """Return the place names as the list has them, a `!` before those that need a preposition."""
    names = (name.strip() for line in _lines("plaatsen.txt") for name in line.split(";"))
    return frozenset(name for name in names if name)


@lru_cache(maxsize=8)
def places_of(names: frozenset[str] | None) -> Places:
    """Return place names ready to look up; None stands for the list that comes with the product."""
    plain, doubtful, phrases = set(), set(), set()
    for name in names if names is not None else known_places():
        bare = name.removeprefix("!").strip()
        folded = bare.casefold()
        if " " in bare or bare.startswith("'"):
            phrases.add(bare)
        elif name.startswith("!") or folded in given_names() | family_names() | everyday_words():
            doubtful.add(folded)
        else:
            plain.add(folded)
    return Places(
        frozenset(plain - doubtful),
        frozenset(doubtful),
        tuple(sorted(phrases, key=lambda p: (-len(p), p))),
    )


@lru_cache(maxsize=64)
def clues(section: str) -> frozenset[str]:
    """Return the small words of one section of the list of clues, as written."""
    sections: dict[str, list[str]] = {}
    for line in _lines("aanwijzingen.txt"):
        if line.startswith("== "):
            current = sections.setdefault(line.removeprefix("== "), [])
        else:
            current.extend(line.split())
    return frozenset(sections[section])


def is_given(folded: str) -> bool:
    """Tell whether a word, or each part of a double name, is a given name."""
    names = given_names()
    return folded in names or ("-" in folded and all(part in names for part in folded.split("-")))


def is_listed(folded: str) -> bool:
    """Tell whether a word, or a part of a double name, is on a list of names."""
    families = family_names()
    if is_given(folded) or folded in families:
        return True
    return any(part in families for part in folded.split("-")[1:])
