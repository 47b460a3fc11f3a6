"""What `geef-vrij` offers of dialoogsessies: each product with its words, its files, and its counts."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.domain.settings import read_settings
from pipeline.domain.tables import (
    ShownBlocs,
    ShownSessions,
    ShownStatements,
    ShownSupport,
    Table,
    check,
)
from pipeline.files.names import file_name
from pipeline.release.comparison import HOLDS_BACK
from pipeline.release.factsheet.session_sheet import (
    keep_statements,
    people_counts,
    statements_on,
)
from pipeline.release.figures.session_figures import ORDER, SUPPORT, THEMES, figure_name
from pipeline.release.figures.session_themes import PROPOSED
from pipeline.release.people_comparison import compare_people, without_words
from pipeline.release.priorities import ShownPriorities, attack_shown
from pipeline.release.session_view import FINDING, SessionView
from pipeline.release.signoff import PeopleFacts
from pipeline.stages import praatplaat, session_drawing, session_shield
from pipeline.stages import session_products as made
from pipeline.stages.figures import FORMS
from pipeline.stages.leaflets import render_sheet
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder
from pipeline.store import read_table, write_table

PLATE = "praatplaat"
KEPT = (
    "vrijgaven_sessies"  # in the folder with decisions: what every release so far showed of people
)
_FILES: dict[str, type[Table]] = {
    "sessies": ShownSessions, "groepen": ShownBlocs, "uitspraken": ShownStatements, "steun": ShownSupport,
}  # fmt: skip
_CSV = {"finding_id": "telling", "n_tables": "personen", "of_tables": "van_personen"}


@dataclass(frozen=True)
class Offer:
    """One product: the words on it, and how its files are made with only the released ones."""

    sentences: tuple[str, ...]
    files: Callable[[Collection[str]], dict[str, bytes]]  # path below vrijgave/ to content
    other_studies: int = 0  # counts of another study on it, of which no release is known here


def offers_of(run: Run) -> dict[str, Offer]:
    """Return every product of dialoogsessies by name; none where the study has no statements."""
    views: list[SessionView] = run.records["session_views"]
    offers: dict[str, Offer] = {}
    for view in views:
        name = f"factsheet-{made.SHEET}{file_name(view.table_id)}"
        sheet = made.session_sheet(run, view)
        abroad = len(sheet.actions) if _unreleased(run) else 0
        words = (*statements_on(sheet), *(session_shield.words_of(view) if sheet.overview else ()))
        offers[name] = Offer(tuple(dict.fromkeys(words)), _sheet_files(run, view), abroad)
        for kind in (ORDER, SUPPORT):
            figure = figure_name(kind, view.table_id)
            if view.ordered and (kind == ORDER or len(view.blocs) > 1):
                offers[f"figuur-{figure}"] = Offer(
                    session_shield.words_of(view), _figure_files(run, figure)
                )
    ordered = tuple(dict.fromkeys(one for view in views for one in session_shield.words_of(view)))
    themed = any(one.themes and one.themes_by != PROPOSED for v in views for one in v.placed)
    if themed:
        offers[f"figuur-{THEMES}"] = Offer((), _figure_files(run, THEMES))
    for name in made.tables_of(views):
        offers[f"tabel-{name}"] = Offer(ordered, _table_files(run, name))
    for plate in praatplaat.plates_of(run):
        offers[plate.name] = Offer(plate.sentences, _plate_files(run, plate))
    return offers


def _sheet_files(run: Run, view: SessionView) -> Callable[[Collection[str]], dict[str, bytes]]:
    def files(released: Collection[str]) -> dict[str, bytes]:
        kept = session_shield.only_released(view, released)
        lead = run.records["texts"].fill("sessieblad", "niets_vrijgegeven")
        sheet = keep_statements(made.session_sheet(run, view), released, lead=lead)
        drawn = {figure.name: figure for figure in session_drawing.figures_of(run, [kept])}
        place = f"factsheets/{made.SHEET}{file_name(view.table_id)}"
        pages = render_sheet(run, sheet, made.pictured(sheet, drawn))
        return {f"{place}.{form}": content for form, content in pages.items()}

    return files


def _figure_files(run: Run, name: str) -> Callable[[Collection[str]], dict[str, bytes]]:
    def files(released: Collection[str]) -> dict[str, bytes]:
        views = [
            session_shield.only_released(view, released) for view in run.records["session_views"]
        ]
        shown = run.records["session_views"] if name == THEMES else views
        figure = next(
            (one for one in session_drawing.figures_of(run, shown) if one.name == name), None
        )
        if figure is None:
            return {}
        return {f"figuren/{name}.{form}": getattr(figure, form) for form in FORMS}

    return files


def _table_files(run: Run, name: str) -> Callable[[Collection[str]], dict[str, bytes]]:
    def files(released: Collection[str]) -> dict[str, bytes]:
        views = [
            session_shield.only_released(view, released) for view in run.records["session_views"]
        ]
        content = made.tables_of(views).get(name)
        return {} if content is None else {f"tabellen/{name}.csv": content}

    return files


def _plate_files(run: Run, plate: Any) -> Callable[[Collection[str]], dict[str, bytes]]:
    return lambda released: praatplaat.plate_files(run, plate, released)


def report_sentences(run: Run) -> tuple[str, ...]:
    """Return the statements that the report would show."""
    views: list[SessionView] = run.records["session_views"]
    return tuple(dict.fromkeys(one for view in views for one in session_shield.words_of(view)))


def report_sections(run: Run, released: Collection[str]) -> None:
    """Put the sessions in the report with only the released statements."""
    run.records["session_sections"] = made.sections(run, released)


def _unreleased(run: Run) -> bool:
    """Tell whether no release is known of the studies whose counts stand beside statements."""
    from pipeline.stages.release_record import COUNTS_FOLDER

    others = [read_settings(path) for path in run.settings.learn_from]
    return not any(
        list((decisions_folder(one) / COUNTS_FOLDER).glob("*.parquet")) for one in others
    )


def people_facts(run: Run) -> PeopleFacts | None:
    """Return what holds for every product of dialoogsessies; None where the study has none."""
    views: list[SessionView] = run.records["session_views"]
    if not views:
        return None
    least, shown = run.settings.min_people, session_shield.shown_of(run)
    found = attack_shown(shown, min_people=least)
    hardest: pd.DataFrame | None = None
    for folder in sorted((decisions_folder(run.settings) / KEPT).glob("*")):
        before = _read(folder)
        if before is not None:
            compared = compare_people(before, shown, min_people=least)
            if hardest is None or _weight(compared) > _weight(hardest):
                hardest = compared
    return PeopleFacts(least, people_counts(views), int(found["pinned"].sum()), hardest)


def _weight(compared: pd.DataFrame) -> tuple[int, int]:
    return int((compared["level"] == HOLDS_BACK).sum()), len(compared)


def _read(folder: Path) -> ShownPriorities | None:
    paths = [folder / f"{name}.parquet" for name in _FILES]
    if not all(path.is_file() for path in paths):
        return None
    tables: list[Any] = [
        check(read_table(path), schema) for path, schema in zip(paths, _FILES.values(), strict=True)
    ]
    return ShownPriorities(*tables)


def keep_people(run: Run, names: Sequence[str]) -> None:
    """Keep what this release shows of people, without a word, where the next is held against it."""
    if not run.records.get("session_views") or not any(is_of_people(name) for name in names):
        return
    kept = without_words(session_shield.shown_of(run))
    folder = decisions_folder(run.settings) / KEPT / str(run.records["mark"])[:16]
    tables: tuple[pd.DataFrame, ...] = (kept.sessions, kept.blocs, kept.statements, kept.support)
    for name, table in zip(_FILES, tables, strict=True):
        write_table(folder / f"{name}.parquet", table)


def is_of_people(name: str) -> bool:
    """Tell whether a product counts people: one of dialoogsessies."""
    starts = (
        f"factsheet-{made.SHEET}", f"figuur-{ORDER}-", f"figuur-{SUPPORT}-", f"figuur-{THEMES}",
        *(f"tabel-{one}" for one in made.TABLES), PLATE,
    )  # fmt: skip
    return name.startswith(starts)


def in_csv(table: pd.DataFrame) -> pd.DataFrame | None:
    """Return the counts of people in a table that was read from a CSV; None where it counts none."""
    if _CSV["finding_id"] not in table:
        return None
    whole = "van_personen" if "van_personen" in table else "mensen_in_groep"
    columns = {**_CSV, "of_tables": whole}
    if not set(columns.values()) <= set(table.columns):
        return None
    return pd.DataFrame({own: table[dutch] for own, dutch in columns.items()})


def on_page(content: bytes) -> pd.DataFrame:
    """Return the counts of people on the report, read from the page itself."""
    from lxml import html

    rows = []
    for cell in html.parse(io.BytesIO(content)).iterfind(".//td[@data-telling]"):
        numbers = [int(one) for one in "".join(cell.itertext()).split() if one.isdigit()]
        count, whole = (*numbers[:2], None, None)[:2]
        rows.append((cell.get("data-telling"), count, whole))
    return pd.DataFrame(rows, columns=list(_CSV))


def of_people(shown: pd.DataFrame) -> Mapping[bool, pd.DataFrame]:
    """Return counts parted in those of people (True) and those of tables (False)."""
    ours = shown["finding_id"].astype(str).str.startswith(f"{FINDING}/")
    return {True: shown[ours], False: shown[~ours]}
