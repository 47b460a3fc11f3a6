"""A text in; names of schools and organisations in it out, and the names that a study listed itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from pipeline.intake.privacy.findings import Finding, finding
from pipeline.intake.privacy.lists import clues, given_names, known_capitals
from pipeline.intake.privacy.words import is_common_word, opens_sentence

_CAP = r"[^\W\d_a-zà-ÿ][\w'’.&-]{0,39}(?<![.'’])"
_ARTICLE = (
    r"(?:[Dd]e|[Hh]et|[Ii]t|['’]t|[Oo]p|[Ii]n|[Vv]an|[Dd]er|[Dd]en|[Aa]an|[Ll]a|[Ee]n|[Oo]nder"
    r"|[Ff]an|&)"
)
_NAME = rf"((?:{_ARTICLE}[ ]){{0,3}}{_CAP}(?:[ ](?:{_ARTICLE}[ ]){{0,3}}{_CAP}){{0,3}})"
_SCHOOL_WORDS = (
    r"(?:(?:[Oo]penbare|[Cc]hristelijke|[Kk]atholieke|[Ii]slamitische|[Ss]peciale|[Vv]rije"
    r"|[Ii]epenbiere)\s)?"
    r"(?:[Bb]asisschool|[Bb]asisskoalle|[Ss]choo?l|[Ss]koalle|obs|OBS|cbs|CBS|kbs|KBS|rkbs|RKBS"
    r"|pcbs|PCBS|pcb|PCB|ods|ODS|gbs|GBS|icbs|sbo|SBO|vso|VSO"
    r"|pro|so|SO|[Dd]alton(?:school)?|[Mm]ontessori(?:school)?|[Jj]enaplan(?:school)?"
    r"|[Pp]raktijkschool|[Ss]cholengemeenschap|OSG|CSG|RSG|KSG|SG"
    r"|csg|osg|rsg|sg|[Cc]ollege|[Ll]yceum|[Gg]ymnasium|[Mm]avo|ROC|roc|AOC|aoc|MBO|mbo"
    r"|[Hh]ogeschool|[Uu]niversiteit|[Kk]inderdagverblijf|KDV|kdv"
    r"|BSO|bso|[Kk]inderopvang|[Pp]euterspeelzaal|[Pp]euteropvang|[Cc]rèche"
    r"|[Ii]ntegraal [Kk]indcentrum|IKC|ikc|[Kk]indcentrum|MFC)"
)
_SCHOOL_BEFORE = re.compile(rf"(?<!\w){_SCHOOL_WORDS}[ ]['\"‘“]?{_NAME}")
_SCHOOL_BEHIND = re.compile(
    rf"(?<![\w-])((?:{_CAP}[ ](?:{_ARTICLE}[ ]){{0,3}}){{1,3}})(?:[Cc]ollege|[Ll]yceum|[Gg]ymnasium|School"
    rf"|Skoalle|Mavo|Academie)(?!\w)"
)
_SCHOOL_WORD = re.compile(
    r"(?<![\w-])([^\W\d_a-zà-ÿ][\w-]*[^\W_-](?:college|lyceum|gymnasium|skoalle|hogeschool"
    r"|daltonschool|mavo))(?!\w)"
    r"|(?<![\w-])((?:Piter Jelles|Bornego|Liudger|Burgum?er ?Daam|Aeres|Firda|Friesland College"
    r"|Friese Poort|Terra|Stellingwerf|Vonk|Linde College))(?!\w)"
)
_ORG_WORDS = (
    r"(?:[Ss]tichting|[Vv]ereniging|GGZ|ggz|GGD|GGz|Ggz|[Zz]orggroep|[Zz]orgboerderij|[Jj]eugdhulp"
    r"|[Jj]eugdzorg|[Jj]eugdbescherming|[Ww]oningcorporatie"
    r"|[Hh]uisartsenpraktijk|[Pp]raktijk|[Mm]anege|[Zz]iekenhuis|[Kk]liniek|[Bb]ehandelcentrum"
    r"|[Bb]uurthuis|[Dd]orpshuis|[Jj]ongerencentrum|[Mm]oskee|[Kk]erk"
    r"|[Gg]ezinshuis|[Ww]oongroep|[Ll]eefgroep|[Ll]ogeerhuis|[Ss]portclub|[Vv]oetbalclub"
    r"|[Vv]oetbalvereniging|[Gg]ymvereniging|[Ss]couting|[Tt]eam|[Ww]ijkteam"
    r"|[Gg]ebiedsteam|[Bb]uurtteam|[Aa]dvocatenkantoor|[Bb]ewindvoering|vv|VV|v\.v\.|sc|SC|s\.c\."
    r"|[Ff]ysiotherapie|[Aa]potheek|[Rr]evalidatie(?:centrum)?|[Uu]mcg?|UMCG?|MCL|AZC|azc)"
)
_ORG_BEFORE = re.compile(rf"(?<!\w){_ORG_WORDS}[ ]['\"‘“]?{_NAME}")
_ORG_BEHIND = re.compile(
    rf"(?<![\w-])((?:{_CAP}[ ]){{1,3}})(?:Zorg|Jeugdzorg|Jeugdhulp|Begeleiding|Welzijn|B\.?V\.?"
    rf"|N\.?V\.?|Bewindvoering|Coaching|GGZ)(?!\w)"
)
_ORG_WORD = re.compile(
    r"(?<![\w-])([^\W\d_a-zà-ÿ][^\W\d_]{2,}(?:zorggroep|welzijn|jeugdzorg|jeugdhulp|kliniek"
    r"|ziekenhuis|praktijk|zorg|wonen|hiem))(?!\w)"
    r"|(?<!\w)((?:Jeugdhulp Friesland|Kenter|Accare|Karakter|Reik|Sinne|Elker|Yorneo|Molendrift"
    r"|Ambiq|Amaryllis|Carins|Fier|Lentis|Dimence|Parlan|Levvel"
    r"|Spirit|Youké|Pluryn|Entrea|Trajectum|Talant|Philadelphia|JP van den Bent|Leger des Heils"
    r"|Tjallinga ?Hiem|Ipse|Cosis|Kinnik|Verslavingszorg Noord[- ]?Nederland))(?!\w)"
)
# What stands behind such a word without naming one: "School vindt", "Stichting en gemeente", "Team Jeugd".
_NO_NAME = clues("geen naam")


def find_institutions(text: str, own_names: Collection[str]) -> Iterator[Finding]:
    """Give names of schools and organisations; `own_names` are those a study listed, in any case."""
    for pattern, kind, evidence in (
        (_SCHOOL_BEFORE, "school", "naam achter een woord voor school"),
        (_SCHOOL_BEHIND, "school", "naam voor een woord voor school"),
        (_SCHOOL_WORD, "school", "uitgang van een schoolnaam"),
        (_ORG_BEFORE, "organisatie", "naam achter een woord voor organisatie"),
        (_ORG_BEHIND, "organisatie", "naam voor een woord voor organisatie"),
        (_ORG_WORD, "organisatie", "uitgang of lijst van organisaties"),
    ):
        for hit in pattern.finditer(text):
            yield from _named(text, hit, kind, evidence)
    own = _own_pattern(tuple(sorted({name.strip() for name in own_names if name.strip()})))
    if own:
        for hit in own.finditer(text):
            yield finding(hit.start(), hit.end(), _own_kind(hit[0]), "eigen lijst van de studie")


def _named(text: str, hit: re.Match[str], kind: str, evidence: str) -> Iterator[Finding]:
    """Give one hit from its first telling word on, unless nothing in it names anything.

    Before a word for school ("Comenius College") an ordinary word tells nothing, behind it ("school De
    Regenboog") it does.
    """
    name = next(index for index, group in enumerate(hit.groups(), start=1) if group)
    strict = evidence.startswith(("naam voor", "uitgang of"))
    if (
        evidence.startswith("uitgang of") and " " in hit[name]
    ):  # a name of several words is listed whole
        yield finding(hit.start(), hit.end(), kind, evidence)
        return
    for word in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", hit[name]):
        folded = word[0].casefold()
        plain = word[0][0].islower() or folded in _NO_NAME or folded in known_capitals()
        if plain or (strict and is_common_word(folded)):
            continue
        start = hit.start(name) + word.start() if evidence.startswith("naam voor") else hit.start()
        if evidence.startswith("uitgang of") and (
            opens_sentence(text, start)
            or folded in text
            or is_common_word(re.sub(r"(?:zorg|welzijn|praktijk)$", "", folded))
        ):
            return
        yield finding(start, hit.end(), kind, evidence)
        return


@lru_cache(maxsize=8)
def _own_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    ordered = sorted(names, key=lambda name: (-len(name), name))
    joined = "|".join(r"\s+".join(re.escape(part) for part in name.split()) for name in ordered)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


def _own_kind(name: str) -> str:
    """Return what an own name is: a person when it opens with a given name, a school when it says so."""
    if re.search(rf"{_SCHOOL_WORDS}(?!\w)|college|lyceum|school|skoalle", name):
        return "school"
    return (
        "persoonsnaam" if name.split(maxsplit=1)[0].casefold() in given_names() else "organisatie"
    )
