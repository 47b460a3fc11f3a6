"""The Dutch words that more than one room shows, each written once."""

from __future__ import annotations

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
