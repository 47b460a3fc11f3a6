"""The items of a draft agenda in; the workbook that regions fill in and rank out, and what they wrote back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.domain.wording import enumerate_words
from pipeline.exchange.decision_sheets import DecisionBook, typed_rows

FILE = "leeragenda.xlsx"
SHEET, RANKING_SHEET, HELP_SHEET = "leeragenda", "rangorde", "uitleg"
KEY, THEME = "item", "thema"
MADE = ("wat terugkeert", "waar", "waar niet", "open vraag", "overnemen, of juist niet")
WHO, WHEN, NOTES = TYPED = ("wie trekt", "wanneer", "opmerkingen")
STATE = "stand"
PLACE = "prioriteit "  # with the name of a region behind it
GONE, OWN = "niet meer uit de bundels", "eigen punt"
_HELP = (
    "Elke rij is een voorstel om over te praten, gemaakt uit wat de werkplaatsen vrijgaven.",
    (
        "Geef in de kolom 'prioriteit' van je eigen regio plaatsen: 1 is het belangrijkst. Gelijke "
        "plaatsen mogen, leeg mag ook."
    ),
    f"Vul samen in: {enumerate_words(TYPED)}. Eigen punten zet je eronder, zonder iets bij '{KEY}'.",
    (
        f"Draai de opdracht daarna opnieuw: wat je typte blijft staan, en op het blad '{RANKING_SHEET}' en in "
        "leeragenda.docx staat wat regio's samen vooraan zetten."
    ),
    (
        "Elke regio weegt even zwaar, hoeveel punten zij ook een plaats gaf. Wat een regio leeg liet, staat "
        "achter wat zij wel een plaats gaf."
    ),
)
_NUMBER = re.compile(r"(\d{1,3})\s*(?:e|de|ste|\.)?")


@dataclass(frozen=True)
class Agenda:
    """What is on the agenda after regions wrote in it."""

    rows: pd.DataFrame  # KEY, THEME, MADE, TYPED, STATE; all text
    places: (
        pd.DataFrame
    )  # index: item; a column per region, float, missing where no place was given
    former_regions: tuple[str, ...]  # of columns that are not of a region in these bundles


def read_agenda(
    former: Mapping[str, pd.DataFrame], made: pd.DataFrame, regions: Sequence[str]
) -> Agenda:
    """Return the agenda: items as they are made now, with all that was typed in the former edition.

    `made` has KEY, THEME and MADE. An item that nothing makes any more stays while something is
    typed behind it, and so does a row that a region added itself.

    Raises:
        InputError: naming row and column, when a place is no whole number from 1, or an item stands
            there twice.
    """
    given = typed_rows(former, SHEET, (KEY, THEME), FILE)
    known = {name: _text(given, name) for name in (KEY, THEME, *MADE, *TYPED)}
    ranked = [column for column in given.columns if column.startswith(PLACE)]
    keys = _keys(given, known, ranked)
    typed = {
        key: {name: known[name].iloc[at] for name in known} for at, key in enumerate(keys) if key
    }
    places = {
        column.removeprefix(PLACE): {
            key: _place(given[column].iloc[at], given.index[at], column)
            for at, key in enumerate(keys)
            if key
        }
        for column in ranked
    }
    rows = [_row(row, typed.get(row[KEY], {}), "") for row in made.to_dict("records")]
    names = set(made[KEY])
    for key, cells in typed.items():
        wrote = any(cells[name] for name in TYPED) or any(
            not pd.isna(one.get(key)) for one in places.values()
        )
        if key not in names and (wrote or key.startswith(OWN)):
            rows.append(_row(cells | {KEY: key}, cells, OWN if key.startswith(OWN) else GONE))
    table = pd.DataFrame(rows, columns=[KEY, THEME, *MADE, *TYPED, STATE], dtype=object)
    order = pd.DataFrame(places, index=pd.Index(keys), dtype=float)
    order = order[~order.index.duplicated()].reindex(table[KEY])
    others = tuple(name for name in order.columns if name not in regions)
    return Agenda(table, order.reindex(columns=list(regions)), others)


def _text(given: pd.DataFrame, name: str) -> pd.Series:
    return given[name] if name in given.columns else pd.Series("", index=given.index, dtype=object)


def _keys(given: pd.DataFrame, known: Mapping[str, pd.Series], ranked: Sequence[str]) -> list[str]:
    """Return the key of every row; a row that a region added gets one, a row without words none."""
    keys: list[str] = []
    own = sum(str(one).startswith(OWN) for one in known[KEY])
    for at, key in enumerate(known[KEY]):
        filled = any(known[name].iloc[at] for name in (THEME, *MADE, *TYPED)) or any(
            given[column].iloc[at] for column in ranked
        )
        if not key and filled:
            own += 1
            key = f"{OWN} {own}"  # noqa: PLW2901 - what the row will be called
        if key and key in keys:
            raise InputError(
                f"{FILE}, blad {SHEET}, rij {given.index[at]}: dit item staat er twee keer. Laat er één staan."
            )
        keys.append(key)
    return keys


def _place(value: str, row: object, column: str) -> float | None:
    """Return a place that someone typed: "1", "2e"; an empty cell is none."""
    text = str(value).strip()
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    if not found or int(found.group(1)) < 1:
        raise InputError(
            f"{FILE}, blad {SHEET}, rij {row}: bij '{column}' hoort een plaats te staan: 1, 2, 3 … (1 is het "
            "belangrijkst; gelijke plaatsen mogen, leeg mag ook)."
        )
    return float(found.group(1))


def _row(made: Mapping[Any, Any], typed: Mapping[Any, Any], state: str) -> tuple[str, ...]:
    own = [str(made.get(name, "")) for name in (KEY, THEME, *MADE)]
    return (*own, *(str(typed.get(name, "")) for name in TYPED), state)


def agenda_book(agenda: Agenda, ranking: pd.DataFrame) -> DecisionBook:
    """Return the workbook: a row per item, a column in which each region gives its places.

    `ranking` is the sheet with the outcome, its columns ready to print.
    """
    rows = agenda.rows[[KEY, THEME, *MADE]].copy()
    for region in agenda.places.columns:
        shown = agenda.places[region].to_numpy()
        rows[f"{PLACE}{region}"] = ["" if pd.isna(one) else str(int(one)) for one in shown]
    for name in (*TYPED, STATE):
        rows[name] = agenda.rows[name]
    widths: dict[str, float] = {KEY: 16, THEME: 26, STATE: 18}
    widths |= dict.fromkeys(MADE, 40) | dict.fromkeys(TYPED, 24)
    widths |= {f"{PLACE}{region}": 13 for region in agenda.places.columns}
    return DecisionBook(
        {SHEET: rows, RANKING_SHEET: ranking, HELP_SHEET: pd.DataFrame({HELP_SHEET: list(_HELP)})},
        keys={SHEET: KEY},
        widths={SHEET: widths, RANKING_SHEET: {"thema": 40}, HELP_SHEET: {HELP_SHEET: 110}},
        frozen={SHEET: 2},
    )  # fmt: skip
