"""Stages about dialoogsessies: statements tied to themes, ranked, compared, and held beside tables."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import (
    Clashes,
    Emphases,
    Notices,
    Priorities,
    StatementCodings,
    Statements,
    StatementSegments,
    Voters,
    Votes,
    check,
)
from pipeline.domain.yamltext import read_yaml
from pipeline.findings.blocs import BlocMap, assign_blocs, merged_blocs
from pipeline.findings.clashes import find_clashes
from pipeline.findings.emphases import weigh_emphases
from pipeline.findings.priorities import rank_statements
from pipeline.findings.statement_themes import tie_themes
from pipeline.provenance import code_digest, digest_of
from pipeline.stages.run import Run

SHUFFLES = 2000  # of people between two blocs
MERGED = (
    "Samen geteld, omdat in een van deze groepen minder dan {least} mensen punten gaven: {blocs}."
)
TOO_FEW = "Minder dan {least} mensen gaven punten: de volgorde is alleen voor het team."
DRAWS = 2000  # of participants; the bounds of a place move by none with more


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
    _note_blocs(run, voters)
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


def _note_blocs(run: Run, voters: DataFrame[Voters]) -> None:
    """Note which groups of a session count together, and a session of too few people to show at all."""
    least = run.settings.min_people
    givers = voters[voters["given"] > 0].groupby("table_id").size()
    few = [
        table_id
        for table_id in dict.fromkeys(voters["table_id"])
        if givers.get(table_id, 0) < least
    ]
    told = {table_id: TOO_FEW.format(least=least) for table_id in few}
    for table_id, blocs in merged_blocs(voters).items():
        told.setdefault(table_id, MERGED.format(blocs="; ".join(blocs), least=least))
    rows = [(table_id, "", "uitspraken", message) for table_id, message in sorted(told.items())]
    notices = pd.DataFrame(rows, columns=Notices.names())
    if rows:
        run.put(pd.concat([run.table(Notices), notices], ignore_index=True), Notices)


def compare(run: Run) -> None:
    """The order of each session to where its blocs clash, and where the points of all sessions went."""
    statements = run.table(Statements)
    clashes = find_clashes(
        statements,
        run.table(Voters),
        run.table(Votes),
        bloc_map(run),
        draws=SHUFFLES,
        seed=run.settings.seed,
    )
    run.put(clashes, Clashes)
    themes = [theme.id for theme in run.codebook.themes]
    run.put(weigh_emphases(statements, run.table(Priorities), themes), Emphases)


def bloc_map(run: Run) -> BlocMap:
    """Return in which blocs the points of this study's sessions are counted."""
    text = read_yaml(configs_folder() / "perspectieven.yaml").values
    return BlocMap(tuple(run.perspectives.groups), text["stemmen"], text["samen_met"])


def table_digest(table: pd.DataFrame) -> str:
    """Return the digest of a table's cells."""
    return digest_of({"cells": table.astype(str).to_numpy().tolist()})
