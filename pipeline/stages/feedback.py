"""A run in; what the way back to its tables needs beside it: templates, what is kept back, editions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import (
    Actions,
    Codings,
    DialogueTables,
    Evidence,
    Participants,
    Segments,
)
from pipeline.domain.tables.feedback import FeedbackLines, version_of
from pipeline.files.atomic import write_bytes
from pipeline.findings.evidence import evidence
from pipeline.release.feedback import (
    feedback_lines,
)
from pipeline.release.figures import read_style
from pipeline.release.texts import Texts, read_texts
from pipeline.stages.counting import MODEL
from pipeline.stages.quotes import translations_of
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder
from pipeline.stages.withheld import Withheld, withheld_of

PLACE = "besloten/terugkoppeling"
TEMPLATES = "terugkoppeling.yaml"
TABLES, TAKEN = "tafels", "gelezen"  # its parts
LEDGER = "terugkoppeling.json"  # with the decisions: which editions went out, and what was written


@dataclass
class Feedback:
    """A run with what the way back needs beside its tables."""

    run: Run
    texts: Texts
    kept_back: Withheld
    translated: Mapping[str, str]
    ledger: dict[str, Any]  # by table: the editions that were made, and the files
    taken: set[str] = field(default_factory=set)  # digests of the forms that were taken in

    @property
    def ledger_file(self) -> Path:
        """Return where is kept which editions were made."""
        return decisions_folder(self.run.settings) / LEDGER

    def keep_ledger(self) -> None:
        """Write down which editions were made; it holds ids and digests, no words."""
        kept = {TABLES: self.ledger, TAKEN: sorted(self.taken)}
        told = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True)
        if not self.ledger_file.is_file() or self.ledger_file.read_text("utf-8") != told:
            write_bytes(self.ledger_file, told.encode())

    def lines(self, table_id: str) -> DataFrame[FeedbackLines]:
        """Return what the people of one table are asked about as things stand now."""
        run = self.run
        return feedback_lines(
            table_id,
            participants=run.table(Participants),
            segments=run.table(Segments),
            evidence=self.kept_back.evidence(run.table(Evidence)),
            actions=self.kept_back.shown_actions(run.table(Actions)),
            codebook=run.codebook,
            texts=self.texts,
            translations=self.translated,
            not_quoted=self.kept_back.not_quoted(run.table(Evidence)),
        )

    def version(self, table_id: str, lines: DataFrame[FeedbackLines]) -> str:
        """Return the edition of what is asked."""
        told = list(zip(lines["element_id"], lines["text"], strict=True))
        return version_of(self.run.settings.study, table_id, told)


def open_feedback(run: Run) -> Feedback:
    """Return what the way back needs of a run that was reopened."""
    rows = evidence(
        run.table(Codings),
        run.table(Segments),
        run.codebook,
        coder=run.records["coder"] or MODEL,
    )
    run.put(rows, Evidence)
    run.records["style"] = read_style(run.settings.house_style)
    return Feedback(
        run,
        read_texts(configs_folder() / TEMPLATES),
        withheld_of(run.settings),
        translations_of(run),
        **read_ledger(decisions_folder(run.settings) / LEDGER),
    )


def read_ledger(path: Path) -> dict[str, Any]:
    """Return what is kept of what was made (`ledger`) and taken in (`taken`); nothing before there is any.

    Raises:
        InputError: when it cannot be read.
    """
    if not path.is_file():
        return {"ledger": {}, "taken": set()}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {"ledger": dict(kept[TABLES]), "taken": set(kept[TAKEN])}
    except (ValueError, KeyError, TypeError):
        raise InputError(
            f"{path} is niet te lezen. Zet het bestand opzij; van formulieren die al verstuurd zijn weet ik dan "
            "niet meer over welke versie zij gaan."
        ) from None


def known_tables(run: Run, wanted: Sequence[str]) -> list[str]:
    """Return the tables that were asked for, as they are spelt, each once.

    Raises:
        InputError: naming one that is not there.
    """
    ids = list(run.table(DialogueTables)["table_id"])
    by_fold = {table_id.casefold(): table_id for table_id in ids}
    found = []
    for one in wanted:
        table_id = by_fold.get(one.strip().casefold())
        if table_id is None:
            raise InputError(
                f"Tafel {one} is er niet in {run.settings.study}. Er zijn: {', '.join(ids[:40])}"
                f"{' en meer' if len(ids) > 40 else ''}."
            )
        found.append(table_id)
    return list(dict.fromkeys(found))
