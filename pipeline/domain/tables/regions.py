"""What bundles of several werkplaatsen say side by side, and what comes of it."""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table
from pipeline.domain.wording import JUDGED_VALENCES

COUNTED, SMALL, DERIVABLE = "geteld", "klein", "afleidbaar"
SAID, SILENT = "in woorden", "niet gezegd"  # of studies under ten tables
JOINED, NO_CODE, NOT_RELEASED = "samengevoegd", "niet in codeboek", "niet vrijgegeven"
STATES = (COUNTED, SMALL, DERIVABLE, SAID, SILENT, JOINED, NO_CODE, NOT_RELEASED)
PRESENT = (SMALL, DERIVABLE, SAID)  # it is there, without a number: a blank is never a nought


class SideCells(Table):
    """One row per bundle, theme and valence ("" for: occurs), in the order of bundles and codebook.

    A number is there only where the state is COUNTED; of a blank the bounds are known, see
    `findings.regions.bounds`.
    """

    bundle: str = pa.Field(str_length={"min_value": 1})  # its name in tables
    code: str = pa.Field(str_length={"min_value": 1})  # of the codebook in which all are read
    valence: str = pa.Field(isin=("", *JUDGED_VALENCES))
    state: str = pa.Field(isin=STATES)
    n_tables: pa.typing.Series[pa.Int64] = pa.Field(nullable=True, ge=0)
    of_tables: pa.typing.Series[pa.Int64] = pa.Field(nullable=True, ge=1)
    min_tables: int = pa.Field(ge=1)  # under which this study blanks


class Recurrences(Table):
    """One row per theme and valence: in how many studies it is there, and in which it is strong."""

    code: str = pa.Field(str_length={"min_value": 1})
    valence: str = pa.Field(isin=JUDGED_VALENCES)
    n_told: int = pa.Field(ge=0)  # studies that could say
    n_present: int = pa.Field(ge=0)
    n_counted: int = pa.Field(
        ge=0
    )  # studies that count it, blanked or not; the others are in words
    n_strong: int = pa.Field(ge=0)  # of those, at half of the tables or more
    strong: object  # list[str]: names of bundles, in order
    said: object  # list[str]: studies in words that released a sentence saying so
    present: object  # list[str]
    weak: object  # list[str]: surely at fewer than one in five tables
    recurs: bool
    particular: str  # the one bundle in which it is strong while weak in every other, "" else


class PooledShares(Table):
    """One row per theme and valence: the share of tables over studies, for the team's appendix only.

    Null is: cannot be estimated; `note` says why.
    """

    code: str = pa.Field(str_length={"min_value": 1})
    valence: str = pa.Field(isin=("", *JUDGED_VALENCES))
    n_studies: int = pa.Field(ge=0)
    n_tables: int = pa.Field(ge=0)  # of these studies together
    share: float = pa.Field(nullable=True, ge=0, le=1)
    low: float = pa.Field(nullable=True, ge=0, le=1)
    high: float = pa.Field(nullable=True, ge=0, le=1)
    next_low: float = pa.Field(nullable=True, ge=0, le=1)  # where a study like these may lie
    next_high: float = pa.Field(nullable=True, ge=0, le=1)
    tau2: float = pa.Field(nullable=True, ge=0)  # of logits, between studies
    i2: float = pa.Field(nullable=True, ge=0, le=1)
    q: float = pa.Field(nullable=True, ge=0)
    note: str
