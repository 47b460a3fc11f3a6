"""A text in; licence plates and numbers of files and cases in it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.intake.privacy.findings import Finding, finding

# The fourteen Dutch "sidecodes" (RDW): X a letter, 9 a digit.
SIDECODES = (
    "XX-99-99", "99-99-XX", "99-XX-99", "XX-99-XX", "XX-XX-99", "99-XX-XX", "99-XXX-9", "9-XXX-99", "XX-999-X",
    "X-999-XX", "XXX-99-X", "X-99-XXX", "9-XX-999", "999-XX-9",
)  # fmt: skip


def _plates(between: str) -> str:
    """Return one expression for all sidecodes, with `between` for the dashes."""
    as_regex = {"X": "[A-Z]", "9": r"\d", "-": between}
    return "|".join("".join(as_regex[mark] for mark in code) for code in SIDECODES)


_PLATE = re.compile(rf"(?<![\w-])(?:{_plates('[-–]')})(?![\w-])")
_PLATE_WORD = re.compile(
    rf"\b(?i:kenteken|nummerplaat|nûmerplaat)\w*\b[^\n\d]{{0,20}}?(?<!\w)({_plates('[-– .]?')}"
    rf"|(?i:{_plates('-')}))(?!\w)"
)
_KINDS = (
    r"dossier|zaak|cli[eë]nt(?:en)?|leerling|pati[eë]nt(?:en)?|polis|beschikkings?|registratie"
    r"|klant|parket|rol|rekest"
    r"|referentie|correspondentie|meldings?|studenten|student|personeels|aanvraag|casus|indicatie"
    r"|rapport|inschrijf"
    r"|inschrijvings|debiteuren|lidmaatschaps|paspoort|id|identiteits|bewijs|rijbewijs|v-?"
    r"|vreemdelingen|relatie|burger|big"
)
_MARKING = r"((?=[\w./-]*\d[\w./-]*\d[\w./-]*\d)[A-Za-z0-9][\w./-]*\w(?:[ ]\d{3,})?)"
_IS = r"\s*(?:[:=#]|\bis\b|\bwas\b|\bwie\b)?\s*"
_NUMBER = r"(?:nummers?|nûmer|nrs?\b\.?|no\b\.?|code|id\b)"
_RECORD = re.compile(rf"\b(?:{_KINDS})[ -]?{_NUMBER}{_IS}{_MARKING}", re.IGNORECASE)
_MARK = re.compile(rf"\b(?:kenmerk|ref(?:erentie)?\b\.?|zaak-?id){_IS}{_MARKING}", re.IGNORECASE)
_WITH_NUMBER = re.compile(
    rf"\b(?:dossier|zaak|beschikking|uitspraak|melding|aanvraag|brief|polis"
    rf"|cli[eë]nt)\b(?:\s+(?:met|onder|heeft|had))*\s+(?:het\s+)?"
    rf"{_NUMBER}{_IS}{_MARKING}",
    re.IGNORECASE,
)
_BARE = re.compile(r"\b(?:dossier|zaak)\s+(\d{4,}(?:[-/.]\d+)*)\b", re.IGNORECASE)
_COURT = re.compile(
    r"\bECLI:[A-Z]{2}:\w+:\d{4}:\w+"
    r"|(?<![\w/])C/\d{2}/\d{5,7}(?:\s?/\s?[A-Z]{2}\s?[A-Z]{2}\s?\d{2}-\d+)?"
    r"|(?<![\w/-])\d{2}[/-]\d{6}[-/]\d{2}(?![\w/-])"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")


def find_records(text: str) -> Iterator[Finding]:
    """Give licence plates, and the numbers under which files and cases are kept."""
    for hit in _PLATE.finditer(text):
        yield finding(hit.start(), hit.end(), "kenteken", "vorm van een kenteken")
    for hit in _PLATE_WORD.finditer(text):
        yield finding(hit.start(1), hit.end(1), "kenteken", "staat achter het woord kenteken")
    for pattern in (_RECORD, _MARK, _WITH_NUMBER, _BARE):
        for hit in pattern.finditer(text):
            if not _YEAR.fullmatch(hit[1]):
                yield finding(
                    hit.start(1), hit.end(1), "dossiernummer", "staat achter een woord voor dossier"
                )
    for hit in _COURT.finditer(text):
        yield finding(hit.start(), hit.end(), "dossiernummer", "vorm van een zaaknummer")
