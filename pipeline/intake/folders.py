"""The data folder of a study in; the folders of its tables and the files in them out."""

from __future__ import annotations

from pathlib import Path

from pipeline.domain.errors import InputError
from pipeline.intake.meta import META_NAMES, SPEAKERS_FILE, meta_file
from pipeline.intake.readers.sheet import ENDINGS

CODINGS_FOLDER = "coderingen"
_HIDDEN = (".", "~$", "__MACOSX", "$")
_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"))
_SHEETS = frozenset((".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".ods"))
_MEDIA = frozenset(
    (
        ".mp3", ".mp4", ".m4a", ".wav", ".wma", ".aac", ".ogg", ".opus", ".flac", ".amr", ".mov", ".avi", ".mkv",
        ".webm", ".jpg", ".jpeg", ".png", ".gif", ".heic", ".tif", ".tiff", ".bmp", ".svg", ".webp",
    )
)  # fmt: skip
_DEEPEST = 3  # folders below the data folder: some keep their tables per year


def table_folders(data: Path) -> list[Path]:
    """Return the folders that hold one table each, sorted by name.

    Raises:
        InputError: when there are none, or a folder holds files and no meta.yaml.
    """
    folders = sorted(
        _tables_below(data, 1), key=lambda folder: (folder.name.casefold(), str(folder))
    )
    if not folders:
        raise InputError(
            f"In de map {data} staat nog geen enkele tafel. Maak per tafel een map met een meta.yaml en "
            "de documenten. Heb je tafels.xlsx (van 'dialoogtafel nieuw MAP') ingevuld? Geef dan eerst: "
            "dialoogtafel tafels STUDIE"
        )
    return folders


def _tables_below(folder: Path, depth: int) -> list[Path]:
    found: list[Path] = []
    for child in sorted(folder.iterdir()):
        if not child.is_dir() or _is_hidden(child) or child.name.casefold() == CODINGS_FOLDER:
            continue
        if meta_file(child):
            found.append(child)
            continue
        deeper = _tables_below(child, depth + 1) if depth < _DEEPEST else []
        if not deeper and any(path.is_file() and not _is_hidden(path) for path in child.iterdir()):
            raise InputError(
                f"In tafelmap {child.name} staan wel bestanden maar geen meta.yaml. Zet er een meta.yaml in met ten "
                "minste 'tafel:' en 'deelnemers:', of haal de map uit de studie."
            )
        found += deeper
    return found


def document_files(folder: Path) -> list[Path]:
    """Return the files of a table's folder that are read as a verslag or a transcript, sorted by name."""
    return [path for path in _files(folder) if _kind(path) == "document"]


def statement_file(folder: Path) -> Path | None:
    """Return the sheet with a session's statements, None where there is none.

    Raises:
        InputError: when there are several: nobody can tell which of them counts.
    """
    files = [path for path in _files(folder) if _kind(path) == "statements"]
    if len(files) > 1:
        raise InputError(
            f"In tafelmap {folder.name} staan {len(files)} bestanden met uitspraken "
            f"({', '.join(path.name for path in files)}). Laat er één staan."
        )
    return files[0] if files else None


def input_files(folder: Path) -> list[Path]:
    """Return every file of which the bytes decide what `read_table` gives, sorted by name."""
    return [path for path in _files(folder) if _kind(path) in ("document", "meta", "statements")]


def skipped_files(folder: Path) -> list[tuple[str, str]]:
    """Return the files of a table's folder that are passed over, each with why, sorted by name."""
    why = {
        "hidden": "Overgeslagen: een verborgen of tijdelijk bestand van Word of het systeem.",
        "media": "Overgeslagen: beeld of geluid wordt niet gelezen. Haal opnamen na het uitwerken uit de studiemap.",
        "sheet": "Overgeslagen: een rekenblad is geen verslag. Uitspraken horen in uitspraken.csv of uitspraken.xlsx.",
        "other statements": "Overgeslagen: uitspraken worden gelezen uit uitspraken.csv, .xlsx of .ods.",
    }
    return [
        (path.name, why[_kind(path)]) for path in _files(folder, hidden=True) if _kind(path) in why
    ]


def _files(folder: Path, *, hidden: bool = False) -> list[Path]:
    files = [
        path for path in folder.iterdir() if path.is_file() and (hidden or not _is_hidden(path))
    ]
    return sorted(files, key=lambda path: (path.name.casefold(), path.name))


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(_HIDDEN) or path.name.casefold() in _SYSTEM


def _kind(path: Path) -> str:
    """Return what a file of a table's folder is for."""
    name, ending = path.name.casefold(), path.suffix.casefold()
    if _is_hidden(path):
        return "hidden"
    if name in META_NAMES or name == SPEAKERS_FILE:
        return "meta"
    if ending in _MEDIA:
        return "media"
    if name.startswith("uitspraken"):
        return "statements" if ending in ENDINGS else "other statements"
    return "sheet" if ending in _SHEETS else "document"
