"""The words of a text in; names of persons and places in it out, by capitals, lists and what stands beside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pipeline.intake.privacy.findings import BLANK, Finding, finding
from pipeline.intake.privacy.lists import (
    Places,
    everyday_words,
    family_names,
    given_names,
    known_capitals,
)
from pipeline.intake.privacy.words import Words, bare, is_common_word

# Behind these a capital is a name, whatever the word.
_TITLES = frozenset(
    "mevrouw mevr mw mej meneer mijnheer dhr heer hr juf juffrouw meester dokter dr drs ds dominee prof professor mr ir "
    "tante oom opa oma pake beppe omke muoike heit mem familie fam buurvrouw buurman mefrou menear".split()
)
_KIN = frozenset(
    "zoon dochter zoontje dochtertje broer broertje broers zus zusje zussen neef neefje nicht nichtje vriend vriendin vriendje "
    "vriendinnetje partner man vrouw jongen meisje kind jeugdige jongere moeder vader stiefvader stiefmoeder stiefbroer pleegzoon "
    "pleegdochter pleegmoeder pleegvader collega begeleider begeleidster gezinsbegeleider gezinsvoogd voogd mentor docent leraar "
    "lerares leerkracht psycholoog psychiater orthopedagoog gedragswetenschapper huisarts jeugdarts kinderarts coach tolk wethouder "
    "wijkcoach consulent hulpverlener hulpverleenster jongerenwerker conciërge directeur gezin jonge famke soan dochter broer suster".split()
)
_CALLED = frozenset("heet heette heten hiet genaamd geheten hjit hjitte neamd bijgenaamd".split())
_GREETINGS = frozenset(
    "beste lieve hoi hallo hai dag groetjes groeten groet aldus volgens neffens bêste leave".split()
)
_PERSON_VERBS = frozenset(
    "zei zegt zeggen vond vindt vertelde vertelt belde belt mailde mailt appte appt vroeg vraagt woont woonde dacht denkt wist weet "
    "huilde lachte knikte zweeg schreef antwoordde reageerde herkende herkent noemde vertrok begreep begrijpt snapte snapt wenne "
    "sei seit fûn fynt fertelde fertelt frege freget bellet tocht tinkt wit".split()
)
_VERBS = frozenset(
    "is was heeft had gaat ging kan kon wil wilde moet moest komt kwam doet deed wordt werd ziet zag geeft gaf zou zal zit zat staat "
    "stond en of ook zelf bleef blijft kreeg krijgt neemt nam bracht liep loopt uit van stelt stelde legt legde".split()
)
_PARTICLES = frozenset(
    "van de der den ter ten te het 't in op aan bij uit voor la le du von zu el al ben ait aït bou abu ibn bin oulad ould da dos di"
    .split()
)  # fmt: skip
_LEADING = frozenset(
    "van de den der ter ten te el al ben ait aït bou abu ibn bin oulad ould in op von".split()
)
_ARABIC = frozenset("el ait aït bou abu ibn bin oulad ould ben".split())
_LONG_PARTICLES = re.compile(
    r"(?:van|in|op|aan|bij|uit|voor)\s(?:der|den|de|het|'t|ter|ten)\s$|(?:de la|von der)\s$",
    re.IGNORECASE,
)
_SURE_PARTICLES = re.compile(r"(?:van|op)\s(?:der|den|'t|ter|ten)\s$", re.IGNORECASE)
_SHORT_PARTICLE = re.compile(
    r"(?<![\w])(?:de|den|der|ter|ten|te|el|al|ben|ait|bou|'t)\s$", re.IGNORECASE
)
_TO_PLACE = frozenset(
    "in uit naar te vanuit nabij gemeente dorp stad regio plaats richting omgeving buiten yn út nei by doarp stêd rond".split()
)
_ARTICLES = frozenset(
    "de het een deze die dit dat onze ons hun mijn zijn haar jouw uw elke iedere geen it in dy ús".split()
)
_FAMILY_ENDS = re.compile(
    r"\w{3,}(?:stra|sma|inga|enga|insma|ema|ighe|oğlu|oglu|ski|ska|wicz|czyk|enko)"
)
_NO_FAMILY = frozenset(
    "schema thema probleem plasma charisma prisma problema extra orkestra emblema telefoonschema jaarthema lesthema miasma "
    "dagschema weekschema familieschema lesschema themas hoofdthema subthema tema skema probleema".split()
)
_ROLE_ENDS = re.compile(
    r"\w*(?:medewerk(?:er|ster)|begeleid(?:er|ster)|verlen(?:er|ster)|consulent\w*|werk(?:er|ster)|leerkracht|arts|psycholoog|therapeut"
    r"|ambtenaar|coach|moeder|vader|ouders?|voogd|regisseur|manager|adviseur|ondersteuner|deskundige|verpleegkundige|pedagoog|leider"
    r"|assistent\w*|docent|directeur|bestuurder|onderzoeker|wetenschapper|jeugdigen?|jongeren?|begelieder|team|zorg|hulp|wet|school|dag"
    r"|stiens|trainer|officier|rechter|raad|netwerk|centrum|overleg|plan|project|traject|gesprek|ing|heid|teit|isme|schap|tie)"
)
_LABEL = re.compile(
    r"(?m)^[ \t]*(?:[-*•>][ \t]+)?(?P<stamp>[\[(<]?\s*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[^\n\w]{0,6}"
    r"(?:(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[^\n\w]{0,4})?)?[*_]{0,2}(?P<label>[^\W\d_][^:\n\[\]<>|]{0,40}?)[*_]{0,2}[ \t]*"
    r"(?:\([^)\n]{0,40}\))?[*_]{0,2}[ \t]*:(?=\s|\*|$)|<v[ .][^<>\n]{0,12}?\s?(?P<voice>[^<>\n]{1,60})>"
)
_GENERIC = re.compile(
    r"(?:p|d|s|i|v|m|t|r|dt)\d*|spreker|speaker|sprecher|deelnemer|respondent|persoon|gast|stem|participant|interviewer|onbekend|unknown"
)
_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Z]\.[ -]?){1,4}(?:(?:van|de|der|den|ter|ten|te|'t|el|la)\s+){0,3}([^\W\d_a-zà-ÿ][^\W\d_]+(?:-[^\W\d_]+)*)"
)
_MOST_WORDS = 6  # of one name


@dataclass(frozen=True)
class NameLists:
    """What the checks on names may know of this study."""

    places: Places
    roles: frozenset[str]  # words that stand for a role in this study, folded
    tags: Mapping[int, str]  # offset of a word to its part of speech, where a language model told


def find_names(words: Words, lists: NameLists) -> Iterator[Finding]:
    """Give the names of persons and places among `words`."""
    yield from _labels(words, lists)
    yield from _initials(words, lists)
    index = 0
    while index < len(words.forms):
        form = words.forms[index]
        if form[0].isupper():
            index = max(index + 1, (yield from _capital(words, index, lists)))
        else:
            yield from _lower(words, index, lists)
            index += 1


def _capital(words: Words, index: int, lists: NameLists) -> Iterator[Finding]:
    """Give the name that begins at a word with a capital, and return the word to go on with."""
    evidence = _place_evidence(words, index, lists)
    if evidence:
        yield finding(words.starts[index], words.ends[index], "plaats", evidence)
        return index + 1
    evidence = _person_evidence(words, index, lists)
    if not evidence:
        return index + 1
    last = _last_word(words, index, lists)
    if (
        evidence == _UNEXPECTED
        and index
        and words.forms[index - 1].casefold() in _TO_PLACE
        and last == index
    ):
        yield finding(
            words.starts[index], words.ends[index], "plaats", "hoofdletter na een woord van plaats"
        )
        return index + 1
    start = _with_particles(words, index, sure=evidence != _UNEXPECTED)
    yield finding(start, _name_end(words, last), "persoonsnaam", evidence)
    return last + 1


_UNEXPECTED = "hoofdletter binnen de zin"


def _person_evidence(words: Words, index: int, lists: NameLists) -> str:
    """Return which check takes the capital at `index` for the start of a person's name, "" for none."""
    form, folded = words.forms[index], bare(words.forms[index])
    if folded in lists.roles or len(form) < 2:
        return ""
    particle = _particle_name(words, index, lists)
    if particle is not None:
        return particle
    before = words.forms[index - 1].casefold() if words.joined(index) else ""
    titled = before in _TITLES and not words.opens[index]
    if (
        titled
        and not _is_role(folded, lists)
        and not (form.isupper() and len(form) > 3 and not _listed(folded))
    ):
        return "hoofdletter na een aanspreking"
    if re.sub(r"['’]s?$", "", form).isupper() and not (
        len(form) > 3 and _is_given(folded) and folded not in everyday_words()
    ):
        return ""
    clue = _has_clue(words, index, lists, before)
    if folded in known_capitals():
        return "naam uit de lijst, met een aanwijzing" if _listed(folded) and clue else ""
    if _listed(folded):
        return _listed_evidence(words, index, folded, clue=clue)
    return _unlisted_evidence(words, index, lists, before)


def _listed_evidence(words: Words, index: int, folded: str, *, clue: bool) -> str:
    """Return why a name of the lists counts here: not when it opens a sentence as an everyday word."""
    source = "voornaam uit de lijst" if _is_given(folded) else "achternaam uit de lijst"
    everyday = folded in everyday_words()
    if not everyday:
        return source
    if words.opens[index]:
        return f"{source}, met een aanwijzing" if clue else ""
    before = words.forms[index - 1].casefold() if index else ""
    noun = (
        before in _ARTICLES
        and not clue
        and (folded in words.lower or (words.opens[index - 1] and not _acts(words, index)))
    )  # "De Jong volwassenen": an adjective
    return "" if noun else source


def _unlisted_evidence(words: Words, index: int, lists: NameLists, before: str) -> str:
    """Return why a capital counts that no list knows: it stands where Dutch writes none."""
    form, folded = words.forms[index], bare(words.forms[index])
    if _FAMILY_ENDS.fullmatch(folded) and folded not in _NO_FAMILY and not is_common_word(folded):
        return "uitgang van een achternaam"
    if (
        folded.endswith("s")
        and _is_given(folded[:-1])
        and folded[:-1] not in everyday_words()
        and not is_common_word(folded)
    ):
        return "voornaam uit de lijst, in de bezitsvorm"
    if before in _CALLED and not _is_role(folded, lists):
        return "hoofdletter na een woord voor heten"
    if words.opens[index]:
        tagged = lists.tags.get(words.starts[index]) == "PROPN"
        strange = tagged and not _ordinary(words, folded, lists)
        return "eigennaam volgens het taalmodel" if strange else ""
    if "-" in form and form.split("-")[0].isupper():
        return ""  # "NAH-begeleider"
    if (
        form[1:].lower() != form[1:]
        and not re.search(r"[-'’]", form)
        and not form.startswith(("Mc", "IJ"))
    ):
        return ""  # "ZonMw", "mbo'er": a made-up spelling is a brand
    return "" if _ordinary(words, folded, lists) else _UNEXPECTED


def _ordinary(words: Words, folded: str, lists: NameLists) -> bool:
    """Tell whether a capital may stand on a word that points to nobody."""
    parts = [part for part in re.split(r"[-'’]", folded) if part]
    return (
        folded in words.lower
        or folded in known_capitals()
        or any(folded[:cut] in known_capitals() for cut in range(6, len(folded)))
        or _is_role(folded, lists)
        or any(part in known_capitals() for part in parts[:1] if len(parts) > 1)
        or (
            len(parts) > 1
            and all(
                part in known_capitals() or len(part) < 4 or is_common_word(part) for part in parts
            )
        )
        or is_common_word(folded)
    )


def _particle_name(words: Words, index: int, lists: NameLists) -> str | None:
    """Return why "De Vries", "Van den Berg" or "El Amrani" is a name; None when `index` is no particle."""
    folded = words.forms[index].casefold()
    if folded not in _LEADING or words.forms[index].isupper() and len(folded) > 2:
        return None
    position = index + 1
    while (
        position < len(words.forms)
        and words.joined(position)
        and words.forms[position].casefold() in _PARTICLES
        and words.forms[position].islower()
    ):
        position += 1
    if (
        position >= len(words.forms)
        or not words.joined(position)
        or not words.forms[position][0].isupper()
    ):
        return None if folded in given_names() else ""
    name = bare(words.forms[position])
    if words.forms[position].isupper() or name in known_capitals() | lists.roles:
        return None if folded in given_names() else ""
    if name in family_names() or _FAMILY_ENDS.fullmatch(name) and name not in _NO_FAMILY:
        noun = words.opens[index] and name in everyday_words() and not _acts(words, position)
        return "" if noun else "tussenvoegsel en achternaam"
    if name in given_names():
        return "tussenvoegsel en naam" if folded in _ARABIC else ""
    before = words.forms[index - 1].casefold() if words.joined(index) else ""
    strange = not _ordinary(words, name, lists)
    if folded in _ARABIC and folded != "ben" and strange:
        return "tussenvoegsel en achternaam"
    if strange and (before in _TITLES or not words.opens[index] or position > index + 1):
        return "tussenvoegsel en hoofdletter"
    return ""


def _acts(words: Words, position: int) -> bool:
    """Tell whether what follows fits a person: a verb, "en", a mark; not the noun of an adjective."""
    if not words.joined(position + 1):
        return True
    following = words.forms[position + 1]
    return following in _PERSON_VERBS | _VERBS or following[0].isupper()


def _has_clue(words: Words, index: int, lists: NameLists, before: str) -> bool:
    """Tell whether something beside a name that is also a word says that a person is meant."""
    if before in _TITLES or before in _CALLED:
        return True
    if before in _KIN | _GREETINGS and not words.opens[index]:
        return True
    if not words.joined(index + 1):
        return False
    following = words.forms[index + 1]
    if following.casefold() in _PERSON_VERBS and following.islower():
        return True
    last = _last_word(words, index, lists)
    if not words.opens[index]:
        return last > index
    return any(
        bare(form) in family_names() for form in words.forms[index + 1 : last + 1]
    )  # "Wil Sanne ook"


def _last_word(words: Words, index: int, lists: NameLists) -> int:
    """Return the last word of the name that begins at `index`: given names, particles, family name."""
    last, position = index, index + 1
    if words.forms[index].endswith(("'s", "’s")):
        return index
    while position < len(words.forms) and position - index < _MOST_WORDS and words.joined(position):
        form, folded = words.forms[position], bare(words.forms[position])
        if words.gap(position) not in (" ", "\u00a0") and len(words.forms[position - 1]) > 1:
            break
        if folded in _PARTICLES:
            position += 1
            continue
        initial = (
            len(form) == 1
            and form.isupper()
            and words.text[words.ends[position] : words.ends[position] + 1] == "."
        )
        if (
            not form[0].isupper()
            or (len(form) == 1 and not initial)
            or not (initial or _may_follow(words, folded, lists))
        ):
            break
        last = position
        position += 1
    return last


def _may_follow(words: Words, folded: str, lists: NameLists) -> bool:
    """Tell whether a capital behind a name belongs to it."""
    if folded in lists.roles:
        return False
    if _listed(folded):
        return True
    return not (words.forms and _ordinary(words, folded, lists))


def _with_particles(words: Words, index: int, *, sure: bool) -> int:
    """Return where a name starts, with the particles before it: "van der Meer", not "van Sanne".

    Before a word that is not `sure` to be a name "van de" is most often just that.
    """
    start = words.starts[index]
    folded = bare(words.forms[index])
    if _is_given(folded) and folded not in family_names():
        return start
    before = words.text[max(0, start - 12) : start]
    for pattern in (_LONG_PARTICLES, _SHORT_PARTICLE) if sure else (_SURE_PARTICLES,):
        hit = pattern.search(before)
        if hit and (hit.start() == 0 or not before[hit.start() - 1].isalnum()):
            return start - len(before) + hit.start()
    return start


def _name_end(words: Words, last: int) -> int:
    """Return the end of a name without the mark of a possessive."""
    form = words.forms[last]
    return words.ends[last] - (len(form) - len(re.sub(r"['’ʼ]s?$", "", form)))


def _place_evidence(words: Words, index: int, lists: NameLists) -> str:
    """Return why the capital at `index` is a place, "" when it is none."""
    form, folded = words.forms[index], bare(words.forms[index])
    before = words.forms[index - 1].casefold() if words.joined(index) else ""
    if before in _TITLES or folded in lists.roles or (form.isupper() and len(form) < 4):
        return ""
    if before in _TO_PLACE and folded in lists.places.doubtful and not words.opens[index]:
        following = words.forms[index + 1] if words.joined(index + 1) else ""
        return (
            ""
            if following and following[0].isupper() and _listed(bare(following))
            else "plaats uit de lijst"
        )
    if folded in lists.places.plain:
        return "plaats uit de lijst"
    for ending in ("se", "ster", "er", "ers"):
        if (
            folded.endswith(ending)
            and folded.removesuffix(ending) in lists.places.plain
            and not is_common_word(folded)
        ):
            return "afgeleid van een plaats uit de lijst"
    return ""


def _lower(words: Words, index: int, lists: NameLists) -> Iterator[Finding]:
    """Give a name that was written without a capital: only one that is no Dutch word."""
    folded = bare(words.forms[index])
    if len(folded) < 3:
        return
    before = words.forms[index - 1].casefold() if words.joined(index) else ""
    if folded in given_names() and folded not in lists.roles:
        called = before in _CALLED or before in ("juf", "meester", "mevrouw", "meneer")
        sure = len(folded) > 3 and folded not in everyday_words() and not is_common_word(folded)
        if (sure and folded not in known_capitals()) or (called and folded not in everyday_words()):
            yield finding(
                words.starts[index],
                _name_end(words, index),
                "persoonsnaam",
                "voornaam zonder hoofdletter",
            )
    elif (
        before in _TO_PLACE
        and folded in lists.places.plain
        and len(folded) > 3
        and not is_common_word(folded)
    ):
        yield finding(words.starts[index], words.ends[index], "plaats", "plaats zonder hoofdletter")


def _labels(words: Words, lists: NameLists) -> Iterator[Finding]:
    """Give speaker labels that look like a real name."""
    for hit in _LABEL.finditer(words.text):
        group = "voice" if hit["voice"] else "label"
        label = hit[group].strip()
        parts = [bare(part) for part in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", label)]
        if (
            not parts
            or label.casefold() in lists.roles
            or BLANK in label
            or len(parts) > _MOST_WORDS
        ):
            continue
        plain = [part for part in parts if part not in _PARTICLES and part not in _TITLES]
        sure = bool(hit["stamp"] or hit["voice"])
        named = [part for part in plain if _listed(part) and part not in known_capitals()]
        firm = [part for part in named if part not in everyday_words()]
        strange = [
            part
            for part in plain
            if not _GENERIC.fullmatch(part) and not _ordinary(words, part, lists)
        ]
        few = len(plain) == len(named)
        if (
            firm
            or (named and few and (sure or len(plain) <= 2))
            or (sure and strange and len(strange) == len(plain))
        ):
            yield finding(
                hit.start(group),
                hit.start(group) + len(hit[group].rstrip()),
                "persoonsnaam",
                "naam als sprekerslabel",
            )


def _initials(words: Words, lists: NameLists) -> Iterator[Finding]:
    """Give initials with a family name: "J. de Boer"."""
    for hit in _INITIALS.finditer(words.text):
        folded = bare(hit[1])
        if folded in family_names() or not _ordinary(words, folded, lists):
            yield finding(hit.start(), hit.end(), "persoonsnaam", "voorletters met een naam")


def find_long_places(text: str, places: Places) -> Iterator[Finding]:
    """Give places whose name has more words: "De Westereen", "Alphen aan den Rijn"."""
    for phrase in places.phrases:
        start = text.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            if not text[end : end + 1].isalpha() and not text[max(0, start - 1) : start].isalpha():
                yield finding(start, end, "plaats", "plaats uit de lijst")
            start = text.find(phrase, end)


def _is_role(folded: str, lists: NameLists) -> bool:
    return (
        folded in lists.roles
        or folded in known_capitals()
        or _ROLE_ENDS.fullmatch(folded) is not None
    )


def _is_given(folded: str) -> bool:
    """Tell whether a word, or each part of a double name, is a given name."""
    names = given_names()
    return folded in names or ("-" in folded and all(part in names for part in folded.split("-")))


def _listed(folded: str) -> bool:
    """Tell whether a word, or a part of a double name, is on a list of names."""
    families = family_names()
    return (
        _is_given(folded)
        or folded in families
        or any(part in families for part in folded.split("-")[1:])
    )


def roles_of(roles: Collection[str]) -> frozenset[str]:
    """Return roles and the words in them, folded: "jeugdhulpverlener 1" gives "jeugdhulpverlener"."""
    whole = {role.casefold().strip() for role in roles}
    return frozenset(
        whole | {word for role in whole for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", role)}
    )
