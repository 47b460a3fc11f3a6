"""Statements of a dialoogsessie, who divided points over them, and the order that came of it.

The unit is the person: a session has one table of statements, and each participant divides points,
stickers or a top-3 over them. A statement has no speaker; it is supported, not voiced, by a group.
"""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table
from pipeline.domain.tables.codings import Codings
from pipeline.domain.tables.study import Segments
from pipeline.domain.wording import HEADINGS, VALENCES

__all__ = [
    "BY_GROUP", "BY_PERSON", "HEADINGS", "Clashes", "Emphases", "Priorities", "StatementCodings",
    "StatementSegments", "Statements", "ThemeEchoes", "Voters", "Votes",
]  # fmt: skip

BY_PERSON = "personen"  # every participant weighs the same
BY_GROUP = "groepen"  # every group weighs the same, however many sat in it


class Statements(Table):
    """One row per statement of a session, in the order of its sheet."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    statement_id: str = pa.Field(unique=True, str_length={"min_value": 1})  # "SB1-01"
    segment_id: str  # the segment that holds its words, "" where it is none
    text: str = pa.Field(str_length={"min_value": 1})
    question: str  # as recorded: lukt, hoogtepunt, dilemma, …
    heading: str  # one of HEADINGS by the map in the settings, "" where the map does not know
    valence: str  # as recorded under `soort`, "" where it was not
    perspective: str  # of who brought it, "" where it was not recorded
    themes: str  # ids of themes, " " between, "" for none
    themes_by: str = pa.Field(isin=("", "mens", "blad", "model"))  # coded, on the sheet, proposed


class Voters(Table):
    """One row per participant of a session who could divide points."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    participant: str = pa.Field(str_length={"min_value": 1})
    perspective: str
    group: str  # of the perspectives, as in Participants
    # the group that is counted: `group` or finer, merged until enough people in it gave points;
    # merged ones are joined by " + ": "jeugdigen + ouders"; "" until `findings.blocs` says it
    bloc: str
    given: float  # points that were given
    allowed: float  # points that could be given
    n_empty: int  # cells left empty, which is not a nought


class Votes(Table):
    """One row per participant and statement with points; no row where none were given."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    statement_id: str = pa.Field(str_length={"min_value": 1})
    participant: str = pa.Field(str_length={"min_value": 1})
    points: float = pa.Field(gt=0)


class Priorities(Table):
    """One row per session, view and statement: how much support it had and how firm its place is.

    `view` is BY_PERSON, BY_GROUP or a bloc. Ranks are of the mean of shares, best first; ties share
    the lowest number. Not for outside as it stands: see `release.priorities`.
    """

    table_id: str = pa.Field(str_length={"min_value": 1})
    view: str
    statement_id: str
    n_people: int = pa.Field(ge=0)  # who could give points in this view
    n_supporters: int = pa.Field(ge=0)  # who gave it any
    points: float = pa.Field(ge=0)
    share: float = pa.Field(
        ge=0, le=1
    )  # of the points given in this view, weighed as the view says
    rank: int = pa.Field(ge=1)
    tied: bool
    rank_low: int = pa.Field(ge=1)  # 95% of draws of participants give a rank from low to high
    rank_high: int = pa.Field(ge=1)
    firm: bool  # among the leading five in at least 95% of draws; see `findings.priorities`


class Clashes(Table):
    """One row per session, statement and pair of blocs that weigh it differently. Team only.

    A row stands where most of the one bloc support it, among its leading statements, and nobody of
    the other does, or where the shares differ by more than chance; `p` never leaves.
    """

    table_id: str = pa.Field(str_length={"min_value": 1})
    statement_id: str = pa.Field(str_length={"min_value": 1})
    bloc: str  # that supports it more
    other: str
    share: float = pa.Field(ge=0, le=1)
    other_share: float = pa.Field(ge=0, le=1)
    rank: int = pa.Field(ge=1)
    other_rank: int = pa.Field(ge=1)
    n_supporters: int = pa.Field(ge=0)
    n_people: int = pa.Field(ge=0)
    other_supporters: int = pa.Field(ge=0)
    other_people: int = pa.Field(ge=0)
    one_sided: bool  # leading and supported by most here, and without any support there
    p: float = pa.Field(ge=0, le=1)  # of participants shuffled between the two, over all statements


class Emphases(Table):
    """One row per session, view and heading or theme: which share of the points went there.

    `table_id` "" is all sessions together, each weighing the same. A statement with two themes
    counts for both, so that shares of themes need not add up to 1.
    """

    table_id: str
    view: str = pa.Field(isin=(BY_PERSON, BY_GROUP))
    kind: str = pa.Field(isin=("kop", "thema"))
    code: str  # one of HEADINGS, or a theme's id; "" where a statement has none
    n_sessions: int = pa.Field(ge=0)  # that had such a statement
    of_sessions: int = pa.Field(ge=0)
    n_statements: int = pa.Field(ge=0)
    share: float = pa.Field(ge=0, le=1)


class ThemeEchoes(Table):
    """One row per theme, study and valence ("" for any): at how many tables people coded it there.

    What the sessions' statements are held against. `n_tables` is as counted, for the team;
    `shown_tables` as that study may release it, null where it is blanked or told in words.
    """

    theme: str = pa.Field(str_length={"min_value": 1})
    study: str = pa.Field(str_length={"min_value": 1})
    title: str
    coder: str
    valence: str = pa.Field(isin=("", *VALENCES))
    n_tables: int = pa.Field(ge=0)
    of_tables: int = pa.Field(ge=0)
    shown_tables: pa.typing.Series[pa.Int64] = pa.Field(nullable=True, ge=0)
    shown_of: pa.typing.Series[pa.Int64] = pa.Field(nullable=True, ge=0)
    words_only: bool  # fewer tables than a study needs to show counts


class StatementSegments(Segments):
    """The segments of statements, set apart from what tables said: no measure counts them."""


class StatementCodings(Codings):
    """The codings of statements, of people, rules and the model; no finding rests on them."""
