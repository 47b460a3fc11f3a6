"""A word with a capital in; which check takes it for a person's name out."""

from __future__ import annotations

import re
import unicodedata

from pipeline.intake.privacy.extents import PARTICLES, TITLES, last_word_of_name
from pipeline.intake.privacy.lists import (
    clues,
    everyday_words,
    family_names,
    given_names,
    is_given,
    is_listed,
    known_capitals,
)
from pipeline.intake.privacy.setting import Setting
from pipeline.intake.privacy.words import Words, bare, is_common_word

UNEXPECTED = "hoofdletter binnen de zin"
CALLED = clues("heten")
_RELATIVES_AND_GREETINGS = clues("verwant") | clues("groet")
_PERSON_VERBS = clues("werkwoord")
_BEHIND_A_NAME = _PERSON_VERBS | clues("vervolg")
_OPENING_WORDS = clues("fries") | clues("zinsopener")
_ADVERB = re.compile(
    r"(?:daar|hier|waar|er|dêr|hjir|wêr)\w{2,9}|\w+(?:aan|af|om|uit|weg|door|halve|wege|kundig|matig|lijk|gewijs|waarts)"
)
_LEADING = clues("eerste tussenvoegsel")
_ARABIC = clues("arabisch tussenvoegsel")
_ONLY_IN_NAMES = frozenset(
    {"der", "den", "ter", "ten"}
)  # "van der" is no modern Dutch but in names
TO_PLACE = clues("plaatsaanwijzing")
_ARTICLES = clues("lidwoord")
_NO_FAMILY = clues("geen achternaam")
_LONGEST_NAME = 12  # letters; a longer unknown word is more often a compound
_FAMILY_ENDS = re.compile(
    r"\w{3,}(?:stra|sma|inga|enga|insma|ema|ighe|oğlu|oglu|ski|ska|wicz|czyk|enko)"
)


def person_evidence(setting: Setting, index: int) -> str:
    """Return which check takes the capital at `index` for the start of a person's name, "" for none."""
    form = setting.words.forms[index]
    folded, before = bare(form), setting.before(index)
    if folded in setting.roles or len(form) == 1:
        return ""
    particle = _particle_evidence(setting, index)
    if particle is not None:
        return particle
    shouted = form[: len(folded)].isupper()
    if shouted and not _is_shouted_name(folded):
        return ""
    if before in TITLES and not setting.words.opens[index] and not setting.is_role(folded):
        return "hoofdletter na een aanspreking"
    if is_listed(folded):
        return _listed_evidence(setting, index, folded)
    return "" if folded in known_capitals() else _unlisted_evidence(setting, index, folded)


def _listed_evidence(setting: Setting, index: int, folded: str) -> str:
    """Return why a name of the lists counts here: not as an everyday word that opens a sentence."""
    words = setting.words
    source = "voornaam uit de lijst" if is_given(folded) else "achternaam uit de lijst"
    if folded not in everyday_words() and folded not in known_capitals():
        return source
    if _has_clue(setting, index):
        return f"{source}, met een aanwijzing"
    if words.opens[index] or folded in known_capitals():
        return ""
    if setting.before(index) in _ARTICLES and (
        folded in words.lower or (words.opens[index - 1] and not _acts(words, index))
    ):
        return ""  # "de Kennis", "De Jong volwassenen"
    return source


def _unlisted_evidence(setting: Setting, index: int, folded: str) -> str:
    """Return why a capital counts that no list knows: it stands where Dutch writes none."""
    form = setting.words.forms[index]
    if _is_family_like(folded) and not is_common_word(folded):
        return "uitgang van een achternaam"
    owner = folded.removesuffix("s")
    if owner != folded and is_given(owner) and owner not in everyday_words():
        return "" if is_common_word(folded) else "voornaam uit de lijst, in de bezitsvorm"
    if setting.before(index) in CALLED and not setting.is_ordinary(folded):
        return "hoofdletter na een woord voor heten"
    if setting.words.opens[index]:
        return _opening_evidence(setting, index, folded)
    if _is_brand(form):
        return ""
    # Behind "in" also a word of the dictionary is a place: Drachten, Houten.
    placed = setting.before(index) in TO_PLACE and folded not in setting.words.lower
    ordinary = setting.is_role(folded) if placed else setting.is_ordinary(folded)
    return "" if ordinary else UNEXPECTED


def _opening_evidence(setting: Setting, index: int, folded: str) -> str:
    """Return why a word that no list knows, and that opens a sentence, is a name."""
    plain = _without_accents(folded)  # "Híj was het"
    if setting.is_ordinary(plain) or plain in _OPENING_WORDS or _ADVERB.fullmatch(plain):
        return ""
    if setting.tags.get(setting.words.starts[index]) == "PROPN":
        return "eigennaam volgens het taalmodel"
    if setting.after(index) in _PERSON_VERBS and len(folded) <= _LONGEST_NAME:
        return "onbekend woord dat doet wat mensen doen"
    return ""


def _without_accents(folded: str) -> str:
    return "".join(
        mark for mark in unicodedata.normalize("NFD", folded) if not unicodedata.combining(mark)
    )


def _is_family_like(folded: str) -> bool:
    return _FAMILY_ENDS.fullmatch(folded) is not None and folded not in _NO_FAMILY


def _is_brand(form: str) -> bool:
    """Tell whether a spelling is made up ("ZonMw") or opens with an abbreviation ("NAH-begeleider")."""
    if re.search(r"[-'’]", form):
        first = re.split(r"[-'’]", form)[0]
        return len(first) > 1 and first.isupper()
    return form[1:].lower() != form[1:] and not form.startswith(("Mc", "Mac", "IJ", "De", "Van"))


def _particle_evidence(setting: Setting, index: int) -> str | None:
    """Return why "De Vries", "Van den Berg" or "El Amrani" is a name; None when `index` is no particle."""
    words = setting.words
    folded = words.forms[index].casefold()
    if folded not in _LEADING:
        return None
    position = _behind_particles(words, index + 1)
    name = bare(words.forms[position]) if words.joined(position) else ""
    if not name or not _may_be_family(setting, words.forms[position], name):
        return None if folded in given_names() else ""
    if name in family_names() or _is_family_like(name):
        noun = words.opens[index] and name in everyday_words() and not _acts(words, position)
        return "" if noun else "tussenvoegsel en achternaam"
    if name in given_names():
        return "tussenvoegsel en naam" if folded in _ARABIC else ""
    inside = set(words.forms[index + 1 : position])
    if setting.before(index) in TITLES or inside & _ONLY_IN_NAMES:
        return "tussenvoegsel en hoofdletter"
    sure = folded in _ARABIC or position > index + 1 or not words.opens[index]
    return "tussenvoegsel en hoofdletter" if sure and not setting.is_ordinary(name) else ""


def _may_be_family(setting: Setting, form: str, folded: str) -> bool:
    """Tell whether a word can be a family name: a capital, no abbreviation, no known word."""
    written = form[0].isupper() and not form.isupper()
    return written and folded not in known_capitals() and folded not in setting.roles


def _is_shouted_name(folded: str) -> bool:
    """Tell whether a word in capitals is a name and no abbreviation."""
    return len(folded) > 3 and is_listed(folded) and folded not in everyday_words()


def _behind_particles(words: Words, position: int) -> int:
    """Return the first word from `position` on that is no small particle."""
    while words.joined(position) and words.forms[position] in PARTICLES:
        position += 1
    return position


def _acts(words: Words, position: int) -> bool:
    """Tell whether what follows fits a person: a verb, "en", a mark; not the noun of an adjective."""
    if not words.joined(position + 1):
        return True
    following = words.forms[position + 1]
    return following in _BEHIND_A_NAME or following[0].isupper()


def _has_clue(setting: Setting, index: int) -> bool:
    """Tell whether something beside a name that is also a word says that a person is meant."""
    words, before = setting.words, setting.before(index)
    if before in TITLES or before in CALLED:
        return True
    if before in _RELATIVES_AND_GREETINGS and not words.opens[index]:
        return True
    if setting.after(index) in _PERSON_VERBS:
        return True
    last = last_word_of_name(setting, index)
    if not words.opens[index]:
        return last > index
    # "Wil Sanne ook" is a verb with a given name, "Wil Dijkstra" is a name.
    return any(bare(form) in family_names() for form in words.forms[index + 1 : last + 1])
