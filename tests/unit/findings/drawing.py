"""Tables drawn in a test as text: one row a line, columns by bars, the rest filled in."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.tables import (
    Codings,
    DialogueTables,
    Participants,
    Segments,
    check,
)

CODEBOOK = Codebook(
    id="klein",
    version="1",
    codes=(
        Code("regie", "Regie", "gezin", ""),
        Code("regie.kracht", "Kracht", "gezin", "", parent="regie"),
        Code("regie.overnemen", "Overnemen", "professional", "", parent="regie"),
        Code("toegang", "Toegang", "organisatie", ""),
        Code("toegang.wachttijd", "Wachttijd", "organisatie", "", parent="toegang"),
        Code("beleid", "Beleid", "beleid", ""),
    ),
    levels={
        "gezin": "Gezin",
        "professional": "Professional",
        "organisatie": "Organisatie",
        "beleid": "Beleid",
    },
    perspectives={"ouder": "Ouder", "jeugdige": "Jeugdige", "onderwijs": "Onderwijs"},
    groups={"gezin": ("ouder", "jeugdige"), "professionals": ("onderwijs",)},
)


def rows_of(drawing: str) -> list[dict[str, str]]:
    """Return the rows of a drawn table, every cell as text."""
    lines = [line.strip() for line in drawing.strip().splitlines() if line.strip()]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def segments(drawing: str, **filled: Any) -> pd.DataFrame:
    """Return segments; `segment_id` is made of the table and the row's place in it."""
    base: dict[str, Any] = {
        "document": "transcript.txt", "start": 0, "end": 1, "speaker": "", "role": "",
        "perspective": "", "language": "nl", "text": "x", "kind": "transcript", "group": "",
        "heading": "", "block": 0, "countable": True,
    }  # fmt: skip
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(rows_of(drawing)):
        made = {
            **base,
            "start": number * 10,
            "end": number * 10 + 5,
            "block": number,
            **filled,
            **row,
        }
        made.setdefault("segment_id", f"{made['table_id']}/{number:02d}")
        made["countable"] = str(made["countable"]) != "nee"
        rows.append(made)
    return check(pd.DataFrame(rows, columns=Segments.names()), Segments)


def codings(drawing: str, **filled: Any) -> pd.DataFrame:
    """Return codings by "A" unless drawn otherwise; a code "-" is: judged, no theme."""
    base: dict[str, Any] = {
        "coder": "A", "source": "mens", "start": 0, "end": 1, "valence": "knelpunt", "doubt": False,
        "confidence": None, "status": "bevestigd",
    }  # fmt: skip
    made = [{**base, **filled, **row} for row in rows_of(drawing)]
    table = pd.DataFrame(made, columns=Codings.names())
    return check(table.assign(code=table["code"].replace("-", None)), Codings)


def dialogue_tables(drawing: str, **filled: Any) -> pd.DataFrame:
    """Return dialogue tables; `chosen_themes` is drawn as words, "?" where it was not recorded."""
    base: dict[str, Any] = {
        "date": "", "region": "", "municipality": "", "kind": "casusspecifiek", "sector": "",
        "age_group": "", "occasion": "", "chosen_themes": "?", "n_participants": 0,
    }  # fmt: skip
    made = [{**base, **filled, **row} for row in rows_of(drawing)]
    for row in made:
        row["chosen_themes"] = None if row["chosen_themes"] == "?" else row["chosen_themes"].split()
    return check(pd.DataFrame(made, columns=DialogueTables.names()), DialogueTables)


def participants(drawing: str) -> pd.DataFrame:
    """Return participants, numbered within the whole drawing."""
    base = {"role": "", "may_quote": False}
    made = [{**base, "participant": f"P{n}", **row} for n, row in enumerate(rows_of(drawing), 1)]
    return check(pd.DataFrame(made, columns=Participants.names()), Participants)
