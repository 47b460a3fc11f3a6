"""Stages about dialoogsessies: their statements set apart, tied to themes, ranked, and held beside tables."""

from __future__ import annotations

import pandas as pd

from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import (
    Codings,
    Priorities,
    Segments,
    StatementCodings,
    Statements,
    StatementSegments,
    Tokens,
    Voters,
    Votes,
    check,
)
from pipeline.domain.tables.study import EVIDENCE
from pipeline.domain.yamltext import read_yaml
from pipeline.findings.blocs import BlocMap, assign_blocs
from pipeline.findings.priorities import rank_statements
from pipeline.findings.statement_themes import tie_themes
from pipeline.provenance import code_digest, digest_of
from pipeline.stages.run import Run

DRAWS = 2000  # of participants; the bounds of a place move by none with more


def set_apart(run: Run) -> None:
    """Take the statements out of what tables said, so that no measure, quote or model counts them.

    Their segments, words and codings go on in tables of their own. Stages before this one work on
    both; every stage after it sees tables' own words only.
    """
    segments = run.table(Segments)
    said = segments["kind"].isin(EVIDENCE).to_numpy(dtype=bool)
    run.put(segments[~said], StatementSegments)
    if "Codings" in run.tables:
        codings = run.table(Codings)
        ours = codings["segment_id"].isin(segments["segment_id"][said]).to_numpy(dtype=bool)
        run.put(codings[~ours], StatementCodings)
        run.put(codings[ours], Codings)
    if said.all():
        return
    if "Tokens" in run.tables:
        tokens = run.table(Tokens)
        run.put(tokens[tokens["segment_id"].isin(segments["segment_id"][said])], Tokens)
    if "vectors" in run.records:
        run.records["vectors"] = run.records["vectors"][said]
    run.put(segments[said], Segments)


def tie(run: Run) -> None:
    """Statements to themes: as people coded them, else as the sheet says, else as the model proposes.

    The statements of a document that was held back, and the points for them, are no longer there.
    """
    segments = run.table(StatementSegments)
    statements = run.table(Statements)
    kept = statements["segment_id"].isin(segments["segment_id"]).to_numpy(dtype=bool)
    held = set(statements["table_id"][~kept]) - set(statements["table_id"][kept])
    run.put(
        tie_themes(check(statements[kept], Statements), run.table(StatementCodings), run.codebook),
        Statements,
    )
    for schema in (Voters, Votes):
        table = run.table(schema)
        run.put(table[~table["table_id"].isin(held)], schema)


def rank(run: Run) -> None:
    """Points to the order of each session's statements, by person, by group and by bloc."""
    blocs = bloc_map(run)
    voters = assign_blocs(run.table(Voters), blocs, min_people=run.settings.min_people)
    run.put(voters, Voters)
    parts = [
        code_digest(),
        digest_of({"blocs": [blocs.groups, blocs.finer, blocs.joins], "seed": run.settings.seed}),
        *(table_digest(run.tables[name]) for name in ("Statements", "Voters", "Votes")),
    ]

    def make() -> dict[str, pd.DataFrame]:
        ranked = rank_statements(
            run.table(Statements), voters, run.table(Votes), blocs, draws=DRAWS, seed=run.settings.seed
        )  # fmt: skip
        return {"Priorities": ranked}

    run.put(run.store.remember("prioriteiten", parts, make)["Priorities"], Priorities)


def bloc_map(run: Run) -> BlocMap:
    """Return in which blocs the points of this study's sessions are counted."""
    text = read_yaml(configs_folder() / "perspectieven.yaml").values
    return BlocMap(tuple(run.perspectives.groups), text["stemmen"], text["samen_met"])


def table_digest(table: pd.DataFrame) -> str:
    """Return the digest of a table's cells."""
    return digest_of({"cells": table.astype(str).to_numpy().tolist()})
