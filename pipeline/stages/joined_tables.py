"""Checked bundles in; the tables that are compared, each in the columns that findings know, out."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from pipeline.domain.bundle import FIRM, PLACE, SESSION, STATEMENT, SUPPORTED
from pipeline.domain.codebook import Codebook
from pipeline.domain.codebook_migration import Migration
from pipeline.domain.wording import JUDGED_VALENCES
from pipeline.exchange.bundles import Bundle
from pipeline.release.regions.content import MIGRATION_COLUMNS, PRIORITY_COLUMNS

OCCURS, VALUED = "themas", "waardering"  # the tables of a bundle that count themes
NEEDED = ("code", "tafels", "van_tafels", "afgeschermd")
RENAMED, TO_THEME, LOST = "heet hier anders", "telt hier als thema", "geen plek: telt niet mee"
EVERYONE = "allen samen"
_BETWEEN = re.compile(r"[;,]")  # a released CSV has commas where a table had semicolons


def counted_of(bundle: Bundle) -> pd.DataFrame:
    """Return what a bundle counts of its codes: code, valence, n_tables, of_tables, blanked."""
    parts = []
    for name, judged in ((OCCURS, False), (VALUED, True)):
        table = bundle.tables.get(name)
        if table is None or not set(NEEDED) <= set(table.columns):
            continue
        valence = table["waardering"] if judged and "waardering" in table else ""
        parts.append(
            pd.DataFrame(
                {
                    "code": table["code"],
                    "valence": valence,
                    "n_tables": pd.to_numeric(table["tafels"], errors="coerce").astype("Int64"),
                    "of_tables": pd.to_numeric(table["van_tafels"], errors="coerce").astype(
                        "Int64"
                    ),
                    "blanked": table["afgeschermd"],
                }
            )
        )
    if not parts:
        return pd.DataFrame(columns=["code", "valence", "n_tables", "of_tables", "blanked"])
    every = pd.concat(parts, ignore_index=True)
    return every[every["valence"].isin(("", *JUDGED_VALENCES))]


def said_of(bundle: Bundle) -> frozenset[tuple[str, str]]:
    """Return the themes and valences that a bundle's sentences are about."""
    rows = bundle.sentences[bundle.sentences["code"] != ""]
    return frozenset(zip(rows["code"], rows["waardering"], strict=True))


def migration_rows(
    names: Sequence[str], codebooks: Sequence[Codebook], plans: Sequence[Migration]
) -> pd.DataFrame:
    """Return a row (`MIGRATION_COLUMNS`) per code that does not keep its id."""
    rows = []
    for name, codebook, plan in zip(names, codebooks, plans, strict=True):
        for code, target in plan.targets.items():
            if code == target:
                continue
            what = LOST if not target else TO_THEME if code in plan.to_theme else RENAMED
            rows.append((name, code, codebook.label(code), what, target))
    return pd.DataFrame(rows, columns=list(MIGRATION_COLUMNS))


def priorities_of(names: Sequence[str], bundles: Sequence[Bundle]) -> pd.DataFrame:
    """Return a row (`PRIORITY_COLUMNS`) per study, session, voice and statement that the voice supports.

    Only statements with a place; a statement that no voice is told of stands under `EVERYONE`.
    """
    rows = []
    for name, bundle in zip(names, bundles, strict=True):
        for table in bundle.tables.values():
            if {STATEMENT, PLACE} <= set(table.columns):
                for row in table[table[PLACE].str.strip() != ""].to_dict("records"):
                    session, firm = row.get(SESSION, ""), row.get(FIRM, "")
                    rows += [
                        (name, session, voice, row[PLACE], firm, row[STATEMENT])
                        for voice in _voices(str(row.get(SUPPORTED, "")))
                    ]
    table = pd.DataFrame(rows, columns=list(PRIORITY_COLUMNS), dtype=object)
    numbers = pd.to_numeric(table["place"].astype(str).str.extract(r"(\d+)", expand=False))
    keys = ["study", "session", "voice", "number"]
    order = table.assign(number=numbers).sort_values(keys, kind="stable")
    return order.drop(columns="number").reset_index(drop=True)


def _voices(cell: str) -> list[str]:
    return [one.strip() for one in _BETWEEN.split(cell) if one.strip()] or [EVERYONE]
