"""What stands around the cells of an overview: the studies themselves, priorities, what stays open, codebooks."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.bundle import Manifest
from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Recurrences, SideCells
from pipeline.domain.tables.regions import DERIVABLE, JOINED, NO_CODE, NOT_RELEASED, SILENT, SMALL
from pipeline.domain.wording import NOT_HAND_CODED, NOT_RECORDED, enumerate_words, plural
from pipeline.release.chapters import PageTable
from pipeline.release.regions.content import StudyLine

MOST_NAMED = 6  # studies in a sentence that is about what is missing


def context_table(studies: Sequence[StudyLine]) -> PageTable:
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
    return PageTable("De studies en hun context", "", pd.DataFrame(rows))


def _n_tables(manifest: Manifest) -> str:
    if manifest.in_words:
        return "in woorden"
    return NOT_RECORDED if manifest.n_tables is None else str(manifest.n_tables)


def _coded(manifest: Manifest) -> str:
    if not manifest.coder:
        return f"verslagen en transcripten {NOT_HAND_CODED}"
    series = f"door mensen, reeks {manifest.coder}"
    if manifest.agreement is None:
        return series
    return f"{series}; overeenstemming {manifest.agreement:.2f}".replace(".", ",")


def priority_table(priorities: pd.DataFrame) -> PageTable:
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
    return PageTable("Wat voorop staat", "", pd.DataFrame(rows), {}, nothing)


def open_table(
    cells: DataFrame[SideCells],
    recurrences: DataFrame[Recurrences],
    codebook: Codebook,
    untold: Sequence[str],
) -> PageTable:
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
            f"{why} {_named(names)}"
            for why, names in (
                ("niet in het codeboek van", named[NO_CODE]),
                ("niet vrijgegeven door", named[NOT_RELEASED]),
                ("uit twee thema's samengevoegd bij", named[JOINED]),
                ("geen zin over vrijgegeven door", silent),
                ("een deel van de aantallen is afgeschermd bij", blanked),
            )
            if names
        ]
        told = "; ".join(reasons)
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
    return PageTable("Niet te zeggen", note, pd.DataFrame(rows), {}, nothing)


def _named(names: Sequence[str]) -> str:
    """Return studies by name, or how many where they are too many to read."""
    return enumerate_words(list(names)) if len(names) <= MOST_NAMED else f"{len(names)} studies"


def _all_silent(own: pd.DataFrame) -> list[str]:
    """Return the studies in words that released no sentence on a theme."""
    silent = own.assign(silent=own["state"] == SILENT).groupby("bundle", sort=False)["silent"].all()
    return [str(name) for name in silent.index[silent.to_numpy(dtype=bool)]]


def migration_table(migrated: pd.DataFrame) -> PageTable:
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
    return PageTable(title, "", pd.DataFrame(rows), {}, nothing)
