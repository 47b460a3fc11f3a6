"""What a report shows: frozen records, the released part apart from what only the team may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import (
    Actions,
    CodingProblems,
    Codings,
    DialogueTables,
    Findings,
    Notices,
    Participants,
    Patterns,
    Quarantine,
    Released,
    Segments,
)
from pipeline.release.figures.style import HouseStyle
from pipeline.release.picture import Picture


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
        """The findings that its numbers come from, in the order of the sentence."""


@dataclass(frozen=True)
class TeamTable:
    """A table that the team's edition prints as it is: agreement, quality of the model."""

    title: str
    note: str  # how to read it, one or two sentences
    rows: pd.DataFrame  # Dutch column names, cells ready to print
    empty: str = (
        ""  # what it means that there is no row, where that is not that nothing can be estimated
    )


@dataclass(frozen=True)
class TeamContent:
    """Everything that only the team and those who sat there may see."""

    dialogue_tables: DataFrame[DialogueTables]
    participants: DataFrame[Participants]
    findings: DataFrame[Findings]
    segments: DataFrame[Segments]
    codings: DataFrame[Codings]
    key_findings: Sequence[KeyFinding] = ()  # empty: the released ones
    figures: Mapping[str, Picture] = field(default_factory=dict)
    theme_figures: Mapping[str, Sequence[str]] = field(default_factory=dict)  # theme id to names
    agreement: Sequence[TeamTable] = ()
    quality: Sequence[TeamTable] = ()
    patterns: DataFrame[Patterns] | None = None
    actions: DataFrame[Actions] | None = None
    notices: DataFrame[Notices] | None = None
    quarantine: DataFrame[Quarantine] | None = None
    problems: DataFrame[CodingProblems] | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, str] = field(default_factory=dict)  # segment to a researcher's words


@dataclass(frozen=True)
class SessionRow:
    """One statement of a dialoogsessie; every cell is ready to print."""

    place: str  # "3", "3=" where it is shared
    reach: str  # between which places it lies
    firm: bool
    words: str
    heading: str
    support: str  # the groups that support it
    people: str  # "5 van 16", "–" where that is not shown
    by_group: str  # its place with groups weighing the same
    finding_id: str  # of the count of people


@dataclass(frozen=True)
class SessionSection:
    """One dialoogsessie in the report."""

    title: str
    people: str  # who divided points
    firm: str  # which places are firm, one sentence
    rows: Sequence[SessionRow]
    notes: Sequence[str]


@dataclass(frozen=True)
class ReportContent:
    """One report. Without `team` only the release edition can be made of it."""

    study: str
    title: str
    codebook: Codebook
    n_tables: int
    released: DataFrame[Released]
    style: HouseStyle
    key_findings: Sequence[KeyFinding]
    unknowns: Sequence[str]
    basis: str  # whose codes were counted, one line
    min_tables: int
    concept: bool
    words_only: bool = False  # under ten tables: the release edition counts nothing
    lead: str = ""  # stands above the findings
    made: Sequence[str] = ()
    figures: Mapping[str, Picture] = field(default_factory=dict)  # in the order of the page
    theme_figures: Mapping[str, Sequence[str]] = field(default_factory=dict)  # theme id to names
    of_sessions: bool = False  # the study consists of dialoogsessies, and the page says so
    sessions: Sequence[SessionSection] = ()  # what had support in dialoogsessies, in both editions
    provenance: Mapping[str, str] = field(default_factory=dict)  # what to what, in Dutch
    team: TeamContent | None = None
