"""What may be shown of dialoogsessies outside the team: who was there, what had support, from whom.

Every number counts people. One of 1 up to the threshold is blanked; a blank is a number that is
there, and `blanked` says why it does not show. A place is one among the statements that have enough
support to be placed at all.
"""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table

FEW, DERIVABLE, SMALL_GROUP = "klein", "afleidbaar", "kleine groep"
REASONS = ("", FEW, DERIVABLE, SMALL_GROUP)


class ShownSessions(Table):
    """One row per session: how many people divided points, and what was left over."""

    table_id: str = pa.Field(unique=True, str_length={"min_value": 1})
    n_people: pa.typing.Series[pa.Int64] = pa.Field(nullable=True)  # who could give points
    blanked: str = pa.Field(isin=REASONS)
    n_statements: int = pa.Field(ge=0)
    n_placed: int = pa.Field(ge=0)  # statements with a place
    n_without: int = pa.Field(ge=0)  # statements to which nobody gave a point
    given: float = pa.Field(ge=0)  # points, of everyone together
    allowed: float = pa.Field(ge=0)
    n_empty: int = pa.Field(ge=0)  # cells left empty


class ShownBlocs(Table):
    """One row per session and group that is counted, the largest first."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    bloc: str
    members: str  # the groups in it, "; " between; more than one where small ones were joined
    n_people: pa.typing.Series[pa.Int64] = pa.Field(nullable=True)
    blanked: str = pa.Field(isin=REASONS)


class ShownStatements(Table):
    """One row per statement: those with a place first, best first; then in the order of the sheet."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    statement_id: str = pa.Field(unique=True, str_length={"min_value": 1})
    text: str = pa.Field(str_length={"min_value": 1})
    question: str
    heading: str
    perspective: str  # of who brought it, "" where it was not recorded
    themes: str  # " " between
    themes_by: str
    n_supporters: pa.typing.Series[pa.Int64] = pa.Field(
        nullable=True
    )  # people who gave it any point
    of_people: pa.typing.Series[pa.Int64] = pa.Field(nullable=True)
    blanked: str = pa.Field(isin=REASONS)
    place: pa.typing.Series[pa.Int64] = pa.Field(
        nullable=True
    )  # by person; <NA> without enough support
    tied: bool
    place_low: pa.typing.Series[pa.Int64] = pa.Field(
        nullable=True
    )  # 95% of draws give a place from low to high
    place_high: pa.typing.Series[pa.Int64] = pa.Field(nullable=True)
    firm: bool
    group_place: pa.typing.Series[pa.Int64] = pa.Field(
        nullable=True
    )  # with every group weighing the same
    group_tied: bool
    group_low: pa.typing.Series[pa.Int64] = pa.Field(nullable=True)
    group_high: pa.typing.Series[pa.Int64] = pa.Field(nullable=True)
    group_firm: bool
    supported_by: str  # the blocs that support it, "; " between, the largest part of them first


class ShownSupport(Table):
    """One row per statement with a place and bloc: does the bloc support it, and with how many.

    Of a small bloc no number is ever shown, only whether it supports the statement.
    """

    table_id: str = pa.Field(str_length={"min_value": 1})
    statement_id: str = pa.Field(str_length={"min_value": 1})
    bloc: str
    of_people: pa.typing.Series[pa.Int64] = pa.Field(nullable=True)
    supports: bool
    said: bool  # False: whether it does is not shown, for it would give a number away
    n_supporters: pa.typing.Series[pa.Int64] = pa.Field(nullable=True)
    blanked: str = pa.Field(isin=REASONS)
