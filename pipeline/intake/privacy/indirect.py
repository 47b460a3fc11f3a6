"""A text and the places in it in; what singles out a family without a name out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pipeline.intake.privacy.findings import Finding, finding

_RARE = (
    r"burgemeester|wethouder|dominee|pastoor|pastor|predikant|imam|rabbijn|koster|dierenarts"
    r"|huisarts|tandarts|notaris|vroedvrouw"
    r"|verloskundige|apotheker|molenaar|havenmeester|brugwachter|sluiswachter|vuurtorenwachter"
    r"|schoolhoofd|schooldirecteur|veearts"
    r"|raadslid|gemeentesecretaris|politieagent|wijkagent|brandweercommandant|begrafenisondernemer"
    r"|boswachter|jachtopziener|veerman"
    r"|schipper|garnalenvisser|visser|smid|hoefsmid|imker|kunstschilder|profvoetballer|kaatser"
    r"|schaatser|omroeper|dûmny|boargemaster"
)
_AREA = (
    r"(?:het |ons |hun |dit |dat |een klein |it |ús )?(?:dorp|dorpje|eiland|gehucht|buurtschap"
    r"|doarp|doarpke)"
)
_RARE_WORD = re.compile(rf"\b(?:{_RARE})\b", re.IGNORECASE)
_OF_PERSON = re.compile(
    r"\b(?:moeder|vader|ouders?|opa|oma|pake|beppe|oom|tante|broer|zus|man|vrouw|partner|zij|hij|ze"
    r"|heit|mem|stiefvader|stiefmoeder"
    r"|pleegmoeder|pleegvader|ik)\b[^.!?\n]{0,30}\b(?:is|was|werkt als|werd|wordt|wie"
    r"|ben)\b[^.!?\n]{0,20}$",
    re.IGNORECASE,
)
_ONLY_ONE = re.compile(
    rf"\b(?:de|het|een van de weinige|ien fan de|it)\s+(?:enige|enigste|iennige|ienichste|oudste"
    rf"|jongste|grootste|bekendste)\s+(?:[\w-]+\s+){{0,2}}?"
    rf"[\w-]+\s+(?:van|in|op|uit|yn|fan)\s+(?:{_AREA}|(?:de|deze|die|haar|zijn|onze|it)\s+(?:klas"
    rf"|school|skoalle|straat|wijk|gemeente|kerk|vereniging))\b"
    rf"|\b(?:de|het)\s+enige\s+(?:[\w-]+\s+){{0,2}}?[\w-]+(?=\s+(?:van|in|op|uit)\s+[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(r"\b(?:drieling|vierling|vijfling)(?:en)?\b", re.IGNORECASE)
_PUBLIC = re.compile(
    r"\b(?:bekend van (?:televisie|tv|de radio|YouTube|TikTok)|kwam op (?:televisie|tv)"
    r"|stond(?:en)? (?:ermee |er )?in (?:de Leeuwarder Courant|"
    r"het Friesch Dagblad|de krant|it Frysk Deiblêd)|was op (?:het nieuws|tv|televisie)"
    r"|landelijk in het nieuws)",
    re.IGNORECASE,
)
_NEAR = 60  # code points between a rare profession and the village that makes it one person


def find_indirect(text: str, places: Collection[Finding]) -> Iterator[Finding]:
    """Give what singles people out without naming them; `places` are the places already found."""
    for hit in _ONLY_ONE.finditer(text):
        yield finding(hit.start(), hit.end(), "indirect", "de enige van een kleine groep")
    for hit in _MULTIPLE.finditer(text):
        yield finding(hit.start(), hit.end(), "indirect", "zeldzame gezinssamenstelling")
    for hit in _PUBLIC.finditer(text):
        yield finding(hit.start(), hit.end(), "indirect", "publiciteit over het gezin")
    for hit in _RARE_WORD.finditer(text):
        if _near_a_place(text, hit, places):
            yield finding(hit.start(), hit.end(), "indirect", "zeldzaam beroep met een plaats")


def _near_a_place(text: str, hit: re.Match[str], places: Collection[Finding]) -> bool:
    """Tell whether a place, or "the village", stands in the same sentence as a family's rare profession."""
    before = text[max(0, hit.start() - _NEAR) : hit.start()]
    behind = re.split(r"[.!?\n]", text[hit.end() : hit.end() + _NEAR])[0]
    village = re.match(rf"\s+(?:van|in|op|yn|fan)\s+{_AREA}\b", behind)
    if village:
        return True
    near = any(
        hit.end() <= place.start < hit.end() + len(behind) or 0 <= hit.start() - place.end < _NEAR
        for place in places
    )
    told = re.split(r"[.!?\n]", before)[-1]
    return near and (
        _OF_PERSON.search(told) is not None
        or re.match(r"\s+(?:in|van|te|yn|fan|op)\s", behind) is not None
    )
