"""A cell of a session's sheet in; the codebook's own word for what it says out, "" where there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.domain.perspectives import UNKNOWN, PerspectiveMap
from pipeline.domain.wording import VALENCES

_BETWEEN_THEMES = (r"[;|\n]", r"[;|\n,/]", r"[\s;|,/]+")
_PLURALS = ("en", "s", "n")


def valence_of(cell: str) -> str:
    """Return a valence of the codebook, "" where it says something else or nothing."""
    words = re.findall(r"\w+", cell.casefold())
    forms = {valence + end: valence for valence in VALENCES for end in ("", "en")}
    forms |= {"neutrale": "neutraal", "succes": "succesfactor"}
    return forms.get(words[0], "") if len(words) == 1 else ""


def perspective_of(cell: str, perspectives: PerspectiveMap) -> str:
    """Return the perspective that a cell names, by itself, in the plural or by a role; else ""."""
    bare = " ".join(cell.split())
    names = [bare, *(bare.removesuffix(end) for end in _PLURALS if bare.endswith(end))]
    for name in names:
        found = perspectives.perspective_of(name, name) if name else ""
        if found in perspectives.perspectives and found != UNKNOWN:
            return found
    return ""


def themes_of(cell: str, known: Mapping[str, str]) -> tuple[list[str], bool]:
    """Return the themes that a cell names, and whether all of it was understood."""
    if not cell:
        return [], True
    if normal_theme(cell) in known:
        return [known[normal_theme(cell)]], True
    best: list[str] = []
    for pattern in _BETWEEN_THEMES:
        parts = [part for part in re.split(pattern, cell) if normal_theme(part)]
        found = list(
            dict.fromkeys(known[normal_theme(p)] for p in parts if normal_theme(p) in known)
        )
        if parts and all(normal_theme(part) in known for part in parts):
            return found, True
        best = found if len(found) > len(best) else best
    return best, False


def normal_theme(name: str) -> str:
    """Return a theme's id or label as it is compared."""
    return " ".join(re.findall(r"\w+", name.casefold().replace("_", " ")))
