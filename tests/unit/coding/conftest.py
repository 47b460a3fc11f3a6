"""Drawn material for the coding room: tables whose segments speak of one of two themes, or of none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.coding.training import TrainingSet
from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.tables import Codings, Segments, Tokens, check
from pipeline.language.readings import Readings

WORDS = {
    "toegang.wachttijd": "wachtlijst wachten maand lang plek",
    "toegang.aanbod": "aanbod regio ontbreken weigeren passend",
    "regie.overnemen": "overnemen loslaten handen zelf stuur",
    None: "koffie thee raam stoel middag",
}
VALENCE = {
    "toegang.wachttijd": "knelpunt",
    "toegang.aanbod": "knelpunt",
    "regie.overnemen": "succesfactor",
    None: "neutraal",
}


@pytest.fixture(scope="session")
def codebook():
    return Codebook(
        id="proef",
        version="1",
        codes=(
            Code("toegang", "Toegang", "gezin", "Of hulp er is."),
            Code("toegang.wachttijd", "Wachten", "gezin", "", parent="toegang"),
            Code("toegang.aanbod", "Aanbod", "beleid", "", parent="toegang"),
            Code("regie", "Regie", "gezin", "Wie stuurt."),
            Code("regie.overnemen", "Overnemen", "professional", "", parent="regie"),
        ),
        levels={"gezin": "Gezin", "professional": "Professional", "beleid": "Beleid"},
        perspectives={"ouder": "Ouder"},
        groups={"gezin": ("ouder",)},
    )


def draw_study(n_tables, *, n_segments=24, seed=7, prefix="T"):
    """Draw a coded study in which words tell the code, with words for everyone in between."""
    random = np.random.default_rng(seed)
    places = {word: place for place, word in enumerate(" ".join(WORDS.values()).split())}
    segments, tokens, codings, vectors = [], [], [], []
    for table in range(n_tables):
        start = 0
        for number in range(n_segments):
            code = list(WORDS)[int(random.integers(len(WORDS)))]
            words = [
                *random.choice(WORDS[code].split(), 3),
                str(random.choice(list(places))),
                "dat",
            ]
            text = " ".join(words)
            segment_id = f"{prefix}{table}/verslag/{number:04d}"
            segments.append(
                (segment_id, f"{prefix}{table}", "verslag.md", start, start + len(text), "", "",
                 "ouder", "nl", text, "verslag", "gezin", "Verloop", number, True)
            )  # fmt: skip
            at = 0
            for position, word in enumerate(words):
                tokens.append((segment_id, position, at, at + len(word), word, word, "NOUN"))
                at += len(word) + 1
            codings.append(
                (segment_id, code, "A", "mens", start, start + len(text), VALENCE[code], False,
                 None, "bevestigd", "", "")
            )  # fmt: skip
            vector = np.zeros(len(places), dtype=np.float32)
            vector[[places[word] for word in words if word in places]] = 1
            vectors.append(vector)
            start += len(text) + 1
    return TrainingSet(
        check(pd.DataFrame(segments, columns=Segments.names()), Segments),
        check(pd.DataFrame(tokens, columns=Tokens.names()), Tokens),
        check(pd.DataFrame(codings, columns=Codings.names()), Codings),
        Readings.of(np.array(vectors)),
    )


@pytest.fixture(scope="session")
def study():
    return draw_study(6)


@pytest.fixture(scope="session")
def draw():
    """Hand the drawing of a study to tests that want one of their own."""
    return draw_study
