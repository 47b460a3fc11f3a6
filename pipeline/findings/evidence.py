"""Codings of one coder and segments in; one row per segment and code that may be counted out."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings, Evidence, Segments, check
from pipeline.domain.wording import METHOD, VALENCES

KEYS = ["segment_id", "code", "valence"]
RECORDED = ["phase", "scope"]


def leading_series(codings: DataFrame[Codings]) -> str:
    """Return the coder of the first row that a person made, "" where no person coded."""
    people = codings.loc[codings["source"] == "mens", "coder"]
    return "" if people.empty else str(people.iloc[0])


def evidence(
    codings: DataFrame[Codings],
    segments: DataFrame[Segments],
    codebook: Codebook,
    *,
    coder: str,
    of_method: bool = False,
) -> DataFrame[Evidence]:
    """Join the standing codes of `coder` to the segments that count as evidence.

    A subcode also gives a row of its theme. A code that the codebook does not hold is left out. What
    is said of the dialoogtafel itself says nothing of a trajectory: it is left out too, or with
    `of_method` the only thing returned. A segment has one phase and one scope, the first recorded.
    """
    standing = codings[(codings["coder"] == coder) & (codings["status"] != "verworpen")]
    standing = standing[(standing["scope"] == METHOD) == of_method]
    order = {code.id: row for row, code in enumerate(codebook.codes)}
    own = standing.loc[standing["code"].isin(list(order)), [*KEYS, *RECORDED]].assign(direct=True)
    themes = own.assign(code=own["code"].map(codebook.theme_of), direct=False)
    both = pd.concat([own, themes])
    both[RECORDED] = both[RECORDED].mask(both[RECORDED] == "")  # "first" passes over what is null
    kept = {"direct": "max", **dict.fromkeys(RECORDED, "first")}
    coded = (
        both.groupby(KEYS, as_index=False, sort=False).agg(kept).fillna(dict.fromkeys(RECORDED, ""))
    )
    place = segments.assign(place=range(len(segments)))
    joined = coded.merge(place[place["countable"]], on="segment_id", how="inner")
    joined = joined.assign(
        theme=joined["code"].map(codebook.theme_of).astype(str),
        rank=joined["code"].map(order),
        shade=joined["valence"].map({valence: n for n, valence in enumerate(("", *VALENCES))}),
    ).sort_values(["place", "rank", "shade"])
    return check(joined[Evidence.names()], Evidence)


def judged_tables(
    codings: DataFrame[Codings],
    segments: DataFrame[Segments],
    *,
    coder: str,
    source: str,
    least: float = 0.5,
) -> list[str]:
    """Return the tables of which `coder` judged at least the share `least` of countable segments.

    A rejected coding and a judgement without a code count too: someone read the segment. A model
    reads whatever it is given, so for a model one row of a table is enough.
    """
    seen = codings.loc[codings["coder"] == coder, "segment_id"].unique()
    countable = segments[segments["countable"]]
    share = countable["segment_id"].isin(seen).groupby(countable["table_id"]).mean()
    enough = share >= least if source == "mens" else share > 0
    return sorted(share.index[enough])
