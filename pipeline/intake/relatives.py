"""The words of a table's documents in; the relatives that they speak about out.

Only people of the private circle: a professional who is discussed has an office, a brother has not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from pipeline.intake.consent import absent_roles

# Who can be meant to the words that mean her; a word of two roles stands with both.
RELATIVES = {
    "moeder": ("moeder", "mama", "mamma", "mem", "mam"),
    "vader": ("vader", "papa", "pappa", "heit"),
    "stiefmoeder": ("stiefmoeder",),
    "stiefvader": ("stiefvader",),
    "pleegmoeder": ("pleegmoeder", "pleegmem"),
    "pleegvader": ("pleegvader", "pleegheit"),
    "broer": ("broer", "broertje", "broers", "broertjes", "broerke"),
    "zus": ("zus", "zusje", "zussen", "zusjes", "suske"),
    "oma": ("oma", "grootmoeder", "beppe"),
    "opa": ("opa", "grootvader", "pake"),
    "tante": ("tante", "muoike"),
    "oom": ("oom", "omke"),
    "buurvrouw": ("buurvrouw",),
    "buurman": ("buurman",),
}
_BOTH = {"ouder": ("moeder", "vader"), "pleegouder": ("pleegmoeder", "pleegvader"),
         "grootouder": ("oma", "opa")}  # fmt: skip
_WORD_TO_ROLE = {word: role for role, words in RELATIVES.items() for word in words}
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 2  # mentions; a single "vader" can be any father


def absent_relatives(texts: Iterable[str], roles: Collection[str]) -> tuple[str, ...]:
    """Return the relatives that `texts` speak about and of whom none has a role at the table.

    In order of the alphabet. A table of "ouders" has its mother and father; a sibling who sat there
    as jeugdige cannot be told from one who is spoken about.
    """
    counts = dict.fromkeys(RELATIVES, 0)
    for text in texts:
        for word in _WORD.findall(text.casefold()):
            role = _WORD_TO_ROLE.get(word)
            if role:
                counts[role] += 1
    here = {word for role in roles for word in _WORD.findall(role.casefold())}
    present = [_WORD_TO_ROLE[word] for word in here if word in _WORD_TO_ROLE]
    for parents, both in _BOTH.items():
        present += both if {parents, f"{parents}s"} & here else ()
    return absent_roles([role for role, n in counts.items() if n >= _LEAST], present)
