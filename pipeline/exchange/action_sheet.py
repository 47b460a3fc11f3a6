"""Verbeteracties in; the workbook in which people note how they stand out, and their notes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.tables import ActionNotes, FollowedActions, FollowUps, check, empty
from pipeline.domain.tables.actions import ACTION_STATES
from pipeline.domain.wording import enumerate_words
from pipeline.exchange.decision_sheets import DecisionBook, typed_date, typed_rows

FILE = "verbeteracties.xlsx"
SHEET, LEDGER, LIST, BY_TABLE = "acties", "notities", "vervolg", "per tafel"
KEY, ON, UNKNOWN = "actie", "op datum", "onbekend"
FIELDS: Mapping[str, str] = {  # what people type, by the column it is typed in
    "wie (verbeterd)": "owner_role",
    "termijn (verbeterd)": "term",
    "datum (verbeterd)": "due",
    "stand": "state",
    "resultaat": "result",
    "teruggekoppeld aan": "reported_to",
}
_LEDGER_COLUMNS = (KEY, *FIELDS, ON)


def read_ledger(former: Mapping[str, pd.DataFrame]) -> DataFrame[ActionNotes]:
    """Return the notes of earlier editions, in the order in which they were made.

    Raises:
        InputError: when a column or a date of the sheet was spoilt.
    """
    rows = typed_rows(former, LEDGER, _LEDGER_COLUMNS, FILE)
    notes = [
        {
            "action_id": row[KEY],
            **{field: row[column] for column, field in FIELDS.items()},
            "state": _state(row["stand"], f"{FILE}, blad {LEDGER}, rij {number}"),
            "noted_on": typed_date(row[ON], f"{FILE}, blad {LEDGER}, rij {number}"),
        }
        for number, row in zip(rows.index, rows.to_dict("records"), strict=True)
        if row[KEY]
    ]
    return _notes(notes)


def read_action_notes(
    former: Mapping[str, pd.DataFrame], ledger: DataFrame[ActionNotes], *, on_date: str
) -> DataFrame[ActionNotes]:
    """Return `ledger` with a note of everything that was typed since: one per action that changed.

    Its date is the one typed beside it, else `on_date` (ISO), but never before an earlier note of
    the same action, so that what was typed last is what stands.

    Raises:
        InputError: naming the row, for a state or date that cannot be read, or a typed date that
            lies before an earlier note.
    """
    rows = typed_rows(former, SHEET, (KEY, *FIELDS, ON), FILE)
    standing = standing_notes(ledger)
    added = []
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        if row[KEY]:
            where = f"{FILE}, blad {SHEET}, rij {number}"
            note = _new_note(row, standing.get(row[KEY], {}), where, on_date)
            added += [note] if note else []
    return _notes([*ledger.to_dict("records"), *added])


def standing_notes(ledger: DataFrame[ActionNotes]) -> dict[str, dict[str, str]]:
    """Return per action the last thing noted of each kind, and `noted_on` the last day."""
    ordered = ledger.assign(place=range(len(ledger))).sort_values(["noted_on", "place"])
    standing: dict[str, dict[str, str]] = {}
    for note in ordered.to_dict("records"):
        mine = standing.setdefault(note["action_id"], {})
        fields = (*FIELDS.values(), "noted_on")
        mine |= {field: str(note[field]) for field in fields if note[field]}
    return standing


def action_book(
    actions: DataFrame[FollowedActions],
    follow_ups: DataFrame[FollowUps],
    by_table: pd.DataFrame,
    ledger: DataFrame[ActionNotes],
    *,
    as_read: Mapping[str, Mapping[str, str]],
    summary: str,
    on_date: str,
) -> DecisionBook:
    """Return the workbook: all actions, who is to be asked what on `on_date`, and the notes so far.

    `as_read` gives owner, term and date of an action as the verslag has them, by its id.
    """
    noted = standing_notes(ledger)
    rows = [
        _action_row(action, as_read.get(action["action_id"], {}), noted.get(action["action_id"], {}))
        for action in actions.to_dict("records")
    ]  # fmt: skip
    texts = dict(zip(actions["action_id"], actions["text"], strict=True))
    sheets = {
        SHEET: pd.DataFrame(rows, columns=[*_READ, *FIELDS, ON, "bijzonderheid"]),
        LIST: _follow_up_rows(follow_ups, texts),
        BY_TABLE: by_table,
        LEDGER: _ledger_rows(ledger),
        "uitleg": pd.DataFrame({"uitleg": [summary, f"Peildatum: {on_date}.", *_HELP]}),
    }
    places = {action_id: place for place, action_id in enumerate(actions["action_id"])}
    links = {
        (row, KEY): (SHEET, places[action_id])
        for row, action_id in enumerate(follow_ups["action_id"])
        if action_id in places
    }
    return DecisionBook(
        sheets,
        keys={SHEET: KEY, LIST: KEY, BY_TABLE: "tafel", LEDGER: KEY},
        widths={SHEET: {"afspraak": 60, "resultaat": 44}, LIST: {"afspraak": 60, "wie": 28}, "uitleg": {"uitleg": 110}},
        dropdowns={SHEET: {"stand": (*ACTION_STATES, UNKNOWN)}},
        links={LIST: links},
        frozen={SHEET: 2},
    )  # fmt: skip


def _new_note(
    row: Mapping[Any, Any], mine: Mapping[str, str], where: str, on_date: str
) -> dict[str, str] | None:
    """Return a note of what this row says more or otherwise than the notes so far, if anything."""
    typed = {field: row[column] for column, field in FIELDS.items()}
    typed["state"] = _state(typed["state"], where)
    changed = {field: value for field, value in typed.items() if value and value != mine.get(field, "")}  # fmt: skip
    dated = typed_date(row[ON], where)
    last = mine.get("noted_on", "")
    redated = bool(dated) and dated != last
    if not changed and not (redated and mine):
        return None
    if redated and dated < last:
        raise InputError(
            f"{where}: '{ON}' ligt vóór een eerdere notitie bij deze actie ({last}). Vul een "
            "latere datum in of maak de cel leeg."
        )
    blank = dict.fromkeys(FIELDS.values(), "")
    said = changed or {"state": mine.get("state", "")}
    return {**blank, **said, "action_id": row[KEY], "noted_on": dated if redated else max(on_date, last)}  # fmt: skip


def _state(value: str, where: str) -> str:
    state = value.strip().casefold()
    if state in ("", UNKNOWN):
        return ""
    if state not in ACTION_STATES:
        raise InputError(f"{where}: bij 'stand' kan staan: {enumerate_words(ACTION_STATES)}, of niets.")  # fmt: skip
    return state


def _notes(rows: list[Any]) -> DataFrame[ActionNotes]:
    if not rows:
        return empty(ActionNotes)
    return check(pd.DataFrame(rows, columns=ActionNotes.names()), ActionNotes)


def _action_row(
    action: Mapping[Any, Any], read: Mapping[str, str], noted: Mapping[str, str]
) -> tuple[object, ...]:
    """Return one action: as the verslag has it, and what people noted of it."""
    typed = [noted.get(field, "") for field in FIELDS.values()]
    remark = "" if action["found"] else "staat niet meer in een verslag"
    if action["found"] and not action["owner_role"]:
        remark = "geen eigenaar"
    if action["found"] and not action["term"]:
        remark = "; ".join(filter(None, (remark, "geen termijn")))
    return (
        action["action_id"], action["text"], action["table_id"], list(action["themes"]),
        read.get("owner_role", ""), read.get("term", ""), read.get("due", ""),
        *typed, noted.get("noted_on", ""), remark,
    )  # fmt: skip


def _follow_up_rows(follow_ups: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "wie": follow_ups["owner_role"].replace("", "niemand genoemd"),
            KEY: follow_ups["action_id"],
            "afspraak": follow_ups["action_id"].map(texts),
            "tafel": follow_ups["table_id"],
            "moment": follow_ups["moment"] + " na de tafel",
            "uiterlijk": follow_ups["due"],
            "over tijd": follow_ups["overdue"].map({True: "ja", False: ""}),
            "stand": follow_ups["state"],
        }
    )


def _ledger_rows(ledger: pd.DataFrame) -> pd.DataFrame:
    rows = {KEY: ledger["action_id"]} | {name: ledger[field] for name, field in FIELDS.items()}
    return pd.DataFrame(rows | {ON: ledger["noted_on"]})


_READ = (
    KEY, "afspraak", "tafel", "thema's", "wie (verslag)", "termijn (verslag)", "datum (verslag)",
)  # fmt: skip
_HELP = (
    f"Blad '{SHEET}': één rij per afspraak. Vul in: {enumerate_words([*FIELDS, ON])}.",
    f"'{ON}' is de dag waarop je het hoorde; blijft zij leeg, dan telt de dag waarop je de opdracht draait.",
    "Elke wijziging wordt met haar datum bewaard op blad 'notities'; leegmaken wist niets.",
    "Noemt het verslag ten onrechte iemand, zet dan een streepje (-) onder 'wie (verbeterd)'.",
    (
        f"Blad '{LIST}': wie er nu gevraagd kan worden hoe het staat, 3, 6 en 12 maanden na de "
        "tafel, tot de actie gereed of vervallen is."
    ),
    "In dit bestand staan woorden uit verslagen: het is voor het team en voor wie daar zat.",
)
