"""What one possible identifier is: where it stands, its kind and level, and which check met it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

HARD, SOFT = "hard", "zacht"
# Kind to level. Hard holds a document back: each of these alone leads to one person or one door.
# The order is that of trust: of two findings at one place the earlier kind is kept.
LEVEL_OF = {
    "e-mail": HARD,
    "url": SOFT,
    "iban": HARD,
    "bsn": HARD,
    "geboortedatum": HARD,
    "telefoon": HARD,
    "account": SOFT,
    "dossiernummer": SOFT,
    "kenteken": SOFT,
    "adres": HARD,
    "postcode": SOFT,
    "school": SOFT,
    "organisatie": SOFT,
    "persoonsnaam": SOFT,
    "plaats": SOFT,
    "indirect": SOFT,
}
KINDS = tuple(LEVEL_OF)
_ORDER = {kind: rank for rank, kind in enumerate(KINDS)}
BLANK = "\0"  # stands where a placeholder stood, so that no check sees it


@dataclass(frozen=True)
class Finding:
    """One possible identifier; it carries no word of the text."""

    start: int  # code points into the text, half-open
    end: int
    kind: str
    level: str
    evidence: str  # which check met it: a fixed Dutch phrase


def finding(start: int, end: int, kind: str, evidence: str, *, level: str = "") -> Finding:
    """Return a finding of `kind`, at the level of its kind unless `level` says otherwise."""
    return Finding(start, end, kind, level or LEVEL_OF[kind], evidence)


def settle(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings in order of place, one for every stretch of text.

    Where two overlap, hard goes before soft, then the more trusted kind, then the longer one; what
    the loser covered beyond the winner is kept when they are of one kind. An indirect identifier
    tells something else than the names in it, so it stays beside them.
    """
    ranked = sorted(
        dict.fromkeys(found),  # in the order of the checks, for a tie is kept by the first
        key=lambda one: (one.level != HARD, _ORDER[one.kind], one.start - one.end, one.start),
    )
    kept: list[Finding] = []
    for one in ranked:
        rivals = [
            index
            for index, other in enumerate(kept)
            if one.start < other.end and other.start < one.end
            and (one.kind == other.kind or "indirect" not in (one.kind, other.kind))
        ]  # fmt: skip
        if not rivals:
            kept.append(one)
        elif len(rivals) == 1 and kept[rivals[0]].kind == one.kind:
            other = kept[rivals[0]]
            kept[rivals[0]] = replace(
                other, start=min(one.start, other.start), end=max(one.end, other.end)
            )
    return sorted(kept, key=lambda one: (one.start, one.end, one.kind))
