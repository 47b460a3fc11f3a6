"""Released counts in; the Dutch sentences of figures, factsheet and report out, with what each rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Findings, Released
from pipeline.domain.wording import JUDGED_VALENCES
from pipeline.release.texts import Texts

COMPARED = ("gezin", "professionals")
LEAST_GAP = 0.15  # of the tables where a voice can be coded; a smaller difference is no finding
MOST_PER_VALENCE = 2  # of findings in words, so that not all of them stall
LEAST_IN_WORDS = 2  # tables; what is said of one table is said of one family

Row = dict[str, Any]  # one finding; a blanked count is None


@dataclass(frozen=True)
class KeyFinding:
    """One sentence about the study, the code that it is about, and the findings its numbers come from."""

    statement: str
    code: str
    finding_ids: tuple[str, ...]


@dataclass(frozen=True)
class _Gap:
    """A theme that one group raises more often than the other; `size` in shares of tables."""

    code: str
    more: Row
    less: Row
    size: float


def titles_of(released: DataFrame[Released], codebook: Codebook, texts: Texts) -> dict[str, str]:
    """Return, per figure, its finding as a sentence; a figure where nothing stands out has none."""
    rows = _rows(released)
    worst = _top(_valued(rows, codebook, "knelpunt"))
    best = _top(_valued(rows, codebook, "succesfactor"))
    below = _top(_valued(rows, codebook, "knelpunt", subcodes=True))
    titles: dict[str, str] = {}
    if len(worst) == 1:
        titles["waardering"] = _counted(texts, "titels", "waardering", worst[0], codebook)
    if all(len(top) == 1 and _unbeaten(top[0], rows) for top in (worst, best)):
        titles["ranglijst"] = texts.fill(
            "titels",
            "ranglijst",
            thema=codebook.label(worst[0]["code"]),
            thema2=codebook.label(best[0]["code"]),
        )
    for gap in _gaps(rows, codebook)[:1]:
        titles["perspectieven"] = texts.fill(
            "titels", "perspectieven", thema=codebook.label(gap.code),
            meer=_group(texts, gap.more, begin=True), minder=_group(texts, gap.less),
        )  # fmt: skip
    if len(below) == 1:
        titles["subcodes"] = _counted(texts, "titels", "subcodes", below[0], codebook)
    titles |= _pair_title(rows, codebook, texts) | _level_title(rows, codebook, texts)
    return {name: title for name, title in titles.items() if title}


def key_findings(
    released: DataFrame[Released], codebook: Codebook, texts: Texts, *, most: int = 5
) -> list[KeyFinding]:
    """Return three to five findings, each about another theme; fewer where counts are blanked.

    What stalls most, what helps most, where gezin and professionals differ most, what is asked for
    most, and what both helps and stalls. Among equals the codebook's order decides. That nothing
    stalls (or helps) more often is only said where no blanked count can be higher.
    """
    rows = _rows(released)
    both_ways = _ordered([row for row in rows if row["measure"] == "wisselend"], codebook)
    families = (
        _judged(rows, codebook, texts, "knelpunt"),
        _judged(rows, codebook, texts, "succesfactor"),
        _different(rows, codebook, texts),
        _said(_valued(rows, codebook, "verbeterpunt"), codebook, texts, "verbeterpunt"),
        _said(_of_themes(both_ways, codebook), codebook, texts, "wisselend"),
    )
    chosen: dict[str, KeyFinding] = {}
    for family in families:
        for finding in family:
            if finding.code not in chosen:
                chosen[finding.code] = finding
                break
    return list(chosen.values())[:most]


def findings_in_words(
    findings: DataFrame[Findings],
    codebook: Codebook,
    texts: Texts,
    *,
    min_tables: int,
    most: int = 5,
) -> list[KeyFinding]:
    """Return findings without any count, for a study of few tables.

    Only what holds at `min_tables` tables or more is said, and then only as "meerdere tafels":
    "alle" or "de meeste" of five tables would be a count, and would say something of each family.
    In a study of no more than `min_tables` tables that bound would itself mean "alle", so there it
    is two; of two tables nothing is said. Findings keep the codebook's order: the order of their
    counts would tell of counts.
    """
    counted = [row for row in _rows(findings) if row["source"] == "mens"]
    most_tables = max((row["of_tables"] for row in counted if row["measure"] == "thema"), default=0)
    least = min(min_tables, most_tables - 1)
    if least < LEAST_IN_WORDS:
        return []
    firm = [row for row in counted if row["n_tables"] >= least]
    chosen: dict[str, KeyFinding] = {}
    for name, rows in _families_in_words(firm, codebook):
        said = 0
        for row in rows:
            if row["code"] in chosen or said == MOST_PER_VALENCE:
                continue
            theme = codebook.label(row["code"])
            sentence = texts.fill("bevindingen", f"in_woorden_{name}", thema=theme)
            if sentence:
                chosen[row["code"]] = KeyFinding(sentence, row["code"], (row["finding_id"],))
                said += 1
    order = [theme.id for theme in codebook.themes]
    return sorted(list(chosen.values())[:most], key=lambda finding: order.index(finding.code))


def _families_in_words(firm: list[Row], codebook: Codebook) -> Iterator[tuple[str, list[Row]]]:
    """Give what can be said without a count: what helps, stalls, is asked for, both groups raise."""
    for valence in JUDGED_VALENCES:
        yield valence, _valued(firm, codebook, valence)
    both = [row for row in firm if row["measure"] == "verschil" and row["stratum"] == "beide"]
    yield "beide", _of_themes(_ordered(both, codebook), codebook)


def basis_line(texts: Texts, *, title: str, coded: str, version: str) -> str:
    """Return the line under every page: which study, whose codes, which codebook."""
    return texts.fill("factsheet", "herkomst", titel=title, reeks=coded, versie=version)


def unknowns(
    released: DataFrame[Released],
    texts: Texts,
    *,
    n_tables: int,
    uncoded: str,
    words_only: bool,
    min_tables: int,
) -> list[str]:
    """Return what this study does not tell, most weighty first.

    `uncoded` says that people coded nothing of what tables said; "" where they did.
    """
    sampling = texts.fill("niet_weten", "steekproef")
    if uncoded:
        return [uncoded, sampling]
    if words_only:
        return [sampling]
    rows = _rows(released)
    said = [
        sampling,
        _uncoded(rows, texts, n_tables),
        _without_transcript(rows, texts, min_tables),
        *(_silent(rows, texts, group) for group in COMPARED),
    ]
    chosen = [row["of_tables"] or 0 for row in rows if row["measure"] == "gekozen"]
    if not any(chosen):
        said.append(texts.fill("niet_weten", "vooraf"))
    return [one for one in said if one]


def _uncoded(rows: list[Row], texts: Texts, n_tables: int) -> str:
    judged = max((row["of_tables"] or 0 for row in rows if row["measure"] == "thema"), default=0)
    if judged in (0, n_tables):
        return ""
    return texts.fill("niet_weten", "deel_gecodeerd", n=judged, van=n_tables)


def _without_transcript(rows: list[Row], texts: Texts, min_tables: int) -> str:
    for row in rows:
        if row["stratum_kind"] == "document" and row["stratum"] == "transcript":
            n, of = row["n_tables"] or 0, row["of_tables"] or 0
            if min_tables <= n < of:
                return texts.fill("niet_weten", "transcript", n=n, van=of)
    return ""


def _silent(rows: list[Row], texts: Texts, group: str) -> str:
    """Return at how many tables a group's voice can be coded, where that is not all of them."""
    for row in rows:
        if row["measure"] == "groep" and row["group"] == group:
            n, of = row["codable_tables"], row["of_tables"]
            if n is None or of is None or n == of:
                return ""
            return texts.fill(
                "niet_weten", "stem", groep=texts.part("groepen").get(group, group), n=n, van=of
            )
    return ""


def _rows(table: pd.DataFrame) -> list[Row]:
    """Return the findings as records, a blanked count as None."""
    plain = table.astype(object).where(table.notna(), None)
    return cast("list[Row]", plain.to_dict("records"))


def _ordered(rows: list[Row], codebook: Codebook) -> list[Row]:
    """Return the rows whose count is known, most tables first; equals in the codebook's order."""
    order = {code.id: place for place, code in enumerate(codebook.codes)}
    known = [row for row in rows if row["n_tables"] is not None and row["code"] in order]
    return sorted(known, key=lambda row: (-row["n_tables"], order[row["code"]]))


def _of_themes(rows: list[Row], codebook: Codebook, *, subcodes: bool = False) -> list[Row]:
    return [
        row
        for row in rows
        if row["code"] in codebook and codebook.code(row["code"]).is_theme is not subcodes
    ]


def _valued(
    rows: list[Row], codebook: Codebook, valence: str, *, subcodes: bool = False
) -> list[Row]:
    """Return the themes (or subcodes) by the number of tables in which they have one valence."""
    own = [row for row in rows if row["measure"] == "valentie" and row["valence"] == valence]
    return _of_themes(_ordered(own, codebook), codebook, subcodes=subcodes)


def _top(ordered: list[Row]) -> list[Row]:
    """Return the rows that share the highest count; none where that is zero."""
    return [row for row in ordered if row["n_tables"] == ordered[0]["n_tables"] > 0]


def _counted(texts: Texts, part: str, name: str, row: Row, codebook: Codebook) -> str:
    """Return a sentence with the count of one row; "" where there is none to show."""
    if not row["n_tables"] or row["of_tables"] is None:
        return ""
    return texts.fill(
        part, name, n=row["n_tables"], van=row["of_tables"], thema=codebook.label(row["code"])
    )


def _unbeaten(row: Row, rows: list[Row]) -> bool:
    """Tell whether no like finding has a higher count, nor a blank that could hide one."""
    alike = [
        other
        for other in rows
        if (other["measure"], other["valence"]) == (row["measure"], row["valence"])
        and ("." in other["code"]) == ("." in row["code"])
    ]
    return all(
        other["blanked"] == "klein"
        if other["n_tables"] is None
        else other["n_tables"] <= row["n_tables"]
        for other in alike
    )


def _judged(
    rows: list[Row], codebook: Codebook, texts: Texts, valence: str
) -> Iterator[KeyFinding]:
    """Give the themes of one valence, most tables first, each with its counter-example."""
    for row in _valued(rows, codebook, valence):
        sentence = ""
        if _unbeaten(row, rows):
            sentence = _counted(texts, "bevindingen", f"{valence}_hoogst", row, codebook)
        sentence = sentence or _counted(texts, "bevindingen", valence, row, codebook)
        if sentence:
            also, finding_ids = _also_opposite(row, rows, texts)
            said = f"{sentence} {also}".strip()
            yield KeyFinding(said, row["code"], (row["finding_id"], *finding_ids))


def _also_opposite(row: Row, rows: list[Row], texts: Texts) -> tuple[str, tuple[str, ...]]:
    """Return the tables where it is the opposite as well, and the finding that counts them."""
    for other in rows:
        if other["measure"] == "wisselend" and other["code"] == row["code"] and other["n_tables"]:
            name = f"{row['valence']}_ook_andersom"
            also = texts.fill("bevindingen", name, n=other["n_tables"])
            return also, (other["finding_id"],) if also else ()
    return "", ()


def _said(rows: list[Row], codebook: Codebook, texts: Texts, name: str) -> Iterator[KeyFinding]:
    for row in rows:
        sentence = _counted(texts, "bevindingen", name, row, codebook)
        if sentence:
            yield KeyFinding(sentence, row["code"], (row["finding_id"],))


def _gaps(rows: list[Row], codebook: Codebook) -> list[_Gap]:
    """Return where gezin and professionals differ most in how often they raise a theme."""
    raised = {
        (row["code"], row["group"]): row
        for row in rows
        if row["measure"] == "groep" and row["n_tables"] is not None and row["codable_tables"]
    }
    gaps = []
    for theme in codebook.themes:
        pair = [raised[theme.id, group] for group in COMPARED if (theme.id, group) in raised]
        if len(pair) == len(COMPARED):
            less, more = sorted(pair, key=_share)
            if _share(more) - _share(less) >= LEAST_GAP:
                gaps.append(_Gap(theme.id, more, less, _share(more) - _share(less)))
    return sorted(gaps, key=lambda gap: -gap.size)


def _share(row: Row) -> float:
    return float(row["n_tables"] / row["codable_tables"])


def _different(rows: list[Row], codebook: Codebook, texts: Texts) -> Iterator[KeyFinding]:
    for gap in _gaps(rows, codebook):
        sentence = texts.fill(
            "bevindingen", "verschil", thema=codebook.label(gap.code),
            meer=_group(texts, gap.more, begin=True), minder=_group(texts, gap.less),
            n=gap.more["n_tables"], van=gap.more["codable_tables"],
            n2=gap.less["n_tables"], van2=gap.less["codable_tables"],
        )  # fmt: skip
        if sentence:
            yield KeyFinding(sentence, gap.code, (gap.more["finding_id"], gap.less["finding_id"]))


def _group(texts: Texts, row: Row, *, begin: bool = False) -> str:
    return texts.part("groepen_begin" if begin else "groepen_midden").get(
        row["group"], row["group"]
    )


def _pair_title(rows: list[Row], codebook: Codebook, texts: Texts) -> dict[str, str]:
    pairs = _of_themes(
        _ordered([row for row in rows if row["measure"] == "samen"], codebook), codebook
    )
    top = _top(pairs)
    if len(top) != 1 or not _unbeaten(top[0], rows):
        return {}
    first, second = codebook.label(top[0]["code"]), codebook.label(top[0]["other_code"])
    return {"samenhang": texts.fill("titels", "samenhang", thema=first, thema2=second)}


def _level_title(rows: list[Row], codebook: Codebook, texts: Texts) -> dict[str, str]:
    levels = [
        row
        for row in rows
        if row["measure"] == "niveau"
        and row["valence"] == "knelpunt"
        and row["n_tables"] is not None
    ]
    top = _top(sorted(levels, key=lambda row: -row["n_tables"]))
    if len(top) != 1 or top[0]["of_tables"] is None or not _unbeaten(top[0], rows):
        return {}
    level = codebook.levels.get(top[0]["stratum"], top[0]["stratum"])
    return {
        "niveaus": texts.fill(
            "titels", "niveaus", niveau=level, n=top[0]["n_tables"], van=top[0]["of_tables"]
        )
    }
