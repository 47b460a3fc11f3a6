"""Released findings, sentences and texts in; the content of one factsheet out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Findings, Released
from pipeline.domain.wording import CONCEPT, JUDGED_VALENCES, enumerate_words
from pipeline.release.factsheet.content import Bar, Factsheet, FindingBlock, Voice
from pipeline.release.factsheet.phrases import begin, within
from pipeline.release.tracing import Part, cut_at_counts

MOST_FINDINGS = 5  # more do not fit one side of A4 at a readable size
SUBCODES_SHOWN = 2
JOINED = "\u00a0"  # keeps a count on the line of its word
NOT_SPLIT = "Geen onderdeel dat apart te tonen is"


class KeyFinding(Protocol):
    """One sentence about the study, as `release.statements` makes it."""

    @property
    def statement(self) -> str:
        """The finding, a Dutch sentence."""

    @property
    def code(self) -> str:
        """The theme or subcode that it is about, "" for none."""

    @property
    def finding_ids(self) -> tuple[str, ...]:
        """The released findings that its numbers come from."""


def compose_factsheet(
    *,
    title: str,
    texts: Mapping[str, str],
    codebook: Codebook,
    released: DataFrame[Released],
    key_findings: Sequence[KeyFinding],
    unknowns: Sequence[str],
    min_tables: int,
    words_only: bool,
    concept: bool,
    findings: DataFrame[Findings] | None = None,
    basis: str = "",
    made: Sequence[str] = (),
    figures: Mapping[str, str] | None = None,
    overview: str = "",
    voices: Sequence[Voice] = (),
    actions: Sequence[str] = (),
) -> Factsheet:
    """Put the released findings of a study on one sheet.

    `texts` holds what is always said: `subtitel`, `intro`, `tafels`, `herkomst` (the line under
    every page), `colofon`, and the leads `in_woorden`, `geen_bevindingen`, `geen_stemmen`.
    `figures` maps a code to the name of its small figure. With `words_only` no count is drawn or
    written; `findings` then tells which subcodes hold firmly enough to be named. A block about a
    theme that an earlier block opened up keeps only its sentence.
    """
    counts = _counts(released)
    blocks = []
    opened: set[str] = set()
    for finding in key_findings[:MOST_FINDINGS]:
        block = FindingBlock(
            statement=finding.statement,
            finding_ids=tuple(finding.finding_ids),
            statement_parts=cut_at_counts(finding.statement, finding.finding_ids, counts),
        )
        theme = codebook.theme_of(finding.code) if finding.code in codebook else ""
        if theme and theme not in opened:
            opened.add(theme)
            if words_only:
                block = in_words(block, theme, codebook, findings, min_tables)
            else:
                block = open_up(block, theme, codebook, released, min_tables)
                block = replace(block, figure=(figures or {}).get(theme, ""))
        blocks.append(block)
    lead = texts.get("geen_bevindingen", "") if not blocks else ""
    return Factsheet(
        title=title,
        subtitle=texts.get("subtitel", ""),
        intro=texts["intro"],
        tables_line=texts["tafels"],
        basis=basis,
        lead=lead or (texts.get("in_woorden", "") if words_only else ""),
        findings=tuple(blocks),
        overview="" if words_only else overview,
        voices=tuple(voices),
        voices_note="" if voices else texts.get("geen_stemmen", ""),
        actions=tuple(actions),
        unknowns=tuple(unknowns),
        made=tuple(made),
        colofon=texts["colofon"],
        source=texts["herkomst"],
        watermark=CONCEPT if concept else "",
    )


def open_up(
    block: FindingBlock,
    code: str,
    codebook: Codebook,
    released: DataFrame[Released],
    min_tables: int,
) -> FindingBlock:
    """Add what helped, stalled and is needed within a code, each with its count of tables.

    A theme is told in its subcodes; a code that has none in squares alone.
    """
    valued = released[released["measure"] == "valentie"]
    rows = {valence: valued[valued["valence"] == valence] for valence in JUDGED_VALENCES}
    parts = {valence: _subcodes(rows[valence], code, codebook) for valence in JUDGED_VALENCES}
    bars = {valence: _bar(rows[valence], code, valence, min_tables) for valence in JUDGED_VALENCES}
    for valence, bar in bars.items():
        if bar and bar.count and not parts[valence] and codebook.subcodes(code):
            parts[valence] = (Part(NOT_SPLIT),)
    helped, stalled, needed = JUDGED_VALENCES
    return replace(
        block,
        helped=_text(parts[helped]),
        stalled=_text(parts[stalled]),
        needed=_text(parts[needed]),
        helped_parts=parts[helped],
        stalled_parts=parts[stalled],
        needed_parts=parts[needed],
        helped_bar=bars[helped],
        stalled_bar=bars[stalled],
        needed_bar=bars[needed],
    )


def in_words(
    block: FindingBlock,
    theme: str,
    codebook: Codebook,
    findings: DataFrame[Findings] | None,
    min_tables: int,
) -> FindingBlock:
    """Add what helped, stalled and is needed by name only, in the codebook's order.

    Only subcodes that hold at `min_tables` tables or more are named; at how many is not said, nor
    which is named most.
    """
    if findings is None:
        return block
    firm = findings[(findings["measure"] == "valentie") & (findings["n_tables"] >= min_tables)]
    said = []
    for valence in JUDGED_VALENCES:
        codes = set(firm.loc[firm["valence"] == valence, "code"])
        labels = [code.label for code in codebook.subcodes(theme) if code.id in codes]
        words = enumerate_words([within(label) for label in labels])
        said.append(begin(words))
    return replace(block, helped=said[0], stalled=said[1], needed=said[2])


def _text(parts: Sequence[Part]) -> str:
    return "".join(part.text for part in parts)


def _counts(released: DataFrame[Released]) -> dict[str, int | None]:
    """Return the count of every released finding; None where it was blanked."""
    known = released["n_tables"].notna()
    return {
        finding_id: int(count) if there else None
        for finding_id, count, there in zip(
            released["finding_id"], released["n_tables"], known, strict=True
        )
    }


def _bar(rows: DataFrame[Released], theme: str, valence: str, min_tables: int) -> Bar | None:
    """Return the count of tables in which the theme is valued so; None where nobody counted."""
    row = rows[(rows["code"] == theme) & rows["of_tables"].notna()]
    if row.empty:
        return None
    return Bar(
        valence=valence,
        count=None if row["n_tables"].isna().iloc[0] else int(row["n_tables"].iloc[0]),
        total=int(row["of_tables"].iloc[0]),
        below=min_tables,
        finding_id=str(row["finding_id"].iloc[0]),
        small=row["blanked"].iloc[0] == "klein",
    )


def _subcodes(rows: DataFrame[Released], theme: str, codebook: Codebook) -> tuple[Part, ...]:
    """Name the subcodes that occur so at most tables, with their counts; ties by the codebook."""
    order = {code.id: place for place, code in enumerate(codebook.subcodes(theme))}
    below = rows[rows["code"].isin(list(order))].dropna(subset=["n_tables"])
    counted = sorted(
        (-int(n_tables), order[code], codebook.label(code), finding_id)
        for code, n_tables, finding_id in zip(
            below["code"], below["n_tables"], below["finding_id"], strict=True
        )
        if n_tables > 0
    )[:SUBCODES_SHOWN]
    parts: list[Part] = []
    for number, (n_tables, _, label, finding_id) in enumerate(counted):
        words = f" en {within(label)}" if number else begin(label)
        parts += [Part(f"{words}{JOINED}("), Part(str(-n_tables), finding_id), Part(")")]
    return tuple(parts)
