"""A table's meta.yaml in; its row of dialogue tables, its participants and its speaker labels out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.perspectives import PerspectiveMap
from pipeline.domain.tables import DialogueTables, Participants, check
from pipeline.domain.tables.intake import MetaTexts
from pipeline.domain.yamltext import YamlText, read_yaml
from pipeline.intake.consent import Consent, may_quote
from pipeline.intake.dates import iso_date
from pipeline.intake.meta_consent import read_consent
from pipeline.intake.meta_texts import free_texts

SPEAKERS_FILE = "sprekers.yaml"
YOUTH = "jeugdige"  # the perspective that decides of consent by age
META_NAMES = ("meta.yaml", "meta.yml")
TABLE_KEYS = (
    "tafel", "datum", "regio", "gemeente", "soort", "sector", "leeftijdsgroep", "aanleiding", "deelnemers",
    "vooraf_gekozen_themas", "sprekers", "toestemming", "vorm", "duur_minuten", "aantal_deelnemers",
    "bronnen", "codeboek_versie", "voorzitter_id", "aanvrager_type", "casus_en_traject", "context_gemeente",
    "geslacht", "gezinssituatie", "problematiek", "kader", "hulpvormen", "aantal_betrokken_organisaties",
    "aantal_hulpverleners_geschat", "onderwijsovergang", "status", "verloop_chronologisch", "vraag",
    "toelichting", "opmerkingen",
)  # fmt: skip
PERSON_KEYS = (
    "code", "rol", "perspectief", "domein", "aanwezig", "toestemming", "citeren", "leeftijd",
    "leeftijdsgroep", "geslacht", "toelichting", "opmerkingen",
)  # fmt: skip
_TABLE_ID = re.compile(r"\w(?:[\w .-]*\w)?")
_CODE = re.compile(r"[\w.-]+")


@dataclass(frozen=True)
class Person:
    """Someone who sat at a table (or sent word)."""

    code: str
    role: str
    recorded: str  # the perspective as it stands in meta.yaml, "" where none stands there
    perspective: str
    group: str
    consent: Consent
    known: bool  # False: a recorded perspective that the perspective map cannot place


@dataclass(frozen=True)
class TableMeta:
    """What meta.yaml says of one table."""

    table_id: str
    values: Mapping[str, str]  # column of DialogueTables to text
    chosen_themes: tuple[str, ...] | None
    n_participants: int
    people: tuple[Person, ...]
    speakers: Mapping[str, str]  # label as written to participant code, "" for: known to be unknown
    texts: tuple[tuple[str, str], ...] = ()  # participant ("" for the table) and what was written

    def tables(self) -> DataFrame[DialogueTables]:
        """Return this table's one row."""
        themes = None if self.chosen_themes is None else list(self.chosen_themes)
        row = {
            "table_id": self.table_id,
            **self.values,
            "chosen_themes": themes,
            "n_participants": self.n_participants,
        }
        return check(pd.DataFrame([row], columns=DialogueTables.names()), DialogueTables)

    def free_texts(self) -> DataFrame[MetaTexts]:
        """Return one row per text that the privacy check must see."""
        rows = [(self.table_id, code, text) for code, text in self.texts]
        return check(pd.DataFrame(rows, columns=MetaTexts.names()), MetaTexts)

    def participants(self, on: date = date.min) -> DataFrame[Participants]:
        """Return one row per participant, in the order of meta.yaml; consent as it is on a day."""
        rows = [
            (self.table_id, one.code, one.role, one.perspective, one.group, may_quote(one.consent, on=on))
            for one in self.people
        ]  # fmt: skip
        return check(pd.DataFrame(rows, columns=Participants.names()), Participants)


def meta_file(folder: Path) -> Path | None:
    """Return the meta.yaml of a table's folder, None where there is none."""
    found = [
        path
        for path in sorted(folder.iterdir())
        if path.name.casefold() in META_NAMES and path.is_file()
    ]
    return found[0] if found else None


def read_meta(folder: Path, perspectives: PerspectiveMap, theme_ids: Collection[str]) -> TableMeta:
    """Read the meta.yaml of one table's folder.

    Raises:
        InputError: with folder, file and line: no such file, faulty YAML, an unknown key, no `tafel`,
            a value of the wrong kind, a theme that the codebook does not have.
    """
    path = meta_file(folder)
    if path is None:
        raise InputError(
            f"In tafelmap {folder.name} ontbreekt meta.yaml. Zet er een meta.yaml in met ten minste "
            "'tafel:' en 'deelnemers:', of haal de map uit de studie."
        )
    try:
        meta = _from_yaml(read_yaml(path), perspectives, theme_ids)
        return replace(meta, speakers={**meta.speakers, **_own_speakers(folder, meta.people)})
    except InputError as error:
        raise InputError(f"Tafelmap {folder.name}: {error}") from None


def check_unique_tables(readings_meta: Collection[tuple[str, Path]]) -> None:
    """Check that no two folders hold a table of the same id; case does not tell ids apart.

    Raises:
        InputError: naming both folders.
    """
    seen: dict[str, Path] = {}
    for table_id, folder in readings_meta:
        other = seen.setdefault(table_id.casefold(), folder)
        if other != folder:
            raise InputError(
                f"De tafelmappen {other.name} en {folder.name} hebben allebei 'tafel: {table_id}'. Geef "
                "één van de twee in meta.yaml een ander nummer."
            )


def _from_yaml(
    text: YamlText, perspectives: PerspectiveMap, theme_ids: Collection[str]
) -> TableMeta:
    if not isinstance(text.values, dict):
        raise text.error("een meta.yaml bestaat uit sleutels als 'tafel:' en 'deelnemers:'.")
    text.refuse_unknown_keys(TABLE_KEYS)
    people = _people(text, perspectives)
    columns = {
        "region": "regio", "municipality": "gemeente", "kind": "soort", "sector": "sector",
        "age_group": "leeftijdsgroep", "occasion": "aanleiding",
    }  # fmt: skip
    return TableMeta(
        table_id=_table_id(text),
        values={
            "date": _date(text),
            **{column: _text(text, key) for column, key in columns.items()},
        },
        chosen_themes=_themes(text, theme_ids),
        n_participants=_count(text, "aantal_deelnemers") or len(people),
        people=people,
        speakers=_speakers(text, people),
        texts=tuple(free_texts(text.values, [person.code for person in people])),
    )


def table_id_of(folder: Path) -> str:
    """Return the table that a folder holds, "" where its meta.yaml is missing or does not say."""
    path = meta_file(folder)
    values = read_yaml(path).values if path else None
    return str(values.get("tafel") or "").strip() if isinstance(values, dict) else ""


def _table_id(text: YamlText) -> str:
    value = text.values.get("tafel")
    if value is None or isinstance(value, bool | dict | list) or not str(value).strip():
        raise text.error(
            "de sleutel 'tafel:' ontbreekt of is leeg. Geef de tafel een nummer, bijvoorbeeld DT-07.",
            "tafel",
        )
    name = str(value).strip()
    if not _TABLE_ID.fullmatch(name):
        raise text.error(
            "'tafel:' mag letters, cijfers, spaties, punten en streepjes bevatten.", "tafel"
        )
    return name


def _date(text: YamlText) -> str:
    day = iso_date(text.values.get("datum"))
    if day is None:
        raise text.error(
            "bij 'datum:' staat geen datum die ik ken. Schrijf jjjj-mm-dd, jjjj-mm of jjjj.",
            "datum",
        )
    return day


def _text(text: YamlText, key: str, *trail: str | int) -> str:
    """Return the value of `key` as text, "" where nothing was recorded."""
    value = text.at(*trail).get(key)
    if isinstance(value, dict):
        raise text.error(f"bij '{key}:' hoort een tekst te staan.", *trail, key)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value if one is not None)
    return "" if value is None else " ".join(str(value).split())


def _count(text: YamlText, key: str) -> int:
    value = text.values.get(key)
    if value is None or value == "":
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise text.error(f"bij '{key}:' hoort een heel getal van 0 of meer te staan.", key)
    return value


def _themes(text: YamlText, theme_ids: Collection[str]) -> tuple[str, ...] | None:
    """Return the themes chosen beforehand; a subcode counts as its theme, None: not recorded."""
    raw = text.values.get("vooraf_gekozen_themas")
    if raw is None:
        return None
    themes: list[str] = []
    for index, value in enumerate(
        [raw] if isinstance(raw, str) else raw if isinstance(raw, list) else [None]
    ):
        theme = str(value or "").strip().casefold().split(".")[0]
        if theme not in theme_ids:
            near = difflib.get_close_matches(theme, sorted(theme_ids), n=1, cutoff=0.5)
            advice = (
                f"Bedoel je '{near[0]}'?"
                if near
                else f"Bekend zijn: {', '.join(sorted(theme_ids))}."
            )
            raise text.error(
                f"'vooraf_gekozen_themas' noemt een thema dat het codeboek niet heeft. {advice}",
                "vooraf_gekozen_themas", index,
            )  # fmt: skip
        themes.append(theme)
    return tuple(dict.fromkeys(themes))


def _people(text: YamlText, perspectives: PerspectiveMap) -> tuple[Person, ...]:
    raw = text.values.get("deelnemers")
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise text.error(
            "bij 'deelnemers:' hoort een lijst te staan: - {code: P1, rol: moeder, …}.",
            "deelnemers",
        )
    people: list[Person] = []
    codes: set[str] = set()
    for index, value in enumerate(raw):
        person = _person(text, index, value, perspectives)
        if person.code.casefold() in codes:
            raise text.error(
                f"de code {person.code} staat bij twee deelnemers.", "deelnemers", index
            )
        codes.add(person.code.casefold())
        people.append(person)
    return tuple(people)


def _person(text: YamlText, index: int, value: Any, perspectives: PerspectiveMap) -> Person:
    trail = ("deelnemers", index)
    if isinstance(value, str):
        value = {"rol": value}
        text.values["deelnemers"][index] = value
    if not isinstance(value, dict):
        raise text.error(
            "een deelnemer hoort te zijn: {code: P1, rol: moeder, perspectief: ouder}.", *trail
        )
    _join_commas(value)
    text.refuse_unknown_keys(PERSON_KEYS, *trail)
    code = _text(text, "code", *trail) or f"P{index + 1}"
    if not _CODE.fullmatch(code):
        raise text.error(
            "een 'code:' mag letters, cijfers, punten en streepjes bevatten.", *trail, "code"
        )
    role, recorded = _text(text, "rol", *trail), _text(text, "perspectief", *trail)
    perspective = perspectives.perspective_of(role, recorded)
    return Person(
        code=code,
        role=role,
        recorded=recorded,
        perspective=perspective,
        group=perspectives.group_of(role, recorded),
        consent=read_consent(text, *trail, is_youth=perspective == YOUTH),
        known=not recorded or perspectives.knows(recorded),
    )


def _join_commas(value: dict[str, Any]) -> None:
    """Put a text with a comma between brackets back together: {rol: dochter (oudste, 15), …}.

    YAML reads such a comma as the start of a new key without a value.
    """
    previous = ""
    for key in list(value):
        before = value.get(previous)
        if value[key] is None and isinstance(before, str) and before.count("(") > before.count(")"):
            value[previous] = f"{before}, {key}"
            del value[key]
        else:
            previous = key


def _own_speakers(folder: Path, people: tuple[Person, ...]) -> dict[str, str]:
    """Return what sprekers.yaml, made from a filled-in sheet, says over what meta.yaml says."""
    path = folder / SPEAKERS_FILE
    if not path.is_file():
        return {}
    text = read_yaml(path)
    return _label_map(text, text.values, people)


def _speakers(text: YamlText, people: tuple[Person, ...]) -> dict[str, str]:
    """Return the study's own map from a label in the text to a participant's code."""
    return _label_map(text, text.values.get("sprekers"), people, "sprekers")


def _label_map(text: YamlText, raw: Any, people: tuple[Person, ...], *trail: str) -> dict[str, str]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise text.error(
            "bij 'sprekers:' hoort 'naam in de tekst: code van de deelnemer' te staan.", "sprekers"
        )
    codes = {person.code.casefold(): person.code for person in people}
    speakers: dict[str, str] = {}
    for label, value in raw.items():
        code = "" if value is None else str(value).strip()
        if code and code.casefold() != "onbekend" and code.casefold() not in codes:
            raise text.error(
                "bij 'sprekers:' staat een code die niet bij 'deelnemers:' staat. Bekend zijn: "
                f"{', '.join(codes.values()) or 'geen'}.",
                *trail, label,
            )  # fmt: skip
        speakers[str(label)] = codes.get(code.casefold(), "")
    return speakers
