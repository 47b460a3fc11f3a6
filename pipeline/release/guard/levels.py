"""A codebook in; what its levels tell of counts of codes, as derivations, out."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.wording import VALENCES
from pipeline.release.guard.relations import Derivation


def level_derivations(codebook: Codebook) -> list[Derivation]:
    """Return how counts by level follow from counts by code.

    A level holds every subcode at it, is no more than its subcodes and themes together, and a theme
    is no more than the levels of its codes together. Anyone with the codebook can reckon so.
    """
    return [each for valence in VALENCES for each in _of_valence(codebook, valence)]


def _of_valence(codebook: Codebook, valence: str) -> Iterator[Derivation]:
    for level in codebook.levels:
        inside = [code for code in codebook.codes if code.level == level]
        for code in inside:
            if not code.is_theme:
                yield _at_most([_count(code, valence)], [_level(level, valence)])
        yield _at_most([_level(level, valence)], [_count(code, valence) for code in inside])
    for theme in codebook.themes:
        levels = dict.fromkeys([theme.level, *(sub.level for sub in codebook.subcodes(theme.id))])
        yield _at_most([_count(theme, valence)], [_level(level, valence) for level in levels])


def _at_most(part: list[str], whole: list[str]) -> Derivation:
    return Derivation({**dict.fromkeys(part, 1.0), **dict.fromkeys(whole, -1.0)}, high=0)


def _count(code: Code, valence: str) -> str:
    return f"valentie/{code.id}/{valence}"


def _level(level: str, valence: str) -> str:
    return f"niveau/{valence}/niveau/{level}"
