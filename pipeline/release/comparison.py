"""Two releases, or a release and what a product shows of it, in; what they give away, out.

Whoever keeps the last factsheet can subtract it from this one: one table was added, and every count
that grew by one is that table's. What is compared here is released rows only, as a reader has them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from pipeline.release.disclosure import attack

HOLDS_BACK, LOOK_AT = "houdt tegen", "nakijken"
FEW_TABLES = "te weinig tafels erbij of eraf"
SMALL_STEP = "klein verschil met de vorige vrijgave"
WORKED_OUT = "afgeschermd aantal is uit beide vrijgaven te bepalen"
COLUMNS = ["finding_id", "previous", "current", "problem", "level"]

SHOWN_OTHERWISE = "wijkt af van de vrijgegeven telling"
SHOWN_BLANK = "toont een afgeschermd aantal"
UNKNOWN_ROW = "staat niet in de vrijgegeven telling"


class Span(NamedTuple):
    """The least and the most that a count can be, and whether it is shown."""

    low: float
    high: float
    shown: bool


def compare_releases(
    previous: pd.DataFrame, current: pd.DataFrame, *, min_tables: int
) -> pd.DataFrame:
    """Return what a reader of both releases learns of fewer than `min_tables` tables.

    One row per problem: `finding_id` ("" for the study as a whole), `previous` and `current` (<NA>
    where blanked), `problem`, and `level`: "houdt tegen" blocks release, "nakijken" asks a person.
    Tables are taken to be only added, or only taken away. Between two releases of as many tables a
    count moves because codes were corrected; that names no family, so it only asks for a look. Both
    are `Released`, with the verbeteracties of that release below it (`action_counts.rows_of`).
    """
    change = _n_tables(current) - _n_tables(previous)
    rows: list[tuple[str, float | None, float | None, str, str]] = []
    if 0 < abs(change) < min_tables:
        counts = _n_tables(previous), _n_tables(current)
        rows.append(("", *counts, FEW_TABLES, HOLDS_BACK))
    before, now = (_spans(released, min_tables) for released in (previous, current))
    for finding_id in [one for one in now if one in before]:
        old, new = before[finding_id], now[finding_id]
        if old.shown and new.shown and 0 < abs(new.low - old.low) < min_tables:
            level = HOLDS_BACK if change else LOOK_AT
            rows.append((finding_id, old.low, new.low, SMALL_STEP, level))
        elif change and _narrowed(old, new, change):
            rows.append((finding_id, _seen(old), _seen(new), WORKED_OUT, HOLDS_BACK))
    if not change:
        rows += _worked_out_together(previous, current, min_tables)
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"previous": "Int64", "current": "Int64"})


def _n_tables(released: pd.DataFrame) -> int:
    """Return the number of tables of a release, 0 where it is blanked."""
    whole = released.loc[released["measure"].isin(("thema", "tafels")), "of_tables"].dropna()
    return int(whole.max()) if len(whole) else 0


def _spans(released: pd.DataFrame, min_tables: int) -> dict[str, Span]:
    """Return what a reader of one release knows of every count."""
    shown = released.loc[released["n_tables"].notna(), ["finding_id", "n_tables"]]
    counts = dict(zip(shown["finding_id"], shown["n_tables"].astype(float), strict=True))
    spans = {one: Span(count, count, shown=True) for one, count in counts.items()}
    found = attack(released, min_tables=min_tables)
    blank = found[found["column"] == "n_tables"]
    ends = zip(blank["finding_id"], blank["low"], blank["high"], strict=True)
    return spans | {one: Span(float(low), float(high), shown=False) for one, low, high in ends}


def _narrowed(old: Span, new: Span, change: int) -> bool:
    """Tell whether a blank of one release has one value left beside the other.

    Of `change` new tables (or, below nought, fewer tables) a count can take at most so many.
    """
    grows, shrinks = max(change, 0), max(-change, 0)
    old_low, old_high = max(old.low, new.low - grows), min(old.high, new.high + shrinks)
    new_low, new_high = max(new.low, old.low - shrinks), min(new.high, old.high + grows)
    return (not old.shown and old_low == old_high) or (not new.shown and new_low == new_high)


def _seen(span: Span) -> float | None:
    return span.low if span.shown else None


def _worked_out_together(
    previous: pd.DataFrame, current: pd.DataFrame, min_tables: int
) -> list[tuple[str, float | None, float | None, str, str]]:
    """Return what is pinned when two releases of the same tables are laid over each other."""
    old = previous.set_index("finding_id")
    both = current.copy()
    for column in ("n_tables", "of_tables", "codable_tables"):
        both[column] = both[column].fillna(both["finding_id"].map(old[column]))
    blank = both[["n_tables", "of_tables", "codable_tables"]].isna().any(axis=1)
    both.loc[~blank, "blanked"] = ""
    found = attack(both, min_tables=min_tables)
    pinned = found[found["pinned"] & (found["column"] == "n_tables")]
    return [(one, None, None, WORKED_OUT, HOLDS_BACK) for one in pinned["finding_id"]]


def check_shown(shown: pd.DataFrame, released: pd.DataFrame) -> pd.DataFrame:
    """Return the counts that a product shows otherwise than the release does.

    `shown` has `finding_id` and `n_tables` (missing where blank) and may have `of_tables` and
    `codable_tables`. One row per deviation: `finding_id`, `column`, `problem`. All products of one
    release show the same rows, so what one blanks no other gives away.
    """
    truth = released.set_index("finding_id")
    rows = []
    columns = [one for one in ("n_tables", "of_tables", "codable_tables") if one in shown]
    for place, finding_id in enumerate(shown["finding_id"].astype(str)):
        if finding_id not in truth.index:
            rows.append((finding_id, "", UNKNOWN_ROW))
            continue
        for column in columns:
            seen: Any = shown[column].iloc[place]
            known: Any = truth[column].loc[finding_id]
            if pd.isna(seen):
                continue
            if pd.isna(known):
                rows.append((finding_id, column, SHOWN_BLANK))
            elif int(seen) != int(known):
                rows.append((finding_id, column, SHOWN_OTHERWISE))
    return pd.DataFrame(rows, columns=["finding_id", "column", "problem"])
