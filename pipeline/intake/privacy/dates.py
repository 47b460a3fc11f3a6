"""A text in; dates of birth in it out. A date alone is none: something must say that it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.domain.wording import MONTHS
from pipeline.intake.privacy.findings import SOFT, Finding, finding

_FRISIAN = (
    "jannewaris|jannewarje|febrewaris|febrewarje|maart|april|maaie|juny|july|augustus|septimber"
    "|oktober|novimber"
    "|desimber"
)
_MONTH = rf"(?:{'|'.join(MONTHS)}|{_FRISIAN}|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\b"
_YEAR = r"(?:(?:19|20)\d{2}|['’]\d{2})"
_DAY_WORD = (
    r"(?:(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)[eë]ntwintig(?:ste)?|twintig(?:ste)?"
    r"|(?:eenen|éénen)?dertig(?:ste)?|(?:der|veer|vijf|zes|zeven|acht|negen)tien(?:de)?|elf(?:de)?"
    r"|twaalf(?:de)?|tien(?:de)?|een|één|eerste|tweede?|drie|derde|vier(?:de)?|vijf(?:de)?|zes(?:de)?"
    r"|zeven(?:de)?|achtste|acht|negen(?:de)?)"
)
_DAY = (
    rf"(?:(?:19|20)\d{{2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}}"
    rf"|\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?(?:{_YEAR}|\d{{2}})"
    rf"|\d{{1,2}}[-/]\d{{1,2}}(?![-/\d])|\d{{8}}"
    rf"|\d{{1,2}}(?:e|ste|de)?[\s-]+(?:van\s+)?{_MONTH}(?:\.?[\s,-]+{_YEAR})?"
    rf"|{_DAY_WORD}\s+{_MONTH}(?:[\s,-]+{_YEAR})?)(?!\d)"
)
_BORN = (
    r"\b(?:geboren|gebore|berne|geb(?:\.|oorte)?[\s.-]*(?:datum|dat|dag|dei)\b\.?|geb\.?|geboorte"
    r"|berte(?:dei|datum)|g\.d\.|d\.o\.b\.)"
)
_FILL = (
    r"(?:\s*[:,=(]?\s*(?:\b(?:is|op|werd|was|wordt|valt|viert|hij|zij|ze|hy|sy|de|haar|zijn|van|dus"
    r"|altijd|pas|al"
    r"|weer|dan|(?:maan|dins|woens|donder|vrij|zater|zon)dag|in\s+\w+|te\s+\w+|yn\s+\w+|jeugdige|kind|dochter|zoon|moeder"
    r"|vader)\b)?){0,5}\s*[:,=(]?\s*"
)
_AFTER_BORN = re.compile(rf"{_BORN}{_FILL}({_DAY})", re.IGNORECASE)
_BIRTH_DATE_OF = re.compile(
    rf"\b(?:geboorte(?:datum|dag)|berte(?:datum|dei))\b[^.!;\n\d]{{0,40}}?\b({_DAY})", re.IGNORECASE
)
_IS_OF = re.compile(
    rf"\b(?:ik|zij|ze|hij|hy|sy|dochter|zoon|jeugdige|jongen|meisje|zus|zusje|broer|broertje|oudste|jongste)\s+"
    rf"(?:is|ben|bin)\s+(?:er\s+een\s+)?(?:van|fan)\s+({_DAY})",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    rf"\b(?:jarig|verjaardag|verjaart|verjaarde|jierdei|jierdeis)\b{_FILL}({_DAY})", re.IGNORECASE
)
_BEFORE_BORN = re.compile(
    rf"(?<![\d-])({_DAY})\s+(?:is|werd|was|wordt|waard)\s+((?:[\w'’-]+\s+){{0,4}}?)(geboren|jarig"
    rf"|berne)\b",
    re.IGNORECASE,
)
_ON_BORN = re.compile(
    rf"(?<![\d-])({_DAY})\s+(?:(?!tot|en|was|is|werd)[\w'’-]+\s+){{0,3}}?(?:geboren|berne)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    rf"\b(?:wordt|werd|word|wurdt|waard)\s+(?:\w+\s+)?(?:op\s+)?({_DAY})\s+"
    r"(?:\d{1,2}|\w*(?:tien|elf|twaalf|twintig)|vier|vijf|zes|zeven|acht|negen)\b(?!\s*(?:uur|:"
    r"|\.\d|weken|dagen|kinderen))",
    re.IGNORECASE,
)
_BESIDE_CHILD = re.compile(
    rf"(?:\b(?:jeugdige|zoon|dochter|kind|jongen|meisje|broer|zus|cli[eë]nt|leerling|zoontje"
    rf"|dochtertje)\b\s*"
    rf"[(,]\s*|(?<![\w*])\*\s?)({_DAY})(?=\s*(?:[,).\n]|$))",
    re.IGNORECASE,
)
_BORN_IN_MONTH = re.compile(rf"{_BORN}\s+(?:in|yn)\s+({_MONTH}\s+(?:19|20)\d{{2}})", re.IGNORECASE)
_HINT = re.compile(
    r"geb|berne|berte|jarig|verjaa|jierdei|g\.d\.|word|werd|wurd|waard|jeugdige|zoon|docht|kind"
    r"|jong|meis|broer|zus|cli|leerl|\*|d\.o\.b|oudste|jongste|\b(?:ik|ze|zij|hij|hy|sy)\s+(?:is|ben|bin)\s+[evf]",
    re.IGNORECASE,
)
_NEAR = 40  # code points in which the one who is born stands
# What is born on a date and is no child.
_NOT_A_CHILD = re.compile(
    r"\b(?:idee|plan|gedachte|initiatief|project|samenwerking|methode|aanpak)\b", re.IGNORECASE
)


def find_birth_dates(text: str) -> Iterator[Finding]:
    """Give dates of birth: hard with day, month and year, soft where one of them is not told."""
    if not _HINT.search(text):
        return
    for pattern in (_AFTER_BORN, _BIRTH_DATE_OF, _BIRTHDAY, _TURNS, _BESIDE_CHILD):
        for hit in pattern.finditer(text):
            yield _dated(hit, full=True)
    yield from _before_the_word(text)
    for hit in _IS_OF.finditer(text):
        if re.search(_YEAR, hit[1]):
            yield _dated(hit, full=True)
    for hit in _BORN_IN_MONTH.finditer(text):
        yield finding(
            hit.start(1), hit.end(1), "geboortedatum", "maand en jaar van geboorte", level=SOFT
        )


def _before_the_word(text: str) -> Iterator[Finding]:
    """Give dates with "geboren" behind them, unless an idea or a plan is born."""
    for hit in _ON_BORN.finditer(text):
        if not _NOT_A_CHILD.search(text, max(0, hit.start() - _NEAR), hit.end()):
            yield _dated(hit, full=True)
    for hit in _BEFORE_BORN.finditer(text):
        if not _NOT_A_CHILD.search(hit[2]):
            yield _dated(hit, full=hit[3].casefold() != "jarig")


def _dated(hit: re.Match[str], *, full: bool) -> Finding:
    """Return a date of birth: soft without a year, or with the year of a party ("was hij jarig")."""
    day = hit[1]
    told = full and re.search(
        rf"\d{{8}}|{_YEAR}$|^(?:19|20)\d{{2}}|[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{2}}$", day
    )
    evidence = "datum bij een woord voor geboorte"
    if told:
        return finding(hit.start(1), hit.end(1), "geboortedatum", evidence)
    return finding(
        hit.start(1), hit.end(1), "geboortedatum", f"{evidence}, zonder geboortejaar", level=SOFT
    )
