"""What werkplaatsen send each other: the names in a bundle, and its manifest to JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

import pandas as pd

FORMAT, VERSION = "dialoogtafels-bundel", 1
MANIFEST, SIGNATURE, READ_ME = "manifest.json", "handtekening.json", "LEESMIJ.txt"
CODEBOOK, SENTENCES, TABLES = "codeboek.yaml", "zinnen.csv", "tabellen/"
UNLISTED = (MANIFEST, SIGNATURE)  # the members that the manifest cannot hold a digest of
# What may be known of a study in words: a sentence, the theme it is about and how it is valued.
SENTENCE_COLUMNS = ("zin", "code", "waardering")
COUNT_COLUMNS = ("tafels", "van_tafels", "tafels_met_stem")
PEOPLE_COLUMNS = ("personen", "van_personen", "mensen_in_groep")
# Of a table of dialoogsessies: the words of a statement, its place, whether that is firm, who supports it.
SESSION, STATEMENT, PLACE, FIRM, SUPPORTED = (
    "sessie", "tekst", "plaats", "staat_vast", "gesteund_door",
)  # fmt: skip
ID_COLUMNS = ("uitspraak", "telling")  # of such a table; they never leave


@dataclass(frozen=True)
class Manifest:
    """What a bundle says of itself. Whatever would be a small count or a date is not in it."""

    study: str
    title: str
    workplace: str  # who signs
    region: str  # "" where it is not recorded, or of too few tables
    kinds: tuple[str, ...]  # of tables: casusspecifiek, casusoverstijgend, dialoogsessie
    periods: tuple[str, ...]
    in_words: bool  # under ten tables: sentences, no counts
    n_tables: int | None  # None where it was not released as a count
    codebook_id: str
    codebook_version: str
    codebook_digest: str  # of the file that the study used itself
    coder: str  # the series that was counted, "" where no person coded
    agreement: float | None  # mean alpha over themes, None where no table was coded twice
    min_tables: int
    min_people: int
    program: str
    products: tuple[Mapping[str, str], ...]  # product, door, op: who let it out and when
    files: Mapping[str, str]  # member to SHA-256


# Field to its name in manifest.json; a researcher may open it.
NAMES = {
    "study": "studie", "title": "titel", "workplace": "werkplaats", "region": "regio", "kinds": "soort",
    "periods": "perioden", "in_words": "in_woorden", "n_tables": "tafels", "codebook_id": "codeboek",
    "codebook_version": "codeboekversie", "codebook_digest": "codeboekdigest", "coder": "reeks",
    "agreement": "overeenstemming", "min_tables": "min_tafels", "min_people": "min_personen",
    "program": "programma", "products": "vrijgegeven", "files": "bestanden",
}  # fmt: skip
_KINDS: dict[str, tuple[type, ...]] = {
    "kinds": (list,), "periods": (list,), "in_words": (bool,), "n_tables": (int, type(None)),
    "agreement": (int, float, type(None)), "min_tables": (int,), "min_people": (int,),
    "products": (list,), "files": (dict,),
}  # fmt: skip
_LISTED = ("kinds", "periods")


class ManifestError(ValueError):
    """A manifest that cannot be used; its words say why, in Dutch."""


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return a manifest as JSON; the same manifest gives the same bytes."""
    held = asdict(manifest)
    told = {"formaat": FORMAT, "versie": VERSION} | {NAMES[name]: held[name] for name in NAMES}
    told["bestanden"] = dict(sorted(manifest.files.items()))
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def read_manifest(content: bytes) -> Manifest:
    """Return the manifest in `content`.

    Raises:
        ManifestError: when it is none, of another version, or a field is missing or of another kind.
    """
    told = _object(content)
    if told.get("formaat") != FORMAT:
        raise ManifestError("dit is geen bundel van een dialoogtafelstudie.")
    version = told.get("versie")
    if version != VERSION or isinstance(version, bool):
        newer = isinstance(version, int) and version > VERSION
        advice = (
            "Werk dit programma bij." if newer else "Vraag om een bundel van een nieuwere versie."
        )
        raise ManifestError(
            f"deze bundel heeft een andere opbouw (versie {version if isinstance(version, int) else '?'}; "
            f"hier past versie {VERSION}). {advice}"
        )
    manifest = Manifest(**{name: _value(told, name) for name in NAMES})
    if not (manifest.workplace.strip() and manifest.study.strip()):
        raise ManifestError("in het manifest staat niet van welke werkplaats of studie zij is.")
    if min(manifest.min_tables, manifest.min_people, (manifest.n_tables or 0) + 1) < 1:
        raise ManifestError("in het manifest staat een aantal dat niet kan.")
    return manifest


def _object(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise ManifestError("het manifest is niet te lezen.")
    return told


def _value(told: Mapping[str, Any], name: str) -> Any:
    """Return one field, of the kind that it should be."""
    value = told.get(NAMES[name], _MISSING)
    kinds = _KINDS.get(name, (str,))
    wrong = not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)
    if name in _LISTED and not wrong:
        wrong = not all(isinstance(one, str) for one in value)
        value = tuple(value)
    if name == "files" and not wrong:
        wrong = not all(isinstance(digest, str) for digest in value.values())
    if name == "products" and not wrong:
        wrong = not all(
            isinstance(one, dict) and all(isinstance(part, str) for part in one.values())
            for one in value
        )
        value = tuple(value)
    if wrong:
        raise ManifestError(f"in het manifest ontbreekt '{NAMES[name]}', of er staat iets anders.")
    return value


_MISSING = object()
assert {one.name for one in fields(Manifest)} == set(NAMES)


def has_small_counts(table: pd.DataFrame, *, min_tables: int, min_people: int) -> bool:
    """Tell whether a table shows a count that disclosure would have blanked.

    `table` has the Dutch headings of a released CSV; cells may be text. Nought is no small count.
    """
    for columns, least in ((COUNT_COLUMNS, min_tables), (PEOPLE_COLUMNS, min_people)):
        for column in columns:
            if column in table.columns:
                counts = pd.to_numeric(table[column], errors="coerce")
                if bool(((counts > 0) & (counts < least)).any()):
                    return True
    return False
