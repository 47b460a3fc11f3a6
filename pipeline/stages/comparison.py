"""The stage behind `vergelijk`: two or more studies side by side, in words and with their context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.domain.codebook import Codebook
from pipeline.domain.errors import InputError
from pipeline.domain.tables import (
    Contrasts,
    DialogueTables,
    Participants,
    Segments,
    check,
)
from pipeline.domain.wording import enumerate_words, plural
from pipeline.files.atomic import write_bytes
from pipeline.findings.comparison import (
    StudySide,
    differing_context,
    side_by_side,
    what_could_travel,
    what_is_particular,
    what_recurs,
)
from pipeline.findings.contrasts import contrast_tables
from pipeline.findings.measures import judged_segments, table_shares
from pipeline.release.appendix.comparison import (
    MovedCodes,
    caution,
    context_table,
    moved_table,
    particular_table,
    recurring_table,
    side_tables,
    travel_table,
)
from pipeline.release.appendix.page import Chapter, render_page
from pipeline.release.appendix.relations import CONTRAST_NOTE, contrast_tables_of
from pipeline.release.appendix.spreadsheet_text import team_csv
from pipeline.release.figures.style import read_style
from pipeline.release.report.content import TeamTable
from pipeline.stages.appendix_tables import LEAST_COMPARED
from pipeline.stages.coders import said_coded
from pipeline.stages.migrated import Migrated, migrate_studies, shared_themes
from pipeline.stages.run import Run

FACETS = {"kind": "soort tafel", "sector": "sector", "age_group": "leeftijd"}
WORDS_BELOW = 10  # tables; also where a study's own settings ask for numbers sooner


@dataclass(frozen=True)
class Comparison:
    """What was found, in counts, and where it was written."""

    page: Path
    n_recurring: int
    n_particular: int
    n_travelling: int
    left_out: tuple[str, ...]


def compare(runs: Sequence[Run], folder: Path) -> Comparison:
    """Set analysed studies side by side and write a page with tables.

    Raises:
        InputError: when two studies have one name, or have no theme in common.
    """
    names = [run.settings.study for run in runs]
    if len(set(names)) < len(names):
        raise InputError("Twee studies hebben dezelfde naam; geef elke studie een eigen 'studie:'.")
    book, studies = migrate_studies(runs)
    shared = shared_themes(book, studies)
    if not shared:
        raise InputError(
            "Deze studies hebben geen enkel thema gemeen; gebruik hetzelfde codeboek, of noem in het "
            "nieuwste onder 'was:' hoe een code eerder heette."
        )
    sides = [_side(study) for study in studies]
    told = [side for side in sides if side.by_people and side.n_tables]
    rows = side_by_side(told, shared)
    recurs, own, travels = what_recurs(rows), what_is_particular(rows), what_could_travel(rows)
    by_name = {side.name: side for side in told}
    cautions = {
        (a, b): caution(differing_context(by_name[a], by_name[b], FACETS))
        for a, b in set(zip(travels["study_from"], travels["study_to"], strict=True))
    }
    min_tables = max(run.settings.min_tables for run in runs)
    words_below = max(WORDS_BELOW, *(run.settings.words_below for run in runs))
    facts = {side.name: _facts(run, side) for run, side in zip(runs, sides, strict=True)}
    chapters = [
        Chapter("Context", [context_table(facts)]),
        Chapter("Wat terugkeert en wat eigen is", [recurring_table(recurs, book), particular_table(own, book)]),
        Chapter("Leren van elkaar", [travel_table(travels, book, cautions)]),
        Chapter("Naast elkaar", side_tables(rows, book, min_tables=min_tables, words_below=words_below)),
        Chapter("Verschillen, voor het team", _contrasts(studies, told, shared, book), CONTRAST_NOTE),
        *_codebooks(studies, book),
    ]  # fmt: skip
    page = folder / "vergelijking.html"
    title = f"Naast elkaar: {enumerate_words([run.settings.title for run in runs])}"
    style = read_style(runs[0].settings.house_style)
    write_bytes(page, render_page(title, _lead(runs, sides, shared, book), chapters, style))
    write_bytes(folder / "vergelijking.csv", team_csv(rows))
    left_out = tuple(side.name for side in sides if side not in told)
    return Comparison(page, len(recurs), len(own), len(travels), left_out)


def _side(study: Migrated) -> StudySide:
    run = study.run
    tables = run.table(DialogueTables)
    judged = check(tables[tables["table_id"].isin(study.basis.tables)], DialogueTables)
    return StudySide(run.settings.study, run.settings.title, study.findings, judged,
                     _version(run.codebook), by_people=bool(run.records["coder"]))  # fmt: skip


def _version(book: Codebook) -> str:
    return f"{book.id} {book.version}".strip()


def _codebooks(studies: Sequence[Migrated], book: Codebook) -> list[Chapter]:
    """Return what became of codes that have another name or no place; nothing of one version."""
    moved = {
        study.run.settings.study: MovedCodes(study.run.codebook, study.plan, study.lost)
        for study in studies
        if not study.plan.changes_nothing
    }
    note = f"Alles staat in de codes van {_version(book)}."
    return [Chapter("Versies van het codeboek", [moved_table(moved, book)], note)] if moved else []


def _facts(run: Run, side: StudySide) -> dict[str, str]:
    """Return the context of one study, in words."""
    tables = run.table(DialogueTables)
    years = sorted({date[:4] for date in tables["date"] if date})
    seated = run.table(Participants)
    groups = seated[seated["group"] != ""].groupby("group")["table_id"].nunique()
    return {
        "Tafels": plural(len(tables), "tafel", "tafels"),
        "Jaren": years[0] if len(years) == 1 else " tot en met ".join(years[:: len(years) - 1]) if years else "",
        **{name.capitalize(): _spread(tables[column]) for column, name in FACETS.items()},
        "Wie zaten er": ", ".join(f"{group} aan {n}" for group, n in groups.items()),
        "Gecodeerd door": said_coded(run),
        "Codeboek": side.codebook,
    }  # fmt: skip


def _spread(values: pd.Series) -> str:
    counts = values[values != ""].value_counts()
    return ", ".join(f"{value} ({counts[value]})" for value in sorted(counts.index))


def _lead(
    runs: Sequence[Run], sides: Sequence[StudySide], shared: Sequence[str], book: Codebook
) -> list[str]:
    lead = [
        "Voor de teams van deze studies samen; niets hiervan gaat zonder hen naar buiten.",
        "Geen ranglijst van regio's: de studies staan in de volgorde waarin zij zijn opgegeven.",
    ]
    books = sorted({side.codebook for side in sides})
    if len(books) > 1:
        lead.append(
            f"De studies hebben niet dezelfde versie van het codeboek ({enumerate_words(books)}). "
            f"Alles is omgezet naar {_version(book)}; vergeleken zijn de {len(shared)} thema's (van "
            f"{len(book.themes)}) die elke studie kon coderen. Onderaan staat wat er is omgezet en "
            "wat verviel."
        )
    elif len(shared) < len(book.themes):
        lead.append(
            "De codeboeken heten hetzelfde en zijn het niet: vergeleken wordt op de thema's die elke "
            f"studie kon coderen, {len(shared)} van de {len(book.themes)}."
        )
    lead += [
        f"{side.title} is {said_coded(run)} en telt alleen mee in de context."
        for run, side in zip(runs, sides, strict=True)
        if not side.by_people
    ]
    return lead


def _contrasts(
    studies: Sequence[Migrated],
    told: Sequence[StudySide],
    shared: Sequence[str],
    book: Codebook,
) -> list[TeamTable]:
    """Return the shares of every two studies beside each other, where both have tables enough."""
    named = {study.run.settings.study: study for study in studies}
    shares = {side.name: _shares(named[side.name], shared) for side in told}
    large = [name for name, own in shares.items() if len(own) >= LEAST_COMPARED]
    found = []
    for place, first in enumerate(large):
        for second in large[place + 1 :]:
            joined = pd.concat([shares[first], shares[second]], keys=[first, second])
            joined.index = pd.Index([f"{study}/{table}" for study, table in joined.index])
            strata = pd.Series({name: name.split("/")[0] for name in joined.index})
            found.append(contrast_tables(joined, strata, first, second, kind="studie",
                                         seed=studies[0].run.settings.seed))  # fmt: skip
    if not found:
        why = f"Kan niet worden geschat: daarvoor zijn van twee studies {LEAST_COMPARED} tafels nodig."
        return [TeamTable("Verschillen in ruimte", why, pd.DataFrame())]
    return contrast_tables_of(check(pd.concat(found, ignore_index=True), Contrasts), book)


def _shares(study: Migrated, shared: Sequence[str]) -> pd.DataFrame:
    judged = judged_segments(study.run.table(Segments), study.codings, study.basis)
    return table_shares(study.basis.evidence, judged, shared)
