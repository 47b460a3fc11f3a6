"""A run in; how its products say who coded: people, people but only the statements, or nobody out."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.tables import StatementCodings, StatementSegments
from pipeline.domain.wording import (
    NOT_HAND_CODED,
    ONLY_STATEMENTS,
    enumerate_words,
    plural,
)
from pipeline.release.texts import Texts
from pipeline.stages.run import Run
from pipeline.stages.table_files import WORK
from pipeline.store import read_table


@dataclass(frozen=True)
class StatementSeries:
    """What people coded of a study's statements; nothing of it counts as what a table said."""

    judged: dict[str, int]  # series to statements that it judged
    n_judged: int  # by any
    n_statements: int

    @property
    def names(self) -> str:
        """Return the series as a sentence names them: "reeks A", "reeksen A en B"."""
        series = "reeks" if len(self.judged) == 1 else "reeksen"
        return f"{series} {enumerate_words(list(self.judged))}"

    @property
    def share(self) -> str:
        """Return how many statements were judged, of how many."""
        return f"{self.n_judged} van de {plural(self.n_statements, 'uitspraak', 'uitspraken')}"


def statement_series(run: Run) -> StatementSeries:
    """Return who coded statements, in this run or in the analysis that it opened again."""
    codings = run.tables.get(StatementCodings.__name__)
    path = run.store.folder / "werk" / f"{WORK[StatementCodings.__name__]}.parquet"
    if codings is None and path.is_file():
        codings = read_table(path)
    if codings is None:
        return StatementSeries({}, 0, 0)
    people = codings[codings["source"] == "mens"]
    judged = people.groupby("coder", sort=True)["segment_id"].nunique()
    segments = run.tables.get(StatementSegments.__name__, codings)["segment_id"]
    named = {str(coder): int(count) for coder, count in judged.items()}
    return StatementSeries(named, int(people["segment_id"].nunique()), int(segments.nunique()))


def said_coded(run: Run) -> str:
    """Return how a study says who coded, to follow its name or "Deze studie is"."""
    if run.records.get("coder"):  # a verb that counts nothing has not looked yet
        return f"reeks {run.records['coder']}, door mensen gecodeerd"
    return ONLY_STATEMENTS if statement_series(run).judged else NOT_HAND_CODED


def said_uncoded(run: Run, part: str) -> str:
    """Return the sentence of `part` that tells what people did not code."""
    texts: Texts = run.records["texts"]
    series = statement_series(run)
    if not series.judged:
        return texts.fill(part, "niet_gecodeerd")
    return texts.fill(part, "alleen_uitspraken", uitspraken=series.share, reeks=series.names)
