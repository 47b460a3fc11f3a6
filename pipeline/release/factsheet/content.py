"""What stands on one factsheet, whatever the format: records of Dutch sentences and counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One count of tables, drawn beside a sentence: `count` of `total` small squares filled."""

    valence: str  # colours the squares
    count: int | None  # None: blanked, fewer than `below`
    total: int
    below: int  # the threshold of release
    finding_id: str = ""  # the released finding that the number comes from

    @property
    def words(self) -> str:
        """Return the count as it is read: "19 van 28", "minder dan 3"."""
        return (
            f"minder dan {self.below}" if self.count is None else f"{self.count} van {self.total}"
        )


@dataclass(frozen=True)
class FindingBlock:
    """One finding: the sentence, what helped, where it stalled, what is needed, a small figure."""

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

    @property
    def rows(self) -> tuple[tuple[str, str, Bar | None], ...]:
        """Return (valence, text, bar) of what there is to say, in reading order."""
        rows = (
            ("succesfactor", self.helped, self.helped_bar),
            ("knelpunt", self.stalled, self.stalled_bar),
            ("verbeterpunt", self.needed, self.needed_bar),
        )
        return tuple(row for row in rows if row[1] or row[2])


@dataclass(frozen=True)
class Voice:
    """One released quote or paraphrase, with the perspective that it speaks from."""

    text: str
    perspective: str  # Dutch, with a capital: "Ouder"
    is_quote: bool  # a paraphrase carries no quotation marks


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
    headings: tuple[tuple[str, str], ...] = ()  # other headings than the standard ones, key to text

    def heading(self, key: str) -> str:
        """Return the heading over one part of the sheet."""
        return dict(HEADINGS, **dict(self.headings))[key]


HEADINGS = {
    "findings": "Wat we zien",
    "overview": "Het hele beeld",
    "voices": "Stemmen",
    "actions": "Wat aan tafel is afgesproken",
    "unknowns": "Wat we niet weten",
    "made": "Hoe dit is gemaakt",
    "colofon": "Colofon",
}
ROW_LABELS = {
    "succesfactor": "Wat hielp",
    "knelpunt": "Wat stokte",
    "verbeterpunt": "Wat is nodig",
}
