"""A drawn figure in; something that a notebook shows by itself, and that can be kept, out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.domain.errors import InputError
from pipeline.files.atomic import write_bytes

if TYPE_CHECKING:
    from pipeline.release.figures import DrawnFigure


@dataclass(frozen=True, repr=False)
class Figure:
    """A figure that a notebook shows by itself, and that can be kept as SVG, PNG, PDF or CSV."""

    drawn: DrawnFigure

    def __repr__(self) -> str:
        return f"Figuur: {self.drawn.alt_text}"

    def _repr_svg_(self) -> str:
        return self.drawn.svg.decode("utf-8")

    def bewaar(self, pad: str | Path) -> Path:
        """Write the figure in the form that the file's ending names.

        Raises:
            InputError: when the ending is none of the four, or the file cannot be written.
        """
        path = Path(pad)
        forms = {
            ".svg": self.drawn.svg,
            ".png": self.drawn.png,
            ".pdf": self.drawn.pdf,
            ".csv": self.drawn.csv,
        }
        if path.suffix.lower() not in forms:
            raise InputError(f"Bewaar een figuur als {', '.join(forms)}.")
        write_bytes(path, forms[path.suffix.lower()])
        return path
