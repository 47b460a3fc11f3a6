"""Two releases of dialoogsessies in; what a reader of both learns of fewer people than may be told, out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.domain.tables import ShownStatements, ShownSupport, check
from pipeline.release.comparison import COLUMNS, HOLDS_BACK, LOOK_AT, SMALL_STEP, WORKED_OUT
from pipeline.release.priorities import ShownPriorities, attack_shown

FEW_PEOPLE = "te weinig mensen erbij of eraf"
NO_WORDS = "-"  # stands for the words of a statement where only its numbers are kept


def without_words(shown: ShownPriorities) -> ShownPriorities:
    """Return what was shown without the words of anyone, to hold the next release against."""
    statements = shown.statements.assign(text=NO_WORDS, question="")
    kept = check(statements, ShownStatements)
    return ShownPriorities(shown.sessions, shown.blocs, kept, shown.support)


def compare_people(
    previous: ShownPriorities, current: ShownPriorities, *, min_people: int
) -> pd.DataFrame:
    """Return what a reader of both learns of fewer than `min_people` people.

    Columns and levels as in `comparison.compare_releases`; the ids are those of counts of people.
    Of a session with as many people in both, what the one blanks and the other shows is laid over
    each other and attacked again.
    """
    before = previous.sessions.set_index("table_id")["n_people"]
    rows: list[tuple[str, Any, Any, str, str]] = []
    same: list[str] = []
    for table_id, count in zip(
        current.sessions["table_id"], current.sessions["n_people"], strict=True
    ):
        if table_id not in before.index or pd.isna(count) or pd.isna(before[table_id]):
            continue
        change = int(count) - int(before[table_id])
        if change == 0:
            same.append(str(table_id))
        elif abs(change) < min_people:
            rows.append(("", int(before[table_id]), int(count), FEW_PEOPLE, HOLDS_BACK))
        rows += _steps(previous, current, str(table_id), change, min_people)
    rows += _worked_out(previous, current, same, min_people)
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"previous": "Int64", "current": "Int64"})


def _steps(
    previous: ShownPriorities, current: ShownPriorities, table_id: str, change: int, least: int
) -> list[tuple[str, Any, Any, str, str]]:
    """Return the counts that both show and that differ by a few people."""
    old = _counts(previous, table_id)
    rows: list[tuple[str, Any, Any, str, str]] = []
    for statement_id, count in _counts(current, table_id).items():
        if statement_id in old and 0 < abs(count - old[statement_id]) < least:
            level = HOLDS_BACK if change else LOOK_AT
            rows.append((f"uitspraak/{statement_id}", old[statement_id], count, SMALL_STEP, level))
    return rows


def _counts(shown: ShownPriorities, table_id: str) -> dict[str, int]:
    own = shown.statements[shown.statements["table_id"] == table_id].dropna(subset=["n_supporters"])
    pairs = zip(own["statement_id"], own["n_supporters"], strict=True)
    return {str(one): int(count) for one, count in pairs}


def _worked_out(
    previous: ShownPriorities, current: ShownPriorities, same: list[str], least: int
) -> list[tuple[str, Any, Any, str, str]]:
    """Return what is pinned when both releases of sessions of as many people lie over each other."""
    if not same:
        return []
    both = ShownPriorities(
        current.sessions[current.sessions["table_id"].isin(same)],
        current.blocs,
        _filled(current.statements, previous.statements, same, ["statement_id"]),
        _filled(current.support, previous.support, same, ["statement_id", "bloc"]),
    )
    found = attack_shown(both, min_people=least)
    pinned = list(dict.fromkeys(found.loc[found["pinned"], "statement_id"]))
    return [(f"uitspraak/{one}", None, None, WORKED_OUT, HOLDS_BACK) for one in pinned]


def _filled(now: pd.DataFrame, before: pd.DataFrame, same: list[str], keys: list[str]) -> Any:
    """Return the rows of now, what they blank taken from before."""
    own = now[now["table_id"].isin(same)].reset_index(drop=True)
    old = before.drop_duplicates(keys).set_index(keys)
    index = pd.MultiIndex.from_frame(own[keys]) if len(keys) > 1 else pd.Index(own[keys[0]])
    seen = old.reindex(index).reset_index(drop=True)
    known = seen["n_supporters"]
    own["n_supporters"] = own["n_supporters"].fillna(known)
    own.loc[own["n_supporters"].notna(), "blanked"] = ""
    if "said" in own:
        told = (~own["said"]) & seen["said"].eq(True)  # noqa: FBT003 - pandas takes it so
        own.loc[told, "supports"] = seen.loc[told, "supports"].astype(bool)
        own.loc[told, "said"] = True
        schema: Any = ShownSupport
    else:
        schema = ShownStatements
    return check(own, schema)
