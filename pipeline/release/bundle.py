"""Released tables, sentences and a codebook in; the signed archive for other werkplaatsen out.

Nothing is taken from anywhere but what a person let out already. A codebook goes without its example
sentences, patterns and origin: these may hold words of a table, and to compare nobody needs them.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from pipeline.domain.bundle import (
    CODEBOOK,
    ID_COLUMNS,
    MANIFEST,
    READ_ME,
    SENTENCE_COLUMNS,
    SENTENCES,
    SIGNATURE,
    STATEMENT,
    TABLES,
    Manifest,
    manifest_bytes,
)
from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.wording import JUDGED_VALENCES
from pipeline.files.archives import pack_archive
from pipeline.release.tabulation import csv_of
from pipeline.release.texts import Texts

ALGORITHM = "Ed25519"
BOTH = "beide"  # the sentence that tells that family and professionals both raise a theme
LEAST_WORDS = 5  # of a segment; shorter ones ("dat klopt wel") say nothing of who spoke
_WORDS = re.compile(r"\w+")
_ID = r"[A-Za-z][\w./-]*\d"

Sign = Callable[[bytes], bytes]


def seal_bundle(
    manifest: Manifest, members: Mapping[str, bytes], *, public: bytes, sign: Sign
) -> bytes:
    """Return the archive: the members, a manifest with the digest of each, and its signature."""
    files = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    told = manifest_bytes(replace(manifest, files=files))
    signature = {
        "algoritme": ALGORITHM,
        "sleutel": public.hex(),
        "handtekening": sign(told).hex(),
    }
    sealed = {MANIFEST: told, SIGNATURE: json.dumps(signature, indent=1).encode()}
    return pack_archive({**members, **sealed})


def codebook_bytes(codebook: Codebook) -> bytes:
    """Return a codebook as YAML that this program reads: ids, names, definitions, levels, origins of ids."""
    from ruamel.yaml import YAML

    told: dict[str, Any] = {
        "meta": {"id": codebook.id, "versie": codebook.version},
        "niveaus": [{"id": key, "label": label} for key, label in codebook.levels.items()],
        "themas": [
            _code(theme) | _below([_code(one) for one in codebook.subcodes(theme.id)])
            for theme in codebook.themes
        ],
    }
    yaml = YAML()
    yaml.width = 4096
    out = io.BytesIO()
    yaml.dump(told, out)
    return out.getvalue()


def _code(code: Code) -> dict[str, Any]:
    told: dict[str, Any] = {"id": code.id, "label": code.label, "niveau": code.level}
    listed = {"was": code.was, "wel": code.include, "niet": code.exclude}
    said = {"definitie": code.definition, "valkuil": code.pitfall}
    told |= {key: value for key, value in said.items() if value}
    return told | {key: list(value) for key, value in listed.items() if value}


def _below(subcodes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"subcodes": subcodes} if subcodes else {}


def place_sentences(sentences: Iterable[str], codebook: Codebook, texts: Texts) -> pd.DataFrame:
    """Return released sentences (`SENTENCE_COLUMNS`) with the theme and valence that each is about.

    They were made by templates, so what a template makes of a theme is that theme's sentence. Of a
    sentence that no template makes now, theme and valence stay "".
    """
    known: dict[str, tuple[str, str]] = {}
    for theme in codebook.themes:
        for name in (*JUDGED_VALENCES, BOTH):
            said = texts.fill("bevindingen", f"in_woorden_{name}", thema=theme.label)
            known.setdefault(said, (theme.id, "" if name == BOTH else name))
        occurs = texts.fill("themablad", "thema_in_woorden", thema=theme.label)
        known.setdefault(occurs, (theme.id, ""))
    rows = [(said, *known.get(said, ("", ""))) for said in sorted(set(sentences))]
    return pd.DataFrame(rows, columns=list(SENTENCE_COLUMNS))


def members_of(
    tables: Mapping[str, bytes], codebook: Codebook, sentences: pd.DataFrame, read_me: str
) -> dict[str, bytes]:
    """Return the members of a bundle but for manifest and signature."""
    members = {f"{TABLES}{name}.csv": content for name, content in tables.items()}
    members |= {CODEBOOK: codebook_bytes(codebook), READ_ME: read_me.encode()}
    return members | ({SENTENCES: csv_of(sentences)} if len(sentences) else {})


def read_released(content: bytes) -> pd.DataFrame:
    """Return a released CSV, every cell as text."""
    return pd.read_csv(
        io.BytesIO(content), sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False
    )


def without_ids(table: pd.DataFrame, table_ids: Sequence[str]) -> bytes:
    """Return a released table of sessions as CSV, its ids gone: a session becomes "sessie 1", "sessie 2".

    Left out are `ID_COLUMNS`, every column of nothing but ids (letters that end in a number), and
    every column in which each cell holds one of those.
    """
    numbered = {one: f"sessie {place}" for place, one in enumerate(sorted(table_ids), start=1)}
    shown = table.replace(numbered)
    left_out = [
        column
        for column in shown.columns
        if (column in ID_COLUMNS and STATEMENT in shown.columns) or _all_filled(shown[column], _ID)
    ]
    ids = {*table_ids, *(cell for column in left_out for cell in table[column] if len(cell) > 1)}
    held = "|".join(re.escape(one) for one in sorted(ids, key=len, reverse=True))
    kept = [
        column
        for column in shown.columns
        if column not in left_out and not (held and _all_filled(shown[column], f".*({held}).*"))
    ]
    return csv_of(shown[kept])


def _all_filled(cells: pd.Series, pattern: str) -> bool:
    """Tell whether a column holds anything, and every filled cell of it is like `pattern`."""
    filled = cells[cells != ""]
    return bool(len(filled) and filled.str.fullmatch(pattern).all())


def leaks(
    members: Mapping[str, bytes],
    *,
    segments: Iterable[str],
    table_ids: Iterable[str],
    released: Iterable[str] = (),
) -> list[str]:
    """Return the members that hold a segment's words or a table's id: a last look, whatever made them.

    Words are compared without capitals and marks. Segments under `LEAST_WORDS` words are passed
    over, as are ids that are no more than a number or a word, for these occur by themselves;
    `released` are texts that a person let out word for word.
    """
    let_out = {_plain(text) for text in released}
    said = [plain for text in segments if (plain := _plain(text)).count(" ") >= LEAST_WORDS + 1]
    said = [plain for plain in dict.fromkeys(said) if plain not in let_out]
    ids = [re.escape(one) for one in table_ids if re.search(r"\d", one) and re.search(r"\D", one)]
    named = re.compile(rf"(?<!\w)(?:{'|'.join(ids)})(?!\w)") if ids else None
    found = []
    for name, content in members.items():
        text = content.decode("utf-8")
        plain = _plain(text)
        if any(one in plain for one in said) or (named and named.search(text)):
            found.append(name)
    return found


def _plain(text: str) -> str:
    """Return the words of a text, a space around each."""
    return f" {' '.join(_WORDS.findall(text.casefold()))} "
