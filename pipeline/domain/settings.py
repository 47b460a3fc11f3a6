"""A study's YAML in; frozen settings out, with the defaults of `configs/standaard.yaml` filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.domain.contact import Contact, read_contact
from pipeline.domain.errors import InputError, UsageError
from pipeline.domain.evidence_rules import EvidenceRules, read_evidence_rules
from pipeline.domain.perspectives import PerspectiveMap, normal_role, normal_value
from pipeline.domain.prioritising import Prioritising, read_prioritising
from pipeline.domain.yamltext import YamlText, read_yaml

STUDY_KEYS = (
    "studie", "titel", "data", "codeboek", "coderingen", "leren_van", "taalmodel", "zinsmodel",
    "vrijgave", "perspectieven", "knip_boven", "perioden", "zaad", "huisstijl", "eigen_namen",
    "staat_voor", "peildatum", "factsheets", "prioriteren", "vragen",
    "teksten_verlaten_deze_computer", "patronen", "overeenstemming", "terugkoppeling", "naamherkenner",
)  # fmt: skip
LOWEST_MIN_TABLES = 3
NAME_FINDERS = ("deduce",)


@dataclass(frozen=True)
class Period:
    """A span of months that figures by period use; both ends belong to it."""

    label: str
    first: str  # "2016-01"
    last: str  # "2017-12"


@dataclass(frozen=True)
class Settings:
    """Everything that one study's file says; paths are absolute, ids are as written."""

    path: Path
    study: str
    title: str
    data: Path
    codebook: Path
    codings: tuple[Path, ...]
    learn_from: tuple[Path, ...]
    language_model: str
    sentence_model: str
    min_tables: int
    min_people: int
    words_below: int  # under this many tables findings are told in words, without counts
    perspectives: Mapping[str, str]  # the study's own choices, see `perspective_map`
    groups: Mapping[str, tuple[str, ...]]  # the study's own groups, empty: the codebook's
    cut_above: int  # a turn of more words is cut into sentences; 0: never
    periods: tuple[Period, ...]  # empty: made from the dates
    seed: int
    house_style: Path
    own_names: tuple[str, ...]  # local schools and organisations that the privacy check should know
    stands_for: str = ""  # what its tables stand for; "": nothing is said of other tables
    sheets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # title to table ids
    prioritising: Prioritising = field(default_factory=Prioritising)  # of its dialoogsessies
    rules: EvidenceRules = field(default_factory=EvidenceRules)  # what evidence must carry
    judged_on: date = field(default_factory=date.today)  # the day on which consent must hold
    contact: Contact = field(default_factory=Contact)  # whom the people of a table can call
    name_finder: str = ""  # a second finder of names beside our own: "deduce"
    texts_leave_for: str = ""  # the one server off this machine that may read texts; "": none

    @property
    def output(self) -> Path:
        """Where output goes by itself: `uitvoer/<studie>` beside the folder of the study's data."""
        return self.data.parent / "uitvoer" / self.study


def configs_folder() -> Path:
    """Return the folder with the product's own settings: in the checkout, or inside the wheel."""
    package = Path(__file__).resolve().parents[1]
    beside = package.parent / "configs"
    return beside if (beside / "standaard.yaml").is_file() else package / "_configs"


def read_settings(path: Path) -> Settings:
    """Read one study's settings.

    Raises:
        UsageError: when there is no such file.
        InputError: with file and line: an unknown key, a missing one, a value of the wrong kind, a
            threshold below three.
    """
    if not path.is_file():
        raise UsageError(
            f"Het studiebestand {path} bestaat niet. Geef het pad van een YAML-bestand, bijvoorbeeld "
            "configs/friesland-28.yaml, of begin een eigen studie met: dialoogtafel nieuw MAP"
        )
    text = read_yaml(path)
    if not isinstance(text.values, dict):
        raise text.error("een studiebestand bestaat uit sleutels als 'studie:' en 'data:'.")
    text.refuse_unknown_keys(STUDY_KEYS)
    base = read_yaml(configs_folder() / "standaard.yaml").values
    values = {**base, **{key: value for key, value in text.values.items() if value is not None}}
    release = _release(text, base["vrijgave"])
    choices, groups = _perspectives(text)
    return Settings(
        path=path.resolve(),
        study=_study_name(text),
        title=_string(text, values, "titel") or _study_name(text),
        data=_folder(text, "data"),
        codebook=_file(text, "codeboek", default=configs_folder() / "codeboek.yaml"),
        codings=_files(text, "coderingen"),
        learn_from=_files(text, "leren_van"),
        language_model=_model(text, _string(text, values, "taalmodel")),
        sentence_model=_model(text, _string(text, values, "zinsmodel")),
        min_tables=release["min_tafels"],
        min_people=release["min_personen"],
        words_below=release["woorden_onder"],
        perspectives=choices,
        groups=groups,
        cut_above=_whole(text, values, "knip_boven"),
        periods=_periods(text),
        seed=_whole(text, values, "zaad"),
        house_style=_file(text, "huisstijl", default=configs_folder() / "huisstijl.yaml"),
        sheets=_sheets(text),
        own_names=_own_names(text),
        stands_for=_string(text, values, "staat_voor"),
        prioritising=read_prioritising(text, base),
        rules=read_evidence_rules(text, base),
        judged_on=_day(text),
        contact=read_contact(text),
        name_finder=_name_finder(text),
        texts_leave_for=_string(text, values, "teksten_verlaten_deze_computer"),
    )


def perspective_map(
    settings: Settings, perspectives: tuple[str, ...], groups: Mapping[str, tuple[str, ...]]
) -> PerspectiveMap:
    """Return the map from roles and recorded perspectives to the codebook's ids and groups.

    Raises:
        InputError: when the study's `perspectieven` names a perspective or group that is not there.
    """
    text = read_yaml(configs_folder() / "perspectieven.yaml").values
    groups = {**groups, **settings.groups}
    ids = {normal_value(perspective): perspective for perspective in perspectives}
    aliases = {normal_value(k): v for k, v in text["aliassen"].items() if v in perspectives}
    choices = {}
    for key, target in settings.perspectives.items():
        known = ids.get(normal_value(target)) or aliases.get(normal_value(target)) or target
        if known not in perspectives and known not in groups:
            raise InputError(
                f"{settings.path.name}, perspectieven: '{target}' (bij '{key}') is geen perspectief of "
                f"groep van het codeboek. Bekend zijn: {', '.join([*perspectives, *groups])}."
            )
        choices[normal_role(key)] = choices[normal_value(key)] = known
    return PerspectiveMap(
        perspectives=perspectives,
        groups=groups,
        aliases=aliases,
        roles={normal_role(k): v for k, v in text["rollen"].items() if v in perspectives},
        choices=choices,
    )


def _study_name(text: YamlText) -> str:
    """Return the study's name, which also names its output folder."""
    name = text.values.get("studie")
    if not name:
        raise text.error(
            "de sleutel 'studie:' ontbreekt. Geef een korte naam, bijvoorbeeld: mijn-regio."
        )
    if (
        not isinstance(name, str)
        or not re.fullmatch(r"[\w-][\w .-]*", name)
        or name.endswith((".", " "))
    ):
        raise text.error("'studie:' mag letters, cijfers, streepjes en punten bevatten.", "studie")
    return name


def _string(text: YamlText, values: Mapping[str, Any], key: str) -> str:
    value = values.get(key) or ""
    if not isinstance(value, str):
        raise text.error(f"bij '{key}:' hoort een tekst te staan.", key)
    return value


def _model(text: YamlText, name: str) -> str:
    """Return the name of a model; a path in it is taken from the study's file, as all paths are."""
    kind, mark, place = (
        name.rpartition(":") if name.startswith("sentence-transformers:") else ("", "", name)
    )
    if not place.startswith((".", "~")) and "/" not in place:
        return name
    return f"{kind}{mark}{(text.path.parent / Path(place).expanduser()).resolve()}"


def _whole(text: YamlText, values: Mapping[str, Any], key: str) -> int:
    value = values.get(key) or 0
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise text.error(f"bij '{key}:' hoort een heel getal van 0 of meer te staan.", key)
    return value


def _folder(text: YamlText, key: str) -> Path:
    value = text.values.get(key)
    if not value or not isinstance(value, str):
        raise text.error(f"de sleutel '{key}:' ontbreekt. Geef de map met de tafels.", key)
    folder = (text.path.parent / value).resolve()
    if not folder.is_dir():
        raise text.error(f"de map {folder} bestaat niet. Kijk het pad bij '{key}:' na.", key)
    return folder


def _file(text: YamlText, key: str, *, default: Path) -> Path:
    value = text.values.get(key)
    if value is None:
        return default
    if not isinstance(value, str):
        raise text.error(f"bij '{key}:' hoort een pad te staan.", key)
    file = (text.path.parent / value).resolve()
    if not file.is_file():
        raise text.error(f"het bestand {file} bestaat niet. Kijk het pad bij '{key}:' na.", key)
    return file


def _files(text: YamlText, key: str) -> tuple[Path, ...]:
    values = text.values.get(key) or []
    values = [values] if isinstance(values, str) else values
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise text.error(f"bij '{key}:' hoort een lijst van bestanden te staan.", key)
    files = []
    for index, value in enumerate(values):
        file = (text.path.parent / value).resolve()
        if not file.is_file():
            raise text.error(f"het bestand {file} bestaat niet. Kijk het pad na.", key, index)
        files.append(file)
    return tuple(files)


def _day(text: YamlText) -> date:
    """Return the day on which consent is judged: the study's own, else today."""
    value = text.values.get("peildatum")
    try:
        return date.fromisoformat(str(value)) if value is not None else date.today()
    except ValueError:
        raise text.error("bij 'peildatum:' hoort een datum als 2026-05-01.", "peildatum") from None


def _name_finder(text: YamlText) -> str:
    """Return which second finder of names the study asks for, "" for none."""
    value = text.values.get("naamherkenner") or ""
    if value not in ("", *NAME_FINDERS):
        raise text.error(
            f"bij 'naamherkenner:' hoort {' of '.join(NAME_FINDERS)} te staan. Laat de regel weg om alleen "
            "de eigen controle te gebruiken.",
            "naamherkenner",
        )
    return str(value)


def _own_names(text: YamlText) -> tuple[str, ...]:
    """Return the names of local schools and organisations, sorted."""
    names = text.values.get("eigen_namen") or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise text.error("bij 'eigen_namen:' hoort een lijst van namen te staan.", "eigen_namen")
    return tuple(sorted(set(names)))


def _release(text: YamlText, base: Mapping[str, int]) -> dict[str, int]:
    """Return the thresholds of release; below three is refused."""
    own = text.values.get("vrijgave") or {}
    if not isinstance(own, dict):
        raise text.error("bij 'vrijgave:' hoort bijvoorbeeld {min_tafels: 3} te staan.", "vrijgave")
    if own:
        text.refuse_unknown_keys(("min_tafels", "min_personen"), "vrijgave")
    merged = {**base, **own}
    for key in own:
        value = merged[key]
        if isinstance(value, bool) or not isinstance(value, int) or value < LOWEST_MIN_TABLES:
            raise text.error(
                f"'{key}' hoort een heel getal van {LOWEST_MIN_TABLES} of meer te zijn: kleinere "
                "aantallen wijzen te snel naar één gezin.",
                "vrijgave", key,
            )  # fmt: skip
    return merged


def _perspectives(text: YamlText) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the study's own choices for roles and values, and its own groups."""
    raw = text.values.get("perspectieven") or {}
    if not isinstance(raw, dict):
        raise text.error("bij 'perspectieven:' hoort 'rol: perspectief' te staan.", "perspectieven")
    groups = raw.get("groepen") or {}
    if not isinstance(groups, dict):
        raise text.error(
            "bij 'groepen:' hoort 'groep: [perspectief, …]' te staan.", "perspectieven", "groepen"
        )
    choices = {}
    for key, value in raw.items():
        if key == "groepen":
            continue
        if not isinstance(value, str):
            raise text.error(
                f"bij '{key}:' hoort één perspectief of groep te staan.", "perspectieven", key
            )
        choices[str(key)] = value
    return choices, {str(group): tuple(members) for group, members in groups.items()}


def _sheets(text: YamlText) -> dict[str, tuple[str, ...]]:
    """Return the groups of tables that get a factsheet of their own: `Drie casussen: [T-1, T-2, T-3]`."""
    raw = text.values.get("factsheets") or {}
    if not isinstance(raw, dict):
        raise text.error(
            "bij 'factsheets:' hoort 'titel: [tafel, tafel, …]' te staan.", "factsheets"
        )
    for title, tables in raw.items():
        if not isinstance(tables, list) or not tables:
            raise text.error(f"'{title}' hoort een lijst van tafels te zijn.", "factsheets", title)
    return {str(title): tuple(str(table) for table in tables) for title, tables in raw.items()}


def _periods(text: YamlText) -> tuple[Period, ...]:
    """Return the periods that the study names itself: `2016-2017: [2016-01, 2017-12]`."""
    raw = text.values.get("perioden") or {}
    if not isinstance(raw, dict):
        raise text.error("bij 'perioden:' hoort 'naam: [jjjj-mm, jjjj-mm]' te staan.", "perioden")
    periods = []
    for label, span in raw.items():
        months = [str(month)[:7] for month in span] if isinstance(span, list) else []
        if len(months) != 2 or not all(re.fullmatch(r"\d{4}-\d{2}", month) for month in months):
            raise text.error(
                f"periode '{label}' hoort te zijn: [jjjj-mm, jjjj-mm].", "perioden", label
            )
        periods.append(Period(str(label), months[0], months[1]))
    return tuple(periods)
