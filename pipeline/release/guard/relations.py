"""Cells in; every relation between them that holds for any set of dialogue tables out.

A count is the size of a set of tables, so counts obey what sets obey: a part is no larger than its
whole, parts of a partition add up, a union is no larger than what holds both. A reader can use each
of these to work a blanked count out again, so the same relations serve suppression and attack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from pipeline.release.guard.cells import WHOLE, Cells, Key
from pipeline.release.guard.code_rules import (
    PARTITIONS,
    both_by_stratum,
    by_stratum,
    chosen_or_raised,
    subcode_within,
    valences_within,
)
from pipeline.release.guard.relation import Derivation, Found, Relation
from pipeline.release.guard.voice_rules import groups_within, valued_differently, who_raises

__all__ = ["Derivation", "Relation", "relations_of"]

CODE_RULES: tuple[Callable[[Found, str], None], ...] = (
    valences_within, groups_within, who_raises, valued_differently, by_stratum, both_by_stratum,
    chosen_or_raised,
)  # fmt: skip
_FEW_CODES = 20
_LARGE_PAIR = 12  # tables


def relations_of(
    cells: Cells, *, derivations: Sequence[Derivation] | None = None
) -> list[Relation]:
    """Return every relation between the cells, those with fixed terms included."""
    relations = list(_denominators(cells))
    for series, rows in cells.rows.items():
        found = Found(cells, series)
        codes = sorted({key.code for key in rows if key.code})
        for rule in CODE_RULES:
            for code in codes:
                rule(found, code)
        for code in codes:
            subcode_within(found, code, rows, set(codes))
        _together(found, rows)
        _profile(found, rows)
        _agreed(found, rows)
        relations += found.relations
    relations += _between_series(cells)
    variable = {finding_id: row for row, finding_id in enumerate(cells.finding_ids)}
    for derivation in derivations or ():
        if all(finding_id in variable for finding_id in derivation.terms):
            terms = {
                variable[finding_id]: factor for finding_id, factor in derivation.terms.items()
            }
            relations.append(Relation(terms, derivation.low, derivation.high))
    return relations


def _denominators(cells: Cells) -> Iterator[Relation]:
    """Give: counted <= codable <= all, per row, each pair once."""
    pairs = {
        pair
        for number, whole, codable in cells.variables.tolist()
        for pair in ((number, codable), (number, whole), (codable, whole))
    }
    for part, whole in sorted(pairs):
        yield Relation({part: 1.0, whole: -1.0}, -np.inf, 0)


def _together(found: Found, rows: Mapping[Key, int]) -> None:
    """Two codes in one table: within each, at least their overlap; three codes two by two."""
    whole = found.base(WHOLE)
    pairs: dict[frozenset[str], int] = {}
    for key in rows:
        if key.measure != "samen" or not key.other_code or key.code == key.other_code:
            continue
        pair = found.cells.number(found.series, key)
        one, other = found.n("thema", key.code), found.n("thema", key.other_code)
        found.part(pair, one)
        found.part(pair, other)
        found.add([one, other], [pair, whole], high=0)
        if pair is not None:
            pairs[frozenset((key.code, key.other_code))] = pair
    _three_together(found, pairs)


def _three_together(found: Found, pairs: Mapping[frozenset[str], int]) -> None:
    """Keep what three codes tell of their pairs.

    Among many codes only where one of the pairs is rare: triples of large pairs pin no small one.
    """
    values, whole = found.cells.values, found.base(WHOLE)
    codes = sorted({code for pair in pairs for code in pair})
    few = len(codes) <= _FEW_CODES
    open_pairs = [pair for pair, number in pairs.items() if few or not values[number] > _LARGE_PAIR]
    triples = {
        frozenset((*pair, third)) for pair in open_pairs for third in codes if third not in pair
    }
    for triple in sorted(map(sorted, triples)):
        a, b, c = triple
        ab, ac, bc = (pairs.get(frozenset(two)) for two in ((a, b), (a, c), (b, c)))
        found.add([ab, ac], [bc, found.n("thema", a)], high=0)
        found.add([ab, bc], [ac, found.n("thema", b)], high=0)
        found.add([ac, bc], [ab, found.n("thema", c)], high=0)
        ones = [found.n("thema", code) for code in triple]
        found.add(ones, [ab, ac, bc, whole], high=0)


def _profile(found: Found, rows: Mapping[Key, int]) -> None:
    """The case profile: strata of one kind add up to all tables, or (who, what) cover them."""
    profile = [key for key in rows if key.measure == "tafels"]
    whole = found.base(WHOLE)
    for kind in sorted({key.stratum_kind for key in profile}):
        keys = [key for key in profile if key.stratum_kind == kind and not key.group]
        strata = [found.cells.number(found.series, key) for key in keys]
        if kind in PARTITIONS:
            found.add(strata, [whole], low=0, high=0)
        else:
            found.add([whole], strata, high=0, soft=True)
    for group in sorted({key.group for key in profile if key.group}):
        members = [key for key in profile if key.group == group]
        kind = members[0].stratum_kind
        sat = found.n("tafels", stratum_kind=kind, stratum=group)
        perspectives = [found.cells.number(found.series, key) for key in members]
        for perspective in perspectives:
            found.part(perspective, sat)
        found.add([sat], perspectives, high=0, soft=True)


def _agreed(found: Found, rows: Mapping[Key, int]) -> None:
    """Verbeteracties: at no more tables than have a verslag, or than where that group sat."""
    written = found.n("tafels", stratum_kind="document", stratum="verslag")
    for key in rows:
        if key.measure != "acties":
            continue
        count = found.cells.number(found.series, key)
        # Soft: a verslag may name an owner who did not sit there, or be missing for a transcript.
        sat = found.n("tafels", stratum_kind="aanwezig", stratum=key.group)
        found.add([count], [written], high=0, soft=True)
        found.add([count], [sat], high=0, soft=True)


def _between_series(cells: Cells) -> Iterator[Relation]:
    """Give: the coded tables of a period (or where a group sat) are among all such tables."""
    meta = next((series for series in cells.rows if series.source == "meta"), None)
    if meta is None:
        return
    everything = cells.bases.get((meta, WHOLE))
    for (series, name), base in cells.bases.items():
        kind, _, stratum = name.removesuffix("/codeerbaar").partition(":")
        if series == meta or not stratum or name.endswith("/codeerbaar"):
            continue
        key = Key("tafels", stratum_kind="aanwezig" if kind == "zat" else kind, stratum=stratum)
        profile, coded = cells.number(meta, key), cells.bases.get((series, WHOLE))
        if profile is None or coded is None or everything is None:
            continue
        # Soft: a group may have been heard where meta.yaml forgot to record it.
        yield Relation({base: 1.0, profile: -1.0}, -np.inf, 0, soft=True)
        terms = {profile: 1.0, base: -1.0, everything: -1.0, coded: 1.0}
        yield Relation(terms, -np.inf, 0, soft=True)
