"""One dialoogtafel's tables in; its casusprofiel out, for the people who sat there and the team."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import (
    Actions,
    DialogueTables,
    Evidence,
    Participants,
    Segments,
)
from pipeline.domain.wording import JUDGED_VALENCES, NOT_RECORDED, enumerate_words
from pipeline.release.factsheet.content import Factsheet, FindingBlock, Voice
from pipeline.release.factsheet.phrases import begin, within

PRIVATE = "BESLOTEN"
ONE_FAMILY = "casusspecifiek"
SESSION = "dialoogsessie"
TITLES = {ONE_FAMILY: "Casusprofiel", SESSION: "Dialoogsessie"}
SPOKEN_OF = {ONE_FAMILY: "Wat aan deze tafel speelde", SESSION: "Wat in deze sessie speelde"}
MOST_THEMES = 5
RAISED = "kwam ter sprake"  # of a theme without subcodes there is no more to tell
MOST_VOICES = 4
VOICE_WORDS = (5, 45)  # shorter says little by itself, longer fills the sheet


def compose_case_profile(
    table_id: str,
    *,
    dialogue_tables: DataFrame[DialogueTables],
    participants: DataFrame[Participants],
    segments: DataFrame[Segments],
    evidence: DataFrame[Evidence],
    actions: DataFrame[Actions],
    codebook: Codebook,
    texts: Mapping[str, str],
    by_people: bool,
    translations: Mapping[str, str] | None = None,
    not_quoted: Collection[str] = (),
) -> Factsheet:
    """Say of one table what helped, where it stalled, what is needed and what was agreed.

    Words of a participant stand on it only with that person's recorded consent, one of each
    perspective; `translations` holds by segment what a researcher made of Frisian words, and
    `not_quoted` the segments that somebody asked not to use.
    `texts` as for a study, with `besloten` (for whom it is), `niet_gehoord`,
    `alleen_verslag`, `geen_thema`, `geen_stemmen`, `voorstel` (where no person coded it) and
    `colofon_samen` (for a table that is not about one family).
    """
    facts = dialogue_tables[dialogue_tables["table_id"] == table_id].to_dict("records")[0]
    people = participants[participants["table_id"] == table_id]
    said = segments[segments["table_id"] == table_id]
    coded = evidence[evidence["table_id"] == table_id]
    agreed = actions[actions["table_id"] == table_id]
    quotable = said[~said["segment_id"].isin(list(not_quoted))]
    voices = case_voices(people, quotable, coded, codebook, translations=translations)
    blocks = tuple(case_block(theme, coded, codebook) for theme in case_themes(coded, codebook))
    return Factsheet(
        title=f"{TITLES.get(facts['kind'], 'Dialoogtafel')} {table_id}",
        subtitle=facts["occasion"][:1].upper() + facts["occasion"][1:],
        intro=texts["intro"],
        tables_line=_seated(people, "Aanwezig" if facts["kind"] == SESSION else "Aan tafel"),
        basis=_facts(facts),
        findings=blocks,
        lead=("" if by_people else texts["voorstel"]) if blocks else texts["geen_thema"],
        voices=tuple(voices.values()),
        voices_note="" if voices else texts["geen_stemmen"],
        actions=tuple(agreed["text"]),
        unknowns=_unknowns(people, said, texts),
        made=(),
        colofon=texts["colofon" if facts["kind"] == ONE_FAMILY else "colofon_samen"],
        source=texts["herkomst"],
        watermark=PRIVATE,
        watermark_note=texts["besloten"],
        sessions=facts["kind"] == SESSION,
        headings=(("findings", SPOKEN_OF.get(facts["kind"], SPOKEN_OF[ONE_FAMILY])),),
    )


def _facts(facts: Mapping[Hashable, Any]) -> str:
    """Return what kind of table it was, in one line; the date no more exact than the month."""
    parts = (facts["kind"], facts["sector"], facts["age_group"], facts["date"][:7])
    return " · ".join(part for part in parts if part)


def _seated(people: pd.DataFrame, there: str) -> str:
    roles = [role for role in people["role"] if role]
    return f"{there}: {enumerate_words(roles) or NOT_RECORDED}."


def case_themes(coded: pd.DataFrame, codebook: Codebook) -> list[str]:
    """Return the themes of one table that were valued, the most spoken of first; ties by the codebook."""
    judged = coded[coded["valence"].isin(JUDGED_VALENCES)]
    spoken = judged.groupby("theme")["segment_id"].nunique().to_dict()
    order = {theme.id: place for place, theme in enumerate(codebook.themes)}
    themes = sorted(spoken, key=lambda theme: (-spoken[theme], order[str(theme)]))
    return [str(theme) for theme in themes[:MOST_THEMES]]


def case_block(theme: str, coded: pd.DataFrame, codebook: Codebook) -> FindingBlock:
    """Return what one table said of a theme: what helped, where it stalled, what is needed."""
    judged = coded[(coded["theme"] == theme) & coded["direct"]]
    rows = {}
    for valence in JUDGED_VALENCES:
        codes = set(judged.loc[judged["valence"] == valence, "code"])
        labels = [code.label for code in codebook.subcodes(theme) if code.id in codes]
        if theme in codes and not codebook.subcodes(theme):
            labels = [RAISED]
        elif theme in codes and not labels:
            labels = [f"{codebook.label(theme)}, in het algemeen"]
        rows[valence] = begin(enumerate_words([within(label) for label in labels]))
    helped, stalled, needed = (rows[valence] for valence in JUDGED_VALENCES)
    return FindingBlock(codebook.label(theme), helped=helped, stalled=stalled, needed=needed)


def case_voices(
    people: pd.DataFrame,
    said: pd.DataFrame,
    coded: pd.DataFrame,
    codebook: Codebook,
    *,
    translations: Mapping[str, str] | None = None,
) -> dict[str, Voice]:
    """Return by segment the turns of people who consented: valued ones, one of each perspective, in order."""
    consented = set(people.loc[people["may_quote"], "participant"])
    valued = set(coded.loc[coded["valence"].isin(JUDGED_VALENCES), "segment_id"])
    spoken = said[
        (said["kind"] == "transcript")
        & said["speaker"].isin(consented)
        & said["segment_id"].isin(valued)
    ]
    length = pd.Series([len(text.split()) for text in spoken["text"]], index=spoken.index)
    fitting = spoken[length.between(*VOICE_WORDS)].drop_duplicates("perspective")
    columns: Sequence[str] = ("segment_id", "text", "perspective", "language")
    voices = {
        segment_id: Voice(
            text,
            codebook.perspectives.get(perspective, perspective),
            is_quote=True,
            language=language,
            translation=(translations or {}).get(segment_id, ""),
        )
        for segment_id, text, perspective, language in zip(
            *(fitting[column] for column in columns), strict=True
        )
    }
    return dict(list(voices.items())[:MOST_VOICES])


def _unknowns(
    people: pd.DataFrame, said: pd.DataFrame, texts: Mapping[str, str]
) -> tuple[str, ...]:
    """Return whose voice cannot be told apart, and on what kind of paper this rests."""
    heard = set(said["perspective"])
    silent = people[~people["perspective"].isin(heard)]
    lines = []
    if 0 < len(silent) < len(people):
        who = enumerate_words(list(dict.fromkeys(silent["role"])))
        lines.append(texts["niet_gehoord"].format(wie=who))
    if not (said["kind"] == "transcript").any():
        lines.append(texts["alleen_verslag"])
    return tuple(lines)
