"""One dialoogsessie as it may be told in; its factsheet out, and the statements on it.

A statement has no speaker: it says "gesteund door", and "stem van" only where the sheet recorded
who brought it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.domain.wording import CONCEPT, enumerate_words, plural
from pipeline.release.factsheet.content import Factsheet, FindingBlock, Item
from pipeline.release.session_view import OTHER_HEADING, Placed, SessionView
from pipeline.release.texts import Texts
from pipeline.release.tracing import Part

PART = "sessieblad"
MOST_ITEMS = 4  # under one heading: more do not fit two sides
MOST_CLASHES = 3
MOST_ECHOES = 4
BETWEEN = " · "


@dataclass(frozen=True)
class ThemeEcho:
    """What the tables of another study said of one theme; None where that is not shown."""

    label: str
    study: str
    of: int
    problem: int | None
    success: int | None


def compose_session_sheet(
    view: SessionView,
    *,
    title: str,
    texts: Texts,
    questions: Sequence[str],
    echoes: Sequence[ThemeEcho],
    perspectives: Mapping[str, str],
    draws: int,
    concept: bool,
    overview: str = "",
) -> Factsheet:
    """Put one session on one sheet: what was asked, who was there, what had support and from whom.

    `questions` as recorded on its sheet, `echoes` in the order in which they are told, `perspectives`
    the names of who may have brought a statement, `draws` how often people were drawn anew;
    `overview` is the name of the figure that shows who supports what.
    """

    def say(name: str, **fields: object) -> str:
        return texts.fill(PART, name, **fields)

    heard = echoes[:MOST_ECHOES]
    headings = [("findings", say("kop")), ("overview", say("kop_beeld"))]
    if heard:
        headings.append(("actions", say("kop_weerklank", titel=heard[0].study)))
    colofon = "colofon_concept" if concept else "colofon"
    return Factsheet(
        title=say("titel", sessie=view.table_id),
        subtitle=say("subtitel"),
        intro=say("intro"),
        tables_line=said_people(view, texts),
        basis=say("gevraagd", vragen=enumerate_words(list(questions))) if questions else "",
        lead=_lead(view, texts),
        findings=_blocks(view, texts, perspectives),
        overview=overview,
        actions=tuple(_said_echo(one, texts) for one in heard),
        unknowns=said_left(view, texts),
        made=(say("gemaakt", trekkingen=draws),) if view.ordered else (),
        colofon=say(colofon, min_personen=view.min_people),
        source=say("herkomst", titel=title, sessie=view.table_id),
        watermark=CONCEPT if concept else "",
        headings=tuple(headings),
    )


def said_people(view: SessionView, texts: Texts) -> str:
    """Return who divided points, by group; of too few people nothing."""
    if view.n_people is None:
        return texts.fill(PART, "wie_afgeschermd", min_personen=view.min_people)
    if not view.n_people or not view.given:
        return texts.fill(PART, "niemand")
    blocs = [bloc for bloc in view.blocs if bloc.n_people]
    groups = enumerate_words([f"{bloc.label} ({bloc.n_people})" for bloc in blocs])
    people = plural(view.n_people, "deelnemer", "deelnemers")
    said = texts.fill(PART, "wie", mensen=people, groepen=groups)
    joined = [bloc.label for bloc in blocs if bloc.joined]
    if joined:
        named = "; ".join(joined)
        said += " " + texts.fill(PART, "samen", min_personen=view.min_people, groepen=named)
    return said


def said_firm(view: SessionView, texts: Texts) -> str:
    """Return which places are firm and which are not: "plaats 1 tot en met 3 staat vast, …"."""
    if not view.ordered:
        return ""
    firm, open_ = view.firm_to, max(view.open_to, view.firm_to)
    if not firm:
        return texts.fill(PART, "niets_vast")
    if open_ == firm:
        return texts.fill(PART, "alles_vast", vast=span(1, firm))
    return texts.fill(PART, "plaats_vast", vast=span(1, firm), open=span(firm + 1, open_))


def span(first: int, last: int) -> str:
    """Return places as Dutch prose: "1", "1 en 2", "1 tot en met 4"."""
    if first == last:
        return str(first)
    return f"{first} en {last}" if last == first + 1 else f"{first} tot en met {last}"


def _lead(view: SessionView, texts: Texts) -> str:
    if view.ordered:
        return said_firm(view, texts)
    if view.n_people and view.given:
        return texts.fill(PART, "geen_plaats", min_personen=view.min_people)
    return texts.fill(PART, "geen_volgorde")


def _blocks(
    view: SessionView, texts: Texts, perspectives: Mapping[str, str]
) -> tuple[FindingBlock, ...]:
    """Return a block per heading, and one of what groups do not agree on."""
    blocks = []
    for heading in view.headings:
        own = view.under(heading)
        items = tuple(_item(view, one, texts, perspectives) for one in own[:MOST_ITEMS])
        more = len(own) - len(items)
        said = plural(more, "andere uitspraak", "andere uitspraken")
        rest = texts.fill(PART, "meer", uitspraken=said) if more else ""
        name = texts.fill(PART, f"kop_{heading}" if heading != OTHER_HEADING else "kop_anders")
        blocks.append(FindingBlock(name, items=items, rest=rest))
    clashes = tuple(_clash(view, one, texts) for one in view.clashes[:MOST_CLASHES])
    if clashes:
        blocks.append(FindingBlock(texts.fill(PART, "kop_verschil"), items=clashes))
    return tuple(blocks)


def _item(view: SessionView, one: Placed, texts: Texts, perspectives: Mapping[str, str]) -> Item:
    notes: list[list[Part]] = []
    if one.perspective:
        brought = perspectives.get(one.perspective, one.perspective)
        notes.append(
            [Part(texts.fill(PART, "stem", perspectief=brought[:1].lower() + brought[1:]))]
        )
    if one.supported_by:
        notes.append([Part(texts.fill(PART, "gesteund", groepen=view.said_support(one)))])
    if one.count is not None:
        said = texts.fill(PART, "aantal", n=one.count, van=one.of_people)
        notes.append([Part(said, one.finding_id)])
    if one.by_group and one.by_group.place != one.by_person.place:
        said = texts.fill(PART, "groepen_plaats", plaats=one.by_group.place)
        notes.append([Part(said)])
    parts = [
        part for at, note in enumerate(notes) for part in ([Part(BETWEEN)] if at else []) + note
    ]
    return Item(one.text, place_mark(one), one.by_person.firm, tuple(parts))


def place_mark(one: Placed) -> str:
    """Return a place as it is shown: "3", or "3=" where it is shared."""
    return f"{one.by_person.place}{'=' if one.by_person.tied else ''}"


def _clash(view: SessionView, one: Placed, texts: Texts) -> Item:
    others = [bloc.label for bloc in view.blocs if bloc.name not in one.supported_by]
    neither = " of ".join(filter(None, (", ".join(others[:-1]), others[-1])))
    said = texts.fill(PART, "botst", wel=view.said_support(one), niet=neither)
    return Item(one.text, place_mark(one), one.by_person.firm, (Part(said),))


def _said_echo(echo: ThemeEcho, texts: Texts) -> str:
    if echo.problem is not None and echo.success is not None:
        return texts.fill(
            PART, "weerklank", thema=echo.label, knelpunt=echo.problem, van=echo.of, succes=echo.success
        )  # fmt: skip
    name = "weerklank_knelpunt" if echo.problem is not None else "weerklank_succesfactor"
    shown = echo.problem if echo.problem is not None else echo.success
    return texts.fill(PART, name, thema=echo.label, n=shown, van=echo.of)


def said_left(view: SessionView, texts: Texts) -> tuple[str, ...]:
    """Return what was left over: points, cells, and statements without a place."""

    def statements(number: int) -> str:
        return plural(number, "uitspraak", "uitspraken")

    lines = [texts.fill(PART, "deelnemers")]
    hidden = view.n_people is None
    if view.n_few and not hidden:
        few = statements(view.n_few)
        lines.append(texts.fill(PART, "weinig", uitspraken=few, min_personen=view.min_people))
    if view.n_without and not hidden and view.given:
        lines.append(texts.fill(PART, "zonder", uitspraken=statements(view.n_without)))
    left = view.allowed - view.given
    if left > 0 and not hidden and view.given:
        said = texts.fill(PART, "ongebruikt", n=f"{left:g}", van=f"{view.allowed:g}")
        lines.append(said.replace(".", ",", said.count(".") - 1))
    if view.n_empty:
        cells = plural(view.n_empty, "vakje", "vakjes")
        lines.append(texts.fill(PART, "leeg", vakjes=cells))
    return tuple(lines)


def statements_on(sheet: Factsheet) -> tuple[str, ...]:
    """Return the words of people on a sheet, each once, as a person has to release them."""
    return tuple(dict.fromkeys(item.words for block in sheet.findings for item in block.items))


def keep_statements(sheet: Factsheet, released: Collection[str], *, lead: str) -> Factsheet:
    """Return the sheet with only the released statements; `lead` stands above it where none is."""
    kept = []
    for block in sheet.findings:
        items = tuple(item for item in block.items if item.words in released)
        if items:
            kept.append(replace(block, items=items))
    return replace(sheet, findings=tuple(kept), lead=sheet.lead if kept else lead)


def people_counts(views: Sequence[SessionView]) -> pd.DataFrame:
    """Return every count of people that sheets and tables of sessions may show, under its id.

    The columns of counts are those of findings, so that one check serves both; the unit is a person.
    """
    rows: list[tuple[str, int | None, int | None, int | None]] = []
    for view in views:
        sizes = {bloc.name: bloc.n_people for bloc in view.blocs}
        for one in view.placed:
            rows.append((one.finding_id, one.count, one.of_people, one.of_people))
            rows += [
                (f"{one.finding_id}/{bloc}", cell.count, sizes[bloc], sizes[bloc])
                for bloc, cell in one.support.items()
            ]
    columns = ["finding_id", "n_tables", "of_tables", "codable_tables"]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype(dict.fromkeys(columns[1:], "Int64"))
