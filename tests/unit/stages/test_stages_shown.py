"""Words of whoever did not consent to be quoted: they count, and stand in no product."""

from types import SimpleNamespace

import pytest

from pipeline.domain.tables import Participants, Segments
from pipeline.stages.shown import may_be_shown, not_shown, shown_segments
from tests.unit.findings.drawing import participants, segments

SEGMENTS = segments("""
    table_id | kind       | speaker | text
    T1       | transcript | P1      | Ik vond het fijn.
    T1       | transcript | P2      | Ik niet.
    T1       | transcript | Vreemde | Wie ben ik?
    T2       | transcript | P1      | Ook een P1, aan een andere tafel.
    T1       | verslag    |         | De moeder vond het fijn.
""")


@pytest.fixture
def run():
    seated = participants("""
        table_id | participant | perspective | group
        T1       | P1          | ouder       | gezin
        T1       | P2          | ouder       | gezin
        T2       | P1          | ouder       | gezin
    """)
    seated["may_quote"] = [True, False, False]
    return SimpleNamespace(table={Participants: seated, Segments: SEGMENTS}.__getitem__)


def test_only_who_consented_is_shown_and_a_verslag_is_nobodys_voice(run):
    assert may_be_shown(run).tolist() == [True, False, False, False, True]


def test_the_segment_stays_with_its_id_in_place_of_its_words(run):
    texts = shown_segments(run)["text"].tolist()
    assert texts[0] == "Ik vond het fijn."
    assert texts[1] == "[geen toestemming om te citeren: T1/01]"
    assert len(texts) == len(SEGMENTS)
    assert not any(words in " ".join(texts) for words in ("Ik niet", "Wie ben", "Ook een"))


def test_how_many_are_not_shown_is_told(run):
    assert not_shown(run).startswith("3 van de 5 fragmenten")
    everyone = run.table(Participants).assign(may_quote=True)
    own = SEGMENTS[SEGMENTS["speaker"] != "Vreemde"]
    tables = {Participants: everyone, Segments: own}
    assert not_shown(SimpleNamespace(table=tables.__getitem__)) == ""
