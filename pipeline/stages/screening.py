"""The stage that holds the lock: documents with a direct identifier do not go on."""

from __future__ import annotations

import secrets
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.domain.settings import Settings
from pipeline.domain.tables import Documents, Participants, Quarantine, Segments, check
from pipeline.domain.tables.privacy import PrivacyFindings
from pipeline.files.atomic import write_bytes
from pipeline.intake.privacy import screen_documents
from pipeline.stages.run import Run, stack


def decisions_folder(settings: Settings) -> Path:
    """Return where a study keeps what people decided: beside its data, outside the output."""
    return settings.data.parent / "besluiten" / settings.study


def study_key(settings: Settings) -> bytes:
    """Return the key by which decisions of this study are kept, made at the first call."""
    path = decisions_folder(settings) / "sleutel"
    if not path.is_file():
        write_bytes(path, secrets.token_bytes(32))
    return path.read_bytes()


def screen(run: Run) -> None:
    """Documents and segments to those that may be worked on; what is held is written down, not shown."""
    documents, people = run.table(Documents), run.table(Participants)
    found = []
    tables = sorted(documents["table_id"].unique())
    for done, table_id in enumerate(tables, start=1):
        own = documents[documents["table_id"] == table_id].reset_index(drop=True)
        roles = sorted(set(people.loc[people["table_id"] == table_id, "role"]))

        def make(own: pd.DataFrame = own, roles: list[str] = roles) -> dict[str, pd.DataFrame]:
            quarantine, findings = screen_documents(check(own, Documents), roles=roles)
            return {"Quarantine": quarantine, "PrivacyFindings": findings}

        found.append(run.store.remember("privacy", [run.keys[table_id]], make))
        run.progress("Privacy nakijken", done, len(tables))
    quarantine = stack([run.table(Quarantine), *(each["Quarantine"] for each in found)], Quarantine)
    run.put(quarantine, Quarantine)
    run.put(stack([each["PrivacyFindings"] for each in found], PrivacyFindings), PrivacyFindings)
    held = set(
        map(
            tuple,
            quarantine.loc[quarantine["niveau"] == "hard", ["table_id", "document"]].to_numpy(),
        )
    )
    for schema in (Documents, Segments):
        table = run.table(schema)
        keys = pd.MultiIndex.from_frame(table[["table_id", "document"]])
        run.put(table[np.array([key not in held for key in keys], dtype=bool)], schema)
