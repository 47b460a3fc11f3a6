"""What was read of a study: its tables, who sat there, documents, segments, and what was held back.

Text columns hold "" where nothing was recorded; offsets are code points into a document's
canonical text (NFC, LF, no BOM), half-open.
"""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table

EVIDENCE = ("verslag", "transcript")  # what a table said; statements are weighed by people instead
KINDS = (*EVIDENCE, "uitspraken")
LANGUAGES = ("nl", "fy")
LEVELS = ("hard", "zacht", "fout")


class DialogueTables(Table):
    """One row per dialoogtafel or dialoogsessie, in order of `table_id`."""

    table_id: str = pa.Field(unique=True, str_length={"min_value": 1})
    date: str  # ISO, as exact as it was recorded: "2016-03-22", "2016-03", "2016" or ""
    region: str
    municipality: str
    kind: str  # casusspecifiek, casusoverstijgend, dialoogsessie
    sector: str
    age_group: str
    occasion: str
    # list[str] of theme ids fixed beforehand; None: not recorded
    chosen_themes: object = pa.Field(nullable=True)
    n_participants: int = pa.Field(ge=0)


class Participants(Table):
    """One row per person who sat at a table (or sent word); keys are `table_id` + `participant`."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    participant: str = pa.Field(str_length={"min_value": 1})  # "P3"
    role: str  # as recorded: "jeugdhulpverlener 1"
    perspective: str  # an id of the codebook's perspectives
    group: str  # gezin, professionals, beleid, overig
    may_quote: bool  # consent to quote was recorded; missing is False


class Documents(Table):
    """One row per document that was read, with its canonical text."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    document: str = pa.Field(str_length={"min_value": 1})  # the file's name: "verslag.md"
    kind: str = pa.Field(isin=KINDS)
    digest: str  # SHA-256 of the canonical text
    text: str


class Segments(Table):
    """One row per segment: one turn of a transcript, one sentence or list item of a verslag.

    Rows keep table order, then document (transcript before verslag by name), then speaking order.
    """

    segment_id: str = pa.Field(unique=True)  # "DT-07/transcript/0012"
    table_id: str = pa.Field(str_length={"min_value": 1})
    document: str = pa.Field(str_length={"min_value": 1})
    start: int = pa.Field(ge=0)
    end: int = pa.Field(ge=1)
    speaker: (
        str  # a participant's code ("P2"), the label as it stood where unknown, "" in a verslag
    )
    role: str
    perspective: (
        str  # id of the codebook; "onbekend" for an unknown speaker; "" where not attributed
    )
    language: str = pa.Field(isin=LANGUAGES)
    text: str = pa.Field(str_length={"min_value": 1})
    kind: str = pa.Field(isin=KINDS)
    group: str  # the perspective's group; "" where there is no perspective
    heading: str  # the heading above a verslag's sentence; "" in a transcript
    block: int = pa.Field(ge=0)  # paragraph, list item or turn within the document, from 0
    countable: bool  # False for what is no evidence: page furniture, an invented caption


class Tokens(Table):
    """One row per word or mark of a segment, in order; offsets are within the segment."""

    segment_id: str
    position: int = pa.Field(ge=0)
    start: int = pa.Field(ge=0)
    end: int = pa.Field(ge=1)
    token: str
    lemma: str
    pos: str  # Universal Dependencies tag


class Quarantine(Table):
    """One row per reason for which a document was refused or held; never a word of it."""

    table_id: str
    document: str
    niveau: str = pa.Field(isin=LEVELS)
    kind: str
    start: int  # -1 where the whole document is meant
    end: int


class Notices(Table):
    """One row per thing that a researcher should know about what was read; never a word of it."""

    table_id: str
    document: str  # "" where the whole table is meant
    subject: str  # a fixed word: "spreker", "labels", "codering", "taal", "meta"
    message: str  # Dutch, with what to do
