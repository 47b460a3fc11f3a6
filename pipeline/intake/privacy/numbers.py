"""A text in; citizen service numbers, bank accounts and telephone numbers in it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.intake.privacy.findings import Finding, finding

# The groups in which people write nine digits; other groups are read only behind the word itself.
_NINE = re.compile(
    r"(?<![\w.,/€-])(?:\d{9}|\d{3}([ .-])\d{3}\1\d{3}|\d{4}([ .-])\d{2}\2\d{3}"
    r"|\d{2}([ .-])\d{3}\3\d{4}"
    r"|\d{4}([ .-])\d{3}\4\d{2}|\d{4}([ .-])\d{4}\5\d|\d(?:[ .-]\d){8}"
    r"|\d{3}([ .-])\d{2}\6\d{2}\6\d{2}"
    r"|\d{2}([ .-])\d{2}\7\d{2}\7\d{3})(?!\w|[.,/-]\d)"
)
_BSN_WORD = re.compile(
    r"\b(?:bsn|b\.s\.n\.?|b[ou]+a?rgerservicen(?:umm|ûm)er|burger[ -]service[ -]?nummer"
    r"|sofi-?n(?:umme)?r)\b"
    r"[^\d\n]{0,30}(?<!\d)(\d(?:[ .-]{0,2}\d){7,8})(?!\d|[.,/-]\d)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:€|\beuro|\bEUR|\bISBN)\s*$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"\s*(?:€|,-|euro|miljoen|inwoners|papieren)", re.IGNORECASE)

_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}[ .-]?\d{2}(?:[ .-]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])"
)
_DUTCH_IBAN = re.compile(
    r"(?<![A-Za-z0-9])NL[ .-]?\d{2}[ .-]?[A-Z]{4}(?:[ .-]?\d){10}(?!\d)", re.IGNORECASE
)
_ACCOUNT = re.compile(
    r"\b(?:bank|giro|spaar)?rekening(?:nummer"
    r"|nr\.?)?\b[^\d\n]{0,25}(?<![\w/])(\d(?:[ .-]?\d){6,9})(?![\w/%]|[.,/-]\d)",
    re.IGNORECASE,
)

_GAP = r"[ \t.\-–/]{0,3}"
_PHONE = re.compile(
    rf"""(?<![\w+.,€-])(?<![^\d]/)(?:
      (?:\+|00){_GAP}31{_GAP}(?:\(0\){_GAP})?[1-9](?:{_GAP}\d){{8}}   # +31 6 …, 0031 513 …
    | (?:\+|00)[1-9]\d(?:{_GAP}[\d()]){{7,12}}                         # abroad
    | 0[ .]?6(?:{_GAP}\d){{8}}                                         # mobile
    | \(0\d{{1,3}}\){_GAP}\d(?:[ .-]?\d){{5,7}}                        # (0513) 123456
    | 0[1-57]\d{{1,2}}{_GAP}[1-9](?:[ .-]?\d){{5,6}}                   # 0513-123456, 058 1234567
    | 08[4578]{_GAP}\d(?:[ .-]?\d){{6}}
    | 0(?:[ .-]\d){{9}}                                                # 0 5 1 3 …
    | 0[1-9]\d{{8}}
    )(?![\w]|[.,-]\d|/(?!0)\d|\ \d{{1,2}}:\d)""",
    re.VERBOSE,
)
_PHONE_WORD = re.compile(
    r"\b(?:tel(?:\.|efoon(?:nummer)?|nr\.?)?|mobiel(?:nummer)?|06-nummer)(?:\s+is)?\s*[:.]?\s*"
    r"(\d(?:[ .-]?\d){5,8})(?!\w|[.,/-]\d|\s*(?:%|uur|keer|jaar))",
    re.IGNORECASE,
)
# Lines that anyone may ring: they point to no one.
_PUBLIC = re.compile(r"0[89]0[0269]")
_ONES = (
    "nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|ien|twa|trije|fjouwer|fiif|seis|sân"
    "|njoggen"
)
_TEENS = "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
_TENS = "(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig"
_SPOKEN = rf"(?:{_TEENS}|(?:{_ONES})[eë]n{_TENS}|{_TENS}|{_ONES}|\d{{1,2}})"
_SPOKEN_PHONE = re.compile(
    rf"\b(?:nul|0)[\s,-]+{_SPOKEN}(?:[\s,-]+{_SPOKEN}){{3,9}}\b"
    rf"|\b06[\s,-]+(?:{_SPOKEN}[\s,-]+){{3,8}}{_SPOKEN}\b",
    re.IGNORECASE,
)
_SPOKEN_HINT = re.compile(r"\bnul\b|\b0\b|\b06\b", re.IGNORECASE)
_SCALE = "0123456789"  # "een cijfer van 0 1 2 3 …"
_WORD_DIGITS = 7  # a telephone number read out loud has at least as many digits


def find_numbers(text: str) -> Iterator[Finding]:
    """Give the citizen service numbers, bank accounts and telephone numbers of `text`."""
    yield from _service_numbers(text)
    yield from _bank_accounts(text)
    yield from _telephones(text)


def _service_numbers(text: str) -> Iterator[Finding]:
    """Give nine digits that pass the eleven test, and any eight or nine behind the word itself."""
    from stdnum.nl import bsn

    for hit in _BSN_WORD.finditer(text):
        yield finding(hit.start(1), hit.end(1), "bsn", "staat achter het woord bsn")
    for hit in _NINE.finditer(text):
        money = _MONEY_BEFORE.search(text, max(0, hit.start() - 8), hit.start())
        if money or _MONEY_AFTER.match(text, hit.end()) or _in_a_row_of_numbers(text, hit):
            continue
        if bsn.is_valid(_digits(hit[0])):
            yield finding(hit.start(), hit.end(), "bsn", "negen cijfers, elfproef klopt")


def _in_a_row_of_numbers(text: str, hit: re.Match[str]) -> bool:
    """Tell whether groups with spaces stand among other numbers: a row of a table, one in eleven fits."""
    if " " not in hit[0]:
        return False
    line_start = text.rfind("\n", 0, hit.start()) + 1
    line_end = text.find("\n", hit.end())
    rest = text[line_start : hit.start()] + text[hit.end() : line_end if line_end >= 0 else None]
    return any(mark.isdigit() for mark in rest) or not any(mark.isalpha() for mark in rest)


def _bank_accounts(text: str) -> Iterator[Finding]:
    from stdnum import iban

    for hit in _DUTCH_IBAN.finditer(text):
        yield finding(hit.start(), hit.end(), "iban", "vorm van een Nederlandse IBAN")
    for hit in _IBAN.finditer(text):
        end = hit.end()
        while end - hit.start() >= 15:  # the shortest IBAN (Norway)
            if text[end - 1].isalnum() and iban.is_valid(
                text[hit.start() : end], check_country=False
            ):
                yield finding(hit.start(), end, "iban", "IBAN, controlegetal klopt")
                break
            end -= 1
    for hit in _ACCOUNT.finditer(text):
        yield finding(hit.start(1), hit.end(1), "iban", "staat achter het woord rekening")


def _telephones(text: str) -> Iterator[Finding]:
    for hit in _PHONE.finditer(text):
        digits = _digits(hit[0])
        isbn = re.search(r"ISBN[\s:]*$", text[max(0, hit.start() - 8) : hit.start()], re.IGNORECASE)
        if isbn or digits == _SCALE or _PUBLIC.match(digits) or _wrong_length(hit[0], digits):
            continue
        yield finding(hit.start(), hit.end(), "telefoon", "vorm van een telefoonnummer")
    for hit in _PHONE_WORD.finditer(text):
        if not _PUBLIC.match(hit[1]):
            yield finding(hit.start(1), hit.end(1), "telefoon", "staat achter het woord telefoon")


def find_spoken_numbers(text: str) -> Iterator[Finding]:
    """Give telephone numbers that were read out loud: "nul zes twaalf vierendertig …"."""
    if not _SPOKEN_HINT.search(text):
        return
    for hit in _SPOKEN_PHONE.finditer(text):
        spoken = any(mark.isalpha() for mark in hit[0])
        if spoken and _spoken_digits(hit[0]) >= _WORD_DIGITS:
            yield finding(hit.start(), hit.end(), "telefoon", "cijfers die hardop zijn genoemd")


def _wrong_length(written: str, digits: str) -> bool:
    """Tell whether a number that starts as a Dutch one has too few or too many digits."""
    return not written.startswith(("+", "00")) and len(digits) != 10  # as dialled


def _spoken_digits(words: str) -> int:
    """Return how many digits number words stand for: one for "zes", two for "vierendertig"."""
    parts = re.split(r"[\s,-]+", words)
    return sum(
        len(part) if part.isdigit() else 1 + (re.fullmatch(_ONES, part, re.IGNORECASE) is None)
        for part in parts
    )


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)
