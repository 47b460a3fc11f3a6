"""What may be shown of sessions in; each session as figures and sheets tell it, in Dutch, out."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.domain.tables.statements import HEADINGS
from pipeline.domain.wording import enumerate_words
from pipeline.release.priorities import ShownPriorities
from pipeline.release.sessions import LISTED

OTHER_HEADING = ""  # of a statement whose question the map in the settings does not know
JOINED_BY = " met "  # between groups that are counted as one
FINDING = "uitspraak"  # begins the id of a count of people


@dataclass(frozen=True)
class Bloc:
    """One group that is counted; more than one name where small ones were joined."""

    name: str  # as in the tables
    label: str  # "jeugdigen", "beleid en bestuur met onderzoek en opleiding"
    members: tuple[str, ...]
    n_people: int | None
    group: str  # gives it its colour

    @property
    def joined(self) -> bool:
        """Tell whether small groups were joined in it."""
        return len(self.members) > 1


@dataclass(frozen=True)
class Support:
    """What may be shown of one bloc's support for one statement."""

    supports: bool
    said: bool
    count: int | None


@dataclass(frozen=True)
class Place:
    """Where a statement stands in one order, and between which places it lies."""

    place: int
    tied: bool
    low: int
    high: int
    firm: bool

    @property
    def reach(self) -> str:
        """Return the places between which it lies: "1-5", or one."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True)
class Placed:
    """One statement with a place."""

    statement_id: str
    text: str
    heading: str
    perspective: str  # of who brought it, "" where it was not recorded
    themes: tuple[str, ...]
    themes_by: str
    by_person: Place
    by_group: Place | None
    count: int | None  # people who gave it any point, None where that is not shown
    of_people: int
    supported_by: tuple[str, ...]  # names of blocs
    support: Mapping[str, Support]  # by name of bloc

    @property
    def finding_id(self) -> str:
        """Return the id under which its count can be traced."""
        return f"{FINDING}/{self.statement_id}"


@dataclass(frozen=True)
class SessionView:
    """One session as it may be told."""

    table_id: str
    n_people: int | None
    blocs: tuple[Bloc, ...]
    placed: tuple[Placed, ...]  # best first, by person
    texts: tuple[tuple[str, str], ...]  # heading and words of the statements without a place
    n_without: int  # to which nobody gave a point
    given: float
    allowed: float
    n_empty: int
    min_people: int
    leading: int  # how many leading places "firm" is about

    @property
    def n_few(self) -> int:
        """Return how many statements had points of too few people to be given a place."""
        return len(self.texts) - self.n_without

    @property
    def firm_to(self) -> int:
        """Return how many places from the top are firm."""
        found = 0
        for one in self.placed:
            if not one.by_person.firm:
                break
            found += 1
        return found

    @property
    def open_to(self) -> int:
        """Return up to which place statements could as well stand among the leading ones."""
        could = [at for at, one in enumerate(self.placed, 1) if one.by_person.low <= self.leading]
        return max([self.firm_to, *could])

    @property
    def ordered(self) -> bool:
        """Tell whether there is an order to show."""
        return bool(self.placed)

    def bloc(self, name: str) -> Bloc:
        """Return a bloc by its name."""
        return next(bloc for bloc in self.blocs if bloc.name == name)

    def said_support(self, one: Placed) -> str:
        """Return the groups that support a statement as a sentence names them, "" where none does."""
        return enumerate_words([self.bloc(name).label for name in one.supported_by])

    def under(self, heading: str) -> tuple[Placed, ...]:
        """Return the placed statements under one heading, best first."""
        return tuple(one for one in self.placed if one.heading == heading)

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the headings that have any statement with a place, in their own order."""
        known = [one for one in (*HEADINGS, OTHER_HEADING) if self.under(one)]
        return tuple(known)

    @property
    def clashes(self) -> tuple[Placed, ...]:
        """Return the statements that one group supports, and no other of which it is told."""
        return tuple(
            one
            for one in self.placed
            if len(one.supported_by) == 1 and all(cell.said for cell in one.support.values())
            and len(one.support) > 1
        )  # fmt: skip


def views_of(
    shown: ShownPriorities,
    *,
    min_people: int,
    leading: int,
    labels: Mapping[str, str],
    groups: Mapping[str, str],
) -> list[SessionView]:
    """Return every session as it may be told.

    `labels` gives another Dutch name for a bloc, `groups` the group of one, which gives its colour.
    """
    views = []
    for row in shown.sessions.to_dict("records"):
        table_id = str(row["table_id"])
        own = shown.statements[shown.statements["table_id"] == table_id]
        blocs = shown.blocs[shown.blocs["table_id"] == table_id]
        rest = own[own["place"].isna()]
        views.append(
            SessionView(
                table_id=table_id,
                n_people=_whole(row["n_people"]),
                blocs=tuple(_bloc(one, labels, groups) for one in blocs.to_dict("records")),
                placed=_placed(own, shown.support[shown.support["table_id"] == table_id]),
                texts=tuple(zip(rest["heading"], rest["text"], strict=True)),
                n_without=int(row["n_without"]),
                given=float(row["given"]),
                allowed=float(row["allowed"]),
                n_empty=int(row["n_empty"]),
                min_people=min_people,
                leading=leading,
            )
        )
    return views


def _bloc(row: Mapping[Hashable, Any], labels: Mapping[str, str], groups: Mapping[str, str]) -> Bloc:  # fmt: skip
    members = tuple(str(row["members"]).split(LISTED))
    named = [labels.get(one, one.replace("_", " ")) for one in members]
    group = groups.get(members[0], "overig")
    return Bloc(str(row["bloc"]), JOINED_BY.join(named), members, _whole(row["n_people"]), group)


def _placed(statements: pd.DataFrame, support: pd.DataFrame) -> tuple[Placed, ...]:
    cells: dict[str, dict[str, Support]] = {}
    for cell in support.to_dict("records"):
        own = cells.setdefault(str(cell["statement_id"]), {})
        own[str(cell["bloc"])] = Support(
            bool(cell["supports"]), bool(cell["said"]), _whole(cell["n_supporters"])
        )
    rows = statements.dropna(subset=["place"]).to_dict("records")
    return tuple(
        Placed(
            statement_id=str(row["statement_id"]),
            text=str(row["text"]),
            heading=str(row["heading"]),
            perspective=str(row["perspective"]),
            themes=tuple(str(row["themes"]).split()),
            themes_by=str(row["themes_by"]),
            by_person=_place(row, ("place", "tied", "place_low", "place_high", "firm")),
            by_group=None if pd.isna(row["group_place"]) else _place(
                row, ("group_place", "group_tied", "group_low", "group_high", "group_firm")
            ),
            count=_whole(row["n_supporters"]),
            of_people=int(row["of_people"]),
            supported_by=tuple(filter(None, str(row["supported_by"]).split(LISTED))),
            support=cells.get(str(row["statement_id"]), {}),
        )
        for row in rows
    )  # fmt: skip


def _place(row: Mapping[Hashable, Any], columns: tuple[str, str, str, str, str]) -> Place:
    place, tied, low, high, firm = (row[column] for column in columns)
    return Place(int(place), bool(tied), int(low), int(high), bool(firm))


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
