"""Codings of people and of one other coder in; every table on how good that coder is, out.

The model and a language model are measured by the same code, so that they can be laid side by side.
"""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from pipeline.coding.agreement import agreement_by_code
from pipeline.coding.audit import true_in_top, unseen_share, verdicts
from pipeline.coding.quality import quality_by_code, quality_by_group, valence_confusion
from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings, Segments
from pipeline.domain.wording import NOT_RECORDED

GROUPS = {"perspective": "perspectief", "kind": "documentsoort", "language": "taal",
          "table_id": "tafel"}  # fmt: skip
RANKING = "gemiddelde precisie van de rangorde (mAP)"
RANKED = ["average_precision", "top_precision"]  # of coders that say how sure they are
Tables = dict[str, pd.DataFrame]
Agreements = tuple[pd.DataFrame, pd.DataFrame | None]  # of people and coder, of two people


def tables_of_coder(
    both: DataFrame[Codings],
    coder: str,
    segments: DataFrame[Segments],
    codebook: Codebook,
    *,
    seed: int,
    floor: float,
    probabilities: pd.DataFrame | None = None,
) -> Tables:
    """Return the key figures, and figures by code, by valence and by group.

    Without `probabilities` there is no ranking to measure, and no work that it spares.
    """
    agreements = _agreements(both, coder, codebook, seed)
    codes = quality_by_code(both, coder, codebook, probabilities=probabilities)
    valence = valence_confusion(both, coder)
    by_code = _by_code(codes, codebook, agreements, floor=floor)
    top = None
    if probabilities is None:
        by_code = by_code.drop(columns=RANKED)
    else:
        top = true_in_top(both, probabilities, codebook)
        spared = unseen_share(both, probabilities, codebook)
        by_code["unseen_share"] = by_code["code"].map(spared)
    return {
        "kerncijfers": _key_figures(codes, valence, top, agreements),
        "per-code": by_code,
        "waardering": valence,
        "groepen": _by_groups(both, coder, segments, codebook),
    }


def _agreements(both: DataFrame[Codings], coder: str, codebook: Codebook, seed: int) -> Agreements:
    """Return how well people and the coder agree, and people among themselves where two coded."""
    people = list(dict.fromkeys(both.loc[both["source"] == "mens", "coder"]))
    with_model = agreement_by_code(both, people[0], coder, codebook, seed=seed)
    if len(people) < 2:
        return with_model, None
    return with_model, agreement_by_code(both, people[0], people[1], codebook, seed=seed)


def _by_groups(
    both: DataFrame[Codings], coder: str, segments: DataFrame[Segments], codebook: Codebook
) -> pd.DataFrame:
    """Return how good the coder is for every voice, kind of document, language and table."""
    parts = []
    for column, name in GROUPS.items():
        part = quality_by_group(both, coder, segments, codebook, column=column)
        part = part.rename(columns={column: "waarde"}).replace({"waarde": {"": NOT_RECORDED}})
        part.insert(0, "uitsplitsing", name)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _by_code(
    codes: pd.DataFrame,
    codebook: Codebook,
    agreements: Agreements,
    *,
    floor: float,
) -> pd.DataFrame:
    """Return the row of every code with its name, its alphas and a verdict."""
    with_model, between = agreements
    keys = ["measure", "code"]
    names = {"alpha": "alpha_model", "low": "alpha_model_low", "high": "alpha_model_high"}
    table = codes.merge(with_model[[*keys, *names]].rename(columns=names), on=keys, how="left")
    names = {"alpha": "alpha_people", "low": "alpha_people_low", "high": "alpha_people_high"}
    second = with_model.assign(alpha=None, low=None, high=None) if between is None else between
    table = table.merge(second[[*keys, *names]].rename(columns=names), on=keys, how="left")
    labels = {code.id: code.label for code in codebook.codes}
    verdict = verdicts(with_model, floor=floor)
    table.insert(2, "label", table["code"].map(labels).fillna(""))
    table.insert(3, "verdict", table["code"].map(verdict).fillna(""))
    for name in ("alpha_people", "alpha_people_low", "alpha_people_high"):
        table[name] = table[name].astype(float)
    return table


def _key_figures(
    codes: pd.DataFrame,
    valence: pd.DataFrame,
    top: float | None,
    agreements: Agreements,
) -> pd.DataFrame:
    """Return one row per key figure: what it is, and its value."""
    with_model, between = agreements
    mean = codes[codes["measure"] == "gemiddeld thema"].iloc[0]
    some = codes[codes["measure"] == "geen thema"].iloc[0]

    def alpha(table: pd.DataFrame) -> float:
        return float(table.loc[table["measure"] == "thema", "alpha"].mean())

    ranked = [
        (RANKING, mean["average_precision"]),
        ("precisie bij de hoogste 5%", mean["top_precision"]),
        ("echt thema bij de eerste drie", top),
    ]
    rows = [
        ("F1, gemiddeld over thema's", mean["f1"]),
        ("precisie, gemiddeld over thema's", mean["precision"]),
        ("recall, gemiddeld over thema's", mean["recall"]),
        *(ranked if top is not None else ()),
        ("geen thema: F1", some["f1"]),
        ("waardering: F1, gemiddeld", float(valence["f1"].mean())),
        ("alfa mens-model, gemiddeld over thema's", alpha(with_model)),
    ]
    if between is not None:
        rows.append(("alfa mens-mens, gemiddeld over thema's", alpha(between)))
    return pd.DataFrame(rows, columns=["maat", "waarde"])
