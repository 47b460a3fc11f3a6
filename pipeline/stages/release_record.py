"""Approved products in; `vrijgave/` with them and the record of who let them out, and what it holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Released
from pipeline.files.folder import update_folder
from pipeline.provenance import versions
from pipeline.release.signoff import (
    Check,
    ProductFacts,
    may_leave,
    read_record,
    record_of,
    sign_off,
    still_signed,
)
from pipeline.stages.quotes import keep_quoted
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder
from pipeline.stages.session_release import keep_people
from pipeline.store import write_table

PLACE = "vrijgave"
RECORD = "vrijgave.json"
QUOTING = "factsheet"  # the one product that quotes: two could tie a family's words together
ACTIONS_FOLDER = "acties"  # within it: of verbeteracties
COUNTS_FOLDER = "vrijgaven"  # in the folder with decisions: the counts of every release so far


@dataclass(frozen=True)
class Product:
    """One product as it would leave: its files (path below vrijgave/), and what its checks said."""

    name: str
    files: Mapping[str, bytes]
    facts: ProductFacts
    checks: Sequence[Check]

    @property
    def may_leave(self) -> bool:
        """Tell whether nothing blocks it."""
        return may_leave(self.checks)

    @property
    def unmet(self) -> list[Check]:
        """Return the checks that came out badly, those that block first."""
        return [check for check in self.checks if not check.met]


def let_out(run: Run, products: Sequence[Product], *, by: str, on: str, note: str = "") -> Path:
    """Put approved products in vrijgave/ with the record of who let them out, in one move.

    Raises:
        InputError: when a check blocks, nobody signs, or the folder cannot be written.
    """
    folder = run.store.folder / PLACE
    signed = [
        sign_off(one.facts, one.checks, approved_by=by, approved_on=on, note=note)
        for one in products
    ]
    names = {one.product for one in signed}
    record = read_release(folder)
    rows = [row for row in record.get("producten", []) if row["product"] not in names]
    for one, product in zip(signed, products, strict=True):
        files = {path: _digest(content) for path, content in sorted(product.files.items())}
        rows += [{**record_of([one])[0], "bestanden": files, "vingerafdruk": run.records["mark"]}]
    _keep_counts(run, products)
    keep_people(run, sorted(names))
    if QUOTING in names:
        keep_quoted(run, run.records["quoted"])
    told = {
        "studie": run.settings.study,
        "titel": run.settings.title,
        "programma": versions()["dialoogtafels"],
        "producten": sorted(rows, key=lambda row: str(row["product"])),
    }
    content = {path: content for product in products for path, content in product.files.items()}
    content[RECORD] = json.dumps(told, ensure_ascii=False, indent=1).encode()
    update_folder(folder, content)
    return folder


def _keep_counts(run: Run, products: Sequence[Product]) -> None:
    """Keep the counts of this release with the decisions, where the next one is held against them."""
    if any(one.facts.n_sentences == 0 for one in products) and not run.records["words_only"]:
        name = f"{run.records['mark'][:16]}.parquet"
        folder = decisions_folder(run.settings) / COUNTS_FOLDER
        write_table(folder / name, run.table(Released))
        write_table(folder / ACTIONS_FOLDER / name, run.records["released_actions"])


def read_release(folder: Path) -> dict[str, Any]:
    """Return the record of a folder with products; empty where nothing was released.

    Raises:
        InputError: when the record cannot be read.
    """
    path = folder / RECORD
    if not path.is_file():
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        read_record(record["producten"])
    except (ValueError, KeyError, TypeError, InputError):
        raise InputError(
            f"{path} is niet te lezen: het is met de hand veranderd of van een andere versie. Zet de map "
            f"{PLACE} opzij en geef de producten opnieuw vrij."
        ) from None
    return dict(record)


def changed_since(folder: Path) -> list[str]:
    """Return the released products whose files are not, byte for byte, those that were signed."""
    record = read_release(folder)
    rows = record.get("producten", [])
    signed = {one.product: one for one in read_record(rows)}
    changed = []
    for row in rows:
        there = {path: folder / path for path in row["bestanden"]}
        files = {path: file.read_bytes() for path, file in there.items() if file.is_file()}
        one = signed[row["product"]]
        if not still_signed(one, digest_of_files(files)):
            changed.append(one.product)
    return changed


def outdated(folder: Path, mark: str) -> list[str]:
    """Return the released products that were made from other data than those of now."""
    rows = read_release(folder).get("producten", [])
    return [row["product"] for row in rows if row["vingerafdruk"] != mark]


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """Return one digest of a product's files and their names."""
    told = "".join(f"{_digest(content)}  {path}\n" for path, content in sorted(files.items()))
    return _digest(told.encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
