"""Studies side by side in; printed tables and sentences of what recurs and what differs out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.domain.codebook import Codebook
from pipeline.domain.codebook_migration import Migration
from pipeline.domain.wording import JUDGED_VALENCES, NOT_RECORDED, enumerate_words, plural
from pipeline.release.appendix.numerals import out_of
from pipeline.release.report.content import TeamTable

WHEEL = "Niet elk wiel past op elke wagen."
SIDE_NOTE = (
    "Aan hoeveel tafels het thema zo werd gewaardeerd. Geen ranglijst: tafels zijn met een "
    "bedoeling gekozen, en wie codeerde verschilt. Onder tien tafels staan er woorden; een "
    "aantal dat op een of twee tafels rust staat er niet."
)
CONTEXT_NOTE = (
    "Lees eerst dit: wat verschilt in de tafels, kan verschillen in de thema's verklaren."
)
RECUR_NOTE = "Aan de helft of meer van de tafels van elke studie."
OWN_NOTE = "Aan de helft of meer van de tafels van deze studie, en aan minder dan een op de vijf van elke andere."
TRAVEL_NOTE = (
    "Hielp aan de helft of meer van de tafels van de ene studie, en vaker dan het knelde; in de "
    "andere andersom. Een vraag om mee te nemen, geen advies: wat daar werkt, kan hier verkeerd "
    f"vallen. {WHEEL}"
)


MOVED_NOTE = (
    "Een code houdt haar id, of het nieuwere codeboek noemt onder 'was:' welke zij overneemt; van "
    "een subcode zonder plaats gaat alleen het thema mee. Er is niets geraden. Wat verviel, telt in "
    "deze vergelijking niet mee, en in de eigen uitvoer van die studie gewoon wel."
)


@dataclass(frozen=True)
class MovedCodes:
    """What became of the codes of one study that do not keep their id."""

    codebook: Codebook
    plan: Migration
    lost: pd.DataFrame  # code, n_segments


def moved_table(moved: Mapping[str, MovedCodes], book: Codebook) -> TeamTable:
    """Return a row per code that has another name, joined another or has no place any more."""
    rows = []
    for study, codes in moved.items():
        counts = dict(zip(codes.lost["code"], codes.lost["n_segments"], strict=True))
        for old, new in codes.plan.targets.items():
            if old == new:
                continue
            to = book.label(new) if new else "verviel"
            told = "alleen het thema" if old in codes.plan.to_theme else ""
            if not new:
                told = plural(int(counts.get(old, 0)), "fragment", "fragmenten")
            rows.append((study, f"{codes.codebook.label(old)} ({old})", to, told))
    columns = ["Studie", "Code daar", "Hier", "Toelichting"]
    return TeamTable(
        "Wat is omgezet en wat verviel", MOVED_NOTE, pd.DataFrame(rows, columns=columns)
    )


def in_words(n_tables: int, of_tables: int, *, min_tables: int, words_below: int) -> str:
    """Return how many tables, in words where a number could point to a family."""
    if not of_tables:
        return "geen tafels"
    if of_tables >= words_below and (n_tables == 0 or n_tables >= min_tables):
        return out_of(n_tables, of_tables)
    share = n_tables / of_tables
    if n_tables == 0:
        return "aan geen tafel"
    if share < 0.25:
        return "aan enkele tafels"
    if share < 0.5:
        return "aan een deel van de tafels"
    return "aan de meeste tafels" if share < 0.9 else "aan bijna elke tafel"


def side_tables(
    rows: pd.DataFrame, codebook: Codebook, *, min_tables: int, words_below: int
) -> list[TeamTable]:
    """Return a table per valence: a row per theme, a column per study in the order given."""
    tables: list[TeamTable] = []
    for valence in JUDGED_VALENCES:
        own = rows[rows["valence"] == valence]
        shown = {"Thema": [codebook.label(code) for code in own["code"].drop_duplicates()]}
        for study, part in own.groupby("study", sort=False):
            shown[str(study)] = [
                in_words(n, of, min_tables=min_tables, words_below=words_below)
                for n, of in zip(part["n_tables"], part["of_tables"], strict=True)
            ]
        tables.append(
            TeamTable(f"Als {valence}", SIDE_NOTE if not tables else "", pd.DataFrame(shown))
        )
    return tables


def context_table(facts: Mapping[str, Mapping[str, str]]) -> TeamTable:
    """Return what was recorded of each study, a column per study."""
    names = list(next(iter(facts.values()))) if facts else []
    rows = pd.DataFrame({"Wat": names})
    for study, own in facts.items():
        rows[study] = [own[name] or NOT_RECORDED for name in names]
    return TeamTable("De studies en hun context", CONTEXT_NOTE, rows)


def recurring_table(recurs: pd.DataFrame, codebook: Codebook) -> TeamTable:
    """Return what recurs in every study."""
    rows = pd.DataFrame(
        {"Thema": recurs["code"].map(codebook.label), "Als": recurs["valence"]}, dtype=object
    )
    nothing = "Niets komt in elke studie aan de helft of meer van de tafels voor."
    return TeamTable("Wat overal terugkeert", RECUR_NOTE, rows, nothing)


def particular_table(particular: pd.DataFrame, codebook: Codebook) -> TeamTable:
    """Return what is particular to one study."""
    rows = pd.DataFrame(
        {
            "Studie": particular["study"],
            "Thema": particular["code"].map(codebook.label),
            "Als": particular["valence"],
        },
        dtype=object,
    )
    nothing = "Van geen studie is iets zo eigen."
    return TeamTable("Wat eigen is aan een studie", OWN_NOTE, rows, nothing)


def travel_table(
    travels: pd.DataFrame, codebook: Codebook, cautions: Mapping[tuple[str, str], str]
) -> TeamTable:
    """Return what one place could ask of another, and what is different there."""
    listed = travels.to_dict("records")
    rows = pd.DataFrame(
        {
            "Thema": [codebook.label(row["code"]) for row in listed],
            "Hielp in": [row["study_from"] for row in listed],
            "Knelt in": [row["study_to"] for row in listed],
            "Let op": [cautions.get((row["study_from"], row["study_to"]), "") for row in listed],
        },
        dtype=object,
    )
    nothing = "Geen thema hielp in de ene studie vooral, en knelde vooral in een andere."
    return TeamTable("Wat een regio van een andere kan vragen", TRAVEL_NOTE, rows, nothing)


def caution(differing: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> str:
    """Say in which context two studies have nothing in common; "" where they have."""
    told = [
        (
            f"{name}: daar {enumerate_words(list(first)) or NOT_RECORDED}, hier "
            f"{enumerate_words(list(second)) or NOT_RECORDED}"
        )
        for name, (first, second) in differing.items()
    ]
    return f"Andere context ({'; '.join(told)})." if told else ""
