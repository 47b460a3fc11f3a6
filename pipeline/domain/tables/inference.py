"""How sure findings are, for the team: estimates with their road, pairs, contrasts and typical words."""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table
from pipeline.domain.wording import VALENCES

ESTIMATE_METHODS = (
    "telling", "t", "bootstrap", "wilson", "met de hand", "gecorrigeerd", "naief",
)  # fmt: skip


class Estimates(Table):
    """One row per code, method and what it speaks of: the same share by every road, side by side."""

    code: str
    about: str = pa.Field(isin=("deze tafels", "andere tafels"))
    method: str = pa.Field(isin=ESTIMATE_METHODS)
    value: float = pa.Field(nullable=True, ge=0, le=1)
    low: float = pa.Field(nullable=True, ge=0, le=1)
    high: float = pa.Field(nullable=True, ge=0, le=1)
    n_tables: int = pa.Field(ge=0)
    used: bool  # what the study may use; one per code and `about`, or none
    note: str  # Dutch: why there is no number, no interval, or why this one was chosen


class Coverage(Table):
    """One row per kind of simulated world and estimator: how often its interval held the truth."""

    world: str
    method: str
    coverage: float = pa.Field(ge=0, le=1)
    width: float = pa.Field(ge=0)  # mean width of the interval, as a share
    runs: int = pa.Field(ge=1)
    reliable: bool  # covers 93 to 97 of 100


class Pairs(Table):
    """One row per ordered pair of codes that can go together, zero rows too.

    `expected` is what chance gives within each table, so that a long table makes no pair by itself.
    Null is: cannot be estimated.
    """

    code: str
    valence: str = pa.Field(isin=("", *VALENCES))
    other_code: str
    other_valence: str = pa.Field(isin=("", *VALENCES))
    within: str = pa.Field(isin=("fragment", "reeks", "tafel"))
    n_tables: int = pa.Field(ge=0)  # tables in which the two go together
    of_tables: int = pa.Field(ge=0)
    observed: int = pa.Field(ge=0)  # fragments, neighbours or tables with both
    expected: float = pa.Field(ge=0)
    lift: float = pa.Field(nullable=True, ge=0)
    low: float = pa.Field(nullable=True, ge=0)
    high: float = pa.Field(nullable=True, ge=0)
    table_ids: object  # list[str], sorted


CONTRASTS = ("perspectief", "periode", "sector", "leeftijdsgroep", "soort", "document", "studie")


class Contrasts(Table):
    """One row per code: how two groups or kinds of tables differ in the room they give it.

    For the team. `p` is of a permutation of tables and `q` corrects it for the number of codes;
    neither is ever released.
    """

    code: str
    valence: str = pa.Field(isin=("", *VALENCES))
    kind: str = pa.Field(isin=CONTRASTS)
    first: str
    second: str
    n_first: int = pa.Field(ge=0)  # tables
    n_second: int = pa.Field(ge=0)
    # Mean share of the first less that of the second.
    difference: float = pa.Field(nullable=True, ge=-1, le=1)
    low: float = pa.Field(nullable=True, ge=-1, le=1)
    high: float = pa.Field(nullable=True, ge=-1, le=1)
    effect: float = pa.Field(nullable=True)  # in standard deviations over tables
    p: float = pa.Field(nullable=True, ge=0, le=1)
    q: float = pa.Field(nullable=True, ge=0, le=1)


class TypicalWords(Table):
    """One row per word: how much more one group uses it than the other. For the team."""

    word: str = pa.Field(unique=True)
    group: str  # whose word it is
    n_first: int = pa.Field(ge=0)
    n_second: int = pa.Field(ge=0)
    n_tables: int = pa.Field(ge=0)
    log_odds: float
    z: float
    p: float = pa.Field(ge=0, le=1)
    q: float = pa.Field(ge=0, le=1)
