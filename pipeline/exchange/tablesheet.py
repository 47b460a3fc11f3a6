"""Tables and participants as a workbook to fill in; a filled-in one back to meta.yaml files."""

from __future__ import annotations

import difflib
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.domain.codebook import Codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.domain.yamltext import read_yaml
from pipeline.files.atomic import write_text
from pipeline.files.spreadsheets import read_workbook, write_workbook

TABLES, PEOPLE, HELP = "tafels", "deelnemers", "uitleg"
COLUMNS = {
    TABLES: {
        "tafel": 12, "datum": 14, "regio": 16, "gemeente": 18, "soort": 20, "sector": 16,
        "leeftijdsgroep": 16, "aanleiding": 48, "vooraf_gekozen_themas": 30,
    },
    PEOPLE: {"tafel": 12, "code": 10, "rol": 34, "perspectief": 26, "citeren": 12},
}  # fmt: skip
REQUIRED = {TABLES: ("tafel",), PEOPLE: ("tafel", "rol")}
CHOICES = {
    "soort": ("casusspecifiek", "casusoverstijgend", "dialoogsessie"),
    "sector": ("jeugdhulp", "wijkteam", "jeugd-ggz", "jeugdbescherming", "po", "vo", "mbo", "jgz"),
    "leeftijdsgroep": ("0-3", "4-11", "12-17", "18-23"),
    "citeren": ("ja", "nee"),
}
NONE_CHOSEN = "geen"

_TABLE_ID = re.compile(r"\w(?:[\w .-]*\w)?")
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # no folder on Windows
_MARK = "# Gemaakt uit {name} ({digest}). Pas daar iets aan, of haal deze regel weg en werk hier."
_MARKED = re.compile(r"# Gemaakt uit .* \(([0-9a-f]{12})\)\.[^\n]*\n")


@dataclass(frozen=True)
class MetaFiles:
    """What came of a workbook: files written, files that were left alone, and remarks in Dutch."""

    written: tuple[Path, ...]
    unchanged: tuple[Path, ...]
    kept: tuple[Path, ...]  # made or changed by hand, and different: not overwritten
    remarks: tuple[str, ...]


def table_sheet(path: Path | None, codebook: Codebook) -> bytes:
    """Return the workbook in which tables and participants are filled in, with dropdowns.

    Raises:
        InputError: when `path` cannot be written.
    """
    sheets = {name: pd.DataFrame(columns=list(columns)) for name, columns in COLUMNS.items()}
    explained = read_yaml(configs_folder() / "sjabloon" / "uitleg.yaml").values
    sheets[HELP] = pd.DataFrame(list(explained.items()), columns=["onderdeel", "uitleg"])
    sheets["codes"] = pd.DataFrame(
        [("thema", code.id, code.label) for code in codebook.themes]
        + [("perspectief", key, label) for key, label in codebook.perspectives.items()],
        columns=["soort", "code", "betekenis"],
    )
    widths = {
        **COLUMNS,
        HELP: {"onderdeel": 30, "uitleg": 100},
        "codes": {"code": 26, "betekenis": 60},
    }
    dropdowns = {
        TABLES: {name: CHOICES[name] for name in ("soort", "sector", "leeftijdsgroep")},
        PEOPLE: {"perspectief": tuple(codebook.perspectives), "citeren": CHOICES["citeren"]},
    }
    return write_workbook(path, sheets, widths=widths, dropdowns=dropdowns)


def tables_to_meta(workbook: Path, data: Path, *, overwrite: bool = False) -> MetaFiles:
    """Write one meta.yaml per table of a filled-in workbook, each in the folder of its table.

    A file that people made or changed is left alone when it says something else, unless
    `overwrite`; nothing is written when anything in the workbook is wrong.

    Raises:
        InputError: with sheet, row and column: a sheet or column that is missing, a table without a
            number or with one that stands twice, a participant of a table that is not there.
    """
    sheets = read_workbook(workbook)
    remarks: list[str] = []
    tables = _sheet(workbook, sheets, TABLES, remarks)
    people = _sheet(workbook, sheets, PEOPLE, remarks)
    ids = _table_ids(workbook, tables)
    seats = _seats(workbook, people, ids)
    found: dict[str, list[Path]] = {"written": [], "unchanged": [], "kept": []}
    for (_, row), table_id in zip(tables.iterrows(), ids.values(), strict=True):
        if not seats[table_id]:
            remarks.append(f"Bij tafel {table_id} staan nog geen deelnemers.")
        body = _yaml(_meta(row, seats[table_id]))
        path = _folder_of(data, table_id) / "meta.yaml"
        found[_put(path, body, workbook.name, overwrite=overwrite)].append(path)
    return MetaFiles(
        **{kind: tuple(paths) for kind, paths in found.items()}, remarks=tuple(remarks)
    )


def _sheet(
    path: Path, sheets: Mapping[str, pd.DataFrame], name: str, remarks: list[str]
) -> pd.DataFrame:
    """Return one sheet with the columns that are known, each filled with text."""
    by_name = {found.strip().casefold(): table for found, table in sheets.items()}
    if name not in by_name:
        raise InputError(
            f"{path.name}: het blad '{name}' ontbreekt. Begin met de tafels.xlsx die "
            "'dialoogtafel nieuw MAP' maakt."
        )
    table = by_name[name].rename(columns=lambda column: column.strip().casefold().replace(" ", "_"))
    known = list(COLUMNS[name])
    missing = [column for column in REQUIRED[name] if column not in table.columns]
    if missing and not table.columns.empty:
        raise InputError(
            f"{path.name}, blad {name}: de kolom '{missing[0]}' ontbreekt in de eerste regel."
        )
    for number, column in enumerate(table.columns, start=1):
        if column not in known:
            near = difflib.get_close_matches(column, known, n=1, cutoff=0.75)
            advice = f" Bedoel je '{near[0]}'?" if near else ""
            remarks.append(f"Blad {name}: kolom {number} ken ik niet en is overgeslagen.{advice}")
    return table.reindex(columns=known, fill_value="")


def _table_ids(path: Path, tables: pd.DataFrame) -> dict[str, str]:
    """Return every table's number by its number without case, in the order of the sheet."""
    ids: dict[str, str] = {}
    for row, value in tables["tafel"].items():
        where = f"{path.name}, blad {TABLES}, rij {row}"
        if not value:
            raise InputError(
                f"{where}: de kolom 'tafel' is leeg. Geef elke tafel een nummer, zoals DT-01."
            )
        if not _TABLE_ID.fullmatch(value) or _RESERVED.fullmatch(value):
            raise InputError(
                f"{where}: een tafelnummer mag letters, cijfers, punten en streepjes bevatten."
            )
        if value.casefold() in ids:
            raise InputError(
                f"{where}: dit tafelnummer staat er twee keer. Geef elke tafel een eigen nummer."
            )
        ids[value.casefold()] = value
    if not ids:
        raise InputError(
            f"{path.name}: op het blad '{TABLES}' staat nog geen tafel. Vul één regel per tafel in "
            f"en bewaar het bestand; het blad '{HELP}' zegt wat waar hoort."
        )
    return ids


def _seats(
    path: Path, people: pd.DataFrame, ids: Mapping[str, str]
) -> dict[str, list[dict[str, str]]]:
    """Return the participants of every table, in the order of the sheet."""
    seats: dict[str, list[dict[str, str]]] = {table_id: [] for table_id in ids.values()}
    for row, person in people.iterrows():
        where = f"{path.name}, blad {PEOPLE}, rij {row}"
        table_id = ids.get(person["tafel"].casefold())
        if table_id is None:
            raise InputError(
                f"{where}: deze tafel staat niet op het blad '{TABLES}'. Kijk het tafelnummer na."
            )
        if not person["rol"]:
            raise InputError(
                f"{where}: de kolom 'rol' is leeg. Vul in wie dit was, zoals moeder of mentor."
            )
        if person["citeren"] and person["citeren"].casefold() not in CHOICES["citeren"]:
            raise InputError(f"{where}: bij 'citeren' hoort ja of nee te staan.")
        code = person["code"] or f"P{len(seats[table_id]) + 1}"
        if code in {other["code"] for other in seats[table_id]}:
            raise InputError(f"{where}: de code {code} staat bij twee deelnemers van deze tafel.")
        one = {"code": code, **{key: person[key] for key in ("rol", "perspectief", "citeren")}}
        seats[table_id].append({key: value for key, value in one.items() if value})
    return seats


def _meta(row: pd.Series, seats: list[dict[str, str]]) -> dict[str, Any]:
    """Return what meta.yaml says of one table; what was left empty is left out."""
    meta: dict[str, Any] = {str(key): value for key, value in row.items() if value}
    themes = meta.pop("vooraf_gekozen_themas", None)
    if themes is not None:
        parts = [part.strip() for part in re.split(r"[;,\n]", themes)]
        meta["vooraf_gekozen_themas"] = [part for part in parts if part and part != NONE_CHOSEN]
    if seats:
        meta["deelnemers"] = seats
    return meta


def _yaml(meta: Mapping[str, Any]) -> str:
    """Return the text of a meta.yaml, one participant a line."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    root = CommentedMap(meta)
    for key in ("vooraf_gekozen_themas", "deelnemers"):
        if key in root:
            root[key] = CommentedSeq(root[key])
    if "vooraf_gekozen_themas" in root:
        root["vooraf_gekozen_themas"].fa.set_flow_style()
    for index, person in enumerate(root.get("deelnemers", ())):
        root["deelnemers"][index] = CommentedMap(person)
        root["deelnemers"][index].fa.set_flow_style()
    writer = YAML()
    writer.width = 4096
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    writer.dump(root, stream)
    return stream.getvalue()


def _folder_of(data: Path, table_id: str) -> Path:
    """Return the folder of a table: one that is already called so, else a new one."""
    if data.is_dir():
        for folder in sorted(path for path in data.rglob("*") if path.is_dir()):
            if folder.name.casefold() == table_id.casefold():
                return folder
    return data / table_id


def _put(path: Path, body: str, name: str, *, overwrite: bool) -> str:
    """Write one meta.yaml, unless someone's own work would be lost; return what was done."""
    if path.is_file():
        text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
        mark = _MARKED.match(text)
        own = text[mark.end() :] if mark else text
        if own == body:
            return "unchanged"
        if not overwrite and (mark is None or mark.group(1) != _digest(own)):
            return "kept"
    write_text(path, _MARK.format(name=name, digest=_digest(body)) + "\n" + body)
    return "written"


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8")).hexdigest()[:12]
