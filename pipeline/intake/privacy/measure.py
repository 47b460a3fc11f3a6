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


@dataclass(frozen=True)
class Verdict:
    """What became of one line: kinds missed, kinds met but not wholly covered, kinds found for nothing."""

    missed: tuple[str, ...]
    cut: tuple[str, ...]
    false: tuple[str, ...]  # in a clean line only

    def is_faultless(self) -> bool:
        """Tell whether all was found, covered, and nothing else in a clean line."""
        return not (self.missed or self.cut or self.false)


def judge(case: Case, found: Sequence[Finding]) -> Verdict:
    """Return what became of one line; an identifier is found when a finding of its kind touches it."""
    missed, cut = [], []
    for start, end, kind in case.planted:
        near = [one for one in found if one.kind == kind and one.start < end and start < one.end]
        if not near:
            missed.append(kind)
        elif not any(one.start <= start and end <= one.end for one in near):
            cut.append(kind)
    false = () if case.planted else tuple(one.kind for one in found)
    return Verdict(tuple(missed), tuple(cut), false)


def measure(cases: Sequence[Case], find: Callable[[str], Sequence[Finding]]) -> pd.DataFrame:
    """Return a row per kind: how many were planted and found, and how many clean lines were flagged.

    Three rows in capitals sum up: all hard kinds, all soft ones, everything. `n_cut` were found but
    not to their last letter. `flagged_share` is over the clean lines, so a line flagged for two kinds
    counts once in a sum.
    """
    verdicts = [judge(case, find(case.text)) for case in cases]
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
        found = planted - sum(kind in kinds for one in verdicts for kind in one.missed)
        cut = sum(kind in kinds for one in verdicts for kind in one.cut)
        flagged = sum(any(kind in kinds for kind in one.false) for one in verdicts)
        recall = found / planted if planted else float("nan")
        rows.append(
            (name, planted, found, cut, recall, n_clean, flagged, flagged / max(n_clean, 1))
        )
    columns = [
        "kind",
        "n_planted",
        "n_found",
        "n_cut",
        "recall",
        "n_clean",
        "n_flagged",
        "flagged_share",
    ]
    return pd.DataFrame(rows, columns=columns)
