"""The stage that holds statements beside what tables of other studies said, by theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import read_codebook
from pipeline.domain.settings import perspective_map, read_settings
from pipeline.domain.tables import Findings, Released, Statements, ThemeEchoes, check, empty
from pipeline.provenance import code_digest, digest_of
from pipeline.stages import apart, coding, counting, figures, reading, screening
from pipeline.stages.run import Run, stack

VALENCE, THEME = "valentie", "thema"


def echo(run: Run) -> None:
    """Themes to the number of tables at which people coded them in each study of `leren_van`.

    Counted as that study counts itself, with its own codebook, perspectives and thresholds, and
    shielded by its own disclosure control. A study that nobody coded by hand says nothing.
    """
    if run.table(Statements).empty:
        run.put(empty(ThemeEchoes), ThemeEchoes)
        return
    themes = [theme.id for theme in run.codebook.themes]
    parts = [_echoes_of(run, path) for path in run.settings.learn_from]
    found = stack(parts, ThemeEchoes)
    run.put(found[found["theme"].isin(themes)], ThemeEchoes)


def _echoes_of(run: Run, path: Path) -> DataFrame[ThemeEchoes]:
    """Return what one study says of every theme, read and counted by the same stages."""
    settings = read_settings(path)
    book = read_codebook(settings.codebook)
    perspectives = perspective_map(settings, tuple(book.perspectives), book.groups)
    other = Run(settings, book, perspectives, run.store, run.progress)
    for stage in (reading.read, screening.screen, coding.people, apart.set_apart):
        stage(other)

    def make() -> dict[str, pd.DataFrame]:
        counting.count(other)
        if not other.records["coder"]:
            return {"ThemeEchoes": empty(ThemeEchoes)}
        figures.release(other)
        return {"ThemeEchoes": _rows(other)}

    rested = {
        "tables": other.keys,
        "settings": repr((settings.study, settings.title, settings.min_tables, settings.words_below)),
        "periods": repr(settings.periods),
        "codebook": repr((book.codes, book.groups)),
        "perspectives": repr(perspectives),
        "code": code_digest(),
    }  # fmt: skip
    kept = run.store.remember("weerklank", [digest_of(rested)], make)["ThemeEchoes"]
    return check(kept, ThemeEchoes)


def _rows(other: Run) -> DataFrame[ThemeEchoes]:
    """Return the counts of themes and their valences, with what the study may show of them."""
    findings, released = other.table(Findings), other.table(Released)
    themes = [theme.id for theme in other.codebook.themes]
    own = findings[findings["measure"].isin((THEME, VALENCE)) & findings["code"].isin(themes)]
    shown = released.set_index("finding_id")[["n_tables", "of_tables"]]
    visible = shown.reindex(own["finding_id"])
    table = pd.DataFrame(
        {
            "theme": own["code"].to_numpy(), "study": other.settings.study,
            "title": other.settings.title, "coder": own["coder"].to_numpy(),
            "valence": own["valence"].to_numpy(), "n_tables": own["n_tables"].to_numpy(),
            "of_tables": own["of_tables"].to_numpy(),
            "shown_tables": _whole(visible["n_tables"]), "shown_of": _whole(visible["of_tables"]),
            "words_only": bool(other.records["words_only"]),
        }
    )  # fmt: skip
    return check(table, ThemeEchoes)


def _whole(column: pd.Series[Any]) -> Any:
    """Return a column of counts by place; what is blanked or left out is null."""
    return column.astype("Int64").array
