"""Ids and titles in; names of files that every system takes out."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[^\w.-]")


def file_name(key: str) -> str:
    """Return an id or a title as every system takes it for the name of a file."""
    return _UNSAFE.sub("_", key)
