"""What goes back to the people of one table line by line, and what they answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pandera.pandas as pa

from pipeline.domain.tables.base import Table

FINDING, QUOTE, ACTION = LINE_KINDS = ("bevinding", "citaat", "afspraak")
AGREES, DIFFERS, NOT_USED = CHOICES = ("klopt", "anders", "niet gebruiken")
UNCLEAR = "onduidelijk"  # more than one box, or own words without a box
REMARK = "opmerking"  # something said outside the lines: a person must read it
OBJECTIONS = (DIFFERS, NOT_USED, UNCLEAR, REMARK)  # hold a release until they are answered
WHO = ("jeugdige", "ouder of verzorger", "samen", "iemand anders")

# What stands on a form in so many words, so that it can be read back however it comes home.
LINE, OWN_WORDS, FILLED_BY, REMARKS = "Nr.", "Eigen woorden:", "Ingevuld door:", "Opmerking:"
FORM, VERSION = "Formulier", "versie"
PLACEHOLDER = "Klik hier en typ."


class FeedbackLines(Table):
    """One row per thing that a table's people are asked about, in order of their number."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    number: int = pa.Field(ge=1)
    element_id: str = pa.Field(unique=True)  # "bevinding/regie/knelpunt", "citaat/<segment>", …
    kind: str = pa.Field(isin=LINE_KINDS)
    heading: str  # what it is about, as it stands above the line
    text: str
    language: str
    translation: str  # "" for none
    segment_ids: object  # list[str], sorted; what it rests on


class Replies(Table):
    """One row per line that somebody answered; lines without a box or a word have no row."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    version: str  # of the form that was filled in
    number: int = pa.Field(ge=0)  # 0: said outside the lines
    choice: str = pa.Field(isin=(*CHOICES, UNCLEAR, REMARK))
    words: str
    who: str  # a role, never a name; "" where it was not said


def version_of(study: str, table_id: str, lines: Iterable[tuple[str, str]]) -> str:
    """Return eight characters that change with anything that the people of a table are asked about.

    `lines` holds element id and text. Of a reply they say which edition it is about.
    """
    told = "\x1f".join([study, table_id, *(part for line in lines for part in line)])
    return hashlib.sha256(told.encode()).hexdigest()[:8]
