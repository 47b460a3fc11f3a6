"""Cells of several studies in; the chapters of the overview that sets them side by side, out.

Studies stand in order of name and never in an order of counts: a table to read across, not down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Recurrences, SideCells
from pipeline.release.chapters import Chapter
from pipeline.release.regions.around import (
    context_table,
    migration_table,
    open_table,
    priority_table,
)
from pipeline.release.regions.content import StudyLine
from pipeline.release.regions.sides import (
    particular_table,
    recurring_table,
    side_tables,
    travel_table,
)
from pipeline.release.texts import Texts


def overview(
    studies: Sequence[StudyLine],
    cells: DataFrame[SideCells],
    recurrences: DataFrame[Recurrences],
    travels: Mapping[str, tuple[Sequence[str], Sequence[str]]],
    *,
    priorities: pd.DataFrame,
    migrated: pd.DataFrame,
    silent: Sequence[str],
    codebook: Codebook,
    texts: Texts,
) -> list[Chapter]:
    """Return the chapters, in reading order: context first, then what recurs, then the numbers.

    `priorities` and `migrated` have the columns of `PRIORITY_COLUMNS` and `MIGRATION_COLUMNS`;
    `silent` are the studies that say nothing of any theme.
    """

    def lead(name: str, **fields: str) -> str:
        return texts.fill("regios", name, **fields)

    book = f"{codebook.id} {codebook.version}".strip()

    return [
        Chapter("Wie er naast elkaar staan", lead("context"), [context_table(studies)]),
        Chapter("Wat terugkeert", lead("terug"), [recurring_table(recurrences, cells, codebook)]),
        Chapter("Wat eigen is aan één plek", lead("eigen"), [particular_table(recurrences, codebook)]),
        Chapter("Wat de een van de ander kan vragen", lead("leren"), [travel_table(travels, codebook)]),
        Chapter("Thema voor thema", lead("naast"), side_tables(cells, codebook)),
        Chapter("Prioriteiten per regio en stem", lead("prioriteiten"), [priority_table(priorities)]),
        Chapter("Wat open blijft", lead("open"), [open_table(cells, recurrences, codebook, silent)]),
        Chapter("Van codeboek naar codeboek", lead("codeboeken", codeboek=book), [migration_table(migrated)]),
    ]  # fmt: skip
