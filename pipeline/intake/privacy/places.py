"""Words and text in; names of places in them out."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.intake.privacy.findings import Finding, finding
from pipeline.intake.privacy.lists import Places, clues, is_listed
from pipeline.intake.privacy.persons import TO_PLACE
from pipeline.intake.privacy.setting import Setting
from pipeline.intake.privacy.words import bare, is_common_word

_TITLES = clues("aanspreking")
_OF_PLACE = ("se", "ster", "er", "ers")  # "Leeuwarder", "Amsterdamse"
_LISTED = "plaats uit de lijst"


def place_evidence(setting: Setting, index: int) -> str:
    """Return why the capital at `index` is a place, "" when it is none."""
    words, form = setting.words, setting.words.forms[index]
    folded, before = bare(form), setting.before(index)
    if before in _TITLES or folded in setting.roles or (form.isupper() and len(form) < 4):
        return ""
    if folded in setting.places.plain:
        return _LISTED
    if folded in setting.places.doubtful:
        surname = setting.after(index)[:1].isupper() and is_listed(bare(setting.after(index)))
        return _LISTED if before in TO_PLACE and not words.opens[index] and not surname else ""
    for ending in _OF_PLACE:
        stem = folded.removesuffix(ending)
        if stem != folded and stem in setting.places.plain and not is_common_word(folded):
            return "afgeleid van een plaats uit de lijst"
    return ""


def find_long_places(text: str, places: Places) -> Iterator[Finding]:
    """Give places whose name has more words: "De Westereen", "Alphen aan den Rijn"."""
    for phrase in places.phrases:
        start = text.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            if not text[end : end + 1].isalpha() and not text[max(0, start - 1) : start].isalpha():
                yield finding(start, end, "plaats", _LISTED)
            start = text.find(phrase, end)
