"""What researchers work on across tables: pattern cards, the framework matrix, and topics beside the codebook."""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table
from pipeline.domain.wording import VALENCES

CERTAINTIES = ("sterk", "redelijk", "wankel")
CARD_STATES = ("voorstel", "vastgesteld", "verworpen")


class Patterns(Table):
    """One row per casusoverstijgend patroon: a finest code and how it is valued, with what speaks against."""

    pattern_id: str = pa.Field(unique=True)  # "regie.overnemen/knelpunt"
    code: str
    valence: str = pa.Field(isin=VALENCES)
    statement: str  # Dutch, made by a template; researchers write a better one on the card
    n_tables: int = pa.Field(ge=1)
    of_tables: int = pa.Field(ge=1)
    groups: object  # list[str]: whose words carry it; "" words of a verslag name nobody
    carried: bool  # enough tables and groups to be told outside the team
    certainty: str = pa.Field(isin=CERTAINTIES)
    table_ids: object  # list[str], sorted
    segment_ids: object
    counter_table_ids: object  # tables that value it the other way
    counter_segment_ids: object
    silent_table_ids: object  # judged tables at which it was not valued so: where it does not hold
    digest: str  # of the evidence, so that a card knows when it changed


class CardEdits(Table):
    """One row per pattern card that researchers edited; "" leaves what the program made."""

    pattern_id: str = pa.Field(unique=True)
    statement: str
    status: str = pa.Field(isin=("", *CARD_STATES))
    answer: str  # to the counter-examples: why it holds all the same, or where it does not
    digest: str  # of the evidence that they saw
    decided_by: str
    decided_on: str  # ISO date


class Cards(Table):
    """One row per pattern card as it stands: made anew, with what researchers wrote kept."""

    pattern_id: str = pa.Field(unique=True)
    statement: str
    status: str = pa.Field(isin=CARD_STATES)
    answer: str
    answered: bool  # no counter-examples, or an answer to them
    changed: bool  # the evidence is not what the researchers saw
    gone: bool  # nothing carries it any more
    releasable: bool  # carried, established, answered and unchanged
    decided_by: str
    decided_on: str


class MatrixCells(Table):
    """One row per cell of the framework matrix: what one voice at one table says of one theme."""

    cell_id: str = pa.Field(unique=True)  # "DT-01/gezin/regie"
    table_id: str
    who: str
    theme: str
    segment_ids: object  # list[str], sorted; empty where nothing was said
    digest: str  # of the segments, "" for none


class MatrixNotes(Table):
    """One row per cell that a researcher summarised."""

    cell_id: str = pa.Field(unique=True)
    summary: str = pa.Field(str_length={"min_value": 1})
    digest: str  # of the segments that they saw
    changed: bool  # the segments are not those any more


class Topics(Table):
    """One row per topic that segments form by themselves, the most recurrent first."""

    topic: int = pa.Field(unique=True, ge=0)
    terms: object  # list[str], the most typical first
    n_segments: int = pa.Field(ge=1)
    n_tables: int = pa.Field(ge=1)
    recurrence: float = pa.Field(ge=0, le=1)  # share of the runs in which it came back
    stable: bool
    code: str  # the code that most of its segments share, "" without one
    code_share: float = pa.Field(ge=0, le=1)  # of its segments
    uncoded_share: float = pa.Field(ge=0, le=1)
    candidate: bool  # stable, of enough tables, and no code covers half of it
    table_ids: object  # list[str], sorted
    segment_ids: object  # list[str], the most typical first


class TopicRuns(Table):
    """One row per run of the stability certificate, compared with the topics of all segments."""

    kind: str = pa.Field(isin=("zaad", "volgorde", "zonder een tafel"))
    run: str
    n_topics: int = pa.Field(ge=0)
    outlier_share: float = pa.Field(ge=0, le=1)
    rand: float = pa.Field(ge=-1, le=1)  # adjusted Rand index over shared segments
    n_matched: int = pa.Field(ge=0)  # topics that came back
