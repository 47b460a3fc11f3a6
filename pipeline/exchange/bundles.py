"""Archives of other werkplaatsen in; bundles whose every byte was checked out, or why they are refused."""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.domain.bundle import (
    CODEBOOK,
    MANIFEST,
    SENTENCE_COLUMNS,
    SENTENCES,
    SIGNATURE,
    TABLES,
    UNLISTED,
    Manifest,
    ManifestError,
    read_manifest,
)
from pipeline.domain.codebook import Codebook, codebook_of
from pipeline.domain.errors import InputError
from pipeline.domain.yamltext import parse_yaml
from pipeline.exchange.bundle_contents import what_is_wrong
from pipeline.files.archives import Archive, ArchiveError, open_archive, pack_archive
from pipeline.files.signing import fingerprint, holds

MOST_BYTES = 64 * 1024 * 1024  # of an archive as it lies on disk; a real one has some hundred kB
SEND_AGAIN = "Vraag de afzender om de bundel opnieuw, en bewaar haar zonder haar uit te pakken."
BROKEN = f"is beschadigd. {SEND_AGAIN}"
NO_BUNDLE = "is geen bundel: maak er een met 'dialoogtafel bundel STUDIE'."
CHANGED = f"is veranderd sinds zij is ondertekend. {SEND_AGAIN}"
UNREADABLE = "is goed ondertekend, maar een onderdeel ervan is niet te lezen: {}."


@dataclass(frozen=True)
class Bundle:
    """One checked bundle: what its werkplaats released, and the key that signed it."""

    file: str  # its file's name, for messages
    digest: str
    manifest: Manifest
    public: bytes
    codebook: Codebook
    tables: Mapping[str, pd.DataFrame]  # name without folder or ending; cells are text
    sentences: pd.DataFrame  # SENTENCE_COLUMNS

    @property
    def fingerprint(self) -> str:
        """The key as digits that people compare by phone."""
        return fingerprint(self.public)


class RefusedError(ValueError):
    """A bundle that is not taken in; its words say why, in Dutch, to follow the name of the file."""


def read_bundles(paths: Sequence[Path]) -> list[Bundle]:
    """Return the bundles, in the order given.

    Raises:
        InputError: with a line per file that is refused.
    """
    bundles, refused = [], []
    for path in paths:
        try:
            bundles.append(read_bundle(path.name, _content(path)))
        except RefusedError as reason:
            refused.append(f"{path.name} {reason}")
    if refused:
        raise refusal(refused)
    return bundles


def refusal(reasons: Sequence[str]) -> InputError:
    """Return the error that lists reasons, a line each."""
    told = "\n".join(f"  - {reason}" for reason in reasons)
    return InputError(f"Er is niets samengevoegd en niets geschreven:\n{told}")


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RefusedError("is te groot voor een bundel.")
        return path.read_bytes()
    except FileNotFoundError:
        raise RefusedError(f"bestaat niet (gezocht in {path.parent}).") from None
    except OSError:
        raise RefusedError("is niet te openen. Kijk of je dit bestand mag lezen.") from None


def read_bundle(file: str, content: bytes) -> Bundle:
    """Return the bundle in `content`, every byte of it as it was signed.

    Raises:
        RefusedError: when it is no bundle, of another version, broken, unsigned, changed in any byte,
            or holds what no bundle should.
    """
    members = _members(content)
    if MANIFEST not in members:
        raise RefusedError(NO_BUNDLE)
    try:
        manifest = read_manifest(members[MANIFEST])
    except ManifestError as reason:
        raise RefusedError(f"is niet te gebruiken: {reason}") from None
    public = _signer(members)
    _as_signed(content, members, manifest)
    codebook = _codebook(members)
    tables = {
        name.removeprefix(TABLES).removesuffix(".csv"): _table(members, name)
        for name in sorted(members)
        if name.startswith(TABLES)
    }
    sentences = _sentences(members)
    wrong = what_is_wrong(manifest, codebook, tables, sentences)
    if wrong:
        raise RefusedError(wrong)
    return Bundle(
        file, hashlib.sha256(content).hexdigest(), manifest, public, codebook, tables, sentences
    )


def _members(content: bytes) -> dict[str, bytes]:
    try:
        archive: Archive = open_archive(content)
        return {name: archive.read(name) for name in archive.sizes}
    except ArchiveError as error:
        if error.kind == "beschadigd":
            raise RefusedError(BROKEN) from None
        raise RefusedError(f"wordt niet geopend: {error.kind}. {SEND_AGAIN}") from None


def _signer(members: Mapping[str, bytes]) -> bytes:
    """Return the key with which the manifest was signed."""
    if SIGNATURE not in members:
        raise RefusedError(
            "is niet ondertekend. Vraag om een bundel die met 'dialoogtafel bundel' is gemaakt."
        )
    try:
        told = json.loads(members[SIGNATURE].decode("utf-8"))
        public, signature = bytes.fromhex(told["sleutel"]), bytes.fromhex(told["handtekening"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RefusedError(f"heeft een handtekening die niet te lezen is. {SEND_AGAIN}") from None
    if not holds(public, members[MANIFEST], signature):
        raise RefusedError(f"heeft een handtekening die niet klopt: het manifest {CHANGED}")
    return public


def _as_signed(content: bytes, members: Mapping[str, bytes], manifest: Manifest) -> None:
    """Check that what was signed is there, nothing else is, and no byte between them was touched."""
    listed = {name: content for name, content in members.items() if name not in UNLISTED}
    missing = sorted(set(manifest.files) - set(listed))
    if missing:
        raise RefusedError(f"mist onderdelen die zijn ondertekend. {SEND_AGAIN}")
    if set(listed) - set(manifest.files):
        raise RefusedError(f"bevat iets dat niet is ondertekend. {SEND_AGAIN}")
    for name, part in sorted(listed.items()):
        if hashlib.sha256(part).hexdigest() != manifest.files[name]:
            raise RefusedError(CHANGED)
    if pack_archive(members) != content:
        raise RefusedError(f"is opnieuw ingepakt of veranderd sinds zij is gemaakt. {SEND_AGAIN}")


def _codebook(members: Mapping[str, bytes]) -> Codebook:
    if CODEBOOK not in members:
        raise RefusedError(UNREADABLE.format("het codeboek ontbreekt"))
    try:
        return codebook_of(parse_yaml(members[CODEBOOK].decode("utf-8"), Path(CODEBOOK)))
    except (InputError, ValueError, AttributeError, KeyError, TypeError):
        raise RefusedError(UNREADABLE.format("het codeboek")) from None


def _table(members: Mapping[str, bytes], name: str) -> pd.DataFrame:
    """Return one table, every cell as text."""
    try:
        return pd.read_csv(
            io.BytesIO(members[name]), sep=";", encoding="utf-8-sig", dtype=str,
            keep_default_na=False,
        )  # fmt: skip
    except ValueError:  # of pandas' parser too
        raise RefusedError(UNREADABLE.format("een tabel")) from None


def _sentences(members: Mapping[str, bytes]) -> pd.DataFrame:
    if SENTENCES not in members:
        return pd.DataFrame(columns=list(SENTENCE_COLUMNS), dtype=object)
    rows = _table(members, SENTENCES)
    if not set(SENTENCE_COLUMNS) <= set(rows.columns):
        raise RefusedError(UNREADABLE.format("de lijst met zinnen"))
    return rows[list(SENTENCE_COLUMNS)]


def check_together(bundles: Sequence[Bundle], known: Mapping[str, bytes]) -> None:
    """Check that bundles can stand side by side, each of another study and by a key that is trusted.

    `known` is the key of every werkplaats that sent a bundle before.

    Raises:
        InputError: with a line per reason.
    """
    reasons = [*_doubles(bundles), *_strangers(bundles, known)]
    if reasons:
        raise refusal(reasons)


def _doubles(bundles: Sequence[Bundle]) -> list[str]:
    """Return what is there twice: the same bundle, the same study, or the same counts under two names."""
    reasons = []
    for place, second in enumerate(bundles):
        for first in bundles[:place]:
            if first.digest == second.digest:
                reasons.append(
                    f"{second.file} is dezelfde bundel als {first.file}. Geef er één op."
                )
            elif _study(first) == _study(second):
                reasons.append(
                    f"{second.file} is van dezelfde studie als {first.file}. Geef alleen de laatste op: "
                    "dezelfde tafels zouden dubbel tellen."
                )
            elif _same_counts(first, second):
                reasons.append(
                    f"{second.file} heeft precies dezelfde tellingen als {first.file}, onder een andere "
                    "naam. Geef er één op, of vraag de afzender wat er is misgegaan."
                )
    return reasons


def _study(bundle: Bundle) -> tuple[str, str]:
    return bundle.manifest.workplace.casefold().strip(), bundle.manifest.study.casefold().strip()


def _same_counts(first: Bundle, second: Bundle) -> bool:
    """Tell whether two studies that say they differ have, table by table, the same digests."""
    own = [
        {name: digest for name, digest in one.manifest.files.items() if name.startswith(TABLES)}
        for one in (first, second)
    ]
    return bool(own[0]) and own[0] == own[1] and any(len(table) for table in first.tables.values())


def _strangers(bundles: Sequence[Bundle], known: Mapping[str, bytes]) -> list[str]:
    """Return which bundles are signed by another key than their werkplaats is known by."""
    reasons = []
    keys = {name.casefold().strip(): key for name, key in known.items()}
    for bundle in bundles:
        name = bundle.manifest.workplace.casefold().strip()
        if keys.setdefault(name, bundle.public) != bundle.public:
            reasons.append(
                f"{bundle.file} is ondertekend met een andere sleutel dan {bundle.manifest.workplace} eerder "
                f"gebruikte. Bel hen. Klopt de vingerafdruk {bundle.fingerprint}, geef hem dan op "
                "met --vertrouw."
            )
    return reasons


def names_of(bundles: Sequence[Bundle]) -> list[str]:
    """Return a short name for each bundle: its region or werkplaats, its title where two share that."""
    told = [one.manifest for one in bundles]
    places = [one.region or one.workplace for one in told]
    forms = (
        places,
        [one.title for one in told],
        [f"{place}: {one.title}" for place, one in zip(places, told, strict=True)],
        [f"{one.workplace}: {one.title} ({one.study})" for one in told],
    )
    names = list(forms[0])
    for fuller in forms[1:]:
        counts = Counter(names)
        names = [
            name if counts[name] == 1 else longer
            for name, longer in zip(names, fuller, strict=True)
        ]
    return names
