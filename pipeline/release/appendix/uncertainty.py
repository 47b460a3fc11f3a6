"""Estimates, saturation and pattern cards in; printed tables of how sure one may be out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Cards, Estimates, Patterns
from pipeline.domain.wording import enumerate_words
from pipeline.release.appendix.numerals import out_of, percent, span
from pipeline.release.report.content import TeamTable

HERE_NOTE = (
    "Over deze tafels: het interval gaat over wat niet met de hand is gecodeerd, niet over "
    "andere tafels. 'Naïef' leest het model alsof het nooit fout zit en wordt nooit "
    "gebruikt; het staat er om het verschil te zien."
)
ELSEWHERE_NOTE = (
    "Alleen zinvol als deze tafels staan voor: {stands_for}. Het interval gaat over tafels "
    "die er niet waren en is voor het team. Tafels zijn niet geloot, dus lees het als "
    "ondergrens van de onzekerheid."
)
CARD_NOTE = (
    "Elke kaart is een bewering met wat ervoor en wat ertegen spreekt. Naar buiten mag "
    "alleen wat gedragen is, door het team is vastgesteld en waarvan de tegenvoorbeelden "
    "zijn beantwoord: zie patronen.xlsx (dialoogtafel patronen)."
)
MOST_CARDS = 40


def estimate_tables(
    estimates: DataFrame[Estimates], codebook: Codebook, *, stands_for: str
) -> list[TeamTable]:
    """Return every estimate side by side: about these tables, and about others where asked for."""
    tables = []
    for about, title, note in (
        ("deze tafels", "Aandeel in deze tafels, geschat", HERE_NOTE),
        ("andere tafels", f"Wat dit zegt over {stands_for}", ELSEWHERE_NOTE),
    ):
        own = estimates[estimates["about"] == about].to_dict("records")
        if not own or (about == "andere tafels" and not stands_for):
            continue
        rows = pd.DataFrame(
            {
                "Thema": [codebook.label(row["code"]) for row in own],
                "Manier": [row["method"].replace("naief", "naïef") for row in own],
                "Aandeel": [percent(row["value"]) for row in own],
                "95%-interval": [span(row["low"], row["high"]) for row in own],
                "Gebruikt": ["ja" if row["used"] else "" for row in own],
                "Toelichting": [row["note"] for row in own],
            }
        )
        tables.append(TeamTable(title, note.format(stands_for=stands_for), rows))
    return tables


def needed_table(needed: pd.DataFrame, codebook: Codebook, *, width: float) -> TeamTable:
    """Return how many segments or tables are still to be coded for an interval of `width`."""
    listed = needed.to_dict("records")
    rows = pd.DataFrame(
        {
            "Thema": [codebook.label(row["code"]) for row in listed],
            "Fragmenten met de hand": [_count(row["segments"]) for row in listed],
            "Tafels": [_count(row["tables"]) for row in listed],
        }
    )
    note = (
        f"Hoeveel nodig is voor een interval van {round(100 * width)} procentpunten breed, "
        "als de spreiding blijft zoals zij is. Een hulp bij het plannen van codeerwerk, geen "
        "norm."
    )
    return TeamTable("Hoeveel codeerwerk een smaller interval vraagt", note, rows)


def _count(value: float | None) -> str:
    return "niet te schatten" if value is None or pd.isna(value) else str(int(value))


def saturation_table(saturation: pd.DataFrame) -> TeamTable:
    """Return in words, per group, whether more tables would bring new subcodes."""
    rows = saturation.rename(
        columns={"who": "Wie", "n_tables": "Tafels", "observed": "Subcodes", "words": "In woorden"}
    )
    note = (
        "Geldt alleen voor subcodes die tijdens het coderen konden ontstaan. Bij een vast "
        "codeboek kan de lijst vol zijn terwijl de gesprekken dat niet zijn; gebruik dit "
        "nooit als bewijs dat alles gehoord is."
    )
    return TeamTable("Zouden meer tafels nieuwe onderwerpen brengen?", note, rows)


def card_table(
    patterns: DataFrame[Patterns],
    cards: DataFrame[Cards],
    exceptions: Mapping[str, str],
) -> TeamTable:
    """Return the widest carried cards as they stand, with what speaks against them."""
    found = patterns.set_index("pattern_id").to_dict("index")
    kept = [card for card in cards.to_dict("records") if card["pattern_id"] in found]
    rows = []
    for card in kept[:MOST_CARDS]:
        pattern = found[card["pattern_id"]]
        rows.append(
            {
                "Patroon": card["statement"],
                "Tafels": out_of(pattern["n_tables"], pattern["of_tables"]),
                "Wie": enumerate_words(list(pattern["groups"])) or "alleen uit verslagen",
                "Fragmenten": len(pattern["segment_ids"]),
                "Tegenvoorbeelden": _against(pattern, card),
                "Zekerheid": pattern["certainty"],
                "Waar niet gezien": exceptions.get(card["pattern_id"], ""),
                "Stand": _stand(card),
            }
        )
    return TeamTable("Patronen", CARD_NOTE, pd.DataFrame(rows))


def _against(pattern: Mapping[Any, Any], card: Mapping[Any, Any]) -> str:
    tables = pattern["counter_table_ids"]
    assert isinstance(tables, list)
    if not tables:
        return "geen"
    told = f"aan {len(tables)} tafel{'' if len(tables) == 1 else 's'}"
    return f"{told}; {'beantwoord' if card['answered'] else 'nog niet beantwoord'}"


def _stand(card: Mapping[Any, Any]) -> str:
    parts = [str(card["status"])]
    if card["changed"]:
        parts.append("veranderd sinds het team keek")
    if card["releasable"]:
        parts.append("mag naar buiten")
    return "; ".join(parts)
