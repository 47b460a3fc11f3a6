"""The team's tables in; the data behind the team's edition out, as columns that a page filters."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from pipeline.domain.codebook import Codebook
from pipeline.release.report.content import TeamContent
from pipeline.release.report.numbers import Number, in_words

REJECTED = "verworpen"
CARRIED_BY, SPOKEN_AGAINST = "patroon/", "tegen/"


def words_of(
    team: TeamContent, codebook: Codebook, numbers: tuple[Number, ...], counted: str
) -> dict[str, Any]:
    """Return segments, their codings and what each finding rests on; rows refer by position.

    `counted` is the series that the figures count: the page opens a theme with it.
    """
    segments = team.segments.reset_index(drop=True)
    place = {segment_id: row for row, segment_id in enumerate(segments["segment_id"])}
    return {
        "tafels": list(team.dialogue_tables["table_id"]),
        "fragmenten": _segments(segments, team.translations),
        "coderingen": _codings(team.codings, place),
        "bevindingen": _findings(team, codebook, numbers, place) | _patterns(team, place),
        "codes": {
            code.id: {"label": code.label, "thema": codebook.theme_of(code.id)}
            for code in codebook.codes
        },
        "perspectieven": dict(codebook.perspectives),
        "groepen": {group: list(members) for group, members in codebook.groups.items()},
        "geteld": counted,
    }


def _segments(segments: pd.DataFrame, translations: Mapping[str, str]) -> dict[str, Any]:
    """Return segments by column; what repeats (table, document, role) is kept once, as a list."""
    made = [translations.get(segment_id, "") for segment_id in segments["segment_id"]]
    columns: dict[str, Any] = {
        "id": list(segments["segment_id"]),
        "tekst": list(segments["text"]),
        "blok": [int(block) for block in segments["block"]],
        "telt": [int(countable) for countable in segments["countable"]],
        "vertaling": {str(row): words for row, words in enumerate(made) if words},
    }
    for name, column in (
        ("tafel", "table_id"),
        ("document", "document"),
        ("soort", "kind"),
        ("spreker", "speaker"),
        ("rol", "role"),
        ("perspectief", "perspective"),
        ("groep", "group"),
        ("taal", "language"),
        ("kop", "heading"),
    ):
        columns[name] = _repeated(segments[column])
    return columns


def _repeated(values: pd.Series) -> dict[str, list[Any]]:
    """Return a column as its distinct values and, per row, which of them."""
    codes, distinct = pd.factorize(values, sort=True)
    return {"waarden": list(distinct), "rij": [int(code) for code in codes]}


def _codings(codings: pd.DataFrame, place: Mapping[Hashable, int]) -> dict[str, Any]:
    """Return the codings that stand, in the order of their segments; "" is: judged, no theme."""
    kept = codings[codings["segment_id"].isin(list(place)) & (codings["status"] != REJECTED)]
    kept = kept.assign(row=kept["segment_id"].map(place), code=kept["code"].fillna("")).sort_values(
        ["row", "source", "coder", "code"], kind="stable"
    )
    return {
        "rij": [int(row) for row in kept["row"]],
        "code": _repeated(kept["code"]),
        "reeks": _repeated(kept["coder"]),
        "bron": _repeated(kept["source"]),
        "waardering": _repeated(kept["valence"]),
        "status": _repeated(kept["status"]),
        "twijfel": [int(doubt) for doubt in kept["doubt"]],
        "zekerheid": [None if pd.isna(one) else round(float(one), 2) for one in kept["confidence"]],
    }


def _findings(
    team: TeamContent,
    codebook: Codebook,
    numbers: tuple[Number, ...],
    place: Mapping[Hashable, int],
) -> dict[str, Any]:
    """Return per finding its words, counts, tables and segments."""
    tables = {table_id: row for row, table_id in enumerate(team.dialogue_tables["table_id"])}
    rests_on = zip(team.findings["table_ids"], team.findings["segment_ids"], strict=True)
    return {
        number.finding_id: {
            "maat": number.measure,
            "woorden": in_words(number, codebook),
            "aantal": number.count,
            "van": number.of,
            "tafels": [tables[one] for one in table_ids if one in tables],
            "fragmenten": [place[one] for one in segment_ids if one in place],
        }
        for number, (table_ids, segment_ids) in zip(numbers, rests_on, strict=True)
    }


def _patterns(team: TeamContent, place: Mapping[Hashable, int]) -> dict[str, Any]:
    """Return per pattern what carries it and what speaks against it, as findings of their own."""
    if team.patterns is None:
        return {}
    tables = {table_id: row for row, table_id in enumerate(team.dialogue_tables["table_id"])}
    found = {}
    for card in team.patterns.to_dict("records"):
        for kind, table_ids, segment_ids, words in (
            (CARRIED_BY, card["table_ids"], card["segment_ids"], card["statement"]),
            (
                SPOKEN_AGAINST,
                card["counter_table_ids"],
                card["counter_segment_ids"],
                f"Wat hiertegen spreekt: {card['statement']}",
            ),
        ):
            found[f"{kind}{card['pattern_id']}"] = {
                "maat": "patroon",
                "woorden": words,
                "aantal": len(table_ids),
                "van": card["of_tables"],
                "tafels": [tables[one] for one in table_ids if one in tables],
                "fragmenten": [place[one] for one in segment_ids if one in place],
            }
    return found


def differences(codings: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Count, per theme, the segments that two people both judged and where they differ.

    One row per theme that anyone used: `theme`, `both`, `one_only` (one person has the theme, the
    other has not), `valence` (both have it and value it differently). Only segments that at least
    two people judged count; more than two count as differing when any two do.
    """
    people = codings[(codings["source"] == "mens") & (codings["status"] != REJECTED)]
    judged = people.groupby("segment_id")["coder"].nunique()
    shared = people[people["segment_id"].isin(judged[judged > 1].index)].copy()
    known = shared["code"].isin([code.id for code in codebook.codes])
    themes = shared[known].copy()
    themes["theme"] = [codebook.theme_of(code) for code in themes["code"]]
    rows = []
    for theme in codebook.themes:
        of_theme = themes[themes["theme"] == theme.id].groupby("segment_id")
        coders = of_theme["coder"].nunique()
        if coders.empty:
            continue
        all_have = coders == judged.loc[coders.index]
        valences = of_theme["valence"].nunique().loc[coders.index[all_have]]
        rows.append(
            (theme.id, int(all_have.sum()), int((~all_have).sum()), int((valences > 1).sum()))
        )
    return pd.DataFrame(rows, columns=["theme", "both", "one_only", "valence"])
