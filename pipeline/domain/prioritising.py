"""What a study's YAML says of its dialoogsessies in: how points were given, and what a question asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.domain.wording import HEADINGS
from pipeline.domain.yamltext import YamlText

AUTO = "auto"
POINTS, STICKERS, TOP3, SCALE = "punten", "stickers", "top3", "schaal"
FORMS = (POINTS, STICKERS, TOP3, SCALE)
KEY, QUESTIONS = "prioriteren", "vragen"

_SHORTEST_PART = 4  # letters of a question word that may be the start of a longer one


@dataclass(frozen=True)
class Prioritising:
    """How the participants of a study's sessions divided points."""

    form: str = AUTO  # one of FORMS, or AUTO: by what stands on the sheet, where that is certain
    per_person: int = 0  # points that one participant could give; 0: not recorded
    questions: Mapping[str, str] = field(default_factory=dict)  # normal question to heading
    highest: int = 0  # of the scale, where everybody scored everything; 0: by what was given

    def knows(self, question: str) -> bool:
        """Tell whether a question stands among the fixed words of the settings as it is."""
        return normal_question(question) in self.questions

    def heading_of(self, question: str) -> str:
        """Return the heading under which a question's statements stand, "" where it is not known.

        The whole question first, then its words: "Wat lukt er al?" goes where "lukt" goes, and
        "belemmeringen" where "belemmering" goes. Words that lead to several headings lead to none.
        """
        whole = normal_question(question)
        if whole in self.questions:
            return self.questions[whole]
        for fits in (_same, _begins):
            found = {
                heading
                for key, heading in self.questions.items()
                for word in whole.split()
                if fits(word, key)
            }
            if len(found) == 1:
                return found.pop()
            if found:
                return ""
        return ""


def normal_question(question: str) -> str:
    """Return a question as it is compared: without case, marks and odd spacing."""
    return " ".join(re.findall(r"\w+", question.casefold()))


def read_prioritising(text: YamlText, base: Mapping[str, Any]) -> Prioritising:
    """Return what a study's file says of prioritising, `base` being the product's own defaults.

    Raises:
        InputError: with file and line: an unknown key, form or heading, or no whole number.
    """
    own = text.values.get(KEY) or {}
    if not isinstance(own, dict):
        raise text.error(
            f"bij '{KEY}:' hoort bijvoorbeeld {{vorm: punten, per_persoon: 6}} te staan.", KEY
        )
    if own:
        text.refuse_unknown_keys(("vorm", "per_persoon", "hoogste"), KEY)
    merged = {**base[KEY], **{key: value for key, value in own.items() if value is not None}}
    form, per_person = str(merged["vorm"]).casefold(), merged["per_persoon"]
    if form not in (AUTO, *FORMS):
        raise text.error(f"'vorm' is een van: {', '.join((AUTO, *FORMS))}.", KEY, "vorm")
    if isinstance(per_person, bool) or not isinstance(per_person, int) or per_person < 0:
        raise text.error(
            "'per_persoon' hoort een heel getal te zijn: hoeveel punten of stickers iemand kon "
            "geven (0: niet vastgelegd).",
            KEY, "per_persoon",
        )  # fmt: skip
    highest = merged.get("hoogste", 0)
    if isinstance(highest, bool) or not isinstance(highest, int) or highest < 0 or highest == 1:
        raise text.error(
            "'hoogste' hoort een heel getal te zijn: het hoogste cijfer dat iemand een uitspraak kon geven "
            "(0: niet vastgelegd).",
            KEY, "hoogste",
        )  # fmt: skip
    return Prioritising(form, per_person, _questions(text, base[QUESTIONS]), highest)


def _questions(text: YamlText, base: Mapping[str, str]) -> dict[str, str]:
    """Return the heading of every known question, the study's own before the product's."""
    own = text.values.get(QUESTIONS) or {}
    if not isinstance(own, dict):
        raise text.error(f"bij '{QUESTIONS}:' hoort 'vraag: kansen' te staan.", QUESTIONS)
    for question, heading in own.items():
        if heading not in HEADINGS:
            raise text.error(
                f"een vraag hoort bij een van: {', '.join(HEADINGS)}.", QUESTIONS, question
            )
    return {normal_question(str(key)): value for key, value in {**base, **own}.items()}


def _same(word: str, key: str) -> bool:
    return word == key


def _begins(word: str, key: str) -> bool:
    """Tell whether a word is a longer form of a question's word: "belemmeringen" of "belemmering"."""
    return len(key) >= _SHORTEST_PART and word.startswith(key)
