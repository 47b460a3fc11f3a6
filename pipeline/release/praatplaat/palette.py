"""A house style and the voices of a plate in; a colour and a pattern for each out, with contrast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.release.figures.style import HouseStyle
from pipeline.release.praatplaat.board import Voice
from pipeline.release.praatplaat.marks import Pattern

TABLE = "#F8EFDF"  # a table top: warm, and nearly white on a grey printer
# Which voice speaks shows in grey too: each has a pattern of its own, in this order.
KINDS = ("vol", "strepen", "stippen", "ruit", "golven", "ringen")
_SECOND = 0.3  # how far a further voice of one group is lightened, each time
LEAST_CONTRAST = 4.5  # of letters, WCAG 2.2 AA


@dataclass(frozen=True)
class Look:
    """How one voice is told from the others."""

    colour: str
    pattern: Pattern

    @property
    def fill(self) -> str:
        """The fill of a shape that is this voice's."""
        return f"patroon:{self.pattern.id}" if self.pattern.kind != "vol" else self.colour


def looks_of(voices: Sequence[Voice], style: HouseStyle) -> dict[str, Look]:
    """Return, per voice, its colour and pattern; further voices of one group are lighter."""
    seen: dict[str, int] = {}
    found: dict[str, Look] = {}
    for index, voice in enumerate(voices):
        again = seen.get(voice.group, 0)
        seen[voice.group] = again + 1
        colour = mix(style.colour(voice.group), style.colour("papier"), 1 - (1 - _SECOND) ** again)
        kind = KINDS[index % len(KINDS)]
        pattern = Pattern(f"patroon-{index + 1}", kind, colour, style.colour("papier"))
        found[voice.key] = Look(colour, pattern)
    return found


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with a share of `other` in it."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def contrast(colour: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colours: Sequence[str], background: str) -> str:
    """Return the first colour whose letters can be read on `background`, else the strongest."""
    for colour in colours:
        if contrast(colour, background) >= LEAST_CONTRAST:
            return colour
    return max((*colours, "#000000", "#FFFFFF"), key=lambda colour: contrast(colour, background))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
