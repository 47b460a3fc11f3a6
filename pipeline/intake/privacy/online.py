"""A text in; e-mail addresses, web addresses and accounts on social media in it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.intake.privacy.findings import Finding, finding

_EMAIL = re.compile(
    r"[\w.+%'’-]*[\w+%-]@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"
    r"|[\w.+%-]+ @ [\w-]+(?: ?\. ?[\w-]+)* ?\. ?[A-Za-z]{2,}"
    r"|[\w.+%-]{2,}@[\w-]{2,}"
)
_ENDINGS = "nl|com|org|net|eu|frl|info|be|de|nu|edu|gov|online|amsterdam|me|io|uk|fr|pl|tr"
_DOT = r"(?:\s*[\[({<]\s*(?:\.|punt|dot)\s*[\])}>]\s*|\s+(?:punt|dot)\s+|\.)"
_AT = (
    r"(?:\s*[\[({<]\s*(?:at|apenstaart(?:je)?|@)\s*[\])}>]\s*"
    r"|\s*[-–]?\s*\bapenstaart(?:je)?\b\s*[-–]?\s*|\s+(?:at|AT)\s+)"
)
_SPOKEN_EMAIL = re.compile(
    rf"[\w+%-]+(?:{_DOT}[\w+%-]+)*{_AT}[\w-]+(?:{_DOT}[\w-]+)*?{_DOT}(?:{_ENDINGS})\b",
    re.IGNORECASE,
)
_HINTS_OF_AT = re.compile(r"\bat\b|apenstaart", re.IGNORECASE)

_URL = re.compile(r"(?:\bhttps?://|\bwww\.)[^\s<>\"“”„\[\]{}|\\^`]+", re.IGNORECASE)
# Without www only endings that are no Dutch word, in lower case: "thuis.Nu" is two sentences.
_BARE_URL = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:(?:nl|com|org|net|eu|frl"
    r"|info)(?:/[^\s<>\"“”]*)?"
    r"|[a-z]{2,12}/[^\s<>\"“”]+)(?![\w-])(?!\.\w)"
)
_CLOSING = ".,;:!?)]}'’\"*_"

_HANDLE = re.compile(r"(?<![\w@.])@[^\W\d][\w.]*\w")
_MEDIA = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|twitter|facebook|fb|discord|telegram|twitch"
    r"|xbox(?: live)?|psn"
    r"|playstation|roblox|steam|youtube|linkedin|be ?real)"
)
_MEDIA_HANDLE = re.compile(
    rf"\b{_MEDIA}(?:[- ]?(?:account|naam|id))?\s*(?:[:=]|\bis\b)\s*(@?[\w][\w.]{{1,28}}\w)",
    re.IGNORECASE,
)
_CALLED_ON_MEDIA = re.compile(
    rf"\b{_MEDIA}\b[^.!?\n]{{0,30}}\b(?:heet|heette|hjit|gamertag|naam is|onder de naam|als)\s+"
    r"(?:(?:ze|zij|hij|ik|hy|sy)\s+)?([\w.]*[\d_][\w.]*\w)",
    re.IGNORECASE,
)


def find_online(text: str) -> Iterator[Finding]:
    """Give the e-mail addresses, web addresses and accounts of `text`."""
    yield from _emails(text)
    for pattern in (_URL, _BARE_URL):
        for hit in pattern.finditer(text):
            end = hit.start() + len(hit[0].rstrip(_CLOSING))
            yield finding(hit.start(), end, "url", "vorm van een webadres")
    if "@" in text:
        for hit in _HANDLE.finditer(text):
            yield finding(hit.start(), hit.end(), "account", "naam achter een apenstaartje")
    for pattern in (_MEDIA_HANDLE, _CALLED_ON_MEDIA):
        for hit in pattern.finditer(text):
            if re.search(r"[\d_.@]", hit[1]):
                yield finding(
                    hit.start(1), hit.end(1), "account", "staat achter een sociaal medium"
                )


def _emails(text: str) -> Iterator[Finding]:
    """Give addresses with @, and those that are spelled out with "apenstaartje" or "(at)"."""
    if "@" in text:
        for hit in _EMAIL.finditer(text):
            yield finding(hit.start(), hit.end(), "e-mail", "vorm van een e-mailadres")
    if _HINTS_OF_AT.search(text):
        for hit in _SPOKEN_EMAIL.finditer(text):
            yield finding(hit.start(), hit.end(), "e-mail", "uitgeschreven e-mailadres")
