"""What a praatplaat says, before anything has a place: frozen records, made from priorities."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Statement:
    """One statement as the plate shows it; `supporters` are names of voices, as in running text."""

    statement_id: str
    text: str  # short, as decided by a person or proposed
    heading: str  # one of HEADINGS, "" where it is not known
    firm: bool  # its place stands, see Priorities; drawn larger
    icon: str  # a name of `icons`, "" for none
    question: str = ""  # that a person wrote to talk about this statement
    spare_question: str = ""  # proposed; shown only where there is room for many words
    supporters: tuple[str, ...] = ()
    place: int = 0  # among what its voice supports, 0 for the most; the last is the first to go


@dataclass(frozen=True)
class Voice:
    """One place at the table: a group, what it supports most, and a question to talk about."""

    key: str  # the bloc of Priorities
    name: str  # "jeugdigen"
    group: str  # of the codebook, for its colour
    statements: tuple[Statement, ...]
    question: str = ""
    lead: str = "Gesteund door"  # or "Stem van", where the sheet says who brought a statement


@dataclass(frozen=True)
class Board:
    """One praatplaat: a question in the middle, voices around it, what they share on the table."""

    title: str
    question: str
    source: str
    guide: str  # what large and small mean
    guide_loose: str  # instead, where nothing on it is firm
    voices: tuple[Voice, ...]
    shared: tuple[Statement, ...] = ()
    shared_lead: str = ""
    support_lead: str = "Gesteund door"
    chair: str = ""  # at the empty chair: an invitation
    mark: str = ""  # CONCEPT, or "" for a plate that may leave
    heading_names: tuple[tuple[str, str], ...] = ()  # heading to its word on a label: kans

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Return every statement once, in reading order: the shared ones first."""
        return (*self.shared, *(one for voice in self.voices for one in voice.statements))

    @property
    def reading(self) -> str:
        """How to read the plate: of what is on it now, for a release may leave out all that is firm."""
        return self.guide if any(one.firm for one in self.statements) else self.guide_loose

    def heading_name(self, heading: str) -> str:
        """Return the word on a label, the heading itself where there is none."""
        return dict(self.heading_names).get(heading, heading)


def sentences_on(board: Board) -> tuple[str, ...]:
    """Return every sentence that comes from statements, as a person has to release it, once each."""
    return tuple(dict.fromkeys(one.text for one in board.statements))


def keep_on(board: Board, released: Collection[str]) -> Board:
    """Return the plate with only the statements whose text was released.

    A voice without statements leaves too, and with it its name among the supporters of others.
    """
    kept = [
        replace(voice, statements=tuple(one for one in voice.statements if one.text in released))
        for voice in board.voices
    ]
    shared = tuple(one for one in board.shared if one.text in released)
    voices = tuple(voice for voice in kept if voice.statements)
    return replace(board, voices=voices, shared=shared)
