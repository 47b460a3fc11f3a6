"""Filled-in reply forms in; the workbook of replies kept up, with what could not be taken as it stands, out."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.settings import Settings
from pipeline.domain.tables import DialogueTables, check
from pipeline.domain.tables.feedback import OBJECTIONS, UNCLEAR, Replies
from pipeline.domain.wording import plural
from pipeline.exchange import reply_sheet
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.exchange.reply_form import ReadForm, read_reply_form
from pipeline.exchange.reply_sheet import TableState, add_replies, open_objections, reply_book
from pipeline.files.atomic import file_digest, write_bytes
from pipeline.release.feedback import form_line
from pipeline.stages.feedback import LEDGER, Feedback, read_ledger
from pipeline.stages.screening import decisions_folder

FOLDER = "antwoorden"
README = "LEESMIJ.txt"
WHAT_FOR = "Zet hier ingevulde antwoordformulieren (DOCX of TXT). Draai daarna: dialoogtafel terugkoppeling\n"
EARLIER = "over een eerdere versie"


@dataclass
class Received:
    """What came of reading the forms: lines to show, and how many forms could not be read."""

    path: Path
    lines: list[str] = field(default_factory=list)
    n_unread: int = 0
    n_new: int = 0
    n_open: int = 0
    states: pd.DataFrame = field(default_factory=pd.DataFrame)


def receive(
    back: Feedback, given: Sequence[Path], *, tables: Sequence[str] = (), on_date: str
) -> Received:
    """Read the forms in the folder with answers and those that were named, and keep the workbook up.

    What a row of the workbook says is never changed. `tables` are those that were asked for: a form
    of another one is told.
    """
    home = decisions_folder(back.run.settings)
    path = home / reply_sheet.FILE
    former = read_book(path)
    got = Received(path)
    rows: list[dict[str, str]] = []
    for file in [*forms_in(home / FOLDER), *given]:
        try:
            form = read_reply_form(file)
            rows += _rows_of(back, form, file, got, tables if file in given else ())
            back.taken.add(file_digest(file))
        except InputError as error:
            got.n_unread += 1
            got.lines.append(str(error))
    table, got.n_new = add_replies(former, rows)
    states = [
        TableState(table_id, str(back.ledger.get(table_id, {}).get("nu", "")))
        for table_id in back.run.table(DialogueTables)["table_id"]
    ]
    book = reply_book(table, states, former=former, on_date=on_date)
    got.states = book.sheets[reply_sheet.TABLES_SHEET]
    got.n_open = len(open_objections(book.sheets))
    if len(table) or any(state.made for state in states) or former:
        write_book(path, book, former)
        back.keep_ledger()
        _make_ready(home / FOLDER)
    return got


def _make_ready(folder: Path) -> None:
    """Make the folder in which filled-in forms are put, with a line on what it is for."""
    if not folder.is_dir():
        write_bytes(folder / README, WHAT_FOR.encode())


def forms_in(folder: Path) -> list[Path]:
    """Return the forms in a folder and those below it, sorted; what an office program left open is none."""
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(("~$", ".")) and path.name != README
    )


def objections(settings: Settings) -> int:
    """Return how many replies of a study wait for an answer, those in forms that nobody took in yet too.

    A form that cannot be read does not count: it is told when replies are taken in.
    """
    home = decisions_folder(settings)
    waiting = len(open_objections(read_book(home / reply_sheet.FILE)))
    taken = read_ledger(home / LEDGER)["taken"]
    for file in forms_in(home / FOLDER):
        if file_digest(file) not in taken:
            with contextlib.suppress(InputError):
                waiting += int(read_reply_form(file).replies["choice"].isin(OBJECTIONS).sum())
    return waiting


def _rows_of(
    back: Feedback, form: ReadForm, file: Path, got: Received, asked: Sequence[str]
) -> list[dict[str, str]]:
    """Return the replies of one form as rows of the workbook, and tell what is odd about it.

    Raises:
        InputError: when the form is of a table that this study does not have.
    """
    by_fold = {one.casefold(): one for one in back.run.table(DialogueTables)["table_id"]}
    table_id = by_fold.get(form.table_id.casefold())
    if table_id is None:
        raise InputError(
            f"{file.name}: dit formulier is van een tafel die niet in {back.run.settings.study} zit, of die zich "
            "terugtrok. Er is niets van overgenomen."
        )
    if asked and table_id not in asked:
        got.lines.append(
            f"{file.name}: dit is het formulier van {table_id}, niet van {', '.join(asked)}."
        )
    lines = back.lines(table_id)
    earlier = form.version != back.version(table_id, lines)
    elements = _elements(back, table_id, form.version, lines, earlier=earlier)
    replies = form.replies if earlier else _with_words_beside(form, lines)
    if replies.empty:
        got.lines.append(f"{file.name}: {table_id}, leeg formulier: er is niets aangekruist.")
        return []
    if earlier:
        got.lines.append(f"{file.name}: {table_id}, {EARLIER} van de bevindingen.")
    _tell_odd(file, table_id, replies, got)
    texts = dict(zip(lines["element_id"], lines["text"], strict=True))
    return [
        _row(table_id, reply, elements, texts, earlier=earlier)
        for reply in replies.to_dict("records")
    ]


def _with_words_beside(form: ReadForm, lines: pd.DataFrame) -> DataFrame[Replies]:
    """Return the replies with what people typed between the form's own words; without a box it is unclear."""
    replies = {int(row["number"]): dict(row) for row in form.replies.to_dict("records")}
    who = next((row["who"] for row in replies.values()), "")
    for line in lines.to_dict("records"):
        number = int(line["number"])
        typed = form.beside(number, form_line(line).above) if number in form.above else ""
        if not typed:
            continue
        unclear: dict[Hashable, Any] = {
            "table_id": form.table_id,
            "version": form.version,
            "number": number,
            "choice": UNCLEAR,
            "words": "",
            "who": who,
        }
        row = replies.setdefault(number, unclear)
        row["words"] = " ".join(filter(None, (typed, str(row["words"]))))
    table = pd.DataFrame([replies[one] for one in sorted(replies)], columns=Replies.names())
    return check(table, Replies)


def _elements(
    back: Feedback, table_id: str, version: str, lines: pd.DataFrame, *, earlier: bool
) -> list[str]:
    """Return what each number of an edition stood for; nothing of an edition that is not known here."""
    if not earlier:
        return list(lines["element_id"])
    known = back.ledger.get(table_id, {}).get("versies", {})
    return [str(one) for one in known.get(version, [])]


def _tell_odd(file: Path, table_id: str, replies: pd.DataFrame, got: Received) -> None:
    unclear = [str(one) for one in replies.loc[replies["choice"] == UNCLEAR, "number"]]
    if unclear:
        many = "regel" if len(unclear) == 1 else "regels"
        got.lines.append(
            f"{file.name}: {table_id}, {many} {', '.join(unclear)} onduidelijk: meer dan één kruisje, of woorden "
            "zonder kruisje. Dat telt als niet beantwoord."
        )


def _row(
    table_id: str,
    reply: dict[object, object],
    elements: Sequence[str],
    texts: dict[str, str],
    *,
    earlier: bool,
) -> dict[str, str]:
    """Return one reply as a row of the workbook."""
    number = int(str(reply["number"]))
    element = elements[number - 1] if 0 < number <= len(elements) else ""
    notes = [EARLIER] if earlier else []
    if number and not element:
        notes.append("welke regel dit was, is hier niet meer bekend")
    elif element and element not in texts:
        notes.append("staat er niet meer")
    return {
        reply_sheet.TABLE: table_id,
        reply_sheet.NUMBER: str(number) if number else "",
        reply_sheet.ELEMENT: element,
        reply_sheet.TEXT: texts.get(element, ""),
        reply_sheet.REPLY: str(reply["choice"]),
        reply_sheet.WORDS: str(reply["words"]),
        reply_sheet.WHO: str(reply["who"]),
        reply_sheet.NOTE: "; ".join(notes),
        reply_sheet.VERSION: str(reply["version"]),
    }


def tell(got: Received) -> list[str]:
    """Return what was received in Dutch lines: new replies, and what waits per table."""
    lines = [f"Let op: {line}" for line in got.lines]
    if got.n_new:
        lines.append(f"{plural(got.n_new, 'nieuw antwoord', 'nieuwe antwoorden')} overgenomen.")
    stands = Counter(str(one).partition(" (")[0] for one in got.states["stand"])
    told = ", ".join(f"{number} {stand}" for stand, number in sorted(stands.items()))
    lines.append(f"Tafels: {told}.")
    if got.n_open:
        many = plural(got.n_open, "antwoord wacht", "antwoorden wachten")
        lines.append(f"{many} op wat jij ermee doet; tot dan gaat er niets naar buiten.")
    return lines
