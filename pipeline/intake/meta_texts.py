"""What people wrote freely in meta.yaml in; the same as a document that the privacy check can read out."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import DialogueTables, Documents, Participants, check, empty

META = "meta.yaml"
_BETWEEN = "\n\n"  # so that no check reads two texts as one


def meta_documents(
    dialogue_tables: DataFrame[DialogueTables], participants: DataFrame[Participants]
) -> DataFrame[Documents]:
    """Return one row per table that has such texts: the occasion and the roles, each once.

    Region and municipality are left out: they are meant to be known.
    """
    rows = []
    for table_id, occasion in zip(
        dialogue_tables["table_id"], dialogue_tables["occasion"], strict=True
    ):
        roles = participants.loc[participants["table_id"] == table_id, "role"]
        texts = [text for text in dict.fromkeys((occasion, *roles)) if text]
        if texts:
            text = _BETWEEN.join(texts)
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
