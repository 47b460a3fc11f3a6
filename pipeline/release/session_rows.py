"""One dialoogsessie in, what has to stay hidden marked; the rows that may be shown of it out."""

from __future__ import annotations

import pandas as pd

from pipeline.domain.tables.shown import DERIVABLE, FEW, SMALL_GROUP
from pipeline.domain.tables.statements import BY_GROUP, BY_PERSON
from pipeline.release.guard.people import tells_numbers
from pipeline.release.sessions import LISTED, Session

VIEW_COLUMNS = {
    BY_PERSON: ("place", "tied", "place_low", "place_high", "firm"),
    BY_GROUP: ("group_place", "group_tied", "group_low", "group_high", "group_firm"),
}
_KEPT = (
    "table_id", "statement_id", "text", "question", "heading", "perspective", "themes", "themes_by",
)  # fmt: skip


def session_row(session: Session) -> dict[str, object]:
    """Return one row of `ShownSessions`; nothing of the points of a session that is hidden."""
    voters, n_people = session.voters, len(session.voters)
    without = [one for one in session.supporters if not session.total(one)]
    return {
        "table_id": session.table_id,
        "n_people": pd.NA if session.hidden else n_people,
        "blanked": FEW if session.hidden else "",
        "n_statements": len(session.statements),
        "n_placed": len(session.placed),
        "n_without": 0 if session.hidden else len(without),
        "given": 0.0 if session.hidden else float(voters["given"].sum()),
        "allowed": 0.0 if session.hidden else float(voters["allowed"].sum()),
        "n_empty": int(voters["n_empty"].sum()),
    }


def bloc_rows(session: Session) -> list[dict[str, object]]:
    """Return the blocs, the largest first; how many people each has where that may be told."""
    return [
        {
            "table_id": session.table_id,
            "bloc": bloc,
            "members": LISTED.join(session.members[bloc]),
            "n_people": pd.NA if session.hidden else size,
            "blanked": FEW if session.hidden else "",
        }
        for bloc, size in session.sizes.items()
    ]


def statement_rows(session: Session) -> list[dict[str, object]]:
    """Return the statements, those with a place first."""
    places = {view: _places(session, view) for view in VIEW_COLUMNS}
    own = session.statements.to_dict("records")
    own.sort(key=lambda row: _sheet_order(session, str(row["statement_id"])))
    rows = []
    for row in own:
        statement_id = str(row["statement_id"])
        shown = {name: row[name] for name in _KEPT} | _count(session, statement_id)
        for view, columns in VIEW_COLUMNS.items():
            seen = places[view].get(statement_id, (pd.NA, False, pd.NA, pd.NA, False))
            shown |= dict(zip(columns, seen, strict=True))
        rows.append(shown | {"supported_by": LISTED.join(_supporting(session, statement_id))})
    return rows


def _sheet_order(session: Session, statement_id: str) -> int:
    """Return where a statement stands; those without a place keep the order of the sheet (stable)."""
    placed = session.placed
    return placed.index(statement_id) if statement_id in placed else len(placed)


def _count(session: Session, statement_id: str) -> dict[str, object]:
    """Return how many people supported a statement, as it may be shown."""
    count, everyone = session.total(statement_id), len(session.voters)
    if session.hidden:
        return {"n_supporters": pd.NA, "of_people": pd.NA, "blanked": FEW}
    reason = ""
    if 0 < count < session.min_people:
        reason = FEW
    elif count and (statement_id in session.uncounted or statement_id not in session.placed):
        reason = DERIVABLE
    return {"n_supporters": pd.NA if reason else count, "of_people": everyone, "blanked": reason}


def _places(session: Session, view: str) -> dict[str, tuple[int, bool, int, int, bool]]:
    """Return the places of one view, counted anew among the statements that have one.

    The ends of a place are kept as far as they follow: what is surely better stands above it, what
    is surely worse below.
    """
    ranks = session.ranks[view]
    own = ranks.loc[[one for one in session.placed if one in ranks.index]]
    found = {}
    for row in own.itertuples():
        better, same = (own["rank"] < row.rank).sum(), (own["rank"] == row.rank).sum()
        above = (own["rank_high"] < row.rank_low).sum()
        below = (own["rank_low"] > row.rank_high).sum()
        place = int(better) + 1
        low, high = min(int(above) + 1, place), max(len(own) - int(below), place)
        found[str(row.Index)] = (place, bool(same > 1), low, high, bool(row.firm))
    return found


def _supporting(session: Session, statement_id: str) -> list[str]:
    """Return the blocs that support a statement, those with the largest part of their people first."""
    if statement_id not in session.placed or statement_id in session.unsaid:
        return []
    held = session.supporters[statement_id]
    blocs = [bloc for bloc in session.sizes if session.supports(statement_id, bloc)]
    return sorted(blocs, key=lambda bloc: (-held[bloc] / session.sizes[bloc], bloc))


def support_rows(session: Session) -> list[dict[str, object]]:
    """Return every placed statement and bloc: does it support it, and how many where it may be told."""
    rows = []
    for statement_id in session.placed:
        said = statement_id not in session.unsaid
        for bloc, size in session.sizes.items():
            count, reason = session.supporters[statement_id][bloc], ""
            if not said:
                reason = DERIVABLE
            elif not tells_numbers(size, min_people=session.min_people):
                reason = SMALL_GROUP
            elif 0 < count < session.min_people:
                reason = FEW
            rows.append(
                {
                    "table_id": session.table_id,
                    "statement_id": statement_id,
                    "bloc": bloc,
                    "of_people": size,
                    "supports": said and session.supports(statement_id, bloc),
                    "said": said,
                    "n_supporters": pd.NA if reason else count,
                    "blanked": reason,
                }
            )
    return rows
