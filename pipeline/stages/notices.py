"""The notices of a study in; lines for the screen out, one for all tables that share a message."""

from __future__ import annotations

import pandas as pd

from pipeline.domain.wording import enumerate_words

MOST_NAMED = 4  # tables; of more the number is told


def told(notices: pd.DataFrame, *, sessions: bool = False) -> list[str]:
    """Return one line per message, in order of first mention; no word of the material is in them."""
    unit = "sessies" if sessions else "tafels"
    places: dict[tuple[str, str], list[str]] = {}
    for row in notices.drop_duplicates(["table_id", "document", "message"]).to_dict("records"):
        places.setdefault((row["document"], row["message"]), []).append(row["table_id"])
    return [
        f"{', '.join(filter(None, (_named(tables, unit), document)))}: {message}"
        for (document, message), tables in places.items()
    ]


def _named(tables: list[str], unit: str) -> str:
    if len(tables) <= MOST_NAMED:
        return enumerate_words(tables)
    return f"{len(tables)} {unit} ({tables[0]}, {tables[1]}, …)"
