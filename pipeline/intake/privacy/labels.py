"""A text in; labels of speakers that are real names, and initials with a family name, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.intake.privacy.extents import MOST_WORDS, PARTICLES
from pipeline.intake.privacy.findings import BLANK, Finding, finding
from pipeline.intake.privacy.lists import (
    clues,
    everyday_words,
    family_names,
    is_listed,
    known_capitals,
)
from pipeline.intake.privacy.setting import Setting
from pipeline.intake.privacy.words import bare

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_LABEL = re.compile(
    rf"(?m)^[ \t]*(?:[-*•>][ \t]+)?(?P<stamp>[\[(<]?[ \t]{{0,3}}{_TIME}[^\n\w]{{0,6}}(?:{_TIME}[^\n"
    rf"\w]{{0,4}})?)?"
    rf"[*_]{{0,2}}(?P<label>[^\W\d_][^:\n\[\]<>"
    rf"|]{{0,40}}?)[*_]{{0,2}}[ \t]*(?:\([^)\n]{{0,40}}\))?[*_]{{0,2}}"
    rf"(?:[ \t]*[\[(]?{_TIME}[\])]?)?[ \t]*:(?=\s|\*|$)"
    r"|<v(?:\.\w+)*[ ](?P<voice>[^<>\n]{1,60})>"
)
# "Sanne de Vries   00:12" on a line of its own, as Teams and Word write it
_LABEL_LINE = re.compile(
    rf"(?m)^[ \t]*(?P<label>[^\W\d_][^:\n\[\]<>|\d]{{0,40}}?)[ \t]*[-–—"
    rf"|,]?[ \t]*[\[(]?{_TIME}[\])]?[ \t]*$"
)
_GENERIC = re.compile(
    r"[psvdmtri]|dt|spk|int|spreker|speaker|sprecher|deelnemer|respondent|persoon|gast|stem"
    r"|participant"
    r"|interviewer|onbekende?|unknown|user|gebruiker"
)
_INITIALS = re.compile(
    r"(?<![\w.])(?P<letters>(?:(?:Th|Ch|Ph|Tj|Sj|Hj|Fr|Kl|IJ|[A-Z])\.[ -]?){1,4})"
    r"(?P<particles>(?:(?:van|de|der|den|ter|ten|te|'t|t|el|la) ){0,3})"
    r"(?P<family>[^\W\d_a-zà-ÿ][^\W\d_]+(?:-[^\W\d_]+)*)"
)
# Beside these a single initial with an ordinary word is a name: "mevrouw A. Kalk, J. Stel en P. Bot"
_BESIDE = re.compile(
    r"(?:\b(?:mevrouw|meneer|heer|heren|dames|dhr|mevr|mw|en|namens|door)\b\.?|,) $"
)
_TITLES = clues("aanspreking")


def find_labels(setting: Setting) -> Iterator[Finding]:
    """Give labels of speakers that look like a real name.

    A label counts with a name that is no everyday word. Behind a time, or when it was read as a
    speaker who fits nobody at the table, it is surely a label, and then any word counts that is no
    role.
    """
    text = setting.words.text
    for hit in (*_LABEL.finditer(text), *_LABEL_LINE.finditer(text)):
        group = "voice" if hit.re is _LABEL and hit["voice"] else "label"
        label = hit[group].rstrip()
        timed = group == "voice" or hit.re is _LABEL_LINE or bool(hit["stamp"])
        sure = timed or label.casefold() in setting.voices
        if (
            label.casefold() not in setting.roles
            and BLANK not in label
            and _names(setting, label, sure)
        ):
            start = hit.start(group)
            yield finding(start, start + len(label), "persoonsnaam", "naam als sprekerslabel")


def _names(setting: Setting, label: str, sure: bool) -> bool:  # noqa: FBT001 - private
    """Tell whether the words of a label name someone."""
    parts = [bare(part) for part in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", label)]
    plain = [part for part in parts if part not in PARTICLES and part not in _TITLES]
    if not plain or len(parts) > MOST_WORDS:
        return False
    named = [part for part in plain if is_listed(part) and not setting.is_role(part)]
    if len(named) == len(plain) and (sure or len(plain) <= 2):
        return True
    if sure and not any(_GENERIC.fullmatch(part) or setting.is_ordinary(part) for part in plain):
        return True
    firm = any(part not in everyday_words() and part not in known_capitals() for part in named)
    return firm and (sure or len(plain) <= len(named) + 1)


def find_initials(setting: Setting) -> Iterator[Finding]:
    """Give initials with a family name: "J. de Boer"."""
    text = setting.words.text
    for hit in _INITIALS.finditer(text):
        folded = bare(hit["family"])
        if folded in family_names() or not setting.is_ordinary(folded):
            sure = True
        else:
            many = hit["letters"].count(".") > 1 or bool(hit["particles"])
            beside = _BESIDE.search(text, max(0, hit.start() - 12), hit.start())
            sure = (many or beside is not None) and not setting.is_role(folded)
        if sure:
            yield finding(hit.start(), hit.end(), "persoonsnaam", "voorletters met een naam")
