"""A text in; addresses and postcodes in it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.intake.privacy.findings import SOFT, Finding, finding
from pipeline.intake.privacy.lists import clues

_HOUSE = (
    r"\d{1,4}(?:[a-zA-Z](?!\w)|\s?-\s?(?:\d{1,3}|[A-Za-z]{1,3})(?!\w)|\s(?:bis|hs|huis|rood|zwart"
    r"|I{1,3}|[A-Z])(?!\w))?(?![\w%:€]|[.,/]\d)"
)
_POSTCODE = re.compile(r"(?<![\w.,-])[1-9]\d{3}([ -]?)(?!SA|SD|SS)([A-Z]{2})(?![\w-])")
# In small letters only with a house number, and not where two letters are a Dutch word: "2019 en 12".
_SMALL_POSTCODE = re.compile(
    r"(?<![\w.,-])[1-9]\d{3} ?(?!en|of|in|op|is|te|de|zo|nu|na|om|er|ze|we|je|ik|al|st|nd|rd|th|km|cm|mm|kg|mg|ml"
    r"|ha|eu|nl|am|pm|me|ca|nr|bv|vs|po|vo|so|ib|gi|it|yn|fan|ha|dm|gr|uu)[a-z]{2} (\d{1,4})[a-z]?(?![\w%:€]|[.,/]\d)"
)
_POSTCODE_WORD = re.compile(
    r"\bpostcode\b\W{0,3}(?:is\s+|was\s+)?([1-9]\d{3} ?[a-z]{2})\b", re.IGNORECASE
)
_NUMBER_BEHIND = re.compile(rf"[ ,]{{1,3}}(?:nr\.?\s?|nummer\s|huisnummer\s)?{_HOUSE}")
# Two capitals that follow a year or a count without being a postcode: "in 2022 PO", "1500 KM".
_ABBREVIATIONS = clues("geen postcode")
_STRONG = (
    "straat|straatweg|strjitte|stritte|laan|leane|loane|weg|wei|plein|singel|kade|kaai|dijk|dyk"
    "|gracht|grêft|steeg|dreef"
    "|plantsoen|buorren|boulevard|allee|pad|paad|paed|reed|hof|markt|merk|park|wal|ring|brink|haven"
    "|baan|erf|kamp"
    "|hoek|oever|poort|bolwerk|terp|finne|tún|stins|state|wijk|vaart|feart|opfeart|horn|es|veld"
    "|zoom|burg|akker|mar"
)
_SURE = (
    "straat|straatweg|strjitte|laan|leane|loane|weg|dijk|dyk|plein|singel|kade|gracht|steeg|dreef"
    "|plantsoen|buorren|wei"
)
_STREET = re.compile(rf"(?<![\w'’.-])([^\W\d_](?:[^\W\d_]|[-'’.](?=[^\W\d_])){{2,59}})\s({_HOUSE})")
_CAPITAL_STREET = re.compile(rf"[^\W\d_].*(?:{_STRONG})", re.IGNORECASE)
_LOWER_STREET = re.compile(
    r"[^\W\d_]{3,}(?:straat|laan|singel|gracht|strjitte|leane|loane|kade|dreef)"
)
_BARE_STREET = re.compile(rf"(?:{_STRONG})", re.IGNORECASE)
_NO_STREET = re.compile(
    r"(?:onder|halver|vanne?|snel|rijks|uit|lange?)weg|\w*(?:kerst|arbeids|jaar|rommel|zorg|banen"
    r"|beurs|huizen|woning)markt"
    r"|\w*(?:zorg|stappen|leer|ontwikkel|school|groei|klant)pad|(?:school|speel)plein|(?:dieren"
    r"|pret|vakantie|speel|trein)park"
    r"|(?:zij|winkel|dood\w*)straat|oprijlaan|bestaan|gedaan|gegaan|staan|gaan|slaan|achterban"
    r"|afdaling|ontwikkelweg"
    r"|hoofdweg|proces\w*|les|klas\w*|advies|traject\w*|\w*werk|\w*hulp|januari|toets|lijst|huis\w*"
    r"|kwart\w*",
    re.IGNORECASE,
)
_PLACING = re.compile(r"\b(?:in|op|aan|naar|adres\w*|woont|de|het|it|yn|oan)\W{1,2}$")
_LOOSE = ("park", "pad", "hof", "markt", "merk", "veld", "kamp", "ring", "es", "hoek", "land", "mar", "wijk",
          "haven", "baan", "erf", "horn", "zoom", "burg", "poort", "state", "reed", "wal", "oever")  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d{2}")
_UNIT = re.compile(
    r"\s*(?:keer|jaar|uur|weken|week|dagen|dag|maanden|maand|minuten|kinderen|mensen|personen"
    r"|procent|%|euro|meter|km"
    r"|kilometer|leerlingen|gezinnen|scholen|hulpverleners|januari|februari|maart|april|mei|juni"
    r"|juli|augustus|september"
    r"|oktober|november|december|miljoen|fte|tafels|professionals|auto|huizen|deuren|andere|nieuwe"
    r"|verschillende)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"([^\W\d_][\w'’.-]*) $")
_PARTICLES = clues("straatdeel")
_OPENERS = clues("zinsbegin")
_AT_HOME = re.compile(
    rf"\b(?:woon\w*|wonen|wenn?\w*|wenj\w*|(?:bezoek|post|woon)?adres|verhui\w+|gevestigd|ferhuz\w+"
    rf"|ferfear\w*)\b[^.!?\n\d]{{0,40}}?"
    rf"((?<![\w-])[^\W\d_a-zà-ÿ][\w'’-]+(?:\s[^\W\d_a-zà-ÿ][\w'’-]+){{0,3}})\s({_HOUSE})"
)
_COUNTED = clues("genummerd")
# A street whose name tells nothing ("De Kuinder 11") shows by the place behind it.
_BEFORE_PLACE = re.compile(
    rf"(?<![\w-])((?:De|It|Het|'t)(?: [^\W\d_a-zà-ÿ][\w'’-]+){{1,3}}) {_HOUSE}(?=,? (?:[1-9]\d{{3}} ?[A-Z]{{2}}\b"
    rf"|(?:in|te|yn) [A-ZÀ-Þ])|, ?[A-ZÀ-Þ])"
)
_STREET_ALONE = re.compile(
    rf"\b(?:in|op|aan|oan|yn|van|naar|langs|bij|achter)\s+(?:de|het|it|'t)\s+"
    r"(?:[^\W\d_a-zà-ÿ][\w'’-]+ )?"  # "de Haarlemse Zijlweg"
    rf"([^\W\d_a-zà-ÿ][\w'’-]+(?:{_SURE}))(?!\w)"
)


def find_addresses(text: str) -> Iterator[Finding]:
    """Give addresses (hard) and postcodes (soft)."""
    yield from _postcodes(text)
    for hit in _STREET.finditer(text):
        start = _street_start(text, hit)
        if start is not None:
            yield finding(start, hit.end(), "adres", "straat met huisnummer")
    for hit in _BEFORE_PLACE.finditer(text):
        if hit[1].casefold().split()[-1] not in _COUNTED:
            yield finding(hit.start(), hit.end(), "adres", "naam met nummer voor een plaats")
    for hit in _AT_HOME.finditer(text):
        words = hit[1].casefold().split()
        if (
            words[-1] not in _COUNTED
            and not _YEAR.fullmatch(hit[2])
            and not _UNIT.match(text, hit.end())
        ):
            yield finding(
                hit.start(1), hit.end(), "adres", "naam met nummer na een woord voor wonen"
            )


def find_streets(text: str) -> Iterator[Finding]:
    """Give streets without a number: soft, for a street has many doors."""
    for hit in _STREET_ALONE.finditer(text):
        if not _NO_STREET.fullmatch(hit[1]):
            yield finding(hit.start(1), hit.end(1), "adres", "straat zonder huisnummer", level=SOFT)


def _postcodes(text: str) -> Iterator[Finding]:
    for hit in _POSTCODE.finditer(text):
        number = _NUMBER_BEHIND.match(text, hit.end())
        told = text[max(0, hit.start() - 12) : hit.start()].casefold()
        if hit[1] and hit[2] in _ABBREVIATIONS and "postcode" not in told:
            continue
        if number and not _UNIT.match(text, number.end()):
            yield finding(hit.start(), number.end(), "adres", "postcode met huisnummer")
        else:
            yield finding(hit.start(), hit.end(), "postcode", "vorm van een postcode")
    for hit in _SMALL_POSTCODE.finditer(text):
        if not _UNIT.match(text, hit.end()):
            yield finding(hit.start(), hit.end(), "adres", "postcode met huisnummer")
    for hit in _POSTCODE_WORD.finditer(text):
        yield finding(hit.start(1), hit.end(1), "postcode", "staat achter het woord postcode")


def _street_start(text: str, hit: re.Match[str]) -> int | None:
    """Return where a street's name begins, None when these words are no street with a number.

    A street has a capital and a telling end ("Kerkstraat"); the end alone ("Singel", "Dyk") needs a
    name before it; without a capital only the surest ends count.
    """
    word, folded = hit[1], hit[1].casefold()
    if _NO_STREET.fullmatch(word) or _UNIT.match(text, hit.end()):
        return None
    if word[0].islower():
        return hit.start() if _LOWER_STREET.fullmatch(word) else None
    start = _with_words_before(text, hit.start())
    if _BARE_STREET.fullmatch(word):
        return start if start < hit.start() or folded == "buorren" else None
    loose = folded.endswith(_LOOSE) and not folded.endswith(tuple(_SURE.split("|")))
    if loose and (_YEAR.fullmatch(hit[2]) or (start == hit.start() and not _placed(text, start))):
        return None
    return start if _CAPITAL_STREET.fullmatch(word) else None


def _placed(text: str, start: int) -> bool:
    """Tell whether a word of place stands just before."""
    before = text[max(0, start - 24) : start].casefold()
    return _PLACING.search(before) is not None


def _with_words_before(text: str, start: int) -> int:
    """Return the start of a street's name of more words: "Burgemeester van Houten" before "laan"."""
    position, best = start, start
    for _ in range(4):
        hit = _LEFT.search(text, max(0, position - 30), position)
        if not hit or hit[1] in _OPENERS:
            break
        if hit[1][0].isupper():
            best = hit.start(1)
        elif hit[1] not in _PARTICLES:
            break
        position = hit.start(1)
    return best
