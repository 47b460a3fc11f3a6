"""One text in; every possible identifier in it out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.intake.privacy.addresses import find_addresses, find_streets
from pipeline.intake.privacy.dates import find_birth_dates
from pipeline.intake.privacy.findings import BLANK, Finding, settle
from pipeline.intake.privacy.indirect import find_indirect
from pipeline.intake.privacy.institutions import find_institutions
from pipeline.intake.privacy.lists import places_of
from pipeline.intake.privacy.names import find_names
from pipeline.intake.privacy.numbers import find_numbers, find_spoken_numbers
from pipeline.intake.privacy.online import find_online
from pipeline.intake.privacy.placeholders import blank_placeholders
from pipeline.intake.privacy.places import find_long_places
from pipeline.intake.privacy.records import find_records
from pipeline.intake.privacy.setting import Setting, roles_of
from pipeline.intake.privacy.words import blank_known_phrases, read_words

_STAMP = re.compile(
    r"^[ \t]*[\[(<]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?(?:\s*(?:-->"
    r"|[-–])\s*[\d:.,]+)?[\])>]?(?=\s)"
)
_DIGIT = re.compile(r"\d")


def find_identifiers(
    text: str,
    *,
    places: frozenset[str] | None = None,
    own_names: Collection[str] = (),
    roles: Collection[str] = (),
    tokens: Mapping[int, str] | None = None,
    voices: Collection[str] = (),
) -> list[Finding]:
    """Return what in `text` may point to a person, in order of place.

    `places`: names of places, None for the list that comes with the product. `own_names`: schools and
    organisations that the study listed. `roles`: words that stand for a role and are no name.
    `tokens`: offset of a word to its Universal Dependencies tag, where a language model was run.
    `voices`: labels that were read as a speaker and fit nobody at the table.
    Placeholders ([NAAM], P3, moeder) are no identifiers.
    """
    open_text = blank_placeholders(text)
    numeric = [
        replace(one, start=one.start + offset, end=one.end + offset)
        for offset, stretch in _stretches_with_digits(open_text)
        for find in (find_numbers, find_birth_dates, find_records, find_addresses)
        for one in find(stretch)
    ]
    known = places_of(places)
    direct = [
        *numeric, *find_online(open_text), *find_spoken_numbers(open_text), *find_streets(open_text),
        *find_institutions(open_text, own_names), *find_long_places(open_text, known),
    ]  # fmt: skip
    # What is met already is no word any more: "labun.a@…" would make Labun an everyday word.
    rest = blank_known_phrases(_blanked(open_text, direct), BLANK)
    strangers = frozenset(label.casefold() for label in voices)
    setting = Setting(read_words(rest), known, roles_of(roles), tokens or {}, strangers)
    named = list(find_names(setting))
    indirect = find_indirect(open_text, [one for one in (*direct, *named) if one.kind == "plaats"])
    return settle([*direct, *named, *indirect])


def _stretches_with_digits(text: str) -> Iterator[tuple[int, str]]:
    """Give the offset and text of every run of lines with a digit, with the line before it.

    Nearly all checks on numbers need a digit, and a form has its heading on the line above. The time
    at the start of a turn counts for no digit, and is blanked.
    """
    offset, held, start, before = 0, "", 0, ""
    for line in text.splitlines(keepends=True):
        plain = _STAMP.sub(lambda hit: " " * len(hit[0]), line)
        if _DIGIT.search(plain):
            if not held:
                start = offset - len(before)
                held = before
            held += plain
        elif held and line.strip():
            yield start, held
            held = ""
        elif held:
            held += plain
        before = plain
        offset += len(line)
    if held:
        yield start, held


def _blanked(text: str, found: Iterable[Finding]) -> str:
    """Return `text` with the stretches of `found` blanked, of equal length."""
    marks = list(text)
    for one in found:
        if one.kind != "indirect":
            marks[one.start : one.end] = BLANK * (one.end - one.start)
    return "".join(marks)
