"""Codings of people in, from this study and others; what a model may learn from them, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline.coding.features import Array, Material
from pipeline.domain.codebook import Codebook
from pipeline.domain.errors import InputError
from pipeline.domain.tables import Codings, Segments, Tokens, check
from pipeline.domain.wording import VALENCES
from pipeline.language.readings import Readings

MIN_EXAMPLES = 8  # segments under which a code is not predicted
ANY = "*"  # the target: has a theme at all


class TrainingSet(NamedTuple):
    """Another study's codings to learn from too; rows of `readings` are the rows of `segments`."""

    segments: DataFrame[Segments]
    tokens: DataFrame[Tokens]
    codings: DataFrame[Codings]
    readings: Readings


class Targets(NamedTuple):
    """What people said of every segment of the material."""

    codes: list[str]  # the columns of `given`
    given: Array  # (n segments, n codes), 0 or 1
    valences: NDArray[np.intp]  # a place in VALENCES, -1 where nobody gave one
    judged: NDArray[np.bool_]


def leading_series(codings: pd.DataFrame) -> pd.DataFrame:
    """Return the codings of the leading series: the first person's."""
    people = codings[(codings["source"] == "mens") & (codings["status"] != "verworpen")]
    return people[people["coder"] == people["coder"].iloc[0]] if len(people) else people


def join_training_sets(sets: Mapping[str, TrainingSet]) -> TrainingSet:
    """Return several studies' codings as one, ids made unique by the name of their study."""

    def together(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
        named = zip(tables, sets, strict=True)
        return pd.concat([_renamed(table, study) for table, study in named], ignore_index=True)

    leading = (leading_series(part.codings).assign(coder="A") for part in sets.values())
    return TrainingSet(
        check(together(part.segments for part in sets.values()), Segments),
        check(together(part.tokens for part in sets.values()), Tokens),
        check(together(leading), Codings),
        Readings.joined([part.readings for part in sets.values()]),
    )


def with_extra(
    material: Material, judged: pd.DataFrame, extra: TrainingSet
) -> tuple[Material, pd.DataFrame]:
    """Return our own material with that of `extra` behind it, under ids of its own."""
    if extra.readings.widths != material.readings.widths:
        raise InputError(
            "leren_van: de zinsvectoren van de andere studie komen van een ander zinsmodel. Zet in "
            "beide studiebestanden hetzelfde 'zinsmodel'."
        )
    other = join_training_sets({"leren_van": extra})
    return (
        Material(
            pd.concat([material.segments, other.segments], ignore_index=True),
            pd.concat([material.tokens, other.tokens], ignore_index=True),
            Readings.joined([material.readings, other.readings]),
        ),
        pd.concat([judged, other.codings], ignore_index=True) if len(judged) else other.codings,
    )


def targets_of(segments: DataFrame[Segments], judged: pd.DataFrame, codebook: Codebook) -> Targets:
    """Return what people said, for the codes with enough examples."""
    row_of = {segment_id: row for row, segment_id in enumerate(segments["segment_id"])}
    names = [*(code.id for code in codebook.codes), ANY]
    column_of = {name: column for column, name in enumerate(names)}
    values = np.zeros((len(segments), len(names)))
    valences = np.full(len(segments), -1)
    seen = np.zeros(len(segments), dtype=bool)
    rows: Any = zip(judged["segment_id"], judged["code"], judged["valence"], strict=True)
    for segment_id, code, valence in rows:
        row = row_of.get(segment_id)
        if row is None:
            continue
        seen[row] = True
        if valence:
            valences[row] = VALENCES.index(valence)
        if isinstance(code, str) and code in codebook:
            values[row, [column_of[name] for name in (code, codebook.theme_of(code), ANY)]] = 1.0
    examples = dict(zip(names, values.sum(axis=0), strict=True))
    enough = [name for name in names if examples[name] >= MIN_EXAMPLES or name == ANY]
    codes = [
        name
        for name in enough
        if name == ANY or codebook.theme_of(name) in enough  # no subcode without its theme
    ]
    return Targets(codes, values[:, [column_of[name] for name in codes]], valences, seen)


def _renamed(table: pd.DataFrame, study: str) -> pd.DataFrame:
    """Return a table whose ids carry the name of their study."""
    names = [name for name in ("segment_id", "table_id") if name in table]
    return table.assign(**{name: f"{study}:" + table[name] for name in names})
