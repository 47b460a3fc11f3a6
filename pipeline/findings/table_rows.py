"""One row of a table in a verslag in; its cells, and which column says what, who and when, out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_TITLES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "who": "(?:door )?wie|eigenaar|verantwoordelijke?|trekker|uitvoerder",
        "when": "wanneer|termijn|datum|deadline|gereed|klaar|voor wanneer|uiterlijk",
        "what": "wat|(?:verbeter)?actie(?:punt)?|afspraak|omschrijving|taak",
    }.items()
}
_LONGEST_TITLE = 25  # characters


def cells_of(text: str) -> list[str]:
    """Return the cells of a table row with bars, none for any other text."""
    if text.count("|") < 2 and "\t" not in text:
        return []
    return [cell.strip() for cell in re.split(r"\||\t", text.strip().strip("|"))]


def find_columns(cells: Sequence[str]) -> dict[str, int]:
    """Return the places of the columns what, who and when, if the row heads such a table."""
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        for name, title in _TITLES.items():
            if name not in places and len(cell) <= _LONGEST_TITLE and title.match(cell):
                places[name] = place
                break
    return places if "what" in places and len(places) > 1 else {}
