"""What reading a study found beside its words: times, the speakers met, and an overview per table."""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table


class Times(Table):
    """One row per segment of a timed source, in seconds from the start of the recording."""

    segment_id: str = pa.Field(unique=True)
    began: float = pa.Field(ge=0)
    ended: float = pa.Field(nullable=True, ge=0)  # null where the source gives only a beginning


class MetSpeakers(Table):
    """One row per speaker's label in a document, in order of first turn; keys are table, document, label."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    document: str = pa.Field(str_length={"min_value": 1})
    label: str = pa.Field(str_length={"min_value": 1})  # as it stands in the text: can be a name
    n_turns: int = pa.Field(ge=1)
    n_words: int = pa.Field(ge=0)
    participant: str  # the code that the label was tied to; "" for nobody or for several
    role: str
    perspective: str  # "onbekend" where nobody fits
    known: bool
    may_be_name: bool  # the label looks like a person's own name


class MetaTexts(Table):
    """One row per text in a table's meta.yaml that the privacy check must see, in the file's order."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    participant: str  # the code of whom it is about, "" for the table
    text: str = pa.Field(str_length={"min_value": 1})


class ReadingOverview(Table):
    """One row per table: what was read of it and what was not."""

    table_id: str = pa.Field(unique=True, str_length={"min_value": 1})
    n_documents: int = pa.Field(ge=0)
    n_held_back: int = pa.Field(ge=0)  # documents refused or held
    n_turns: int = pa.Field(ge=0)  # of transcripts
    n_sentences: int = pa.Field(ge=0)  # of verslagen: sentences and list items
    n_words: int = pa.Field(ge=0)
    n_speakers: int = pa.Field(ge=0)  # different labels met
    n_unknown_turns: int = pa.Field(ge=0)  # turns of which the perspective is unknown
    frisian_share: float = pa.Field(ge=0, le=1)  # of the segments
    n_left_out: int = pa.Field(ge=0)  # segments that are no evidence
    n_attributed: int = pa.Field(ge=0)  # sentences of verslagen that say whose view they give
    n_statements: int = pa.Field(ge=0)
    n_voters: int = pa.Field(ge=0)  # participants with a column of points
    n_unused: float = pa.Field(ge=0)  # points that could be given and were not
    n_notices: int = pa.Field(ge=0)
