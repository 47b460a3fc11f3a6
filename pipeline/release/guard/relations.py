"""Cells in; every relation between them that holds for any set of dialogue tables out.

A count is the size of a set of tables, so counts obey what sets obey: a part is no larger than its
whole, parts of a partition add up, a union is no larger than what holds both. A reader can use each
of these to work a blanked count out again, so the same relations serve suppression and attack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from pipeline.domain.wording import VALENCES
from pipeline.release.guard.cells import WHOLE, Cells, Key, Series

PARTITIONS = ("periode", "sector", "leeftijdsgroep", "soort", "gemeente")
FAMILY, PROFESSIONALS = "gezin", "professionals"
OPPOSITES = ("succesfactor", "knelpunt")
ONLY_FAMILY, ONLY_PROFESSIONALS, BOTH, NEITHER = (
    "alleen gezin", "alleen professionals", "beide", "geen",
)  # fmt: skip
CHOSEN_RAISED, ONLY_CHOSEN, ONLY_RAISED = (
    "gekozen en besproken", "alleen gekozen", "alleen besproken",
)  # fmt: skip


@dataclass(frozen=True)
class Relation:
    """`low <= sum of coefficient x variable <= high`; `soft` where it rests on how people code."""

    terms: Mapping[int, float]
    low: float
    high: float
    soft: bool = False


@dataclass(frozen=True)
class Derivation:
    """A number that a product shows or that a codebook implies: `low <= sum <= high` over findings.

    A printed total of two findings is one with `low == high`; give those that are no rows.
    """

    terms: Mapping[str, float]  # finding_id to coefficient, of n_tables
    low: float = -np.inf
    high: float = np.inf


class _Found:
    """The relations of one series, gathered; a term that is no row makes a relation void."""

    def __init__(self, cells: Cells, series: Series) -> None:
        self.cells = cells
        self.series = series
        self.relations: list[Relation] = []

    def n(self, measure: str, code: str = "", **key: str) -> int | None:
        return self.cells.number(self.series, Key(measure, code, **key))

    def base(self, name: str) -> int | None:
        return self.cells.bases.get((self.series, name))

    def add(
        self,
        plus: Iterable[int | None],
        minus: Iterable[int | None] = (),
        *,
        low: float = -np.inf,
        high: float = np.inf,
        soft: bool = False,
    ) -> None:
        """Keep `low <= sum(plus) - sum(minus) <= high`, unless a term is missing."""
        terms: dict[int, float] = {}
        for sign, variables in ((1.0, plus), (-1.0, minus)):
            for variable in variables:
                if variable is None:
                    return
                terms[variable] = terms.get(variable, 0.0) + sign
        terms = {variable: factor for variable, factor in terms.items() if factor}
        if terms:
            self.relations.append(Relation(terms, low, high, soft))

    def part(self, part: int | None, *whole: int | None) -> None:
        """Keep: a part is no larger than (the sum of) what holds it."""
        self.add([part], whole, high=0)


def relations_of(
    cells: Cells, *, derivations: Sequence[Derivation] | None = None
) -> list[Relation]:
    """Return every relation between the cells, those with fixed terms included."""
    relations = list(_denominators(cells))
    for series, rows in cells.rows.items():
        found = _Found(cells, series)
        codes = sorted({key.code for key in rows if key.code})
        for rule in CODE_RULES:
            for code in codes:
                rule(found, code)
        for code in codes:
            _subcode(found, code, rows, set(codes))
        _together(found, rows)
        _profile(found, rows)
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


def _valences(found: _Found, code: str) -> None:
    """Valences of a code within the code, and together no less than it."""
    theme = found.n("thema", code)
    by_valence = {v: found.n("valentie", code, valence=v) for v in VALENCES}
    success, problem = by_valence["succesfactor"], by_valence["knelpunt"]
    both = found.n("wisselend", code)
    for number in by_valence.values():
        found.part(number, theme)
    found.part(both, success)
    found.part(both, problem)
    found.add([success, problem], [both, theme], high=0)
    found.add([theme], by_valence.values(), high=0, soft=True)
    found.add([theme, both], by_valence.values(), high=0, soft=True)


def _groups(found: _Found, code: str) -> None:
    """Groups within the code, a group's valences within the group and within the valence."""
    theme = found.n("thema", code)
    groups = {key.group for key in found.cells.rows[found.series] if key.code == code and key.group}
    for group in sorted(groups):
        raised = found.n("groep", code, group=group)
        found.part(raised, theme)
        by_valence = [found.n("groep_valentie", code, group=group, valence=v) for v in VALENCES]
        for valence, number in zip(VALENCES, by_valence, strict=True):
            found.part(number, raised)
            found.part(number, found.n("valentie", code, valence=valence))
        found.add([raised], by_valence, high=0, soft=True)


def _difference(found: _Found, code: str) -> None:
    """Who raises it, where both can be coded: a partition, tied to groups and to the code."""
    family, professionals, both, neither = (
        found.n("verschil", code, stratum_kind="verschil", stratum=stratum)
        for stratum in (ONLY_FAMILY, ONLY_PROFESSIONALS, BOTH, NEITHER)
    )
    codable = found.base("verschil")
    found.add([family, professionals, both, neither], [codable], low=0, high=0)
    found.add([family, professionals, both], [found.n("thema", code)], high=0)
    pair = [found.n("groep", code, group=group) for group in (FAMILY, PROFESSIONALS)]
    for group in (FAMILY, PROFESSIONALS):
        # Both raise it where they are compared, or at a table where they are not (see `_apart`).
        plus, minus = _apart(found, group)
        found.add([*pair, *minus], [both, found.n("thema", code), *plus], high=0)
    for only, group in ((family, FAMILY), (professionals, PROFESSIONALS)):
        raised = found.n("groep", code, group=group)
        found.add([only, both], [raised], high=0)
        # What the group raises beyond the tables where both can be coded, fits in its other tables.
        found.add([raised, codable], [only, both, found.base(f"zat:{group}/codeerbaar")], high=0)
        found.add([raised, codable], [only, both, found.base(f"zat:{group}")], high=0)


def _apart(found: _Found, group: str) -> tuple[list[int | None], list[int | None]]:
    """Return plus and minus of: the tables where a group is heard but the two are not compared."""
    return [found.base(f"zat:{group}/codeerbaar")], [found.base("verschil")]


def _valued_differently(found: _Found, code: str) -> None:
    """One only as succesfactor, the other only as knelpunt: within both, within each of the two.

    These tables are of two kinds (gezin sees the knelpunt, or professionals do), and of either kind
    there are no more than tables where that group sees this, or does not see the opposite.
    """
    differs = found.n("anders_gewaardeerd", code)
    both = found.n("verschil", code, stratum_kind="verschil", stratum=BOTH)
    valued = {valence: found.n("valentie", code, valence=valence) for valence in OPPOSITES}
    found.part(differs, both)
    found.part(differs, found.n("wisselend", code))
    raised = {group: found.n("groep", code, group=group) for group in (FAMILY, PROFESSIONALS)}
    sees = {
        (group, valence): found.n("groep_valentie", code, group=group, valence=valence)
        for group in raised
        for valence in OPPOSITES
    }
    kinds = []
    for problem, success in ((FAMILY, PROFESSIONALS), (PROFESSIONALS, FAMILY)):
        kinds.append(
            [
                ([sees[problem, "knelpunt"]], []),
                ([sees[success, "succesfactor"]], []),
                ([raised[problem]], [sees[problem, "succesfactor"]]),
                ([raised[success]], [sees[success, "knelpunt"]]),
                # Where the other sees it too, both raise it and it is no longer the opposite.
                *(
                    (
                        [both, valued[valence], *_apart(found, group)[0]],
                        [*(sees[each, valence] for each in raised), *_apart(found, group)[1]],
                    )
                    for valence in OPPOSITES
                    for group in raised
                ),
            ]
        )
    for (plus, minus), (more, less) in product(*kinds):
        found.add([differs, *minus, *less], [*plus, *more], high=0)
    for number in valued.values():
        found.part(differs, number)


def _strata(found: _Found, code: str) -> None:
    """Parts of a count by period, sector and the like: within it, and all of it where complete."""
    rows = found.cells.rows[found.series]
    parts: dict[tuple[str, str, str], list[Key]] = {}
    for key in rows:
        if key.code == code and key.stratum_kind in PARTITIONS and key.measure != "tafels":
            parts.setdefault((key.stratum_kind, key.valence, key.group), []).append(key)
    whole = found.base(WHOLE)
    for (kind, valence, group), keys in parts.items():
        total = _unstratified(found, code, valence, group)
        counts = [found.cells.number(found.series, key) for key in keys]
        bases = [found.base(f"{kind}:{key.stratum}") for key in keys]
        for key, count in zip(keys, counts, strict=True):
            found.part(count, total)
            if valence:
                found.part(
                    count, found.n(key.measure, code, stratum_kind=kind, stratum=key.stratum)
                )
        found.add(counts, [total], high=0)
        # What is in no stratum fits in the tables that are in no stratum.
        found.add([total, *bases], [*counts, whole], high=0)


def _both_by_stratum(found: _Found, code: str) -> None:
    """Tables where it is both succesfactor and knelpunt, against the two by period or sector.

    In each stratum they are no more than either of the two, and no fewer than the two must overlap.
    """
    both, whole, theme = found.n("wisselend", code), found.base(WHOLE), found.n("thema", code)
    kinds: dict[str, set[str]] = {}
    for key in found.cells.rows[found.series]:
        if key.code == code and key.stratum_kind in PARTITIONS and key.valence and not key.group:
            kinds.setdefault(key.stratum_kind, set()).add(key.stratum)
    for kind, strata in kinds.items():
        names = sorted(strata)
        bases = [found.base(f"{kind}:{name}") for name in names]
        valued = {
            valence: [
                found.cells.number(found.series, Key(kind, code, "", valence, "", kind, name))
                for name in names
            ]
            for valence in VALENCES
        }
        success, problem = (valued[valence] for valence in OPPOSITES)
        for chosen in _subsets(len(names)):
            least = [
                success[place] if place in chosen else problem[place] for place in range(len(names))
            ]
            found.add([both, *bases], [*least, whole], high=0)
            inside = [number for place in chosen for number in (success[place], problem[place])]
            found.add(inside, [both, *(bases[place] for place in chosen)], high=0)
        for place, base in enumerate(bases):
            said = [numbers[place] for numbers in valued.values()]
            found.add([theme, base], [whole, *said], high=0, soft=True)


def _subsets(size: int) -> Iterator[tuple[int, ...]]:
    """Give every choice out of a few places; out of many: none, one, all but one, all."""
    sizes = range(size + 1) if size <= _FEW_STRATA else sorted({0, 1, size - 1, size})
    for count in sizes:
        yield from combinations(range(size), count)


def _unstratified(found: _Found, code: str, valence: str, group: str) -> int | None:
    """Return the count over all tables of which a stratum is a part."""
    if group:
        measure = "groep_valentie" if valence else "groep"
        return found.n(measure, code, group=group, valence=valence)
    return found.n("valentie", code, valence=valence) if valence else found.n("thema", code)


def _chosen(found: _Found, code: str) -> None:
    """Chosen beforehand against raised, of the tables where the choice is recorded."""
    raised, silent, unforeseen, neither = (
        found.n("gekozen", code, stratum_kind="gekozen", stratum=stratum)
        for stratum in (CHOSEN_RAISED, ONLY_CHOSEN, ONLY_RAISED, NEITHER)
    )
    recorded, theme, whole = found.base("gekozen"), found.n("thema", code), found.base(WHOLE)
    found.add([raised, silent, unforeseen, neither], [recorded], low=0, high=0)
    found.add([raised, silent, unforeseen], [recorded], high=0)
    found.add([raised, unforeseen], [theme], high=0)
    found.add([theme, recorded], [raised, unforeseen, whole], high=0)


CODE_RULES: tuple[Callable[[_Found, str], None], ...] = (
    _valences, _groups, _difference, _valued_differently, _strata, _both_by_stratum,
    _chosen,
)  # fmt: skip

_WITHIN_THEME = {
    "thema", "valentie", "wisselend", "groep", "groep_valentie", "periode",
}  # fmt: skip


def _subcode(found: _Found, code: str, rows: Mapping[Key, int], codes: set[str]) -> None:
    """A subcode within its theme, measure by measure."""
    parts = code.split(".")
    parents = [".".join(parts[:size]) for size in range(len(parts) - 1, 0, -1)]
    parent = next((candidate for candidate in parents if candidate in codes), "")
    if not parent:
        return
    for key in rows:
        if key.code == code and key.measure in _WITHIN_THEME:
            found.part(
                found.cells.number(found.series, key),
                found.cells.number(found.series, key._replace(code=parent)),
            )
    both = {"stratum_kind": "verschil", "stratum": BOTH}
    found.part(found.n("verschil", code, **both), found.n("verschil", parent, **both))
    for only in (ONLY_FAMILY, ONLY_PROFESSIONALS):
        one = {"stratum_kind": "verschil", "stratum": only}
        found.add(
            [found.n("verschil", code, **one), found.n("verschil", code, **both)],
            [found.n("verschil", parent, **one), found.n("verschil", parent, **both)],
            high=0,
        )


def _together(found: _Found, rows: Mapping[Key, int]) -> None:
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


def _three_together(found: _Found, pairs: Mapping[frozenset[str], int]) -> None:
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


_FEW_CODES = 20
_FEW_STRATA = 5
_LARGE_PAIR = 12  # tables


def _profile(found: _Found, rows: Mapping[Key, int]) -> None:
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
