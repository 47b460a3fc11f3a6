"""Codings that fit nowhere in; the same where they fit once their offsets are counted in the stored file.

Another program counts the characters of a file as it lies on disk: two for a line end of Windows.
Offsets of this product count the canonical text. A series is taken over as a whole per document, or
not at all: a single span that happens to fit says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.coding.spans import match_spans
from pipeline.domain.tables import (
    CodingProblems,
    Codings,
    Documents,
    Notices,
    Segments,
    Spans,
    check,
)
from pipeline.files.decoding import NotTextError, canonical_offsets, stored_text
from pipeline.intake.meta import table_id_of
from pipeline.stages.run import Run
from pipeline.stages.withdrawn import folders_of

Stands = Callable[[DataFrame[CodingProblems]], list[bool]]
_PLAIN = frozenset((".txt", ".md", ".text", ".markdown"))
_COUNTED = (
    "telt de tekens van het bestand zoals het is bewaard, met regeleinden van Windows of losse "
    "accenten; de plekken zijn omgerekend."
)
_PLACE = ["coder", "table_id", "document"]


def match_stored(
    run: Run, spans: DataFrame[Spans], stands: Stands
) -> tuple[DataFrame[Codings], DataFrame[CodingProblems]]:
    """Return what people coded by segment, and what fits nowhere, in whichever way a series counts.

    `stands` tells which of the codings that fit nowhere are a problem.
    """

    def match(some: DataFrame[Spans]) -> tuple[DataFrame[Codings], DataFrame[CodingProblems]]:
        fitting, left = match_spans(some, run.table(Segments), run.codebook)
        return fitting, check(left[np.array(stands(left), dtype=bool)], CodingProblems)

    codings, problems = match(spans)
    if problems.empty:
        return codings, problems
    recounted, places = spans, []
    for (coder, table_id, name), _ in problems.groupby(_PLACE, sort=True):
        offsets = _offsets_of(run, str(table_id), str(name))
        if not offsets:
            continue
        here = (spans[_PLACE] == [coder, table_id, name]).all(axis=1)
        moved = _moved(spans[here], offsets)
        if match(check(moved, Spans))[1].empty:
            recounted = recounted.copy()
            recounted.loc[here, ["start", "end"]] = moved[["start", "end"]]
            places.append((str(table_id), str(name), str(coder)))
    if not places:
        return codings, problems
    _note(run, places)
    return match(check(recounted, Spans))


def _moved(spans: DataFrame[Spans], offsets: Sequence[int]) -> pd.DataFrame:
    """Return spans with offsets into the canonical text; what lies behind its end stays there."""
    last = len(offsets) - 1
    return spans.assign(
        **{
            name: [offsets[min(place, last)] + max(place - last, 0) for place in spans[name]]
            for name in ("start", "end")
        }
    )


def _offsets_of(run: Run, table_id: str, name: str) -> list[int]:
    """Return where each character of a plain text file went, none where nothing moved."""
    documents = run.table(Documents)
    own = documents[documents["table_id"] == table_id]
    fits = [
        (full, text)
        for full, text in zip(own["document"], own["text"], strict=True)
        if name in (full, PurePath(full).stem) and PurePath(full).suffix.casefold() in _PLAIN
    ]
    homes = [home for home in folders_of(run.settings) if table_id_of(home) == table_id]
    if len(fits) != 1 or not homes:
        return []
    full, text = fits[0]
    try:
        offsets = canonical_offsets(stored_text((homes[0] / full).read_bytes()))
    except (NotTextError, OSError):
        return []
    moved = offsets[-1] == len(text) and len(offsets) - 1 != len(text)
    return offsets if moved else []


def _note(run: Run, places: Sequence[tuple[str, str, str]]) -> None:
    rows = [
        (table_id, document, "codering", f"Reeks {coder} {_COUNTED}")
        for table_id, document, coder in places
    ]
    told = pd.DataFrame(rows, columns=Notices.names())
    run.put(pd.concat([run.table(Notices), told], ignore_index=True), Notices)
