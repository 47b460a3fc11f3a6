"""What a run tells the researcher afterwards: counts, and what to look at. Never a word of the material."""

from __future__ import annotations

from typing import Any

from pipeline.domain.tables import (
    CodingProblems,
    Codings,
    DialogueTables,
    Documents,
    Notices,
    Quarantine,
    Segments,
    Statements,
)
from pipeline.domain.tables.study import KINDS
from pipeline.stages.apart import only_sessions
from pipeline.stages.coders import statement_series
from pipeline.stages.notices import told
from pipeline.stages.run import Run

MOST_PROBLEMS = 10


def summary_of(run: Run) -> dict[str, Any]:
    """Return the counts of one run."""
    documents, segments = run.table(Documents), run.table(Segments)
    quarantine, problems = run.table(Quarantine), run.table(CodingProblems)
    codings = run.table(Codings)
    people = codings[codings["source"] == "mens"]
    held = quarantine[quarantine["niveau"] != "zacht"]
    return {
        "tafels": len(run.table(DialogueTables)),
        "alleen_sessies": only_sessions(run),
        "documenten": {kind: int((documents["kind"] == kind).sum()) for kind in KINDS},
        "fragmenten": len(segments),
        "uitspraken": len(run.table(Statements)),
        "woorden": sum(len(text.split()) for text in segments["text"]),
        "fries": int((segments["language"] == "fy").sum()),
        "onbekende_sprekers": int(
            ((segments["perspective"] == "onbekend") & (segments["kind"] == "transcript")).sum()
        ),
        "reeksen": {
            coder: int(rows["segment_id"].nunique())
            for coder, rows in people.groupby("coder", sort=True)
        },
        "reeksen_uitspraken": statement_series(run).judged,
        "voorstellen": int((codings["source"] == "model").sum()),
        "coderingen_die_niet_passen": len(problems),
        "niet_passend": [
            f"{row.table_id}, {row.document}, positie {row.start}-{row.end} (reeks {row.coder}, regel "
            f"{row.line}): {row.problem}"
            for row in problems.head(MOST_PROBLEMS).itertuples()
        ],
        "tegengehouden": _documents_with(held, "hard"),
        "geweigerd": _documents_with(held, "fout"),
        "te_bekijken": int((quarantine["niveau"] == "zacht").sum()),
        "meldingen": told(run.table(Notices), sessions=only_sessions(run)),
        "figuren": sum(
            path.startswith("concept/figuren/") and path.endswith(".svg") for path in run.files
        ),
        "alleen_besloten": not run.records["coder"],
        "in_woorden": run.records["words_only"],
    }


def _documents_with(quarantine: Any, level: str) -> list[str]:
    """Return "tafel, document: reason" for the documents that were kept out, once each."""
    rows = quarantine[quarantine["niveau"] == level]
    grouped = rows.groupby(["table_id", "document"], sort=True)["kind"]
    return [
        f"{table_id}, {document}: {', '.join(sorted(set(kinds)))}"
        for (table_id, document), kinds in grouped
    ]
