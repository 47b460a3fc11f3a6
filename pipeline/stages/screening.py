"""The stage that holds the lock: documents with a direct identifier do not go on."""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.settings import Settings
from pipeline.domain.tables import (
    DialogueTables,
    Documents,
    Participants,
    Quarantine,
    Segments,
    check,
    empty,
)
from pipeline.domain.tables.intake import MetaTexts, MetSpeakers
from pipeline.domain.tables.privacy import PrivacyDecisions, PrivacyFindings
from pipeline.files.atomic import file_digest, write_bytes
from pipeline.files.spreadsheets import read_workbook
from pipeline.intake.meta_texts import META, meta_documents, texts_with
from pipeline.intake.privacy import HARD, screen_documents
from pipeline.intake.privacy.by_deduce import Recogniser, deduce_version, load_deduce
from pipeline.intake.privacy.review import SHEET, read_decisions
from pipeline.intake.privacy.screening import open_findings
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
    """Documents and segments to those that may be worked on; what is held is written down.

    A document with a hard finding goes no further. Of meta.yaml only the text in which one stands
    is held: the table's documents say nothing more without it.
    """
    judge(run)
    quarantine = run.table(Quarantine)
    hard = quarantine.loc[quarantine["niveau"] == "hard", ["table_id", "document"]]
    held = set(map(tuple, hard.to_numpy()))
    for schema in (Documents, Segments):
        table = run.table(schema)
        keys = pd.MultiIndex.from_frame(table[["table_id", "document"]])
        run.put(table[np.array([key not in held for key in keys], dtype=bool)], schema)
    _hold_meta(run, sorted({table_id for table_id, document in held if document == META}))


def judge(run: Run) -> None:
    """Documents to what may point to a person in them, and to what holds them back."""
    documents = with_meta(run)
    decisions, key = privacy_decisions(run.settings), study_key(run.settings)
    path = decisions_folder(run.settings) / DECISIONS
    decided = file_digest(path) if path.is_file() else ""
    found = []
    tables = sorted(documents["table_id"].unique())
    for done, table_id in enumerate(tables, start=1):
        make = partial(_judged, run, table_id, documents, decisions, key)
        parts = [run.keys[table_id], decided, *run.settings.own_names, *_finder_id(run.settings)]
        found.append(run.store.remember("privacy", parts, make))
        run.progress("Privacy nakijken", done, len(tables))
    refused = run.table(Quarantine)
    run.put(stack([refused, *(each["Quarantine"] for each in found)], Quarantine), Quarantine)
    run.put(stack([each["PrivacyFindings"] for each in found], PrivacyFindings), PrivacyFindings)


def with_meta(run: Run) -> DataFrame[Documents]:
    """Return the documents with, per table, what people wrote in its meta.yaml as one more."""
    return stack([run.table(Documents), meta_documents(run.table(MetaTexts))], Documents)


def _judged(
    run: Run,
    table_id: str,
    documents: DataFrame[Documents],
    decisions: DataFrame[PrivacyDecisions],
    key: bytes,
) -> dict[str, pd.DataFrame]:
    """Return the findings in one table's documents and meta.yaml."""
    own = documents[documents["table_id"] == table_id]
    people, speakers = run.table(Participants), run.table(MetSpeakers)
    strangers = speakers[(speakers["table_id"] == table_id) & ~speakers["known"]]
    voices = {
        (table_id, str(document)): list(rows["label"])
        for document, rows in strangers.groupby("document", sort=True)
    }
    quarantine, findings = screen_documents(
        own,
        roles=sorted(set(people.loc[people["table_id"] == table_id, "role"])),
        own_names=run.settings.own_names,
        decisions=decisions,
        voices=voices,
        without_roles=(META,),  # a role may hide a name
        also=_second_finder(run),
        key=key,
    )
    return {"Quarantine": quarantine, "PrivacyFindings": findings}


def _finder_id(settings: Settings) -> list[str]:
    return [settings.name_finder, deduce_version()] if settings.name_finder else []


def _second_finder(run: Run) -> Recogniser | None:
    """Return the second finder of names that the study asks for, loaded once; None: it asks for none."""
    if not run.settings.name_finder:
        return None
    if "name finder" not in run.records:
        run.progress("deduce laden (de eerste keer enkele minuten)", 0, 1)
        run.records["name finder"] = load_deduce(sorted(set(run.table(Participants)["role"])))
        run.progress("deduce laden (de eerste keer enkele minuten)", 1, 1)
    found: Recogniser = run.records["name finder"]
    return found


def _hold_meta(run: Run, table_ids: list[str]) -> None:
    """Blank the texts of meta.yaml in which a direct identifier stands, wherever they went."""
    if not table_ids:
        return
    findings = run.table(PrivacyFindings)
    hard = findings[(findings["document"] == META) & (findings["level"] == HARD)]
    documents = with_meta(run)
    for table_id in table_ids:
        own = documents[(documents["table_id"] == table_id) & (documents["document"] == META)]
        stands = open_findings(check(hard[hard["table_id"] == table_id], PrivacyFindings))
        held = texts_with(
            own["text"].iloc[0], list(zip(stands["start"], stands["end"], strict=True))
        )
        for schema, column in (
            *((DialogueTables, column) for column in ("occasion", "sector", "age_group", "kind")),
            (Participants, "role"),
            (Segments, "role"),
        ):
            table = run.table(schema).copy()
            here = (table["table_id"] == table_id) & table[column].isin(held)
            table.loc[here, column] = ""
            run.put(table, schema)
