"""The stage that parts what tables said from what people put in order: nothing counts a statement."""

from __future__ import annotations

from pipeline.domain.tables import (
    Codings,
    DialogueTables,
    Segments,
    StatementCodings,
    StatementSegments,
    Tokens,
)
from pipeline.domain.tables.study import EVIDENCE
from pipeline.stages.run import Run

SESSION_KIND = "dialoogsessie"


def only_sessions(run: Run) -> bool:
    """Tell whether a study consists of dialoogsessies, so that its words speak of sessies."""
    return set(run.table(DialogueTables)["kind"]) == {SESSION_KIND}


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
        ours = ~codings["segment_id"].isin(segments["segment_id"][~said]).to_numpy(dtype=bool)
        run.put(codings[~ours], StatementCodings)
        run.put(codings[ours], Codings)
    if said.all():
        return
    if "Tokens" in run.tables:
        tokens = run.table(Tokens)
        run.put(tokens[tokens["segment_id"].isin(segments["segment_id"][said])], Tokens)
    if "readings" in run.records:
        run.records["readings"] = run.records["readings"][said]
    run.put(segments[said], Segments)
