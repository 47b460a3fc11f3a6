"""Segments in; the same with the words of whoever did not consent to be quoted replaced, out."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Participants, Segments, check
from pipeline.domain.wording import NOT_QUOTABLE
from pipeline.stages.run import Run


def may_be_shown(run: Run) -> pd.Series:
    """Tell of every segment whether a product may show its words.

    Those of a transcript only where whoever speaks consented to be quoted: an unknown speaker is
    nobody who did. What a verslag or a card says is no one's voice. Coders and who decides read all.
    """
    people, segments = run.table(Participants), run.table(Segments)
    consented = set(
        map(tuple, people.loc[people["may_quote"], ["table_id", "participant"]].to_numpy())
    )
    spoken = (segments["kind"] == "transcript").to_numpy()
    speakers = zip(segments["table_id"], segments["speaker"], strict=True)
    asked = [speaker in consented for speaker in speakers]
    return pd.Series(asked, index=segments.index, dtype=bool) | ~spoken


def shown_segments(run: Run) -> DataFrame[Segments]:
    """Return the segments as products show them: they count, and their words may not stand there."""
    segments = run.table(Segments)
    markers = "[" + NOT_QUOTABLE + ": " + segments["segment_id"] + "]"
    shown = may_be_shown(run)
    texts, languages = (
        segments["text"].where(shown, markers),
        segments["language"].where(shown, "nl"),
    )
    return check(segments.assign(text=texts, language=languages), Segments)


def not_shown(run: Run) -> str:
    """Return of how many fragments the words are left out, "" where none are."""
    hidden, every = int((~may_be_shown(run)).sum()), len(run.table(Segments))
    return f"{hidden} van de {every} fragmenten zonder woorden: {NOT_QUOTABLE}" if hidden else ""
