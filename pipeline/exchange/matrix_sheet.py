"""A framework matrix in; the workbook in which researchers summarise it out, and their words back."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import (
    DialogueTables,
    Evidence,
    MatrixCells,
    MatrixNotes,
    Segments,
    check,
    empty,
)
from pipeline.domain.wording import NOT_RECORDED
from pipeline.exchange.decision_sheets import DecisionBook, typed_rows

FILE = "matrix.xlsx"
SHEET, SEGMENTS_SHEET, MEMORY, GONE = "matrix", "fragmenten", "geheugen", "vervallen"
KEY, CHANGED = "rij", "veranderd"
_MEMORY_COLUMNS = ("cel", "kolom", "samenvatting", "gezien", "getoond")


def read_matrix_notes(
    former: Mapping[str, pd.DataFrame], digests: Mapping[str, str]
) -> DataFrame[MatrixNotes]:
    """Return what researchers wrote in the cells, with the evidence that they saw when they wrote it.

    A summary that was typed or changed was written with the segments of that edition in view; taking
    away the word "veranderd" beside it says the same. `digests` are those of now, by cell.

    Raises:
        InputError: when a column of the matrix was taken out.
    """
    memory = typed_rows(former, MEMORY, _MEMORY_COLUMNS, FILE)
    columns = sorted(set(memory["kolom"]) - {""})
    needed = [KEY, *columns, *(count_column(label) for label in columns)]
    rows = typed_rows(former, SHEET, needed, FILE)
    by_row = rows[rows[KEY] != ""].drop_duplicates(KEY, keep="last").set_index(KEY)
    notes = []
    for cell in memory.to_dict("records"):
        row, _, _ = cell["cel"].rpartition("/")
        if row not in by_row.index or not cell["kolom"]:
            continue
        typed = str(by_row.loc[row, cell["kolom"]])
        if not typed:
            continue
        count = str(by_row.loc[row, count_column(cell["kolom"])])
        looked = typed != cell["samenvatting"] or CHANGED not in count
        notes.append((cell["cel"], typed, cell["getoond"] if looked else cell["gezien"]))
    known = {name for name, _, _ in notes}
    gone = typed_rows(former, GONE, ("cel", "samenvatting", "gezien"), FILE).to_dict("records")
    notes += [
        (row["cel"], row["samenvatting"], row["gezien"])
        for row in gone
        if row["cel"] not in known and row["samenvatting"]
    ]
    if not notes:
        return empty(MatrixNotes)
    table = pd.DataFrame(sorted(notes), columns=["cell_id", "summary", "digest"])
    changed = [
        seen != digests.get(name, "")
        for name, seen in zip(table["cell_id"], table["digest"], strict=True)
    ]
    return check(table.assign(changed=changed), MatrixNotes)


def matrix_book(
    cells: DataFrame[MatrixCells],
    notes: DataFrame[MatrixNotes],
    codebook: Codebook,
    *,
    evidence: DataFrame[Evidence],
    segments: DataFrame[Segments],
    dialogue_tables: DataFrame[DialogueTables],
) -> DecisionBook:
    """Return the workbook: a row per table and voice, and per theme a summary and the way to its words."""
    words, first = _segment_rows(cells, evidence, segments, codebook)
    labels = _labels(codebook)
    rows, links = _matrix_rows(cells, notes, labels, first, _facts(dialogue_tables))
    heads = [KEY, "tafel", "wie", "welke tafel"]
    heads += [name for label in labels.values() for name in (label, count_column(label))]
    sheets = {
        SHEET: pd.DataFrame(rows, columns=heads, dtype=object),
        SEGMENTS_SHEET: words,
        "uitleg": pd.DataFrame({"uitleg": list(_HELP)}),
        GONE: notes.loc[~notes["cell_id"].isin(cells["cell_id"]), ["cell_id", "summary", "digest"]]
        .set_axis(["cel", "samenvatting", "gezien"], axis=1)
        .reset_index(drop=True),
        MEMORY: _memory(cells, notes, labels),
    }
    widths = dict.fromkeys(labels.values(), 38.0)
    widths |= {count_column(label): 9.0 for label in labels.values()}
    return DecisionBook(
        sheets,
        keys={SHEET: KEY},
        widths={SHEET: {**widths, KEY: 12, "tafel": 9, "wie": 14, "welke tafel": 24},
                SEGMENTS_SHEET: {"tekst": 90}, "uitleg": {"uitleg": 110}},
        links={SHEET: links},
        frozen={SHEET: 3},
    )  # fmt: skip


def _matrix_rows(
    cells: pd.DataFrame,
    notes: pd.DataFrame,
    labels: Mapping[str, str],
    first: Mapping[str, int],
    facts: Mapping[str, str],
) -> tuple[list[dict[str, str]], dict[tuple[int, str], tuple[str, int]]]:
    """Return the rows of the matrix, and where each count leads."""
    wrote = notes.set_index("cell_id").to_dict("index")
    rows: list[dict[str, str]] = []
    links = {}
    for place, ((table_id, who), own) in enumerate(cells.groupby(["table_id", "who"], sort=False)):
        row = {KEY: f"{table_id}/{who}", "tafel": str(table_id), "wie": str(who)}
        row["welke tafel"] = facts.get(str(table_id), NOT_RECORDED)
        for cell in own.to_dict("records"):
            label, note = labels[cell["theme"]], wrote.get(cell["cell_id"], {})
            n_segments, mark = len(cell["segment_ids"]), CHANGED if note.get("changed") else ""
            row[label] = note.get("summary", "")
            row[count_column(label)] = f"{n_segments} {mark}".strip() if n_segments or mark else ""
            if cell["cell_id"] in first:
                links[(place, count_column(label))] = (SEGMENTS_SHEET, first[cell["cell_id"]])
        rows.append(row)
    return rows, links


def _memory(cells: pd.DataFrame, notes: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Return what this edition shows, so that the next one knows what was typed since."""
    wrote = notes.set_index("cell_id").to_dict("index")
    rows = [
        (
            cell["cell_id"],
            labels[cell["theme"]],
            wrote.get(cell["cell_id"], {}).get("summary", ""),
            wrote.get(cell["cell_id"], {}).get("digest", ""),
            cell["digest"],
        )
        for cell in cells.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(_MEMORY_COLUMNS))


def count_column(label: str) -> str:
    """Return the head of the column beside a theme that leads to its segments."""
    return f"{label}: fragmenten"


def _labels(codebook: Codebook) -> dict[str, str]:
    """Return a head per theme; two themes of one label also show their id."""
    labels = [theme.label for theme in codebook.themes]
    return {
        theme.id: theme.label if labels.count(theme.label) == 1 else f"{theme.label} ({theme.id})"
        for theme in codebook.themes
    }


def _facts(dialogue_tables: pd.DataFrame) -> dict[str, str]:
    """Return in a few words what kind of table each is."""
    columns = ["kind", "sector", "age_group"]
    return {
        row["table_id"]: ", ".join(str(row[name]) for name in columns if row[name]) or NOT_RECORDED
        for row in dialogue_tables.to_dict("records")
    }


def _segment_rows(
    cells: pd.DataFrame, evidence: pd.DataFrame, segments: pd.DataFrame, codebook: Codebook
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the segments of every cell in speaking order, and at which row each cell begins."""
    place = {segment_id: number for number, segment_id in enumerate(segments["segment_id"])}
    texts = dict(zip(segments["segment_id"], segments["text"], strict=True))
    coded: dict[tuple[str, str], set[str]] = {}
    for row in evidence[evidence["direct"]].itertuples():
        told = f"{codebook.label(str(row.code))} {row.valence}".strip()
        coded.setdefault((str(row.segment_id), str(row.theme)), set()).add(told)
    rows: list[tuple[str, ...]] = []
    first: dict[str, int] = {}
    for cell in cells.to_dict("records"):
        ids = sorted(cell["segment_ids"], key=lambda one: place[one])
        if ids:
            first[cell["cell_id"]] = len(rows)
        theme = cell["theme"]
        rows += [
            (cell["table_id"], cell["who"], codebook.label(theme),
             "; ".join(sorted(coded.get((one, theme), ()))), texts[one], one)
            for one in ids
        ]  # fmt: skip
    columns = ["tafel", "wie", "thema", "gecodeerd als", "tekst", "fragment"]
    return pd.DataFrame(rows, columns=columns), first


_HELP = (
    "Eén rij per tafel en stem, één kolom per thema.",
    "Vat in de brede kolom samen wat daar werd gezegd; klik op het getal ernaast om het te lezen.",
    "Wat je typt blijft staan, ook als er tafels of codes bij komen. Eigen kolommen en bladen mogen.",
    (
        "Staat er 'veranderd' naast een samenvatting, dan zijn de fragmenten niet meer die je "
        "las. Lees ze, en pas de samenvatting aan of haal het woord 'veranderd' weg."
    ),
    (
        "'anderen en verslag': beleid, de voorzitter, en zinnen uit een verslag die van niemand "
        "in het bijzonder zijn."
    ),
    (
        "Samenvattingen van een tafel of thema dat er niet meer is, staan op blad 'vervallen'. "
        "Verander niets op blad 'geheugen'."
    ),
    "In dit bestand staan woorden van mensen aan tafel: het is alleen voor het team.",
)
