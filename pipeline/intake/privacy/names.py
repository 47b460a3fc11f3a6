"""The words of a text in; names of persons and places in it out."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.intake.privacy.extents import (
    PARTICLES,
    TITLES,
    first_of_name,
    last_word_of_name,
    name_end,
    word_before_name,
)
from pipeline.intake.privacy.findings import Finding, finding
from pipeline.intake.privacy.labels import find_initials, find_labels
from pipeline.intake.privacy.lists import (
    clues,
    everyday_words,
    given_names,
    known_capitals,
)
from pipeline.intake.privacy.persons import CALLED, TO_PLACE, UNEXPECTED, person_evidence
from pipeline.intake.privacy.places import place_evidence
from pipeline.intake.privacy.setting import Setting
from pipeline.intake.privacy.words import bare, is_common_word

_SPOKEN_TO = clues("aanspreking zonder hoofdletter")
_SHORTEST = 4  # letters of a name that counts without a capital


def find_names(setting: Setting) -> Iterator[Finding]:
    """Give the names of persons and places in a text, and labels of speakers that are names."""
    found = [*find_labels(setting), *find_initials(setting), *_by_word(setting)]
    yield from found
    yield from _again(setting, found)


def _by_word(setting: Setting) -> Iterator[Finding]:
    """Give the names that open at a word, in order; a name is passed over as a whole."""
    forms, index = setting.words.forms, 0
    while index < len(forms):
        if forms[index][0].isupper():
            one, index = _capital(setting, index)
        else:
            one, index = _small(setting, index), index + 1
        if one:
            yield one


def _again(setting: Setting, found: list[Finding]) -> Iterator[Finding]:
    """Give the words of a full name where they stand alone: "Moolenaar" after "Ton Moolenaar".

    Also at the start of a sentence. A word that stands without a capital too ("kennis") counts only
    before a colon, where somebody is quoted.
    """
    words = setting.words
    parts: set[str] = set()
    for one in found:
        name = words.text[one.start : one.end].split()
        if one.kind == "persoonsnaam" and len(name) > 1:
            parts |= {bare(part) for part in name if part[0].isupper() and len(part) > 3}
    parts -= PARTICLES | TITLES | known_capitals() | setting.roles
    for index, form in enumerate(words.forms if parts else ()):
        if form[0].isupper() and bare(form) in parts:
            quoted = words.text[words.ends[index] : words.ends[index] + 1] == ":"
            if quoted or bare(form) not in words.lower:
                evidence = "deel van een naam die elders in de tekst staat"
                yield finding(words.starts[index], name_end(words, index), "persoonsnaam", evidence)


def _capital(setting: Setting, index: int) -> tuple[Finding | None, int]:
    """Return the name that begins at a word with a capital, and the word to go on with."""
    words = setting.words
    evidence = place_evidence(setting, index)
    if evidence:
        return finding(words.starts[index], words.ends[index], "plaats", evidence), index + 1
    evidence = person_evidence(setting, index)
    if not evidence:
        return None, index + 1
    last = last_word_of_name(setting, index)
    kind, evidence = _kind_of_capital(setting, index, last, evidence)
    start = words.starts[index]
    if kind == "persoonsnaam":
        opening = word_before_name(setting, index)
        start = first_of_name(words, opening, sure=evidence != UNEXPECTED)
    return finding(start, name_end(words, last), kind, evidence), last + 1


def _kind_of_capital(setting: Setting, index: int, last: int, evidence: str) -> tuple[str, str]:
    """Return what an unexpected capital names, by the word before it and its ending, and why."""
    if evidence != UNEXPECTED or last > index:
        return "persoonsnaam", evidence
    before = setting.words.forms[index - 1] if setting.words.joined(index) else ""
    if before.casefold() in TO_PLACE:
        return "plaats", "hoofdletter na een woord van plaats"
    if len(before) > 1 and before.isupper():
        return "organisatie", "hoofdletter na een afkorting"
    if setting.words.forms[index].endswith("se") and setting.after(index).islower():
        return "plaats", "afgeleid van een plaats"  # "de Zwolse rechtszaal"
    return "persoonsnaam", evidence


def _small(setting: Setting, index: int) -> Finding | None:
    """Return a name that was written without a capital: only one that is no Dutch word."""
    words, folded = setting.words, bare(setting.words.forms[index])
    if folded in given_names():
        if _is_small_name(setting, index, folded):
            evidence = "voornaam zonder hoofdletter"
            return finding(words.starts[index], name_end(words, index), "persoonsnaam", evidence)
    elif _is_small_place(setting, index, folded):
        evidence = "plaats zonder hoofdletter"
        return finding(words.starts[index], words.ends[index], "plaats", evidence)
    return None


def _is_small_name(setting: Setting, index: int, folded: str) -> bool:
    """Tell whether a given name without a capital can be nothing else."""
    if folded in setting.roles or folded in everyday_words():
        return False
    if setting.before(index) in CALLED | _SPOKEN_TO:
        return True
    if len(folded) < _SHORTEST or folded in known_capitals():
        return False
    return not is_common_word(folded)


def _is_small_place(setting: Setting, index: int, folded: str) -> bool:
    """Tell whether a place without a capital stands behind a word of place and is no Dutch word."""
    if folded not in setting.places.plain or len(folded) < _SHORTEST:
        return False
    return setting.before(index) in TO_PLACE and not is_common_word(folded)
