"""Evidence in; cards of casusoverstijgende patterns with what speaks against them out.

A pattern is a claim about a subcode (or about a theme that has none) and how it is valued, with its
carriers (tables, groups, segments), its counter-examples and the tables where it does not hold.
Researchers write the words and decide; what they wrote survives every rerun.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import CardEdits, Cards, Evidence, Patterns, check
from pipeline.domain.wording import JUDGED_VALENCES, enumerate_words, plural

# What speaks against a claim: the same subcode, valued the other way.
OPPOSITES: Mapping[str, str] = {
    "knelpunt": "succesfactor",
    "succesfactor": "knelpunt",
    "verbeterpunt": "succesfactor",
}
_NO_VOICE = ("", "overig")  # a verslag's own words, the voorzitter: they carry no pattern
_CLAIMS: Mapping[str, str] = {
    "knelpunt": "is {label} een knelpunt",
    "succesfactor": "hielp {label}",
    "verbeterpunt": "is rond {label} nog iets nodig",
}


def find_patterns(
    evidence: DataFrame[Evidence],
    codebook: Codebook,
    tables: Sequence[str],
    *,
    min_tables: int = 3,
    min_groups: int = 2,
    unit: tuple[str, str] = ("tafel", "tafels"),
) -> DataFrame[Patterns]:
    """Make a card of every subcode that is valued in some way, the widest carried first.

    A theme without subcodes has cards of its own: there is nothing finer to claim. `unit` is what
    one and more tables are called.

    `tables` are the judged tables; below `min_tables` tables or `min_groups` groups a card is for
    the team alone (`carried` False). A subcode valued at one table only is no pattern yet, but its
    counter-examples must be seen as well, so it has a card. Certainty: "sterk" at half of the
    tables or more with a counter-example at fewer than a quarter of its carriers; "wankel" where it
    is not carried or spoken against as often as for; else "redelijk".
    """
    finest = [code.id for code in codebook.codes if not codebook.subcodes(code.id)]
    finely = evidence[evidence["code"].isin(finest) & evidence["table_id"].isin(tables)]
    rows = [
        _card(
            own, finely, codebook.label(str(code)), sorted(tables), valence=str(valence), unit=unit
        )
        for (code, valence), own in finely.groupby(["code", "valence"], sort=False)
        if valence in JUDGED_VALENCES
    ]
    columns = [name for name in Patterns.names() if name not in {"carried", "certainty"}]
    table = pd.DataFrame(rows, columns=columns)
    wide = (table["n_tables"] >= min_tables) & (table["groups"].map(len) >= min_groups)
    table = table.assign(carried=wide.astype(bool))
    table["certainty"] = [_certainty(card) for card in table.to_dict("records")]
    place = {code.id: number for number, code in enumerate(codebook.codes)}
    order = table.assign(place=table["code"].map(place), few=-table["n_tables"].astype(int))
    return check(order.sort_values(["few", "place", "valence"])[Patterns.names()], Patterns)


def _card(
    own: pd.DataFrame,
    finely: pd.DataFrame,
    label: str,
    tables: Sequence[str],
    *,
    valence: str,
    unit: tuple[str, str],
) -> tuple[object, ...]:
    """Return one card, but for what its thresholds say."""
    code = str(own["code"].iloc[0])
    against = finely[(finely["code"] == code) & (finely["valence"] == OPPOSITES[valence])]
    carriers, counters = _ids(own["table_id"]), _ids(against["table_id"])
    segment_ids, counter_ids = _ids(own["segment_id"]), _ids(against["segment_id"])
    silent = [table for table in tables if table not in set(carriers)]
    claim = _CLAIMS[valence].format(label=f"'{label}'")
    statement = f"In {len(carriers)} van de {plural(len(tables), *unit)} {claim}."
    groups = _ids(own.loc[~own["group"].isin(_NO_VOICE), "group"])
    digest = _digest(segment_ids, counter_ids)
    return (
        f"{code}/{valence}", code, valence, statement, len(carriers), len(tables), groups, carriers,
        segment_ids, counters, counter_ids, silent, digest,
    )  # fmt: skip


def _certainty(card: Mapping[Any, Any]) -> str:
    """Return how sure a card is (see `find_patterns`)."""
    n_tables, n_counters = card["n_tables"], len(card["counter_table_ids"])
    if not card["carried"] or n_counters >= n_tables:
        return "wankel"
    firm = 2 * n_tables >= card["of_tables"] and 4 * n_counters < n_tables
    return "sterk" if firm else "redelijk"


def keep_edits(patterns: DataFrame[Patterns], edits: DataFrame[CardEdits]) -> DataFrame[Cards]:
    """Join to each card what researchers wrote; one that nothing carries any more stays, `gone`.

    A card whose evidence changed since they saw it is flagged, and not released until they look
    again. Counter-examples must have been answered, also on cards for the team alone.
    """
    made = patterns.set_index("pattern_id")
    wrote = edits.set_index("pattern_id")
    names = [*made.index, *sorted(wrote.index.difference(made.index))]
    rows = pd.DataFrame(index=pd.Index(names, name="pattern_id"))
    said = wrote.reindex(rows.index).fillna("")
    rows["statement"] = (
        said["statement"]
        .where(said["statement"] != "", made["statement"].reindex(names))
        .fillna("")
    )
    rows["status"] = said["status"].replace("", "voorstel")
    for column in ("answer", "decided_by", "decided_on"):
        rows[column] = said[column]
    against = made["counter_segment_ids"].map(len).reindex(names).fillna(0)
    rows["answered"] = (against == 0) | (rows["answer"] != "")
    digests = made["digest"].reindex(names).fillna("")
    rows["changed"] = rows.index.isin(wrote.index) & (said["digest"] != digests)
    rows["gone"] = ~rows.index.isin(made.index)
    carried = made["carried"].reindex(names).fillna(value=False).astype(bool)
    settled = (rows["status"] == "vastgesteld") & rows["answered"] & ~rows["changed"]
    rows["releasable"] = carried & settled
    return check(rows.reset_index(), Cards)


def describe_exceptions(pattern: Mapping[Any, Any], labels: Mapping[str, str]) -> str:
    """Say in Dutch at which kinds of tables a pattern does not hold.

    `labels` gives each table its kind (a sector, an age group); kinds in which it is carried
    nowhere are named. "" where there are none. For the team: it may point at few tables.
    """
    carried = {labels.get(str(table), "") for table in _listed(pattern["table_ids"])}
    silent = {labels.get(str(table), "") for table in _listed(pattern["silent_table_ids"])}
    only = sorted(silent - carried - {""})
    return f"Niet gezien bij: {enumerate_words(only)}." if only else ""


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else []


def _ids(values: pd.Series) -> list[str]:
    return sorted(set(values))


def _digest(*parts: Sequence[str]) -> str:
    """Return a short digest of the segments that a card rests on."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
