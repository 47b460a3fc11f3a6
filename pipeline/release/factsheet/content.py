"""What stands on one factsheet, whatever the format: records of Dutch sentences and counts."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.wording import of_sessions
from pipeline.release.tracing import Part

FRISIAN = "fy"
FRISIAN_MARK = "(Fries)"  # stands by Frisian words that nobody translated
TRANSLATED = "Vertaling:"  # stands before what a researcher made of them


@dataclass(frozen=True)
class Bar:
    """One count of tables, drawn beside a sentence: `count` of `total` small squares filled."""

    valence: str  # colours the squares
    count: int | None  # None: blanked
    total: int
    below: int  # the threshold of release
    finding_id: str = ""  # the released finding that the number comes from
    small: bool = True  # a blank is fewer than `below`; False: it would give another number away

    @property
    def words(self) -> str:
        """Return the count as it is shown: "19 van 28", "<3", "niet getoond"."""
        if self.count is None:
            return f"<{self.below}" if self.small else "niet getoond"
        return f"{self.count} van {self.total}"

    @property
    def spoken(self) -> str:
        """Return the count as it is read aloud."""
        if self.count is None:
            return f"minder dan {self.below} tafels" if self.small else "niet getoond"
        return f"{self.words} tafels"


@dataclass(frozen=True)
class Row:
    """What is said under a finding about one valence: words, and a count with its squares."""

    valence: str
    parts: tuple[Part, ...]
    bar: Bar | None

    @property
    def text(self) -> str:
        """Return the words."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True)
class Item:
    """One statement of people in a list: where it stands, its words, and what is to be said of it."""

    words: str
    mark: str = ""  # its place: "1", "3="
    firm: bool = True  # drawn dark; a place that hangs on who happened to be there is light
    note: tuple[Part, ...] = ()


@dataclass(frozen=True)
class FindingBlock:
    """One finding: the sentence, what helped, where it stalled, what is needed, a small figure.

    The parts hold the same words as the texts, cut at the counts that can be traced; without them
    a text is one part.
    """

    statement: str
    helped: str = ""
    stalled: str = ""
    needed: str = ""
    figure: str = ""  # the name of a figure, "" for none
    says_who: str = ""  # "Volgens gezin en professionals", "" where nothing is to be said
    helped_bar: Bar | None = None
    stalled_bar: Bar | None = None
    needed_bar: Bar | None = None
    finding_ids: tuple[str, ...] = ()  # what the sentence's numbers come from
    statement_parts: tuple[Part, ...] = ()
    helped_parts: tuple[Part, ...] = ()
    stalled_parts: tuple[Part, ...] = ()
    needed_parts: tuple[Part, ...] = ()
    question: str = ""  # to talk about; only where a sheet is made for a conversation
    items: tuple[Item, ...] = ()  # statements of people, listed under it
    rest: str = ""  # below the list: how many more there are

    @property
    def sentence(self) -> tuple[Part, ...]:
        """Return the statement, cut at its counts."""
        return self.statement_parts or (Part(self.statement),)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return what there is to say by valence, in reading order."""
        rows = (
            ("succesfactor", self.helped, self.helped_parts, self.helped_bar),
            ("knelpunt", self.stalled, self.stalled_parts, self.stalled_bar),
            ("verbeterpunt", self.needed, self.needed_parts, self.needed_bar),
        )
        return tuple(
            Row(valence, parts or ((Part(text),) if text else ()), bar)
            for valence, text, parts, bar in rows
            if text or bar
        )

    @property
    def has_bars(self) -> bool:
        """Tell whether any count is drawn."""
        return any(row.bar for row in self.rows)


@dataclass(frozen=True)
class Voice:
    """One released quote or paraphrase, with the perspective that it speaks from."""

    text: str
    perspective: str  # Dutch, with a capital: "Ouder"
    is_quote: bool  # a paraphrase carries no quotation marks
    language: str = "nl"  # of the words as they stand
    translation: str = ""  # of a Frisian quote, by a researcher; never made by a machine

    @property
    def is_frisian(self) -> bool:
        """Tell whether these are someone's own words in Frisian."""
        return self.is_quote and self.language == FRISIAN


@dataclass(frozen=True)
class Room:
    """A part of a sheet that is left open for who reads it to write in."""

    heading: str
    prompt: str
    n_lines: int  # of handwriting


@dataclass(frozen=True)
class Factsheet:
    """The content of one factsheet; every text is ready to print."""

    title: str
    intro: str  # what a dialoogtafel is, one sentence
    tables_line: str  # which tables
    findings: tuple[FindingBlock, ...]
    unknowns: tuple[str, ...]
    made: tuple[str, ...]  # how it was made, a sentence each
    colofon: str
    source: str  # the line under every page: study, series, codebook
    subtitle: str = ""
    basis: str = ""  # whose codes: "Geteld over codes van mensen (reeks A)."
    overview: str = ""  # the name of the figure that shows the whole, "" for none
    voices: tuple[Voice, ...] = ()
    voices_note: str = ""  # why there are none, or what they are
    actions: tuple[str, ...] = ()
    lead: str = ""  # stands above the findings; says so when most is blanked
    watermark: str = ""  # "CONCEPT" or ""
    watermark_note: str = "nog niet vrijgegeven"
    rooms: tuple[Room, ...] = ()
    sessions: bool = False  # counts dialoogsessies, and says so
    headings: tuple[tuple[str, str], ...] = ()  # other headings than the standard ones, key to text

    @property
    def said_basis(self) -> str:
        """Return whose codes were counted, unless the line under every page says just that."""
        return "" if self.basis == self.source else self.basis

    @property
    def has_bars(self) -> bool:
        """Tell whether any count is drawn."""
        return any(block.has_bars for block in self.findings)

    def heading(self, key: str) -> str:
        """Return the heading over one part of the sheet."""
        own = dict(self.headings)
        return own[key] if key in own else self.say(HEADINGS[key])

    def say(self, text: str) -> str:
        """Return a fixed sentence about tables as it is said of what this sheet counts."""
        return of_sessions(text) if self.sessions else text


HEADINGS = {
    "findings": "Wat we zien",
    "overview": "Het hele beeld",
    "voices": "Stemmen",
    "actions": "Wat aan tafel is afgesproken",
    "unknowns": "Wat we niet weten",
    "made": "Hoe dit is gemaakt",
    "colofon": "Colofon",
}
QUESTION_LABEL = "Om over te praten"
ROW_LABELS = {
    "succesfactor": "Wat hielp",
    "knelpunt": "Wat stokte",
    "verbeterpunt": "Wat is nodig",
}
