"""The output folder of one study: tables kept by digest, and products put in place in one move."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.files.atomic import file_digest, write_bytes

PARTS = ("werk", "concept", "besloten", "quarantaine.csv")  # what one run writes anew
# Below the parts, what other verbs make: `KEPT` holds what people edit and outlives a run, `LOOSE` does not.
KEPT = ("besloten/terugkoppeling",)
LOOSE = ("concept/spiegelbijeenkomst",)
CACHE = ".cache"
_BESIDE = tuple(f"{name}/" for name in (*KEPT, *LOOSE))
_KEY_FILE = "sleutel"
_NEW = ".nieuw-"
_OLD = ".oud"

Tables = Mapping[str, pd.DataFrame]


@dataclass
class Tally:
    """How often a stage computed something and how often it could be taken from the cache."""

    computed: int = 0
    reused: int = 0


@dataclass
class Store:
    """One study's output folder. Nothing in it can be read from a cache key or a file name."""

    folder: Path
    tallies: dict[str, Tally] = field(default_factory=dict)
    _used: set[Path] = field(default_factory=set)
    _secret: bytes = b""

    def open(self) -> None:
        """Make the folder, mend what a broken-off run left, and take the key of its cache.

        Raises:
            InputError: when the folder cannot be written.
        """
        _writable(self.folder)
        _recover(self.folder)
        key_file = self.folder / CACHE / _KEY_FILE
        if not key_file.is_file():
            write_bytes(key_file, secrets.token_bytes(32))
        self._secret = key_file.read_bytes()

    def key(self, *parts: str) -> str:
        """Return a keyed hash of `parts`: the same here, meaningless elsewhere."""
        message = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()

    def remember(self, stage: str, parts: Sequence[str], make: Callable[[], Tables]) -> Tables:
        """Return what `make` gives, from the cache when `parts` were seen before."""
        folder = self.folder / CACHE / stage / self.key(stage, *parts)
        tally = self.tallies.setdefault(stage, Tally())
        self._used.add(folder)
        kept = _read_tables(folder)
        if kept is not None:
            tally.reused += 1
            return kept
        tally.computed += 1
        tables = make()
        _write_tables(folder, tables)
        return tables

    def remember_files(
        self, stage: str, parts: Sequence[str], make: Callable[[], Mapping[str, bytes]]
    ) -> dict[str, bytes]:
        """Return the named files that `make` gives, from the cache when `parts` were seen before."""
        folder = self.folder / CACHE / stage / self.key(stage, *parts)
        tally = self.tallies.setdefault(stage, Tally())
        self._used.add(folder)
        if (folder / "klaar").is_file():
            tally.reused += 1
            names = json.loads((folder / "klaar").read_text(encoding="utf-8"))
            return {name: (folder / str(row)).read_bytes() for row, name in enumerate(names)}
        tally.computed += 1
        files = dict(make())
        for row, content in enumerate(files.values()):
            write_bytes(folder / str(row), content)
        write_bytes(folder / "klaar", json.dumps(list(files)).encode())
        return files

    def vectors(
        self,
        texts: Sequence[str],
        model_id: str,
        dimension: int,
        encode: Callable[[list[str]], np.ndarray],
        *,
        owner: str,
    ) -> np.ndarray:
        """Return one vector per text, `encode` called only for texts that were not seen before.

        Only the vectors of these texts stay on disk for this `owner` (a study), under keyed hashes.
        """
        stage = "vectoren"
        tally = self.tallies.setdefault(stage, Tally())
        path = self.folder / CACHE / stage / f"{self.key(model_id, owner)}.npz"
        self._used.add(path)
        known = _read_vectors(path, dimension)
        keys = [self.key(model_id, text) for text in texts]
        missing = sorted({text for text, key in zip(texts, keys, strict=True) if key not in known})
        if missing:
            fresh = encode(missing)
            known |= {
                self.key(model_id, text): row for text, row in zip(missing, fresh, strict=True)
            }
        used = sorted(set(keys))
        tally.computed += len(missing)
        tally.reused += len(used) - len(missing)
        if missing or len(known) > len(used):
            _write_vectors(path, used, known, dimension)
        if not keys:
            return np.zeros((0, dimension), dtype=np.float32)
        return np.stack([known[key] for key in keys]).astype(np.float32)

    def prune(self) -> None:
        """Remove from the cache what this run did not use."""
        cache = self.folder / CACHE
        for stage in sorted(path for path in cache.iterdir() if path.is_dir()):
            for entry in sorted(stage.iterdir()):
                if entry not in self._used:
                    shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

    @contextlib.contextmanager
    def fresh(self) -> Iterator[Path]:
        """Give an empty folder; when the block ends well its parts replace the former output.

        A run that dies leaves the last good output whole.

        Raises:
            InputError: when the former output is open in another program.
        """
        new = self.folder / f"{_NEW}{os.getpid()}"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        try:
            yield new
            _carry_over(self.folder, new)
            _swap(self.folder, new)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Write one table as Parquet, the same bytes for the same table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_parquet(path, index=False)


def read_table(path: Path) -> pd.DataFrame:
    """Read one table; cells that hold lists come back as lists."""
    table = pd.read_parquet(path)
    for name in table.columns:
        if table[name].dtype == object:
            table[name] = pd.Series([_as_list(cell) for cell in table[name]], dtype=object)
    return table


def read_run(folder: Path) -> dict[str, Any]:
    """Return the record of the last good run, empty when there is none that can be read."""
    try:
        record = json.loads((folder / "concept" / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def output_digests(folder: Path, *, leave_out: Sequence[str] = ()) -> dict[str, str]:
    """Return the digests of every file that a run wrote, by its path below `folder`."""
    files = [
        file
        for part in PARTS
        for file in ([folder / part] if (folder / part).is_file() else (folder / part).rglob("*"))
        if file.is_file()
    ]
    named = {file.relative_to(folder).as_posix(): file for file in files}
    named = {name: file for name, file in named.items() if not name.startswith(_BESIDE)}
    return {name: file_digest(named[name]) for name in sorted(named) if name not in leave_out}


def _as_list(cell: Any) -> Any:
    return list(cell) if isinstance(cell, np.ndarray) else cell


def _read_tables(folder: Path) -> dict[str, pd.DataFrame] | None:
    if not (folder / "klaar").is_file():
        return None
    names = json.loads((folder / "klaar").read_text(encoding="utf-8"))
    return {name: read_table(folder / f"{name}.parquet") for name in names}


def _write_tables(folder: Path, tables: Tables) -> None:
    for name, table in tables.items():
        write_table(folder / f"{name}.parquet", table)
    write_bytes(folder / "klaar", json.dumps(list(tables)).encode())


def _read_vectors(path: Path, dimension: int) -> dict[str, np.ndarray]:
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as kept:
        keys, rows = kept["keys"], kept["rows"]
    if rows.shape[1:] != (dimension,):
        return {}
    return {str(key): row for key, row in zip(keys, rows, strict=True)}


def _write_vectors(
    path: Path, keys: Sequence[str], known: Mapping[str, np.ndarray], dimension: int
) -> None:
    rows = np.stack([known[key] for key in keys]) if keys else np.zeros((0, dimension))
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name("nieuw.npz")
    np.savez(temporary, keys=np.array(keys, dtype="U64"), rows=rows.astype(np.float32))
    temporary.replace(path)


def _writable(folder: Path) -> None:
    """Check that `folder` can be made and written."""
    probe = folder / f"{_NEW}proef-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not folder.stat().st_mode & 0o222:  # someone locked it on purpose; that binds root too
            raise PermissionError
        probe.mkdir()
        probe.rmdir()
    except OSError:
        raise InputError(
            f"In de uitvoermap {folder} kan ik niet schrijven. Kies met --uit een andere map of geef "
            "jezelf schrijfrechten. De vorige uitvoer is niet aangeraakt."
        ) from None


def _recover(folder: Path) -> None:
    """Put back what a run that died during the swap had set aside, and sweep up after it."""
    import psutil

    aside = folder / _OLD
    for part in PARTS:
        if (aside / part).exists() and not (folder / part).exists():
            (aside / part).replace(folder / part)
    shutil.rmtree(aside, ignore_errors=True)
    for left in folder.glob(f"{_NEW}*"):
        pid = left.name.rsplit("-", 1)[-1]
        if not (pid.isdigit() and int(pid) != os.getpid() and psutil.pid_exists(int(pid))):
            shutil.rmtree(left, ignore_errors=True)


def _carry_over(folder: Path, new: Path) -> None:
    """Copy what people edited into the new output; the former stays whole until the swap."""
    for name in KEPT:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, new / name, dirs_exist_ok=True)


def _swap(folder: Path, new: Path) -> None:
    """Replace the parts of `folder` by those of `new`; when one cannot be moved, put all back."""
    aside = folder / _OLD
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    moved: list[str] = []
    try:
        for part in PARTS:
            if (folder / part).exists():
                (folder / part).replace(aside / part)
            moved.append(part)
            if (new / part).exists():
                (new / part).replace(folder / part)
    except BaseException as error:
        for part in moved:
            if (aside / part).exists():
                _remove(folder / part)
                (aside / part).replace(folder / part)
        if isinstance(error, OSError):
            raise InputError(
                f"De uitvoer in {folder} is niet te vervangen. Staat er nog een bestand open in Excel, "
                "Word of een andere kijker? Sluit het en probeer het opnieuw. De vorige uitvoer is heel."
            ) from None
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
