"""`terugkoppeling:` of a study's YAML in; whom the people of a table can reach, and by when, out."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pipeline.domain.wording import MONTHS
from pipeline.domain.yamltext import YamlText

KEY = "terugkoppeling"
KEYS = ("organisatie", "naam", "telefoon", "email", "antwoord_voor")


@dataclass(frozen=True)
class Contact:
    """Who answers the people of a table; "" is a blank to be filled in by hand."""

    organisation: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    reply_by: str = ""  # as it is written: "1 december 2026"


def read_contact(text: YamlText) -> Contact:
    """Read whom people can call, and until when they can answer.

    Raises:
        InputError: with file and line, for an unknown key or something else than texts.
    """
    raw = text.values.get(KEY) or {}
    if not isinstance(raw, dict):
        raise text.error(f"bij '{KEY}:' hoort bijvoorbeeld {{naam: …, telefoon: …}} te staan.", KEY)
    text.refuse_unknown_keys(KEYS, KEY) if raw else None
    for key, value in raw.items():
        if isinstance(value, (dict, list, bool)):
            raise text.error(f"bij '{key}:' hoort een tekst te staan.", KEY, key)
    said = {key: "" if raw.get(key) is None else str(raw[key]).strip() for key in KEYS}
    return Contact(
        organisation=said["organisatie"],
        name=said["naam"],
        phone=said["telefoon"],
        email=said["email"],
        reply_by=_in_words(said["antwoord_voor"]),
    )


def _in_words(day: str) -> str:
    """Return a date as people write it: "1 december 2026"; anything else as it stands."""
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return day
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
