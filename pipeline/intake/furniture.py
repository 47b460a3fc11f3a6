"""A segment's text in; whether it is evidence out: captions that nobody spoke and page furniture are not."""

from __future__ import annotations

import re

# What Whisper writes over silence, learned from the credits of television (Koenecke e.a., 2024, call
# them hallucinations). Each stands for the whole of a caption, never for a part of a sentence.
_CREDITS = re.compile(
    r"""(?:
      (?:nederlandse\s+)?ondertitel(?:s|ing|d)?\s+(?:ingediend|gemaakt|verzorgd|door|vertaald|bewerkt|van|en\s+).*
    | (?:de\s+)?amara\.?org.* | .*\bamara\.org\b.*
    | (?:tv|omrop|omroep|rtv|l1|npo|nos|bnnvara|avrotros|kro-ncrv|eo)\s+[\w\s]{2,30}\s+(?:19|20)\d\d
    | (?:©|\(c\)|copyright)\s*.{0,40}(?:19|20)\d\d.*
    | (?:bedankt|dank\s+je\s+wel|dankjewel|dank\s+u\s+wel|dank\s+u|thanks|thank\s+you)
      \s+(?:voor\s+het\s+kijken|for\s+watching)
      (?:\s+(?:en\b|naar\s+(?:deze|dit|de\s+video)|allemaal).{0,60})?
    | (?:vergeet\s+niet\s+te\s+)?(?:abonneer|abonneren|like|subscribe)\b.{0,40}
    | tot\s+de\s+volgende\s+(?:video|aflevering|keer\s+bij).{0,30}
    | vertaling(?:\s+en\s+ondertiteling)?\s*[:.].{0,60} | ondertiteling\s*:.{0,60}
    | (?:t|s)ubtitles?\s+(?:by|from).{0,60} | transcribed\s+by.{0,60} | https?://otter\.ai.*
    | \[(?:muziek|music|applaus|stilte|blank_audio|geen\s+geluid)\] | ♪.*
    )[.!\s]*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_FURNITURE = re.compile(
    r"""(?:
      (?:pagina|pag\.?|blz\.?|bladzijde|p\.)\s*\d{1,4}(?:\s*(?:van|/|-)\s*\d{1,4})? | \d{1,4}\s*(?:van|/)\s*\d{1,4}
    | [-–—]?\s*\d{1,4}\s*[-–—]?
    | (?:share|deel|delen|print|printen|tweet|thumbnail|menu|zoeken|home|inloggen|nieuws|lees\s+(?:meer|verder))
    | (?:terug\s+naar\s+.{1,30} | reageer\s+op\s+dit\s+artikel | lees\s+het\s+hele\s+artikel\b.* | bekijk\s+hier\b.*)
    | .{0,40}\bverplicht\s+veld | (?:functie|reactie|uw\s+naam|e-?mail(?:\s*adres)?)
    | .{0,60}\b(?:cookies?|privacyverklaring|alle\s+rechten\s+voorbehouden)\b.{0,40}
    | (?:vertrouwelijk|concept|versie\s+[\d.]+|definitief)
    | (?:\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|\d{1,2}\s+[a-z]+\s+(?:19|20)\d\d)
    | (?:https?://|www\.)\S+
    )[.:!\s]*""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST = 200  # code points; what is longer was written or spoken by someone


def is_evidence(text: str, *, spoken: bool) -> bool:
    """Tell whether `text` can be evidence: it holds a letter, and is no credit and no page furniture."""
    if not any(char.isalpha() for char in text):
        return spoken and any(char.isalnum() for char in text)
    if len(text) > _LONGEST:
        return True
    return not (
        _CREDITS.fullmatch(text.strip()) or (not spoken and _FURNITURE.fullmatch(text.strip()))
    )


_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:pagina|pag\.?|blz\.?|bladzijde|page|p\.?)\s*)?\d{1,4}(?:\s*(?:van|/|of|-|\|)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)


def is_page_number(text: str) -> bool:
    """Tell whether a line in the margin of a page is no more than its number."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def is_credit(text: str) -> bool:
    """Tell whether a caption is one that speech recognition makes up over silence."""
    return len(text) <= _LONGEST and bool(_CREDITS.fullmatch(text.strip()))
