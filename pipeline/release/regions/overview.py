"""Cells of several studies in; the chapters of the overview that sets them side by side, out.

Studies stand in order of name and never in an order of counts: a table to read across, not down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.bundle import Manifest
from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Recurrences, SideCells
from pipeline.domain.tables.regions import (
    COUNTED,
    DERIVABLE,
    JOINED,
    NO_CODE,
    NOT_RELEASED,
    SAID,
    SILENT,
    SMALL,
)
from pipeline.domain.wording import (
    JUDGED_VALENCES,
    NOT_HAND_CODED,
    NOT_RECORDED,
    enumerate_words,
    plural,
)
from pipeline.release.texts import Texts

MOST = 0.5  # of the tables: from here a cell is marked, in step with `findings.regions`
# What a cell says where it shows no count; one that was blanked as small says under how many tables.
SHOWN = {
    DERIVABLE: "≥1", JOINED: "twee in één", NO_CODE: "niet in codeboek",
    NOT_RELEASED: "niet vrijgegeven", SAID: "meerdere tafels", SILENT: "–",
}  # fmt: skip


@dataclass(frozen=True)
class StudyLine:
    """One bundle, by the name that it has in tables."""

    name: str
    manifest: Manifest
    fingerprint: str


@dataclass(frozen=True)
class RegionTable:
    """A table ready to print; `marked` are the cells (row, column) that stand out, by what they mean."""

    title: str
    note: str
    rows: pd.DataFrame
    marked: Mapping[tuple[int, int], str] = field(default_factory=dict)  # to a valence
    empty: str = "Niets."


@dataclass(frozen=True)
class Chapter:
    """Tables that belong together."""

    title: str
    lead: str
    tables: Sequence[RegionTable]


def overview(
    studies: Sequence[StudyLine],
    cells: DataFrame[SideCells],
    recurrences: DataFrame[Recurrences],
    travels: Mapping[str, tuple[Sequence[str], Sequence[str]]],
    *,
    priorities: pd.DataFrame,
    migrated: pd.DataFrame,
    silent: Sequence[str],
    codebook: Codebook,
    texts: Texts,
) -> list[Chapter]:
    """Return the chapters, in reading order: context first, then what recurs, then the numbers.

    `priorities` and `migrated` have the columns of `PRIORITY_COLUMNS` and `MIGRATION_COLUMNS`;
    `silent` are the studies that say nothing of any theme.
    """

    def lead(name: str, **fields: str) -> str:
        return texts.fill("regios", name, **fields)

    book = f"{codebook.id} {codebook.version}".strip()

    return [
        Chapter("Wie er naast elkaar staan", lead("context"), [context_table(studies)]),
        Chapter("Wat terugkeert", lead("terug"), [recurring_table(recurrences, cells, codebook)]),
        Chapter("Wat eigen is aan één plek", lead("eigen"), [particular_table(recurrences, codebook)]),
        Chapter("Wat de een van de ander kan vragen", lead("leren"), [travel_table(travels, codebook)]),
        Chapter("Thema voor thema", lead("naast"), side_tables(cells, codebook)),
        Chapter("Prioriteiten per regio en stem", lead("prioriteiten"), [priority_table(priorities)]),
        Chapter("Wat open blijft", lead("open"), [open_table(cells, recurrences, codebook, silent)]),
        Chapter("Van codeboek naar codeboek", lead("codeboeken", codeboek=book), [migration_table(migrated)]),
    ]  # fmt: skip


PRIORITY_COLUMNS = ("study", "session", "voice", "place", "firm", "statement")
MIGRATION_COLUMNS = ("study", "code", "label", "what", "target")


def context_table(studies: Sequence[StudyLine]) -> RegionTable:
    """Return a row per study: what differs here may be all that differs in the rest."""
    rows = [
        {
            "Studie": one.name,
            "Titel": one.manifest.title,
            "Werkplaats": one.manifest.workplace,
            "Tafels": _n_tables(one.manifest),
            "Perioden": enumerate_words(one.manifest.periods) or NOT_RECORDED,
            "Soort tafels": enumerate_words(one.manifest.kinds) or NOT_RECORDED,
            "Codeboek": f"{one.manifest.codebook_id} {one.manifest.codebook_version}".strip(),
            "Gecodeerd": _coded(one.manifest),
            "Afgeschermd onder": plural(one.manifest.min_tables, "tafel", "tafels"),
        }
        for one in studies
    ]
    return RegionTable("De studies en hun context", "", pd.DataFrame(rows))


def _n_tables(manifest: Manifest) -> str:
    if manifest.in_words:
        return "in woorden"
    return NOT_RECORDED if manifest.n_tables is None else str(manifest.n_tables)


def _coded(manifest: Manifest) -> str:
    if not manifest.coder:
        return NOT_HAND_CODED
    series = f"door mensen, reeks {manifest.coder}"
    if manifest.agreement is None:
        return series
    return f"{series}; overeenstemming {manifest.agreement:.2f}".replace(".", ",")


def recurring_table(
    recurrences: DataFrame[Recurrences], cells: DataFrame[SideCells], codebook: Codebook
) -> RegionTable:
    """Return what is strong in most of the studies that count it."""
    rows = [
        {
            "Thema": codebook.label(row["code"]),
            "Als": row["valence"],
            "Komt voor in": f"{row['n_present']} van {plural(row['n_told'], 'studie', 'studies')}",
            "Aan de helft of meer van de tafels in": _strength(row),
            "Per studie": _per_study(cells, row["code"], row["valence"]),
        }
        for row in recurrences[recurrences["recurs"]].to_dict("records")
    ]
    return RegionTable(
        "Terugkerend",
        "",
        pd.DataFrame(rows),
        _marks(rows, 1),
        "Niets keert in de helft van de studies terug.",
    )


def _strength(row: Mapping[Any, Any]) -> str:
    said = f"; in woorden in {len(row['said'])}" if len(row["said"]) else ""
    return f"{row['n_strong']} van {row['n_counted']} die tellen{said}"


def _per_study(cells: pd.DataFrame, code: str, valence: str) -> str:
    """Return what every study that says something of it says, in order of name."""
    own = cells[(cells["code"] == code) & (cells["valence"] == valence)]
    told = own[~own["state"].isin((NO_CODE, NOT_RELEASED, SILENT))]
    return "; ".join(f"{row['bundle']} {cell_words(row)}" for row in told.to_dict("records"))


def particular_table(recurrences: DataFrame[Recurrences], codebook: Codebook) -> RegionTable:
    """Return what is strong in one study, and weak in every other that says anything of it."""
    own = recurrences[recurrences["particular"] != ""]
    rows = [
        {"Studie": row["particular"], "Thema": codebook.label(row["code"]), "Als": row["valence"]}
        for row in own.to_dict("records")
    ]
    return RegionTable(
        "Eigen",
        "",
        pd.DataFrame(rows),
        _marks(rows, 2),
        "Van geen studie is zeker dat iets alleen daar speelt.",
    )


def _marks(rows: Sequence[Mapping[Any, Any]], column: int) -> dict[tuple[int, int], str]:
    """Return marks for a column that names a valence."""
    return {(place, column): str(row["Als"]) for place, row in enumerate(rows)}


def travel_table(
    travels: Mapping[str, tuple[Sequence[str], Sequence[str]]], codebook: Codebook
) -> RegionTable:
    """Return where a theme mostly helped, and where it mostly stalled."""
    rows = [
        {
            "Thema": codebook.label(code),
            "Hielp in": enumerate_words(list(helped)),
            "Knelt in": enumerate_words(list(stalled)),
        }
        for code, (helped, stalled) in travels.items()
    ]
    nothing = "Geen thema helpt op de ene plek aan de meeste tafels en knelt op een andere."
    return RegionTable("Andersom gewaardeerd", "", pd.DataFrame(rows), {}, nothing)


def side_tables(cells: DataFrame[SideCells], codebook: Codebook) -> list[RegionTable]:
    """Return a table per valence, and one for whether a theme occurs: a row per theme, a column per study."""
    tables = []
    for valence, title in (
        *((one, f"Als {one}") for one in JUDGED_VALENCES), ("", "Kwam ter sprake"),
    ):  # fmt: skip
        own = cells[cells["valence"] == valence]
        names, codes = list(own["bundle"].drop_duplicates()), list(own["code"].drop_duplicates())
        known = {(row["bundle"], row["code"]): row for row in own.to_dict("records")}
        shown: dict[str, list[str]] = {"Thema": [codebook.label(code) for code in codes]}
        marked: dict[tuple[int, int], str] = {}
        for column, name in enumerate(names, start=1):
            shown[name] = [cell_words(known[(name, code)]) for code in codes]
            marked |= {
                (row, column): valence or "neutraal"
                for row, code in enumerate(codes)
                if _is_strong(known[(name, code)])
            }
        tables.append(RegionTable(title, "", pd.DataFrame(shown), marked))
    return tables


def cell_words(cell: Mapping[Any, Any]) -> str:
    """Return what one cell says: a count, under how many tables it was blanked, or why there is none."""
    if cell["state"] == COUNTED:
        return f"{cell['n_tables']} van {cell['of_tables']}"
    return f"<{cell['min_tables']}" if cell["state"] == SMALL else SHOWN[str(cell["state"])]


def _is_strong(cell: Mapping[Any, Any]) -> bool:
    return cell["state"] == COUNTED and int(str(cell["n_tables"])) >= MOST * int(
        str(cell["of_tables"])
    )


def priority_table(priorities: pd.DataFrame) -> RegionTable:
    """Return what each voice supports in each study's dialoogsessies, best place first."""
    rows = [
        {
            "Studie": row["study"],
            "Sessie": row["session"],
            "Gesteund door": row["voice"],
            "Plaats": f"{row['place']}, staat vast" if row["firm"] else row["place"],
            "Uitspraak": row["statement"],
        }
        for row in priorities.to_dict("records")
    ]
    nothing = "Geen van deze bundels bevat vrijgegeven prioriteiten van een dialoogsessie."
    return RegionTable("Wat voorop staat", "", pd.DataFrame(rows), {}, nothing)


def open_table(
    cells: DataFrame[SideCells],
    recurrences: DataFrame[Recurrences],
    codebook: Codebook,
    untold: Sequence[str],
) -> RegionTable:
    """Return, per theme, of how many studies something cannot be said, and why."""
    rows = []
    n_studies = cells["bundle"].nunique()
    for code, own in cells[cells["valence"] != ""].groupby("code", sort=False):
        named = {
            state: list(dict.fromkeys(own.loc[own["state"] == state, "bundle"]))
            for state in (NO_CODE, NOT_RELEASED, JOINED)
        }
        blanked = list(dict.fromkeys(own.loc[own["state"].isin((SMALL, DERIVABLE)), "bundle"]))
        silent = _all_silent(own)
        reasons = [
            f"niet in het codeboek van {enumerate_words(named[NO_CODE])}" if named[NO_CODE] else "",
            f"niet vrijgegeven door {enumerate_words(named[NOT_RELEASED])}" if named[NOT_RELEASED] else "",
            f"uit twee thema's samengevoegd bij {enumerate_words(named[JOINED])}" if named[JOINED] else "",
            f"geen zin over vrijgegeven door {enumerate_words(silent)}" if silent else "",
            f"een deel van de aantallen is afgeschermd bij {enumerate_words(blanked)}" if blanked else "",
        ]  # fmt: skip
        told = "; ".join(reason for reason in reasons if reason)
        if told:
            n_told = int(recurrences.loc[recurrences["code"] == code, "n_told"].max())
            rows.append(
                {
                    "Thema": codebook.label(str(code)),
                    "Te zeggen voor": f"{n_told} van {plural(n_studies, 'studie', 'studies')}",
                    "Wat ontbreekt": told,
                }
            )
    nothing = "Alle studies zeggen iets over alle thema's."
    note = f"Over geen enkel thema: {enumerate_words(list(untold))}." if untold else ""
    return RegionTable("Niet te zeggen", note, pd.DataFrame(rows), {}, nothing)


def _all_silent(own: pd.DataFrame) -> list[str]:
    """Return the studies in words that released no sentence on a theme."""
    silent = own.assign(silent=own["state"] == SILENT).groupby("bundle", sort=False)["silent"].all()
    return [str(name) for name in silent.index[silent.to_numpy(dtype=bool)]]


def migration_table(migrated: pd.DataFrame) -> RegionTable:
    """Return what became of every theme and subcode that has another id here, studies taken together."""
    keys = ["code", "label", "what", "target"]
    rows = [
        {
            "Code daar": code,
            "Naam daar": label,
            "Wat ermee gebeurt": what,
            "Code hier": target or "–",
            "Bij": enumerate_words(list(own["study"])),
        }
        for (code, label, what, target), own in migrated.groupby(keys, sort=False)
    ]
    title = "Codes die anders heten of geen plek hebben"
    nothing = "Alle codes heten in elk codeboek hetzelfde."
    return RegionTable(title, "", pd.DataFrame(rows), {}, nothing)
