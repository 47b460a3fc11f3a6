"""How a stage tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


def silent(what: str, done: int, total: int) -> None:
    """Tell nothing."""
