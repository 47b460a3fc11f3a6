"""A text in; the same text with every placeholder ([NAAM], [SCHOOL-2]) blanked out."""

from __future__ import annotations

import re

from pipeline.intake.privacy.findings import BLANK
from pipeline.intake.privacy.lists import given_names

_BRACKETS = re.compile(r"\[([^\[\]\n]{1,40})\]|<([^<>\n]{1,40})>")
_WORDS = re.compile(
    r"(?:voor|achter|bij|roep)?na(?:am|men)|persoon|school|plaats(?:naam)?|instelling|organisatie"
    r"|dorp|stad"
    r"|gemeente|straat|adres|datum|kind|zoon|dochter|jeugdige|leerling|moeder|vader|ouder|broer\w*"
    r"|zus\w*"
    r"|telefoon\w*|e-?mail\w*|bsn|iban|postcode|kenteken|geboortedatum|dossiernummer|url|account"
    r"|vereniging"
    r"|hulpverlener|begeleider|mentor|juf|meester|leerkracht|huisarts|collega|weg|geanonimiseerd"
    r"|anoniem"
    r"|onverstaanbaar|x+",
    re.IGNORECASE,
)
_NO_PLACEHOLDER = re.compile(
    r"@|\.\w|\bat\b|\bapenstaart|\bpunt\b|\bdot\b|\d:\d|^v\s", re.IGNORECASE
)


def blank_placeholders(text: str) -> str:
    """Return `text` with placeholders in brackets replaced by as many blanks.

    A placeholder is what people write where something was taken out: capitals or a telling word
    between brackets. A given name between brackets stays, for then nothing was taken out.
    """
    return _BRACKETS.sub(
        lambda hit: BLANK * len(hit[0]) if _is_placeholder(hit[1] or hit[2]) else hit[0], text
    )


def _is_placeholder(inside: str) -> bool:
    if _NO_PLACEHOLDER.search(inside):
        return False
    words = re.findall(r"[^\W\d_]+", inside)
    if not words or any(len(word) > 2 and word.casefold() in given_names() for word in words):
        return False
    capitals = all(word.isupper() for word in words)
    return capitals or _WORDS.fullmatch(words[0]) is not None
