"""The tables in which rooms meet: a schema each, and the one check that they all pass."""

from pipeline.domain.tables.base import Table, check, empty
from pipeline.domain.tables.codings import CodingProblems, Codings, Spans
from pipeline.domain.tables.findings import (
    Actions,
    Evidence,
    Findings,
    NewSubcodes,
    Ranking,
    Released,
)
from pipeline.domain.tables.study import (
    DialogueTables,
    Documents,
    Notices,
    Participants,
    Quarantine,
    Segments,
    Tokens,
)

__all__ = [
    "Actions",
    "CodingProblems",
    "Codings",
    "DialogueTables",
    "Documents",
    "Evidence",
    "Findings",
    "NewSubcodes",
    "Notices",
    "Participants",
    "Quarantine",
    "Ranking",
    "Released",
    "Segments",
    "Spans",
    "Table",
    "Tokens",
    "check",
    "empty",
]
