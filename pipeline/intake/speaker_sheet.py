"""The speakers that were met in; a sheet to fill in out, and a filled-in sheet back as sprekers.yaml."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.tables import check, empty
from pipeline.domain.tables.intake import MetSpeakers
from pipeline.intake.reading import TableReading

SHEET = "sprekers"
COLUMNS = (
    "tafel", "document", "aanduiding", "beurten", "woorden", "nu gekoppeld aan", "rol", "opmerking", "deelnemer",
)  # fmt: skip
CODE_COLUMN = "deelnemer"  # the one that a researcher fills in
NOBODY = "onbekend"


def met_speakers(readings: Sequence[TableReading]) -> DataFrame[MetSpeakers]:
    """Return every label that was met, in order of table, document and first turn."""
    tables = [reading.speakers for reading in readings if len(reading.speakers)]
    return (
        check(pd.concat(tables, ignore_index=True), MetSpeakers) if tables else empty(MetSpeakers)
    )


def speakers_sheet(speakers: DataFrame[MetSpeakers]) -> pd.DataFrame:
    """Return the sheet that a researcher fills in: a code from meta.yaml in the last column.

    Labels that nobody could be tied to come first.
    """
    ordered = speakers.sort_values(["known", "table_id", "document"], kind="stable")
    remarks = [
        "lijkt op een naam: vervang die in het document" if row.may_be_name
        else "hoort bij geen deelnemer" if not row.known
        else "meer deelnemers met deze rol" if not row.participant
        else ""
        for row in ordered.itertuples()
    ]  # fmt: skip
    rows = zip(
        ordered["table_id"], ordered["document"], ordered["label"], ordered["n_turns"], ordered["n_words"],
        ordered["participant"], ordered["role"], remarks, [""] * len(ordered),
        strict=True,
    )  # fmt: skip
    return pd.DataFrame(list(rows), columns=list(COLUMNS))


def read_speakers_sheet(
    sheet: pd.DataFrame, codes: Mapping[str, Sequence[str]], file_name: str
) -> dict[str, dict[str, str]]:
    """Return per table the labels that were filled in with their code; "" stands for nobody.

    `codes` holds the participants' codes of every table. The index of `sheet` is its row number.

    Raises:
        InputError: naming file and row, for a missing column, a table or a code that is not there.
    """
    missing = [name for name in ("tafel", "aanduiding", CODE_COLUMN) if name not in sheet.columns]
    if missing:
        raise InputError(
            f"{file_name}: de kolom '{missing[0]}' ontbreekt. Maak het blad opnieuw met: dialoogtafel sprekers"
        )
    filled: dict[str, dict[str, str]] = {}
    for row, table_id, label, code in zip(
        sheet.index, sheet["tafel"], sheet["aanduiding"], sheet[CODE_COLUMN], strict=True
    ):
        wanted, met = _cell(code), _cell(label)
        if not wanted or not met:
            continue
        filled.setdefault(str(table_id), {})[met] = _code(
            wanted, codes, str(table_id), f"{file_name}, rij {row}"
        )
    return filled


def _cell(value: object) -> str:
    return "" if pd.isna(value) else str(value).strip()  # type: ignore[call-overload]


def _code(code: str, codes: Mapping[str, Sequence[str]], table_id: str, where: str) -> str:
    if table_id not in codes:
        raise InputError(f"{where}: deze tafel staat niet in de studie. Kijk de kolom 'tafel' na.")
    if code.casefold() == NOBODY:
        return ""
    known = {one.casefold(): one for one in codes[table_id]}
    if code.casefold() not in known:
        raise InputError(
            f"{where}: deze code staat niet bij de deelnemers van tafel {table_id}. Bekend zijn: "
            f"{', '.join(codes[table_id]) or 'geen'}, of vul '{NOBODY}' in."
        )
    return known[code.casefold()]


def speakers_yaml(labels: Mapping[str, str]) -> str:
    """Return the text of a table's sprekers.yaml, sorted by label; meta.yaml itself is never touched."""
    from ruamel.yaml import YAML

    stream = io.StringIO()
    stream.write(
        "# Gemaakt met: dialoogtafel sprekers. Aanduiding in de tekst -> code van de deelnemer.\n"
    )
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.dump({label: labels[label] or NOBODY for label in sorted(labels)}, stream)
    return stream.getvalue()
