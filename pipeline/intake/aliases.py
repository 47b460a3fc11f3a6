"""A table's participants in; the words by which a verslag can mean each of them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.perspectives import normal_role
from pipeline.intake.meta import Person

_ASIDE = re.compile(r"\s*\([^)]*\)")
_OF_WHOM = re.compile(r"\s(?:van|uit|bij|op|voor)\s.*")
_ORDER = re.compile(
    r"^(?:eerste|tweede|derde|huidige|vorige|voormalig|voormalige|nieuwe|jonge|vaste)\s+"
)
# The last part of a compound that a verslag uses alone: "de coach" for the gezinscoach.
_HEADS = (
    "arts", "behandelaar", "begeleider", "bestuurder", "coach", "consulent", "directeur", "docent",
    "leerkracht", "ondersteuner", "psychiater", "psycholoog", "therapeut", "trainer", "verpleegkundige",
    "voogd", "werker",
)  # fmt: skip
_BODIES = ("samenwerkingsverband", "gebiedsteam", "wijkteam", "sociaal team", "veilig thuis")
_TOO_BROAD = frozenset(
    ("medewerker", "ambulant", "intern", "sociaal", "pedagogisch", "werker", "arts")
)
_SHORT = {"intern begeleider": ("ib'er", "ib-er", "interne begeleider"), "mentor": ("mentrix",)}


@dataclass(frozen=True)
class View:
    """Whose view a sentence gives: a role as the verslag means it, its perspective and group."""

    role: str
    perspective: str
    group: str


def aliases_of(people: Sequence[Person]) -> dict[str, View]:
    """Return the words for each participant, in small letters.

    A whole role goes before a part of one. A word that two perspectives share is left out; one that
    several participants of one perspective share stands for what they have in common.
    """
    named: dict[str, View] = {}
    for words_of in (_whole_roles, _parts_of_roles):
        found: dict[str, list[Person]] = {}
        for person in people:
            for alias in words_of(person):
                found.setdefault(alias, []).append(person)
        for alias, who in found.items():
            if alias not in named and len({(one.perspective, one.group) for one in who}) == 1:
                role = who[0].role if len(who) == 1 else alias
                named[alias] = View(role, who[0].perspective, who[0].group)
    return {**_young(people), **named}


def _whole_roles(person: Person) -> set[str]:
    """Return the role as it stands, and without its aside."""
    role = " ".join(person.role.casefold().split())
    return {alias for alias in (role, _ASIDE.sub("", role)) if len(alias) > 1}


def _parts_of_roles(person: Person) -> set[str]:
    """Return the role without number, order or what follows its head, its parts, and its plural."""
    role = normal_role(person.role)
    if not role:
        return set()
    head = _ORDER.sub("", _OF_WHOM.sub("", role))
    first, last = head.split()[0], head.split()[-1]
    aliases = {role, head, first, last.rsplit("-", 1)[-1], *_SHORT.get(head, ())}
    aliases |= {word for word in _HEADS if first.endswith(word) or last.endswith(word)}
    aliases |= {body for body in _BODIES if role.endswith(body)}
    if head.endswith("medewerker"):
        team = head.removesuffix("medewerker").rstrip(" -")
        aliases |= {team, f"medewerker van het {team}"}
    if person.perspective == "ouder" and " " not in head:
        aliases.add("ouders")
    return {alias for alias in aliases if len(alias) > 1} - _TOO_BROAD


def _young(people: Sequence[Person]) -> dict[str, View]:
    """Return the words for the one jeugdige at the table; with two of them nobody knows which."""
    young = [person for person in people if person.perspective == "jeugdige"]
    if len(young) != 1:
        return {}
    view = View(young[0].role, young[0].perspective, young[0].group)
    return dict.fromkeys(("jongen", "meisje", "jongere", "jeugdige"), view)
