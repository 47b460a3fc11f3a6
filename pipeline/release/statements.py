"""Released counts in; the Dutch sentences of figures, factsheet and report out, with what each rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Findings, Released
from pipeline.domain.wording import JUDGED_VALENCES
from pipeline.release.texts import Texts

COMPARED = ("gezin", "professionals")
LEAST_GAP = 0.15  # of the tables where a voice can be coded; a smaller difference is no finding


@dataclass(frozen=True)
class KeyFinding:
    """One sentence about the study, the code that it is about, and the findings its numbers come from."""

    statement: str
    code: str
    finding_ids: tuple[str, ...]


@dataclass(frozen=True)
class _Gap:
    """How much more often one group raises a theme than the other."""

    code: str
    more: pd.Series
    less: pd.Series
    size: float


def titles_of(released: DataFrame[Released], codebook: Codebook, texts: Texts) -> dict[str, str]:
    """Return, per figure, its finding as a sentence; a figure where nothing stands out has none."""
    titles: dict[str, str] = {}
    worst, best = _top(released, codebook, "knelpunt"), _top(released, codebook, "succesfactor")
    if len(worst) == 1:
        titles["waardering"] = _counted(texts, "titels", "waardering", worst.iloc[0], codebook)
    if len(worst) == 1 and len(best) == 1:
        titles["ranglijst"] = texts.fill(
            "titels", "ranglijst", thema=codebook.label(worst["code"].iloc[0]),
            thema2=codebook.label(best["code"].iloc[0]),
        )  # fmt: skip
    gaps = _gaps(released, codebook)
    if gaps:
        titles["perspectieven"] = texts.fill(
            "titels", "perspectieven", thema=codebook.label(gaps[0].code),
            meer=_group(texts, gaps[0].more["group"], begin=True), minder=_group(texts, gaps[0].less["group"]),
        )  # fmt: skip
    titles |= _pair_title(released, codebook, texts)
    titles |= _level_title(released, codebook, texts)
    below = _top(released, codebook, "knelpunt", subcodes=True)
    if len(below) == 1:
        titles["subcodes"] = _counted(texts, "titels", "subcodes", below.iloc[0], codebook)
    return {name: title for name, title in titles.items() if title}


def key_findings(
    released: DataFrame[Released], codebook: Codebook, texts: Texts, *, most: int = 5
) -> list[KeyFinding]:
    """Return three to five findings, each about another theme; fewer where counts are blanked.

    What stalls most, what helps most, where gezin and professionals differ most, what is asked for
    most, and what both helps and stalls. Among equals the codebook's order decides.
    """
    chosen: list[KeyFinding] = []
    taken: set[str] = set()
    for candidates in (
        _valued(released, codebook, texts, "knelpunt"),
        _valued(released, codebook, texts, "succesfactor"),
        _different(released, codebook, texts),
        _valued(released, codebook, texts, "verbeterpunt"),
        _both_ways(released, codebook, texts),
    ):
        for finding in candidates:
            if finding.code not in taken:
                taken.add(finding.code)
                chosen.append(finding)
                break
    return chosen[:most]


def findings_in_words(
    findings: DataFrame[Findings], codebook: Codebook, texts: Texts, *, min_tables: int, most: int = 5
) -> list[KeyFinding]:
    """Return findings without any count, for a study of few tables.

    Only what holds at `min_tables` tables or more is said, and then only as "meerdere tafels":
    "alle" or "de meeste" of five tables would be a count, and would say something of each family.
    """
    firm = findings[
        (findings["n_tables"] >= min_tables) & findings["code"].isin(_themes(codebook)) & (findings["source"] != "model")
    ]
    chosen: list[KeyFinding] = []
    taken: set[str] = set()
    for valence in JUDGED_VALENCES:
        rows = firm[(firm["measure"] == "valentie") & (firm["valence"] == valence)]
        for row in _by_count(rows, codebook).itertuples():
            if row.code not in taken and sum(one.finding_ids[0].endswith(valence) for one in chosen) < 2:
                taken.add(row.code)
                said = texts.fill("bevindingen", f"in_woorden_{valence}", thema=codebook.label(row.code))
                chosen.append(KeyFinding(said, row.code, (row.finding_id,)))
    return [finding for finding in chosen if finding.statement][:most]


def basis_line(texts: Texts, *, title: str, coder: str, by_people: bool, version: str) -> str:
    """Return the line under every page: which study, whose codes, which codebook."""
    series = f"reeks {coder}, door mensen gecodeerd" if by_people else "nog niet door mensen gecodeerd"
    return texts.fill("factsheet", "herkomst", titel=title, reeks=series, versie=version)


def unknowns(
    released: DataFrame[Released], texts: Texts, *, n_tables: int, words_only: bool, min_tables: int
) -> list[str]:
    """Return what this study does not tell, most weighty first."""
    if released[released["source"] == "mens"].empty:
        return [texts.fill("niet_weten", "niet_gecodeerd"), texts.fill("niet_weten", "steekproef")]
    said = [texts.fill("niet_weten", "steekproef")]
    if words_only:
        return said
    themes = released[released["measure"] == "thema"]
    judged = themes["of_tables"].dropna()
    if len(judged) and int(judged.max()) < n_tables:
        said.append(texts.fill("niet_weten", "deel_gecodeerd", n=int(judged.max()), van=n_tables))
    papers = released[(released["stratum_kind"] == "document") & (released["stratum"] == "transcript")]
    for row in papers.dropna(subset=["n_tables", "of_tables"]).itertuples():
        if min_tables <= row.n_tables < row.of_tables:
            said.append(texts.fill("niet_weten", "transcript", n=row.n_tables, van=row.of_tables))
    for group in COMPARED:
        rows = released[(released["measure"] == "groep") & (released["group"] == group)]
        rows = rows.dropna(subset=["codable_tables", "of_tables"])
        if len(rows) and rows["codable_tables"].iloc[0] < rows["of_tables"].iloc[0]:
            said.append(
                texts.fill(
                    "niet_weten", "stem", groep=texts.part("groepen").get(group, group),
                    n=rows["codable_tables"].iloc[0], van=rows["of_tables"].iloc[0],
                )
            )  # fmt: skip
    if released[released["measure"] == "gekozen"]["of_tables"].fillna(0).max() in (0, None):
        said.append(texts.fill("niet_weten", "vooraf"))
    return [one for one in said if one]


def _themes(codebook: Codebook) -> list[str]:
    return [theme.id for theme in codebook.themes]


def _by_count(rows: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return rows with most tables first; equals in the codebook's order."""
    order = {code.id: place for place, code in enumerate(codebook.codes)}
    counted = rows.dropna(subset=["n_tables"])
    return counted.assign(_order=counted["code"].map(order)).sort_values(
        ["n_tables", "_order"], ascending=[False, True]
    )


def _top(
    released: pd.DataFrame, codebook: Codebook, valence: str, *, subcodes: bool = False
) -> pd.DataFrame:
    """Return the rows of the themes (or subcodes) that share the highest count of one valence."""
    codes = [code.id for code in codebook.codes if code.is_theme is not subcodes]
    rows = released[
        (released["measure"] == "valentie") & (released["valence"] == valence) & released["code"].isin(codes)
    ]
    ordered = _by_count(rows, codebook)
    return ordered[ordered["n_tables"] == ordered["n_tables"].max()] if len(ordered) else ordered


def _counted(texts: Texts, part: str, name: str, row: pd.Series, codebook: Codebook) -> str:
    """Return a sentence with the count of one row; "" where its denominator is blanked."""
    if pd.isna(row["n_tables"]) or pd.isna(row["of_tables"]) or row["n_tables"] == 0:
        return ""
    return texts.fill(
        part, name, n=int(row["n_tables"]), van=int(row["of_tables"]), thema=codebook.label(row["code"])
    )


def _valued(
    released: pd.DataFrame, codebook: Codebook, texts: Texts, valence: str
) -> Iterator[KeyFinding]:
    rows = released[
        (released["measure"] == "valentie") & (released["valence"] == valence) & released["code"].isin(_themes(codebook))
    ]
    yield from _said(_by_count(rows, codebook), codebook, texts, valence)


def _both_ways(released: pd.DataFrame, codebook: Codebook, texts: Texts) -> Iterator[KeyFinding]:
    rows = released[(released["measure"] == "wisselend") & released["code"].isin(_themes(codebook))]
    yield from _said(_by_count(rows, codebook), codebook, texts, "wisselend")


def _said(rows: pd.DataFrame, codebook: Codebook, texts: Texts, name: str) -> Iterator[KeyFinding]:
    for _, row in rows.iterrows():
        sentence = _counted(texts, "bevindingen", name, row, codebook)
        if sentence:
            yield KeyFinding(sentence, row["code"], (row["finding_id"],))


def _gaps(released: pd.DataFrame, codebook: Codebook) -> list[_Gap]:
    """Return where gezin and professionals differ most in how often they raise a theme."""
    rows = released[
        (released["measure"] == "groep") & released["code"].isin(_themes(codebook)) & released["group"].isin(COMPARED)
    ].dropna(subset=["n_tables", "codable_tables"])
    rows = rows[rows["codable_tables"] > 0]
    gaps = []
    for theme in _themes(codebook):
        pair = rows[rows["code"] == theme].set_index("group")
        if len(pair) == len(COMPARED):
            share = (pair["n_tables"] / pair["codable_tables"]).astype(float)
            more, less = share.idxmax(), share.idxmin()
            if share[more] - share[less] >= LEAST_GAP:
                both = pair.reset_index().set_index("group", drop=False)
                gaps.append(_Gap(theme, both.loc[more], both.loc[less], share[more] - share[less]))
    return sorted(gaps, key=lambda gap: -gap.size)


def _different(released: pd.DataFrame, codebook: Codebook, texts: Texts) -> Iterator[KeyFinding]:
    for gap in _gaps(released, codebook):
        sentence = texts.fill(
            "bevindingen", "verschil", thema=codebook.label(gap.code),
            meer=_group(texts, gap.more["group"], begin=True), minder=_group(texts, gap.less["group"]),
            n=int(gap.more["n_tables"]), van=int(gap.more["codable_tables"]),
            n2=int(gap.less["n_tables"]), van2=int(gap.less["codable_tables"]),
        )  # fmt: skip
        if sentence:
            yield KeyFinding(sentence, gap.code, (gap.more["finding_id"], gap.less["finding_id"]))


def _group(texts: Texts, group: str, *, begin: bool = False) -> str:
    return texts.part("groepen_begin" if begin else "groepen_midden").get(group, group)


def _pair_title(released: pd.DataFrame, codebook: Codebook, texts: Texts) -> dict[str, str]:
    rows = released[(released["measure"] == "samen") & released["code"].isin(_themes(codebook))]
    rows = rows.dropna(subset=["n_tables"])
    top = rows[rows["n_tables"] == rows["n_tables"].max()] if len(rows) else rows
    if len(top) != 1 or int(top["n_tables"].iloc[0]) == 0:
        return {}
    first, second = codebook.label(top["code"].iloc[0]), codebook.label(top["other_code"].iloc[0])
    return {"samenhang": texts.fill("titels", "samenhang", thema=first, thema2=second)}


def _level_title(released: pd.DataFrame, codebook: Codebook, texts: Texts) -> dict[str, str]:
    rows = released[(released["measure"] == "niveau") & (released["valence"] == "knelpunt")]
    rows = rows.dropna(subset=["n_tables", "of_tables"])
    top = rows[rows["n_tables"] == rows["n_tables"].max()] if len(rows) else rows
    if len(top) != 1 or int(top["n_tables"].iloc[0]) == 0:
        return {}
    row = top.iloc[0]
    return {
        "niveaus": texts.fill(
            "titels", "niveaus", niveau=codebook.levels.get(row["stratum"], row["stratum"]),
            n=int(row["n_tables"]), van=int(row["of_tables"]),
        )
    }  # fmt: skip


