"""What was let out of one study in; the part of it that may go to other werkplaatsen out."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.bundle import COUNT_COLUMNS, has_small_counts
from pipeline.domain.errors import InputError
from pipeline.domain.settings import Settings
from pipeline.domain.tables import Table, check
from pipeline.exchange.decision_sheets import read_book
from pipeline.exchange.sentence_sheet import FILE as SENTENCE_FILE
from pipeline.exchange.sentence_sheet import YES, read_sentence_decisions
from pipeline.files.archives import open_archive
from pipeline.files.safexml import parse_xml
from pipeline.release.bundle import read_released, without_ids
from pipeline.release.session_headings import headings_of_tables
from pipeline.stages.release_record import PLACE
from pipeline.stages.screening import decisions_folder
from pipeline.stages.table_files import WORK
from pipeline.store import read_table

TABLE_PRODUCT = "tabel-"
STUDY_WIDE = ("factsheet", "rapport")  # products whose sentences speak of all tables
THEME_SHEET = "factsheet-thema-"

T = TypeVar("T", bound=Table)


class Released(NamedTuple):
    """What a study's vrijgave/ holds that a bundle can take."""

    tables: Mapping[str, bytes]
    sentences: Sequence[str]
    products: Sequence[Mapping[str, Any]]  # rows of the record
    counts_left_out: bool


def work_table(folder: Path, schema: type[T]) -> DataFrame[T]:
    """Return a table of the analysis that the release was made of.

    Raises:
        InputError: when it is not there.
    """
    path = folder / "werk" / f"{WORK[schema.__name__]}.parquet"
    if not path.is_file():
        raise InputError(
            f"In {folder} ontbreekt de analyse waar de vrijgave bij hoort. Draai eerst: dialoogtafel analyse STUDIE"
        )
    return check(read_table(path), schema)


def released_of(
    settings: Settings, folder: Path, record: Mapping[str, Any], tables: pd.DataFrame
) -> Released:
    """Return the tables and sentences that a person let out; under ten tables no count of tables.

    Raises:
        InputError: when there is nothing of the kind, or a table shows a count below the threshold.
    """
    place, rows = folder / PLACE, record["producten"]
    ids = list(tables["table_id"])
    few = len(tables) < settings.words_below
    kept: dict[str, bytes] = {}
    used, left_out = [], False
    for row in rows:
        if not row["product"].startswith(TABLE_PRODUCT):
            continue
        for name in sorted(row["bestanden"]):
            content = headings_of_tables((place / name).read_bytes())
            shown = read_released(content)
            counts = any(column in shown.columns for column in COUNT_COLUMNS)
            if few and counts:
                left_out = True
                continue
            _refuse_small(shown, settings)
            kept[Path(name).stem] = content if counts else without_ids(shown, ids)
            used.append(row)
    sentences, said_in = _sentences(settings, place, rows) if few else ([], [])
    if not kept and not sentences:
        raise InputError(_nothing_fits(few=few))
    return Released(kept, sentences, [*used, *said_in], left_out)


def _nothing_fits(*, few: bool) -> str:
    if few:
        return (
            "Deze studie heeft weinig tafels: in een bundel komen dan alleen vrijgegeven zinnen en uitspraken, "
            "en die zijn er nog niet. Besluit over de zinnen en geef ze vrij: dialoogtafel geef-vrij "
            "STUDIE --product factsheet"
        )
    return (
        "Er is wel iets vrijgegeven, maar geen tabel, en een bundel bestaat uit tabellen. Geef ze vrij: "
        "dialoogtafel geef-vrij STUDIE --product tabellen"
    )


def _refuse_small(table: pd.DataFrame, settings: Settings) -> None:
    if has_small_counts(table, min_tables=settings.min_tables, min_people=settings.min_people):
        raise InputError(
            "Een vrijgegeven tabel toont een aantal onder de drempel van nu. Er is geen bundel gemaakt. Draai "
            "de analyse opnieuw en geef de tabellen opnieuw vrij."
        )


def _sentences(
    settings: Settings, place: Path, rows: Sequence[Mapping[str, Any]]
) -> tuple[list[str], list[Mapping[str, Any]]]:
    """Return the sentences that a person decided to let out and that stand in what was let out."""
    decided = read_sentence_decisions(read_book(decisions_folder(settings) / SENTENCE_FILE))
    yes = [one for one, answer in decided.items() if answer.decision == YES]
    found: dict[str, None] = {}
    products = []
    for row in rows:
        if row["product"] not in STUDY_WIDE and not row["product"].startswith(THEME_SHEET):
            continue
        read = "\n".join(
            _words_of(name, (place / name).read_bytes()) for name in sorted(row["bestanden"])
        )
        here = [one for one in yes if _spaced(one) in read]
        if here:
            products.append(row)
            found |= dict.fromkeys(here)
    return sorted(found), products


def _words_of(name: str, content: bytes) -> str:
    """Return the running text of a released DOCX or page, spaces made alike."""
    if name.endswith(".docx"):
        root = parse_xml(open_archive(content).read("word/document.xml"))
        paragraphs = root.iter("{*}p")
        return "\n".join(
            _spaced("".join(part.text or "" for part in one.iter("{*}t"))) for one in paragraphs
        )
    if name.endswith(".html"):
        plain = re.sub(r"<(script|style)\b.*?</\1>", " ", content.decode("utf-8"), flags=re.DOTALL)
        return "\n".join(
            _spaced(html.unescape(re.sub(r"<[^>]+>", "", part)))
            for part in re.split(r"</(?:p|li|td|th|h\d|div|section)>", plain)
        )
    return ""


def _spaced(text: str) -> str:
    return " ".join(text.split())
