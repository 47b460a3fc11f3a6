"""Bundles of several werkplaatsen in; the overview, the draft agenda and the team's appendix of them out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.domain.errors import UsageError
from pipeline.domain.settings import configs_folder
from pipeline.domain.wording import enumerate_words, number_word
from pipeline.exchange.agenda_sheet import FILE as AGENDA_FILE
from pipeline.exchange.agenda_sheet import (
    KEY,
    MADE,
    STATE,
    THEME,
    TYPED,
    Agenda,
    agenda_book,
    read_agenda,
)
from pipeline.exchange.bundles import Bundle, check_together, read_bundles
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.exchange.keys import KNOWN_FILE, read_known, write_known
from pipeline.files.folder import update_folder
from pipeline.files.private import private_folder
from pipeline.files.spreadsheets import write_workbook
from pipeline.findings.pooling import pool_shares
from pipeline.findings.shared_ranking import TOGETHER, place_words, rank_together
from pipeline.release.figures.style import HouseStyle, read_style
from pipeline.release.picture import look_of
from pipeline.release.regions import (
    AgendaItem,
    Chapter,
    StudyLine,
    agenda_items,
    overview,
    render_agenda,
    render_document,
    render_page,
)
from pipeline.release.regions.appendix import render_pooled
from pipeline.release.regions.tables import region_csvs
from pipeline.release.regions.workbook import overview_sheets
from pipeline.release.texts import Texts, read_texts
from pipeline.stages.side_by_side import SideBySide, side_by_side

LEAST_BUNDLES = 2
MOST_NAMED = 4  # werkplaatsen in a sentence
RECORD = "samengevoegd.json"


@dataclass(frozen=True)
class Joined:
    """What was written, and what a person should know or do."""

    folder: Path
    studies: tuple[StudyLine, ...]
    newly_trusted: tuple[StudyLine, ...]  # one per werkplaats that sent a bundle for the first time
    n_recurring: int
    n_particular: int
    n_items: int
    n_filled_in: int  # regions that gave places
    n_lost: int  # codes without a place in the shared codebook
    former_regions: tuple[str, ...]


def join_bundles(
    paths: Sequence[Path], folder: Path, *, known_file: Path | None, trusted: Sequence[str]
) -> Joined:
    """Set bundles side by side and write what comes of it; nothing is written when one is refused.

    `trusted` are fingerprints of keys that a person checked herself: they go before what is known.

    Raises:
        InputError: with a line per bundle that is refused, or a row of the agenda that cannot be read.
    """
    if len(paths) < LEAST_BUNDLES:
        raise UsageError(
            "Om samen te voegen zijn twee bundels nodig: dialoogtafel samenvoegen A.zip B.zip …"
        )
    known_path = known_file or private_folder() / KNOWN_FILE
    bundles = read_bundles(paths)
    known = _known(read_known(known_path), bundles, trusted)
    check_together(bundles, known)
    side = side_by_side(bundles)
    texts = read_texts(configs_folder() / "teksten.yaml")
    style = read_style(configs_folder() / "huisstijl.yaml")
    agenda_path = folder / AGENDA_FILE
    former = read_book(agenda_path)
    items = agenda_items(
        side.cells, side.recurrences, side.travels, contexts=_contexts(side.studies),
        codebook=side.codebook, texts=texts,
    )  # fmt: skip
    agenda = read_agenda(former, _made(items), _regions(side.studies))
    ranking = rank_together(agenda.places)
    ranking["shown"] = [place_words(row) for row in ranking.to_dict("records")]
    files = _files(side, agenda, ranking, texts, style)
    book = agenda_book(agenda, _printed(ranking, agenda))
    write_book(agenda_path, book, former)
    update_folder(folder, files)
    new = _newly_trusted(side.studies, known)
    write_known(known_path, {**known, **{one.manifest.workplace: _key(side, one) for one in side.studies}})  # fmt: skip
    return Joined(
        folder, tuple(side.studies), new, int(side.recurrences["recurs"].sum()),
        int((side.recurrences["particular"] != "").sum()), len(agenda.rows),
        len(ranking["view"].unique()) - 1 if len(ranking) else 0,
        int((side.migrated["target"] == "").sum()), agenda.former_regions,
    )  # fmt: skip


def _known(
    known: Mapping[str, bytes], bundles: Sequence[Bundle], trusted: Sequence[str]
) -> dict[str, bytes]:
    """Return the known keys, but of a werkplaats whose new key a person checked the new one."""
    digits = {"".join(one.split()) for one in trusted}
    checked = {
        one.manifest.workplace: one.public
        for one in bundles
        if "".join(one.fingerprint.split()) in digits
    }
    unused = digits - {"".join(one.fingerprint.split()) for one in bundles}
    if unused:
        raise UsageError(
            "Bij --vertrouw staat een vingerafdruk die bij geen van deze bundels hoort. Neem hem over zoals de "
            "melding hem toont, tussen aanhalingstekens."
        )
    names = {name.casefold() for name in checked}
    return {name: key for name, key in known.items() if name.casefold() not in names} | checked


def _contexts(studies: Sequence[StudyLine]) -> dict[str, str]:
    """Return of each study what its tables are, in a few words."""
    found = {}
    for one in studies:
        parts = [enumerate_words(one.manifest.kinds), enumerate_words(one.manifest.periods)]
        found[one.name] = ", ".join(part for part in parts if part)
    return found


def _regions(studies: Sequence[StudyLine]) -> list[str]:
    """Return who ranks: every werkplaats once, however many studies it sent."""
    return sorted({one.manifest.workplace for one in studies}, key=str.casefold)


def _made(items: Sequence[AgendaItem]) -> pd.DataFrame:
    rows = [
        (one.code, one.theme, one.recurs, one.where, one.where_not, one.question, one.take_over)
        for one in items
    ]
    return pd.DataFrame(rows, columns=[KEY, THEME, *MADE], dtype=object)


def _printed(ranking: pd.DataFrame, agenda: Agenda) -> pd.DataFrame:
    """Return the outcome as the workbook shows it: a row per item, a column per region."""
    views = [TOGETHER, *(view for view in ranking["view"].drop_duplicates() if view != TOGETHER)]
    themes = dict(zip(agenda.rows[KEY], agenda.rows[THEME], strict=True))
    shown: dict[str, dict[str, str]] = {
        view: {
            row["item"]: row["shown"] for row in ranking[ranking["view"] == view].to_dict("records")
        }
        for view in views
    }
    items = list(ranking.loc[ranking["view"] == TOGETHER, "item"])
    table = {
        "samen": [shown[TOGETHER][item] for item in items],
        "thema": [themes[item] for item in items],
    }
    table |= {view: [shown[view][item] for item in items] for view in views[1:]}
    return pd.DataFrame(table, dtype=object)


def _files(
    side: SideBySide, agenda: Agenda, ranking: pd.DataFrame, texts: Texts, style: HouseStyle
) -> dict[str, bytes]:
    """Return everything but the workbook that people fill in."""
    chapters: list[Chapter] = overview(
        side.studies, side.cells, side.recurrences, side.travels,
        priorities=side.priorities, migrated=side.migrated, silent=side.silent, codebook=side.codebook, texts=texts,
    )  # fmt: skip
    n = number_word(len(side.studies))
    title = f"{n[:1].upper()}{n[1:]} studies naast elkaar"
    regions = _regions(side.studies)
    workplaces = f"{number_word(len(regions))} werkplaatsen"
    if len(regions) <= MOST_NAMED:
        workplaces = enumerate_words(regions)
    lead = [
        texts.fill("regios", "inleiding", studies=f"{n[:1].upper()}{n[1:]} studies", werkplaatsen=workplaces),
        texts.fill("regios", "geen_ranglijst"),
        texts.fill("regios", "tekens"),
    ]  # fmt: skip
    source = (
        f"dialoogtafels · {title} · codeboek {side.codebook.id} {side.codebook.version}".strip()
    )
    look = look_of(style)
    agenda_rows = agenda.rows[[KEY, THEME, *MADE, *TYPED, STATE]]
    files = {
        "overzicht.html": render_page(title, lead, chapters, style),
        "overzicht.docx": render_document(title, lead, chapters, look, source=source),
        "overzicht.xlsx": write_workbook(None, **overview_sheets(lead, chapters)),
        "leeragenda.docx": render_agenda(
            texts.fill("leeragenda", "titel"), agenda_rows, ranking, texts, look,
            together=TOGETHER, fill_in=TYPED, state=STATE, source=source,
        ),
        RECORD: _record(side),
    }  # fmt: skip
    tables = region_csvs(
        side.cells, side.recurrences, side.migrated, side.priorities, codebook=side.codebook
    )
    files |= {f"tabellen/{name}.csv": content for name, content in tables.items()}
    pooled = pool_shares(side.cells)
    appendix = render_pooled(title, pooled, side.codebook, texts, style)
    return files | {f"besloten/{name}": content for name, content in appendix.items()}


def _record(side: SideBySide) -> bytes:
    """Return what the overview was made of, by digest."""
    told = [
        {
            "naam": line.name, "werkplaats": line.manifest.workplace, "studie": line.manifest.study,
            "vingerafdruk": line.fingerprint, "bundel": bundle.digest,
        }
        for line, bundle in zip(side.studies, side.bundles, strict=True)
    ]  # fmt: skip
    return json.dumps({"bundels": told}, ensure_ascii=False, indent=1).encode()


def _newly_trusted(
    studies: Sequence[StudyLine], known: Mapping[str, bytes]
) -> tuple[StudyLine, ...]:
    """Return a line per werkplaats whose key was not known before."""
    names = {name.casefold() for name in known}
    new: dict[str, StudyLine] = {}
    for one in studies:
        if one.manifest.workplace.casefold() not in names:
            new.setdefault(one.manifest.workplace.casefold(), one)
    return tuple(new.values())


def _key(side: SideBySide, line: StudyLine) -> bytes:
    return next(
        one.public for one in side.bundles if one.manifest.workplace == line.manifest.workplace
    )
