"""The key file of a werkplaats and its list of known others in; both as they stand out, and written back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.errors import InputError
from pipeline.files.private import read_private, write_private
from pipeline.files.signing import PUBLIC_BYTES, SEED_BYTES, fingerprint, new_seed, public_of, sign

KEY_FILE, KNOWN_FILE = "sleutel.json", "bekende-werkplaatsen.json"
MOST_NAME = 80  # characters


@dataclass(frozen=True)
class OwnKey:
    """The secret with which one werkplaats signs. Printing it does not show it."""

    workplace: str
    _seed: bytes

    def __repr__(self) -> str:
        return f"OwnKey({self.workplace!r})"

    @property
    def public(self) -> bytes:
        """What others know this werkplaats by."""
        return public_of(self._seed)

    @property
    def fingerprint(self) -> str:
        """The public key as digits that people compare by phone."""
        return fingerprint(self.public)

    def sign(self, content: bytes) -> bytes:
        """Return the signature of `content`."""
        return sign(self._seed, content)


def own_key(path: Path, workplace: str, *, default: str) -> tuple[OwnKey, bool]:
    """Return the key at `path`, and whether it is new and still has to be kept (`keep_key`).

    A new key is made where there is none, in the name of `workplace`, or of `default` without one.

    Raises:
        InputError: when the file cannot be read, or is the key of another werkplaats than `workplace`.
    """
    if not path.exists():
        name = " ".join((workplace or default).split())[:MOST_NAME]
        return OwnKey(name, new_seed()), True
    try:
        told = json.loads(read_private(path).decode("utf-8"))
        key = OwnKey(str(told["werkplaats"]), bytes.fromhex(told["geheim"]))
    except (ValueError, KeyError, TypeError):
        key = OwnKey("", b"")
    if len(key._seed) != SEED_BYTES or not key.workplace:
        raise InputError(
            f"{path} is geen sleutel van een werkplaats. Zet een reservekopie terug, of zet het bestand opzij: "
            "er komt dan een nieuwe sleutel, en anderen moeten de vingerafdruk opnieuw navragen."
        )
    if workplace and " ".join(workplace.split()).casefold() != key.workplace.casefold():
        raise InputError(
            f"De sleutel {path} is van '{key.workplace}'. Een werkplaats ondertekent met haar eigen sleutel: "
            "laat --werkplaats weg, of geef met --sleutel een andere op."
        )
    return key, False


def keep_key(path: Path, key: OwnKey) -> None:
    """Write a new key where only this user can read it."""
    told = {"werkplaats": key.workplace, "geheim": key._seed.hex()}
    write_private(path, json.dumps(told, ensure_ascii=False, indent=1).encode())


def read_known(path: Path) -> dict[str, bytes]:
    """Return the public key of every werkplaats that sent a bundle before.

    Raises:
        InputError: when the file was changed by hand and cannot be read.
    """
    if not path.is_file():
        return {}
    try:
        told = json.loads(read_private(path).decode("utf-8"))
        known = {str(name): bytes.fromhex(key) for name, key in told.items()}
    except (ValueError, AttributeError, TypeError):
        known = {"": b""}
    if any(len(key) != PUBLIC_BYTES for key in known.values()):
        raise InputError(
            f"{path} is niet te lezen. Zet het opzij; vraag dan van elke werkplaats de vingerafdruk opnieuw na."
        )
    return known


def write_known(path: Path, known: Mapping[str, bytes]) -> None:
    """Write which werkplaats signs with which key."""
    told = {name: known[name].hex() for name in sorted(known)}
    write_private(path, json.dumps(told, ensure_ascii=False, indent=1).encode())
