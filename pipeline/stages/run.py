"""One run of an analysis: what it was asked, what it holds so far, and how stages reach the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.perspectives import PerspectiveMap
from pipeline.domain.settings import Settings
from pipeline.domain.tables import Table, check, empty
from pipeline.stages.progress import Progress
from pipeline.store import Store

T = TypeVar("T", bound=Table)


@dataclass
class Run:
    """The settings of one run, the tables made so far, and the products to be put in place."""

    settings: Settings
    codebook: Codebook
    perspectives: PerspectiveMap
    store: Store
    progress: Progress
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # of a stage: what its tables rest on
    records: dict[str, Any] = field(
        default_factory=dict
    )  # what is not a table: figures, models' ids
    files: dict[str, bytes] = field(default_factory=dict)  # path below the output folder to content
    concept: bool = True  # False: products are made to leave, without the mark of a concept

    @property
    def place(self) -> str:
        """Return the folder below the output in which products for others go."""
        return "concept" if self.concept else "vrijgave"

    def table(self, schema: type[T]) -> DataFrame[T]:
        """Return the table of this schema that an earlier stage made."""
        return cast("DataFrame[T]", self.tables[schema.__name__])

    def put(self, table: pd.DataFrame, schema: type[T]) -> None:
        """Keep a table for later stages."""
        self.tables[schema.__name__] = check(table, schema)

    def put_all(
        self, readings: Sequence[Mapping[str, pd.DataFrame]], schemas: Iterable[type[Table]]
    ) -> None:
        """Keep the tables of all dialoogtafels, one below the other, by schema."""
        for schema in schemas:
            self.put(stack([reading[schema.__name__] for reading in readings], schema), schema)


def stack(tables: Sequence[pd.DataFrame], schema: type[T]) -> DataFrame[T]:
    """Return tables of one schema as one."""
    filled = [table for table in tables if len(table)]
    return check(pd.concat(filled, ignore_index=True), schema) if filled else empty(schema)
