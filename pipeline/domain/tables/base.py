"""What every table is: a pandera schema, strict and coercing, with one check that repeats no cell."""

from __future__ import annotations

import functools
from typing import Any, TypeVar, cast

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaError, SchemaErrors
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError


class Table(pa.DataFrameModel):
    """A table of this product: columns in this order, no other, of these types."""

    class Config:
        strict = True
        coerce = True
        ordered = False

    @classmethod
    def names(cls) -> list[str]:
        """Return the names of the columns, in order."""
        return list(cls.to_schema().columns)


T = TypeVar("T", bound=Table)


def check(table: pd.DataFrame, schema: type[T]) -> DataFrame[T]:
    """Return `table` with the types and the column order of `schema`.

    Raises:
        InputError: naming the columns and rules that failed, and no cell. Pandera's own message
            quotes cells, and a cell may hold a child's words.
    """
    if not len(table) and list(table.columns) == schema.names():
        return empty(schema)
    try:
        valid = schema.validate(table, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        broken = sorted({f"{case.column}: {case.check}" for case in cases.itertuples()})
        raise InputError(f"Tabel {schema.__name__} klopt niet: {'; '.join(broken)}") from None
    except SchemaError as error:
        raise InputError(f"Tabel {schema.__name__} klopt niet: {error.check}") from None
    return valid[schema.names()].reset_index(drop=True)


def empty(schema: type[T]) -> DataFrame[T]:
    """Return a table of `schema` without rows; a fresh one, though it is made only once."""
    return cast("DataFrame[T]", _empty(schema).copy())


@functools.cache  # checking a table takes some 20 ms however small it is
def _empty(schema: type[Table]) -> pd.DataFrame:
    columns: dict[str, Any] = {name: pd.Series([], dtype=object) for name in schema.names()}
    valid: pd.DataFrame = schema.validate(pd.DataFrame(columns))
    return valid.reset_index(drop=True)
