"""The sentences of a verslag in; the participant whose view each of them says it is, or nobody, out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.perspectives import normal_role
from pipeline.intake.meta import Person

_SAY = (
    "zegt zei zeiden zeggen vertelt vertelde vertelden vertellen benadrukt benadrukte benadrukten stelt stelde "
    "meldt meldde bekent bekende erkent erkende verwoordt verwoordde verzucht verzuchtte antwoordt antwoordde "
    "reageert reageerde beaamt beaamde verklaart verklaarde formuleert formuleerde concludeert concludeerde "
    "constateert constateerde klaagt klaagde waarschuwt waarschuwde vult voegde roept riep"
).split()
_FEEL = (
    "vindt vond vonden vinden denkt dacht dachten denken meent meende meenden gelooft geloofde ervaart ervoer "
    "ervoeren beleeft beleefde betreurt betreurde hoopt hoopte wenst wenste twijfelt twijfelde vreest vreesde "
    "mist miste waardeert waardeerde noemt noemde noemden noemen herkent herkende beschouwt beschouwde snapt "
    "snapte begrijpt begreep verwacht verwachtte schrok schrikt baalt baalde weet wist"
).split()
_REFLEXIVE = "voelt voelde voelden voelen herinnert herinnerde herinneren schaamt schaamde ergert ergerde realiseert realiseerde".split()
_PARTICIPLES = "gezegd verteld aangegeven benadrukt gemeld opgemerkt toegelicht uitgelegd uitgesproken ervaren beleefd gemist gevonden".split()
_SEPARABLE = {"geeft": "aan", "gaf": "aan", "gaven": "aan", "merkt": "op", "merkte": "op", "merkten": "op",
              "licht": "toe", "lichtte": "toe", "legt": "uit", "legde": "uit", "legden": "uit", "brengt": "in",
              "bracht": "in", "kijkt": "terug", "keek": "terug"}  # fmt: skip

_DETERMINER = r"(?:(?:de|het|een|zijn|haar|hun|beide|die|deze|mijn|onze|alle)\s+)?(?:(?:huidige|nieuwe|eerste|tweede|derde|vorige|vaste|toenmalige|andere|oudste|jongste)\s+)?"
_SPEECH = "|".join(_SAY)
_VIEW = "|".join([*_SAY, *_FEEL])
_TAG = "|".join([*_SAY, *_FEEL, *_SEPARABLE])
# What turns a verb of opinion into something else: "vond een baan", "zei niets", "wist de weg".
_NO_VIEW = (
    r"(?!\s+(?:plaats|een\s+(?:nieuwe?\s+)?(?:baan|plek|school|huis|woning|stage)|daar\s|er\s|niets\b|niks\b|weinig\b"
    r"|geen\s+woord|ja\b|nee\b|te\s|de\s+weg\b))"
)
_OPENERS = (
    "achteraf|later|nu|toen|daarna|daarover|hierover|daarbij|hierbij|ook|zelf|volgens|aan|in|op|bij|over|tijdens|na"
    "|vooraf|eerder|inmiddels|intussen|aanvankelijk|eigenlijk|toch|zo|verder|tot|wel|dat|dit|daarom|het|vooral|pas"
    "|gaandeweg|soms|ondertussen|uiteindelijk|terugkijkend|positief|moeilijk|lastig|prettig|fijn|jammer|belangrijk"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a verslag with the number of the paragraph or item that it stands in."""

    text: str
    block: int


def attribute(sentences: Sequence[Sentence], people: Sequence[Person]) -> list[Person | None]:
    """Return for each sentence the participant whose view it says it is, None where it says none.

    By rule, and only where the words say so: "…", aldus moeder; volgens de mentor; vader vond dat; de
    jeugdige: "…"; a quotation goes on with its speaker until it closes. Two views in one sentence,
    or a role that several perspectives share, gives None. A pronoun is never resolved.
    """
    aliases = aliases_of(people)
    if not aliases:
        return [None] * len(sentences)
    rules = _rules(aliases)
    own = [_speaker_of(sentence.text, rules, aliases) for sentence in sentences]
    return _along_quotations(sentences, own)


def aliases_of(people: Sequence[Person]) -> dict[str, Person]:
    """Return the words by which a verslag can mean each participant; words with two meanings go."""
    found: dict[str, dict[tuple[str, str], Person]] = {}
    for person in people:
        for alias in _aliases(person):
            found.setdefault(alias, {}).setdefault((person.perspective, person.group), person)
    young = [person for person in people if person.perspective == "jeugdige"]
    if len(young) == 1:
        for alias in ("jongen", "meisje", "jongere", "jeugdige"):
            found.setdefault(alias, {(young[0].perspective, young[0].group): young[0]})
    return {alias: next(iter(who.values())) for alias, who in found.items() if len(who) == 1}


def _aliases(person: Person) -> set[str]:
    """Return the words for one role: whole, without what follows the head, short and plural."""
    role = normal_role(person.role)
    if not role:
        return set()
    head = re.sub(r"\s(?:van|uit|bij|op|voor)\s.*", "", role)
    words = head.split()
    aliases = {role, head}
    if len(words) > 1:
        aliases.add(
            words[-1]
            if words[0] in ("jonge", "eerste", "derde", "huidige", "voormalig")
            else words[0]
        )
    if head.endswith("medewerker") and len(head) > len("medewerker"):
        team = head.removesuffix("medewerker").rstrip(" -")
        aliases |= {team, f"medewerker van het {team}"} if team else set()
    if person.perspective == "ouder":
        aliases |= {"ouders"}
    if head.endswith("verpleegkundige"):
        aliases.add("verpleegkundige")
    if head == "intern begeleider":
        aliases |= {"ib'er", "ib"}
    return {alias for alias in aliases if len(alias) > 1} - {
        "medewerker",
        "begeleider",
        "ambulant",
        "intern",
        "van",
    }


@dataclass(frozen=True)
class _Rules:
    tagged: re.Pattern[str]  # strongest: says outright whose words these are
    subject: re.Pattern[str]  # a participant as the subject of a verb of saying or finding
    inverted: re.Pattern[str]


def _rules(aliases: Mapping[str, Person]) -> _Rules:
    who = "|".join(
        re.escape(alias).replace(r"\ ", r"\s+") for alias in sorted(aliases, key=len, reverse=True)
    )
    one = rf"{_DETERMINER}(?P<{{name}}>{who})(?![\w-])(?:\s+van\s+(?:het|de)\s+\w+)?"
    a, b, c, d, e = (one.replace("{name}", name) for name in "abcde")
    flags = re.IGNORECASE
    separable = "|".join(_SEPARABLE)
    particle = "|".join(sorted(set(_SEPARABLE.values())))
    return _Rules(
        tagged=re.compile(
            rf"\b(?:aldus|volgens|naar\s+(?:het\s+)?(?:zeggen|idee|gevoel)\s+van|in\s+de\s+(?:ogen|beleving|woorden)\s+van)\s+{a}"
            rf"|[\"”’',?!]\s*(?:,\s*)?(?:zo\s+)?(?:{_TAG})\s+(?:ook\s+|later\s+)?{b}"
            rf"|^\W*{c}(?:\s+\w+){{0,3}}\s*:\s",
            flags,
        ),
        subject=re.compile(
            rf"^\W*(?:(?:maar|en|ook|want|alleen|zelfs)\s+)?{d}(?:,\s[^,]{{1,60}},)?(?:\s+zelf|\s+ook|\s+juist|\s+daarentegen)?\s+(?:"
            rf"(?:{_VIEW})\b{_NO_VIEW}|(?:{'|'.join(_REFLEXIVE)})\s+(?:zich|er\s+zich)\b"
            rf"|(?:{separable})\b[^.]*\b(?:{particle})\b|(?:heeft|had|hebben|hadden)\b[^.]{{0,80}}\b(?:{'|'.join(_PARTICIPLES)})\b)",
            flags,
        ),
        inverted=re.compile(
            rf"^\W*(?:{_OPENERS})\b[^.:\"]{{0,90}}?\b(?:{_VIEW}|{separable})\s+{e}", flags
        ),
    )


def _speaker_of(text: str, rules: _Rules, aliases: Mapping[str, Person]) -> Person | None:
    """Return whose view one sentence says it is."""
    if text.rstrip().endswith("?") and not re.search(r"[\"“”:]", text):
        return None
    for rule in (rules.tagged, rules.subject, rules.inverted):
        hits = [
            aliases[" ".join(word.casefold().split())]
            for found in rule.finditer(text)
            for word in found.groupdict().values()
            if word
        ]
        views = {(one.perspective, one.group) for one in hits}
        if len(views) > 1:
            return None
        if hits:
            return hits[0]
    return None


_OPEN, _CLOSE = "“„«", "”»"


def _depth(text: str, open_before: bool) -> bool:  # noqa: FBT001 (the state of a scan)
    """Tell whether a quotation is open after `text`."""
    state = open_before
    for char in text:
        if char in _OPEN:
            state = True
        elif char in _CLOSE:
            state = False
        elif char == '"':
            state = not state
    return state


def _along_quotations(
    sentences: Sequence[Sentence], own: Sequence[Person | None]
) -> list[Person | None]:
    """Carry a speaker along a quotation of several sentences, forward and back, within a block."""
    result = list(own)
    start, is_open = 0, False
    for index, sentence in enumerate(sentences):
        if index and sentence.block != sentences[index - 1].block:
            is_open = False
        begins = not is_open
        is_open = _depth(sentence.text, is_open)
        start = index if begins else start
        if index > start or not is_open:
            said = [one for one in result[start : index + 1] if one]
            if index > start and len({one.perspective for one in said}) == 1:
                result[start : index + 1] = [said[0]] * (index + 1 - start)
    return result
