"""Actions and what people noted about them in; how each stands and whom to ask when out.

What a person noted is never overwritten: notes are kept by the action's id, and a new reading of
the verslagen only changes what nobody corrected.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import (
    ActionNotes,
    Actions,
    DialogueTables,
    FollowedActions,
    FollowUps,
    check,
)
from pipeline.domain.wording import plural
from pipeline.findings.actions import OWNERS_JOINED_BY

NO_OWNER = "-"  # in a note: there is none, whatever the program read
MOMENTS = (3, 6, 12)  # months after the table at which actions are asked after
_CORRECTED = ("owner_role", "term", "due")
_CARRIED = ("state", "result", "reported_to")


def follow_actions(
    actions: DataFrame[Actions], notes: DataFrame[ActionNotes]
) -> DataFrame[FollowedActions]:
    """Join to each action the last thing noted of each kind.

    A note of a later day goes before an earlier one, and of one day the last in the list; "" in a
    note leaves what was there. Actions keep their order; those that only notes know come last.
    """
    ordered = notes.assign(place=range(len(notes))).sort_values(["noted_on", "place"])
    told = ordered[[*_CORRECTED, *_CARRIED, "noted_on"]].where(lambda cells: cells != "")
    latest = told.groupby(ordered["action_id"], sort=True).last()
    lost = [action_id for action_id in latest.index if action_id not in set(actions["action_id"])]
    blank = pd.DataFrame({"action_id": lost}, columns=list(actions.columns)).fillna("")
    blank["themes"] = [[] for _ in lost]
    rows = pd.concat([actions.assign(found=True), blank.assign(found=False)], ignore_index=True)
    mine = latest.reindex(rows["action_id"]).reset_index(drop=True)
    for column in _CORRECTED:
        said = mine[column].replace(NO_OWNER, "")
        rows[column] = said.where(mine[column].notna(), rows[column])
    rows["corrected"] = mine[list(_CORRECTED)].notna().any(axis=1)
    for column in (*_CARRIED, "noted_on"):
        rows[column] = mine[column].fillna("")
    rows["state"] = rows["state"].replace("", "onbekend")
    return check(rows, FollowedActions)


def list_follow_ups(
    actions: DataFrame[FollowedActions],
    dialogue_tables: DataFrame[DialogueTables],
    *,
    on_date: str,
) -> DataFrame[FollowUps]:
    """List per owner role what has to be asked after on `on_date` (ISO).

    An action comes up three, six and twelve months after its table (the end of the month or year
    where no day is known), until it is done or dropped. One with several owners is in each of their
    lists. Within an owner the oldest date comes first, then the table.
    """
    today = datetime.date.fromisoformat(on_date)
    dates = dict(zip(dialogue_tables["table_id"], dialogue_tables["date"], strict=True))
    rows = []
    for action in actions[~actions["state"].isin(("gereed", "vervallen"))].itertuples():
        moment = _moment_passed(dates.get(action.table_id, ""), today)
        if not moment:
            continue
        due = str(action.due)
        overdue = bool(due) and due < on_date[: len(due)]
        rest = (action.action_id, action.table_id, due, moment, overdue, action.state)
        rows += [(owner, *rest) for owner in str(action.owner_role).split(OWNERS_JOINED_BY)]
    table = pd.DataFrame(rows, columns=FollowUps.names())
    dated = table.assign(undated=table["due"] == "")
    return check(
        dated.sort_values(["owner_role", "undated", "due", "table_id", "action_id"])[
            FollowUps.names()
        ],
        FollowUps,
    )


@dataclass(frozen=True)
class ActionSummary:
    """How a study's actions stand, in numbers; `sentence` says it in Dutch."""

    n_actions: int
    n_with_owner: int
    n_with_term: int
    n_done: int
    n_unknown: int
    n_reported: int

    @property
    def sentence(self) -> str:
        """Say how the actions stand: "Van 96 acties 31 gereed, 40 onbekend; …"."""
        if not self.n_actions:
            return "Er zijn geen verbeteracties gevonden."
        return (
            f"Van {plural(self.n_actions, 'actie', 'acties')} {self.n_done} gereed, "
            f"{self.n_unknown} onbekend; "
            f"{self.n_actions - self.n_with_owner} zonder eigenaar, "
            f"{self.n_actions - self.n_with_term} zonder termijn."
        )


def summarise_actions(actions: DataFrame[FollowedActions]) -> ActionSummary:
    """Count the actions that have an owner, a term, are done, unknown, or fed back to someone."""
    return ActionSummary(
        n_actions=len(actions),
        n_with_owner=int((actions["owner_role"] != "").sum()),
        n_with_term=int((actions["term"] != "").sum()),
        n_done=int((actions["state"] == "gereed").sum()),
        n_unknown=int((actions["state"] == "onbekend").sum()),
        n_reported=int((actions["reported_to"] != "").sum()),
    )


def shares_by_table(actions: DataFrame[FollowedActions]) -> pd.DataFrame:
    """Return per table the number of actions and how many have an owner and a term (0 to n)."""
    known = actions[actions["table_id"] != ""]
    return (
        known.assign(owned=known["owner_role"] != "", termed=known["term"] != "")
        .groupby("table_id")
        .agg(
            n_actions=("action_id", "size"),
            n_with_owner=("owned", "sum"),
            n_with_term=("termed", "sum"),
        )
        .reset_index()
    )


def _moment_passed(date: str, today: datetime.date) -> str:
    """Return the last of the moments after `date` that has come by `today`, "" before the first."""
    if not date:
        return ""
    year, month = int(date[:4]), int(date[5:7]) if len(date) > 6 else 12
    passed = [
        months
        for months in MOMENTS
        if _months_on(year, month, int(date[8:10]) if len(date) > 9 else 31, months) <= today
    ]
    return f"{passed[-1]} maanden" if passed else ""


def _months_on(year: int, month: int, day: int, months: int) -> datetime.date:
    """Return the day `months` later, or the last day of that month."""
    extra, later = divmod(month - 1 + months, 12)
    following = datetime.date(year + extra + later // 11, (later + 1) % 12 + 1, 1)
    last = following - datetime.timedelta(days=1)
    return last.replace(day=min(day, last.day))
