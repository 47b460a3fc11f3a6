"""A code in; the relations between its counts by valence, stratum, choice and theme out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from pipeline.domain.wording import VALENCES
from pipeline.release.guard.cells import WHOLE, Key
from pipeline.release.guard.relation import Found
from pipeline.release.guard.voice_rules import (
    BOTH,
    NEITHER,
    ONLY_FAMILY,
    ONLY_PROFESSIONALS,
    OPPOSITES,
)

PARTITIONS = ("periode", "sector", "leeftijdsgroep", "soort", "gemeente")
CHOSEN_RAISED, ONLY_CHOSEN, ONLY_RAISED = (
    "gekozen en besproken", "alleen gekozen", "alleen besproken",
)  # fmt: skip
_FEW_STRATA = 5
_WITHIN_THEME = {
    "thema", "valentie", "wisselend", "groep", "groep_valentie", "periode",
}  # fmt: skip


def valences_within(found: Found, code: str) -> None:
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


def by_stratum(found: Found, code: str) -> None:
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


def both_by_stratum(found: Found, code: str) -> None:
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


def _unstratified(found: Found, code: str, valence: str, group: str) -> int | None:
    """Return the count over all tables of which a stratum is a part."""
    if group:
        measure = "groep_valentie" if valence else "groep"
        return found.n(measure, code, group=group, valence=valence)
    return found.n("valentie", code, valence=valence) if valence else found.n("thema", code)


def chosen_or_raised(found: Found, code: str) -> None:
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


def subcode_within(found: Found, code: str, rows: Mapping[Key, int], codes: set[str]) -> None:
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
