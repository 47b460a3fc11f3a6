"""Tables of what was read, and who withdraws, in; the same tables without her words out.

Applied right after reading, so that whatever is made later (codings, vectors, models, findings,
products) is made without her. Her words give way to blanks of equal length: all offsets, and with
them everybody else's codings, stay right.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.perspectives import UNKNOWN
from pipeline.domain.tables import DialogueTables, Documents, Participants, Segments, check
from pipeline.files.traces import SHORTEST

_NOT_A_LINE_END = re.compile(r"[^\n]")
_SENTENCE = re.compile(r"[^.!?…\n]+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Withdrawal:
    """Who withdraws: one participant of a table, or with an empty `participant` the whole table."""

    table_id: str
    participant: str = ""


@dataclass(frozen=True)
class Reading:
    """What was read of a study, as far as people's words and places at a table go."""

    dialogue_tables: DataFrame[DialogueTables]
    participants: DataFrame[Participants]
    documents: DataFrame[Documents]
    segments: DataFrame[Segments]


def without_people(reading: Reading, withdrawals: Iterable[Withdrawal]) -> Reading:
    """Return what was read without the words of those who withdrew, whatever their order."""
    for withdrawal in sorted(withdrawals, key=lambda one: (one.table_id, one.participant)):
        reading = without_person(reading, withdrawal)
    return reading


def without_person(reading: Reading, withdrawal: Withdrawal) -> Reading:
    """Return what was read without one person's turns, or without a whole table.

    Her row among the participants goes too; the table's number of participants stays, for she did
    sit there. A verslag tells about her in other people's words: `left_to_read` lists that.
    """
    if not withdrawal.participant:
        return _without_table(reading, withdrawal.table_id)
    gone = _said_by(reading.segments, withdrawal)
    people = reading.participants
    row = _is(people["table_id"], withdrawal.table_id) & _is(
        people["participant"], withdrawal.participant
    )
    return Reading(
        reading.dialogue_tables,
        check(people[~row], Participants),
        _blanked(reading.documents, reading.segments, gone),
        check(reading.segments[~gone], Segments),
    )


def left_to_read(reading: Reading, withdrawal: Withdrawal) -> tuple[str, ...]:
    """Return the segments of verslag and statements that may tell about her: a person must read them.

    Those with her perspective, and those with none, in reading order.
    """
    segments, people = reading.segments, reading.participants
    row = _is(people["table_id"], withdrawal.table_id) & _is(
        people["participant"], withdrawal.participant
    )
    perspectives = {"", *people.loc[row, "perspective"]}
    here = _is(segments["table_id"], withdrawal.table_id) & (segments["kind"] != "transcript")
    if withdrawal.participant:
        here &= segments["perspective"].isin(perspectives)
    return tuple(segments.loc[here, "segment_id"])


def withdrawn_sentences(before: Reading, after: Reading) -> tuple[str, ...]:
    """Return every sentence of five words or more that was removed and stands nowhere in `after`.

    These are what no file of the study may hold any longer; sentences that somebody else said too
    are left out. Sorted; words folded and divided by one space.
    """
    removed = before.segments[~before.segments["segment_id"].isin(after.segments["segment_id"])]
    gone = {sentence for text in removed["text"] for sentence in _sentences(text)}
    left = " ".join(" ".join(_words(text)) for text in after.documents["text"])
    padded = f" {left} "
    return tuple(sorted(sentence for sentence in gone if f" {sentence} " not in padded))


def withdrawn_turns(before: Reading, after: Reading) -> frozenset[str]:
    """Return the removed turns without a sentence of five words that stand nowhere in `after`, folded.

    Their sentences are too short to be sought anywhere; a cell that holds such a turn and nothing
    else tells it.
    """
    removed = before.segments[~before.segments["segment_id"].isin(after.segments["segment_id"])]
    short = {" ".join(_words(text)) for text in removed["text"] if not any(_sentences(text))}
    left = f" {' '.join(' '.join(_words(text)) for text in after.documents['text'])} "
    return frozenset(turn for turn in short if turn and f" {turn} " not in left)


def _said_by(segments: DataFrame[Segments], withdrawal: Withdrawal) -> pd.Series[bool]:
    speaker = segments["speaker"].str.casefold()
    hers = speaker == withdrawal.participant.casefold()
    if withdrawal.participant == UNKNOWN:  # whoever of the speakers could be tied to nobody
        hers = (segments["perspective"] == UNKNOWN) & (segments["kind"] == "transcript")
    said: pd.Series[bool] = _is(segments["table_id"], withdrawal.table_id) & hers
    return said


def _is(column: pd.Series[Any], value: str) -> pd.Series[bool]:
    return column == value


def _without_table(reading: Reading, table_id: str) -> Reading:
    def others(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["table_id"] != table_id]

    return Reading(
        check(others(reading.dialogue_tables), DialogueTables),
        check(others(reading.participants), Participants),
        check(others(reading.documents), Documents),
        check(others(reading.segments), Segments),
    )


def _blanked(
    documents: DataFrame[Documents], segments: DataFrame[Segments], gone: pd.Series[bool]
) -> DataFrame[Documents]:
    """Return the documents with the turns in `gone` and their labels blanked, and a fitting digest."""
    spans = _spans(segments, gone)
    texts = [
        _with_blanks(text, spans.get((table_id, document), ()))
        for table_id, document, text in zip(
            documents["table_id"], documents["document"], documents["text"], strict=True
        )
    ]
    digests = [
        digest if text == old else hashlib.sha256(text.encode("utf-8")).hexdigest()
        for digest, text, old in zip(documents["digest"], texts, documents["text"], strict=True)
    ]
    return check(documents.assign(text=texts, digest=digests), Documents)


def _spans(
    segments: DataFrame[Segments], gone: pd.Series[bool]
) -> dict[tuple[str, str], list[tuple[int, int, int]]]:
    """Return, per document, where the label may begin, where a turn begins and where it ends."""
    spans: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    ends: dict[tuple[str, str], int] = {}
    rows: Iterable[Any] = zip(segments.itertuples(), gone, strict=True)
    for row, leaves in rows:
        place = (row.table_id, row.document)
        if leaves:
            spans.setdefault(place, []).append((ends.get(place, 0), row.start, row.end))
        ends[place] = row.end
    return spans


def _with_blanks(text: str, spans: Sequence[tuple[int, int, int]]) -> str:
    pieces, last = [], 0
    for before, start, end in spans:
        first = max(last, before + _label_start(text[before:start]))
        pieces += [text[last:first], _NOT_A_LINE_END.sub(" ", text[first:end])]
        last = end
    return "".join([*pieces, text[last:]])


def _label_start(gap: str) -> int:
    """Return where in the text before a turn its label begins: the last line that says something."""
    spoken = gap.rstrip()
    return max(spoken.rfind("\n") + 1, 0) if spoken else len(gap)


def _sentences(text: str) -> Iterable[str]:
    """Give the sentences of five words or more, as words divided by one space."""
    for hit in _SENTENCE.finditer(text):
        words = _words(hit[0])
        if len(words) >= SHORTEST:
            yield " ".join(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
