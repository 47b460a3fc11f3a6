"""Analyse dialoogtafels: transcripts and verslagen in, casusoverstijgende patterns out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.study import Study

__all__ = ["Study", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import `Study` when it is asked for (PEP 562): nothing heavy before that."""
    if name == "Study":
        from pipeline.study import Study

        return Study
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
