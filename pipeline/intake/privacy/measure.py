"""Marked lines in; how often each kind is found, and how often a clean line is flagged, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.intake.privacy.findings import HARD, KINDS, LEVEL_OF, Finding

_MARK = re.compile(r"\{\{([^:{}]+):([^{}]*)\}\}")


@dataclass(frozen=True)
class Case:
    """One line with the identifiers that were planted in it: start, end, kind; none in a clean line."""

    number: str
    text: str
    planted: tuple[tuple[int, int, str], ...]


def parse_case(number: str, marked: str) -> Case:
    """Return the line that `marked` stands for: "Bel {{telefoon:06…}}." without its marks."""
    text, planted, last = "", [], 0
    for hit in _MARK.finditer(marked):
        text += marked[last : hit.start()]
        planted.append((len(text), len(text) + len(hit[2]), hit[1]))
        text += hit[2]
        last = hit.end()
    return Case(number, text + marked[last:], tuple(planted))


def judge(case: Case, found: Sequence[Finding]) -> tuple[list[str], list[str]]:
    """Return the kinds that were missed in a line, and those found in a clean line, in order.

    An identifier counts as found when a finding of its kind covers all of it.
    """
    missed = [
        kind
        for start, end, kind in case.planted
        if not any(one.kind == kind and one.start <= start and end <= one.end for one in found)
    ]
    return missed, [] if case.planted else [one.kind for one in found]


def measure(cases: Sequence[Case], find: Callable[[str], Sequence[Finding]]) -> pd.DataFrame:
    """Return a row per kind: how many were planted and found, and how many clean lines were flagged.

    Three rows in capitals sum up: all hard kinds, all soft ones, everything. `flagged_share` is over
    the clean lines, so a line flagged for two kinds counts once in a sum.
    """
    judged = [(case, *judge(case, find(case.text))) for case in cases]
    n_clean = sum(not case.planted for case in cases)
    groups = {kind: [kind] for kind in KINDS}
    groups |= {
        "HARD": [kind for kind in KINDS if LEVEL_OF[kind] == HARD],
        "ZACHT": [kind for kind in KINDS if LEVEL_OF[kind] != HARD],
        "ALLES": list(KINDS),
    }
    rows = []
    for name, kinds in groups.items():
        planted = sum(kind in kinds for case in cases for _, _, kind in case.planted)
        missed = sum(kind in kinds for _, kinds_missed, _ in judged for kind in kinds_missed)
        flagged = sum(any(kind in kinds for kind in false) for _, _, false in judged)
        recall = (planted - missed) / planted if planted else float("nan")
        rows.append(
            (name, planted, planted - missed, recall, n_clean, flagged, flagged / max(n_clean, 1))
        )
    columns = ["kind", "n_planted", "n_found", "recall", "n_clean", "n_flagged", "flagged_share"]
    return pd.DataFrame(rows, columns=columns)
