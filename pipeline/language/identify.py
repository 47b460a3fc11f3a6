"""Texts in, "nl" or "fy" for each out: the one door to language identification."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

DUTCH, FRISIAN = "nl", "fy"

_SURE = 0.9  # below this the model's answer on a few words is a toss: "Hm." is Frisian at .50
_TOO_FEW = 2  # words; "De folder." is Frisian at .94 for the model
_ENOUGH = 2_000  # code points; more text does not change the answer


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that only one of the two languages writes.
_FRISIAN_WORDS = _set(
    """
    allinnich bern binne byn dêr dat't dit't dochs dy't dysels ek elkenien fan 'e foar fraach frege
    freegje frysk gean gjin gjinien gong hast hawwe hja hjir hoe't hûs it itselde jierren jim jimme
    jûn jonkje kin kinne komme krekt lykas mar mear mei mienskip mines minsken moai moatte moatst
    myn nea neat nei nije nimmen noait oan oare oars ôf oft omdat't praat prate sa't sei seit
    sizze sis sil skoalle sliepe sneon soene stean stie sy't syn tink tocht tsien tsjin tusken út wat't
    wêr wêze wiene wienen witte wolle wurdt wurk wy yn
    """
)
_DUTCH_WORDS = _set(
    """
    aan alleen als bij ben deze doen door een eens er geen gaan haar had heb hebben heeft hem
    hen het hij je jij jou kan kunnen maar meer met mij mijn moet naar niet niets nog nu
    ons onze ook uit van veel voor waar want waren weer werd wij worden ze zei zeg
    zeggen zelf zich zij zijn zo zou
    """
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def identify(texts: Sequence[str]) -> list[str]:
    """Return the language of each text: "nl" or "fy".

    A text of few words is Dutch unless its own words or a sure model say Frisian; no words: Dutch.
    Method: naive Bayes over byte n-grams (Lui and Baldwin, 2012), restricted to the two languages.
    """
    return [_identify_one(text[:_ENOUGH]) for text in texts]


def _identify_one(text: str) -> str:
    """Return the language of one text, asking the model first and the words when it is not sure."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    if not words:
        return DUTCH
    label, confidence = _model().classify(text)
    if confidence >= _SURE and len(words) > _TOO_FEW:
        return str(label)
    frisian = sum(word in _FRISIAN_WORDS for word in words)
    dutch = sum(word in _DUTCH_WORDS for word in words)
    return FRISIAN if frisian > dutch else DUTCH


@lru_cache(maxsize=1)
def _model() -> Any:
    """Return the model that lies in the package; loading it takes about .3 s."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([DUTCH, FRISIAN])
    return model
