"""A codebook and segments in; questions for a language model out, and from its answers codings.

What such a model says is a proposal like any other model's: one more coder, to be measured.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.tables import Codings, Segments, check
from pipeline.domain.wording import VALENCES

CODER = "taalmodel"
MOST_CODES = 3  # in one answer, as the codebook's own rule has it
TASK = (
    "Je codeert fragmenten uit gesprekken over jeugdhulp met een codeboek. Kies hoogstens "
    f"{MOST_CODES} codes die echt bij het fragment passen; meestal past er één, vaak geen enkele. "
    "Antwoord alleen met JSON: codes (een lijst, leeg als niets past) en valentie."
)
MOST_AROUND = 300  # characters of the segments before and after

_THINKING = re.compile(r"<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"```(?:json)?\s*(.*?)\s*```", re.DOTALL)


class Answer(NamedTuple):
    """What a model said of one segment; no codes: no theme."""

    codes: tuple[str, ...]
    valence: str


def instructions(codebook: Codebook) -> str:
    """Return the task with the codebook's definitions and boundaries, the same for every segment."""
    valences = [f"{name}: {codebook.valence_labels.get(name, name)}" for name in VALENCES]
    rules = ["Afspraken:", *(f"- {rule}" for rule in codebook.rules), ""] if codebook.rules else []
    lines = [TASK, "", *rules, f"Valentie: {'; '.join(valences)}", "", "Codes:"]
    for theme in codebook.themes:
        lines.append(_described(theme))
        lines += [f"- {_described(code)}" for code in codebook.subcodes(theme.id)]
    return "\n".join(lines)


def question(before: str, text: str, after: str, speaker: str, heading: str = "") -> str:
    """Return the question about one segment, with its heading and what was said around it."""
    parts = [
        f"Onder de kop: {heading}" if heading else "",
        f"Ervoor: {before[-MOST_AROUND:]}" if before else "",
        f"Spreker: {speaker}" if speaker else "",
        f"Fragment: {text}",
        f"Erna: {after[:MOST_AROUND]}" if after else "",
        "Codeer alleen het fragment.",
    ]
    return "\n".join(part for part in parts if part)


def answer_schema(codebook: Codebook) -> dict[str, Any]:
    """Return the JSON schema to which an answer is forced."""
    names = [code.id for code in codebook.codes]
    return {
        "type": "object",
        "properties": {
            "codes": {"type": "array", "maxItems": MOST_CODES,
                      "items": {"type": "string", "enum": names}},
            "valentie": {"type": "string", "enum": list(VALENCES)},
        },
        "required": ["codes", "valentie"],
        "additionalProperties": False,
    }  # fmt: skip


def read_answer(text: str, codebook: Codebook) -> Answer | None:
    """Return an answer, or None where it is not what the schema asks for.

    A server may ignore the schema: everything is checked again. What a model thinks aloud and the
    fence around its JSON are left out.
    """
    bare = _THINKING.sub("", text).strip()
    fenced = _FENCED.fullmatch(bare)
    try:
        values = json.loads(fenced.group(1) if fenced else bare)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict):
        return None
    codes, valence = values.get("codes"), values.get("valentie")
    if not isinstance(codes, list) or valence not in VALENCES:
        return None
    if not all(isinstance(code, str) and code in codebook for code in codes):
        return None
    return Answer(tuple(dict.fromkeys(codes))[:MOST_CODES], valence)


def codings_of(
    segments: DataFrame[Segments], answers: Mapping[str, Answer], *, coder: str = CODER
) -> DataFrame[Codings]:
    """Return the codings that answers make, in order; a segment without an answer has no row."""
    places: Any = zip(segments["segment_id"], segments["start"], segments["end"], strict=True)
    rows = [
        (segment_id, code, coder, "model", start, end, answers[segment_id].valence, False, None,
         "voorstel", "", "")
        for segment_id, start, end in places
        if segment_id in answers
        for code in answers[segment_id].codes or (None,)
    ]  # fmt: skip
    return check(pd.DataFrame(rows, columns=Codings.names()), Codings)


def _described(code: Code) -> str:
    """Return a code with its name, its definition, and what does not belong to it."""
    parts = [f"{code.id}: {code.label}", code.definition]
    if code.exclude:
        parts.append(f"Niet: {'; '.join(part.rstrip('.') for part in code.exclude)}")
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
