"""One document's blocks in; its segments out: turns, sentences and items with who is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.intake.attribution import Sentence, attribute
from pipeline.intake.blocks import HEADING, ITEM, TURN, Block
from pipeline.intake.furniture import is_evidence
from pipeline.intake.meta import Person
from pipeline.intake.speakers import Resolve, Voice, unknown_voice
from pipeline.intake.turns import n_words
from pipeline.language.identify import identify
from pipeline.language.sentences import sentence_spans

NOBODY = Voice("", "", "", "", known=False)


@dataclass(frozen=True)
class Piece:
    """A stretch of a document that becomes one segment."""

    start: int
    end: int
    block: int
    source: Block


def cut_pieces(text: str, blocks: Sequence[Block], *, cut_above: int) -> list[Piece]:
    """Cut every block into the units of coding, in order; headings give none.

    A turn and a list item stay whole, a paragraph is cut into sentences; so is a turn of more than
    `cut_above` words (0: never).
    """
    pieces = []
    units = [block for block in blocks if block.kind != HEADING]
    for number, block in enumerate(units):
        words = text[block.start : block.end]
        long_turn = block.kind == TURN and 0 < cut_above < n_words(words)
        whole = block.kind in (TURN, ITEM) and not long_turn
        spans = [(0, len(words))] if whole else sentence_spans(words)
        pieces += [
            Piece(block.start + start, block.start + end, number, block) for start, end in spans
        ]
    return pieces


def segment_rows(
    text: str,
    pieces: Sequence[Piece],
    *,
    table_id: str,
    document: str,
    stem: str,
    kind: str,
    people: Sequence[Person],
    resolve: Resolve,
) -> list[Mapping[str, Any]]:
    """Return one row of Segments per piece, in order; `stem` names the document in their ids."""
    spoken = kind == "transcript"
    texts = [text[piece.start : piece.end] for piece in pieces]
    voices = (
        [_speaker(piece, resolve) for piece in pieces] if spoken else _views(pieces, texts, people)
    )
    return [
        {
            "segment_id": f"{table_id}/{stem}/{number:04d}",
            "table_id": table_id,
            "document": document,
            "start": piece.start,
            "end": piece.end,
            "speaker": voice.speaker,
            "role": voice.role,
            "perspective": voice.perspective,
            "language": language,
            "text": words,
            "kind": kind,
            "group": voice.group,
            "heading": "" if spoken else piece.source.heading,
            "block": piece.block,
            "countable": piece.source.countable and is_evidence(words, spoken=spoken),
        }
        for number, (piece, words, voice, language) in enumerate(
            zip(pieces, texts, voices, identify(texts), strict=True)
        )
    ]


def _speaker(piece: Piece, resolve: Resolve) -> Voice:
    return resolve(piece.source.label) if piece.source.label else unknown_voice("")


def _views(pieces: Sequence[Piece], texts: Sequence[str], people: Sequence[Person]) -> list[Voice]:
    """Return the voice that each sentence of a verslag says it gives; an empty one where none."""
    sentences = [Sentence(words, piece.block) for words, piece in zip(texts, pieces, strict=True)]
    return [
        Voice("", view.role, view.perspective, view.group, known=True) if view else NOBODY
        for view in attribute(sentences, people)
    ]
