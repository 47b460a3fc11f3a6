"""The privacy gate's tables: what it found, what people decided, and the key of what was replaced.

Only `PrivacyKey` holds words of the material: it lies in besloten/, where release cannot read.
"""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table

DECISIONS = (
    "",
    "vervangen",
    "laten staan",
)  # "": nobody looked yet; "laten staan": dismissed by hand


class PrivacyFindings(Table):
    """One row per possible identifier, in order of table, document and place."""

    table_id: str = pa.Field(str_length={"min_value": 1})
    document: str = pa.Field(str_length={"min_value": 1})
    kind: str
    level: str = pa.Field(isin=("hard", "zacht"))
    start: int = pa.Field(ge=0)  # code points into the canonical text, half-open
    end: int = pa.Field(ge=1)
    finding: str  # keyed digest of kind, matched text and what stands around it; not unique
    evidence: str  # which check met it, a fixed phrase
    decision: str = pa.Field(isin=DECISIONS)
    reason: str


class PrivacyDecisions(Table):
    """One row per judged finding, kept by its digest: it outlives a rerun, not a changed text."""

    finding: str = pa.Field(unique=True)
    decision: str = pa.Field(isin=DECISIONS)
    reason: str


class PrivacyKey(Table):
    """One row per replaced name or number: what stood where the placeholder stands now."""

    table_id: str
    placeholder: str  # "[PERSOON-1]"
    kind: str
    original: str
