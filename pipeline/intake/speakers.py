"""The labels of a transcript in; who of the table's participants each of them is out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.domain.perspectives import UNKNOWN, normal_role
from pipeline.intake.blocks import Block
from pipeline.intake.labels import label_key, only_a_label, without_article
from pipeline.intake.meta import Person, TableMeta
from pipeline.intake.turns import n_words

_ASIDE = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_CODE = re.compile(r"(?:.*[-_ ])?([a-z]{1,3})[ _-]?0*(\d+)", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s(?:van|uit|bij|op|voor|namens|met)\s.*")
# Within a family a part of a word is another person: "moeder" is not "schoonmoeder".
_FAMILY = re.compile(
    r"\w*(?:moeder|vader|ouders?|opvoeder|broer|zus|zoon|dochter|kind|jongere|jeugdige|oma|opa|pake|beppe"
    r"|oom|tante|neef|nicht|buurvrouw|buurman|vriend|vriendin|mem|heit)"
)
_SHORTEST_PART = 5  # letters


@dataclass(frozen=True)
class Voice:
    """Who speaks: a participant, or a label of which at most the perspective is known."""

    speaker: str  # a participant's code, else the label as it stood
    role: str
    perspective: str
    group: str
    known: bool  # False: nobody at the table could be tied to the label
    single: bool = False  # the label is one participant's


Resolve = Callable[[str], Voice]


def unknown_voice(label: str) -> Voice:
    """Return the voice of someone of whom nothing is known: never guessed."""
    return Voice(label, "", UNKNOWN, "overig", known=False)


def resolver(meta: TableMeta) -> Resolve:
    """Return the function that ties a label to a participant of this table.

    In this order: the table's own `sprekers`, a participant's code, the whole role, the role without
    aside or number, the role's own first or last part ("leerkracht" for "leerkracht groep 5"). Where
    several participants fit and all share a perspective, the label keeps that; else it is unknown.
    """
    own = {label_key(label): code for label, code in meta.speakers.items()}
    by_code = {person.code: person for person in meta.people}

    def resolve(label: str) -> Voice:
        key = label_key(label)
        bare = label_key(_ASIDE.sub(" ", label))
        for name in (key, bare):
            if name in own:
                person = by_code.get(own[name])
                return _voice(label, [person]) if person else unknown_voice(label)
        for fits in (_by_code, _by_role, _by_bare_role, _by_part):
            found = fits(without_article(label), meta.people)
            if found:
                return _voice(label, found)
        return unknown_voice(label)

    return resolve


def knows_label(label: str, meta: TableMeta, resolve: Resolve) -> bool:
    """Tell whether a label is a participant's, or stands in `sprekers` even if for nobody."""
    return resolve(label).known or label_key(label) in {label_key(own) for own in meta.speakers}


def _voice(label: str, people: Sequence[Person]) -> Voice:
    """Return the one participant, or what several of them have in common."""
    first = people[0]
    if len(people) == 1:
        return Voice(
            first.code, first.role, first.perspective, first.group, known=True, single=True
        )
    if len({(one.perspective, one.group) for one in people}) == 1:
        return Voice(
            label, normal_role(without_article(label)), first.perspective, first.group, known=True
        )
    return unknown_voice(label)


def _codes_in(label: str) -> list[tuple[str, int]]:
    """Return the codes that a label can hold, as letters and number: "P02 (moeder)" has P 2."""
    aside = _ASIDE.search(label)
    parts = [_ASIDE.sub(" ", label).strip(), aside[1].strip() if aside else ""]
    words = parts[0].split()
    parts += [words[0], words[-1]] if words else []
    found = [_CODE.fullmatch(part) for part in parts]
    return [(match[1].casefold(), int(match[2])) for match in found if match and len(match[2]) <= 9]


def _by_code(label: str, people: Sequence[Person]) -> list[Person]:
    codes = {(label_key(person.code)): person for person in people}
    if label_key(label) in codes:
        return [codes[label_key(label)]]
    wanted = _codes_in(label)
    matches = {person.code: _CODE.fullmatch(person.code) for person in people}
    return [
        person
        for person in people
        for match in [matches[person.code]]
        if match and len(match[2]) <= 9 and (match[1].casefold(), int(match[2])) in wanted
    ][:1]


def _by_role(label: str, people: Sequence[Person]) -> list[Person]:
    key = label_key(label)
    return [person for person in people if label_key(person.role) == key] or [
        person for person in people if label_key(_ASIDE.sub(" ", person.role)) == key
    ]


def _by_bare_role(label: str, people: Sequence[Person]) -> list[Person]:
    """Return who has the label's role; a number in the label ("moeder 3") must be there too."""
    numbered = re.search(r"\d+$", label_key(_ASIDE.sub(" ", label)))
    bare = normal_role(label)
    same = [person for person in people if person.role and normal_role(person.role) == bare]
    if numbered and any(
        re.search(r"\s\d+$", label_key(_ASIDE.sub(" ", person.role))) for person in same
    ):
        return [
            one
            for one in same
            if label_key(_ASIDE.sub(" ", one.role)) == label_key(_ASIDE.sub(" ", label))
        ]
    return same


def _by_part(label: str, people: Sequence[Person]) -> list[Person]:
    """Return who has a role of which the label is a part that names the same work."""
    bare = normal_role(label)
    if not bare or any(normal_role(person.role) == bare for person in people):
        return []  # "jeugdhulpverlener 3" is neither the first nor the second
    return [person for person in people if person.role and _is_part(bare, person.role)]


def _is_part(bare: str, role: str) -> bool:
    whole = normal_role(role)
    head = _OF_WHOM.sub("", whole)
    if bare == head or whole.startswith(f"{bare} ") or bare.startswith(f"{whole} "):
        return True
    if _abbreviates(bare, whole):
        return True
    if _FAMILY.fullmatch(bare) or len(bare) < _SHORTEST_PART or " " in bare:
        return False
    words = head.replace("-", " ").split()
    return bare in words or any(word.startswith(bare) or word.endswith(bare) for word in words)


def _abbreviates(bare: str, whole: str) -> bool:
    """Tell whether `bare` is the first letters of the words of `whole`: "ib", "zc" and the like."""
    words = re.split(r"[\s-]+", whole)
    return (
        1 < len(bare) <= 4 and len(words) > 1 and bare == "".join(word[0] for word in words if word)
    )


def met_rows(
    text: str, blocks: Sequence[Block], table_id: str, document: str, resolve: Resolve
) -> list[dict[str, Any]]:
    """Return one row of MetSpeakers per label of a document, in order of first turn."""
    turns: dict[str, list[Block]] = {}
    for block in blocks:
        if block.label:
            turns.setdefault(block.label, []).append(block)
    rows = []
    for label, own in turns.items():
        voice = resolve(label)
        rows.append(
            {
                "table_id": table_id,
                "document": document,
                "label": label,
                "n_turns": len(own),
                "n_words": sum(n_words(text[block.start : block.end]) for block in own),
                "participant": voice.speaker if voice.single else "",
                "role": voice.role,
                "perspective": voice.perspective,
                "known": voice.known,
                "may_be_name": not voice.known and may_be_name(label),
            }
        )
    return rows


def may_be_name(label: str) -> bool:
    """Tell whether a label that fits nobody looks like a person's name: every word has a capital."""
    if only_a_label(label):
        return False
    words = [word for word in _ASIDE.sub(" ", label).split() if word.casefold() not in _PARTICLES]
    return bool(words) and all(word[:1].isupper() for word in words)


_PARTICLES = frozenset(
    ("van", "de", "der", "den", "het", "ten", "ter", "te", "el", "al", "'t", "van't")
)
