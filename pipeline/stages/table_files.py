"""The stage that writes tables: Parquet for notebooks, CSV for what may be seen, and for the team."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pandas as pd

from pipeline.domain.tables import Actions, Findings, NewSubcodes, Quarantine, Ranking, Released
from pipeline.release.appendix.spreadsheet_text import team_csv
from pipeline.release.session_headings import headings_of_sessions
from pipeline.release.tabulation import csv_of, tables_of
from pipeline.stages.apart import only_sessions
from pipeline.stages.run import Run

WORK = {  # schema to the table's file in werk/, for notebooks and for people with other tools
    "DialogueTables": "tafels",
    "Participants": "deelnemers",
    "Documents": "documenten",
    "Segments": "segmenten",
    "Tokens": "woorden",
    "Codings": "coderingen",
    "CodingProblems": "niet_passende_coderingen",
    "Findings": "bevindingen",
    "Actions": "verbeteracties",
    "Notices": "meldingen",
    "PrivacyFindings": "privacy",
    "Statements": "uitspraken",
    "StatementCodings": "uitspraken_coderingen",
    "Voters": "puntengevers",
    "Votes": "punten",
    "Priorities": "prioriteiten",
    "Clashes": "botsingen",
    "Emphases": "nadruk",
    "ThemeEchoes": "weerklank",
}


def name_columns(run: Run, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a run; of a study of dialoogsessies the CSVs say so in their headings."""
    if not only_sessions(run):
        return dict(files)
    return {
        path: headings_of_sessions(content) if path.endswith(".csv") and "/" in path else content
        for path, content in files.items()
    }


def name_all_columns(run: Run) -> None:
    """The headings of all CSVs to those of the study."""
    run.files = name_columns(run, run.files)


def parquet_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as Parquet, the same bytes for the same table."""
    stream = io.BytesIO()
    table.to_parquet(stream, index=False)
    return stream.getvalue()


def tabulate(run: Run) -> None:
    """All tables to files."""
    for name, file in WORK.items():
        if name in run.tables:
            run.files[f"werk/{file}.parquet"] = parquet_bytes(run.tables[name])
    quarantine = run.table(Quarantine).to_csv(index=False, lineterminator="\n")
    run.files["quarantaine.csv"] = quarantine.encode()  # read by programs: plain commas
    tabulate_released(run)
    findings = run.table(Findings)
    for name, table in tables_of(findings, run.codebook).items():
        run.files[f"besloten/tabellen/{name}.csv"] = csv_of(table)
    for name, schema in (
        ("rangorde", Ranking),
        ("nieuwe-subcodes", NewSubcodes),
        ("verbeteracties", Actions),
    ):
        run.files[f"besloten/tabellen/{name}.csv"] = team_csv(run.tables[schema.__name__])


def tabulate_released(run: Run) -> None:
    """What anyone may see of the counts to CSV; nothing of what no person coded, or of few tables."""
    if run.records["coder"] and not run.records["words_only"]:
        for name, table in tables_of(run.table(Released), run.codebook).items():
            run.files[f"{run.place}/tabellen/{name}.csv"] = csv_of(table)
