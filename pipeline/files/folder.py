"""Named bytes in; a folder on disk out that holds all of them, or is as it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from pipeline.domain.errors import InputError


def update_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put `files` (path below `folder` to content) into a folder in one move; others in it stay.

    Raises:
        InputError: when the folder cannot be written, or a file in it is open elsewhere.
    """
    new, old = (folder.with_name(f".{folder.name}-{word}-{os.getpid()}") for word in ("nieuw", "oud"))  # fmt: skip
    try:
        shutil.rmtree(new, ignore_errors=True)
        if folder.is_dir():
            shutil.copytree(folder, new)
        for name, content in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        new.mkdir(parents=True, exist_ok=True)
        _swap(folder, new, old)
    except OSError:
        raise InputError(
            f"De map {folder} is niet te vervangen. Staat er nog een bestand open in Word, Excel of een "
            "andere kijker, of is zij alleen te lezen? Sluit het en probeer het opnieuw. Er is niets "
            "veranderd."
        ) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(folder: Path, new: Path, old: Path) -> None:
    """Let `new` take the place of `folder`; when it cannot, put the former one back."""
    if not folder.exists():
        new.replace(folder)
        return
    folder.replace(old)
    try:
        new.replace(folder)
    except OSError:
        old.replace(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
