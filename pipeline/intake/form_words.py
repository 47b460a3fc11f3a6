"""A heading of a form's export and the cells below it in; what that column is for out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.intake.points import EMPTY, UNREADABLE, read_cell
from pipeline.intake.sheet_columns import REMARKS, TOTALS, is_code, normal_name

STATEMENT, WHO, ROLE, PERSONAL, STAMP, QUESTION, OTHER, NOTHING = (
    "uitspraak", "deelnemer", "rol", "persoon", "formulier", "vraag", "anders", "leeg",
)  # fmt: skip

WHO_NAMES = frozenset((
    "deelnemer", "deelnemers", "deelnemercode", "deelnemerscode", "deelnemersnummer", "deelnemernummer",
    "code", "codes", "participant", "participantcode", "respondent", "respondentcode", "persoon",
    "code deelnemer", "jouw code", "je code", "uw code", "nummer deelnemer",
))  # fmt: skip
ROLE_NAMES = frozenset((
    "rol", "rollen", "functie", "perspectief", "groep", "hoedanigheid", "role", "perspective", "doelgroep",
    "achtergrond", "jouw rol", "je rol", "uw rol", "jouw functie", "uw functie", "stem",
))  # fmt: skip
# What Microsoft Forms, Google Forms, Mentimeter, LimeSurvey, Qualtrics and SurveyMonkey add of their own.
STAMP_NAMES = frozenset((
    "starttijd", "begintijd", "start time", "voltooiingstijd", "tijd van voltooien", "tijdstip van voltooien",
    "completion time", "eindtijd", "end time", "tijdstempel", "timestamp", "last modified time",
    "tijd van laatste wijziging", "tijdstip laatste wijziging", "laatst gewijzigd", "submitdate", "startdate",
    "enddate", "start date", "end date", "datestamp", "recordeddate", "recorded date", "datum verzonden",
    "datum ingezonden", "ingezonden op", "verzonden op", "submitted at", "date submitted", "lastpage",
    "laatste pagina", "startlanguage", "starttaal", "response id", "responseid", "respondent id",
    "respondentid", "collector id", "collectorid", "submission id", "inzending id", "antwoord id", "voter",
    "voter id", "kiezer", "stemmer", "duration", "completion", "finished", "progress", "distributionchannel",
    "userlanguage", "externalreference", "grade posted time", "quiz feedback", "total points",
))  # fmt: skip
_ASIDE_NAMES = frozenset((
    "id", "nr", "no", "nummer", "rij", "taal", "language", "status", "seed", "token", "sessie", "session",
    "device", "apparaat", "tags", "refer", "refurl", "inzending", "datum", "date", "tijd", "time", "duur",
    "custom data 1", *TOTALS, *REMARKS,
))  # fmt: skip
# These stand for a person whatever is in the cells, numbers too.
_PERSONAL_NAMES = frozenset((
    "naam", "name", "je naam", "jouw naam", "uw naam", "naam deelnemer", "voornaam", "achternaam", "roepnaam",
    "first name", "last name", "full name", "volledige naam", "firstname", "lastname", "recipientfirstname",
    "recipientlastname", "recipientemail", "e mail", "email", "mail", "e mailadres", "emailadres", "mailadres",
    "email address", "e mail address", "gebruikersnaam", "username", "telefoon", "telefoonnummer", "mobiel",
    "mobiele nummer", "phone", "phone number", "adres", "address", "postcode", "woonplaats", "huisnummer",
    "geboortedatum", "geboortejaar", "leeftijd", "age", "bsn", "ip", "ip adres", "ip address", "ipaddr",
    "ipaddress", "locationlatitude", "locationlongitude", "handtekening", "jaren ervaring",
))  # fmt: skip
_PERSONAL_WORDS = frozenset((
    "naam", "name", "voornaam", "achternaam", "mail", "email", "mailadres", "emailadres", "telefoon",
    "telefoonnummer", "adres", "postcode", "woonplaats", "geboortedatum", "leeftijd",
))  # fmt: skip
_ASKS = re.compile(
    r"(?:wat|wie|welke?|hoe|hoeveel|hoelang|waar|wanneer|vanuit welke|in welke|op welke|bij welke|what|how|"
    r"which|who|where)\b.*\b(?:je|jij|jouw|u|uw|your|you)\b"
)
_CONTACT = re.compile(r"\S@\S+\.\w|(?:\+31|0031|\b06)[\s-]?\d")
_MOMENT = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T,].*)?|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_ID = re.compile(r"[A-Za-z]{0,4}[ _.-]?\d{1,3}(?:[ _.-]\d{1,3})?")
_HALF = 0.5  # of the cells that hold anything
_SHORT = 3  # words of a heading that names a field and states nothing


def kind_of(
    name: str, cells: Sequence[str], places: Callable[[str], bool], knows: Callable[[str], bool]
) -> str:
    """Return what a column is for, by its heading and by what is in it.

    `places` tells whether a cell names a perspective or role, `knows` whether it is a participant of
    the table. The cells decide over the heading, except where the heading stands for a person.
    """
    bare = normal_name(name)
    filled = [cell for cell in cells if cell]
    given = _share(filled, has_points)
    rules = (
        (PERSONAL, bare in _PERSONAL_NAMES or _share(filled, _reaches) > 0),
        (STAMP, bare in STAMP_NAMES or _share(filled, _is_moment) > _HALF),
        (WHO, _share(filled, knows) >= _HALF or (bare in WHO_NAMES and given <= _HALF)),
        (ROLE, _share(filled, places) >= _HALF or bare in ROLE_NAMES),
        (STAMP, bare in WHO_NAMES or bare in _ASIDE_NAMES),
        (_unread(bare), bool(filled) and given < _HALF),
        (OTHER, bool(filled) and not says_something(name)),
        (NOTHING, not says_something(name) or (not filled and _unread(bare) == PERSONAL)),
        (QUESTION, bool(_ASKS.match(bare))),
    )
    return next((kind for kind, fits in rules if fits), STATEMENT)


def has_points(cell: str) -> bool:
    """Tell whether a cell can be read as points, a place or a judgement."""
    return read_cell(cell).kind not in (EMPTY, UNREADABLE)


def says_something(name: str) -> bool:
    """Tell whether a heading holds words, where "Q1_2", "P03" and "12" only number something."""
    bare = name.strip()
    return (
        sum(char.isalpha() for char in bare) >= 3 and not _ID.fullmatch(bare) and not is_code(bare)
    )


def is_sentence(name: str) -> bool:
    """Tell whether a heading states something, as a name or the name of a field does not."""
    return len(normal_name(name).split()) > _SHORT or name.rstrip().endswith((".", "!"))


def _unread(bare: str) -> str:
    words = set(bare.split())
    short = len(bare.split()) <= _SHORT or bool(_ASKS.match(bare))
    return PERSONAL if short and words & _PERSONAL_WORDS else OTHER


def _reaches(cell: str) -> bool:
    return bool(_CONTACT.search(cell))


def _is_moment(cell: str) -> bool:
    return bool(_MOMENT.fullmatch(cell.strip()))


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, cells)) / len(cells) if cells else 0.0
