"""Quotes: as they are proposed to the team, and as a person released them."""

from __future__ import annotations

import hashlib

import pandera.pandas as pa

from pipeline.domain.tables.base import Table
from pipeline.domain.wording import VALENCES

DECISIONS = ("", "vrijgeven", "parafrase", "nee")
FRISIAN = "fy"


def digest_of_words(text: str) -> str:
    """Return a mark that changes with the words: what was decided on other words lapses."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class QuoteProposals(Table):
    """One row per proposed quote and the pattern it speaks for; for the team, it holds words."""

    quote_id: str = pa.Field(unique=True)  # segment, code, valence, and a digest of the words
    code: str
    valence: str = pa.Field(isin=VALENCES)
    place: int = pa.Field(ge=1)  # within its pattern, best first
    table_id: str
    segment_id: str
    participant: str
    perspective: str
    group: str
    language: str
    text: str
    flags: str  # why it may point to someone, "; " between; "" for nothing found
    decision: str = pa.Field(isin=DECISIONS)
    paraphrase: str
    translation: str  # of Frisian words, by a researcher; "" where nobody made one


class ReleasedQuotes(Table):
    """One row per quote or paraphrase that a person released; nothing tells which table it is of."""

    code: str
    valence: str = pa.Field(isin=VALENCES)
    perspective: str
    group: str
    text: str
    is_quote: bool  # False: a paraphrase
    language: str  # of the text as it stands
    translation: str  # "" for none, and for a paraphrase
