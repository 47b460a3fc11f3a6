"""`spiegelbijeenkomst`: the findings of all tables to a sheet per gemeente that asks for one."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import DialogueTables, Findings, Released
from pipeline.domain.wording import plural
from pipeline.files.atomic import write_bytes
from pipeline.release.factsheet import Factsheet, compose_factsheet
from pipeline.release.feedback import compose_mirror
from pipeline.release.figures import read_style
from pipeline.release.statements import KeyFinding, findings_in_words
from pipeline.release.texts import read_texts
from pipeline.stages import leaflets, sheets
from pipeline.stages.analysis import analyse
from pipeline.stages.progress import Progress
from pipeline.stages.release_run import open_release
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder

NAME = "spiegelbijeenkomst"
PLACE = f"concept/{NAME}"
TEMPLATES = "terugkoppeling.yaml"
ASKED = "spiegelbijeenkomst.json"  # with the decisions: for which gemeenten a sheet was asked
LONGEST_NAME = 80  # characters
_DIGIT = re.compile(r"\d")


def make_mirror(
    study: Path, folder: Path | None, progress: Progress, municipality: str
) -> list[Path]:
    """Write the sheet of one gemeente, or the one with a blank for its name, as a concept.

    Raises:
        InputError: when something in the study has to be mended first, or the name is no name.
    """
    name = " ".join(municipality.split())
    if len(name) > LONGEST_NAME:
        raise InputError(f"De naam van de gemeente is langer dan {LONGEST_NAME} tekens.")
    if name and product_of(name) == NAME:
        raise InputError("In de naam van de gemeente staat geen letter of cijfer. Kijk haar na.")
    place = analyse(study, folder, progress).folder
    run = open_release(study, place, progress)
    run.concept = True
    key = product_of(name) if name else NAME
    if name:
        _ask(run, name)
    sheet = mirror_sheets(run)[key]
    paths = []
    for form, content in leaflets.render_sheet(run, sheet).items():
        paths.append(place / PLACE / f"{key}.{form}")
        write_bytes(paths[-1], content)
    return paths


def mirror_sheets(run: Run) -> dict[str, Factsheet]:
    """Return the sheet with a blank for the gemeente, and one per gemeente that was asked for, by product.

    Which gemeenten took part is told nowhere: a sheet is made for whoever asks.
    """
    texts = read_texts(configs_folder() / TEMPLATES)
    sheet, key = _regional(run)
    codes = [one.code for one in key[: len(sheet.findings)]]
    return {
        product: compose_mirror(
            sheet, codes, texts=texts, codebook=run.codebook, municipality=municipality
        )
        for product, municipality in products(run).items()
    }


def products(run: Run) -> dict[str, str]:
    """Return the sheets there are by the name of their product, and for which gemeente each is."""
    return {NAME: "", **{product_of(one): one for one in asked(run)}}


def in_words(run: Run) -> bool:
    """Tell whether the sheets hold no finding as a count: of few tables, or all of them of one gemeente."""
    return bool(run.records["words_only"]) or _of_one_gemeente(run)


def _of_one_gemeente(run: Run) -> bool:
    """Tell whether every count of the study is a count of one gemeente, as far as was recorded."""
    known = run.table(DialogueTables)["municipality"]
    return bool(known[known != ""].nunique() == 1)


def product_of(municipality: str) -> str:
    """Return the name of a gemeente's sheet among the products."""
    plain = unicodedata.normalize("NFKD", municipality.casefold()).encode("ascii", "ignore")
    slug = re.sub(r"[^a-z0-9]+", "-", plain.decode()).strip("-")
    return f"{NAME}-{slug}" if slug else NAME


def asked(run: Run) -> list[str]:
    """Return the gemeenten for which a sheet was asked, sorted."""
    path = decisions_folder(run.settings) / ASKED
    if not path.is_file():
        return []
    try:
        return sorted({str(one) for one in json.loads(path.read_text(encoding="utf-8"))})
    except (ValueError, TypeError):
        raise InputError(
            f"{path} is niet te lezen. Gooi het weg en vraag de bladen opnieuw."
        ) from None


def _ask(run: Run, municipality: str) -> None:
    names = asked(run)
    known = {product_of(one): one for one in names} | {product_of(municipality): municipality}
    told = json.dumps(sorted(known.values()), ensure_ascii=False, indent=1)
    if sorted(known.values()) != names:
        write_bytes(decisions_folder(run.settings) / ASKED, told.encode())


def _regional(run: Run) -> tuple[Factsheet, list[KeyFinding]]:
    """Return the study's sheet without figures and voices, and its findings in order."""
    run.records.setdefault("style", read_style(run.settings.house_style))
    texts = run.records["texts"]
    words, key = in_words(run), run.records["key"]
    if words and not run.records["words_only"] and run.records["coder"]:
        key = findings_in_words(
            run.table(Findings), run.codebook, texts, min_tables=run.settings.min_tables
        )
    sheet = compose_factsheet(
        title=run.settings.title,
        texts=sheets.sheet_texts(run, texts),
        codebook=run.codebook,
        released=run.table(Released),
        key_findings=key,
        unknowns=run.records["unknowns"],
        min_tables=run.settings.min_tables,
        words_only=words,
        concept=run.concept,
        findings=run.table(Findings),
        basis=run.records["basis"],
        made=run.records["made"],
    )
    return (_without_numbers(sheet, run) if _of_one_gemeente(run) else sheet), list(key)


def _without_numbers(sheet: Factsheet, run: Run) -> Factsheet:
    """Return the sheet without how many tables there were: of one gemeente that is a local count too."""
    one, many = sheets.units_of(run.records["texts"])
    line = sheet.tables_line.replace(plural(len(run.table(DialogueTables)), one, many), many)
    return replace(
        sheet,
        tables_line=line[:1].upper() + line[1:],
        unknowns=tuple(one for one in sheet.unknowns if not _DIGIT.search(one)),
        made=(),
    )
