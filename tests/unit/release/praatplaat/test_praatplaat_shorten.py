"""Only whole sentences go, from the end, and never one that the words before it need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.release.praatplaat.shorten import MOST_WORDS, shorten

LONG = "die wij met alle mensen uit de hele straat en het dorp en de gemeente samen hebben bedacht"


@pytest.mark.parametrize(
    ("text", "short", "how"),
    [
        ("Pak de telefoon, dan is het vanzelf warm.", "Pak de telefoon, dan is het vanzelf warm.", "heel"),
        (f"Bel elk gezin. Doe dat met een lijst {LONG}.", "Bel elk gezin.", "eerste zin"),
        (f"Bel elk gezin. Maar niet met een lijst {LONG}.", None, "te lang"),
        (f"Wij luisteren. Dat zeggen we met een plan {LONG}.", None, "te lang"),
        (f"Een lijst {LONG}.", None, "te lang"),
        (f"Meedenken mag ik volop; het dossier is een lijst {LONG}.", "Meedenken mag ik volop.", "zinsdeel"),
        (f"Meedenken mag ik volop, het dossier is een lijst {LONG}.", None, "te lang"),
        (f"De behandelaar zei hardop: ik had een lijst {LONG}.", None, "te lang"),
        (f"Met bijv. Buren gaat het. Nodig is een lijst {LONG}.", "Met bijv. Buren gaat het.", "eerste zin"),
        ("  Twee   spaties.  ", "Twee spaties.", "heel"),
    ],
)  # fmt: skip
def test_a_statement_is_shortened_by_whole_sentences(text, short, how):
    assert shorten(text) == (short or text, how)


@given(st.text(alphabet="abc .!?;:,MG", max_size=300))
def test_what_is_left_is_the_front_and_nothing_is_added(text):
    short, how = shorten(text)
    flat = " ".join(text.split())
    assert flat.startswith(short.removesuffix(".") if how == "zinsdeel" else short)
    assert "…" not in short
    assert len(short.split()) <= MOST_WORDS or how == "te lang"
    assert (how in ("heel", "te lang")) == (short == flat)
