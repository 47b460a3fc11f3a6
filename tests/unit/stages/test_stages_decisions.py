"""Which patterns may leave is asked of a study's own settings, and never less than release asks."""

from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.domain.evidence_rules import EvidenceRules
from pipeline.findings.basis import find_basis
from pipeline.findings.patterns import keep_edits
from pipeline.stages.decisions import patterns_of
from tests.unit.findings.drawing import CODEBOOK, codings, participants, segments

SEGMENTS = segments("""
    table_id | group         | perspective
    T1       | gezin         | ouder
    T2       | professionals | onderwijs
    T3       | gezin         | ouder
    T4       | gezin         | ouder
""")
CODED = codings("""
    segment_id | code         | valence
    T1/00      | regie.kracht | knelpunt
    T2/01      | regie.kracht | knelpunt
    T3/02      | regie.kracht | knelpunt
    T4/03      | regie.kracht | succesfactor
""")


def cards(rules, min_tables=3):
    seated = participants("table_id | perspective | group\nT1 | ouder | gezin")
    basis = find_basis(SEGMENTS, CODED, seated, CODEBOOK, coder="A", source="mens")
    settings = SimpleNamespace(rules=rules, min_tables=min_tables)
    tables = pd.DataFrame({"kind": ["casusspecifiek"]})
    run = SimpleNamespace(settings=settings, codebook=CODEBOOK, table=lambda _: tables)
    return patterns_of(run, basis).set_index("pattern_id")


@pytest.mark.parametrize(
    ("rules", "min_tables", "carried"),
    [
        (EvidenceRules(), 3, True),
        (EvidenceRules(pattern_tables=4), 3, False),
        (EvidenceRules(pattern_groups=3), 3, False),
        (EvidenceRules(pattern_tables=1), 4, False),  # release asks for more
        (EvidenceRules(pattern_tables=1, pattern_groups=1), 3, True),
    ],
)
def test_a_pattern_is_carried_by_what_the_study_asks(rules, min_tables, carried):
    assert bool(cards(rules, min_tables).loc["regie.kracht/knelpunt", "carried"]) is carried


def test_counter_examples_must_be_answered_below_the_threshold_too():
    from pipeline.domain.tables import CardEdits, empty

    found = cards(EvidenceRules())
    below = found.loc["regie.kracht/succesfactor"]
    assert not below["carried"]
    assert len(below["counter_segment_ids"]) == 3
    kept = keep_edits(found.reset_index(), empty(CardEdits)).set_index("pattern_id")
    assert not kept.loc["regie.kracht/succesfactor", "answered"]
    assert not kept.loc["regie.kracht/knelpunt", "answered"]
