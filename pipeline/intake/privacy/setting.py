"""The words of a text with what a study knows of names; whether a word is a role or an everyday word out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pipeline.intake.privacy.lists import Places, everyday_words, is_listed, known_capitals
from pipeline.intake.privacy.words import Words, is_common_word

_ROLE_ENDS = re.compile(
    r"\w*(?:medewerk(?:er|ster)|begeleid(?:er|ster)|verlen(?:er|ster)|consulent\w*|werk(?:er|ster)"
    r"|leerkracht|arts|psycholoog|therapeut|ambtenaar|coach|moeder|vader|ouders?|voogd|regisseur"
    r"|manager|adviseur|ondersteuner|deskundige|verpleegkundige|pedagoog|leider|assistent\w*|docent"
    r"|directeur|bestuurder|onderzoeker|wetenschapper|jeugdigen?|jongeren?|team|zorg|hulp|wet"
    r"|school"
    r"|dag|trainer|officier|rechter|raad|netwerk|centrum|overleg|plan|project|traject|gesprek"
    r"|heid|teit|isme|schap|tie)"
)
_LONGEST_WORD = 50  # letters; what is longer is no word, and would be tried at every letter
_KNOWN_STEM = 6  # letters that a compound must share with a known term: "Kenniswerkplaatsdag"


@dataclass(frozen=True)
class Setting:
    """A text's words, and what may be known of this study's names."""

    words: Words
    places: Places
    roles: frozenset[str]  # words that stand for a role in this study, folded
    tags: Mapping[int, str]  # offset of a word to its part of speech, where a language model told
    voices: frozenset[str] = frozenset()  # labels of speakers that fit nobody at the table, folded

    def before(self, index: int) -> str:
        """Return the word right before word `index`, folded; "" where a mark stands between."""
        return self.words.forms[index - 1].casefold() if self.words.joined(index) else ""

    def after(self, index: int) -> str:
        """Return the word right behind word `index`, as written; "" where a mark stands between."""
        return self.words.forms[index + 1] if self.words.joined(index + 1) else ""

    def is_role(self, folded: str) -> bool:
        """Tell whether a word stands for a role or another known thing."""
        known = folded in self.roles or folded in known_capitals()
        return known or _ROLE_ENDS.fullmatch(folded) is not None

    def is_ordinary(self, folded: str) -> bool:
        """Tell whether a capital may stand on a word that points to nobody."""
        known = known_capitals()
        if len(folded) > _LONGEST_WORD or folded in self.words.lower or self.is_role(folded):
            return True
        if any(folded[:cut] in known for cut in range(_KNOWN_STEM, len(folded))):
            return True
        parts = [part for part in re.split(r"[-'’]", folded) if part]
        if len(parts) > 1 and (
            parts[0] in known or all(len(p) < 4 or p in known or is_common_word(p) for p in parts)
        ):
            return True
        return is_common_word(folded)


def roles_of(roles: Collection[str]) -> frozenset[str]:
    """Return roles and the words in them, folded: "jeugdhulpverlener 1" also as "jeugdhulpverlener".

    A word that is a name and nothing else stays a name: who writes "moeder Sietske" as a role must
    not hide her from the check.
    """
    whole = {role.casefold().strip() for role in roles}
    words = {word for role in whole for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", role)}
    return frozenset(
        role for role in whole | words if not is_listed(role) or role in everyday_words()
    )
