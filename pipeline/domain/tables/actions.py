"""Verbeteracties: as a verslag records them, as people noted on them, and whom to ask when."""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table


class Actions(Table):
    """One row per verbeteractie as a verslag records it; an owner or term that is missing stays ""."""

    action_id: str = pa.Field(unique=True)
    table_id: str
    segment_id: str
    text: str  # the segment's words: never leaves besloten/
    owner_role: str
    term: str  # as written: "voor 1 mei"
    due: str  # ISO date that the term resolves to (a month where the table's date is one), or ""
    themes: object  # list[str]


ACTION_STATES = ("open", "loopt", "gereed", "vervallen")


class ActionNotes(Table):
    """One row per thing that a person noted about an action, by its id; "" leaves it as it was."""

    action_id: str = pa.Field(str_length={"min_value": 1})
    owner_role: str  # "-": there is none, whatever the program read
    term: str
    due: str
    state: str = pa.Field(isin=("", *ACTION_STATES))
    result: str
    reported_to: str  # to whom it was fed back: gezin, deelnemers, gemeente, …
    noted_on: str  # ISO date of the note; later notes go before earlier ones


class FollowedActions(Table):
    """One row per action as it stands on a day, with what people noted; none is ever lost.

    An action that the verslagen no longer hold but that people noted about stays, `found` False.
    """

    action_id: str = pa.Field(unique=True)
    table_id: str
    segment_id: str
    text: str  # never leaves besloten/
    owner_role: str
    term: str
    due: str
    themes: object  # list[str]
    found: bool
    corrected: bool  # a person changed owner, term or date
    state: str = pa.Field(isin=("onbekend", *ACTION_STATES))
    result: str
    reported_to: str
    noted_on: str  # of the last note, "" without one


MOMENTS = ("3 maanden", "6 maanden", "12 maanden")


class FollowUps(Table):
    """One row per owner role and action that is still to be asked after, the oldest date first."""

    owner_role: str  # "" for actions that nobody owns
    action_id: str
    table_id: str
    due: str
    moment: str = pa.Field(isin=MOMENTS)  # the last that has passed
    overdue: bool
    state: str = pa.Field(isin=("onbekend", "open", "loopt"))
