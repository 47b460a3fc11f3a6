"""Documents in; the findings of the privacy check, and the rows that hold documents back, out."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Documents, Quarantine, check
from pipeline.domain.tables.privacy import PrivacyDecisions, PrivacyFindings
from pipeline.intake.privacy.findings import HARD, Finding, settle
from pipeline.intake.privacy.identifiers import find_identifiers

DISMISSED = "laten staan"
_AROUND = (
    40  # code points on either side that belong to a finding: another context, another finding
)


def screen_documents(
    documents: DataFrame[Documents],
    *,
    own_names: Collection[str] = (),
    roles: Collection[str] = (),
    decisions: DataFrame[PrivacyDecisions] | None = None,
    places: frozenset[str] | None = None,
    tokens: Mapping[tuple[str, str], Mapping[int, str]] | None = None,
    voices: Mapping[tuple[str, str], Collection[str]] | None = None,
    without_roles: Collection[str] = (),
    also: Callable[[str], Iterable[Finding]] | None = None,
    key: bytes = b"",
) -> tuple[DataFrame[Quarantine], DataFrame[PrivacyFindings]]:
    """Return the quarantine rows and all findings of `documents`, in order of table, document and place.

    A hard finding gives a row `hard`, which holds its document back, until it was dismissed by hand
    with a reason. A soft one gives a row `zacht`, which never holds, until somebody dismissed it.
    `decisions` are kept by digest, so one made for another text does nothing. `tokens`: by table and
    document the tags that `find_identifiers` takes, `voices` likewise the labels. `without_roles`:
    documents in which no word is excused for standing in a role, because they list the roles. `also`:
    another finder of names, whose findings stand beside ours. `key`:
    the study's own, so that the digests of two studies cannot be compared, nor words guessed.
    """
    judged = _judged(decisions)
    rows = []
    for document in rows_of(documents):
        place = (document.table_id, document.document)
        found = find_identifiers(
            document.text,
            places=places,
            own_names=own_names,
            roles=() if document.document in without_roles else roles,
            tokens=(tokens or {}).get(place),
            voices=(voices or {}).get(place, ()),
        )
        if also is not None:
            found = settle([*found, *also(document.text)])
        for one in found:
            digest = finding_digest(document.text, one, key)
            decision, reason = judged.get(digest, ("", ""))
            rows.append(
                (document.table_id, document.document, one.kind, one.level, one.start, one.end, digest,
                 one.evidence, decision, reason)
            )  # fmt: skip
    rows.sort(key=lambda row: (row[0], row[1], row[4], row[5], row[2]))
    findings = check(pd.DataFrame(rows, columns=PrivacyFindings.names()), PrivacyFindings)
    return quarantine_of(findings), findings


def quarantine_of(findings: DataFrame[PrivacyFindings]) -> DataFrame[Quarantine]:
    """Return a quarantine row for every finding that still stands."""
    rows = open_findings(findings).rename(columns={"level": "niveau"})[Quarantine.names()]
    return check(rows, Quarantine)


def open_findings(findings: DataFrame[PrivacyFindings]) -> DataFrame[PrivacyFindings]:
    """Return the findings that nobody dismissed."""
    stands = pd.Series([not is_dismissed(row) for row in rows_of(findings)], dtype=bool)
    if stands.all():
        return findings
    return check(findings[stands.to_numpy()], PrivacyFindings)


def is_dismissed(row: object) -> bool:
    """Tell whether a row of findings was dismissed; a hard one needs a reason for that."""
    decision, level = getattr(row, "decision", ""), getattr(row, "level", HARD)
    reason = str(getattr(row, "reason", "")).strip()
    return decision == DISMISSED and (level != HARD or bool(reason))


def rows_of(table: pd.DataFrame) -> Iterable[Any]:
    """Return the rows of a checked table, whose schema says what their fields are."""
    return table.itertuples()


def finding_digest(text: str, one: Finding, key: bytes) -> str:
    """Return the keyed digest by which a decision on this finding is kept.

    It rests on the kind, the words and what stands around them, not on where they stand: text that
    changes elsewhere leaves a decision in force, text that changes here does not.
    """
    before = text[max(0, one.start - _AROUND) : one.start]
    behind = text[one.end : one.end + _AROUND]
    parts = (one.kind, text[one.start : one.end], before, behind)
    message = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def _judged(decisions: DataFrame[PrivacyDecisions] | None) -> dict[str, tuple[str, str]]:
    if decisions is None:
        return {}
    return {row.finding: (row.decision, row.reason) for row in rows_of(decisions)}
