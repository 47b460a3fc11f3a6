"""Lines of a transcript in; where a speaker's label ends and his words begin out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_SPAN = rf"{_TIME}(?:\s*(?:-->|[-–—]|tot)\s*{_TIME})?"
_STAMP = rf"(?:\[\s*{_SPAN}\s*\]|\(\s*{_SPAN}\s*\)|<\s*{_SPAN}\s*>|{_SPAN})"
_LEAD = re.compile(rf"\s*(?:[-*•]\s+)?(?P<stamp>{_STAMP})?[\s:–—-]*", re.ASCII)
# "P2 (moeder) [00:12:03]:", "**Moeder:**", "MOEDER - ", a tab after the label, "[MOEDER] ",
# "[moeder 10:03:12] "
_LABEL = re.compile(
    r"(?P<bold>\*\*|__|\*)?(?P<open>\[)?"
    r"(?P<label>[^\W_](?:[^:\t\n\[\]<>*|]|\*(?!\*)){0,59}?)[^\S\t]*"
    rf"(?(open)(?:[,|–—-]?[^\S\t]*(?P<inner>{_SPAN}))?[^\S\t]*)(?P<close>\])?"
    rf"(?P<stamp>{_STAMP})?[^\S\t]*(?(bold)(?:\*\*|__|\*)?)"
    r"(?:(?P<colon>:)(?(bold)\s*(?:\*\*|__|\*)?)(?![\d/])|(?P<tab>\t)|(?P<dash>[-–—])(?=\s)|(?<=\])(?=\s))"
    r"[ \t]*"
)
_LABEL_LINE = re.compile(
    rf"\s*(?:(?P<before>{_STAMP})\s*[-–—|]?\s*)?(?P<label>[^\W\d_][^:\t\n\[\]<>*|]{{0,59}}?)"
    rf"(?:\s*[-–—|,]?\s*(?P<after>{_STAMP}))?\s*:?\s*"
)
_GENERIC = re.compile(
    r"(?:spreker|speaker|sprecher|deelnemer|respondent|persoon|gast|stem|participant|interviewer|onbekend"
    r"|onbekende spreker|unknown|unknown speaker|spk|int|r|p|d|s|i|v|m|t)[ _.-]?\d{0,3}",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Za-z]{1,3}\d{1,3}")
# "De heer Jansen (CDA)", "mevrouw El Amrani", "Wethouder Van der Meer": an address and a name, nothing else.
_ADDRESSED = re.compile(
    r"(?i:(?:de\s+)?(?:heer|dhr\.?|hr\.?|mevrouw|mevr\.?|mw\.?|meneer|wethouder|burgemeester|minister"
    r"|gedeputeerde|staatssecretaris|raadslid|statenlid|commissielid|lid|inspreker|griffier))\s+"
    r"(?:(?i:van|de|den|der|het|'t|ter|ten|te|el|al|in|op|bin|ben|la|le)\s+)*"
    r"[^\W\d_a-z][^\W\d_]*\.?"
    r"(?:[-'’ ]+(?:(?i:van|de|den|der|el|al)\s+)*[^\W\d_a-z][^\W\d_]*\.?){0,4}"
    r"(?:\s*\([^()]{1,40}\))?"
)
_INITIAL_LAST = re.compile(r"\b[^\W\d_]\.$")  # "Hoekstra, P." in a transcript of Teams
# Words that open a sentence or name a part of it, never a person.
_NO_LABEL = _set(
    """
    aanvulling advies afspraak afspraken actie bijvoorbeeld conclusie citaat daar daarna dan dat datum de
    deze die dit doel dus een eerst en er eerlijk en gevolg het hij hoe hun ik immers in ja je jij kijk kortom
    let locatie maar namelijk nee nou of omdat onderwerp oorzaak op opmerking over plus probleem ps punt
    reactie samengevat samenvatting stap ten thema tijd tijdstip titel toen tot uiteindelijk vervolgens
    voorbeeld vraag waar waarom want wat we wel wie wij ze zij zo aanwezig aanwezigen afwezig betreft
    duur plaats opname versie bestand project transcript transcriptie verslag nb stelling tip vandaag
    """
)
# In minutes a speaker has an article: "De voorzitter:", "De heer Bakker (CDA):".
_ARTICLE = re.compile(r"\s*(?:de|het)\s+(?=[^\W\d_]+(?:\s+[^\s:]+){0,6}\s*$)", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?<![A-Z])(?<![Dd]hr)(?<![Mm]evr)(?<![Mm]w)(?<![Dd]r)(?<![Mm]r)\.\s|[!?…;](?:\s|$)|[\"“”]"
)
_WORDS_IN_LABEL = 7
_NEARLY_ALL = 0.9  # share of lines that look labelled above which any new label counts
_HALF = 0.5  # the same for a new label in capitals
_AFTER_COLON = ("", " ", "\t", "*", "_", "\xa0")
_LONGEST_START = 200  # code points; a label and its time stand before these
_LONGEST_LABEL_LINE = 120


@dataclass(frozen=True)
class LabelHit:
    """A label at the start of a line: what it says, and where the words after it begin."""

    label: str
    stamp: str  # the time as it stands, "" without one
    text_from: int  # offset in the line
    alone: bool  # the words follow on the next line


def plausible(label: str) -> bool:
    """Tell whether `label` can name someone: few words, no sentence."""
    words = without_article(label).split()
    if not 0 < len(words) <= _WORDS_IN_LABEL or _SENTENCE.search(label):
        return False
    return words[0].casefold().strip("'’,.") not in _NO_LABEL


def label_key(label: str) -> str:
    """Return a label as labels are compared: without article, case and odd spacing."""
    return " ".join(without_article(label).casefold().replace("_", " ").split())


def without_article(label: str) -> str:
    """Return "voorzitter" for "De voorzitter" and "heer Bakker" for "De heer Bakker"; a sentence stays."""
    found = _ARTICLE.match(label)
    return label[found.end() :] if found else label


def find_labels(lines: list[str], is_known: Callable[[str], bool]) -> list[LabelHit | None]:
    """Return for every line the label that it opens with, None where it continues or is blank.

    A label counts at once when the table knows it, when it is of a form that only labels have (P2,
    Spreker 1, SPEAKER_01) or stands behind a time. Another word before a colon ("En toen: niks")
    counts only when it comes back in the style of the file, or where nearly all lines have a label.
    """
    candidates = [_candidate(line, is_known) for line in lines]
    sure = [hit is not None and _sure(hit, is_known) for hit in candidates]
    filled = max(sum(bool(line.strip()) for line in lines), 1)
    share = sum(sure) / filled
    formed = sum(hit is not None for hit in candidates) / filled
    all_alike = share >= _NEARLY_ALL or (formed >= _NEARLY_ALL and 2 * share >= formed)
    seen = Counter(label_key(hit.label) for hit in candidates if hit)
    shouting = _share_of_capitals(candidates, sure) > 0.5
    result = []
    for hit, at_once in zip(candidates, sure, strict=True):
        keep = hit is not None and (
            at_once
            or all_alike
            or (hit.label.isupper() and share >= _HALF)
            or (seen[label_key(hit.label)] > 1 and (hit.label.isupper() or not shouting))
        )
        result.append(hit if keep else None)
    return _with_label_lines(lines, result, is_known)


def _sure(hit: LabelHit, is_known: Callable[[str], bool]) -> bool:
    return bool(hit.stamp or only_a_label(hit.label) or is_known(hit.label) or addressed(hit.label))


def only_a_label(label: str) -> bool:
    """Tell whether `label` has a form that no word of a sentence has: P2, Spreker 1, SPEAKER_01."""
    return bool(_GENERIC.fullmatch(label) or _CODE.fullmatch(label.split(maxsplit=1)[0]))


def addressed(label: str) -> bool:
    """Tell whether `label` is how minutes name who speaks: an address and a name with its capital."""
    return _ADDRESSED.fullmatch(label.strip()) is not None


def _share_of_capitals(hits: list[LabelHit | None], sure: list[bool]) -> float:
    labels = [hit.label for hit, counts in zip(hits, sure, strict=True) if hit and counts]
    return sum(label.isupper() for label in labels) / len(labels) if labels else 0.0


def _candidate(line: str, is_known: Callable[[str], bool]) -> LabelHit | None:
    """Return the label at the start of `line`, if it can be one.

    Before a colon anything short can be; before a tab, a dash or between brackets only what the
    table knows or what no word of a sentence looks like.
    """
    start = line[:_LONGEST_START]
    lead = _LEAD.match(start)
    found = _LABEL.match(start, lead.end() if lead else 0)
    if not found or not plausible(found["label"]):
        return None
    label = found["label"].strip()
    stamp = (lead["stamp"] if lead else "") or found["stamp"] or found["inner"] or ""
    glued = found["colon"] is not None and line[found.end("colon") :][:1] not in _AFTER_COLON
    loose = (not found["colon"] and not found["inner"]) or glued
    capitals = found["tab"] is not None and label.isupper()
    if loose and not capitals and not only_a_label(label) and not is_known(label):
        return None
    return LabelHit(label, stamp.strip(), found.end(), not line[found.end() :].strip())


def _with_label_lines(
    lines: list[str], hits: list[LabelHit | None], is_known: Callable[[str], bool]
) -> list[LabelHit | None]:
    """Add labels that have a line of their own ("Spreker 1 (00:05)", "Moeder"), words below it.

    Without a time such a line counts only when the table knows it or only labels look so, and when
    no label with a colon was found in the file.
    """
    colons = sum(hit is not None for hit in hits)
    result = list(hits)
    for index, line in enumerate(lines):
        fits = result[index] is None and 0 < len(line.strip()) <= _LONGEST_LABEL_LINE
        found = _LABEL_LINE.fullmatch(line.strip()) if fits else None
        if not found or not plausible(found["label"]):
            continue
        label = found["label"].strip()
        stamp = found["before"] or found["after"] or ""
        if label.endswith(".") and not (stamp and _INITIAL_LAST.search(label)):
            continue
        sure = is_known(label) or bool(_GENERIC.fullmatch(label) or _CODE.fullmatch(label))
        followed = any(other.strip() for other in lines[index + 1 : index + 3])
        if followed and ((stamp and (sure or len(label.split()) <= 4)) or (sure and not colons)):
            result[index] = LabelHit(label, stamp, len(line), alone=True)
    return result


LEADING_STAMP = re.compile(rf"\s*{_STAMP}[\s:–—-]*", re.ASCII)
