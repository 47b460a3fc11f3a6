"""Bytes in, a file on disk out that is either wholly there or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from pipeline.domain.errors import InputError


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` beside `path` and put it there in one move.

    Raises:
        InputError: when the folder cannot be written, or the file is open in another program.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".nieuw-", dir=path.parent)
    except OSError:
        raise InputError(
            f"In de map {path.parent} kan ik niet schrijven. Kies met --uit een andere map of geef "
            "jezelf schrijfrechten."
        ) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except PermissionError:
        raise InputError(
            f"{path.name} is niet te vervangen. Staat het nog open in Excel of Word? Sluit het en "
            "probeer het opnieuw."
        ) from None
    finally:
        Path(temporary).unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with LF line ends, in one move."""
    write_bytes(path, text.encode("utf-8"))


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
