"""A factsheet and the output it came from in; where its numbers come from, told in Dutch, out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.domain.errors import InputError, UsageError
from pipeline.domain.settings import read_settings
from pipeline.domain.tables import Findings, check
from pipeline.domain.tables.statements import BY_PERSON
from pipeline.domain.wording import plural
from pipeline.release.factsheet import check_counts, read_counts
from pipeline.release.factsheet.trace import DIFFERS, HOLDS, TYPED
from pipeline.release.session_view import FINDING
from pipeline.store import read_table

FINDINGS = Path("werk") / "bevindingen.parquet"
PRIORITIES = "prioriteiten.parquet"  # beside it, of a study with dialoogsessies


@dataclass(frozen=True)
class Traced:
    """What is shown of a factsheet: a row per number, what to do about them, and the exit code."""

    rows: pd.DataFrame
    lines: list[str]
    exit_code: int


def trace(factsheet: Path, study: Path | None, folder: Path | None) -> Traced:
    """Hold every number of a factsheet against the findings of its study.

    Raises:
        UsageError: when there is no such file, or no output beside it and no study was named.
        InputError: when the file is no DOCX, or its study has not been analysed.
    """
    if not factsheet.is_file():
        raise UsageError(f"Het bestand {factsheet} bestaat niet.")
    if factsheet.suffix.lower() != ".docx":
        raise InputError(
            f"{factsheet.name}: geef de DOCX; een PDF houdt niet bij waar een getal vandaan komt."
        )
    place = _findings_of(factsheet, study, folder)
    findings = check(read_table(place), Findings)
    known = pd.concat([findings, _people_of(place.with_name(PRIORITIES))], ignore_index=True)
    table = check_counts(read_counts(factsheet.read_bytes()), known)
    fragments = findings.set_index("finding_id")["segment_ids"].map(len)
    shown = pd.DataFrame(
        {
            "getal": table["shown"],
            "oordeel": table["verdict"],
            "telling": table["expected"],
            "fragmenten": [
                str(fragments[one]) if one in fragments.index else "" for one in table["finding_id"]
            ],
            "bevinding": table["finding_id"],
        }
    )
    wrong = table[table["verdict"] != HOLDS]
    return Traced(shown, _lines(table), 1 if len(wrong) else 0)


def _findings_of(factsheet: Path, study: Path | None, folder: Path | None) -> Path:
    """Return the findings of the output in which a factsheet lies, or of the study that is named."""
    if folder is None and study is not None:
        folder = read_settings(study).output
    places = [folder] if folder else list(factsheet.resolve().parents)
    for place in places:
        if (place / FINDINGS).is_file():
            return place / FINDINGS
    if folder is None:
        raise UsageError(
            f"Bij {factsheet.name} ligt geen uitvoer. Noem de studie: dialoogtafel onderbouwing "
            f"{factsheet.name} --studie STUDIE.yaml"
        )
    raise InputError(
        f"In {folder} staan geen bevindingen. Draai eerst: dialoogtafel analyse STUDIE"
    )


def _people_of(path: Path) -> pd.DataFrame:
    """Return the counts of people who supported statements, in the columns of findings."""
    columns = ["finding_id", "n_tables", "of_tables", "codable_tables"]
    if not path.is_file():
        return pd.DataFrame(columns=columns)
    ranked = read_table(path)
    ours = ranked[ranked["view"] == BY_PERSON]
    ids = FINDING + "/" + ours["statement_id"].astype(str)
    people = ours["n_people"]
    return pd.DataFrame(
        dict(zip(columns, (ids, ours["n_supporters"], people, people), strict=True))
    )


def _lines(table: pd.DataFrame) -> list[str]:
    if table.empty:
        return ["", "Op deze factsheet staat geen getal dat uit de telling komt."]
    right = int((table["verdict"] == HOLDS).sum())
    lines = [
        "",
        f"{right} van de {plural(len(table), 'getal', 'getallen')} kloppen met de telling.",
    ]
    if (table["verdict"] == DIFFERS).any():
        lines.append(
            "Wijkt af: verander het getal terug, of draai de analyse opnieuw als de data nieuwer zijn."
        )
    if (table["verdict"] == TYPED).any():
        lines.append("Met de hand getypt: haal het getal uit de tabellen, of laat het weg.")
    lines.append("De woorden achter een bevinding: besloten/rapport.html#bevinding=<bevinding>.")
    return lines
