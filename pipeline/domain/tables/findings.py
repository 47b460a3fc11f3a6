"""Findings: counts of dialogue tables with the segments they rest on, before and after release."""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table
from pipeline.domain.wording import VALENCES

MEASURES = (
    "thema",  # tables in which the code occurs
    "valentie",  # tables in which the code is `valence`
    "wisselend",  # tables in which the code is both succesfactor and knelpunt
    "groep",  # tables in which `group` raises the code, of the tables where the group sat
    "groep_valentie",  # the same, as `valence`
    "verschil",  # `stratum`: alleen gezin, alleen professionals, beide, geen; of tables where both can be coded
    "anders_gewaardeerd",  # both raise it, one only as succesfactor, the other only as knelpunt
    "samen",  # tables in which `code` and `other_code` both occur
    "niveau",  # tables in which the level `stratum` is `valence` (code is "")
    "periode",  # tables of the period `stratum` in which the code is `valence`
    "gekozen",  # `stratum`: gekozen en besproken, alleen gekozen, alleen besproken; of tables where recorded
    "tafels",  # case profile: tables by `stratum_kind` and `stratum` (code is "")
)
# For the team only: `Released` does not know these, so that they cannot leave by accident.
TEAM_MEASURES = (
    "kenmerk",  # tables of the sector, age group or kind `stratum` in which the code is `valence`
    "bron",  # the same by kind of document: verslag and transcript are not the same evidence
    "fase",  # the same by phase of the trajectory, of the tables where phases were recorded
    "reikwijdte",  # the same by what it is about: this case, or more than this case
    "methode",  # tables in which the code is `valence`, said of the dialoogtafel itself
)
STRATUM_KINDS = ("", "periode", "sector", "leeftijdsgroep", "soort", "niveau", "verschil", "gekozen",
                 "document", "gemeente", "aanwezig", "fase", "reikwijdte")  # fmt: skip


class Evidence(Table):
    """One row per segment, code and valence of one coder; a subcode also gives a row of its theme.

    Rejected codings, segments that are no evidence, judgements without a code and what is said of
    the method itself have no row. Rows keep the order of the segments, then of the codebook.
    """

    class Config(Table.Config):
        add_missing_columns = True

    segment_id: str
    table_id: str
    document: str
    kind: str
    perspective: str  # "" where a verslag attributes the sentence to nobody
    group: str
    start: int = pa.Field(ge=0)
    code: str
    theme: str  # the code's theme; the code itself where it is a theme
    direct: bool  # False: only counted here because one of its subcodes was coded
    valence: str = pa.Field(isin=("", *VALENCES))
    phase: str = pa.Field(default="")  # of the trajectory, "" where the coder recorded none
    scope: str = pa.Field(default="")  # what it is about, "" where not recorded


class Findings(Table):
    """One row per counted finding; the unit is the dialogue table, and no cell is blanked yet."""

    finding_id: str = pa.Field(unique=True)  # "valentie/regie/knelpunt": made of its own keys
    measure: str = pa.Field(isin=(*MEASURES, *TEAM_MEASURES))
    code: str  # theme or subcode id, "" where the finding is about no code
    other_code: str
    valence: str
    group: str
    stratum_kind: str = pa.Field(isin=STRATUM_KINDS)
    stratum: str
    n_tables: int = pa.Field(ge=0)
    of_tables: int = pa.Field(ge=0)  # the tables that could have counted
    codable_tables: int = pa.Field(ge=0)  # those of them in which the group's voice can be coded
    source: str = pa.Field(isin=("mens", "model", "meta"))  # whose codes were counted
    coder: str  # the series: "A", "model"; "" for meta
    table_ids: object  # list[str], sorted
    segment_ids: object  # list[str], sorted; every segment that the count rests on


class Released(Table):
    """Findings as anyone may see them: small counts blanked, no ids. Rows stay, so that a blank shows."""

    finding_id: str = pa.Field(unique=True)
    measure: str = pa.Field(isin=MEASURES)
    code: str
    other_code: str
    valence: str
    group: str
    stratum_kind: str = pa.Field(isin=STRATUM_KINDS)
    stratum: str
    n_tables: pa.typing.Series[pa.Int64] = pa.Field(nullable=True, ge=0)
    of_tables: pa.typing.Series[pa.Int64] = pa.Field(nullable=True, ge=0)
    codable_tables: pa.typing.Series[pa.Int64] = pa.Field(nullable=True, ge=0)
    source: str = pa.Field(isin=("mens", "model", "meta"))
    coder: str
    blanked: str = pa.Field(isin=("", "klein", "afleidbaar"))  # why a count was blanked


class Measures(Table):
    """One row per code and kind of document ("" for all): how much room it takes, and whose it is.

    Shares are of a table's judged segments, and averaged over tables. A number that cannot be
    estimated is null: there is no table to take it from.
    """

    code: str
    document: str = pa.Field(isin=("", "verslag", "transcript"))
    n_tables: int = pa.Field(ge=0)  # tables in which it occurs
    of_tables: int = pa.Field(ge=0)  # judged tables with such a document
    n_segments: int = pa.Field(ge=0)
    share: float = pa.Field(nullable=True, ge=0, le=1)  # mean over `of_tables`
    lowest_share: float = pa.Field(nullable=True, ge=0, le=1)
    highest_share: float = pa.Field(nullable=True, ge=0, le=1)
    balance: float = pa.Field(nullable=True, ge=-1, le=1)  # 1: only succesfactor, -1: only knelpunt
    breadth: float = pa.Field(nullable=True, ge=0)  # groups that raise it, mean over tables with it
    gap: float = pa.Field(nullable=True, ge=-1, le=1)  # share gezin less share professionals
    gap_tables: int = pa.Field(ge=0)  # tables where both can be heard


class Ranking(Table):
    """One row per theme, the most pressing first: ranked by the tables in which it is a knelpunt."""

    code: str = pa.Field(unique=True)
    n_tables: int = pa.Field(ge=0)  # tables in which it occurs
    n_knelpunt: int = pa.Field(ge=0)
    n_succesfactor: int = pa.Field(ge=0)
    n_verbeterpunt: int = pa.Field(ge=0)
    n_both: int = pa.Field(ge=0)  # tables in which it is both knelpunt and succesfactor
    of_tables: int = pa.Field(ge=0)
    balance: int  # tables where it is only a succesfactor, less those where it is only a knelpunt
    rank: int = pa.Field(ge=1)  # by `n_knelpunt`; equal numbers share a rank
    tied: bool
    rank_succesfactor: int = pa.Field(ge=1)  # by `n_succesfactor`
    tied_succesfactor: bool


class NewSubcodes(Table):
    """One row per table in order of date (undated last): what it added to the tables before it."""

    table_id: str = pa.Field(unique=True)
    date: str
    position: int = pa.Field(ge=1)
    n_subcodes: int = pa.Field(ge=0)
    n_new: int = pa.Field(ge=0)
    n_seen: int = pa.Field(ge=0)  # different subcodes up to and including this table
    new_codes: object  # list[str], sorted
