"""What a factsheet or report needs of a drawn figure and of the house style."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from pipeline.domain.wording import VALENCES
from pipeline.release.figures.style import HouseStyle


class Picture(Protocol):
    """A drawn figure, as `release.figures` makes it."""

    @property
    def svg(self) -> bytes:
        """The figure as SVG."""

    @property
    def png(self) -> bytes:
        """The figure as PNG, at print resolution."""

    @property
    def title(self) -> str:
        """The finding that the figure shows, a Dutch sentence."""

    @property
    def alt_text(self) -> str:
        """What someone who cannot see the figure should know, in Dutch."""

    @property
    def finding_ids(self) -> tuple[str, ...]:
        """The findings that its numbers come from."""


@dataclass(frozen=True)
class Look:
    """The house style as sheets and pages need it.

    Letters and headings are ink and grey only: every other colour means a valence or a group.
    """

    ink: str
    quiet: str
    line: str
    paper: str  # the light tint behind what should stand out
    valences: Mapping[str, str]
    groups: Mapping[str, str]
    font: str
    font_folders: tuple[str, ...]
    logo: bytes = b""  # PNG or JPEG; empty: none
    logo_alt: str = ""


def look_of(style: HouseStyle) -> Look:
    """Return the parts of a house style that sheets and pages use."""
    return Look(
        ink=style.colour("inkt"),
        quiet=style.colour("grijs"),
        line=style.colour("lijn"),
        paper=style.colour("baan"),
        valences={valence: style.colour(valence) for valence in VALENCES},
        groups={group: style.colour(group) for group in ("gezin", "professionals", "beleid")},
        font=style.family,
        font_folders=tuple(sorted({str(path.parent) for path in style.fonts.values()})),
        logo=style.logo.read_bytes() if style.logo else b"",
        logo_alt=f"Logo van {style.name}" if style.name else "Logo",
    )
