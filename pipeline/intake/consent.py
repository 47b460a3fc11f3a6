"""What meta.yaml records of one person's consent in; what may be done with her words out.

Rules (AVG art. 7-8, UAVG art. 5; for 12 to 15 the line of the WGBO and of medical research with
minors): under 12 each parent with authority, from 12 to 15 the jeugdige and each parent with
authority, from 16 on the person herself. Nothing is inferred: what was not recorded was not given,
and withdrawing goes before giving.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import check
from pipeline.domain.tables.accounting import ConsentCounts
from pipeline.domain.wording import NOT_RECORDED
from pipeline.intake.dates import iso_date

FOR_RESEARCH, TO_QUOTE, TO_RECORD, TO_DEPOSIT = "onderzoek", "citeren", "opname", "archief"
PURPOSES = (FOR_RESEARCH, TO_QUOTE, TO_RECORD, TO_DEPOSIT)
SELF = "zelf"
DECIDES_ALONG, DECIDES_ALONE = 12, 16  # years
_YES = frozenset(("ja", "yes", "true", "waar"))
_NO = frozenset(("nee", "neen", "no", "false", "onwaar"))
_ALSO_SELF = frozenset(
    (SELF, "jeugdige", "jongere", "leerling", "kind", "hijzelf", "zijzelf", "ikzelf")
)
_MONTH_OR_YEAR = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True)
class Consent:
    """What was recorded of one person; None and "" stand for: nothing was recorded."""

    is_youth: bool  # she sat there as jeugdige; all others decide for themselves
    age: int | None  # years, on the day of the table
    research: bool | None
    quote: bool | None
    recording: bool | None
    until: str  # ISO date up to and including which it holds; "" for no end
    given_by: frozenset[str]  # "zelf", "moeder", "vader", as recorded, folded
    authority: frozenset[str]  # who has authority over her: "moeder", "vader"
    withdrawn: bool
    deposit: bool | None = None  # her words may be kept in an archive, for other researchers

    @property
    def silent(self) -> bool:
        """Tell whether nothing was recorded of what this person allows or forbids."""
        return not self.withdrawn and (self.research, self.quote, self.until) == (None, None, "")


def consent_of(person: Mapping[str, object], *, is_youth: bool) -> Consent:
    """Return the consent that a participant of meta.yaml records.

    Takes both forms: `toestemming: {onderzoek: ja, citeren: nee, tot: 2026-12, door: [zelf, moeder],
    gezag: [moeder, vader], ingetrokken: nee}` and `citeren: ja` on the person. Where both stand, one
    "nee" is enough. An age that was not recorded stays unknown: "12-17" is no age.
    """
    block = person.get("toestemming")
    inner: Mapping[str, object] = block if isinstance(block, Mapping) else {}
    answers = {
        purpose: _both(answer_of(inner.get(purpose)), answer_of(person.get(purpose)))
        for purpose in PURPOSES
    }
    if isinstance(block, bool | str) and answers[FOR_RESEARCH] is None:
        answers[FOR_RESEARCH] = answer_of(block)
    return Consent(
        is_youth=is_youth,
        age=_age(person.get("leeftijd")),
        research=answers[FOR_RESEARCH],
        quote=answers[TO_QUOTE],
        recording=answers[TO_RECORD],
        until=_end(inner.get("tot")),
        given_by=_people(inner.get("door")),
        authority=_people(inner.get("gezag")),
        withdrawn=_is_withdrawn(inner.get("ingetrokken")),
        deposit=answers[TO_DEPOSIT],
    )


def may_quote(consent: Consent, *, on: date) -> bool:
    """Tell whether this person's words may be shown on a day: nothing stands in the way."""
    return not consent_gaps(consent, on=on)


def may_count(consent: Consent, *, on: date) -> bool:
    """Tell whether this person's words may be counted: unless she said no, withdrew, or time is up.

    A study may rest on another ground than consent, so what was not recorded does not forbid it; it
    is listed by `consent_gaps`.
    """
    return (
        not consent.withdrawn and consent.research is not False and not is_past(consent.until, on)
    )


def consent_gaps(consent: Consent, *, on: date) -> tuple[str, ...]:
    """Return in Dutch what stands in the way of quoting this person, nothing when nothing does."""
    return _gaps(consent, consent.quote, "om te citeren", on)


def deposit_gaps(consent: Consent, *, on: date) -> tuple[str, ...]:
    """Return in Dutch what stands in the way of keeping this person's words in an archive.

    Research is not an archive, and a quote is not a transcript: this is a consent of its own.
    """
    return _gaps(consent, consent.deposit, "voor een archief", on)


def _gaps(consent: Consent, given: bool | None, purpose: str, on: date) -> tuple[str, ...]:  # noqa: FBT001 - an answer
    gaps = []
    if consent.withdrawn:
        gaps.append("de toestemming is ingetrokken")
    if consent.research is False:
        gaps.append("geen toestemming voor onderzoek")
    if given is None:
        gaps.append(f"toestemming {purpose} is niet vastgelegd")
    elif not given:
        gaps.append(f"geen toestemming {purpose}")
    if is_past(consent.until, on):
        gaps.append("de toestemming is verlopen")
    return (*gaps, *_missing_givers(consent)) if given else tuple(gaps)


def _missing_givers(consent: Consent) -> list[str]:
    """Return who has still to agree, or what must be known first; only for a jeugdige."""
    if not consent.is_youth:
        return []
    if consent.age is None:
        return ["de leeftijd van de jeugdige is niet vastgelegd"]
    if consent.age >= DECIDES_ALONE:
        return (
            []
            if not consent.given_by or SELF in consent.given_by
            else ["de jeugdige zelf heeft niet ingestemd"]
        )
    gaps = []
    if consent.age >= DECIDES_ALONG and SELF not in consent.given_by:
        gaps.append("de jeugdige zelf heeft niet ingestemd")
    if not consent.authority:
        gaps.append("wie het gezag heeft is niet vastgelegd")
    elif consent.authority - consent.given_by:
        gaps.append("niet iedere ouder met gezag heeft ingestemd")
    return gaps


def count_consents(consents: Collection[Consent]) -> DataFrame[ConsentCounts]:
    """Return of how many people each purpose was allowed, refused or not recorded, in fixed order."""
    given = {
        FOR_RESEARCH: [one.research for one in consents],
        TO_QUOTE: [one.quote for one in consents],
        TO_RECORD: [one.recording for one in consents],
        TO_DEPOSIT: [one.deposit for one in consents],
    }
    rows = [
        (purpose, word, sum(answer is value for answer in answers))
        for purpose, answers in given.items()
        for word, value in (("ja", True), ("nee", False), (NOT_RECORDED, None))
    ]
    return check(pd.DataFrame(rows, columns=ConsentCounts.names()), ConsentCounts)


def absent_roles(mentioned: Collection[str], present: Collection[str]) -> tuple[str, ...]:
    """Return the roles that are discussed at a table but did not sit there, folded and in order.

    They never agreed to anything: a quote that tells about them is looked at once more by a person.
    """
    here = [set(re.findall(r"\w+(?:-\w+)*", role.casefold())) for role in present]
    there = {role.strip().casefold() for role in mentioned if role.strip()}
    return tuple(
        sorted(role for role in there if not any(set(role.split()) <= one for one in here))
    )


def is_past(until: str, on: date) -> bool:
    """Tell whether an end date lies behind; "2026" and "2026-06" hold to the end of that span."""
    hit = _MONTH_OR_YEAR.fullmatch(until)
    if not hit:
        return bool(until)  # an end that cannot be read has passed
    year, month, day = (int(part) if part else 0 for part in hit.groups())
    return (year, month or 12, day or 31) < (on.year, on.month, on.day)


def answer_of(value: object) -> bool | None:
    """Return what a yes or no of meta.yaml says, None for anything else."""
    word = str(value).strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else None


def _both(one: bool | None, other: bool | None) -> bool | None:  # noqa: FBT001 - two answers
    """Return what two records say together: one "nee" is enough."""
    said = [answer for answer in (one, other) if answer is not None]
    return all(said) if said else None


def _is_withdrawn(value: object) -> bool:
    """Tell whether something was recorded of withdrawing: a yes, a date, a name; anything but a no."""
    return value is not None and str(value).strip() != "" and answer_of(value) is not False


def _age(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    hit = re.fullmatch(r"(\d{1,2})(?:\s*jaar)?", str(value).strip())
    return int(hit[1]) if hit else None


def _end(value: object) -> str:
    """Return a date as ISO, as exact as it was recorded; what is no date as it stands."""
    return str(iso_date(value) or value or "").strip()


def _people(value: object) -> frozenset[str]:
    """Return who is named, folded; a jeugdige under any of her names is "zelf"."""
    many = value if isinstance(value, list | tuple) else re.split(r",|\ben\b|;", str(value or ""))
    named = {str(one).strip().casefold() for one in many if str(one).strip()}
    return frozenset(SELF if one in _ALSO_SELF else one for one in named)
