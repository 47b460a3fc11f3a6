"""What participants answered in; the workbook in which a person answers them, and what still waits, out.

A row that stands in the workbook is never written over: who called a family may have mended it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.domain.tables.feedback import (
    AGREES,
    CHOICES,
    DIFFERS,
    NOT_USED,
    OBJECTIONS,
    REMARK,
    UNCLEAR,
)
from pipeline.exchange.decision_sheets import DecisionBook, typed_date, typed_rows

FILE = "reacties.xlsx"
SHEET, TABLES_SHEET = "reacties", "tafels"
TABLE, REPLY, ANSWER = NEEDED = ("tafel", "reactie", "antwoord")
REPLIES = (*CHOICES, UNCLEAR, REMARK)
NUMBER, ELEMENT, TEXT, WORDS, WHO, NOTE, DONE_ON, VERSION, KEY = (
    "nr", "onderdeel", "wat er staat", "eigen woorden", "wie", "let op", "afgehandeld op", "versie", "kenmerk",
)  # fmt: skip
COLUMNS = (TABLE, NUMBER, TEXT, REPLY, WORDS, WHO, NOTE, ANSWER, DONE_ON, ELEMENT, VERSION, KEY)
SENT_ON = "verstuurd op"
TABLE_COLUMNS = (TABLE, "gemaakt", SENT_ON, "gereageerd", "open", "stand")
_WIDTHS = {TEXT: 60, WORDS: 50, NOTE: 30, ANSWER: 50, ELEMENT: 34, NUMBER: 6, KEY: 14, WHO: 18}
_TABLE_WIDTHS = {"gemaakt": 22, "gereageerd": 22, "stand": 46}
_HELP = (
    "Hier staat wat de mensen van een tafel antwoordden, uit de formulieren in de map 'antwoorden'.",
    "Belde iemand, of kwam het op papier? Zet er zelf een regel bij: tafel, reactie en eigen woorden.",
    "Bij anders, niet gebruiken, onduidelijk of opmerking gaat er niets naar buiten tot je hebt geantwoord.",
    "Schrijf bij 'antwoord' wat je ermee deed en waarom. Laat je de datum leeg, dan wordt die ingevuld.",
    "'niet gebruiken' laat een citaat voorgoed binnen, en een bevinding of afspraak weg uit wat woorden toont.",
    "Hij telt nog mee. Wil iemand ook dat niet, gebruik dan 'dialoogtafel intrekken'.",
    "'onduidelijk' is meer dan één kruisje, of woorden zonder kruisje. Bel, en verander de reactie.",
    "Op 'tafels' staat hoe ver elke tafel is. Vul bij 'verstuurd op' in wanneer de brief de deur uit ging.",
)

__all__ = [
    "AGREES",
    "ANSWER",
    "DIFFERS",
    "FILE",
    "NEEDED",
    "NOT_USED",
    "REPLIES",
    "open_objections",
]


@dataclass(frozen=True)
class TableState:
    """How far one table is; `made` is the version of its form, "" before there is one."""

    table_id: str
    made: str


def open_objections(former: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return the tables of every reply that objects and was not answered, one per reply, sorted.

    A reply that cannot be read one way, and a remark, wait for an answer as an objection does.

    Raises:
        InputError: naming the row, when a reply is none of `REPLIES`.
    """
    return sorted(
        str(row[TABLE])
        for row in _rows(former)
        if _reply(row) in OBJECTIONS and not str(row[ANSWER]).strip()
    )


def withheld(former: Mapping[str, pd.DataFrame]) -> list[tuple[str, str]]:
    """Return what may not be used, as table and element, sorted; "" for element is all of the table.

    Answered or not: an answer says what was done, and does not bring it back.

    Raises:
        InputError: naming the row, when a reply is none of `REPLIES`.
    """
    rows = [row for row in _rows(former) if _reply(row) == NOT_USED and str(row[TABLE]).strip()]
    return sorted({(str(row[TABLE]).strip(), str(row.get(ELEMENT, "")).strip()) for row in rows})


def _rows(former: Mapping[str, pd.DataFrame]) -> list[dict[str, str]]:
    """Return the replies of the workbook.

    Raises:
        InputError: naming the row, when a reply is none of `REPLIES`.
    """
    table = typed_rows(former, SHEET, NEEDED, FILE)
    rows = [{str(key): str(cell) for key, cell in row.items()} for row in table.to_dict("records")]
    for number, row in zip(table.index, rows, strict=True):
        if _reply(row) not in ("", *REPLIES):
            raise InputError(
                f"{FILE}, blad {SHEET}, rij {number}: bij '{REPLY}' kan staan: klopt, anders of niet gebruiken "
                f"(of {UNCLEAR} of {REMARK})."
            )
    return rows


def _reply(row: Mapping[str, str]) -> str:
    return row[REPLY].strip().casefold()


def reply_key(row: Mapping[str, str]) -> str:
    """Return what stays the same when the same answers come in again, in whatever file."""
    told = "\x1f".join(row[name] for name in (TABLE, VERSION, NUMBER, REPLY, WORDS, WHO))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def add_replies(
    former: Mapping[str, pd.DataFrame], replies: Sequence[Mapping[str, str]]
) -> tuple[pd.DataFrame, int]:
    """Return the rows of the workbook with those replies that were not in it yet, and how many these are."""
    table = typed_rows(former, SHEET, NEEDED, FILE)
    added = [column for column in table.columns if column not in COLUMNS]
    kept = table.reindex(columns=[*COLUMNS, *added], fill_value="")
    known = set(kept[KEY])
    new: dict[str, dict[str, str]] = {}
    for reply in replies:
        row = dict.fromkeys(kept.columns, "") | dict(reply)
        row[KEY] = reply_key(row)
        if row[KEY] not in known:
            new.setdefault(row[KEY], row)
    fresh = pd.DataFrame(list(new.values()), columns=kept.columns, dtype=object)
    return pd.concat([kept, fresh], ignore_index=True), len(new)


def reply_book(
    rows: pd.DataFrame,
    states: Sequence[TableState],
    *,
    former: Mapping[str, pd.DataFrame],
    on_date: str,
) -> DecisionBook:
    """Return the workbook: every reply with its answer, and of each table how far it is.

    An answer without a date gets `on_date`; nothing else that a person typed is changed.
    """
    answered = (rows[ANSWER].str.strip() != "") & (rows[DONE_ON].str.strip() == "")
    rows = rows.assign(**{DONE_ON: rows[DONE_ON].mask(answered, on_date)})
    sheets = {
        SHEET: rows,
        TABLES_SHEET: table_states(rows, states, former=former),
        "uitleg": pd.DataFrame({"uitleg": list(_HELP)}),
    }
    return DecisionBook(
        sheets,
        keys={SHEET: KEY, TABLES_SHEET: TABLE},
        widths={SHEET: _WIDTHS, TABLES_SHEET: _TABLE_WIDTHS, "uitleg": {"uitleg": 110}},
        dropdowns={SHEET: {REPLY: REPLIES}},
        frozen={SHEET: 2},
    )


def table_states(
    rows: pd.DataFrame, states: Sequence[TableState], *, former: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return a row per table: made, sent, replied, open.

    Raises:
        InputError: naming the row, when what was typed as day of sending is no date.
    """
    sent = _sent_on(former)
    told = []
    for state in states:
        own = rows[rows[TABLE] == state.table_id]
        waiting = len(open_objections({SHEET: own}))
        on = sent.get(state.table_id, "")
        lines = f"{len(own)} regels" if len(own) != 1 else "1 regel"
        told.append(
            (
                state.table_id, f"{VERSION} {state.made}" if state.made else "", on, lines if len(own) else "",
                waiting or "", _stand(state, on, len(own), waiting),
            )
        )  # fmt: skip
    return pd.DataFrame(told, columns=list(TABLE_COLUMNS), dtype=object)


def _stand(state: TableState, sent_on: str, n_replies: int, n_open: int) -> str:
    if n_open:
        return f"wacht op jouw antwoord ({n_open})"
    if n_replies:
        return "gereageerd, alles beantwoord"
    if sent_on:
        return "verstuurd, nog geen reactie"
    return "gemaakt, nog niet verstuurd" if state.made else "nog niet gemaakt"


def _sent_on(former: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return the day on which each table's letter went out, as somebody typed it."""
    rows = typed_rows(former, TABLES_SHEET, (TABLE, SENT_ON), FILE)
    return {
        str(table_id): typed_date(str(day), f"{FILE}, blad {TABLES_SHEET}, rij {number}")
        for number, table_id, day in zip(rows.index, rows[TABLE], rows[SENT_ON], strict=True)
    }
