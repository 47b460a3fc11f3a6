"""Spans as people coded them in, and segments; codings of segments out, and what fits nowhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.perspectives import normal_value
from pipeline.domain.tables import CodingProblems, Codings, Segments, Spans, check


class _Piece(NamedTuple):
    """One segment of a document."""

    segment_id: str
    start: int
    end: int
    text: str


class _Document(NamedTuple):
    """The segments of one document in order, and where each begins and ends."""

    pieces: list[_Piece]
    starts: dict[int, int]
    ends: dict[int, int]


def match_spans(
    spans: DataFrame[Spans], segments: DataFrame[Segments], codebook: Codebook
) -> tuple[DataFrame[Codings], DataFrame[CodingProblems]]:
    """Return what people coded, by segment and code, and every coding that fits nowhere.

    A span fits when it covers one or more segments from edge to edge, or lies within one of them
    from word to word; it keeps its own start and end. One without codes gives a null code. A phase
    or scope that the codebook lacks is reported and left empty; the codes stand. A code of an earlier
    version becomes the one that takes it over (`was:`).
    """
    documents = _documents(segments)
    tables = set(segments["table_id"])
    seen: dict[tuple[str, str, str, int, int], int] = {}
    codings: list[tuple[Any, ...]] = []
    problems: list[tuple[Any, ...]] = []
    handed_in: Iterable[Any] = spans.itertuples()
    for span in handed_in:
        document = _find_document(documents, span.table_id, span.document)
        if document is None:
            covered: list[_Piece] = []
            problem = _unknown_place(span.table_id in tables)
        else:
            covered, problem = _cover(document, span.start, span.end)
        place = (span.coder, span.table_id, span.document, span.start, span.end)
        if not problem and seen.setdefault(place, span.line) != span.line:
            problem = (
                f"deze plek is al gecodeerd op regel {seen[place]}. Voeg de twee regels samen."
            )
        current = dict.fromkeys(codebook.current(code) for code in span.codes)
        known: list[str | None] = [code for code in current if code]
        found = [problem] if problem else list(_unknown_codes(span.codes, codebook))
        found += [] if problem else _unknown_values(span.phase, span.scope, codebook)
        problems += [(*place[:3], span.start, span.end, span.line, text) for text in found]
        if problem or (span.codes and not known):
            continue
        phase, scope = _known(span.phase, codebook.phases), _known(span.scope, codebook.scopes)
        codings += [
            (piece.segment_id, code, span.coder, "mens", span.start, span.end, span.valence,
             span.doubt, None, "bevestigd", phase, scope)
            for piece in covered
            for code in known or [None]
        ]  # fmt: skip
    return (
        check(pd.DataFrame(codings, columns=Codings.names()), Codings),
        check(pd.DataFrame(problems, columns=CodingProblems.names()), CodingProblems),
    )


def _documents(segments: DataFrame[Segments]) -> dict[tuple[str, str], _Document]:
    """Return the segments by table and document."""
    documents: dict[tuple[str, str], _Document] = {}
    ordered: Iterable[Any] = segments.sort_values(
        ["table_id", "document", "start"], kind="stable"
    ).itertuples()
    for row in ordered:
        document = documents.setdefault((row.table_id, row.document), _Document([], {}, {}))
        document.starts[row.start] = document.ends[row.end] = len(document.pieces)
        document.pieces.append(_Piece(row.segment_id, row.start, row.end, row.text))
    return documents


def _find_document(
    documents: dict[tuple[str, str], _Document], table_id: str, name: str
) -> _Document | None:
    """Return the document of that name; "verslag" will do when only one can be meant."""
    if (table_id, name) in documents:
        return documents[table_id, name]
    alike = [
        document
        for (table, full), document in documents.items()
        if table == table_id and name in (PurePath(full).stem, full.lower())
    ]
    return alike[0] if len(alike) == 1 else None


def _cover(document: _Document, start: int, end: int) -> tuple[list[_Piece], str]:
    """Return the segments that a span covers, or why it fits nowhere."""
    if start >= end:
        return [], "het eind ligt niet na het begin. Kijk start en eind na."
    if start > document.pieces[-1].end or end > document.pieces[-1].end:
        return [], (
            "start of eind ligt voorbij het einde van het document. Hoort de codering bij een "
            "eerdere versie van de tekst? Codeer deze plek dan opnieuw."
        )
    first, last = document.starts.get(start), document.ends.get(end)
    if first is not None and last is not None and first <= last:
        return document.pieces[first : last + 1], ""
    inside = [piece for piece in document.pieces if piece.start <= start and end <= piece.end]
    if not inside:
        return [], (
            "deze plek begint of eindigt niet op de grens van een fragment (een spreekbeurt, een "
            "zin, een opsomteken) en ligt ook niet binnen één fragment. Pas start of eind aan."
        )
    piece = inside[0]
    if _splits_word(piece.text, start - piece.start) or _splits_word(piece.text, end - piece.start):
        return [], "start of eind valt midden in een woord. Is de tekst na het coderen veranderd?"
    return [piece], ""


def _splits_word(text: str, offset: int) -> bool:
    """Tell whether a cut at `offset` falls inside a word."""
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _unknown_place(table_is_known: bool) -> str:  # noqa: FBT001
    if table_is_known:
        return "dit document is er niet bij deze tafel, of het is tegengehouden. Kijk de naam na."
    return "deze tafel is er niet in deze studie, of is tegengehouden. Kijk de naam na."


def _unknown_codes(codes: list[str], codebook: Codebook) -> Iterator[str]:
    """Say of every code that the codebook lacks which one is nearest; never the cell itself."""
    names = [code.id for code in codebook.codes]
    for place, code in enumerate(codes, start=1):
        if not codebook.current(code):
            near = difflib.get_close_matches(code, names, n=1, cutoff=0.6)
            advice = (
                f"Bedoel je '{near[0]}'?"
                if near
                else "Zie 'dialoogtafel codeboek' voor de bekende codes."
            )
            yield f"code {place} van deze regel staat niet in het codeboek. {advice}"


def _unknown_values(phase: str, scope: str, codebook: Codebook) -> list[str]:
    """Say of a phase or scope that the codebook lacks which ones it has; never the cell itself."""
    found = []
    for column, value, known in (
        ("fase", phase, codebook.phases),
        ("reikwijdte", scope, codebook.scopes),
    ):
        if value and not _known(value, known):
            advice = f"Kies uit: {', '.join(known)}." if known else "Het codeboek noemt er geen."
            found.append(
                f"de {column} van deze regel staat niet in het codeboek en is leeg gelaten; de codes "
                f"tellen gewoon. {advice}"
            )
    return found


def _known(value: str, known: Mapping[str, str]) -> str:
    """Return the id of a value, also where its label was typed; "" where the codebook lacks it."""
    plain = {normal_value(label): name for name, label in known.items()}
    plain |= {normal_value(name): name for name in known}
    return plain.get(normal_value(value), "")
