"""A long Dutch name in; lines that fit out, broken between words, then at a compound's seam.

Nothing is ever cut. A word is broken, in this order: after a hyphen or slash that it has itself;
where a known second part of a compound begins (informatie-overdracht); between two syllables, by
the rules of the Woordenlijst (a consonant goes with the vowel after it, no prefix is split).
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from pipeline.release.figures.measure import Width

# Second parts of compounds in and around youth help. A seam is only taken where at least
# `_SHORTEST_PART` letters stand on both sides, so a list that is too long does little harm.
COMPOUND_PARTS = (
    "aanbieder", "aanbod", "aanmelding", "aanpak", "aansluiting", "achtergrond", "afspraken",
    "afstemming", "ambtenaar", "arbeid", "arts", "bedrijf", "begeleider", "begeleiding",
    "behandelaar", "behandeling", "behoefte", "beleid", "bereikbaarheid", "beroep",
    "bescherming", "besluit", "bespreking", "bestrijding", "bestuur", "betrokkenheid", "bewindvoering",
    "bureau", "centrum", "cliënten", "coach", "consulent", "contact", "contract", "coördinatie",
    "coördinator", "deskundige", "deskundigheid", "diagnostiek", "dienst", "doelen", "dossier",
    "druk", "eenheid", "ervaring", "evaluatie", "factor", "fase", "feedback", "financiering",
    "gang", "gebied", "gesprek", "gever", "gezin", "gezondheid", "groep", "handeling",
    "houding", "huis", "hulp", "hulpverlener", "hulpverlening", "indicatie", "informatie",
    "inkoop", "innovatie", "inspectie", "instelling", "interventie", "jeugd", "jongere",
    "kaart", "kader", "kamer", "kennis", "kind", "kracht", "kring", "kwaliteit", "leefwereld",
    "leerkracht", "leerling", "leider", "lijn", "lijst", "maatregel", "maatregelen", "management",
    "manager", "medewerker",
    "mentor", "methode", "middelen", "moment", "netwerk", "niveau", "omgeving", "ondersteuning",
    "onderwijs", "onderzoek", "ontwikkeling", "opdracht", "opleiding", "opname", "opvang",
    "opvoeder", "opvoeding", "ouder", "ouders", "overdracht", "overgang", "overleg", "overname",
    "participatie", "partner", "passing", "periode", "personeel", "plaats", "plaatsing", "plan",
    "platform", "pleger", "plek", "plicht", "praktijk", "probleem", "problematiek", "problemen",
    "proces", "professional", "professionals", "programma", "project", "punt", "raad", "regie",
    "regio", "regisseur", "relatie", "richting", "rol", "ruimte", "samenleving", "samenwerking",
    "schap", "school", "schuld", "sfeer", "situatie", "sociaal", "specialist", "spraak",
    "stelsel", "steun", "structuur", "systeem", "taak", "taal", "tafel", "tafels", "team",
    "terugkoppeling", "tijd", "toegang", "traject", "uitsluiting", "uitvoering", "uitwisseling",
    "veiligheid", "verandering", "verantwoordelijkheid", "verantwoording", "verbetering",
    "verdeling", "verheldering", "verklaring", "verlegenheid", "verlener", "verlening",
    "verloop", "verschillen", "verslag", "vertegenwoordiger", "vertrouwen", "vervoer",
    "verwachting", "verwijzer", "verwijzing", "verzoek", "verzuim", "voering", "voogd",
    "voorwaarden", "voorziening", "voorzieningen", "vorm", "vorming", "vraag", "vragen",
    "vrijwilliger", "waarde", "wacht", "weg", "welzijn", "werker", "werking", "werkplaats",
    "wet", "wijk", "wijziging", "wisseling", "wisselingen", "woning", "zaken", "zekerheid",
    "zitter", "zorg", "zorgen",
)  # fmt: skip
_PARTS = re.compile("|".join(sorted(COMPOUND_PARTS, key=len, reverse=True)))
_ENDINGS = ("", "s", "n", "en", "e", "er", "ers", "'s", "tje", "jes", "lijk", "lijke")
Pieces = list[tuple[str, bool]]  # a part of a word, and whether the word goes on
_SHORTEST_PART = 4
_WIDOW = 0.25  # a last line shorter than this share of the width is not left alone
_SHORTEST_SYLLABLE = 3
_VOWELS = "aeiouyáéíóúàèäëïöüâêîôû"
_SYLLABLE = re.compile(
    f"[{_VOWELS}]+(?P<between>[^{_VOWELS}\\W\\d_]+)(?=[{_VOWELS}])", re.IGNORECASE
)
# What may begin a Dutch syllable; the longest that fits goes with the vowel after it.
_ONSETS = re.compile(
    "(?:schr|sch|spr|str|spl|bl|br|ch|cl|cr|dr|dw|fl|fr|gl|gr|kl|kn|kr|kw|ph|pl|pr|sl|sm|sn|sp|st|"
    "th|tr|tw|vl|vr|wr|zw|qu|[bcdfghjklmnpqrstvwxz])$",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\n]+")  # a no-break space keeps its two sides together
_HYPHENS = re.compile(r"(?<=[\w)])[-/–](?=\w)")


@lru_cache(maxsize=4096)
def seams(word: str) -> tuple[tuple[int, ...], ...]:
    """Return where `word` may be broken, as offsets, in three ranks: best first."""
    own = tuple(match.end() for match in _HYPHENS.finditer(word))
    low = word.casefold()
    if len(low) != len(word):  # a letter that folds to two: offsets would not fit
        return own, (), ()
    size = len(word)
    compound = tuple(
        match.start()
        for match in _PARTS.finditer(low)
        if match.start() >= _SHORTEST_PART
        and word[match.start() - 1].isalpha()
        and _whole_rest(low, match.end())
    )
    syllables = []
    for match in _SYLLABLE.finditer(word):
        between = match.group("between")
        onset = _ONSETS.search(between)
        at = match.end() - (len(onset.group()) if onset else 0)
        if _SHORTEST_SYLLABLE <= at <= size - _SHORTEST_SYLLABLE:
            syllables.append(at)
    return own, compound, tuple(syllables)


def _whole_rest(word: str, end: int) -> bool:
    """Tell whether what follows a known part is an ending (-s, -en, -ers) or a part of its own."""
    rest = word[end:]
    return rest in _ENDINGS or _PARTS.match(rest) is not None or _PARTS.match(rest[1:]) is not None


def wrap(text: str, width: float, measure: Width, *, even: bool = True) -> list[str]:
    """Return `text` in lines of at most `width` points; at least one line.

    Lines break between words where that fits. `even` makes them of about equal length, as titles
    and labels like; else each is filled before the next, unless a widow would be left.
    """
    words = [
        piece for word in _SPACES.split(text) if word for piece in _pieces(word, width, measure)
    ]
    lines = _fill(words, width, measure)
    if len(lines) > 1:
        return (
            _evened(words, lines, width, measure)
            if even
            else _without_widow(words, lines, width, measure)
        )
    return lines or [""]


def _evened(words: Pieces, lines: list[str], width: float, measure: Width) -> list[str]:
    """Fill lines to the narrowest width that needs no more of them."""
    narrow, wide, best = width / 2, width, lines
    for _ in range(8):
        middle = (narrow + wide) / 2
        tried = _fill(words, middle, measure)
        fits = len(tried) <= len(lines) and all(measure(line) <= middle for line in tried)
        best, narrow, wide = (tried, narrow, middle) if fits else (best, middle, wide)
    return best


def _without_widow(words: Pieces, lines: list[str], width: float, measure: Width) -> list[str]:
    """Narrow the lines a little where a word or two would be left alone on the last."""
    for share in (1.0, 0.95, 0.9, 0.85, 0.8, 0.75):
        tried = _fill(words, share * width, measure)
        if len(tried) == len(lines) and measure(tried[-1]) >= _WIDOW * width:
            return tried
    return lines


def _fill(pieces: Pieces, width: float, measure: Width) -> list[str]:
    """Fill lines with pieces; a piece that ends within a word is joined without a space."""
    lines: list[str] = []
    glue = ""
    for piece, broken in pieces:
        if lines and measure(_shown(lines[-1] + glue + piece, broken)) <= width:
            lines[-1] += glue + piece
        else:
            if lines and glue == "" and not lines[-1].endswith(("-", "/", "–")):
                lines[-1] += "-"
            lines.append(piece)
        glue = "" if broken else " "
    return lines


def _shown(text: str, broken: bool) -> str:  # noqa: FBT001 - a line's end as it will be printed
    return text + "-" if broken and not text.endswith(("-", "/", "–")) else text


def _pieces(word: str, width: float, measure: Width) -> Pieces:
    """Return a word that fits as it is, else its parts, each with whether the word goes on."""
    parts = [word]
    for rank in range(3):
        parts = [
            small
            for part in parts
            for small in ([part] if _fits(part, width, measure) else _cut(part, seams(part)[rank]))
        ]
    parts = [small for part in parts for small in _letters(part, width, measure)]
    return [(part, index < len(parts) - 1) for index, part in enumerate(parts)]


def _fits(part: str, width: float, measure: Width) -> bool:
    return measure(part) <= width


def _cut(word: str, at: tuple[int, ...]) -> list[str]:
    edges = (0, *at, len(word))
    return [word[start:end] for start, end in itertools.pairwise(edges) if end > start]


def _letters(part: str, width: float, measure: Width) -> list[str]:
    """Break a part without any seam (a code, a foreign word) between letters."""
    parts, rest = [], part
    while measure(_shown(rest, broken=True)) > width and len(rest) > 2:
        size = max(
            2, next((n for n in range(len(rest) - 1, 1, -1) if measure(rest[:n] + "-") <= width), 2)
        )
        parts.append(rest[:size])
        rest = rest[size:]
    return [*parts, rest]
