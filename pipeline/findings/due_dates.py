"""The words of an agreement and the table's date in; its term as written and the date it means out.

Seasons and holidays have no exact date; `SPANS` holds the conventions by which they get one. A term
before something ("voor de zomer") means its first day, a term in or after it its last.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.domain.wording import MONTHS

SPANS: Mapping[str, tuple[str, str]] = {  # first and last day, as month-day
    "voorjaar": ("03-21", "06-20"),
    "lente": ("03-21", "06-20"),
    "zomer": ("07-01", "08-31"),
    "najaar": ("09-21", "12-20"),
    "herfst": ("09-21", "12-20"),
    "winter": ("12-21", "03-20"),
    "zomervakantie": ("07-15", "08-31"),
    "grote vakantie": ("07-15", "08-31"),
    "herfstvakantie": ("10-15", "10-25"),
    "kerstvakantie": ("12-21", "01-06"),
    "kerst": ("12-25", "12-26"),
    "kerstmis": ("12-25", "12-26"),
    "jaarwisseling": ("12-31", "12-31"),
    "oud en nieuw": ("12-31", "12-31"),
    "voorjaarsvakantie": ("02-15", "02-28"),
    "krokusvakantie": ("02-15", "02-28"),
    "meivakantie": ("04-25", "05-08"),
    "sinterklaas": ("12-05", "12-05"),
    "schooljaar": ("09-01", "07-15"),
}
_NUMBERS = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "veertien": 14,
}  # fmt: skip
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_SHORT = {
    "jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "sept": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH_NUMBERS = {**{name: number for number, name in enumerate(MONTHS, 1)}, **_SHORT}

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?:\s+(?:(?P<year>20\d\d)|(?P<next>(?:van\s+)?(?:volgend|komend|het\s+nieuwe)\s+jaar)))?"
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
_DAY = (
    rf"(?:(?:{'|'.join(_WEEKDAYS)})\s+)?"
    rf"(?:(?P<day>[0-3]?\d)(?:e|ste|de)?\s+{_MONTH}{_YEAR}"
    r"|(?P<d>[0-3]?\d)[-/.](?P<m>[01]?\d)[-/.](?P<y>(?:20)?\d\d)\b)"
)
_PART = rf"(?P<part>begin|half|medio|midden|eind|einde)\s+(?:van\s+)?{_MONTH}{_YEAR}"
_EDGE = r"(?:het\s+)?(?P<edge>begin|eind|einde)\s+(?:van\s+)?"
_COMING = r"(?P<coming>volgende?|komende?|nieuwe?)\s+"
_SPAN_WORDS = "|".join(sorted(SPANS, key=len, reverse=True))
_SPAN_NAME = rf"(?P<span>{_SPAN_WORDS})\b(?:\s+(?:van\s+)?(?P<year>20\d\d))?"
_SPAN = rf"(?:{_EDGE})?(?:de\s+|het\s+|dit\s+|deze\s+)?(?:{_COMING})?{_SPAN_NAME}"
_CALENDAR = (
    r"(?:nog\s+)?(?:in\s+)?(?P<which>deze|dit|volgende?|komende?|aanstaande)\s+"
    r"(?P<unit>week|maand|kwartaal|jaar)\b"
)
_YEAR_END = r"(?:het\s+)?einde?\s+(?:van\s+)?(?:het|dit)\s+(?:kalender)?(?P<yearend>jaar)\b"
_AMOUNT = (
    rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)}|enkele|een\s+paar)\s+(?P<unit>werkdag(?:en)?|dag(?:en)?|"
    r"week|weken|maand(?:en)?|kwartaal|half\s?jaar|jaar)\b"
)
_LATEST = r"(?:uiterlijk(?:\s+(?:op|in|voor))?|ten\s+laatste(?:\s+op)?|niet\s+later\s+dan)\s+"
_BEFORE = r"v[oóò]{2}r\s+"
_START = r"(?:met\s+ingang\s+van|ingang(?:sdatum)?:?|per|vanaf)\s+"
_READY = r"(?:(?:klaar|gereed|af|beginnen|beginnend|start(?:en|end)?)\s+)?"
_ON = rf"{_READY}(?:op|rond(?:om)?|omstreeks)\s+"
_UNTIL = r"tot(?:\s+en\s+met|\s+aan)?\s+(?:na\s+)?"
_NOW = (
    r"(?P<now>vanaf\s+nu|per\s+direct|met\s+onmiddellijke\s+ingang"
    r"|(?:met\s+ingang\s+van|vanaf)\s+vandaag)\b"
)

# A person writes the firmest promise most exactly: the class of a form goes before its place.
_FORMS: tuple[tuple[int, str], ...] = (
    (0, rf"(?:{_LATEST}|{_BEFORE}|{_START}|{_ON}){_DAY}"),
    (0, rf"(?P<before>{_BEFORE}|{_START})(?:{_PART}|{_MONTH}{_YEAR})"),
    (0, rf"{_LATEST}(?:{_PART}|{_MONTH}{_YEAR}|{_YEAR_END}|{_SPAN})"),
    (0, rf"(?P<before>{_BEFORE}|{_START})(?:{_YEAR_END}|{_SPAN})"),
    (0, rf"(?:{_LATEST}|{_BEFORE}|{_START})(?:{_CALENDAR}|{_WEEKDAY})"),
    (0, rf"binnen\s+{_AMOUNT}"),
    (0, _NOW),
    (0, r"(?P<tomorrow>(?:met\s+ingang\s+van|vanaf|uiterlijk)\s+morgen)\b"),
    (1, rf"in\s+(?:de\s+loop\s+van\s+)?(?:{_PART}|{_MONTH}{_YEAR})"),
    (1, _PART),
    (1, rf"(?:na|in|tijdens)\s+{_SPAN}"),
    (1, rf"(?:dit|deze)\s+(?:{_COMING})?{_SPAN_NAME}"),
    (1, rf"{_EDGE}(?:de\s+|het\s+|dit\s+)?(?:{_COMING})?{_SPAN_NAME}"),
    (1, rf"(?:het\s+)?{_COMING}{_SPAN_NAME}"),
    (1, _YEAR_END),
    (1, _CALENDAR),
    (1, rf"over\s+{_AMOUNT}"),
    (1, rf"(?:aanstaande|komende|volgende|aankomende|a\.s\.)\s+{_WEEKDAY}"),
    (1, r"(?P<now>(?:nog\s+)?vandaag(?:\s+nog)?)\b"),
    (1, r"(?P<tomorrow>morgen)\b(?!\s*ochtend)"),
    (1, rf"(?<=t\s)(?:het\s+|dat\s+)?{_WEEKDAY}"),
    (1, rf"(?P<before>{_UNTIL})(?:{_DAY}|{_PART}|{_MONTH}{_YEAR}|{_SPAN})"),
    (2, _DAY),
)
_UNIQUE = re.compile(r"\(\?P<(\w+)>")
# What follows these words in a clause tells of another matter than the agreement itself.
_ELSEWHERE = re.compile(r"\b(?:als|wanneer|zodra|toen|sinds|die|waarin)\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:of|hoe|wie|welke?|wat|waar|omdat)\b", re.IGNORECASE)
_SAID = re.compile(r"\bdat\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.,;:!?()]|\ben\b(?=\s+\w+t\b)")


@dataclass(frozen=True)
class Term:
    """When something will be done: the words, and the ISO date they mean ("" where unclear)."""

    written: str
    due: str


@dataclass(frozen=True)
class _Base:
    """The table's date: its first possible day, and how exactly it is known."""

    day: datetime.date | None
    exact: bool


def find_term(text: str, date: str) -> Term:
    """Return the term of an agreement made on `date` (ISO, whole or in part), "" without one.

    A day without a year is its first occurrence on or after `date`. From a date of which only the
    year is known, nothing follows but what the text says itself.
    """
    best: tuple[tuple[bool, int, int], re.Match[str]] | None = None
    for strength, form in _COMPILED:
        for match in form.finditer(text):
            clause = _clause_before(text, match.start())
            if _ELSEWHERE.search(clause) or (strength and _ASKED.search(clause)):
                continue
            order = (bool(_SAID.search(clause)), strength, match.start())
            if best is None or order < best[0]:
                best = (order, match)
    if best is None:
        return Term("", "")
    return Term(best[1][0].strip(" :."), _resolve(_parts(best[1]), _base(date)))


def _compile(form: str) -> re.Pattern[str]:
    """Compile a form in which a group's name may occur more than once: later ones get a number."""
    seen: dict[str, int] = {}

    def renamed(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}{seen[name]}>"

    return re.compile(rf"(?<!\w){_UNIQUE.sub(renamed, form)}", re.IGNORECASE)


def _parts(match: re.Match[str]) -> dict[str, str]:
    """Return the groups that matched, under their own names and in small letters."""
    found = match.groupdict()
    return {name.rstrip("0123456789"): text.casefold() for name, text in found.items() if text}


def _clause_before(text: str, position: int) -> str:
    """Return what stands before `position` in its own clause."""
    ends = [match.end() for match in _CLAUSE_END.finditer(text, 0, position)]
    return text[ends[-1] if ends else 0 : position]


def _base(date: str) -> _Base:
    """Return the table's date as a base to count from."""
    if len(date) < 7:
        return _Base(None, exact=False)
    whole = len(date) >= 10
    return _Base(datetime.date.fromisoformat(date[:10] if whole else f"{date}-01"), exact=whole)


def _resolve(parts: Mapping[str, str], base: _Base) -> str:
    """Return the ISO date of the parts of a term, "" where it cannot be known."""
    for key, resolver in _RESOLVERS.items():
        if key in parts:
            return resolver(parts, base)
    return ""


def _on_day(parts: Mapping[str, str], base: _Base) -> str:
    day, month = int(parts["day"]), _MONTH_NUMBERS[parts["month"]]
    return _next(day, month, parts, base) if day <= calendar.monthrange(2000, month)[1] else ""


def _numeric(parts: Mapping[str, str], base: _Base) -> str:  # noqa: ARG001 - one shape for all
    day, month = int(parts["d"]), int(parts["m"])
    year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
    exists = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return _iso(year, month, day) if exists else ""


def _in_month(parts: Mapping[str, str], base: _Base) -> str:
    """Resolve a month or part of it: begin is the 10th, half the 15th, else its last day."""
    month, part = _MONTH_NUMBERS[parts["month"]], parts.get("part", "")
    if not part and "before" in parts:
        return _next(1, month, parts, base)
    day = {"begin": 10, "half": 15, "medio": 15, "midden": 15}.get(part, 31)
    return _next(day, month, parts, base)


def _in_span(parts: Mapping[str, str], base: _Base) -> str:
    """Resolve a season, holiday or school year by the conventions of `SPANS`."""
    first, last = SPANS[parts["span"]]
    edge = parts.get("edge", "begin" if "before" in parts else "eind")
    month, day = (int(part) for part in (first if edge == "begin" else last).split("-"))
    if base.day and "coming" in parts and "year" not in parts:
        opening = _next(int(first[3:]), int(first[:2]), {}, base)
        base = _Base(datetime.date.fromisoformat(opening), exact=base.exact)
    return _next(day, month, parts, base)


def _by_calendar(parts: Mapping[str, str], base: _Base) -> str:
    """Resolve "deze week", "volgende maand" and the like to the last day of that unit."""
    if base.day is None:
        return ""
    step = 0 if parts["which"] in {"deze", "dit"} else 1
    if parts["unit"] == "week":
        sunday = base.day + datetime.timedelta(days=6 - base.day.weekday() + 7 * step)
        return sunday.isoformat() if base.exact else ""
    months = {"maand": 1, "kwartaal": 3, "jaar": 12}[parts["unit"]]
    opening = (base.day.month - 1) // months * months + 1
    closing = _months_on(
        base.day.replace(day=1), opening + months * (step + 1) - 1 - base.day.month
    )
    return _iso(closing.year, closing.month, 31)


def _after(parts: Mapping[str, str], base: _Base) -> str:
    """Resolve "binnen zes weken"; of a date known by its month, months are counted only."""
    if base.day is None:
        return ""
    count = int(parts["count"]) if parts["count"].isdigit() else _NUMBERS.get(parts["count"], 0)
    unit = "".join(parts["unit"].split())
    days = {"werkdag": 1.4, "werkdagen": 1.4, "dag": 1, "dagen": 1, "week": 7, "weken": 7}.get(unit)
    if not count or (days and not base.exact):
        return ""
    if days:
        return (base.day + datetime.timedelta(days=int(count * days))).isoformat()
    months = count * {"maand": 1, "maanden": 1, "kwartaal": 3, "halfjaar": 6, "jaar": 12}[unit]
    later = _months_on(base.day, months)
    return later.isoformat() if base.exact else later.isoformat()[:7]


def _weekday(parts: Mapping[str, str], base: _Base) -> str:
    """Resolve a day of the week to the first one after the table."""
    if base.day is None or not base.exact:
        return ""
    ahead = (_WEEKDAYS.index(parts["weekday"]) - base.day.weekday() - 1) % 7 + 1
    return (base.day + datetime.timedelta(days=ahead)).isoformat()


def _year_end(parts: Mapping[str, str], base: _Base) -> str:  # noqa: ARG001 - one shape for all
    return _iso(base.day.year, 12, 31) if base.day else ""


def _soon(days: int) -> Callable[[Mapping[str, str], _Base], str]:
    def resolve(parts: Mapping[str, str], base: _Base) -> str:  # noqa: ARG001 - one shape for all
        if base.day is None or not base.exact:
            return ""
        return (base.day + datetime.timedelta(days=days)).isoformat()

    return resolve


def _next(day: int, month: int, parts: Mapping[str, str], base: _Base) -> str:
    """Return the first such day on or after the base, or in the year that the text names."""
    if "year" in parts:
        return _iso(int(parts["year"]), month, day)
    if base.day is None:
        return ""
    if "next" in parts:
        return _iso(base.day.year + 1, month, day)
    this_year = _iso(base.day.year, month, day)
    return this_year if this_year >= base.day.isoformat() else _iso(base.day.year + 1, month, day)


def _iso(year: int, month: int, day: int) -> str:
    """Return the date, with the month's last day for a later one; "" for a month that is none."""
    if not 1 <= month <= 12 or day < 1:
        return ""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1])).isoformat()


def _months_on(day: datetime.date, months: int) -> datetime.date:
    """Return the same day `months` later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date.fromisoformat(_iso(year, month + 1, day.day))


_RESOLVERS: Mapping[str, Callable[[Mapping[str, str], _Base], str]] = {
    "day": _on_day,
    "d": _numeric,
    "month": _in_month,
    "span": _in_span,
    "yearend": _year_end,
    "which": _by_calendar,
    "count": _after,
    "weekday": _weekday,
    "now": _soon(0),
    "tomorrow": _soon(1),
}
_COMPILED = tuple((strength, _compile(form)) for strength, form in _FORMS)
