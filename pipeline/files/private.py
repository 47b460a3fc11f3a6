"""What only this user of this computer may read: a folder for it, and files in it that others cannot open."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

from pipeline.domain.errors import InputError

FOLDER = "dialoogtafels"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def private_folder() -> Path:
    """Return where programs keep what is the user's own: outside every study and every output."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return base / FOLDER


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this user can read, in one move.

    Raises:
        InputError: when the folder cannot be written.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(prefix=".nieuw-", dir=path.parent)  # mode 600
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).replace(path)
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise InputError(
            f"In de map {path.parent} kan ik niet schrijven. Geef jezelf schrijfrechten, of kies een "
            "andere plek (bundel: --sleutel, samenvoegen: --bekend)."
        ) from None


def read_private(path: Path) -> bytes:
    """Return a private file, after closing it to others where it was left open.

    Raises:
        InputError: when it cannot be read.
    """
    try:
        if os.name == "posix" and path.stat().st_mode & OTHERS:
            path.chmod(0o600)
        return path.read_bytes()
    except OSError:
        raise InputError(f"{path} is niet te lezen. Kijk of je dit bestand mag openen.") from None
