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
# "P2 (moeder) [00:12:03]:", "**Moeder:**", "MOEDER -", a tab after the label
_LABEL = re.compile(
    rf"(?P<bold>\*\*|__|\*)?(?P<open>\[)?(?P<label>[^\W_](?:[^:\t\n\[\]<>*|]|\*(?!\*)){{0,59}}?)\s*(?(open)\])"
    rf"(?P<stamp>{_STAMP})?\s*(?:(?P<colon>:)|\t)(?(bold)\s*(?:\*\*|__|\*)?)(?=\s|$)[ \t]*(?:\*\*|__)?"
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
_WORDS_IN_LABEL = 6
_MOST_LABELLED = 0.9  # share of lines with a sure label above which a new label counts at once


@dataclass(frozen=True)
class LabelHit:
    """A label at the start of a line: what it says, and where the words after it begin."""

    label: str
    stamp: str  # the time as it stands, "" without one
    text_from: int  # offset in the line
    alone: bool  # the words follow on the next line


def _plausible(label: str) -> bool:
    """Tell whether `label` can name someone: few words, no sentence."""
    words = label.split()
    if not 0 < len(words) <= _WORDS_IN_LABEL or re.search(r"[.!?…;]\s|[!?…;]$|[\"“”]", label):
        return False
    return words[0].casefold().strip("'’,.") not in _NO_LABEL


def label_key(label: str) -> str:
    """Return a label as labels are compared: without case and odd spacing."""
    return " ".join(label.casefold().replace("_", " ").split())


def find_labels(lines: list[str], is_known: Callable[[str], bool]) -> list[LabelHit | None]:
    """Return for every line the label that it opens with, None where it continues or is blank.

    A label counts at once when the table knows it, when it is of a form that only labels have (P2,
    Spreker 1, SPEAKER_01) or stands behind a time. Another word before a colon ("En toen: niks")
    counts only when it comes back in the style of the file, or where nearly all lines have a label.
    """
    candidates = [_candidate(line) for line in lines]
    known = [hit is not None and _sure(hit, is_known) for hit in candidates]
    filled = sum(bool(line.strip()) for line in lines)
    labelled = sum(known)
    seen = Counter(label_key(hit.label) for hit in candidates if hit)
    trusted = labelled >= _MOST_LABELLED * max(filled, 1)
    shouting = _share_of_capitals(candidates, known) > 0.5
    result: list[LabelHit | None] = []
    for hit, sure in zip(candidates, known, strict=True):
        keep = hit is not None and (
            sure
            or trusted
            or (seen[label_key(hit.label)] > 1 and (hit.label.isupper() or not shouting))
        )
        result.append(hit if keep else None)
    return _with_label_lines(lines, result, is_known)


def _sure(hit: LabelHit, is_known: Callable[[str], bool]) -> bool:
    label = hit.label
    return bool(
        is_known(label)
        or _GENERIC.fullmatch(label)
        or _CODE.fullmatch(label.split()[0])
        or hit.stamp
    )


def _share_of_capitals(hits: list[LabelHit | None], sure: list[bool]) -> float:
    labels = [hit.label for hit, counts in zip(hits, sure, strict=True) if hit and counts]
    return sum(label.isupper() for label in labels) / len(labels) if labels else 0.0


def _candidate(line: str) -> LabelHit | None:
    """Return the label before a colon (or a tab) at the start of `line`, if it can be one."""
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    found = _LABEL.match(line, start)
    if not found or not _plausible(found["label"]):
        return None
    stamp = (lead["stamp"] if lead else "") or found["stamp"] or ""
    if not found["colon"] and not stamp and not found["label"].isupper():
        return None
    return LabelHit(
        found["label"].strip(), stamp.strip(), found.end(), not line[found.end() :].strip()
    )


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
        found = _LABEL_LINE.fullmatch(line) if result[index] is None and line.strip() else None
        if not found or not _plausible(found["label"]):
            continue
        label = found["label"].strip()
        stamp = found["before"] or found["after"] or ""
        sure = is_known(label) or bool(_GENERIC.fullmatch(label)) or bool(_CODE.fullmatch(label))
        followed = any(other.strip() for other in lines[index + 1 : index + 3])
        if followed and ((stamp and (sure or len(label.split()) <= 4)) or (sure and not colons)):
            result[index] = LabelHit(label, stamp, len(line), alone=True)
    return result


LEADING_STAMP = re.compile(rf"\s*{_STAMP}[\s:–—-]*", re.ASCII)
