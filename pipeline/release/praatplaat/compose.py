"""A choice of statements with the texts of a study in; the board of its praatplaat out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Statements
from pipeline.domain.tables.statements import HEADINGS
from pipeline.domain.wording import enumerate_words
from pipeline.release.praatplaat.board import Board, Statement, Voice
from pipeline.release.praatplaat.choose import Choice, Decision
from pipeline.release.praatplaat.marks import element_id
from pipeline.release.praatplaat.proposals import Proposer
from pipeline.release.praatplaat.shorten import How, shorten

BY_PEOPLE = ("mens", "blad")  # coded, or on the sheet
JOINED = " + "  # between blocs that were merged, see findings.blocs


@dataclass(frozen=True)
class PlateTexts:
    """What a plate says that does not come from statements."""

    title: str
    question: str
    source: str
    guide: str
    guide_loose: str  # instead, where no place stands
    shared_lead: str
    support_lead: str
    chair: str
    mark: str
    heading_names: tuple[tuple[str, str], ...]
    voice_names: Mapping[str, str]  # bloc to its name; others keep their own
    voice_questions: Mapping[str, str]  # bloc to the question that a person wrote


@dataclass(frozen=True)
class Proposal:
    """What the program proposes for one statement, for people to change."""

    text: str
    how: How
    icon: str


def propose(statements: DataFrame[Statements], proposer: Proposer) -> dict[str, Proposal]:
    """Return short words and an icon for every statement, by id; those that come first choose first."""
    found = {}
    for row in statements.to_dict("records"):
        text, how = shorten(row["text"])
        icon = proposer.icon(themes_of(row), str(row["heading"]), text=str(row["text"]))
        found[str(row["statement_id"])] = Proposal(text, how, icon)
    return found


def themes_of(row: Mapping[Any, Any]) -> list[str]:
    """Return the themes of a statement that a person gave it; what a model proposes picks no words."""
    return str(row["themes"]).split() if row["themes_by"] in BY_PEOPLE else []


def voice_name(bloc: str, names: Mapping[str, str]) -> str:
    """Return the name of a bloc in running text; one that was merged names all that are in it."""
    parts = [names.get(part, part) for part in bloc.split(JOINED)]
    if bloc in names:
        return names[bloc]
    if any(" en " in part for part in parts):
        return ", ".join(parts)
    return enumerate_words(parts)


def compose_board(
    choice: Choice,
    statements: DataFrame[Statements],
    proposals: Mapping[str, Proposal],
    decisions: Mapping[str, Decision],
    *,
    texts: PlateTexts,
    proposer: Proposer,
    groups: Mapping[str, str],
) -> Board:
    """Return the board; `groups` gives per bloc the group of the codebook, for its colour.

    Within a voice statements stand as kansen, belemmeringen, randvoorwaarden; within a heading those
    whose place stands come first, then as the group ranked them.
    """
    rows = {str(row["statement_id"]): row for row in statements.to_dict("records")}
    asked = {bloc: texts.voice_questions.get(bloc, "") for bloc in choice.voices}
    proposer.asked.update(filter(None, asked.values()))
    for bloc, said in choice.voices.items():
        first = rows[said[0]]
        asked[bloc] = asked[bloc] or proposer.question(themes_of(first), str(first["heading"]))
    names = {bloc: voice_name(bloc, texts.voice_names) for bloc in groups}

    def made(one: str, place: int, supporters: Sequence[str] = ()) -> Statement:
        row, decided = rows[one], decisions.get(one, Decision())
        spare = "" if decided.question else proposer.question(themes_of(row), str(row["heading"]))
        return Statement(
            one, decided.text or proposals[one].text, str(row["heading"]), choice.firm[one],
            decided.icon or proposals[one].icon, decided.question, spare,
            tuple(names.get(bloc, bloc) for bloc in supporters), place,
        )  # fmt: skip

    shared = tuple(
        made(one, place, blocs) for place, (one, blocs) in enumerate(choice.shared.items())
    )
    voices = tuple(
        Voice(
            bloc, names.get(bloc, bloc), groups.get(bloc, "overig"),
            tuple(sorted((made(one, place) for place, one in enumerate(said)), key=_in_order)),
            asked[bloc], texts.support_lead,
        )
        for bloc, said in choice.voices.items()
    )  # fmt: skip
    return Board(
        title=texts.title, question=texts.question, source=texts.source,
        guide=texts.guide, guide_loose=texts.guide_loose,
        voices=voices, shared=shared, shared_lead=texts.shared_lead, support_lead=texts.support_lead,
        chair=texts.chair, mark=texts.mark, heading_names=texts.heading_names,
    )  # fmt: skip


def _in_order(one: Statement) -> tuple[int, bool]:
    heading = HEADINGS.index(one.heading) if one.heading in HEADINGS else len(HEADINGS)
    return heading, not one.firm


def origin_rows(board: Board, shown: pd.DataFrame) -> list[dict[str, object]]:
    """Return what every element of a plate rests on; a number that may not be shown is an empty cell.

    `shown` is the ShownStatements of the sessions: no points, no shares, places among what is placed.
    Only the words on the plate: those of the card were never released.
    """
    rows = shown.set_index("statement_id").to_dict("index")
    found = []
    homes = {one.statement_id: voice.name for voice in board.voices for one in voice.statements}
    for one in board.statements:
        row = rows.get(one.statement_id, {})
        by = homes.get(one.statement_id) or enumerate_words(one.supporters)
        found.append(
            {
                "element": element_id("uitspraak", one.statement_id),
                "uitspraak": one.statement_id,
                "sessie": row.get("table_id", ""),
                "op_de_plaat": one.text,
                "kop": one.heading,
                "gesteund_door": by,
                "plaats": _number(row.get("place")),
                "plaats_van": _number(row.get("place_low")),
                "plaats_tot": _number(row.get("place_high")),
                "steunden": _number(row.get("n_supporters")),
                "van_mensen": _number(row.get("of_people")),
                "staat_vast": "ja" if one.firm else "nee",
                "afgeschermd": row.get("blanked", ""),
            }
        )
    return found


def _number(value: object) -> object:
    return "" if value is None or pd.isna(value) else value  # type: ignore[call-overload]
