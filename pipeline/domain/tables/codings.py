"""Codings: as people hand them in (spans of a document), and as every coder's are kept (segments)."""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table
from pipeline.domain.wording import SOURCES, STATUSES, VALENCES


class Spans(Table):
    """One row per coded span as a person handed it in; `codes` empty means: judged, no theme."""

    class Config(Table.Config):
        add_missing_columns = True  # tables made before there were phases have none

    table_id: str
    document: str
    start: int
    end: int
    codes: object  # list[str]
    valence: str = pa.Field(isin=("", *VALENCES))
    doubt: bool
    coder: str
    line: int  # where it stands in its file, from 1, for messages
    phase: str = pa.Field(default="")  # of the trajectory, as the codebook names it
    scope: str = pa.Field(default="")  # the case, more than this case, or the method itself


class Codings(Table):
    """One row per segment, coder and code; a null `code` means: judged, no theme."""

    class Config(Table.Config):
        add_missing_columns = True  # tables made before there were phases have none

    segment_id: str
    code: str = pa.Field(nullable=True)  # a theme or a subcode id of the codebook
    coder: str  # "A", "regels", "model"
    source: str = pa.Field(isin=SOURCES)
    start: int = pa.Field(ge=0)  # the coded span, in the document
    end: int = pa.Field(ge=1)
    valence: str = pa.Field(isin=("", *VALENCES))
    doubt: bool
    confidence: float = pa.Field(nullable=True, ge=0, le=1)  # null for people and rules
    status: str = pa.Field(isin=STATUSES)
    phase: str = pa.Field(default="")  # id of the codebook's phases, "" where not recorded
    scope: str = pa.Field(default="")  # id of the codebook's scopes; METHOD is no evidence


class CodingProblems(Table):
    """One row per coding that fits nowhere, with why; reported, never dropped in silence."""

    coder: str
    table_id: str
    document: str
    start: int
    end: int
    line: int
    problem: str  # Dutch: what is wrong and what to do
