"""Statements that a praatplaat may show in; the workbook in which people choose and shorten out, and back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.exchange.decision_sheets import DecisionBook, typed_rows

FILE = "praatplaat.xlsx"
SHEET, PLATE_SHEET, GONE_SHEET = "uitspraken", "plaat", "vervallen"
KEY = "kenmerk"
APART = "op de plaat van de sessie"
TEXT, QUESTION, ICON, SHOW, PLACE = FIELDS = (
    "korte tekst",
    "vraag om over te praten",
    "icoon",
    "tonen",
    "bij welke groep",
)
YES, NO, MIDDLE = "ja", "nee", "midden"
PART, PROPOSED, OWN = PLATE_COLUMNS = ("onderdeel", "voorstel", "eigen tekst")
COLUMNS = (
    "tafel", "nummer", "kop", "uitspraak", "op de plaat", APART, "voorstel korte tekst", TEXT, QUESTION,
    "voorstel icoon", ICON, SHOW, PLACE, "let op", KEY,
)  # fmt: skip
_WIDTHS = {
    "tafel": 9, "nummer": 11, "kop": 17, "uitspraak": 60, "op de plaat": 22, APART: 22, "voorstel korte tekst": 44,
    TEXT: 44, QUESTION: 40, "voorstel icoon": 14, ICON: 14, SHOW: 8, PLACE: 26, "let op": 44, KEY: 14,
}  # fmt: skip
_HELP = (
    "Op een praatplaat staan weinig woorden. Kort een uitspraak hier zelf in, bij 'korte tekst'; leeg is het voorstel.",
    "Het programma laat alleen hele zinnen weg, nooit een halve. Kijk na of de strekking nog klopt.",
    "Bij 'vraag om over te praten' kun je bij één uitspraak een eigen vraag zetten. Die staat dan onder die uitspraak.",
    "Bij 'icoon' kies je een ander plaatje; alle namen staan op het blad 'iconen'.",
    "Bij 'tonen': ja of nee; leeg kiest het programma wat elke groep het meest steunt.",
    "Bij 'bij welke groep': de groep bij wie de uitspraak staat, of 'midden'. Alleen een groep die haar steunt.",
    "Heeft een studie meer sessies, dan is er ook een plaat per sessie. Wat je hier kiest, geldt voor beide.",
    "Op het blad 'plaat' staan de titel, de vraag in het midden en de vraag van elke groep; eigen tekst gaat voor.",
    "Wat je typt blijft staan. Verandert een uitspraak zelf, dan staat zij hier opnieuw, en jouw tekst op 'vervallen'.",
)


@dataclass(frozen=True)
class PlateRow:
    """One statement as the workbook shows it; the program's own columns only."""

    key: str
    table_id: str
    statement_id: str
    heading: str
    text: str
    placed: str  # "nee", "midden" or the names of the groups
    short: str
    icon: str
    note: str
    placed_apart: str = ""  # on the plate of its own session, where a study has several


def typed_on_statements(former: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, str]]:
    """Return, by key, what people typed beside statements, as it stands; rows without are left out."""
    found = {}
    for row in _rows(former).to_dict("records"):
        if row[KEY] and any(row[field] for field in FIELDS):
            found[str(row[KEY])] = {field: str(row[field]) for field in FIELDS}
    return found


def typed_on_plate(former: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return what people typed for the plate itself, by part ("titel", "vraag in het midden")."""
    rows = typed_rows(former, PLATE_SHEET, (PART, OWN), FILE)
    return {
        str(row[PART]).strip().casefold(): str(row[OWN])
        for row in rows.to_dict("records")
        if row[PART] and row[OWN]
    }


def check_typed(
    former: Mapping[str, pd.DataFrame], *, icons: Collection[str], groups: Sequence[str]
) -> None:
    """Refuse what the plate cannot follow.

    Raises:
        InputError: naming the row, for an icon or a group that is not there, another word than ja or
            nee, a row without its mark, or one statement on two rows.
    """
    seen: set[str] = set()
    rows = _rows(former)
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        where = f"{FILE}, blad {SHEET}, rij {number}"
        if not any(row[field] for field in FIELDS):
            continue
        if not row[KEY]:
            raise InputError(
                f"{where}: de kolom '{KEY}' is leeg, dus ik weet niet bij welke uitspraak dit hoort. Zet het "
                "kenmerk terug, of typ op de rij van de uitspraak zelf."
            )
        if str(row[KEY]) in seen:
            raise InputError(
                f"{where}: deze uitspraak staat er al op een rij hierboven. Laat er één staan."
            )
        seen.add(str(row[KEY]))
        _check_choice(where, SHOW, row[SHOW], (YES, NO))
        _check_choice(where, ICON, row[ICON], sorted(icons))
        _check_choice(where, PLACE, row[PLACE], (*groups, MIDDLE))


def _check_choice(where: str, column: str, value: str, known: Sequence[str]) -> None:
    if value and value.strip().casefold() not in {one.casefold() for one in known}:
        raise InputError(f"{where}: bij '{column}' kan staan: {', '.join(known)}, of niets.")


def _rows(former: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    return typed_rows(former, SHEET, (*FIELDS, KEY), FILE)


def plate_book(
    rows: Sequence[PlateRow],
    parts: Mapping[str, str],
    *,
    icons: Sequence[str],
    groups: Sequence[str],
    former: Mapping[str, pd.DataFrame],
) -> DecisionBook:
    """Return the workbook: a row per statement, the parts of the plate, and what lapsed.

    `parts` holds what the program proposes by part of the plate.
    """
    typed, own = typed_on_statements(former), typed_on_plate(former)
    statements = pd.DataFrame(
        [_row(one, typed.get(one.key, {})) for one in rows], columns=list(COLUMNS)
    )
    if not any(one.placed_apart for one in rows):
        statements = statements.drop(columns=APART)
    sheets = {
        SHEET: statements,
        PLATE_SHEET: pd.DataFrame(
            [
                (part, text, own.get(part.casefold(), ""))
                for part, text in _with_old(parts, own).items()
            ],
            columns=list(PLATE_COLUMNS),
        ),
        "iconen": pd.DataFrame({"icoon": list(icons)}),
        "uitleg": pd.DataFrame({"uitleg": list(_HELP)}),
    }
    gone = _gone(former, {one.key for one in rows})
    if len(gone):
        sheets[GONE_SHEET] = gone
    return DecisionBook(
        sheets,
        keys={SHEET: KEY, PLATE_SHEET: PART, GONE_SHEET: KEY},
        widths={
            SHEET: _WIDTHS, GONE_SHEET: _WIDTHS, PLATE_SHEET: {PART: 34, PROPOSED: 60, OWN: 60},
            "iconen": {"icoon": 18}, "uitleg": {"uitleg": 112},
        },
        dropdowns={SHEET: {SHOW: (YES, NO), ICON: tuple(icons), PLACE: (*groups, MIDDLE)}},
        frozen={SHEET: 2},
    )  # fmt: skip


def _row(one: PlateRow, typed: Mapping[str, str]) -> tuple[str, ...]:
    own = {field: typed.get(field, "") for field in FIELDS}
    return (
        one.table_id, one.statement_id, one.heading, one.text, one.placed, one.placed_apart, one.short,
        own[TEXT],
        own[QUESTION], one.icon, own[ICON], own[SHOW], own[PLACE], one.note, one.key,
    )  # fmt: skip


def _with_old(parts: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """Return the parts with those that people wrote for and that are not on the plate now."""
    known = {part.casefold() for part in parts}
    return {**parts, **{part: "" for part in own if part not in known}}


def _gone(former: Mapping[str, pd.DataFrame], known: set[str]) -> pd.DataFrame:
    """Return every row that was filled in for a statement that is not there any more."""
    rows = [
        typed_rows(former, sheet, (*FIELDS, KEY), FILE).reindex(
            columns=list(COLUMNS), fill_value=""
        )
        for sheet in (GONE_SHEET, SHEET)
        if sheet in former
    ]
    if not rows:
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.concat(rows, ignore_index=True).astype(object).fillna("")
    filled = _typed(table)
    return table[filled & ~table[KEY].isin(known)].drop_duplicates(KEY, keep="last")


def _typed(table: pd.DataFrame) -> pd.Series[bool]:
    """Tell of each row whether anything was typed in it."""
    return (table[list(FIELDS)] != "").any(axis=1)
