"""What the self-test of a study found, kept beside its decisions: which estimators may be used."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.domain.settings import Settings
from pipeline.domain.tables import Codings, Segments
from pipeline.files.atomic import write_bytes
from pipeline.provenance import digest_of
from pipeline.stages.counting import MODEL
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder

FILE = "zekerheid.json"
CODED = ("segment_id", "code", "coder", "status", "scope")


@dataclass(frozen=True)
class Proof:
    """The estimators that passed, by theme, and whether they were tested on the codes as they are."""

    usable: dict[str, list[str]]
    runs: int
    current: bool

    @property
    def sentence(self) -> str:
        """What the appendix says of it."""
        if self.current:
            return (
                f"Beproefd op de maat van deze studie ({self.runs} werelden per thema): gebruikt wordt "
                "alleen een rekenwijze die daar 93 tot 97 van de 100 keer de waarheid bevat."
            )
        return (
            "De zelftest is van vóór de laatste verandering in de coderingen en telt niet mee; draai "
            "'dialoogtafel zekerheid' opnieuw."
        )


UNTESTED = (
    "Niet beproefd op de maat van deze studie: 'dialoogtafel zekerheid' laat zien welke rekenwijzen "
    "hier kloppen, en daarna gebruikt deze bijlage alleen die."
)


def keep_proof(run: Run, judged: pd.DataFrame, *, runs: int) -> Path:
    """Write which estimators passed (`judged` as `certainty.judge_estimators` gives it)."""
    passed = judged[judged["usable"]].groupby("code", sort=False)["method"].agg(list).to_dict()
    usable = {code: passed.get(code, []) for code in judged["code"].drop_duplicates()}
    path = decisions_folder(run.settings) / FILE
    found = {"rust_op": ground_of(run), "werelden": runs, "bruikbaar": usable}
    write_bytes(path, json.dumps(found, ensure_ascii=False, indent=1).encode())
    return path


def read_proof(run: Run) -> Proof | None:
    """Return what the self-test found, None where it was not run or its file cannot be read."""
    found = _stored(run.settings)
    try:
        usable = {
            str(code): [str(one) for one in names] for code, names in found["bruikbaar"].items()
        }
        return Proof(usable, int(found["werelden"]), current=found["rust_op"] == ground_of(run))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def proof_digest(settings: Settings) -> str:
    """Return one digest of what the self-test found, "" before it was run."""
    found = _stored(settings)
    return digest_of(found) if found else ""


def ground_of(run: Run) -> str:
    """Return one digest of the codes that the self-test took its rates and errors from."""
    codings = run.table(Codings)
    own = codings.loc[codings["coder"].isin((run.records["coder"], MODEL)), list(CODED)]
    segments = run.table(Segments)[["segment_id", "table_id", "countable"]]
    texts = {
        name: table.to_csv(index=False) for name, table in (("codes", own), ("places", segments))
    }
    return digest_of(texts)


def _stored(settings: Settings) -> dict[str, Any]:
    try:
        found = json.loads((decisions_folder(settings) / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
