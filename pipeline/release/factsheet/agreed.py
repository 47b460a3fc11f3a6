"""Counts of verbeteracties, blanks in place, in; the sentences of a factsheet about them out."""

from __future__ import annotations

import pandas as pd

from pipeline.release.action_counts import NO_OWNER, WITH_TERM, WITHOUT_TERM
from pipeline.release.texts import Texts

REST = "overig"  # who that is nobody can say in one word


def say_actions(counts: pd.DataFrame, texts: Texts) -> tuple[str, ...]:
    """Return a sentence per group that took something on; a blanked count or a nought says nothing."""
    names = texts.part("groepen_begin")
    shown = counts.dropna(subset=["n_tables"])
    shown = shown[shown["n_tables"] > 0]
    said = []
    for owner in dict.fromkeys(counts["owner"]):
        terms = shown[shown["owner"] == owner].set_index("term")["n_tables"].to_dict()
        of = int(counts["of_tables"].iloc[0])
        dated, undated = terms.get(WITH_TERM), terms.get(WITHOUT_TERM)
        if owner == NO_OWNER:
            said.append(texts.fill("afspraken", "niemand", n=undated, van=of) if undated else "")
            continue
        group = names.get(owner)
        if owner == REST or group is None:
            continue
        if dated and undated:
            said.append(texts.fill("afspraken", "beide", groep=group, n=dated, van=of, n2=undated))
        elif dated:
            said.append(texts.fill("afspraken", "met", groep=group, n=dated, van=of))
        elif undated:
            said.append(texts.fill("afspraken", "zonder", groep=group, n=undated, van=of))
    return tuple(one for one in said if one)
