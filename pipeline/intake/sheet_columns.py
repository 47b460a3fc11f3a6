"""The rows of a session's sheet in; which column holds what, and whose points, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.perspectives import normal_role
from pipeline.intake.labels import label_key
from pipeline.intake.meta import TableMeta
from pipeline.intake.speakers import Resolve

Rows = Sequence[tuple[int, Sequence[str]]]  # the row's number in the file, its cells

TEXT = "tekst"
FIELDS = {
    "id": ("id", "nr", "nummer", "no", "code", "uitspraaknummer", "uitspraak nr", "kaartnummer", "volgnummer"),
    TEXT: ("tekst", "uitspraak", "uitspraken", "stelling", "stellingen", "statement", "statements", "omschrijving",
           "kaart", "kaartje", "inhoud", "text", "zin", "citaat", "tekst van de uitspraak", "tekst uitspraak"),
    "vraag": ("vraag", "vragen", "question", "rubriek", "categorie", "onderdeel", "kop", "kolom", "vak"),
    "soort": ("soort", "valentie", "waardering", "valence"),
    "perspectief": ("perspectief", "perspective", "groep", "stem", "ingebracht door", "inbrenger", "afkomstig van"),
    "thema": ("thema", "themas", "thema s", "theme", "codes", "subcode", "subcodes"),
}  # fmt: skip
TOTALS = (
    "totaal", "som", "sum", "total", "totalen", "aantal", "aantal punten", "totaal punten", "punten", "stickers",
    "stemmen", "score", "aantal stickers", "aantal stemmen", "totaal aantal punten",
)  # fmt: skip
REMARKS = (
    "gemiddelde", "rang", "rangorde", "plaats", "volgorde", "opmerking", "opmerkingen", "toelichting", "notitie",
    "notities", "ronde", "datum", "bron", "prioriteit",
)  # fmt: skip
_FIELD_OF = {name: field for field, names in FIELDS.items() for name in names}
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_CODE = re.compile(r"[a-z]{1,3}[ _.-]?\d{1,3}", re.IGNORECASE)
_HIGHEST_HEAD = 20  # rows of title and explanation above the names of the columns


@dataclass(frozen=True)
class Seat:
    """One participant's column."""

    column: int
    code: str
    perspective: str
    group: str
    known: bool  # False: nobody in meta.yaml has this code
    nameless: bool = False  # a row of a form of which nothing says whose it is


@dataclass(frozen=True)
class Columns:
    """Which column of a sheet holds what; columns are counted from 0."""

    head: int  # the place of the row with the names, among the rows
    fields: dict[str, int]
    seats: tuple[Seat, ...]
    double: tuple[str, ...]  # participants of whom a second column was passed over
    unknown: tuple[int, ...]  # columns of which nobody can tell what they hold
    totals: bool  # there is a column with totals
    people_in_rows: bool = False  # as forms are exported: the sheet was turned


def normal_name(name: str) -> str:
    """Return a column's name as it is compared: "Thema('s)" and " THEMA_" are both "thema"."""
    bare = _ASIDE.sub("", name.casefold())
    return " ".join(re.findall(r"[^\W_]+", bare))


def find_head(rows: Rows) -> int | None:
    """Return the place of the row that names the columns: the fullest with a column of texts."""
    best: tuple[int, int] | None = None
    for place, (_, cells) in enumerate(rows[:_HIGHEST_HEAD]):
        fields = {_FIELD_OF.get(normal_name(cell)) for cell in cells} - {None}
        if TEXT in fields and (best is None or len(fields) > best[0]):
            best = (len(fields), place)
    return best[1] if best else None


def longer_rows(rows: Rows, head: int) -> list[int]:
    """Return the numbers of the rows that hold something behind the last name: their cells moved."""
    width = len(rows[head][1])
    return [number for number, cells in rows[head + 1 :] if any(cells[width:])]


def find_columns(rows: Rows, head: int, meta: TableMeta, resolve: Resolve) -> Columns:
    """Return what each column holds; a name that says nothing is passed over, never guessed."""
    fields: dict[str, int] = {}
    seats: dict[str, Seat] = {}
    double, unknown, totals = [], [], False
    for column, cell in enumerate(rows[head][1]):
        name = normal_name(cell)
        field = _FIELD_OF.get(name)
        seat = None if field else _seat(column, cell, meta, resolve)
        if field and field not in fields:
            fields[field] = column
        elif seat is not None and seat.code.casefold() in seats:
            double.append(seat.code)
        elif seat is not None:
            seats[seat.code.casefold()] = seat
        elif name in TOTALS:
            totals = True
        elif name not in REMARKS and any(_cell(cells, column) for _, cells in rows[head:]):
            unknown.append(column)
    return Columns(head, fields, tuple(seats.values()), tuple(double), tuple(unknown), totals)


def is_code(cell: str) -> bool:
    """Tell whether a cell is a participant's code as meta.yaml has them: "P01", "ib 2"."""
    return bool(_CODE.fullmatch(_ASIDE.sub("", cell).strip()))


def _seat(column: int, cell: str, meta: TableMeta, resolve: Resolve) -> Seat | None:
    """Return whose column this is: by code, by the table's own `sprekers` or by the whole role.

    A code that meta.yaml does not know is somebody; any other name is nobody, for it may be a
    person's own.
    """
    bare = _ASIDE.sub("", cell).strip()
    if not bare:
        return None
    is_code = bool(_CODE.fullmatch(bare))
    holds_code = any(_CODE.fullmatch(word) for word in re.split(r"[\s:,]+", bare))
    voice = resolve(cell)
    labels = {label_key(label) for label in meta.speakers}
    fits = (
        is_code
        or holds_code
        or label_key(cell) in labels
        or normal_role(cell) == normal_role(voice.role)
    )
    if voice.single and voice.known and fits:
        return Seat(column, voice.speaker, voice.perspective, voice.group, known=True)
    if is_code:
        code = re.sub(r"[ _.-]", "", bare).upper()
        return Seat(column, code, voice.perspective, voice.group, known=False)
    return None


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""
