"""Stage that draws the praatplaat, and the workbook in which people choose what it says.

A study of several sessions has a plate of all of them and one of each.

For `geef-vrij`: `plates_of(run)` gives every plate by its name, its `sentences` are what a person has to
release one by one, and `plate_files(run, plate, released)` gives the files with only the sentences in
`released`, under paths below the folder that they go to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import (
    DialogueTables,
    Priorities,
    ShownSupport,
    Statements,
    Voters,
    Votes,
)
from pipeline.domain.tables.shown import ShownStatements
from pipeline.domain.wording import CONCEPT, NOT_RECORDED, enumerate_words, number_word
from pipeline.domain.yamltext import read_yaml
from pipeline.exchange import plate_sheet as sheet
from pipeline.exchange.decision_sheets import read_book
from pipeline.files.atomic import file_digest
from pipeline.files.names import file_name
from pipeline.provenance import code_digest, digest_of
from pipeline.release.coarsening import coarse_date
from pipeline.release.figures import read_style
from pipeline.release.figures.record import csv_bytes
from pipeline.release.praatplaat import (
    Board,
    icon_names,
    keep_on,
    lay_out,
    render_pdf,
    render_svg,
    sentences_on,
)
from pipeline.release.praatplaat.choose import Choice, Decision, choose_statements
from pipeline.release.praatplaat.compose import (
    JOINED,
    PlateTexts,
    Proposal,
    compose_board,
    origin_rows,
    propose,
    voice_name,
)
from pipeline.release.praatplaat.proposals import Proposer
from pipeline.release.priorities import release_priorities
from pipeline.release.texts import Texts
from pipeline.stages import session_shield
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder

NAME = "praatplaat"
ORIGIN = "herkomst"
ICONS_FILE = "praatplaat.yaml"
TITLE, MIDDLE_QUESTION, VOICE_QUESTION = "titel", "vraag in het midden", "vraag bij {}"


@dataclass(frozen=True)
class PlateWork:
    """A plate with all that it was made from, for its files and its workbook."""

    board: Board
    shown: pd.DataFrame  # ShownStatements
    choice: Choice
    proposals: Mapping[str, Proposal]
    blocs: tuple[str, ...]
    texts: PlateTexts
    left_out: tuple[str, ...]  # statements for which there was no room on the page
    session: str = ""  # the one session that it is of; "" for all of the study

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return every sentence on it that comes from a statement."""
        return sentences_on(self.board)

    @property
    def name(self) -> str:
        """Return the name of the product and of its files."""
        return f"{NAME}-{file_name(self.session)}" if self.session else NAME


def read_sessions(run: Run) -> None:
    """Put what an analysis made of dialoogsessies in a run that was opened again."""
    session_shield.reopen(run)
    session_shield.shield(run)


def draw(run: Run) -> None:
    """Prioritised statements to the praatplaat, of all sessions and of each; a study without has none."""
    plates = plates_of(run)
    for done, work in enumerate(plates, start=1):
        files = plate_files(run, work)
        run.files.update({f"{run.place}/{name}": content for name, content in files.items()})
        run.progress("Praatplaten tekenen", done, len(plates))


def plates_of(run: Run) -> list[PlateWork]:
    """Return the plate of a study, then that of each session where there are several.

    Raises:
        InputError: when something in the workbook cannot be followed.
    """
    found = [plate_of(run), *(plate_of(run, session) for session in sessions_of(run))]
    return [work for work in found if work is not None]


def sessions_of(run: Run) -> list[str]:
    """Return the sessions with points, in their order; none where there is only one."""
    if "Priorities" not in run.tables:
        return []
    named = [str(one) for one in dict.fromkeys(run.table(Priorities)["table_id"])]
    return named if len(named) > 1 else []


def plate_of(run: Run, session: str = "") -> PlateWork | None:
    """Return the plate of a study or of one session.

    None where no group supports any statement that may be shown.

    Raises:
        InputError: when something in its workbook cannot be followed.
    """
    if "Priorities" not in run.tables or not len(run.table(Priorities)):
        return None
    former = read_book(decisions_folder(run.settings) / sheet.FILE)
    shown, support = (_own(table, session) for table in _shown(run))
    groups = _groups_of_blocs(run, session)
    statements = _own(run.table(Statements), session)
    texts = _plate_texts(run, groups, sheet.typed_on_plate(former), session)
    everywhere = [voice_name(bloc, texts.voice_names) for bloc in _groups_of_blocs(run)]
    sheet.check_typed(former, icons=icon_names(), groups=everywhere)
    names = {bloc: voice_name(bloc, texts.voice_names) for bloc in groups}
    decisions = _decisions(statements, former, names)
    ranked = _own(run.table(Priorities), session)
    choice = choose_statements(support, ranked, decisions, order=_order(run, list(groups)))
    if not choice.voices and not choice.shared:
        return None
    proposals = _proposals(run, statements, choice)
    board = compose_board(
        choice,
        statements,
        proposals,
        decisions,
        texts=texts,
        proposer=_proposer(run),
        groups=groups,
    )
    fitted = lay_out(board, read_style(run.settings.house_style))
    left = tuple(one.statement_id for one in fitted.left_out)
    return PlateWork(fitted.board, shown, choice, proposals, tuple(groups), texts, left, session)


def plate_files(
    run: Run, work: PlateWork, released: Collection[str] | None = None
) -> dict[str, bytes]:
    """Return the plate as SVG, PDF and the CSV with what each element rests on, by file name.

    With `released` only these sentences are on it; none of them released gives no files.
    """
    board = work.board if released is None else keep_on(work.board, released)
    if not board.statements:
        return {}
    style = read_style(run.settings.house_style)

    def make() -> dict[str, bytes]:
        plate = lay_out(board, style).plate
        return {".svg": render_svg(plate, style), ".pdf": render_pdf(plate, style)}

    parts = [
        code_digest(),
        file_digest(run.settings.house_style),
        digest_of({"board": repr(board)}),
    ]
    drawn = run.store.remember_files(NAME, parts, make)
    files = {f"{work.name}{ending}": content for ending, content in drawn.items()}
    return {**files, f"{work.name}-{ORIGIN}.csv": csv_bytes(origin_rows(board, work.shown))}


def statement_key(row: Mapping[Any, Any]) -> str:
    """Return the mark by which the workbook knows a statement: other words give another mark."""
    parts = [str(row[name]) for name in ("table_id", "statement_id", "text")]
    return digest_of({"statement": parts})[:12]


def _decisions(
    statements: pd.DataFrame, former: Mapping[str, pd.DataFrame], names: Mapping[str, str]
) -> dict[str, Decision]:
    """Return what people decided, by statement."""
    typed = sheet.typed_on_statements(former)
    blocs = {name.casefold(): bloc for bloc, name in names.items()}
    blocs[sheet.MIDDLE] = sheet.MIDDLE
    found = {}
    for row in statements.to_dict("records"):
        own = typed.get(statement_key(row))
        if own:
            place = own[sheet.PLACE].strip().casefold()
            found[str(row["statement_id"])] = Decision(
                own[sheet.TEXT], own[sheet.QUESTION], own[sheet.ICON].strip().casefold(),
                own[sheet.SHOW].strip().casefold(), blocs.get(place, ""),
            )  # fmt: skip
    return found


def _shown(run: Run) -> tuple[pd.DataFrame, Any]:
    """Return what may be shown of statements and of who supports them, made once a run."""
    if "ShownSupport" not in run.tables:
        shown = release_priorities(
            run.table(Statements), run.table(Voters), run.table(Votes), run.table(Priorities),
            min_people=run.settings.min_people,
        )  # fmt: skip
        run.put(shown.statements, ShownStatements)
        run.put(shown.support, ShownSupport)
    return run.table(ShownStatements), run.table(ShownSupport)


def _own(table: Any, session: str) -> Any:
    """Return the rows of one session, or the whole table where it is of all."""
    if not session:
        return table
    return table[(table["table_id"] == session).to_numpy(dtype=bool)].reset_index(drop=True)


def _groups_of_blocs(run: Run, session: str = "") -> dict[str, str]:
    """Return, per bloc, the group of most of its people, for its colour."""
    voters = _own(run.table(Voters), session)
    return {
        str(bloc): sorted(Counter(own).items(), key=lambda one: (-one[1], one[0]))[0][0]
        for bloc, own in voters.groupby("bloc", sort=True)["group"]
    }


def _order(run: Run, blocs: Sequence[str]) -> list[str]:
    """Return the blocs as they sit: by the groups of the codebook, as the settings name their parts."""
    text = read_yaml(configs_folder() / "perspectieven.yaml").values
    parts: dict[str, tuple[int, int]] = {}
    for index, group in enumerate(run.perspectives.groups):
        for part in (*text.get("stemmen", {}).get(group, {}), group):
            parts.setdefault(part, (index, len(parts)))

    def place(bloc: str) -> tuple[int, int, int, str]:
        """Sort by group; within it those that were merged come last."""
        first = bloc.split(JOINED, maxsplit=1)[0]
        group, own = parts.get(first, (len(parts), len(parts)))
        return group, bloc.count(JOINED), own, bloc

    return sorted(blocs, key=place)


def _proposer(run: Run) -> Proposer:
    icons = read_yaml(configs_folder() / ICONS_FILE).values["iconen"]
    known = {**icons["koppen"], **icons["themas"], "": icons["anders"]}
    words = {
        icon: "|".join(rf"\b{re.escape(word)}\b" for word in str(said).split())
        for icon, said in icons["woorden"].items()
    }
    return Proposer(run.records["texts"].part("praatplaat_vragen"), known, words)


def _proposals(run: Run, statements: Any, choice: Choice) -> dict[str, Proposal]:
    """Return short words and icons for all statements; those on the plate have the first pick."""
    first = [*choice.shared, *(one for said in choice.voices.values() for one in said)]
    place = {one: index for index, one in enumerate(first)}
    late = len(place)
    turn = statements["statement_id"].map(lambda one: place.get(one, late))
    return propose(
        statements.assign(_turn=turn).sort_values("_turn", kind="stable"), _proposer(run)
    )


def part_of(name: str, session: str) -> str:
    """Return how the workbook calls a part of the plate: that of one session has its name."""
    return f"{name} van {session}" if session else name


def _plate_texts(
    run: Run, groups: Mapping[str, str], own: Mapping[str, str], session: str
) -> PlateTexts:
    """Return what the plate says of itself; a person's own text goes first.

    A question for a group, or in the middle, is asked on the plate of each session too.
    """
    texts: Texts = run.records["texts"]
    names = dict(texts.part("praatplaat_groepen"))
    asked = {
        bloc: own.get(VOICE_QUESTION.format(voice_name(bloc, names)).casefold(), "")
        for bloc in groups
    }

    def say(name: str, **fields: object) -> str:
        return texts.fill("praatplaat", name, **fields)

    return PlateTexts(
        title=own.get(part_of(TITLE, session).casefold()) or _title(run, session),
        question=own.get(part_of(MIDDLE_QUESTION, session).casefold())
        or own.get(MIDDLE_QUESTION)
        or say("vraag"),
        source=say("bron", **_source_fields(run, session)),
        guide=say("uitleg"),
        guide_loose=say("uitleg_los"),
        shared_lead=say("eens"),
        support_lead=say("gesteund"),
        chair=say("stoel"),
        mark=CONCEPT if run.concept else "",
        heading_names=tuple(texts.part("praatplaat_koppen").items()),
        voice_names=names,
        voice_questions=asked,
    )


def _title(run: Run, session: str) -> str:
    texts: Texts = run.records["texts"]
    if not session:
        return texts.fill("praatplaat", "titel", titel=run.settings.title)
    return texts.fill("praatplaat", "titel_sessie", titel=run.settings.title, sessie=session)


def _source_fields(run: Run, session: str) -> dict[str, str]:
    """Return which sessions, where and when; no closer than their year."""
    tables = run.table(DialogueTables)
    named = [session] if session else list(run.table(Statements)["table_id"])
    held = tables[tables["table_id"].isin(named)]
    regions = sorted({one for one in held["region"] if one}) or [f"regio {NOT_RECORDED}"]
    years = sorted({coarse_date(date, step="jaar") for date in held["date"] if date})
    span = (
        "" if not years else years[0] if len(years) == 1 else f"{years[0]} tot en met {years[-1]}"
    )
    count = len(held)
    return {
        "sessies": f"{number_word(count)} {'dialoogsessie' if count == 1 else 'dialoogsessies'}",
        "regio": enumerate_words(regions),
        "periode": span or f"jaar {NOT_RECORDED}",
    }
