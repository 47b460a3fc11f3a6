"""Released findings in; the factsheet of one theme out: how it is valued, in which parts, by whom."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Findings, Released
from pipeline.domain.wording import CONCEPT
from pipeline.release.factsheet.compose import in_words, open_up
from pipeline.release.factsheet.content import Factsheet, FindingBlock
from pipeline.release.tracing import Part

MOST_SUBCODES = 4
GROUPS = ("gezin", "professionals", "beleid")


def compose_theme_sheet(
    theme: str,
    *,
    texts: Mapping[str, str],
    codebook: Codebook,
    released: DataFrame[Released],
    unknowns: Sequence[str],
    made: Sequence[str],
    min_tables: int,
    words_only: bool,
    concept: bool,
    findings: DataFrame[Findings] | None = None,
) -> Factsheet:
    """Put what is known of one theme on one sheet.

    `texts` as for a study, with `thema_speelt` (fields n, van, thema), `thema_in_woorden` (thema),
    `onderdeel` (n, van, thema) and `groep` (groep, n, van); a sentence whose count was blanked is
    left out.
    """
    code = codebook.code(theme)
    if words_only:
        statement = FindingBlock(texts["thema_in_woorden"].format(thema=code.label))
        blocks = [in_words(statement, theme, codebook, findings, min_tables)]
        firm = any((blocks[0].helped, blocks[0].stalled, blocks[0].needed))
        blocks = blocks if firm else []
    else:
        blocks = _blocks(theme, texts, codebook, released, min_tables)
    return Factsheet(
        title=code.label,
        subtitle=texts.get("subtitel", ""),
        intro=code.definition,
        tables_line=texts["tafels"],
        lead=_lead(texts, words_only=words_only, empty=not blocks),
        findings=tuple(blocks),
        actions=() if words_only else _groups(theme, texts, released),
        unknowns=tuple(unknowns),
        made=tuple(made),
        colofon=texts["colofon"],
        source=texts["herkomst"],
        watermark=CONCEPT if concept else "",
        headings=(("actions", "Wie het noemen"),),
    )


def _lead(texts: Mapping[str, str], *, words_only: bool, empty: bool) -> str:
    if empty:
        return texts["geen_bevindingen"]
    return texts["in_woorden"] if words_only else ""


def _blocks(
    theme: str,
    texts: Mapping[str, str],
    codebook: Codebook,
    released: DataFrame[Released],
    min_tables: int,
) -> list[FindingBlock]:
    """Return the theme as a whole, then its subcodes, at most tables first."""
    order = {code.id: place for place, code in enumerate(codebook.subcodes(theme))}
    occurs = released[released["measure"] == "thema"].dropna(subset=["n_tables", "of_tables"])
    whole = occurs[occurs["code"] == theme]
    below = occurs[occurs["code"].isin(list(order)) & (occurs["n_tables"] > 0)]
    below = below.assign(place=below["code"].map(order)).sort_values(
        ["n_tables", "place"], ascending=[False, True]
    )
    rows = [("thema_speelt", row) for row in whole.to_dict("records")]
    rows += [("onderdeel", row) for row in below.head(MOST_SUBCODES).to_dict("records")]
    return [
        open_up(_said(texts[name], row, codebook), row["code"], codebook, released, min_tables)
        for name, row in rows
    ]


def _said(text: str, row: Mapping[Hashable, Any], codebook: Codebook) -> FindingBlock:
    """Return the sentence about one count, the count tied to its finding."""
    label = codebook.label(str(row["code"]))
    number, of = str(row["n_tables"]), str(row["of_tables"])
    before, has_number, after = text.partition("{n}")
    fields = {"van": of, "thema": label}
    if not has_number:  # researchers may leave the count out
        return FindingBlock(text.format(**fields))
    parts = (
        Part(before.format(**fields)),
        Part(number, str(row["finding_id"])),
        Part(after.format(**fields)),
    )
    sentence = "".join(part.text for part in parts)
    ids = (str(row["finding_id"]),)
    return FindingBlock(sentence, finding_ids=ids, statement_parts=parts)


def _groups(theme: str, texts: Mapping[str, str], released: pd.DataFrame) -> tuple[str, ...]:
    """Return at how many tables each group raises the theme, of those where its voice is heard."""
    rows = released[(released["measure"] == "groep") & (released["code"] == theme)]
    known = rows.dropna(subset=["n_tables", "codable_tables"]).to_dict("records")
    by_group = {row["group"]: row for row in known if row["codable_tables"]}
    return tuple(
        texts["groep"].format(
            groep=texts.get(f"groep_{group}", group),
            n=by_group[group]["n_tables"],
            van=by_group[group]["codable_tables"],
        )
        for group in GROUPS
        if group in by_group
    )
