"""Sessions and what tables said in; what the statements are about, beside those tables, out.

Statements are counted here, not people: people who support two statements of one theme would else
count twice, and the people of a theme would be a new number to protect.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.wording import NOT_HAND_CODED, plural
from pipeline.release.figures import bars, frame
from pipeline.release.figures.canvas import LINE, Sheet
from pipeline.release.figures.counts import Cell
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.session_parts import heading
from pipeline.release.figures.words import alt_sentence, valence_name
from pipeline.release.figures.wrapping import wrap
from pipeline.release.session_view import Placed, SessionView

WAYS = ("knelpunt", "succesfactor")
PROPOSED = "model"
SQUARE, SPACE = 6.0, 2.0
LABEL_SHARE, GAP = 0.27, 12.0


@dataclass(frozen=True)
class Echo:
    """At how many tables of another study a theme was valued so; None where it is not shown."""

    theme: str
    study: str  # its title
    valence: str
    n: int | None
    of: int


@dataclass(frozen=True)
class Content:
    """What the figure shows: the statements that count, and the tables beside them."""

    held: Mapping[str, Sequence[Placed]]  # by session
    themes: Sequence[str]  # of most statements first
    counted: Mapping[str, Mapping[str, int]]  # by theme and session
    study: str  # the title of the study beside it, "" for none
    beside: Mapping[tuple[str, str], Echo]  # by theme and valence


def draw_themes(
    order: Order, views: Sequence[SessionView], echoes: Sequence[Echo]
) -> Drawing | None:
    """Draw per theme its statements with a place, session by session, and the tables beside it.

    Outside the team only themes that people or the sheet gave count.
    """
    content = _content(order, views, echoes)
    if not content.themes:
        return None
    sessions = plural(len(views), "dialoogsessie", "dialoogsessies")
    subtitle = (
        f"Links elke uitspraak met een plaats, in {sessions}, bij het thema waar zij over gaat"
    )
    if content.study:
        subtitle += (
            f"; rechts aan hoeveel tafels van ‘{content.study}’ dit thema zo ter sprake kwam"
        )
    body = frame.open_sheet(order, f"{subtitle}.")
    bottom = _draw(body, order, content)
    frame.close_sheet(body, bottom, order, [], _notes(order, content))
    spoken = [_spoken(order, theme, content) for theme in content.themes]
    return Drawing(body.sheet, _rows(order, content), alt_sentence(order, subtitle, spoken), [])


def _content(order: Order, views: Sequence[SessionView], echoes: Sequence[Echo]) -> Content:
    held = {
        view.table_id: [one for one in view.placed if order.private or one.themes_by != PROPOSED]
        for view in views
    }
    counted = _counted(held)
    themes = [code.id for code in order.codebook.themes if code.id in counted]
    themes.sort(key=lambda theme: -sum(counted[theme].values()))
    study = echoes[0].study if echoes else ""
    beside = {(echo.theme, echo.valence): echo for echo in echoes if echo.study == study}
    return Content(held, themes, counted, study, beside)


def _notes(order: Order, content: Content) -> list[str]:
    notes = ["Een uitspraak kan over meer dan één thema gaan."]
    if any(one.themes_by == PROPOSED for ones in content.held.values() for one in ones):
        notes.append(
            f"Open vierkantjes: thema volgens een voorstel van het model, {NOT_HAND_CODED}."
        )
    if any(echo.n is None for echo in content.beside.values()):
        least = order.context.min_tables
        notes.append(f"Gearceerd: minder dan {least} tafels, of anders af te leiden.")
    return notes


def _rows(order: Order, content: Content) -> list[dict[str, object]]:
    ways = WAYS if content.study else ()
    return [
        {
            "thema": order.label(theme),
            **{one: content.counted[theme].get(one, 0) for one in content.held},
            **{f"{way}_tafels": _number(content.beside.get((theme, way))) for way in ways},
        }
        for theme in content.themes
    ]


def _counted(held: Mapping[str, Sequence[Placed]]) -> dict[str, dict[str, int]]:
    """Return how many statements each theme has, by session."""
    counted: dict[str, dict[str, int]] = {}
    for table_id, ones in held.items():
        for one in ones:
            for theme in one.themes:
                own = counted.setdefault(theme, {})
                own[table_id] = own.get(table_id, 0) + 1
    return counted


def _number(echo: Echo | None) -> object:
    return "" if echo is None or echo.n is None else echo.n


def _spoken(order: Order, theme: str, content: Content) -> str:
    statements = plural(sum(content.counted[theme].values()), "uitspraak", "uitspraken")
    tables = [
        f"{way} aan {echo.n} van de {echo.of} tafels"
        for way in WAYS
        if (echo := content.beside.get((theme, way))) and echo.n is not None
    ]
    return f"{order.label(theme)}: {', '.join([statements, *tables])}"


def _draw(body: frame.Body, order: Order, content: Content) -> float:
    sheet, beside = body.sheet, content.beside
    names = [order.label(theme) for theme in content.themes]
    labels = bars.labels(sheet, names, LABEL_SHARE * sheet.width, least=17.0)
    left = LABEL_SHARE * sheet.width + GAP
    right = sheet.width * (0.62 if beside else 1.0)
    column = (right - left) / len(content.held)
    room = (sheet.width - right - GAP) / len(WAYS)
    columns = [(left + at * column, one, column - 3) for at, one in enumerate(content.held)]
    if beside:
        columns += [
            (right + GAP + at * room, valence_name(order.codebook, way), room - 6)
            for at, way in enumerate(WAYS)
        ]
    y = _headings(body, columns)
    most = max(number for own in content.counted.values() for number in own.values())
    for theme, label in zip(content.themes, labels, strict=True):
        middle = y + label.height / 2
        sheet.line((0, y), (sheet.width, y), width=0.4)
        sheet.middle_lines(0, middle, label.lines)
        for at, held in enumerate(content.held.values()):
            proposed = [one.themes_by == PROPOSED for one in held if theme in one.themes]
            _squares(sheet, (left + at * column, middle), proposed, column - 4, most=most)
        for at, way in enumerate(WAYS if beside else ()):
            echo = beside.get((theme, way))
            if echo is not None:
                least = order.context.min_tables
                _echo(sheet, (right + GAP + at * room, middle), echo, room=room, least=least)
        y += label.height
    return y


def _headings(body: frame.Body, columns: Sequence[tuple[float, str, float]]) -> float:
    """Put the headings of columns on one line; return the y below them."""
    sheet, small = body.sheet, body.sheet.style.small_pt
    lines = [wrap(text, room, sheet.measure(small)) for _, text, room in columns]
    y = body.top + max(map(len, lines)) * LINE * small
    for (x, _, _), own in zip(columns, lines, strict=True):
        heading(sheet, x, y, own, middle=False)
    return y + 4


def _squares(
    sheet: Sheet, at: tuple[float, float], proposed: Sequence[bool], room: float, *, most: int
) -> None:
    """Put a square per statement, open where a model proposed its theme, and their number."""
    if not proposed:
        return
    x, y = at
    number = str(len(proposed))
    said = sheet.measure(face="vet")(str(most)) + 5
    step = min(SQUARE + SPACE, (room - said) / most)
    size = step * SQUARE / (SQUARE + SPACE)
    ink = sheet.tint("inkt", 0.7)
    for place, open_ in enumerate(proposed):
        fill = sheet.colour("papier") if open_ else ink
        sheet.box(x + place * step, y - size / 2, size, size, fill=fill, edge=ink, line=0.7)
    sheet.middle_text(x + len(proposed) * step + 2, y, number, face="vet")


def _echo(sheet: Sheet, at: tuple[float, float], echo: Echo, *, room: float, least: int) -> None:
    """Put at how many tables of the other study a theme was valued so."""
    cell = Cell(
        "", "valentie", echo.theme, "", echo.valence, "", "", "", n=echo.n, of=echo.of,
        codable=None, source="mens", coder="", blanked="" if echo.n is not None else "afleidbaar",
    )  # fmt: skip
    unit = max(0.1, (room - bars.number_room(sheet, echo.of, least) - 8) / max(1, echo.of))
    bars.count_bar(
        sheet, *at, cell, unit=unit, track=echo.of, colour=echo.valence, min_tables=least, height=8.0
    )  # fmt: skip
