"""Named bytes in, a BagIt package in one ZIP out; and a package in, what is wrong with it out.

The layout is that of RFC 8493 (Kunze and others, 2018), version 1.0, with SHA-256: one folder that
holds `data/` with the payload and beside it the manifests. What a stranger hands over is judged
from memory and never unpacked to disk.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.files.archives import ArchiveError, open_archive, pack_archive

DECLARATION, INFO = "bagit.txt", "bag-info.txt"
MANIFEST, TAG_MANIFEST, FETCH = "manifest-sha256.txt", "tagmanifest-sha256.txt", "fetch.txt"
PAYLOAD = "data/"
_DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LINE = re.compile(r"([0-9A-Fa-f]{64})[ \t]+\*?(?:\./)?(.+)")
_OXUM = re.compile(r"^Payload-Oxum: (\d+)\.(\d+)\s*$", re.MULTILINE)
_ENCODED = {"%": "%25", "\r": "%0D", "\n": "%0A"}


@dataclass(frozen=True)
class Bag:
    """A package that was opened: its payload by path below `data/`, and what is wrong with it."""

    payload: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[str, ...] = ()  # Dutch, naming the file; none: whole and unchanged


def pack_bag(name: str, payload: Mapping[str, bytes], info: Mapping[str, str]) -> bytes:
    """Return the package `name` as ZIP, with `payload` (path below `data/` to content); always the same bytes."""
    files = {f"{PAYLOAD}{path}": content for path, content in payload.items()}
    told = {
        **info,
        "Payload-Oxum": f"{sum(len(content) for content in files.values())}.{len(files)}",
    }
    tags = {
        DECLARATION: _DECLARED,
        INFO: "".join(
            f"{key}: {' '.join(value.split())}\n" for key, value in told.items()
        ).encode(),
        MANIFEST: _manifest(files),
    }
    members = {**files, **tags, TAG_MANIFEST: _manifest(tags)}
    return pack_archive({f"{name}/{path}": content for path, content in members.items()})


def open_bag(content: bytes) -> Bag:
    """Return a package with everything that is wrong with it: nothing is trusted before its digest is right."""
    try:
        archive = open_archive(content)
    except ArchiveError as error:
        return Bag(problems=(f"het bestand is geen ZIP die te openen is ({error.kind})",))
    names = [name for name in archive.sizes if not name.endswith("/")]
    tops = {name.split("/", 1)[0] for name in names}
    if len(tops) != 1 or any("/" not in name for name in names):
        return Bag(problems=("het pakket hoort uit één map te bestaan",))
    files, problems = {}, []
    for name in sorted(names):
        path = name.split("/", 1)[1]
        try:
            files[path] = archive.read(name)
        except ArchiveError:
            problems.append(f"{path} is beschadigd")
    problems += _faults(files, damaged={problem.split(" is ")[0] for problem in problems})
    payload = {
        path.removeprefix(PAYLOAD): held for path, held in files.items() if path.startswith(PAYLOAD)
    }
    return Bag({} if problems else payload, tuple(problems))


def _faults(files: Mapping[str, bytes], *, damaged: set[str]) -> list[str]:
    """Return what is wrong with the files of a package, by the rules of BagIt."""
    found = []
    if not files.get(DECLARATION, b"").startswith((b"BagIt-Version: 1.0", b"BagIt-Version: 0.97")):
        found.append(f"{DECLARATION} ontbreekt, of noemt een versie die ik niet ken")
    if FETCH in files:
        found.append(f"{FETCH} verwijst naar bestanden elders; die haal ik niet op")
    payload = {path for path in files if path.startswith(PAYLOAD)}
    tags = set(files) - payload - {TAG_MANIFEST}
    known = damaged | set(files)
    for manifest, covered, whole in ((MANIFEST, payload, True), (TAG_MANIFEST, tags, False)):
        found += _against(manifest, files, covered, known, damaged, whole=whole)
    oxum = _OXUM.search(files.get(INFO, b"").decode("utf-8", "replace"))
    counted = (sum(len(files[path]) for path in payload), len(payload))
    if oxum and not damaged and (int(oxum[1]), int(oxum[2])) != counted:
        found.append(f"{INFO} noemt een ander aantal bestanden of bytes dan erin zitten")
    return list(dict.fromkeys(found))


def _against(
    manifest: str,
    files: Mapping[str, bytes],
    covered: set[str],
    known: set[str],
    damaged: set[str],
    *,
    whole: bool,
) -> list[str]:
    """Return what differs between a manifest and the files; `whole`: every file must be on it."""
    if manifest not in files:
        return [f"{manifest} ontbreekt"] if whole else []
    listed: dict[str, str] = {}
    found = []
    for number, line in enumerate(files[manifest].decode("utf-8", "replace").splitlines(), start=1):
        hit = _LINE.fullmatch(line.strip())
        if not hit and line.strip():
            found.append(f"{manifest}, regel {number}, is niet te lezen")
        elif hit:
            listed[_decoded(hit[2])] = hit[1].lower()
    for path, digest in listed.items():
        if path not in known:
            found.append(f"{path} staat op de lijst en ontbreekt")
        elif path not in damaged and hashlib.sha256(files[path]).hexdigest() != digest:
            found.append(f"{path} is veranderd")
    if whole:
        found += [f"{path} staat niet op de lijst" for path in sorted(covered - set(listed))]
    return found


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {_encoded(path)}\n"
        for path, content in sorted(files.items())
    ).encode()


def _encoded(path: str) -> str:
    return "".join(_ENCODED.get(letter, letter) for letter in path)


def _decoded(path: str) -> str:
    return re.sub(r"%(25|0D|0A)", lambda hit: chr(int(hit[1], 16)), path, flags=re.IGNORECASE)
