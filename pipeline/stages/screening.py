"""The stage that holds the lock: documents with a direct identifier do not go on."""

from __future__ import annotations

import secrets
from pathlib import Path

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.settings import Settings
from pipeline.domain.tables import Documents, Participants, Quarantine, Segments, check, empty
from pipeline.domain.tables.privacy import PrivacyDecisions, PrivacyFindings
from pipeline.files.atomic import file_digest, write_bytes
from pipeline.files.spreadsheets import read_workbook
from pipeline.intake.privacy import screen_documents
from pipeline.intake.privacy.review import SHEET, read_decisions
from pipeline.intake.withdrawal_list import FILE as WITHDRAWN
from pipeline.stages.run import Run, stack

DECISIONS = "privacy.xlsx"


def decisions_folder(settings: Settings) -> Path:
    """Return where a study keeps what people decided: beside its data, outside the output."""
    return settings.data.parent / "besluiten" / settings.study


def decision_files(settings: Settings) -> list[Path]:
    """Return the files with people's decisions that change what may be read."""
    folder = decisions_folder(settings)
    return [path for name in (DECISIONS, WITHDRAWN) if (path := folder / name).is_file()]


def study_key(settings: Settings) -> bytes:
    """Return the key by which decisions of this study are kept, made at the first call."""
    path = decisions_folder(settings) / "sleutel"
    if not path.is_file():
        write_bytes(path, secrets.token_bytes(32))
    return path.read_bytes()


def privacy_decisions(settings: Settings) -> DataFrame[PrivacyDecisions]:
    """Return what people decided on findings of the privacy check; none when they did not yet.

    Raises:
        InputError: when the workbook cannot be read, or a decision in it does not hold.
    """
    path = decisions_folder(settings) / DECISIONS
    if not path.is_file():
        return empty(PrivacyDecisions)
    sheets = read_workbook(path)
    return read_decisions(sheets[SHEET]) if SHEET in sheets else empty(PrivacyDecisions)


def screen(run: Run) -> None:
    """Documents and segments to those that may be worked on; what is held is written down."""
    judge(run)
    quarantine = run.table(Quarantine)
    hard = quarantine.loc[quarantine["niveau"] == "hard", ["table_id", "document"]]
    held = set(map(tuple, hard.to_numpy()))
    for schema in (Documents, Segments):
        table = run.table(schema)
        keys = pd.MultiIndex.from_frame(table[["table_id", "document"]])
        run.put(table[np.array([key not in held for key in keys], dtype=bool)], schema)


def judge(run: Run) -> None:
    """Documents to what may point to a person in them, and to what holds them back."""
    documents, people = run.table(Documents), run.table(Participants)
    decisions, key = privacy_decisions(run.settings), study_key(run.settings)
    path = decisions_folder(run.settings) / DECISIONS
    decided = file_digest(path) if path.is_file() else ""
    found = []
    tables = sorted(documents["table_id"].unique())
    for done, table_id in enumerate(tables, start=1):
        own = documents[documents["table_id"] == table_id]
        roles = sorted(set(people.loc[people["table_id"] == table_id, "role"]))

        def make(own: pd.DataFrame = own, roles: list[str] = roles) -> dict[str, pd.DataFrame]:
            quarantine, findings = screen_documents(
                check(own, Documents),
                roles=roles,
                own_names=run.settings.own_names,
                decisions=decisions,
                key=key,
            )
            return {"Quarantine": quarantine, "PrivacyFindings": findings}

        parts = [run.keys[table_id], decided, *run.settings.own_names]
        found.append(run.store.remember("privacy", parts, make))
        run.progress("Privacy nakijken", done, len(tables))
    refused = run.table(Quarantine)
    run.put(stack([refused, *(each["Quarantine"] for each in found)], Quarantine), Quarantine)
    run.put(stack([each["PrivacyFindings"] for each in found], PrivacyFindings), PrivacyFindings)
