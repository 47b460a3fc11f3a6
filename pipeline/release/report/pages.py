"""A report's content in; the parts of the page as the template prints them out."""

from __future__ import annotations

import base64
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pandas as pd

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.wording import JUDGED_VALENCES, NOT_RECORDED, of_sessions
from pipeline.release.picture import Picture
from pipeline.release.report.content import KeyFinding, ReportContent, TeamContent
from pipeline.release.report.numbers import (
    MEASURE_TITLES,
    Number,
    by_key,
    in_words,
    linked,
    numbers_of,
    to_row,
    to_segments,
)
from pipeline.release.report.words import CARRIED_BY, SPOKEN_AGAINST, differences

GROUPS = ("gezin", "professionals", "beleid")


@dataclass(frozen=True)
class Edition:
    """What one edition may draw on: its numbers and figures, and where a number leads."""

    numbers: tuple[Number, ...]
    figures: Mapping[str, Picture]
    theme_figures: Mapping[str, Sequence[str]]
    key_findings: Sequence[KeyFinding]
    link: Callable[[str], str]


def release_edition(content: ReportContent) -> Edition:
    """Return the part of a report that anyone may see; nothing of the team's is touched."""
    rows = content.released.iloc[:0] if content.words_only else content.released
    return Edition(
        numbers=numbers_of(
            rows, below=content.min_tables, link=to_row, sessions=content.of_sessions
        ),
        figures=content.figures,
        theme_figures=content.theme_figures,
        key_findings=content.key_findings,
        link=to_row,
    )


def team_edition(content: ReportContent, team: TeamContent) -> Edition:
    """Return everything: counts without blanks, figures by table, the way to the words."""
    return Edition(
        numbers=numbers_of(
            team.findings,
            below=content.min_tables,
            link=to_segments,
            sessions=content.of_sessions,
        ),
        figures={**content.figures, **team.figures},
        theme_figures={**content.theme_figures, **team.theme_figures},
        key_findings=team.key_findings or content.key_findings,
        link=to_segments,
    )


def key_findings(edition: Edition, codebook: Codebook) -> list[dict[str, Any]]:
    """Return the sentences that the page opens with, cut into words and links."""
    counts = {number.finding_id: number.count for number in edition.numbers}
    return [
        {
            "parts": linked(finding, counts, edition.link),
            "theme": codebook.theme_of(finding.code) if finding.code in codebook else "",
            "sources": [edition.link(one) for one in finding.finding_ids if one in counts],
        }
        for finding in edition.key_findings
    ]


def pictures(edition: Edition, codebook: Codebook) -> dict[str, dict[str, Any]]:
    """Return figures as the page holds them: inside itself, each with the numbers behind it."""
    numbers = {number.finding_id: number for number in edition.numbers}
    return {
        name: {
            "name": name,
            "data": f"data:image/svg+xml;base64,{base64.b64encode(figure.svg).decode('ascii')}",
            "title": figure.title,
            "alt": figure.alt_text,
            "rows": [
                {"words": in_words(numbers[one], codebook), "number": numbers[one]}
                for one in figure.finding_ids
                if one in numbers
            ],
        }
        for name, figure in edition.figures.items()
    }


def theme_rows(edition: Edition, codebook: Codebook) -> list[dict[str, Any]]:
    """Return one row per theme for the overview, most often a knelpunt first; blanks come last."""
    cells = by_key(edition.numbers)
    rows = [
        {
            "theme": theme,
            "occurs": cells.get(("thema", theme.id, "", "")),
            "valences": [cells.get(("valentie", theme.id, one, "")) for one in JUDGED_VALENCES],
            "groups": [cells.get(("groep", theme.id, "", group)) for group in GROUPS],
        }
        for theme in codebook.themes
    ]
    return sorted(rows, key=lambda row: _last_if_blank(cells, row["theme"]))


def _last_if_blank(cells: Mapping[tuple[str, ...], Number], theme: Code) -> int:
    number = cells.get(("valentie", theme.id, "knelpunt", ""))
    return 1 if number is None or number.count is None else -number.count


def theme_pages(edition: Edition, codebook: Codebook) -> list[dict[str, Any]]:
    """Return one page per theme: definition, numbers, figures, sentences, subcodes."""
    cells = by_key(edition.numbers)
    findings = key_findings(edition, codebook)
    return [
        {
            "theme": theme,
            "level": codebook.levels.get(theme.level, theme.level),
            "numbers": [
                {"words": in_words(number, codebook), "number": number, "what": number.measure}
                for number in edition.numbers
                if theme.id in (number.code, number.other_code)
            ],
            "valences": [cells.get(("valentie", theme.id, one, "")) for one in JUDGED_VALENCES],
            "figures": [
                name for name in edition.theme_figures.get(theme.id, ()) if name in edition.figures
            ],
            "findings": [finding for finding in findings if finding["theme"] == theme.id],
            "subcodes": [_subcode(code, cells) for code in codebook.subcodes(theme.id)],
        }
        for theme in codebook.themes
    ]


def _subcode(code: Code, cells: Mapping[tuple[str, ...], Number]) -> dict[str, Any]:
    return {
        "code": code,
        "occurs": cells.get(("thema", code.id, "", "")),
        "valences": [cells.get(("valentie", code.id, one, "")) for one in JUDGED_VALENCES],
    }


def number_tables(
    edition: Edition, codebook: Codebook, *, sessions: bool = False
) -> list[dict[str, Any]]:
    """Return all numbers, a table per measure."""
    tables = []
    for measure, plain in MEASURE_TITLES.items():
        title = of_sessions(plain) if sessions else plain
        rows = [number for number in edition.numbers if number.measure == measure]
        if rows:
            lines = [{"words": in_words(number, codebook), "number": number} for number in rows]
            codable = any(number.codable != number.of for number in rows)
            tables.append({"id": measure, "title": title, "rows": lines, "codable": codable})
    return tables


def table_pages(team: TeamContent, codebook: Codebook) -> list[dict[str, Any]]:
    """Return one page per dialoogtafel: what was recorded, who sat there, which themes occur."""
    occurs = team.findings[team.findings["measure"] == "thema"]
    seated = dict(list(team.participants.groupby("table_id")))
    pages = []
    for table in team.dialogue_tables.to_dict("records"):
        table_id = table["table_id"]
        codes = [
            code
            for code, table_ids in zip(occurs["code"], occurs["table_ids"], strict=True)
            if table_id in table_ids and code in codebook and codebook.code(code).is_theme
        ]
        pages.append(
            {
                "id": table_id,
                "named": _named(table_id, table["kind"]),
                "facts": _facts(table, codebook),
                "people": _people(seated.get(table_id), codebook),
                "themes": [codebook.code(code) for code in codes],
                "segments": int((team.segments["table_id"] == table_id).sum()),
                "municipality": table["municipality"] or NOT_RECORDED,
                "date": table["date"] or NOT_RECORDED,
                "kind": table["kind"] or NOT_RECORDED,
            }
        )
    return pages


def _named(table_id: str, kind: str) -> str:
    """Return the heading of a table, "Tafel DT-07"; a name that says what it is stands alone."""
    if table_id.casefold().startswith(("tafel", "sessie", "dialoog")):
        return table_id
    return f"{'Sessie' if kind == 'dialoogsessie' else 'Tafel'} {table_id}"


def _facts(table: Mapping[Hashable, Any], codebook: Codebook) -> list[tuple[str, str]]:
    """Return what was recorded of a table; what was not says so."""
    chosen = table["chosen_themes"]
    themes = NOT_RECORDED
    if chosen is not None:
        labels = [codebook.label(code) if code in codebook else code for code in chosen]
        themes = ", ".join(labels) or "geen"
    facts = (
        ("Datum", table["date"]),
        ("Regio", table["region"]),
        ("Gemeente", table["municipality"]),
        ("Soort", table["kind"]),
        ("Sector", table["sector"]),
        ("Leeftijdsgroep", table["age_group"]),
        ("Aanleiding", table["occasion"]),
        ("Vooraf gekozen thema's", themes),
        ("Deelnemers", str(table["n_participants"])),
    )
    return [(name, value or NOT_RECORDED) for name, value in facts]


def _people(people: pd.DataFrame | None, codebook: Codebook) -> list[dict[str, str]]:
    if people is None:
        return []
    return [
        {
            "participant": person["participant"],
            "role": person["role"],
            "perspective": codebook.perspectives.get(person["perspective"], person["perspective"]),
            "group": person["group"],
            "quote": "ja" if person["may_quote"] else "nee, of niet vastgelegd",
        }
        for person in people.to_dict("records")
    ]


def difference_rows(team: TeamContent, codebook: Codebook) -> list[dict[str, Any]]:
    """Return per theme how often two people agreed and differed."""
    return [
        {
            "theme": codebook.code(row["theme"]),
            "both": row["both"],
            "one": row["one_only"],
            "valence": row["valence"],
        }
        for row in differences(team.codings, codebook).to_dict("records")
    ]


def pattern_cards(team: TeamContent, codebook: Codebook) -> dict[str, list[dict[str, Any]]]:
    """Return the cards of patterns by theme, in their own order."""
    cards: dict[str, list[dict[str, Any]]] = {theme.id: [] for theme in codebook.themes}
    if team.patterns is None:
        return cards
    for card in team.patterns.to_dict("records"):
        if card["code"] in codebook:
            against = len(card["counter_table_ids"])
            cards[codebook.theme_of(card["code"])].append(
                {str(name): value for name, value in card.items()}
                | {
                    "carried_by": to_segments(f"{CARRIED_BY}{card['pattern_id']}"),
                    "against": against,
                    "spoken_against": to_segments(f"{SPOKEN_AGAINST}{card['pattern_id']}"),
                    "whose": [group for group in card["groups"] if group],
                }
            )
    return cards


def action_rows(team: TeamContent, codebook: Codebook) -> list[dict[str, Any]]:
    """Return the verbeteracties, each with the way to the sentence that records it."""
    if team.actions is None:
        return []
    return [
        {
            "table": action["table_id"],
            "text": action["text"],
            "owner": action["owner_role"] or NOT_RECORDED,
            "term": action["term"] or NOT_RECORDED,
            "themes": [codebook.label(one) for one in action["themes"] if one in codebook],
            "href": f"#fragment={quote(action['segment_id'], safe='/')}",
        }
        for action in team.actions.to_dict("records")
    ]
