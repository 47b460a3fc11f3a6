"""The parts of a bundle that was signed in; whether they can be what they say they are, out.

A signature says who made a bundle, not that it makes sense: a sender's program may be broken, or bad.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

import pandas as pd

from pipeline.domain.bundle import COUNT_COLUMNS, Manifest, has_small_counts
from pipeline.domain.codebook import Codebook
from pipeline.domain.settings import LOWEST_MIN_TABLES

THEME_TABLES = ("themas", "waardering")  # what is set side by side
TOO_SMALL = "toont een aantal dat afgeschermd hoort te zijn. Neem haar niet over en laat het de afzender weten."
NONSENSE = "is goed ondertekend, maar klopt niet: {}. Laat het de afzender weten."


def what_is_wrong(
    manifest: Manifest,
    codebook: Codebook,
    tables: Mapping[str, pd.DataFrame],
    sentences: pd.DataFrame,
) -> str:
    """Return why the parts of a bundle cannot be used, to follow the name of its file; "" where they can."""
    for table in tables.values():
        wrong = _counts_wrong(table)
        if wrong:
            return NONSENSE.format(wrong)
    least = max(manifest.min_tables, LOWEST_MIN_TABLES), max(manifest.min_people, LOWEST_MIN_TABLES)
    if any(
        has_small_counts(one, min_tables=least[0], min_people=least[1]) for one in tables.values()
    ):
        return TOO_SMALL
    for name in THEME_TABLES:
        wrong = _themes_wrong(tables.get(name), codebook)
        if wrong:
            return NONSENSE.format(wrong)
    if manifest.in_words and any(_counts_tables(table) for table in tables.values()):
        return NONSENSE.format("zij is in woorden, en er staan toch aantallen tafels in")
    if not all(map(_printable, _texts(manifest, codebook, tables, sentences))):
        return NONSENSE.format("er staan tekens in die geen mens kan lezen")
    return ""


def _counts_wrong(table: pd.DataFrame) -> str:
    """Return what is wrong with the counts of a table: no number, or more than there are tables."""
    numbers = {}
    for column in COUNT_COLUMNS:
        if column in table:
            if not table[column].str.fullmatch(r"\d{0,7}").all():
                return "een aantal is geen heel getal"
            numbers[column] = pd.to_numeric(table[column].replace("", None))
    if {"tafels", "van_tafels"} <= set(numbers) and bool(
        (numbers["tafels"] > numbers["van_tafels"]).any()
    ):
        return "een aantal is groter dan het aantal tafels waar het van is"
    return ""


def _counts_tables(table: pd.DataFrame) -> bool:
    """Tell whether a table counts any tables."""
    return any(bool((table[one] != "").any()) for one in COUNT_COLUMNS if one in table)


def _themes_wrong(table: pd.DataFrame | None, codebook: Codebook) -> str:
    """Return what is wrong with a table of themes: a code that is not in the codebook, or one twice."""
    if table is None or "code" not in table:
        return ""
    if not set(table["code"]) <= {code.id for code in codebook.codes}:
        return "een tabel telt een code die niet in haar codeboek staat"
    keys = [name for name in ("code", "waardering") if name in table]
    return "een tabel telt een code twee keer" if bool(table.duplicated(keys).any()) else ""


def _texts(
    manifest: Manifest,
    codebook: Codebook,
    tables: Mapping[str, pd.DataFrame],
    sentences: pd.DataFrame,
) -> Iterable[str]:
    yield from (manifest.title, manifest.study, manifest.workplace, manifest.region, manifest.coder)
    yield from (*manifest.kinds, *manifest.periods, manifest.codebook_id, manifest.codebook_version)
    for code in codebook.codes:
        yield from (code.id, code.label)
    for table in (*tables.values(), sentences):
        yield from map(str, table.columns)
        for column in table.columns:
            yield from table[column]


def _printable(text: str) -> bool:
    """Tell whether a text has no control character; Word and Excel take none, and they hide things."""
    return not any(unicodedata.category(mark) in ("Cc", "Cs", "Co", "Cn") for mark in text)
