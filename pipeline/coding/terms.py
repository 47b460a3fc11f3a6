"""Words of segments and the codebook's patterns in; codings by rule out, and how each does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pandas as pd
from pandera.typing import DataFrame

from pipeline.coding.matching import find, fits, index_of
from pipeline.coding.training import leading_series
from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.patterns import Pattern, parse_pattern, plain
from pipeline.domain.tables import Codings, Segments, Tokens, check

_WORD = re.compile(r"[\w'-]+")
CODER = "regels"
HIT_COLUMNS = ("segment_id", "code", "pattern", "hedged")  # the pattern as the codebook has it


def code_by_rules(
    segments: DataFrame[Segments], tokens: DataFrame[Tokens], codebook: Codebook
) -> DataFrame[Codings]:
    """Code every countable segment in which a pattern of the codebook is found.

    One row per segment and code, in order of the segments and of the codebook. A segment in which
    nothing is found gives no row: a rule that is silent judges nothing. `doubt` marks what is only
    said with reserve, or asked.
    """
    hits = rule_hits(segments, tokens, codebook)
    doubt = hits.groupby(["segment_id", "code"], sort=False)["hedged"].all().rename("doubt")
    hits = hits.drop_duplicates(["segment_id", "code"]).merge(
        doubt.reset_index(), on=["segment_id", "code"], how="left"
    )
    coded = hits.merge(segments[["segment_id", "start", "end"]], on="segment_id", how="left")
    coded = coded.drop(columns=["pattern", "hedged"]).assign(
        coder=CODER, source="regel", valence="", confidence=None, status="voorstel"
    )
    return check(coded, Codings)


def rule_hits(
    segments: DataFrame[Segments], tokens: DataFrame[Tokens], codebook: Codebook
) -> pd.DataFrame:
    """Return a row (`HIT_COLUMNS`) for every segment, code and pattern that is found there."""
    countable = segments[segments["countable"]]
    index = index_of(tokens[tokens["segment_id"].isin(countable["segment_id"])])
    speakers = dict(
        zip(
            countable["segment_id"],
            zip(countable["perspective"], countable["group"], strict=True),
            strict=True,
        )
    )
    headings = dict(zip(countable["segment_id"], countable["heading"], strict=True))
    rows = [
        (segment_id, code.id, written, reserved)
        for code in codebook.codes
        for written, text in _both(code)
        for pattern in [parse_pattern(text)]
        for segment_id, reserved in _by_segment(find(pattern, index))
        if _condition_holds(pattern, speakers[segment_id], headings[segment_id])
    ]
    hits = pd.DataFrame(rows, columns=list(HIT_COLUMNS))
    place = {segment_id: number for number, segment_id in enumerate(segments["segment_id"])}
    order = hits["segment_id"].map(place).sort_values(kind="stable").index
    return hits.loc[order].reset_index(drop=True)


def unknown_speakers(segments: DataFrame[Segments], codebook: Codebook) -> list[str]:
    """Return what patterns ask for after "wie:" that is no perspective or group here: such a rule is dead."""
    known = {*codebook.perspectives, *codebook.groups, "overig", "onbekend"}
    known |= {*segments["perspective"], *segments["group"]}
    named = (
        name
        for code in codebook.codes
        for text in code.patterns
        for name in parse_pattern(text).speaker
    )
    return sorted(set(named) - {plain(name) for name in known})


def rule_quality(
    hits: pd.DataFrame, codings: DataFrame[Codings], codebook: Codebook
) -> pd.DataFrame:
    """Return how every pattern does: a row per code and pattern, silent ones included.

    `n_segments` in which it is found, `n_judged` of these that the leading series judged, and of
    those the shares to which that person gave the code (`precision`) and its theme
    (`theme_precision`).
    """
    judged = leading_series(codings)
    given = set(zip(judged["segment_id"], judged["code"], strict=True))
    themes = {
        (segment_id, codebook.theme_of(code))
        for segment_id, code in given
        if isinstance(code, str) and code in codebook
    }
    seen = set(judged["segment_id"])
    rows = []
    for code in codebook.codes:
        for pattern, _ in _both(code):
            found = hits[(hits["code"] == code.id) & (hits["pattern"] == pattern)]["segment_id"]
            checked = [segment_id for segment_id in found if segment_id in seen]
            theme = codebook.theme_of(code.id)
            right = sum((segment_id, code.id) in given for segment_id in checked)
            near = sum((segment_id, theme) in themes for segment_id in checked)
            n_judged = len(checked)
            rows.append(
                (code.id, pattern, len(found), n_judged,
                 right / n_judged if n_judged else None, near / n_judged if n_judged else None)
            )  # fmt: skip
    columns = ["code", "pattern", "n_segments", "n_judged", "precision", "theme_precision"]
    return pd.DataFrame(rows, columns=columns)


def _by_segment(found: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return every segment once; with reserve only where each of its sentences has it."""
    reserved: dict[str, bool] = {}
    for segment_id, hedged in found:
        reserved[segment_id] = reserved.get(segment_id, True) and hedged
    return list(reserved.items())


def _both(code: Code) -> Iterator[tuple[str, str]]:
    """Give the patterns of a code as written, and with their word lists filled in."""
    yield from zip(code.written or code.patterns, code.patterns, strict=True)


def _condition_holds(pattern: Pattern, speaker: tuple[str, str], heading: str) -> bool:
    """Tell whether the speaker and the heading are what the pattern asks for."""
    if pattern.speaker and not {plain(name) for name in speaker} & set(pattern.speaker):
        return False
    words = _WORD.findall(plain(heading))
    return not pattern.heading or any(
        fits(wanted, word) for wanted in pattern.heading for word in words
    )
