"""The cells of a session's sheet in; the points that people gave, and how sure that reading is, out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.domain.prioritising import AUTO, POINTS, SCALE, STICKERS, TOP3
from pipeline.intake.scales import (
    WORDS_HIGHEST,
    are_scores,
    highest_of,
    is_order,
    judgement,
    support_of,
)

EMPTY, NUMBER, MARK, ORDINAL, JUDGED, NEGATIVE, UNREADABLE = (
    "leeg", "getal", "teken", "volgorde", "oordeel", "negatief", "onleesbaar",
)  # fmt: skip
TOP = (1, 2, 3)
TOP_POINTS = 6.0  # 3 + 2 + 1
LEAST_GIVERS = 3  # people from whom a common number of points is believed
MOST_POINTS = 1_000.0  # in one cell; more is a telephone number or a sum of money

_NUMBER = re.compile(
    r"\+?(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:x|×|p|pt|pnt|punt|punten|stickers?|stip|stippen|stem|stemmen|stuks?)?\.?"
)
_NEGATIVE = re.compile(r"[-\u2212\u2013]\s*\d.*")
_ORDINAL = re.compile(r"(?:#|nr\.?|no\.?|plaats)\s*(\d{1,2})|(\d{1,2})\s*(?:e|de|ste|ᵉ|º)")
_UNIT = re.compile(r"\s*(?:punt|punten|stickers?|stip|stippen|stem|stemmen)$")
_WORDS = {
    word: float(number)
    for number, words in enumerate(
        ("nul geen niets nee onwaar", "een één eén ja waar", "twee", "drie", "vier", "vijf", "zes", "zeven",
         "acht", "negen", "tien")
    )
    for word in words.split()
}  # fmt: skip
_RANK_WORDS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5}
_NOTHING = frozenset("-–—−/·☐○")
_MARKS = frozenset("xX×✕✖●•⬤∙◉✓✔√☑☒★⭐*|vV+")
_NO_ANSWER = frozenset(
    (
        "weet niet",
        "weet ik niet",
        "geen mening",
        "n.v.t.",
        "nvt",
        "niet van toepassing",
        "no opinion",
    )
)
_FRACTIONS = {"½": "0,5", "¼": "0,25", "¾": "0,75"}


@dataclass(frozen=True)
class Cell:
    """What one cell says: a number (of points, of stickers, or a place), and in which way."""

    kind: str  # EMPTY, NUMBER, MARK, ORDINAL, JUDGED ("mee eens"), NEGATIVE or UNREADABLE
    value: float = 0.0
    as_text: bool = False  # written out, where a number was to be expected


@lru_cache(maxsize=1024)
def read_cell(cell: str) -> Cell:
    """Return what a cell says, whatever the form in which points were given."""
    text = " ".join(unicodedata.normalize("NFC", cell).split()).casefold().strip("'\"")
    if not text or text in _NO_ANSWER:
        return Cell(EMPTY)
    if set(text) <= _NOTHING:
        return Cell(NUMBER, 0.0)
    if _NEGATIVE.fullmatch(text):
        return Cell(NEGATIVE)
    marks = _count_marks(text)
    found = _number(text) or _place(text) or (marks and Cell(MARK, float(marks), as_text=True))
    if found:
        return found
    judged = judgement(text)
    return Cell(UNREADABLE) if judged is None else Cell(JUDGED, judged)


def _number(text: str) -> Cell | None:
    """Return the number that a cell holds, in digits or in words, with or without its unit."""
    if _UNIT.sub("", text) in _WORDS:
        return Cell(NUMBER, _WORDS[_UNIT.sub("", text)], as_text=True)
    number = _NUMBER.fullmatch(_FRACTIONS.get(text, text))
    if not number or float(number[1].replace(",", ".")) > MOST_POINTS:
        return None
    return Cell(NUMBER, float(number[1].replace(",", ".")), as_text=text != number[1])


def _place(text: str) -> Cell | None:
    """Return the place that a cell holds: "1e", "#2" or "derde"."""
    ordinal = _ORDINAL.fullmatch(text)
    if ordinal:
        return Cell(ORDINAL, float(ordinal[1] or ordinal[2]), as_text=True)
    return Cell(ORDINAL, float(_RANK_WORDS[text]), as_text=True) if text in _RANK_WORDS else None


def _count_marks(text: str) -> int:
    """Return how many stickers or crosses a cell holds; 0 where it holds anything else."""
    bare = [char for char in text if not (char.isspace() or char in "\ufe0f\ufe0e,")]
    is_mark = [char in _MARKS or unicodedata.category(char) == "So" for char in bare]
    return len(bare) if bare and all(is_mark) else 0


class AmbiguousFormError(ValueError):
    """Every participant gave 1, 2 and 3 (and on): points, or places, which is the reverse."""


def form_of(columns: Collection[Sequence[Cell]], form: str) -> tuple[str, bool]:
    """Return in which form points were given, and whether that was assumed from the cells.

    Raises:
        AmbiguousFormError: when nothing says whether 1, 2 and 3 (and on) are points or places.
    """
    if form != AUTO:
        return form, False
    cells = [cell for column in columns for cell in column]
    kinds = Counter(cell.kind for cell in cells if cell.value > 0)
    given = [sorted(cell.value for cell in column if cell.value > 0) for column in columns]
    given = [values for values in given if values]
    placed = [values for values in given if values == list(TOP)]
    distinct = all(len(set(values)) == len(values) and set(values) <= set(TOP) for values in given)
    if given and distinct and kinds[ORDINAL] and not kinds[MARK]:
        return TOP3, True
    n_statements = max(map(len, columns), default=0)
    if is_order(given, n_statements) or (given and distinct and 2 * len(placed) >= len(given)):
        raise AmbiguousFormError
    in_words = kinds[JUDGED] > kinds[NUMBER] + kinds[MARK]
    if in_words or (not kinds[MARK] and are_scores(given, n_statements)):
        return SCALE, True
    return (STICKERS if kinds[MARK] > kinds[NUMBER] else POINTS), True


def scale_of(columns: Iterable[Sequence[Cell]], highest: int) -> int:
    """Return the highest score of the scale, `highest` where the study says it (0: it does not)."""
    cells = [cell for column in columns for cell in column]
    if any(cell.kind == JUDGED for cell in cells):
        return WORDS_HIGHEST
    return highest or highest_of([cell.value for cell in cells if cell.kind == NUMBER])


def points_of(cell: Cell, form: str, highest: int = 0) -> float:
    """Return the points that a cell stands for; what cannot be read stands for none.

    Of a score on a scale to `highest` they are what lies above its middle.
    """
    if cell.kind in (EMPTY, NEGATIVE, UNREADABLE):
        return 0.0
    if form == SCALE:
        return support_of(cell.value, highest) if cell.kind in (NUMBER, JUDGED) else 0.0
    if cell.kind == JUDGED:
        return 0.0
    if form != TOP3:
        return cell.value if cell.kind != ORDINAL else 0.0
    is_place = cell.kind != MARK and cell.value in TOP
    return float(TOP[-1] + 1 - cell.value) if is_place else 0.0


def out_of_place(cell: Cell, form: str, highest: int = 0) -> bool:
    """Tell whether a cell holds something that this form of prioritising does not know."""
    if form == SCALE:
        return cell.kind in (MARK, ORDINAL) or cell.value > highest
    if form == TOP3:
        return cell.kind in (MARK, JUDGED) or (cell.value > 0 and cell.value not in TOP)
    return cell.kind in (ORDINAL, JUDGED)


def allowed_points(
    given: Mapping[str, float], form: str, per_person: int
) -> tuple[dict[str, float], str]:
    """Return what each could give, and how that is known: "vast", "aangenomen" or "onbekend".

    Where a study does not say, what most of three people or more gave is taken for it when nobody
    gave more. Else nobody can tell, and each could give what she gave: no points are counted as unused then.
    """
    if form == TOP3:
        return dict.fromkeys(given, TOP_POINTS), "vast"
    if form == SCALE:
        return dict(given), "vast"
    if per_person:
        return dict.fromkeys(given, float(per_person)), "vast"
    totals = Counter(total for total in given.values() if total > 0)
    if totals:
        most = max(totals)
        if most > 1 and totals.total() >= LEAST_GIVERS and 2 * totals[most] > totals.total():
            return dict.fromkeys(given, most), "aangenomen"
    return dict(given), "onbekend"


def double_places(column: Iterable[Cell]) -> bool:
    """Tell whether one participant gave the same place of a top 3 to several statements."""
    places = [cell.value for cell in column if cell.value in TOP]
    return len(set(places)) < len(places)
