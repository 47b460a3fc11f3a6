"""What may be kept of a study in; the texts of its deposit out: LEESMIJ, metadata, record, model card.

Nothing here may name small numbers, tables, people or files of a machine: a deposit leaves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.release.accountability import Accounting, fill_text
from pipeline.release.session_headings import meaning_of_sessions

README = "LEESMIJ.md"
KEPT_OF_RECORD = ("studie", "titel", "versies", "codeboek", "modellen", "zaad")
KEPT_OF_SETTINGS = (
    "taalmodel",
    "zinsmodel",
    "min_tafels",
    "min_personen",
    "knip_boven",
    "perioden",
)
KEPT_OF_SUMMARY = ("tafels", "fragmenten", "woorden", "voorstellen")
COLUMNS = {  # of the tables, for who never saw one
    "bevinding": "vaste naam van de telling",
    "code, naam": "thema of subcode van het codeboek",
    "waardering": "succesfactor, knelpunt, verbeterpunt of neutraal",
    "groep": "gezin, professionals, beleid of overig",
    "uitsplitsing, waarde": "bijvoorbeeld periode, 2016-2017",
    "tafels": "aan hoeveel dialoogtafels; leeg is afgeschermd",
    "van_tafels": "van hoeveel tafels die konden meetellen",
    "tafels_met_stem": "waar de stem van die groep te coderen was",
    "afgeschermd": "waarom een cel leeg is: klein, of afleidbaar uit andere",
    "bron, reeks": "wie codeerde: mens, en welke reeks",
}
_DESCRIBED = {  # first part of a path to the text that describes it
    "metadata": "bestand_metadata",
    "codeboek": "bestand_codeboek",
    "methode": "bestand_methode",
    "tabellen": "bestand_tabellen",
    "figuren": "bestand_figuren",
    "vrijgave.json": "bestand_vrijgave",
    "transcripten": "bestand_transcripten",
}
_MANDATORY = ("creators", "title", "publisher", "publicationYear", "resourceType")  # of DataCite
_BY_THEME, _RARE = (
    "|",
    "Deze codes worden niet voorgesteld",
)  # lines of a model card with small numbers


def readme(
    accounting: Accounting,
    facts: Mapping[str, str],
    paths: Sequence[str],
    *,
    n_transcripts: int,
    has_tables: bool,
    sessions: bool = False,
) -> bytes:
    """Return LEESMIJ.md: what the deposit holds, what it does not, and how to read and check it."""

    def say(name: str) -> str:
        return fill_text(accounting, name, facts)

    parts = dict.fromkeys(path.split("/", 1)[0] for path in paths)
    held = [f"| `{_shown(part)}` | {say(_DESCRIBED[part])} |" for part in parts if part in _DESCRIBED]  # fmt: skip
    outside = [say("archief_niet")]
    if not n_transcripts:
        outside.append(say("archief_zonder_transcripten"))
    if not has_tables:
        outside.append(say("archief_zonder_tabellen"))
    lines = [f"# {say('archief_kop')}", "", say("archief_wat"), "", "## Wat erin zit", ""]
    lines += ["| waar | wat |", "|---|---|", *held, ""]
    if n_transcripts:
        lines += [f"{say('archief_met_transcripten')} Het zijn er {n_transcripts}.", ""]
    lines += ["## Wat er niet in zit", "", *(f"{line}\n" for line in outside if line)]
    if has_tables:
        lines += ["## De tabellen lezen", "", say("archief_afscherming"), ""]
        lines += ["| kolom | betekenis |", "|---|---|"]
        told = [meaning_of_sessions(*one) if sessions else one for one in COLUMNS.items()]
        lines += [f"| {name} | {meaning} |" for name, meaning in told] + [""]
    lines += ["## Nakijken of het heel is", "", say("archief_nakijken")]
    return ("\n".join(lines) + "\n").encode()


def metadata_yaml(accounting: Accounting, entries: Mapping[str, str]) -> bytes:
    """Return the metadata as YAML, with the question beside every field that a person has still to fill in."""
    lines = [
        "# Dublin Core en DataCite. Wat leeg is, vult een mens in voor het pakket wordt aangeboden."
    ]
    for entry in accounting.entries:
        value = entries.get(entry.field, "")
        asked = f"  # nog invullen: {entry.hint}" if entry.hint and not value else ""
        lines.append(f"{entry.field}: {json.dumps(value, ensure_ascii=False)}{asked}")
    return ("\n".join(lines) + "\n").encode()


def datacite_json(entries: Mapping[str, str]) -> bytes:
    """Return the metadata in the form of DataCite 4 (attributes of a DOI), only what is filled in."""

    def many(name: str) -> list[str]:
        return [part.strip() for part in entries.get(name, "").split(";") if part.strip()]

    year = entries.get("publicationYear", "").strip()
    told: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "identifiers": [{"identifier": one, "identifierType": "DOI"} for one in many("identifier")],
        "creators": [{"name": name} for name in many("creators")],
        "titles": [{"title": one} for one in [entries.get("title", "")] if one],
        "publisher": {"name": entries["publisher"]} if entries.get("publisher") else {},
        "publicationYear": int(year) if year.isdecimal() and len(year) == 4 else None,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": entries.get("resourceType", "")},
        "subjects": [{"subject": one, "lang": "nl"} for one in many("subjects")],
        "dates": [{"date": one, "dateType": "Collected"} for one in many("dateCollected")],
        "language": entries.get("language", ""),
        "version": entries.get("version", ""),
        "rightsList": [{"rights": one} for one in many("rights") + many("accessRights")],
        "descriptions": [
            {"description": one, "descriptionType": "Abstract", "lang": "nl"}
            for one in [entries.get("description", "")]
            if one
        ],
        "geoLocations": [{"geoLocationPlace": one} for one in many("spatial")],
        "fundingReferences": [{"funderName": one} for one in many("funding")],
    }  # fmt: skip
    filled = {name: value for name, value in told.items() if value}
    return (json.dumps(filled, ensure_ascii=False, indent=1) + "\n").encode()


def left_open(entries: Mapping[str, str]) -> list[str]:
    """Return the fields that DataCite asks for and that are still empty, in order."""
    return [name for name in _MANDATORY if not entries.get(name, "").strip()]


def outside_record(record: Mapping[str, Any], n_series: int) -> bytes:
    """Return the part of `run.json` that may leave: no table, no file name, no time, no name of a coder."""
    told: dict[str, Any] = {name: record[name] for name in KEPT_OF_RECORD if name in record}
    settings, summary = record.get("instellingen", {}), record.get("samenvatting", {})
    told["instellingen"] = {name: settings[name] for name in KEPT_OF_SETTINGS if name in settings}
    told["samenvatting"] = {name: summary[name] for name in KEPT_OF_SUMMARY if name in summary}
    told["samenvatting"]["reeksen_van_mensen"] = n_series
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def outside_card(card: str) -> bytes:
    """Return a model card without its lines per code: how often a rare code was given is a small number."""
    kept = [line for line in card.splitlines() if not line.startswith((_BY_THEME, _RARE))]
    return ("\n".join(kept) + "\n").encode()


def _shown(part: str) -> str:
    return part if "." in part else f"{part}/"
