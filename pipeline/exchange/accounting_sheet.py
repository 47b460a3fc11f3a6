"""Checklists as the records fill them in; the workbook in which people write beside them out, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.tables import check, empty
from pipeline.domain.tables.accounting import CHOICES, AccountItems, AccountNotes
from pipeline.domain.wording import enumerate_words
from pipeline.exchange.decision_sheets import DecisionBook, typed_rows

FILE = "verantwoording.xlsx"
ENTRIES_SHEET, GONE_SHEET, HELP_SHEET = "metadata", "vervallen", "uitleg"
KEY, TEXT, CHOICE = NEEDED = ("nr", "eigen tekst", "keuze")
FIELD, TYPED = ENTRY_NEEDED = ("veld", "zelf ingevuld")
COLUMNS = (
    KEY, "punt", "vraag", "uit de gegevens", "vastgelegd in", "wat een mens schrijft", TEXT, CHOICE, "stand",
)  # fmt: skip
_GONE = ("lijst", KEY, TEXT, CHOICE)
_WIDTHS: dict[str, float] = {
    KEY: 6,
    "punt": 28,
    "vraag": 34,
    "uit de gegevens": 60,
    "vastgelegd in": 28,
    "wat een mens schrijft": 44,
    TEXT: 70,
    CHOICE: 20,
    "stand": 18,
}
_HELP = (
    f"Schrijf in '{TEXT}'. Wat er staat blijft staan; 'uit de gegevens' wordt elke keer opnieuw berekend.",
    f"'{CHOICE}': leeg zet je tekst achter die uit de gegevens; 'alleen mijn tekst' laat die weg.",
    f"Bij 'niet van toepassing' schrijf je in '{TEXT}' waarom.",
    "Typ getallen uit de gegevens liever niet over: dan lopen zij later uit de pas.",
    "Schrijf niets waaraan een gezin of deelnemer te herkennen is: wat je typt gaat mee in een archief.",
    "Maak daarna het document opnieuw met: dialoogtafel verantwoording STUDIE",
    f"Op het blad '{ENTRIES_SHEET}' vul je in wat het archief wil weten; leeg neemt wat ervoor staat.",
)


def read_account_notes(former: Mapping[str, pd.DataFrame]) -> DataFrame[AccountNotes]:
    """Return what people wrote, of items that lapsed too; an item without a word gives no row.

    Raises:
        InputError: naming sheet and row: a column that was taken out, an unknown choice, a number twice.
    """
    live = [row for sheet in former if _is_list(former, sheet) for row in _typed(former, sheet)]
    keys = [row[:2] for row in live]
    twice = [key for place, key in enumerate(keys) if key in keys[:place]]
    if twice:
        raise InputError(
            f"{FILE}, blad {twice[0][0]}: nr {twice[0][1]} staat er twee keer. Haal een van beide rijen weg."
        )
    # An item that came back has what stands on its own sheet before what lapsed.
    lapsed = [row for row in _typed(former, GONE_SHEET) if row[:2] not in keys]
    rows = [*live, *lapsed]
    if not rows:
        return empty(AccountNotes)
    return check(pd.DataFrame(rows, columns=AccountNotes.names()), AccountNotes)


def _is_list(former: Mapping[str, pd.DataFrame], sheet: str) -> bool:
    """Tell whether a sheet is one of ours that holds a checklist."""
    return sheet not in (ENTRIES_SHEET, GONE_SHEET, HELP_SHEET) and "vraag" in former[sheet].columns


def _typed(former: Mapping[str, pd.DataFrame], sheet: str) -> list[tuple[str, str, str, str]]:
    """Return the rows of one sheet on which something was typed, as those of `AccountNotes`."""
    typed = typed_rows(former, sheet, _GONE if sheet == GONE_SHEET else NEEDED, FILE)
    typed = typed[(typed[TEXT] != "") | (typed[CHOICE] != "")]
    rows = []
    for number, row in zip(typed.index, typed.to_dict("records"), strict=True):
        choice = str(row[CHOICE]).strip().casefold()
        if choice not in CHOICES:
            raise InputError(
                f"{FILE}, blad {sheet}, rij {number}: bij '{CHOICE}' kan staan: {enumerate_words(CHOICES[1:])}, of "
                "niets."
            )
        listed = row["lijst"] if sheet == GONE_SHEET else sheet
        rows.append((str(listed), str(row[KEY]), str(row[TEXT]), choice))
    return rows


def read_entries(former: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return the fields of metadata that people filled in.

    Raises:
        InputError: when a column was taken out.
    """
    rows = typed_rows(former, ENTRIES_SHEET, ENTRY_NEEDED, FILE)
    return {row[FIELD]: row[TYPED] for row in rows.to_dict("records") if row[TYPED]}


def accounting_book(
    items: DataFrame[AccountItems],
    notes: DataFrame[AccountNotes],
    entries: Sequence[tuple[str, str, str, str]],
    typed: Mapping[str, str],
    *,
    former: Mapping[str, pd.DataFrame],
) -> DecisionBook:
    """Return the workbook: a sheet per checklist, one for metadata, and what lapsed apart.

    `entries` are field, label, what the records say, and a hint; `typed` is what people filled in.
    """
    sheets: dict[str, pd.DataFrame] = {
        str(name): _sheet(rows) for name, rows in items.groupby("checklist", sort=False)
    }
    lists = list(sheets)
    shown = [
        (field, label, value, hint, typed.get(field, "")) for field, label, value, hint in entries
    ]
    sheets[ENTRIES_SHEET] = pd.DataFrame(
        shown, columns=[FIELD, "naam", "uit de gegevens", "wat een mens schrijft", TYPED]
    )
    sheets[HELP_SHEET] = pd.DataFrame({"uitleg": list(_HELP)})
    gone = _gone(items, notes)
    if len(gone) or GONE_SHEET in former:  # else the former edition of it would be carried over
        sheets[GONE_SHEET] = gone
    return DecisionBook(
        sheets,
        keys={**dict.fromkeys(lists, KEY), ENTRIES_SHEET: FIELD},
        widths={
            **dict.fromkeys(lists, _WIDTHS),
            ENTRIES_SHEET: {FIELD: 18, "naam": 22, "uit de gegevens": 60, "wat een mens schrijft": 50, TYPED: 60},
            HELP_SHEET: {"uitleg": 110},
            GONE_SHEET: {TEXT: 80},
        },
        dropdowns={name: {CHOICE: CHOICES[1:]} for name in lists},
        frozen=dict.fromkeys(lists, 2),
    )  # fmt: skip


def _sheet(items: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (
            row["number"], row["name"], row["question"], row["facts"], row["place"], row["hint"], row["text"],
            row["choice"], row["state"],
        )
        for row in items.to_dict("records")
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _gone(items: DataFrame[AccountItems], notes: DataFrame[AccountNotes]) -> pd.DataFrame:
    """Return what was written on items that the checklists no longer have."""
    known = set(zip(items["checklist"], items["number"], strict=True))
    lapsed = [
        row for row in notes.itertuples(index=False) if (row.checklist, row.number) not in known
    ]
    return pd.DataFrame(lapsed, columns=list(notes.columns)).set_axis(list(_GONE), axis=1)
