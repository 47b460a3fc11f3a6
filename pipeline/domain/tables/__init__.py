"""The tables in which rooms meet: a schema each, and the one check that they all pass."""

from pipeline.domain.tables.actions import ActionNotes, Actions, FollowedActions, FollowUps
from pipeline.domain.tables.base import Table, check, empty
from pipeline.domain.tables.codings import CodingProblems, Codings, Spans
from pipeline.domain.tables.findings import (
    Evidence,
    Findings,
    Measures,
    NewSubcodes,
    Ranking,
    Released,
)
from pipeline.domain.tables.inference import Contrasts, Coverage, Estimates, Pairs, TypicalWords
from pipeline.domain.tables.patterns import (
    CardEdits,
    Cards,
    MatrixCells,
    MatrixNotes,
    Patterns,
    TopicRuns,
    Topics,
)
from pipeline.domain.tables.regions import PooledShares, Recurrences, SideCells
from pipeline.domain.tables.shown import ShownBlocs, ShownSessions, ShownStatements, ShownSupport
from pipeline.domain.tables.statements import (
    Clashes,
    Emphases,
    Priorities,
    StatementCodings,
    Statements,
    StatementSegments,
    ThemeEchoes,
    Voters,
    Votes,
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
    "CardEdits",
    "Cards",
    "Clashes",
    "CodingProblems",
    "Codings",
    "Contrasts",
    "Coverage",
    "DialogueTables",
    "Documents",
    "Emphases",
    "Estimates",
    "Evidence",
    "Findings",
    "FollowUps",
    "FollowedActions",
    "MatrixCells",
    "MatrixNotes",
    "Measures",
    "NewSubcodes",
    "Notices",
    "Pairs",
    "Participants",
    "Patterns",
    "PooledShares",
    "Priorities",
    "Quarantine",
    "Ranking",
    "Recurrences",
    "Released",
    "Segments",
    "ShownBlocs",
    "ShownSessions",
    "ShownStatements",
    "ShownSupport",
    "SideCells",
    "Spans",
    "StatementCodings",
    "StatementSegments",
    "Statements",
    "Table",
    "ThemeEchoes",
    "Tokens",
    "TopicRuns",
    "Topics",
    "TypicalWords",
    "Voters",
    "Votes",
    "check",
    "empty",
]
