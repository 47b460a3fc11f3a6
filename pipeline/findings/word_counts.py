"""Words of segments in; how often each group at a table used each word that carries meaning out."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Segments, Tokens

CONTENT = ("ADJ", "ADV", "NOUN", "VERB")  # Universal Dependencies; names of people are left out
SHORTEST = 3  # letters


def content_words(tokens: DataFrame[Tokens], *, stop_words: Collection[str] = ()) -> pd.DataFrame:
    """Return `segment_id` and `word` (a lemma in small letters) of every word that carries meaning.

    Names, numbers, placeholders and `stop_words` have no row.
    """
    kept = tokens[tokens["pos"].isin(CONTENT)]
    words = kept["lemma"].str.casefold()
    fit = (
        words.str.fullmatch(rf"[^\W\d_]{{{SHORTEST},}}(?:-[^\W\d_]+)*")
        & ~words.isin(set(stop_words))
        & ~kept["token"].str.casefold().isin(set(stop_words))
        & ~kept["token"].str.isupper()  # what stands for a name: [NAAM]
    )
    return pd.DataFrame({"segment_id": kept["segment_id"][fit], "word": words[fit]}).reset_index(
        drop=True
    )


def count_words(words: pd.DataFrame, segments: DataFrame[Segments]) -> pd.DataFrame:
    """Return per `table_id`, `group` and `word` how often it was used (`n`), by transcripts alone.

    A verslag is in the words of whoever wrote it, so it tells nothing of how a group speaks.
    """
    voiced = segments[
        segments["countable"] & (segments["group"] != "") & (segments["kind"] == "transcript")
    ]
    joined = words.merge(voiced[["segment_id", "table_id", "group"]], on="segment_id")
    return joined.groupby(["table_id", "group", "word"]).size().rename("n").reset_index()
