"""One table's evidence, words and agreements in; the numbered lines that its people are asked about out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Actions, Evidence, Participants, Segments, check
from pipeline.domain.tables.feedback import ACTION, FINDING, QUOTE, FeedbackLines
from pipeline.release.factsheet.case_profile import case_block, case_themes, case_voices
from pipeline.release.texts import Texts

FORM_TEXTS = "formulier"


def feedback_lines(
    table_id: str,
    *,
    participants: DataFrame[Participants],
    segments: DataFrame[Segments],
    evidence: DataFrame[Evidence],
    actions: DataFrame[Actions],
    codebook: Codebook,
    texts: Texts,
    translations: Mapping[str, str] | None = None,
    not_quoted: Collection[str] = (),
) -> DataFrame[FeedbackLines]:
    """Return a line per finding, quote and agreement that stands on the table's casusprofiel, in its order."""
    coded = evidence[evidence["table_id"] == table_id]
    people = participants[participants["table_id"] == table_id]
    said = segments[segments["table_id"] == table_id]
    said = said[~said["segment_id"].isin(list(not_quoted))]
    voices = case_voices(people, said, coded, codebook, translations=translations)
    rows = _findings(coded, codebook, texts)
    rows += [
        {
            "element_id": f"{QUOTE}/{segment_id}",
            "kind": QUOTE,
            "heading": texts.fill(FORM_TEXTS, "citaat", wie=voice.perspective),
            "text": voice.text,
            "language": voice.language,
            "translation": voice.translation,
            "segment_ids": [segment_id],
        }
        for segment_id, voice in voices.items()
    ]
    rows += [
        {
            "element_id": f"{ACTION}/{action['action_id']}",
            "kind": ACTION,
            "heading": texts.fill(FORM_TEXTS, "afspraak"),
            "text": action["text"],
            "segment_ids": [action["segment_id"]],
        }
        for action in actions[actions["table_id"] == table_id].to_dict("records")
    ]
    plain = {"table_id": table_id, "language": "nl", "translation": ""}
    numbered = [plain | row | {"number": number} for number, row in enumerate(rows, start=1)]
    return check(pd.DataFrame(numbered, columns=FeedbackLines.names()), FeedbackLines)


def _findings(coded: pd.DataFrame, codebook: Codebook, texts: Texts) -> list[dict[str, Any]]:
    """Return a line per theme and valence: in words, and with the segments that it rests on."""
    rows = []
    for theme in case_themes(coded, codebook):
        for part in case_block(theme, coded, codebook).rows:
            here = (coded["theme"] == theme) & (coded["valence"] == part.valence)
            rows.append(
                {
                    "element_id": f"{FINDING}/{theme}/{part.valence}",
                    "kind": FINDING,
                    "heading": texts.fill(FORM_TEXTS, part.valence, thema=codebook.label(theme)),
                    "text": part.text,
                    "segment_ids": sorted(set(coded.loc[here, "segment_id"])),
                }
            )
    return rows
