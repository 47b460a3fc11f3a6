"""Scores that people gave to every statement in; how much support each of them says out.

Points are divided: who gives one statement more, gives another less. A score is not: everybody may
give everything a four. Below the middle of its scale a score says that somebody does not support it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

WORDS_HIGHEST = 5  # judgements in words go from 1 to 5
_HIGHESTS = (5, 7, 10)  # of the scales that forms offer
_FEWEST_STATEMENTS, _FEWEST_PEOPLE = 3, 2  # from which scores are told from divided points
_FILLED = 0.8  # of the statements have a score from each person

_VERY = r"(?:helemaal|volledig|zeer|heel|erg|strongly|very|totally|completely)"
_SUBJECT = r"(?:(?:mee )?eens|belangrijk|agree|important)"
_AGAINST = r"(?:(?:mee )?oneens|(?:niet|not) (?:mee )?(?:eens|belangrijk|important)|onbelangrijk|disagree|unimportant)"
_NEITHER = (
    r"niet (?:mee )?eens,? (?:en )?(?:ook )?niet (?:mee )?oneens|(?:mee )?eens noch oneens"
    r"|neither agree nor disagree"
)
_JUDGEMENTS = (
    (1.0, rf"{_VERY} {_AGAINST}|{_VERY} (?:niet|not) {_SUBJECT}|(?:not at all|helemaal niet) (?:agree|important|eens)"),
    (2.0, rf"{_AGAINST}|(?:beetje|enigszins|somewhat|deels) {_AGAINST}|weinig belangrijk|slightly important"),
    (3.0, rf"{_NEITHER}|neutraal|neutral|gemiddeld|redelijk belangrijk|moderately important"),
    (4.0, rf"{_SUBJECT}|(?:beetje|enigszins|somewhat|deels) {_SUBJECT}"),
    (5.0, rf"{_VERY} {_SUBJECT}|extremely important"),
)  # fmt: skip
_LEAD = re.compile(r"^\d{1,2}\s*[-–:=.(]?\s*")


def judgement(text: str) -> float | None:
    """Return what "mee eens" and its like say on a scale of 1 to 5, None where it says no such thing."""
    bare = _LEAD.sub("", text).strip(" ().!").replace("een beetje", "beetje")
    return next((value for value, words in _JUDGEMENTS if re.fullmatch(words, bare)), None)


def are_scores(given: Collection[Sequence[float]], n_statements: int) -> bool:
    """Tell whether numbers, by person and without noughts, are scores and no points that were divided.

    Everybody scored nearly everything, from 1 to at most 10; and what people gave does not add up to
    one same number, as points to divide do.
    """
    scored = [values for values in given if values]
    if n_statements < _FEWEST_STATEMENTS or len(scored) < _FEWEST_PEOPLE:
        return False
    if any(len(values) < _FILLED * n_statements for values in scored):
        return False
    every = [value for values in scored for value in values]
    if max(every) > _HIGHESTS[-1] or any(value % 1 for value in every) or len(set(every)) < 3:
        return False
    totals = Counter(sum(values) for values in scored)
    return 2 * max(totals.values()) <= len(scored)


def is_order(given: Collection[Sequence[float]], n_statements: int) -> bool:
    """Tell whether most people gave 1, 2, 3 and on, each once: a place for every statement."""
    scored = [sorted(values) for values in given if values]
    ordered = [values for values in scored if values == list(range(1, n_statements + 1))]
    return n_statements > _FEWEST_STATEMENTS and bool(scored) and 2 * len(ordered) >= len(scored)


def highest_of(values: Collection[float]) -> int:
    """Return the highest score of the scale that was used, as forms offer them."""
    most = max(values, default=0.0)
    return next((highest for highest in _HIGHESTS if most <= highest), _HIGHESTS[-1])


def support_of(score: float, highest: int) -> float:
    """Return how far a score lies above the middle of its scale, 0 at and below the middle."""
    return max(score - (1 + highest) / 2, 0.0) if score <= highest else 0.0
