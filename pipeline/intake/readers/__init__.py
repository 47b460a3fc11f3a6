"""A file as a researcher holds it in; its canonical text, and its turns where they are timed, out."""

from __future__ import annotations

from pipeline.intake.readers.base import Source, UnreadableError
from pipeline.intake.readers.choose import read_source

__all__ = ["Source", "UnreadableError", "read_source"]
