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


ESTIMATE_METHODS = (
    "telling", "t", "bootstrap", "wilson", "met de hand", "gecorrigeerd", "naief",
)  # fmt: skip


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


class Coverage(Table):
    """One row per kind of simulated world and estimator: how often its interval held the truth."""

    world: str
    method: str
    coverage: float = pa.Field(ge=0, le=1)
    width: float = pa.Field(ge=0)  # mean width of the interval, as a share
    runs: int = pa.Field(ge=1)
    reliable: bool  # covers 93 to 97 of 100


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
    difference: float = pa.Field(
        nullable=True, ge=-1, le=1
    )  # mean share of the first less the second
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


CERTAINTIES = ("sterk", "redelijk", "wankel")
CARD_STATES = ("voorstel", "vastgesteld", "verworpen")


class Patterns(Table):
    """One row per casusoverstijgend patroon: a subcode and how it is valued, with what speaks against."""

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


class Actions(Table):
    """One row per verbeteractie as a verslag records it; an owner or term that is missing stays ""."""

    action_id: str = pa.Field(unique=True)
    table_id: str
    segment_id: str
    text: str  # the segment's words: never leaves besloten/
    owner_role: str
    term: str  # as written: "voor 1 mei"
    due: str  # ISO date that the term resolves to (a month where the table's date is one), or ""
    themes: object  # list[str]


ACTION_STATES = ("open", "loopt", "gereed", "vervallen")


class ActionNotes(Table):
    """One row per thing that a person noted about an action, by its id; "" leaves it as it was."""

    action_id: str = pa.Field(str_length={"min_value": 1})
    owner_role: str  # "-": there is none, whatever the program read
    term: str
    due: str
    state: str = pa.Field(isin=("", *ACTION_STATES))
    result: str
    reported_to: str  # to whom it was fed back: gezin, deelnemers, gemeente, …
    noted_on: str  # ISO date of the note; later notes go before earlier ones


class FollowedActions(Table):
    """One row per action as it stands on a day, with what people noted; none is ever lost.

    An action that the verslagen no longer hold but that people noted about stays, `found` False.
    """

    action_id: str = pa.Field(unique=True)
    table_id: str
    segment_id: str
    text: str  # never leaves besloten/
    owner_role: str
    term: str
    due: str
    themes: object  # list[str]
    found: bool
    corrected: bool  # a person changed owner, term or date
    state: str = pa.Field(isin=("onbekend", *ACTION_STATES))
    result: str
    reported_to: str
    noted_on: str  # of the last note, "" without one


class FollowUps(Table):
    """One row per owner role and action that is still to be asked after, the oldest date first."""

    owner_role: str  # "" for actions that nobody owns
    action_id: str
    table_id: str
    due: str
    moment: str = pa.Field(
        isin=("3 maanden", "6 maanden", "12 maanden")
    )  # the last that has passed
    overdue: bool
    state: str = pa.Field(isin=("onbekend", "open", "loopt"))
