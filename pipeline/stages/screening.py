"""The stage that holds the lock: documents with a direct identifier do not go on."""

from __future__ import annotations

import pandas as pd

from pipeline.domain.tables import Documents, Quarantine, Segments
from pipeline.domain.tables.privacy import PrivacyFindings
from pipeline.intake.privacy import screen_documents
from pipeline.stages.run import Run, stack


def screen(run: Run) -> None:
    """Documents and segments to those that may be worked on; what is held is written down, not shown."""
    documents = run.table(Documents)
    found = []
    tables = sorted(documents["table_id"].unique())
    for done, table_id in enumerate(tables, start=1):
        own = documents[documents["table_id"] == table_id].reset_index(drop=True)

        def make(own: pd.DataFrame = own) -> dict[str, pd.DataFrame]:
            quarantine, findings = screen_documents(own)
            return {"Quarantine": quarantine, "PrivacyFindings": findings}

        found.append(run.store.remember("privacy", [run.keys[table_id]], make))
        run.progress("Privacy nakijken", done, len(tables))
    quarantine = stack([run.table(Quarantine), *(each["Quarantine"] for each in found)], Quarantine)
    run.put(quarantine, Quarantine)
    run.put(stack([each["PrivacyFindings"] for each in found], PrivacyFindings), PrivacyFindings)
    held = set(map(tuple, quarantine.query("niveau == 'hard'")[["table_id", "document"]].to_numpy()))
    for schema in (Documents, Segments):
        table = run.table(schema)
        keys = pd.MultiIndex.from_frame(table[["table_id", "document"]])
        run.put(table[[key not in held for key in keys]], schema)
