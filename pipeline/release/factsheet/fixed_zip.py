"""An OOXML file in; the same file out with fixed dates and a fixed order of its parts."""

from __future__ import annotations

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold
FIRST = "[Content_Types].xml"  # readers expect it in front


def fix_zip(package: bytes) -> bytes:
    """Return `package` with every part dated alike and in order of name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda part: (part != FIRST, part)):
            part = zipfile.ZipInfo(name, date_time=EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0  # the same on every system
            part.external_attr = 0
            new.writestr(part, old.read(name))
    return out.getvalue()
