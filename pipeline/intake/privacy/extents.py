"""A word that opens a name in; where that name starts and ends out."""

from __future__ import annotations

import re

from pipeline.intake.privacy.lists import (
    clues,
    family_names,
    is_given,
    is_listed,
    known_capitals,
)
from pipeline.intake.privacy.setting import Setting
from pipeline.intake.privacy.words import Words, bare

PARTICLES = clues("tussenvoegsel")
_LONG_PARTICLES = re.compile(
    r"(?:van|in|op|aan|bij|uit|voor)\s(?:der|den|de|het|'t|ter|ten)\s$|(?:de la|von der)\s$",
    re.IGNORECASE,
)
_SURE_PARTICLES = re.compile(r"(?:van|op)\s(?:der|den|'t|ter|ten)\s$", re.IGNORECASE)
_SHORT_PARTICLE = re.compile(
    r"(?<!\w)(?:de|den|der|ter|ten|te|el|al|ben|ait|bou|'t)\s$", re.IGNORECASE
)
_LONGEST_PARTICLE = 12  # code points: "van van der " is no name
TITLES = clues("aanspreking")
MOST_WORDS = 6  # of one name


def last_word_of_name(setting: Setting, index: int) -> int:
    """Return the last word of the name that opens at `index`: given names, particles, family name."""
    words, last, position = setting.words, index, index + 1
    if bare(words.forms[index]) != words.forms[index].casefold():
        return index  # "Sanne's": behind it stands what is hers
    while position - index < MOST_WORDS and words.joined(position):
        if "." in words.gap(position) and len(words.forms[position - 1]) > 1:
            break
        if bare(words.forms[position]) not in PARTICLES:
            if not _goes_on(setting, position):
                break
            last = position
        position += 1
    return last


def _goes_on(setting: Setting, position: int) -> bool:
    """Tell whether the word at `position` belongs to the name before it."""
    words, form = setting.words, setting.words.forms[position]
    folded = bare(form)
    if not form[0].isupper() or folded in setting.roles:
        return False
    if len(form) == 1:
        return words.text[words.ends[position] : words.ends[position] + 1] == "."
    if folded in setting.places.plain and not is_listed(folded):
        return False  # "Pietje van Zwolle"
    return is_listed(folded) or not (folded in known_capitals() or form.isupper())


def first_of_name(words: Words, index: int, *, sure: bool) -> int:
    """Return where a name starts, with the particles before it: "van der Meer", not "van Sanne".

    Before a word that is not `sure` to be a name "van de" is most often just that.
    """
    start, folded = words.starts[index], bare(words.forms[index])
    if is_given(folded) and folded not in family_names():
        return start
    before = words.text[max(0, start - _LONGEST_PARTICLE) : start]
    for pattern in (_LONG_PARTICLES, _SHORT_PARTICLE) if sure else (_SURE_PARTICLES,):
        hit = pattern.search(before)
        if hit and not before[: hit.start()][-1:].isalnum():
            return start - len(before) + hit.start()
    return start


def word_before_name(setting: Setting, index: int) -> int:
    """Return the word with which a name really opens: "Mindert" before "Wynstra".

    A capital before a name belongs to it, unless it stands at the start of a sentence on an ordinary
    word ("Zelfs Davy") or is known ("Juf", "Stichting").
    """
    words, first = setting.words, index
    while words.joined(index) and first - index < MOST_WORDS:
        form, folded = words.forms[index - 1], bare(words.forms[index - 1])
        plain = words.opens[index - 1] and setting.is_ordinary(folded)
        if not form[0].isupper() or form.isupper() or setting.is_role(folded) or plain:
            break
        if folded in PARTICLES or folded in TITLES or folded != form.casefold():
            break
        index -= 1
    return index


def name_end(words: Words, last: int) -> int:
    """Return the end of a name without the mark of a possessive."""
    form = words.forms[last]
    return words.starts[last] + len(re.sub(r"['’ʼ]s?$", "", form))
