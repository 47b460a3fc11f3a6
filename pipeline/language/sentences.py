"""A stretch of Dutch or Frisian text in; the spans of its sentences out, by rule.

No language model decides where a sentence ends: the unit of coding must not move when a study
chooses another model.
"""

from __future__ import annotations

import re

Span = tuple[int, int]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ABBREVIATIONS = _set(
    """
    a.d.h.v a.h.w a.g.v a.s a.u.b aant abs adj afd afl alg apr art aug b.d b.v bijv blz bv ca cf cfr
    chr co cq d.d d.i d.m.v d.w.z dd dec dep dhr dir div dr dra drs ds e.a e.d e.e.a e.o ed em etc ev
    evt excl fa fam febr feb fig fr ft fysioth gebr geb gem gen get gr h.k. hfdst hr i.c i.c.m i.e
    i.h.a i.h.b i.h.k.v i.i.g i.o i.o.m i.o.v i.p.v i.s.m i.t.t i.v.m ibid id ing incl indiv inz ir
    jan jhr jkvr jl jr jul jun k.o kol lab let ll m.a.w m.b.t m.b.v m.i m.i.v m.m m.m.v m.n m.u.v
    mej mevr mgr mld mln mr mrt mv mw n.a.l.v n.a.v n.m n.o.m n.v nl nov nr nrs o.a o.b.v o.g o.i.d
    o.l.v o.m o.o o.t.t o.v okt p.a p.j p.p p.s p/a par pag plm pnt prof prov r.k red ref resp s.v.p
    sec sept sr st str t.a.v t.b.v t.g.v t.h.v t.k.v t.m t.n.v t.o.v t.w t.z.t t/m tel temp toel
    tsj u.d v v.a v.chr v.d v.v vb vgl vlg vlgs vnl vnml voorz vs w.o wed wlb wo z.g z.g.a.n z.i
    z.o.z z.s.m zgn zg zn
    """
)
# These may also close a sentence; what follows decides.
_MAY_CLOSE = _set(
    "a.u.b bijv d.m.v e.a e.d e.o enz etc ev evt excl incl jl jr n.v o.a o.i.d s.v.p sr t.z.t v.d z.s.m"
)
_WANTS_NUMBER = _set("aant afl art blz ca fig hfdst nr nrs pag par tel")
_MONTHS = _set("jan feb febr mrt apr jun jul aug sept okt nov dec")
# Words with which a sentence often opens: after "gezin A." they tell a new sentence from a surname.
_OPENERS = _set(
    """
    aan achteraf al alle allebei als beide bij binnen daar daarna daarom daardoor dan dat de deze die
    dit door dus een eerst en er er het haar hier hij hoe hun ik in is jij jullie later maar men met
    meteen moeder moest na naar niemand nu of om omdat onder ook op over pas samen sinds soms te ten
    terug tijdens toch toen tot tussen u uit vader van vanaf vandaag veel verder volgens voor vooral
    voordat waar waarom want wat we wel wie wij ze zelf zij zijn zo zodra zonder
    """
)
_PARTICLES = _set("aan bij de den der het in la le op te ten ter 't uit van von")

_STOP = re.compile(
    r"(?<![.!?\u2026])(?P<mark>[.!?\u2026]+)(?P<after>[\"'\u201d\u2019\u00bb)\]*_]*)(?=\s|$)"
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"'\u201c\u2018\u201e\u00ab\u2013\u2014]*$")
_LONGEST_WORD = 40  # code points; what is longer is no abbreviation
_NEXT = re.compile(
    r"\s+(?:(?P<clitic>['\u2019\u2018`][a-z]\s)"
    r"|(?P<open>[\"'\u201c\u201d\u2018\u2019\u201e\u00ab(\[*_\u2013\u2014\u2022-]*\s?))(?P<word>[\w'\u2019-]*)"
)
# "gezin A. De moeder" ends a sentence, "dhr. A. De Vries" does not.
_LETTERED = _set("deel gezin groep klas locatie optie punt school team type variant vraag")
_GEEN = re.compile(r"\s*Geen\b[^.!?]{1,60}[.!?]")
_INITIAL = re.compile(r"(?:[A-Z]\.)*(?:[A-Z]|Th|Chr|Ph|IJ|Tj|Sj)")


def sentence_spans(text: str) -> list[Span]:
    """Return the half-open spans of the sentences of `text`, without white space around them.

    Together they hold every character of `text` that is not white space. Marks inside a quotation
    also end a sentence; "Echt?" followed by a small letter does not.
    """
    spans: list[Span] = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_here(text, start, stop):
            _append_trimmed(spans, text, start, stop.end())
            start = stop.end()
    _append_trimmed(spans, text, start, len(text))
    return spans


def _append_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    """Add the span without the white space at its ends, unless nothing is left."""
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    right = start + len(part.rstrip())
    if left < right:
        spans.append((left, right))


def _ends_here(text: str, start: int, stop: re.Match[str]) -> bool:
    """Tell whether the sentence that begins at `start` ends at this mark."""
    following = _NEXT.match(text, stop.end())
    word = following["word"] if following else ""
    if following is None or not (word or (following["open"] or following["clitic"] or "").strip()):
        return True
    if not _opens(following, word):
        return False
    if word == "Wel" and _GEEN.match(text, start):
        return False  # "Geen verslag. Wel drie vragen." is one thought: people code it as one
    if stop["mark"] != "." or stop["after"]:
        return True
    before = _WORD_BEFORE.search(text, max(start, stop.start() - _LONGEST_WORD), stop.start())
    at = before.start() if before else stop.start()
    above = text[max(start, at - _LONGEST_WORD) : at].split()
    return _full_stop_ends(before[0] if before else "", word, above[-1] if above else "")


def _opens(following: re.Match[str], word: str) -> bool:
    """Tell whether what follows can open a sentence: not a small letter."""
    if following["clitic"]:
        return word[:1].isupper() or not word
    return not word[:1].islower()


def _full_stop_ends(before: str, word: str, above: str) -> bool:
    """Tell whether a single full stop after `before` and in front of `word` ends a sentence.

    `above` is the word before `before`, "" at the start of a sentence.
    """
    plain = before.casefold()
    if before.isdigit():
        return bool(above)
    if _INITIAL.fullmatch(before):
        opens = word.casefold() in _OPENERS
        return (
            opens and len(before) == 1 and (above in _LETTERED or word.casefold() not in _PARTICLES)
        )
    if plain in _WANTS_NUMBER:
        return not word[:1].isdigit() and plain not in _ABBREVIATIONS
    if plain in _MONTHS:
        return not word[:1].isdigit()
    if plain in _MAY_CLOSE:
        return word.casefold() in _OPENERS
    return plain not in _ABBREVIATIONS
