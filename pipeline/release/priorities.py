"""Points of a dialoogsessie in; what anyone may see of them out: places, counts, and whose support.

The unit is the person. A count of 1 to `min_people` - 1 people is blanked, 0 stays 0. Points, shares
and bars never leave: with a few votes each, points tell how many people gave them. A statement has a
place only with support of `min_people` people, among the statements that have that too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import (
    Priorities,
    ShownBlocs,
    ShownSessions,
    ShownStatements,
    ShownSupport,
    Statements,
    Table,
    Voters,
    Votes,
    check,
)
from pipeline.release.guard.people import attack_people
from pipeline.release.session_rows import bloc_rows, session_row, statement_rows, support_rows
from pipeline.release.sessions import Session, read_session

T = TypeVar("T", bound=Table)


@dataclass(frozen=True)
class ShownPriorities:
    """What may be shown of all sessions of a study."""

    sessions: DataFrame[ShownSessions]
    blocs: DataFrame[ShownBlocs]
    statements: DataFrame[ShownStatements]
    support: DataFrame[ShownSupport]


def release_priorities(
    statements: DataFrame[Statements],
    voters: DataFrame[Voters],
    votes: DataFrame[Votes],
    priorities: DataFrame[Priorities],
    *,
    min_people: int,
) -> ShownPriorities:
    """Return what may be shown, session by session, in order of `table_id`.

    What could be worked out from the rest is taken back, the least missed first: of a statement its
    count of all people, then which groups support it, then its place.
    """
    sessions = []
    for table_id in sorted(statements["table_id"].unique()):
        own = (
            table[table["table_id"] == table_id]
            for table in (statements, voters, votes, priorities)
        )
        sessions.append(_shielded(read_session(str(table_id), *own, min_people=min_people)))
    return shown_of(sessions)


def _shielded(session: Session) -> Session:
    """Take back what gives a small number away, until the attack finds none.

    First what follows from the counts of one statement, then what the orders add.
    """
    for orders in (False, True):
        while pinned := _pinned(session, orders=orders):
            for statement_id in pinned:
                if statement_id not in session.uncounted:
                    session.uncounted.add(statement_id)
                elif statement_id not in session.unsaid:
                    session.unsaid.add(statement_id)
                else:
                    session.placed.remove(statement_id)
    return session


def _pinned(session: Session, *, orders: bool) -> list[str]:
    """Return the statements of which the attack works a number out."""
    shown = shown_of([session])
    found = attack_shown(shown, min_people=session.min_people, orders=orders)
    return [str(one) for one in dict.fromkeys(found.loc[found["pinned"], "statement_id"])]


def attack_shown(shown: ShownPriorities, *, min_people: int, orders: bool = True) -> pd.DataFrame:
    """Try to work out what is blanked, from what is shown alone: see `attack_people`."""
    return attack_people(
        shown.sessions, shown.statements, shown.support, min_people=min_people, orders=orders
    )


def shown_of(sessions: Sequence[Session]) -> ShownPriorities:
    """Return sessions as they are shown."""
    return ShownPriorities(
        sessions=_table([session_row(one) for one in sessions], ShownSessions),
        blocs=_table([row for one in sessions for row in bloc_rows(one)], ShownBlocs),
        statements=_table([row for one in sessions for row in statement_rows(one)], ShownStatements),
        support=_table([row for one in sessions for row in support_rows(one)], ShownSupport),
    )  # fmt: skip


def _table(rows: Sequence[dict[str, object]], schema: type[T]) -> DataFrame[T]:
    return check(pd.DataFrame(list(rows), columns=schema.names()), schema)
