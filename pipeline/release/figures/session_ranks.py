"""One dialoogsessie in; its statements in order, by person and with groups weighing the same, out.

A dark place is firm, a light one hangs on who happened to be there. Bars count people: points never
show, for with a few votes each they tell how many people gave them.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.wording import plural
from pipeline.release.figures import frame
from pipeline.release.figures.canvas import LINE, Sheet
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.session_parts import ROW_GAP, draw_leading, heading, put_statement
from pipeline.release.figures.wrapping import wrap
from pipeline.release.session_view import Place, Placed, SessionView

CHIP = 19.0  # across, in points
INSET = 7.0  # room for the brackets of shared places
PLACE_ROOM, BAR_ROOM, GAP = 44.0, 88.0, 9.0
NARROW = 330.0  # a sheet narrower than this has shorter bars
BAR = 8.0


def draw_order(order: Order, view: SessionView) -> Drawing | None:
    """Draw the leading statements of a session with both places, and how many people support them."""
    if not view.ordered:
        return None
    everyone = plural(view.n_people or 0, "deelnemer", "deelnemers")
    subtitle = (
        f"Uitspraken op volgorde van de punten die {everyone} verdeelden. Links telt ieder mens even zwaar, "
        "rechts iedere groep"
    )
    return draw_leading(
        order,
        view,
        subtitle,
        put=_draw,
        key=_key,
        spoken=_spoken,
        rows=lambda *one: [csv_row(*one)],
    )


def csv_row(view: SessionView, one: Placed) -> dict[str, object]:
    """Return one statement as a line of a CSV; what is not shown is empty, with why."""
    group = one.by_group
    return {
        "sessie": view.table_id,
        "uitspraak": one.statement_id,
        "tekst": one.text,
        "kop": one.heading,
        "plaats": one.by_person.place,
        "gedeeld": "ja" if one.by_person.tied else "",
        "plaats_van": one.by_person.low,
        "plaats_tot": one.by_person.high,
        "staat_vast": "ja" if one.by_person.firm else "",
        "plaats_groepen_even_zwaar": "" if group is None else group.place,
        "staat_vast_groepen_even_zwaar": "ja" if group is not None and group.firm else "",
        "gesteund_door": ", ".join(view.bloc(name).label for name in one.supported_by),
        "personen": "" if one.count is None else one.count,
        "van_personen": one.of_people,
        "afgeschermd": "afleidbaar" if one.count is None else "",
        "telling": one.finding_id,
    }


def _key(view: SessionView, shown: Sequence[Placed]) -> str:
    loose = any(not one.by_person.firm for one in shown)
    firm = any(one.by_person.firm for one in shown)
    dark = f"Donker: hoort vast bij de eerste {view.leading}." if firm else ""
    light = (
        "Licht: deze plaats hangt af van wie er toevallig was; eronder tussen welke plaatsen zij dan ligt."
        if loose
        else ""
    )
    ties = any(one.by_person.tied or (one.by_group and one.by_group.tied) for one in shown)
    shared = "Een haak, of = achter een plaats: gedeelde plaats." if ties else ""
    hidden = any(one.count is None for one in shown)
    blank = "–: niet getoond, anders is een kleiner aantal af te leiden." if hidden else ""
    return " ".join(filter(None, (dark, light, shared, blank)))


def _spoken(view: SessionView, one: Placed) -> str:
    group = f", met groepen even zwaar plaats {one.by_group.place}" if one.by_group else ""
    count = "" if one.count is None else f", {one.count} van de {one.of_people} mensen"
    firm = "staat vast" if one.by_person.firm else "staat niet vast"
    support = f", gesteund door {view.said_support(one)}" if one.supported_by else ""
    return f"Plaats {one.by_person.place} ({firm}){group}{count}{support}: {one.text.rstrip('.')}"


def _draw(body: frame.Body, view: SessionView, shown: Sequence[Placed]) -> float:
    sheet = body.sheet
    bar = BAR_ROOM if sheet.width > NARROW else 0.6 * BAR_ROOM
    words_x = INSET + PLACE_ROOM + GAP
    words = sheet.width - words_x - GAP - PLACE_ROOM - GAP - bar
    right = words_x + words + GAP + PLACE_ROOM / 2
    bar_x = sheet.width - bar
    size, measure = sheet.style.small_pt, sheet.measure(sheet.style.small_pt)
    heads = [
        wrap(text, room, measure)
        for text, room in (("mensen even zwaar", PLACE_ROOM + 6), ("groepen even zwaar", PLACE_ROOM + 6),
                           ("hoeveel mensen", bar))
    ]  # fmt: skip
    y = body.top + max(map(len, heads)) * LINE * size
    heading(sheet, INSET + PLACE_ROOM / 2, y, heads[0])
    heading(sheet, right, y, heads[1])
    heading(sheet, bar_x, y, heads[2], middle=False)
    y += 5
    tops: list[tuple[float, float]] = []
    for one in shown:
        sheet.line((0, y), (sheet.width, y), width=0.4)
        top = y + ROW_GAP * 0.6
        support = view.said_support(one)
        under = f"gesteund door {support}" if support else ""
        height = put_statement(sheet, words_x, top, one, width=words, under=under)
        tall = CHIP + LINE * size + 2
        height = max(height, tall)
        chips = top + (height - tall) / 2 + CHIP / 2
        _chip(sheet, INSET + PLACE_ROOM / 2, chips, one.by_person)
        if one.by_group:
            _chip(sheet, right, chips, one.by_group, equals=True)
        _bar(sheet, bar_x, top + height / 2, bar, one)
        tops.append((top, top + height))
        y = top + height + ROW_GAP * 0.4
    runs = frame.tied_runs([one.by_person.place for one in shown])
    frame.tie_marks(sheet, [(tops[first][0], tops[last][1]) for first, last in runs])
    return y


def _chip(sheet: Sheet, x: float, y: float, place: Place, *, equals: bool = False) -> None:
    """Put a place in a disc, dark where it is firm, and under it between which places it lies."""
    fill = sheet.tint("inkt", 0.86) if place.firm else sheet.tint("inkt", 0.13)
    sheet.box(x - CHIP / 2, y - CHIP / 2, CHIP, CHIP, fill=fill, round=CHIP / 2)
    said = f"{place.place}=" if equals and place.tied else str(place.place)
    sheet.middle_text(
        x, y, said, face="vet", colour=sheet.reading_colour(fill), anchor="middle",
        size=sheet.style.text_pt if len(said) < 3 else sheet.style.small_pt,
    )  # fmt: skip
    size = sheet.style.small_pt
    sheet.text(
        x, y + CHIP / 2 + size + 0.5, place.reach, size=size, colour="grijs", anchor="middle"
    )


def _bar(sheet: Sheet, x: float, y: float, room: float, one: Placed) -> None:
    """Put how many people support it on a track that stands for everyone."""
    number = "–" if one.count is None else f"{one.count} van {one.of_people}"
    widest = f"{one.of_people} van {one.of_people}"
    said = sheet.measure(sheet.style.small_pt)(widest) + 4
    track = room - said
    if one.count is None:
        sheet.hatch(x, y - BAR / 2, track, BAR)
    else:
        sheet.box(x, y - BAR / 2, track, BAR, fill=sheet.colour("baan"))
        full = track * one.count / max(1, one.of_people)
        sheet.box(x, y - BAR / 2, full, BAR, fill=sheet.tint("inkt", 0.62))
    sheet.middle_text(x + track + 4, y, number, size=sheet.style.small_pt)
