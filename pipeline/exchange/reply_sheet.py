"""What participants answered to a concept in; how many of their objections still wait for an answer out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.exchange.decision_sheets import typed_rows

FILE = "reacties.xlsx"
SHEET = "reacties"
TABLE, REPLY, ANSWER = NEEDED = ("tafel", "reactie", "antwoord")
AGREES, DIFFERS, NOT_USED = REPLIES = ("klopt", "anders", "niet gebruiken")


def open_objections(former: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return the tables of every reply that objects and was not answered, one per reply, sorted.

    Raises:
        InputError: naming the row, when a reply is none of `REPLIES`.
    """
    waiting = []
    rows = typed_rows(former, SHEET, NEEDED, FILE)
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        reply = str(row[REPLY]).strip().casefold()
        if reply not in ("", *REPLIES):
            raise InputError(
                f"{FILE}, blad {SHEET}, rij {number}: bij '{REPLY}' kan staan: klopt, anders of niet gebruiken."
            )
        if reply in (DIFFERS, NOT_USED) and not str(row[ANSWER]).strip():
            waiting.append(str(row[TABLE]))
    return sorted(waiting)
