"""The tables in which rooms meet: a schema each, and the one check that they all pass."""

from pipeline.domain.tables.base import Table, check, empty
from pipeline.domain.tables.codings import CodingProblems, Codings, Spans
from pipeline.domain.tables.findings import (
    ActionNotes,
    Actions,
    Evidence,
    Findings,
    FollowedActions,
    FollowUps,
    Measures,
    NewSubcodes,
    Pairs,
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
    "ActionNotes",
    "Actions",
    "CodingProblems",
    "Codings",
    "DialogueTables",
    "Documents",
    "Evidence",
    "Findings",
    "FollowUps",
    "FollowedActions",
    "Measures",
    "NewSubcodes",
    "Notices",
    "Pairs",
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
