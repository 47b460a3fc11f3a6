"""What lies on a praatplaat, in mm from its upper left corner: texts, shapes and their groups."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.release.figures.canvas import CAP, Anchor, Face

MM = 25.4 / 72  # of a point
A3 = (420.0, 297.0)
MARGIN = 9.0
SMALLEST_PT = 14.0
LINE = 1.18  # distance of baselines, of the type size
DESCENT = 0.24

Role = Literal["title", "name", "text", "quiet"]


def element_id(kind: str, name: str) -> str:
    """Return the id of an element in the drawing; names that no id can hold keep a mark of their own."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", name)
    own = "" if plain == name else f"-{hashlib.blake2b(name.encode(), digest_size=2).hexdigest()}"
    return f"{kind}-{plain}{own}"


@dataclass(frozen=True)
class Rect:
    """A rectangle in mm."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The middle from top to bottom."""
        return self.y + self.height / 2

    def overlaps(self, other: Rect, slack: float = 0.01) -> bool:
        """Tell whether two rectangles share more than an edge."""
        return (
            self.x + slack < other.right
            and other.x + slack < self.right
            and self.y + slack < other.bottom
            and other.y + slack < self.bottom
        )

    def holds(self, other: Rect, slack: float = 0.01) -> bool:
        """Tell whether the other lies within this one."""
        return (
            self.x - slack <= other.x
            and self.y - slack <= other.y
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True)
class Words:
    """Lines of one size; `y` is the first baseline, `width` of the widest line in mm."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float  # points
    face: Face
    colour: str
    width: float
    anchor: Anchor = "start"
    role: Role = "text"

    @property
    def box(self) -> Rect:
        """The measured box, from the first line's capitals to the last line's tails."""
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width
        size = self.size * MM
        tall = (len(self.lines) - 1) * LINE * size + (CAP + DESCENT) * size
        return Rect(left, self.y - CAP * size, self.width, tall)


@dataclass(frozen=True)
class Shape:
    """An outline as SVG path data; `fill` is a colour, a pattern ("patroon:…") or ""."""

    path: str
    fill: str = ""
    edge: str = ""
    line: float = 0.0  # mm
    dash: str = ""


@dataclass(frozen=True)
class Icon:
    """A bundled icon in a square of `size` mm."""

    name: str
    x: float
    y: float
    size: float
    colour: str


@dataclass(frozen=True)
class Logo:
    """The logo of an organisation, PNG or JPEG."""

    content: bytes
    alt: str
    box: Rect


Mark = Words | Shape | Icon | Logo


@dataclass(frozen=True)
class Group:
    """What belongs together: a layer in a drawing program, one thing for who hears the plate."""

    id: str
    label: str  # as a drawing program lists it
    title: str
    marks: tuple[Mark, ...] = ()
    groups: tuple[Group, ...] = ()
    description: str = ""
    statement_id: str = ""
    box: Rect | None = None  # the room that it takes, where it may not touch another

    def walk(self) -> Iterator[Group]:
        """Yield this group and all within it, in reading order."""
        yield self
        for group in self.groups:
            yield from group.walk()


@dataclass(frozen=True)
class Pattern:
    """How a voice is told from the others without its colour."""

    id: str
    kind: str
    colour: str
    paper: str


@dataclass(frozen=True)
class Plate:
    """A laid-out praatplaat."""

    title: str
    description: str
    groups: tuple[Group, ...]
    patterns: tuple[Pattern, ...]
    paper: str

    def walk(self) -> Iterator[Group]:
        """Yield every group in reading order."""
        for group in self.groups:
            yield from group.walk()
