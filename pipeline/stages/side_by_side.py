"""Checked bundles in; what they say, read in one codebook, side by side out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.codebook_migration import Migration, best_target, plan_migration
from pipeline.domain.tables import Recurrences, SideCells
from pipeline.exchange.bundles import Bundle, names_of, refusal
from pipeline.findings.regions import StudyCounts, find_recurrences, side_cells, what_could_travel
from pipeline.release.regions import StudyLine
from pipeline.stages.joined_tables import counted_of, migration_rows, priorities_of, said_of


@dataclass(frozen=True)
class SideBySide:
    """Bundles in one codebook, and what comes of that."""

    bundles: Sequence[Bundle]
    studies: Sequence[StudyLine]
    codebook: Codebook
    cells: DataFrame[SideCells]
    recurrences: DataFrame[Recurrences]
    travels: Mapping[str, tuple[list[str], list[str]]]
    migrated: pd.DataFrame
    priorities: pd.DataFrame
    silent: tuple[str, ...]  # studies that say nothing of any theme, as of dialoogsessies alone


def side_by_side(bundles: Sequence[Bundle]) -> SideBySide:
    """Return bundles read in the codebook in which most of their codes have a place, in order of name.

    Raises:
        InputError: naming a bundle whose themes have no place beside those of any other.
    """
    named = sorted(
        zip(names_of(bundles), bundles, strict=True), key=lambda pair: pair[0].casefold()
    )
    ordered = [bundle for _, bundle in named]
    codebook = best_target([one.codebook for one in ordered])
    plans = [plan_migration([code.id for code in one.codebook.codes], codebook) for one in ordered]
    _refuse_strange_codebooks(ordered, plans)
    studies = [StudyLine(name, one.manifest, one.fingerprint) for name, one in named]
    counts = [
        StudyCounts(
            name, counted_of(one), said_of(one), one.manifest.in_words,
            frozenset(code.id for code in one.codebook.themes), one.manifest.min_tables,
            _themes(plan, one.codebook),
        )
        for (name, one), plan in zip(named, plans, strict=True)
    ]  # fmt: skip
    telling = [one for one in counts if len(one.counted) or one.said]
    cells = side_cells(telling, [theme.id for theme in codebook.themes])
    return SideBySide(
        ordered, studies, codebook, cells, find_recurrences(cells), what_could_travel(cells),
        migration_rows([name for name, _ in named], [one.codebook for one in ordered], plans),
        priorities_of([name for name, _ in named], ordered),
        tuple(one.name for one in counts if not (len(one.counted) or one.said)),
    )  # fmt: skip


def _themes(plan: Migration, codebook: Codebook) -> dict[str, str]:
    """Return where themes go; one that became a subcode elsewhere has no place among themes."""
    return {
        theme.id: target if "." not in (target := plan.targets[theme.id]) else ""
        for theme in codebook.themes
    }


def _refuse_strange_codebooks(bundles: Sequence[Bundle], plans: Sequence[Migration]) -> None:
    """Check that every bundle shares a theme with another one."""
    placed = [
        {target for own, target in plan.targets.items() if target and "." not in target and "." not in own}
        for plan in plans
    ]  # fmt: skip
    reasons = []
    for place, bundle in enumerate(bundles):
        others = set().union(*(one for other, one in enumerate(placed) if other != place))
        if not placed[place] & others:
            reasons.append(
                f"{bundle.file} heeft een codeboek ({bundle.manifest.codebook_id} "
                f"{bundle.manifest.codebook_version}) dat geen thema deelt met de andere. Laat haar weg, of zet "
                "bij de thema's van een van beide codeboeken onder 'was:' hoe zij bij de ander heten."
            )
    if reasons:
        raise refusal(reasons)
