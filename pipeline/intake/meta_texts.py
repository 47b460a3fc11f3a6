"""What people wrote in meta.yaml in; the same as a document that the privacy check can read out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Documents, check, empty
from pipeline.domain.tables.intake import MetaTexts

META = "meta.yaml"
FIRST = ("aanleiding", "rol")  # what products show
# Ids, what is checked elsewhere (dates, themes, labels of speakers), and what is meant to be known.
SKIPPED = frozenset(
    ("tafel", "datum", "regio", "gemeente", "vooraf_gekozen_themas", "sprekers", "code", "perspectief",
     "codeboek_versie", "voorzitter_id")
)  # fmt: skip
_BETWEEN = "\n\n"  # so that no check reads two texts as one


def free_texts(values: Mapping[str, Any], codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return every text of a meta.yaml, with the code of the participant it is about ("" for none).

    At whatever depth, also under keys that no product shows: the file lies beside the documents.
    What products show comes first. `codes` are those of the participants, in order.
    """
    found = [("", *one) for one in _texts({k: v for k, v in values.items() if k != "deelnemers"})]
    people = values.get("deelnemers")
    for code, person in zip(codes, people if isinstance(people, list) else [], strict=False):
        found += [(code, *one) for one in _texts(person)]
    found.sort(key=lambda row: FIRST.index(row[1]) if row[1] in FIRST else len(FIRST))
    return [(code, text) for code, _, text in found]


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Give the key and the text of every string below `value`."""
    if isinstance(value, dict):
        for name, below in value.items():
            if name not in SKIPPED:
                yield from _texts(below, str(name))
    elif isinstance(value, list):
        for below in value:
            yield from _texts(below, key)
    elif isinstance(value, str) and value.strip():
        yield key, " ".join(value.split())


def meta_documents(texts: DataFrame[MetaTexts]) -> DataFrame[Documents]:
    """Return one row per table that has such texts, each text once."""
    rows = []
    for table_id, own in texts.groupby("table_id", sort=False):
        text = _BETWEEN.join(dict.fromkeys(own["text"]))
        rows.append((table_id, META, "verslag", sha256(text.encode()).hexdigest(), text))
    if not rows:
        return empty(Documents)
    return check(pd.DataFrame(rows, columns=Documents.names()), Documents)


def texts_with(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return the texts of such a document in which one of `spans` lies."""
    found, start = [], 0
    for part in text.split(_BETWEEN):
        end = start + len(part)
        if any(first < end and start < last for first, last in spans):
            found.append(part)
        start = end + len(_BETWEEN)
    return found
