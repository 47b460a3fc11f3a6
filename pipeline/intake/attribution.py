"""The sentences of a verslag in; whose view each of them says it gives, or nobody's, out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.intake.aliases import View, aliases_of
from pipeline.intake.meta import Person

# Verbs that need what is said or thought: "dat", a colon, a quotation.
_SAY = (
    "zegt zei zeiden zeggen vertelt vertelde vertelden vertellen benadrukt benadrukte "
    "benadrukten meldt meldde meldden bekent bekende erkent erkende verwoordt verwoordde verzucht verzuchtte "
    "antwoordt antwoordde antwoordden reageert reageerde beaamt beaamde verklaart verklaarde concludeert "
    "concludeerde constateert constateerde klaagt klaagde waarschuwt waarschuwde"
)  # fmt: skip
# Verbs that are a view by themselves, whatever follows.
_FIND = (
    "vindt vond vonden vinden denkt dacht dachten denken meent meende meenden menen gelooft geloofde ervaart "
    "ervoer ervoeren ervaren betreurt betreurde betreurden hoopt hoopte hoopten wenst wenste twijfelt twijfelde "
    "vreest vreesde waardeert waardeerde waardeerden noemt noemde noemden noemen herkent herkende beschouwt "
    "beschouwde begrijpt begreep verwacht verwachtte verwachtten schrikt schrok baalt baalde mist miste misten"
)
_FEEL = (
    "voelt voelde voelden voelen herinnert herinnerde herinneren schaamt schaamde ergert ergerde realiseert "
    "realiseerde ervaart ervoer"
)
_SEPARABLE = (
    ("geeft gaf gaven geven", "aan"), ("merkt merkte merkten", "op"), ("legt legde legden", "uit"),
    ("licht lichtte lichtten", "toe"), ("vult vulde vulden", "aan"), ("voegt voegde voegden", "toe"),
    ("brengt bracht brachten", "naar voren"), ("spreekt sprak spraken", "uit"), ("kijkt keek keken", "tevreden terug"),
)  # fmt: skip
_SAID = "gezegd verteld aangegeven benadrukt gemeld opgemerkt toegelicht uitgelegd uitgesproken ervaren gemist"
_WHAT = (
    r"(?:dat|of|hoe|wat|waarom|waar|wie|dit|er|over|zelf|zich|desgevraagd|achteraf|later|nu|ook|daarop"
    r"|aan\s+tafel|eerlijk|al)"
)
_DETERMINER = (
    r"(?:(?:de|het|een|zijn|haar|hun|beide|die|deze|mijn|onze|alle)\s+)?"
    r"(?:(?:huidige|nieuwe|eerste|tweede|derde|vorige|vaste|toenmalige|oudste|jongste)\s+)?"
)
# What makes of "vond" a finding of things, of "zei" no statement.
_NO_VIEW = (
    r"(?!\s+(?:plaats\b|(?:later\s+|zelf\s+|toen\s+)*(?:een|geen)\s|(?:zelf\s*)?,\s|(?:zelf\s+)?(?:via|in)\s|daar\s|er\s"
    r"|(?:\w+\s+)?(?:niets|niks|weinig)\b|(?:\S+\s+){0,4}?mee\b|geen\s+woord|ja\b|nee\b|te\s|tegen\s))"
)
_OPENERS = (
    "achteraf later nu toen daarna daarover hierover daarbij hierbij ook zelf aan in op bij over tijdens na vooraf "
    "eerder inmiddels intussen aanvankelijk eigenlijk toch zo verder tot wel dat dit daarom het vooral pas gaandeweg "
    "soms ondertussen uiteindelijk terugkijkend positief moeilijk lastig prettig fijn jammer belangrijk"
)
_BETWEEN = r"(?:\s+(?:zelf|weer|ook|later|nu|vervolgens|daarover|hierover|daarop|tot\s+slot|aan\s+tafel|erover))?"
_RELATIVES = ("jeugdige", "ouder", "netwerk")
_FAMILY_OF = re.compile(r"\s+van\s", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a verslag with the number of the paragraph or item that it stands in."""

    text: str
    block: int


def attribute(sentences: Sequence[Sentence], people: Sequence[Person]) -> list[View | None]:
    """Return for each sentence whose view it says it gives, None where it does not say.

    By rule, and only where the words say so: "…", aldus moeder; volgens de mentor; vader vond dat;
    de jeugdige: "…"; a quotation of several sentences keeps its speaker until it closes. Two views
    in one sentence, or a word that several perspectives share, gives None. A pronoun is never
    resolved.
    """
    aliases = aliases_of(people)
    if not aliases:
        return [None] * len(sentences)
    rules = _rules(aliases)
    own = [_view_of(sentence.text, rules, aliases) for sentence in sentences]
    return _along_quotations(sentences, own)


@dataclass(frozen=True)
class _Rules:
    """The patterns for the participants of one table; every group that matches is an alias."""

    outright: re.Pattern[str]  # aldus moeder; "…", zei vader; de mentor: …
    clause: re.Pattern[str]  # moeder vond dat …; later zei vader dat …
    second: re.Pattern[str]  # …; de mentor vond …
    others: re.Pattern[str]  # every "volgens …", also of someone who is no participant


def _any(words: str) -> str:
    return "|".join(words.split())


def _rules(aliases: Mapping[str, View]) -> _Rules:
    """Return the patterns in which the aliases of one table are filled in."""
    names = sorted(aliases, key=len, reverse=True)
    who = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    one = rf"{_DETERMINER}({who})(?![\w-])(?!\s+\d)(?:\s+van\s+(?:(?:het|de|zijn|haar)\s+)?[\w-]+(?:\s+\d+)?)?"
    pairs = "|".join(
        rf"(?:{_any(verbs)})\b(?:\s+[\w']+){{0,4}}?\s+{particle}\b(?=\s+(?:dat|hoe|wat|of|waarom|waar)\b|\s*[,.:;]|\s*$)"
        for verbs, particle in _SEPARABLE
    )
    verb = (
        rf"(?:(?:{_any(_FIND)})\b{_NO_VIEW}|(?:{_any(_SAY)})\b{_NO_VIEW}(?=\s*[:,\"“‘]|\s+(?:\w+\s+)?{_WHAT}\b|\s*$)"
        rf"|(?:{_any(_FEEL)})\s+(?:er\s+)?zich\b|stel(?:t|de|den)\s+dat\b|{pairs}|wee?t\s+zeker\b"
        rf"|(?:heeft|had|hebben|hadden)\b(?:(?!\bniet\b|\bnooit\b)[^.;])" + r"{0,60}?"
        rf"\b(?:{_any(_SAID)})(?:\s+dat\b|\s*:))"
    )
    tags = rf"(?:vraagt|vroeg|{_any(_SAY)}|{_any(_FIND)}|{'|'.join(_any(verbs) for verbs, _ in _SEPARABLE)})"
    lead = r"(?:(?:maar|en|ook|want|alleen|zelfs)\s+)?"
    extra = r"(?:,\s[^,.;]{1,60},)?(?:\s+(?:zelf|ook|juist|daarentegen|nu|achteraf|inmiddels))?"
    flags = re.IGNORECASE
    return _Rules(
        outright=re.compile(
            rf"\b(?:aldus|volgens|naar\s+(?:het\s+)?(?:zeggen|idee|gevoel)\s+van"
            rf"|(?:in|naar)\s+de\s+(?:ogen|beleving|woorden)\s+van)\s+{one}"
            rf"|[\"”’,?!]\s*,?\s*(?:zo\s+)?(?:{tags})\s+(?:ook\s+|later\s+)?{one}"
            rf"|[\"”’,?!]\s*,?\s*(?:heeft|had)\s+{one}\s+(?:[\w']+\s+)?gezegd"
            rf"|^\W*{one}{_BETWEEN}\s*:\s",
            flags,
        ),
        clause=re.compile(
            rf"^\W*{lead}{one}{extra}\s+{verb}"
            rf"|^\W*{one}\s[^.;:\"“]{{1,80}}\s(?:en|maar)\s+(?:{_any(_FIND)})\s+(?:dat|het|hem|haar|ze|dit)\b"
            rf"|^\W*(?:{_any(_OPENERS)})\b[^.:;\"“]{{0,90}}?\b(?:(?:{_any(_FIND)})|(?:{_any(_SAY)}))\s+{one}{_NO_VIEW}",
            flags,
        ),
        second=re.compile(
            rf"(?:;|,\s*(?:maar|en|terwijl))\s+(?:{one}|(?:dat|dit)\s+(?:{_any(_FIND)})\s+{one}|(zij|hij)\s+(?:{_any(_FIND)}|{_any(_SAY)}))\b",
            flags,
        ),
        others=re.compile(r"\b(?:aldus|volgens)\s+(?=(?:de|het|een)\s|[A-Z])", flags),
    )


def _view_of(text: str, rules: _Rules, aliases: Mapping[str, View]) -> View | None:
    """Return whose view one sentence says it gives."""
    if text.rstrip().endswith("?") and not re.search(r"[\"“”:]", text):
        return None
    for rule in (rules.outright, rules.clause):
        meant = (_alias(found, aliases) for found in rule.finditer(text))
        hits = [view for view in meant if view]
        if not hits:
            continue
        if len({(view.perspective, view.group) for view in hits}) > 1:
            return None
        if rule is rules.outright and len(rules.others.findall(text)) > len(hits):
            return None
        return None if _contradicted(text, hits[0], rules, aliases) else hits[0]
    return None


def _alias(found: re.Match[str], aliases: Mapping[str, View]) -> View | None:
    """Return who is meant by the alias in a match; "de moeder van zijn vriendin" is nobody here."""
    for number, word in enumerate(found.groups(), start=1):
        if word:
            view = aliases.get(" ".join(word.casefold().split()))
            beyond = found.string[found.end(number) :]
            relative = view is not None and view.perspective in _RELATIVES
            return None if relative and _FAMILY_OF.match(beyond) else view
    return None


def _contradicted(text: str, view: View, rules: _Rules, aliases: Mapping[str, View]) -> bool:
    """Tell whether a second clause gives the floor to someone else."""
    for found in rules.second.finditer(text):
        words = [word.casefold() for word in found.groups() if word]
        other = aliases.get(" ".join(words[0].split())) if words else None
        if words and (other is None or other.perspective != view.perspective):
            return True
    return False


_OPEN, _CLOSE = "“„«", "”»"


def _open_after(text: str, *, before: bool) -> bool:
    """Tell whether a quotation is open at the end of `text`."""
    state = before
    for char in text:
        state = char in _OPEN or (
            state if char not in f'{_CLOSE}"' else (char == '"' and not state)
        )
    return state


def _along_quotations(
    sentences: Sequence[Sentence], own: Sequence[View | None]
) -> list[View | None]:
    """Carry a speaker along a quotation of several sentences, forward and back, within a block."""
    result = list(own)
    first, is_open = 0, False
    for index, sentence in enumerate(sentences):
        if index and sentence.block != sentences[index - 1].block:
            is_open = False
        if not is_open:
            first = index
        is_open = _open_after(sentence.text, before=is_open)
        said = [view for view in result[first : index + 1] if view]
        if index > first and len({view.perspective for view in said}) == 1:
            result[first : index + 1] = [said[0]] * (index + 1 - first)
    return result
