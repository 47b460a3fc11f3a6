"""An empty folder in; a study of one's own out, ready to be filled in."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.domain.codebook import read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.exchange.tablesheet import table_sheet
from pipeline.files.atomic import write_bytes, write_text

_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")


def create_study(folder: Path) -> list[Path]:
    """Fill a new or empty folder with a study to fill in, and return its files in reading order.

    The codebook is a copy, to be changed as the study asks. The example stands outside `data/`, so
    that it is never counted as a table.

    Raises:
        InputError: when the folder holds anything, is a file, or cannot be written.
    """
    _check_empty(folder)
    templates = configs_folder() / "sjabloon"
    codebook = configs_folder() / "codeboek.yaml"
    example = folder / "voorbeeld" / "DT-01"
    texts = {
        folder / "LEESMIJ.md": templates / "LEESMIJ.md",
        folder / "studie.yaml": templates / "studie.yaml",
        example / "meta.yaml": templates / "meta.yaml",
        example / "verslag.md": templates / "verslag.md",
        example / "transcript.txt": templates / "transcript.txt",
        folder / ".gitignore": templates / "gitignore",
    }
    for path, template in texts.items():
        write_text(path, _filled_in(template.read_text(encoding="utf-8"), folder))
    write_bytes(folder / "codeboek.yaml", codebook.read_bytes())
    table_sheet(folder / "tafels.xlsx", read_codebook(codebook))
    for name in ("data", "coderingen"):
        (folder / name).mkdir()
    first = [
        folder / name for name in ("LEESMIJ.md", "studie.yaml", "codeboek.yaml", "tafels.xlsx")
    ]
    rest = sorted(path for path in texts if path not in first)
    return [*first, folder / "data", folder / "coderingen", *rest]


def _check_empty(folder: Path) -> None:
    """Refuse a folder in which something of the researcher could be lost."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is een bestand. Geef een nieuwe of lege map voor de studie.")
    if folder.is_dir() and any(folder.iterdir()):
        raise InputError(
            f"De map {folder} is niet leeg; er wordt niets in overschreven. Geef een nieuwe map, "
            "bijvoorbeeld: dialoogtafel nieuw mijn-studie"
        )


def _filled_in(template: str, folder: Path) -> str:
    """Return a template with the study's name and a first title, both from the folder's name."""
    name = _NOT_IN_A_NAME.sub("-", folder.resolve().name).strip("-.") or "mijn-studie"
    title = name.replace("-", " ").replace("_", " ").strip()
    return template.replace("{naam}", name).replace("{titel}", title[:1].upper() + title[1:])
