"""A zip archive in memory in, its parts out after what could harm this machine was refused; and back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

MOST_MEMBERS = 5_000
MOST_BYTES = 256 * 1024 * 1024  # unpacked, all members together
MOST_RATIO = 200  # unpacked to packed; text packs to a tenth, a bomb to a thousandth
_SMALL = 1024 * 1024  # bytes; below this a high ratio harms nobody
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold


class ArchiveError(ValueError):
    """An archive that is not opened: `kind` says why in one Dutch word or two."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind  # "beschadigd", "versleuteld", "verdacht groot", "verdachte inhoud"


@dataclass(frozen=True)
class Archive:
    """A zip archive of which every member was checked by its listing, and none was unpacked yet."""

    content: bytes
    sizes: Mapping[str, int]  # member to unpacked size in bytes

    def read(self, member: str) -> bytes:
        """Return one member.

        Raises:
            ArchiveError: when it is not there or broken.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                return archive.read(member)
        except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, OSError, RuntimeError):
            raise ArchiveError("beschadigd") from None
        except Exception:  # noqa: BLE001 (zlib, lzma and bz2 each raise their own on broken bytes)
            raise ArchiveError("beschadigd") from None


def open_archive(content: bytes) -> Archive:
    """Return the archive in `content`.

    Raises:
        ArchiveError: when it is broken, encrypted, unpacks to too much, holds a member twice, or one
            whose name leads outside a folder.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, OverflowError):
        raise ArchiveError("beschadigd") from None
    names = [member.filename for member in members]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise ArchiveError("verdacht groot")
    for member in members:
        if member.flag_bits & 0x1:
            raise ArchiveError("versleuteld")
        if member.file_size > max(_SMALL, MOST_RATIO * max(member.compress_size, 1)):
            raise ArchiveError("verdacht groot")
    if len(set(names)) < len(names) or any(_leads_outside(name) for name in names):
        raise ArchiveError("verdachte inhoud")
    return Archive(content, {member.filename: member.file_size for member in members})


def _leads_outside(name: str) -> bool:
    """Tell whether a member's name is absolute or climbs out of its folder."""
    parts = name.replace("\\", "/").split("/")
    return (
        name.startswith(("/", "\\")) or ".." in parts or (len(parts[0]) > 1 and parts[0][1] == ":")
    )


def pack_archive(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive with these members, in order of name: the same bytes on every machine.

    Nothing is compressed, for another version of zlib would give other bytes.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            member = zipfile.ZipInfo(name, _FIXED_DATE)
            member.create_system = 3  # the same on Windows
            member.external_attr = 0o644 << 16
            archive.writestr(member, members[name])
    return out.getvalue()
