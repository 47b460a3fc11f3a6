"""Dates of tables in; the periods that figures compare, and the period of a date, out."""

from __future__ import annotations

from collections.abc import Sequence

from pandera.typing import DataFrame

from pipeline.domain.settings import Period
from pipeline.domain.tables import DialogueTables


def periods_of(
    dialogue_tables: DataFrame[DialogueTables], periods: Sequence[Period], *, min_tables: int
) -> tuple[Period, ...]:
    """Return the study's own periods, else spans of years that each hold twice `min_tables` tables.

    Years are joined forward until a span is large enough; what is left over at the end joins the
    last span. Twice the threshold, so that a part of a period can still be shown. Too few dated
    tables for one span: no periods.
    """
    if periods:
        return tuple(periods)
    years = sorted(int(date[:4]) for date in dialogue_tables["date"] if date[:4].isdigit())
    spans: list[list[int]] = []
    waiting: list[int] = []
    for year in sorted(set(years)):
        waiting += [year] * years.count(year)
        if len(waiting) >= 2 * min_tables:
            spans.append(waiting)
            waiting = []
    if not spans:
        return ()
    spans[-1] += waiting
    return tuple(_period(span[0], span[-1]) for span in spans)


def period_of(date: str, periods: Sequence[Period]) -> str:
    """Return the label of the first period that holds `date`, "" where none does.

    A date of a year only belongs to a period that holds that whole year.
    """
    first, last = (f"{date}-01", f"{date}-12") if len(date) == 4 else (date[:7], date[:7])
    for period in periods:
        if date and period.first <= first and last <= period.last:
            return period.label
    return ""


def _period(first: int, last: int) -> Period:
    label = str(first) if first == last else f"{first}-{last}"
    return Period(label, f"{first}-01", f"{last}-12")
