"""Stages in which people decide: their workbooks read, and written anew without losing a word."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.settings import Settings
from pipeline.domain.tables import (
    Actions,
    CardEdits,
    Cards,
    Codings,
    DialogueTables,
    Participants,
    Patterns,
    Segments,
    check,
)
from pipeline.exchange.action_sheet import FILE as ACTION_FILE
from pipeline.exchange.action_sheet import (
    action_book,
    read_action_notes,
    read_ledger,
    standing_notes,
)
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.exchange.matrix_sheet import FILE as MATRIX_FILE
from pipeline.exchange.matrix_sheet import matrix_book, read_matrix_notes
from pipeline.exchange.pattern_sheet import FILE as PATTERN_FILE
from pipeline.exchange.pattern_sheet import pattern_book, read_card_edits, typed_cards
from pipeline.exchange.plate_sheet import FILE as PLATE_FILE
from pipeline.exchange.plate_sheet import typed_on_plate, typed_on_statements
from pipeline.exchange.quote_sheet import FILE as QUOTE_FILE
from pipeline.exchange.quote_sheet import read_translations
from pipeline.exchange.reply_sheet import FILE as REPLY_FILE
from pipeline.exchange.reply_sheet import withheld
from pipeline.findings.actions import find_actions, roles_by_table
from pipeline.findings.basis import Basis
from pipeline.findings.follow_up import (
    ActionSummary,
    follow_actions,
    list_follow_ups,
    shares_by_table,
    summarise_actions,
)
from pipeline.findings.matrix import fill_matrix, summaries_by_pattern
from pipeline.findings.patterns import describe_exceptions, find_patterns, keep_edits
from pipeline.provenance import digest_of
from pipeline.stages.apart import only_sessions
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder

CORRECTED = ("owner_role", "term", "due")  # of an action: what products show of people's notes
LAST_DAY = "9999-12-31"  # a note that is only read, not kept, is as late as can be


@dataclass(frozen=True)
class Updated:
    """A workbook after an update: where it lies, whether it changed, and what it holds in numbers."""

    path: Path
    changed: bool
    counts: dict[str, int]


def decisions_digest(settings: Settings) -> str:
    """Return one digest of what people decided and an analysis shows; "" before they did.

    Of what they typed, not of the files: a new edition of a workbook makes no analysis stale.
    """
    folder = decisions_folder(settings)
    wrote = typed_cards(read_book(folder / PATTERN_FILE)).to_dict("records")
    former = read_book(folder / ACTION_FILE)
    noted = standing_notes(read_action_notes(former, read_ledger(former), on_date=LAST_DAY))
    corrected = {
        action_id: {field: note.get(field, "") for field in CORRECTED}
        for action_id, note in noted.items()
        if any(note.get(field) for field in CORRECTED)
    }
    decided = {"cards": wrote, "actions": corrected} if wrote or corrected else {}
    translated = sorted(read_translations(read_book(folder / QUOTE_FILE)).items())
    if translated:
        decided |= {"translations": translated}
    kept_back = withheld(read_book(folder / REPLY_FILE))
    if kept_back:
        decided |= {"withheld": kept_back}
    plate = read_book(folder / PLATE_FILE)
    statements, parts = typed_on_statements(plate), typed_on_plate(plate)
    if statements or parts:
        decided |= {"plate_statements": statements, "plate": parts}
    return digest_of(decided) if decided else ""


def patterns_of(run: Run, basis: Basis) -> DataFrame[Patterns]:
    """Return the cards that the study's codings make."""
    rules = run.settings.rules
    return find_patterns(
        basis.evidence, run.codebook, basis.tables,
        min_tables=max(rules.pattern_tables, run.settings.min_tables),
        min_groups=rules.pattern_groups,
        unit=("sessie", "sessies") if only_sessions(run) else ("tafel", "tafels"),
    )  # fmt: skip


def cards_of(
    run: Run, patterns: DataFrame[Patterns]
) -> tuple[DataFrame[Cards], DataFrame[CardEdits]]:
    """Return the cards as they stand, and what researchers wrote on them."""
    former = read_book(decisions_folder(run.settings) / PATTERN_FILE)
    edits = read_card_edits(former, _by(patterns, "pattern_id", "digest"))
    return keep_edits(patterns, edits), edits


def exceptions_of(run: Run, patterns: DataFrame[Patterns]) -> dict[str, str]:
    """Return, per card, the sectors in which its pattern was not seen."""
    sectors = _by(run.table(DialogueTables), "table_id", "sector")
    return {
        card["pattern_id"]: describe_exceptions(card, sectors)
        for card in patterns.to_dict("records")
    }


def update_patterns(run: Run, basis: Basis) -> Updated:
    """Write the pattern cards anew, with all that researchers wrote on them."""
    path = decisions_folder(run.settings) / PATTERN_FILE
    patterns = patterns_of(run, basis)
    cards, edits = cards_of(run, patterns)
    cells = fill_matrix(basis.evidence, run.codebook, basis.tables)
    notes = read_matrix_notes(
        read_book(path.with_name(MATRIX_FILE)), _by(cells, "cell_id", "digest")
    )
    book = pattern_book(
        patterns, cards, edits, run.table(Segments), run.codebook,
        exceptions=exceptions_of(run, patterns),
        summaries=summaries_by_pattern(patterns, cells, notes, run.codebook),
    )  # fmt: skip
    counts = {
        "cards": len(patterns),
        "carried": int(patterns["carried"].sum()),
        "settled": int((cards["status"] == "vastgesteld").sum()),
        "releasable": int(cards["releasable"].sum()),
        "changed": int((cards["changed"] & ~cards["gone"]).sum()),
        "unanswered": int((~cards["answered"] & (cards["status"] == "vastgesteld")).sum()),
    }
    return Updated(path, write_book(path, book, read_book(path)), counts)


def update_matrix(run: Run, basis: Basis) -> Updated:
    """Write the framework matrix anew, with every summary that researchers typed."""
    path = decisions_folder(run.settings) / MATRIX_FILE
    former = read_book(path)
    cells = fill_matrix(basis.evidence, run.codebook, basis.tables)
    notes = read_matrix_notes(former, _by(cells, "cell_id", "digest"))
    book = matrix_book(
        cells, notes, run.codebook, evidence=basis.evidence, segments=run.table(Segments),
        dialogue_tables=run.table(DialogueTables),
    )  # fmt: skip
    counts = {
        "filled": int((cells["digest"] != "").sum()),
        "written": len(notes),
        "changed": int(notes["changed"].sum()),
    }
    return Updated(path, write_book(path, book, former), counts)


def update_actions(run: Run, *, on_date: str) -> tuple[Updated, ActionSummary]:
    """Write the verbeteracties anew, with what people noted since, and whom to ask on `on_date`."""
    path = decisions_folder(run.settings) / ACTION_FILE
    former = read_book(path)
    read = _actions_as_read(run)
    ledger = read_action_notes(former, read_ledger(former), on_date=on_date)
    followed = follow_actions(read, ledger)
    follow_ups = list_follow_ups(followed, run.table(DialogueTables), on_date=on_date)
    summary = summarise_actions(followed)
    shares = shares_by_table(followed)
    shares.columns = pd.Index(["tafel", "acties", "met eigenaar", "met termijn"])
    book = action_book(
        followed, follow_ups, shares, ledger,
        as_read={row["action_id"]: {str(k): str(v) for k, v in row.items()} for row in read.to_dict("records")},
        summary=summary.sentence, on_date=on_date,
    )  # fmt: skip
    counts = {"asked": follow_ups["action_id"].nunique(), "overdue": int(follow_ups["overdue"].sum())}  # fmt: skip
    return Updated(path, write_book(path, book, former), counts), summary


def corrected_actions(run: Run, actions: DataFrame[Actions]) -> DataFrame[Actions]:
    """Return the actions with owner, term and date as people corrected them."""
    former = read_book(decisions_folder(run.settings) / ACTION_FILE)
    notes = read_action_notes(former, read_ledger(former), on_date=LAST_DAY)
    followed = follow_actions(actions, notes)
    return check(followed.loc[followed["found"], Actions.names()], Actions)


def _actions_as_read(run: Run) -> DataFrame[Actions]:
    return find_actions(
        run.table(Segments),
        run.table(DialogueTables),
        run.table(Codings),
        run.codebook,
        roles=roles_by_table(run.table(Participants)),
    )


def _by(table: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(table[key], table[value], strict=True))
