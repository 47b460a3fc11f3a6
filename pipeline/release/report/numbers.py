"""Findings, released or not, in; numbers as the page shows them out, each with where it leads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import pandas as pd

from pipeline.domain.codebook import Codebook
from pipeline.domain.wording import plural
from pipeline.release.report.content import KeyFinding
from pipeline.release.tracing import cut_at_counts

MEASURE_TITLES = {
    "thema": "Aan hoeveel tafels een thema speelt",
    "valentie": "Hoe een thema wordt gewaardeerd",
    "wisselend": "Thema's die aan één tafel zowel hielpen als stokten",
    "groep": "Wie een thema noemt, van de tafels waar die groep zat",
    "groep_valentie": "Hoe een groep een thema waardeert",
    "verschil": "Noemen gezin en professionals hetzelfde?",
    "anders_gewaardeerd": "Gezin en professionals waarderen een thema anders",
    "samen": "Thema's die aan dezelfde tafel spelen",
    "niveau": "Op welk niveau het speelt",
    "periode": "Waardering per periode",
    "gekozen": "Vooraf gekozen en ter tafel gekomen",
    "tafels": "Welke tafels het zijn",
}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Number:
    """One count of tables. `count` None: blanked, `blanked` says why."""

    finding_id: str
    measure: str
    code: str
    other_code: str
    valence: str
    group: str
    stratum_kind: str
    stratum: str
    count: int | None
    of: int | None
    codable: int | None
    coder: str
    blanked: str
    below: int
    href: str
    sessions: bool = False  # it counts dialoogsessies, and says so

    @property
    def text(self) -> str:
        """Return the count as a table shows it."""
        if self.count is not None:
            return str(self.count)
        return f"<{self.below}" if self.blanked == "klein" else "·"

    @property
    def spoken(self) -> str:
        """Return the count as it is read aloud."""
        unit = ("sessie", "sessies") if self.sessions else ("tafel", "tafels")
        if self.count is not None:
            of = f"{self.count} van " if self.of is not None else ""
            return f"{of}{plural(self.count if self.of is None else self.of, *unit)}"
        if self.blanked == "klein":
            return f"minder dan {plural(self.below, *unit)}, daarom niet getoond"
        return "niet getoond, omdat het iets anders zou verraden"

    @property
    def anchor(self) -> str:
        """Return the id of its row among all numbers."""
        return anchor_of(self.finding_id)


def anchor_of(finding_id: str) -> str:
    """Return the id in the page of the row of one finding."""
    return f"cijfer-{_SPACE.sub('_', finding_id)}"


def to_row(finding_id: str) -> str:
    """Return the link to the row of a number, as the release edition has it."""
    return f"#{quote(anchor_of(finding_id), safe='/')}"


def to_segments(finding_id: str) -> str:
    """Return the link to the segments behind a number, as the team's edition has it."""
    return f"#bevinding={quote(finding_id, safe='')}"


def numbers_of(
    rows: pd.DataFrame, *, below: int, link: Callable[[str], str], sessions: bool = False
) -> tuple[Number, ...]:
    """Return the numbers of a table of findings, in its order."""
    blanked = rows.get("blanked", "")
    records = rows.assign(blanked=blanked).to_dict("records")
    return tuple(
        Number(
            finding_id=row["finding_id"],
            measure=row["measure"],
            code=row["code"],
            other_code=row["other_code"],
            valence=row["valence"],
            group=row["group"],
            stratum_kind=row["stratum_kind"],
            stratum=row["stratum"],
            count=_whole(row["n_tables"]),
            of=_whole(row["of_tables"]),
            codable=_whole(row["codable_tables"]),
            coder=row["coder"],
            blanked=row["blanked"],
            below=below,
            href=link(row["finding_id"]),
            sessions=sessions,
        )
        for row in records
    )


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def in_words(number: Number, codebook: Codebook) -> str:
    """Return what a number counts: theme, valence, group, stratum."""
    labels = [codebook.label(code) if code in codebook else code for code in _codes(number)]
    valence = number.valence
    stratum = number.stratum
    if number.stratum_kind == "niveau":
        stratum = codebook.levels.get(stratum, stratum)
    elif number.stratum_kind == "aanwezig":
        stratum = codebook.perspectives.get(stratum, stratum)
    if number.code in codebook and not codebook.code(number.code).is_theme:
        labels[0] = f"{codebook.label(codebook.theme_of(number.code))}: {labels[0]}"
    parts = (" en ".join(labels), number.group, valence, stratum)
    return " · ".join(part for part in parts if part)


def _codes(number: Number) -> list[str]:
    return [code for code in (number.code, number.other_code) if code]


def linked(
    finding: KeyFinding, counts: Mapping[str, int | None], link: Callable[[str], str]
) -> list[tuple[str, str]]:
    """Cut a sentence into (words, link): every count leads to the finding that it comes from."""
    parts = cut_at_counts(finding.statement, finding.finding_ids, counts)
    return [(part.text, link(part.finding_id) if part.finding_id else "") for part in parts]


def by_key(numbers: Sequence[Number]) -> dict[tuple[str, ...], Number]:
    """Return the numbers by (measure, code, valence, group), for tables with a column each."""
    return {
        (number.measure, number.code, number.valence, number.group): number
        for number in numbers
        if not number.other_code and not number.stratum
    }
