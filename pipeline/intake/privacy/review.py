"""Findings and documents in; what a researcher decides on (a sheet, a page) out, and decisions back.

Both show words of the material, so they lie in besloten/ and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Documents, check, empty
from pipeline.domain.tables.privacy import DECISIONS, PrivacyDecisions, PrivacyFindings
from pipeline.domain.wording import plural
from pipeline.intake.privacy.findings import HARD
from pipeline.intake.privacy.screening import (
    DISMISSED,
    is_dismissed,
    open_findings,
    rows_of,
)

SHEET = "nakijken"
COLUMNS = (
    "besluit", "reden", "niveau", "soort", "gevonden", "in de tekst", "waarom", "tafel", "document",
    "plaats", "bevinding",
)  # fmt: skip
CHOICES = {SHEET: {"besluit": [choice for choice in DECISIONS if choice]}}
WIDTHS = {
    SHEET: {
        "besluit": 14,
        "reden": 34,
        "gevonden": 26,
        "in de tekst": 70,
        "waarom": 30,
        "bevinding": 12,
    }
}
CHECKED = (
    (
        "Nagekeken op vorm en rekenregel: burgerservicenummers, IBAN, telefoonnummers, e-mail- en "
        "webadressen, accounts, adressen, postcodes, kentekens, geboortedatums, dossier- en zaaknummers."
    ),
    (
        "Nagekeken met woordenlijsten, hoofdletters en de woorden ernaast: namen van personen, "
        "scholen, organisaties en plaatsen, en enkele combinaties die iemand aanwijzen (een zeldzaam "
        "beroep met een dorp)."
    ),
)
NOT_CHECKED = (
    (
        "Niet nagekeken: of iemand te herkennen is aan het verhaal zelf, aan een ziekte, een gebeurtenis "
        "of een ongewone gezinssituatie. Dat kan alleen wie de streek kent."
    ),
    "Gemist kan zijn: een naam die ook een gewoon woord is, een bijnaam, een naam zonder hoofdletter.",
    "Het materiaal blijft gepseudonimiseerd: het zijn persoonsgegevens, vaak over gezondheid.",
)
_AROUND = 90  # code points of context on either side


def review_workbook_rows(
    findings: DataFrame[PrivacyFindings], documents: DataFrame[Documents]
) -> pd.DataFrame:
    """Return the sheet to decide on: hard first, then by kind and what was found, so that equals meet.

    One row per finding; equal ones in an equal context share a digest and give one row, which counts
    for all of them.
    """
    texts = _texts(documents)
    rows = []
    for row in rows_of(findings.drop_duplicates("finding")):
        before, found, behind = _in_context(texts[row.table_id, row.document], row.start, row.end)
        rows.append(
            (row.decision, row.reason, row.level, row.kind, found, f"{before}«{found}»{behind}",
             row.evidence, row.table_id, row.document, f"{row.start}-{row.end}", row.finding)
        )  # fmt: skip
    rows.sort(key=lambda row: (row[2] != HARD, row[3], row[4].casefold(), row[7:10]))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def read_decisions(sheet: pd.DataFrame) -> DataFrame[PrivacyDecisions]:
    """Return the decisions of a sheet that a researcher filled in; an empty cell decides nothing.

    The index is the row number in the sheet, for messages.

    Raises:
        InputError: naming the row: a column is gone, a decision is none of the choices, a hard
            finding is dismissed without a reason, one finding is decided in two ways.
    """
    missing = [name for name in ("besluit", "reden", "niveau", "bevinding") if name not in sheet]
    if missing:
        raise InputError(
            f"Blad '{SHEET}': de kolom '{missing[0]}' ontbreekt. Laat de kolommen staan zoals ze zijn, of maak "
            "de lijst opnieuw met: dialoogtafel privacy STUDIE"
        )
    decided: dict[str, tuple[str, str, str]] = {}
    for row, cells in sheet.iterrows():
        decision, reason = _cell(cells["besluit"]).casefold(), _cell(cells["reden"])
        if not decision:
            continue
        digest = _cell(cells["bevinding"])
        _check_decision(row, decision, reason, _cell(cells["niveau"]), digest)
        if decided.setdefault(digest, (digest, decision, reason))[1] != decision:
            raise InputError(
                f"Blad '{SHEET}', rij {row}: over deze bevinding staat elders een ander besluit. Kies er één."
            )
    if not decided:
        return empty(PrivacyDecisions)
    rows = [decided[digest] for digest in sorted(decided)]
    return check(pd.DataFrame(rows, columns=PrivacyDecisions.names()), PrivacyDecisions)


def merge_decisions(
    earlier: DataFrame[PrivacyDecisions], later: DataFrame[PrivacyDecisions]
) -> DataFrame[PrivacyDecisions]:
    """Return all decisions, by digest; the later one counts, and none is lost."""
    both = pd.concat([earlier, later]).drop_duplicates("finding", keep="last")
    return check(both.sort_values("finding"), PrivacyDecisions)


def review_page(
    findings: DataFrame[PrivacyFindings], documents: DataFrame[Documents], *, title: str
) -> str:
    """Return the review list as one HTML page, tables below each other, hard findings first."""
    import jinja2

    texts = _texts(documents)
    ordered = findings.sort_values(["table_id", "document", "level", "start"], kind="stable")
    tables: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(ordered):
        before, found, behind = _in_context(texts[row.table_id, row.document], row.start, row.end)
        tables.setdefault(row.table_id, []).append(
            {"document": row.document, "kind": row.kind, "hard": row.level == HARD, "before": before,
             "found": found, "behind": behind, "evidence": row.evidence, "decision": row.decision,
             "reason": row.reason, "open": not is_dismissed(row)}
        )  # fmt: skip
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = files(__package__).joinpath("nakijken.html.j2").read_text(encoding="utf-8")
    return environment.from_string(template).render(
        title=title, tables=tables, checked=CHECKED, not_checked=NOT_CHECKED,
        summary=review_summary(findings),
    )  # fmt: skip


def review_summary(findings: DataFrame[PrivacyFindings]) -> str:
    """Return in one Dutch sentence what stands open, without a word of the material."""
    open_ones = open_findings(findings)
    hard = open_ones[open_ones["level"] == HARD]
    held = len(hard[["table_id", "document"]].drop_duplicates())
    soft = len(open_ones) - len(hard)
    return (
        f"{plural(held, 'document wordt', 'documenten worden')} tegengehouden om "
        f"{plural(len(hard), 'directe aanwijzing', 'directe aanwijzingen')}; "
        f"{plural(soft, 'mogelijke aanwijzing staat', 'mogelijke aanwijzingen staan')} op de lijst om na te kijken."
    )


def _check_decision(row: object, decision: str, reason: str, level: str, digest: str) -> None:
    where = f"Blad '{SHEET}', rij {row}"
    if decision not in DECISIONS:
        raise InputError(
            f"{where}: dit besluit ken ik niet. Kies '{DECISIONS[1]}' of '{DECISIONS[2]}', of laat de cel leeg."
        )
    if not digest:
        raise InputError(f"{where}: de kolom 'bevinding' is leeg. Maak de lijst opnieuw.")
    if decision == DISMISSED and level == HARD and not reason:
        raise InputError(
            f"{where}: dit is een directe aanwijzing. Schrijf bij 'reden' waarom het document er toch mee "
            "door mag, of haal haar uit de tekst."
        )


def _texts(documents: DataFrame[Documents]) -> Mapping[tuple[str, str], str]:
    return {(row.table_id, row.document): row.text for row in rows_of(documents)}


def _in_context(text: str, start: int, end: int) -> Sequence[str]:
    """Return what stands before a finding, the finding, and what stands behind it, on one line."""
    before = text[max(0, start - _AROUND) : start]
    behind = text[end : end + _AROUND]
    cut = "…" if start > _AROUND else ""
    more = "…" if end + _AROUND < len(text) else ""
    flat = [" ".join(part.split()) for part in (before, text[start:end], behind)]
    return (
        f"{cut}{flat[0]}{' ' if before[-1:].isspace() else ''}", flat[1],
        f"{' ' if behind[:1].isspace() else ''}{flat[2]}{more}",
    )  # fmt: skip


def _cell(value: object) -> str:
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124 - NaN
