"""The one door to spaCy: a model's name in, words with lemma and part of speech out."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import Segments, Tokens, check
from pipeline.domain.yamltext import read_yaml

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

HANTA = "hanta"
AUTO = ("nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm")  # best first, then HanTa
LEMMA_SECTIONS = ("nl", "fy")
BATCH = 256  # segments handed to spaCy at once


def resolve_language(name: str) -> str:
    """Return the id of the model that `name` stands for, without loading it.

    `name` is "auto" (the best Dutch spaCy model that is installed, else HanTa), "hanta", the name
    of an installed spaCy model, or the path of a spaCy pipeline. The id also carries the digest of
    the domain lemmas, which change what comes out.

    Raises:
        InputError: when the model is not installed, is not there, or is not Dutch.
    """
    source = _source(name)
    if source is None:
        base = f"hanta-{version('HanTa')}+simplemma-{version('simplemma')}"
    else:
        meta = _meta(source)
        base = f"{meta['lang']}_{meta['name']}-{meta['version']}"
    digest = hashlib.sha256(_lemma_file().read_bytes()).hexdigest()[:8]
    return f"{base}+lemmas-{digest}"


def load_language(name: str) -> Language:
    """Load the spaCy pipeline that `name` stands for; see `resolve_language`.

    Code may rely on `lemma_`, `pos_` and `sents`, and on nothing else of it.

    Raises:
        InputError: as `resolve_language`, and when spaCy cannot load the pipeline.
    """
    import spacy

    from pipeline.language import hanta

    source = _source(name)
    if source is None:
        language = spacy.blank("nl")
        language.add_pipe("sentencizer")
        language.add_pipe(hanta.TAGGER)
    else:
        try:
            language = spacy.load(source)
        except Exception:  # noqa: BLE001 - whatever it is, the researcher can only reinstall the model
            raise InputError(
                "taalmodel: spaCy kan dit model niet laden. Installeer het opnieuw, in een versie "
                "die bij spaCy past, of zet 'taalmodel: hanta' in het studiebestand."
            ) from None
    language.add_pipe(hanta.LEMMAS, last=True, config={"lemmas": dict(domain_lemmas()["nl"])})
    return language


def tokens_of(segments: DataFrame[Segments], language: Language) -> DataFrame[Tokens]:
    """Cut every segment into words and marks, in order; white space gives no row."""
    frisian = domain_lemmas()["fy"]
    docs = language.pipe(segments["text"].tolist(), batch_size=BATCH)
    rows = [
        row
        for segment_id, tongue, doc in zip(
            segments["segment_id"], segments["language"], docs, strict=True
        )
        for row in _rows(segment_id, doc, frisian if tongue == "fy" else {})
    ]
    return check(pd.DataFrame(rows, columns=Tokens.names()), Tokens)


def domain_lemmas() -> dict[str, Mapping[str, str]]:
    """Return, by language, the lemmas that no tool knows: lower-case form to lemma.

    Raises:
        InputError: when the file holds something else than forms with their lemma.
    """
    text = read_yaml(_lemma_file())
    text.refuse_unknown_keys(LEMMA_SECTIONS)
    sections: Mapping[str, object] = text.at() or {}
    tables: dict[str, Mapping[str, str]] = {}
    for section in LEMMA_SECTIONS:
        table = sections.get(section) or {}
        if not isinstance(table, dict) or not all(isinstance(word, str) for word in table.values()):
            raise text.error("hier hoort 'woordvorm: lemma' te staan.", section)
        tables[section] = {str(form).lower(): lemma for form, lemma in table.items()}
    return tables


def _rows(
    segment_id: str, doc: Doc, frisian: Mapping[str, str]
) -> Iterator[tuple[str, int, int, int, str, str, str]]:
    """Give the words of one segment, the lemma of a Frisian one looked up in our own table."""
    words = (word for word in doc if not word.is_space)
    for position, word in enumerate(words):
        lemma = frisian.get(word.lower_) or word.lemma_.replace("_", "") or word.lower_
        start = word.idx
        yield segment_id, position, start, start + len(word), word.text, lemma, word.pos_


def _lemma_file() -> Path:
    return configs_folder() / "lemmas.yaml"


def _source(name: str) -> Path | None:
    """Return the folder of the spaCy model that `name` stands for, None for HanTa."""
    if name == HANTA:
        return None
    if name in ("", "auto"):
        folders = (_package(candidate) for candidate in AUTO)
        return next((folder for folder in folders if folder), None)
    if any(mark in name for mark in "/\\") or Path(name).is_dir():
        if not (Path(name) / "meta.json").is_file():
            raise InputError(
                "taalmodel: op dit pad ligt geen spaCy-pipeline (een map met meta.json). Kijk het "
                "pad na, of zet 'taalmodel: auto' in het studiebestand."
            )
        return Path(name)
    folder = _package(name)
    if folder is None:
        raise InputError(
            f"taalmodel: '{name}' is niet geïnstalleerd. Installeer het met: python -m spacy "
            f"download {name} (daar is internet voor nodig), of zet 'taalmodel: auto' in "
            "het studiebestand."
        )
    return folder


def _package(name: str) -> Path | None:
    """Return the folder of an installed spaCy model.

    A package without meta.json is no model: the package index carries placeholders of that kind.
    """
    try:
        found = importlib.util.find_spec(name) if name.isidentifier() else None
    except (ImportError, ValueError):
        return None
    for place in (found.submodule_search_locations or []) if found else []:
        if (Path(place) / "meta.json").is_file():
            inner = sorted(Path(place).glob("*/config.cfg"))
            return inner[0].parent if inner else Path(place)
    return None


def _meta(folder: Path) -> Mapping[str, str]:
    """Return what a spaCy pipeline says of itself."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        meta = {}
    if not isinstance(meta, dict) or not {"lang", "name", "version"} <= set(meta):
        raise InputError("taalmodel: het bestand meta.json van dit model is niet te lezen.")
    if meta["lang"] != "nl":
        raise InputError(
            "taalmodel: dit model is niet Nederlands (in meta.json hoort lang 'nl' te staan)."
        )
    return meta


# What speech is full of and a list made of written text lacks.
_BETWEEN_WORDS = frozenset({
    "ehm", "tja", "nou", "hoor", "hé", "hè", "toch", "echt", "gewoon", "eigenlijk", "natuurlijk",
    "misschien", "zeg", "zeggen", "gaan", "komen", "krijgen", "zitten", "staan", "vinden", "weten",
    "denken", "maken", "laten", "heel", "erg", "best", "soms", "vaak", "altijd", "nooit", "elke",
    "ding", "dingen", "iets", "niets", "iedereen", "iemand", "niemand", "keer", "moment", "manier",
    "helemaal", "precies", "wel", "alleen", "ineens", "eens", "even", "weer", "dus", "dan", "daar",
    "hier", "waar", "zien", "liggen", "willen", "hoeven", "lijken", "blijven", "geven", "nemen",
    "doen", "zijn", "hebben", "worden", "kunnen", "moeten", "mogen", "zullen", "goed",
})  # fmt: skip


def stop_words() -> frozenset[str]:
    """Return Dutch words that carry no meaning by themselves, and what people say between words."""
    from spacy.lang.nl.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS) | _BETWEEN_WORDS
