"""The tables of one analysed study in; tidy answers to what a notebook asks, a row per thing asked about, out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from pipeline.coding.agreement import agreement_by_code
from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings, check
from pipeline.domain.wording import JUDGED_VALENCES
from pipeline.findings.comparison import side_by_side, what_is_particular, what_recurs
from pipeline.findings.typical_words import typical_words
from pipeline.findings.voices import STRATA
from pipeline.findings.word_counts import content_words
from pipeline.language.dutch import stop_words

HIDDEN = "verworpen"  # codings with this status are no evidence
ABOUT, REST = "thema", "ander"
DRAWS = 199  # a notebook looks; the appendix draws ten times as many
SEEDS, ORDERS = 2, 1  # of a quick look at topics; `dialoogtafel onderwerpen` tries more
LEAST_WORDS = 4  # a shorter turn is like every other
RECURS, PARTICULAR = "keert overal terug", "eigen aan"
TOPIC_COLUMNS = (
    "topic", "terms", "n_segments", "n_tables", "recurrence", "stable", "code", "code_share", "candidate",
    "segment_ids",
)  # fmt: skip
STORED = {  # headings of `onderwerpen/*.csv` to columns
    "onderwerp": "topic", "woorden": "terms", "fragmenten": "n_segments", "tafels": "n_tables",
    "keert_terug": "recurrence", "stabiel": "stable", "code": "code", "aandeel_code": "code_share",
    "kandidaat": "candidate", "fragment_ids": "segment_ids",
}  # fmt: skip


def list_series(codings: pd.DataFrame) -> pd.DataFrame:
    """Return a row per series: who coded (people, model, rules), and how many fragments and tables they judged."""
    rows = codings.assign(table_id=codings["segment_id"].str.rsplit("/", n=2).str[0])
    grouped = rows.groupby(["coder", "source"], sort=True)
    counts = grouped[["segment_id", "table_id"]].nunique().reset_index()
    counts.columns = pd.Index(["coder", "source", "n_segments", "n_tables"])
    order = counts["source"].map({"mens": 0, "model": 1, "regel": 2})
    return counts.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


def subcodes_of(coded: pd.DataFrame, codebook: Codebook, theme: str) -> pd.DataFrame:
    """Return a row per subcode of a theme: at how many tables it stands, in all and by valence."""
    own = coded[coded["theme"] == theme]
    rows = []
    for code in codebook.subcodes(theme):
        here = own[own["code"] == code.id]
        valued = [here.loc[here["valence"] == one, "table_id"].nunique() for one in JUDGED_VALENCES]
        rows.append((code.id, code.label, here["table_id"].nunique(), *valued, code.definition))
    columns = ["code", "label", "n_tables", *JUDGED_VALENCES, "definition"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["n_tables", "code"], ascending=[False, True]).reset_index(drop=True)


def voices_of(findings: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return a row per theme and group: at how many tables it raised the theme, of where it could be heard.

    `share` is of `codable_tables`, the tables where something of that group was written down.
    """
    rows = _of_themes(findings[findings["measure"] == "groep"], codebook)
    rows = rows[rows["codable_tables"] > 0]
    share = (rows["n_tables"] / rows["codable_tables"]).round(3)
    kept = ["code", "label", "group", "n_tables", "codable_tables", "of_tables", "share"]
    return rows.assign(share=share)[kept].reset_index(drop=True)


def gaps_of(findings: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return a row per theme: at how many tables only gezin raised it, only professionals, both, or neither.

    Only tables where both can be compared (`of_tables`); the largest difference first.
    """
    rows = _of_themes(findings[findings["measure"] == "verschil"], codebook)
    if rows.empty:
        return pd.DataFrame(columns=["code", "label", *STRATA, "of_tables", "difference"])
    keys = ["code", "label", "of_tables"]
    wide = rows.pivot_table(index=keys, columns="stratum", values="n_tables", sort=False)
    wide = wide.reindex(columns=list(STRATA), fill_value=0).astype(int).reset_index()
    wide["difference"] = wide[STRATA[0]] - wide[STRATA[1]]
    order = wide["difference"].abs().sort_values(ascending=False, kind="stable").index
    ordered: pd.DataFrame = wide.loc[order].reset_index(drop=True)
    return ordered[["code", "label", *STRATA, "of_tables", "difference"]]


def companions_of(findings: pd.DataFrame, codebook: Codebook, theme: str) -> pd.DataFrame:
    """Return a row per other theme: at how many tables both were raised, most first."""
    rows = findings[findings["measure"] == "samen"]
    first = rows[rows["code"] == theme].assign(other=lambda table: table["other_code"])
    second = rows[rows["other_code"] == theme].assign(other=lambda table: table["code"])
    both = pd.concat([first, second])
    both = both[both["other"].isin([one.id for one in codebook.themes])]
    both = both.assign(code=both["other"], label=both["other"].map(codebook.label))
    ordered = both.sort_values(["n_tables", "code"], ascending=[False, True])
    return ordered[["code", "label", "n_tables", "of_tables"]].reset_index(drop=True)


def words_of_theme(
    tokens: pd.DataFrame,
    segments: pd.DataFrame,
    about: Collection[str],
    *,
    min_tables: int,
    seed: int,
) -> pd.DataFrame:
    """Return the words that fragments about a theme use more than others do, the most typical first.

    `about` are the ids of its fragments. `z` says how typical a word is; words of few tables are left
    out, for they may be one family's.
    """  # fmt: skip
    words = content_words(tokens, stop_words=stop_words())  # type: ignore[arg-type]
    joined = words.merge(segments.loc[segments["countable"], ["segment_id", "table_id"]], on="segment_id")  # fmt: skip
    joined["group"] = joined["segment_id"].isin(set(about)).map({True: ABOUT, False: REST})
    counts = joined.groupby(["table_id", "group", "word"]).size().rename("n").reset_index()
    if not (counts["group"] == ABOUT).any() or not (counts["group"] == REST).any():
        return pd.DataFrame(columns=["word", "n_first", "n_second", "n_tables", "z"])
    found = typical_words(counts, pair=(ABOUT, REST), min_tables=min_tables, seed=seed, draws=DRAWS)
    own = found[found["group"] == ABOUT]
    return own[["word", "n_first", "n_second", "n_tables", "z"]].round(2).reset_index(drop=True)


def agreement_of(
    codings: pd.DataFrame, codebook: Codebook, first: str, second: str
) -> pd.DataFrame:
    """Return a row per theme: how often each of two series gave it, both did, and Krippendorff's alpha.

    Only fragments that both judged; the interval (95%) draws tables again. The least agreed first.
    """  # fmt: skip
    kept = check(codings[codings["status"] != HIDDEN], Codings)
    table = agreement_by_code(kept, first, second, codebook)
    themes = table[table["measure"] == "thema"].assign(
        label=lambda rows: rows["code"].map(codebook.label)
    )
    columns = ["code", "label", "n_segments", "n_tables", "n_a", "n_b", "n_both", "alpha", "low", "high"]  # fmt: skip
    ordered = themes.sort_values(["alpha", "code"], na_position="last")
    return ordered[columns].round(2).reset_index(drop=True)


def disagreements_of(
    codings: pd.DataFrame,
    segments: pd.DataFrame,
    codebook: Codebook,
    first: str,
    second: str,
) -> pd.DataFrame:
    """Return a row per fragment and theme that one of two series gave, or that they valued differently.

    Only fragments that both judged, in speaking order. `who` says who gave the theme; `doubt` that one
    of them noted a doubt.
    """
    kept = codings[codings["status"] != HIDDEN]
    sides = [kept[kept["coder"] == coder] for coder in (first, second)]
    both = set(sides[0]["segment_id"]) & set(sides[1]["segment_id"])
    given = [_given(side[side["segment_id"].isin(both)], codebook) for side in sides]
    joined = given[0].merge(given[1], on=["segment_id", "theme"], how="outer", suffixes=("_a", "_b"))  # fmt: skip
    has = [joined[f"valence_{side}"].notna() for side in ("a", "b")]
    joined = joined.fillna({"valence_a": "", "valence_b": "", "doubt_a": False, "doubt_b": False})
    joined["who"] = f"alleen {first}"
    joined.loc[~has[0] & has[1], "who"] = f"alleen {second}"
    joined.loc[has[0] & has[1], "who"] = "beide, anders gewaardeerd"
    joined["doubt"] = joined["doubt_a"].astype(bool) | joined["doubt_b"].astype(bool)
    differs = ~(has[0] & has[1]) | (joined["valence_a"] != joined["valence_b"])
    joined = joined[differs].assign(label=lambda rows: rows["theme"].map(codebook.label))
    shown = segments[["segment_id", "table_id", "perspective", "text"]].merge(
        joined, on="segment_id"
    )
    return shown[
        ["segment_id", "table_id", "theme", "label", "who", "valence_a", "valence_b", "doubt", "perspective", "text"]
    ]  # fmt: skip


def stored_topics(table: pd.DataFrame) -> pd.DataFrame:
    """Return topics as `dialoogtafel onderwerpen` wrote them, with lists and truths as such."""
    found = table.rename(columns=STORED)[list(TOPIC_COLUMNS)]
    found["code"] = found["code"].astype(object).where(found["code"].notna(), "")
    for name in ("terms", "segment_ids"):
        found[name] = [str(cell).split() for cell in found[name]]
    for name in ("stable", "candidate"):
        found[name] = found[name] == "ja"
    return found


def quick_topics(
    segments: pd.DataFrame,
    tokens: pd.DataFrame,
    coded: pd.DataFrame,
    *,
    encoder: str,
    min_tables: int,
    seed: int,
) -> pd.DataFrame:
    """Look for topics with few repeats, in the way of `dialoogtafel onderwerpen`.

    Raises:
        InputError: when the encoder or BERTopic is not installed.
    """
    from pipeline.findings.topics import find_topics
    from pipeline.language.encoders import load_encoder

    long = segments["text"].str.split().map(len) >= LEAST_WORDS
    fit = segments[segments["countable"] & long & (segments["language"] == "nl")].reset_index(drop=True)  # fmt: skip
    words = content_words(tokens, stop_words=stop_words())  # type: ignore[arg-type]
    joined = words.groupby("segment_id")["word"].agg(" ".join)
    codes = {str(name): frozenset(own) for name, own in coded.groupby("segment_id")["code"]}
    model = find_topics(
        fit,
        load_encoder(encoder).encode(list(fit["text"])),
        dict(zip(joined.index.astype(str), joined.astype(str), strict=True)),
        codes,
        seed=seed,
        min_tables=min_tables,
        n_seeds=SEEDS,
        n_orders=ORDERS,
    )
    return model.topics[list(TOPIC_COLUMNS)].reset_index(drop=True)


def beside(sides: Sequence[object], codebook: Codebook, themes: Sequence[str]) -> pd.DataFrame:
    """Return a row per study, theme and valence ("" for: raised), with a word where something stands out.

    `sides` are `findings.comparison.StudySide`. Studies are set side by side and never ranked.
    """
    rows = side_by_side(sides, list(themes))  # type: ignore[arg-type]
    named = rows.assign(label=rows["code"].map(codebook.label), share=rows["share"].round(2))
    everywhere = {(row.code, row.valence) for row in what_recurs(rows).itertuples()}
    own: Mapping[tuple[str, str], str] = {
        (str(row.code), str(row.valence)): f"{PARTICULAR} {row.study}"
        for row in what_is_particular(rows).itertuples()
    }
    named["verdict"] = [
        RECURS if key in everywhere else own.get(key, "")
        for key in zip(named["code"], named["valence"], strict=True)
    ]
    named["told"] = named["n_tables"].astype(str) + " van " + named["of_tables"].astype(str)
    kept = [
        "study",
        "code",
        "label",
        "valence",
        "n_tables",
        "of_tables",
        "share",
        "told",
        "verdict",
    ]
    return named[kept]


def _of_themes(findings: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return findings about a theme as a whole, with its name, in the codebook's order."""
    order = {theme.id: place for place, theme in enumerate(codebook.themes)}
    rows = findings[findings["code"].isin(order)]
    ordered = rows.loc[rows["code"].map(order).sort_values(kind="stable").index]
    return ordered.assign(label=ordered["code"].map(codebook.label))


def _given(side: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return a row per fragment and theme that one series gave, with its valence and whether it doubted."""
    own = side[side["code"].notna()]
    theme = [
        codebook.theme_of(code) if code in codebook else code.split(".", 1)[0] for code in own["code"]
    ]  # fmt: skip
    grouped = own.assign(theme=theme).groupby(["segment_id", "theme"], sort=False)
    return grouped.agg(valence=("valence", "first"), doubt=("doubt", "any")).reset_index()
