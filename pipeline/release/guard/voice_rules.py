"""A code in; the relations between what groups raise of it, and how they value it, out."""

from __future__ import annotations

from itertools import product

from pipeline.domain.wording import VALENCES
from pipeline.release.guard.relation import Found

FAMILY, PROFESSIONALS = "gezin", "professionals"
OPPOSITES = ("succesfactor", "knelpunt")
ONLY_FAMILY, ONLY_PROFESSIONALS, BOTH, NEITHER = (
    "alleen gezin", "alleen professionals", "beide", "geen",
)  # fmt: skip


def groups_within(found: Found, code: str) -> None:
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


def who_raises(found: Found, code: str) -> None:
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


def _apart(found: Found, group: str) -> tuple[list[int | None], list[int | None]]:
    """Return plus and minus of: the tables where a group is heard but the two are not compared."""
    return [found.base(f"zat:{group}/codeerbaar")], [found.base("verschil")]


def valued_differently(found: Found, code: str) -> None:
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
