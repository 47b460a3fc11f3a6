"""The Dutch words that more than one room shows, each written once."""

from __future__ import annotations

import re
from collections.abc import Sequence

VALENCES = ("succesfactor", "knelpunt", "verbeterpunt", "neutraal")
JUDGED_VALENCES = VALENCES[:3]

HEADINGS = ("kansen", "belemmeringen", "randvoorwaarden")  # of a dialoogsessie's statements

SOURCES = ("mens", "regel", "model")
STATUSES = ("voorstel", "bevestigd", "verworpen")

METHOD = "methode"  # the scope of what is said of the dialoogtafel itself: no evidence on a theme

NOT_RECORDED = "niet vastgelegd"
NOT_QUOTABLE = "geen toestemming om te citeren"
NOT_HAND_CODED = "nog niet door mensen gecodeerd"
ONLY_STATEMENTS = "door mensen gecodeerd, maar alleen de uitspraken"  # of dialoogsessies
HAND_ONLY = "alleen met de hand"  # a code that the model may not feed into an estimate
CONCEPT = "CONCEPT"

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip

_NUMBER_WORDS = (
    "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
    "twaalf",
)  # fmt: skip


def number_word(number: int) -> str:
    """Return a whole number as Dutch prose writes it: a word up to twelve, else digits."""
    return _NUMBER_WORDS[number] if 0 <= number < len(_NUMBER_WORDS) else str(number)


def plural(number: int, one: str, many: str) -> str:
    """Return `number` with the noun that fits it: "1 tafel", "3 tafels"."""
    return f"{number} {one if number == 1 else many}"


def enumerate_words(words: Sequence[str]) -> str:
    """Return `words` as a Dutch enumeration: "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"


# What is said of dialoogtafels, said of dialoogsessies; "aan" a table is "in" a session. Both words are
# "de"-words, so nothing else in the sentence changes. A field between braces keeps its name.
_AT_TABLE = re.compile(
    r"\b([Aa])an ((?:(?:één|een|deze|die|dezelfde|elke|iedere|welke|meerdere|meer|alle|hoeveel|minder|dan|de|"
    r"helft|of|van|zo|veel|enkele|sommige|andere|\d+|\{\w+\}) )+)((?:dialoog)?tafels?)\b(?!\})"
)
# What stands behind the program's name where a sentence tells which command to give.
VERBS = (
    "analyse", "archiveer", "bundel", "citaten", "codeboek", "codeer-met-taalmodel", "geef-vrij", "inlezen",
    "intrekken", "matrix", "modelkwaliteit", "nieuw", "onderbouwing", "onderwerpen", "patronen", "praatplaat",
    "privacy", "regels", "samenvoegen", "spiegelbijeenkomst", "sprekers", "tafels", "te-coderen", "terugkoppeling",
    "verantwoording", "verbeteracties", "vergelijk", "zekerheid",
)  # fmt: skip
_VERBS = "|".join(VERBS)
_SESSION_WORDS = (
    (re.compile(r"\bwaar (\{\w+\}) aan tafel zat"), r"waar \1 bij was"),
    (re.compile(r"\b([Ww])ie (er )?aan tafel zat\b"), r"\1ie erbij was"),
    (re.compile(r"\bAan tafel:"), "Aanwezig:"),
    (re.compile(r"\bniet aan tafel\b"), "niet aanwezig"),
    (re.compile(r"\b([Ww])at aan tafel is afgesproken"), r"\1at er is afgesproken"),
    (re.compile(r"\bter tafel\b"), "ter sprake"),
    (re.compile(r"\ben aan (\{\w+\}) iets\b"), r"en in \1 iets"),
    (_AT_TABLE, lambda match: f"{'I' if match[1] == 'A' else 'i'}n {match[2]}{match[3]}"),
    (
        re.compile(rf"(?<!Gemaakt met )(?<!\{{)\b([Dd])ialoogtafel(?! (?:{_VERBS})\b)"),
        r"\1ialoogsessie",
    ),
    (re.compile(r"(?<![Aa]an )(?<!ter )(?<!\{)(?<![#/.='-])\btafel(s?)\b(?![}=-])"), r"sessie\1"),
    (re.compile(r"(?<![#/.=-])\bTafel(s?)\b(?![}=-])"), r"Sessie\1"),
)


def of_sessions(text: str) -> str:
    """Return what is said of dialoogtafels as it is said of dialoogsessies.

    For fixed sentences only, never for what people said: "aan de dialoogtafel" is theirs.
    """
    for found, instead in _SESSION_WORDS:
        text = found.sub(instead, text)
    return text
