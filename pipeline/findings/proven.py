"""Estimates of one code and what a self-test found in; only those that may be used marked so, out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pipeline.findings.coverage import HERE as OF_THESE
from pipeline.findings.intervals import Estimate

HERE, ELSEWHERE = "deze tafels", "andere tafels"
Row = tuple[str, Estimate, bool]  # what it is about, the estimate, whether the study may use it

TESTED: Mapping[tuple[str, str], str] = {  # as `coverage.simulate_coverage` names them
    (HERE, "met de hand"): f"met de hand{OF_THESE}",
    (HERE, "gecorrigeerd"): f"gecorrigeerd{OF_THESE}",
    (ELSEWHERE, "met de hand"): "met de hand",
    (ELSEWHERE, "gecorrigeerd"): "gecorrigeerd",
    (ELSEWHERE, "t"): "t (tafels)",
    (ELSEWHERE, "bootstrap"): "bootstrap (tafels)",
}
SPARE: Mapping[str, str] = {"gecorrigeerd": "met de hand", "t": "bootstrap"}
FAILED = "zakte voor de zelftest op de maat van deze studie"
PASSED = "slaagde voor de zelftest"


def keep_proven(rows: Sequence[Row], usable: Collection[str]) -> list[Row]:
    """Return `rows`, of which none is used whose interval failed the study's own self-test.

    `usable` are the estimators that passed for this code. In the place of one that failed comes its
    spare, where that passed: hand codes alone for a correction, the bootstrap for Student's. A count
    and an estimate without interval are as they were: nothing was claimed.
    """
    kept: list[Row] = []
    for about in dict.fromkeys(about for about, _, _ in rows):
        own = [(estimate, used) for name, estimate, used in rows if name == about]
        chosen = next((estimate for estimate, used in own if used), None)
        if chosen is None or chosen.width is None or _passed(about, chosen, usable):
            kept += [(about, estimate, used) for estimate, used in own]
            continue
        spare = next((e for e, _ in own if e.method == SPARE.get(chosen.method)), None)
        if spare is not None and (spare.width is None or not _passed(about, spare, usable)):
            spare = None
        for estimate, _ in own:
            if estimate is chosen:
                kept.append((about, _noted(estimate, FAILED), False))
            else:
                told = _noted(estimate, PASSED) if estimate is spare else estimate
                kept.append((about, told, estimate is spare))
    return kept


def _passed(about: str, estimate: Estimate, usable: Collection[str]) -> bool:
    name = TESTED.get((about, estimate.method))
    return name is None or name in usable


def _noted(estimate: Estimate, note: str) -> Estimate:
    return replace(estimate, note="; ".join(filter(None, (estimate.note, note))))
