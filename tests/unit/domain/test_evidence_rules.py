"""What a study's file asks of evidence: its own numbers, the product's, or a refusal with the line."""

from pathlib import Path

import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.evidence_rules import EvidenceRules, read_evidence_rules
from pipeline.domain.yamltext import parse_yaml

BASE = {
    "patronen": {"tafels": 3, "groepen": 2},
    "overeenstemming": {"ondergrens": 0.4, "gecorrigeerd": 0.6},
}


def rules(text):
    return read_evidence_rules(parse_yaml("studie: proef\n" + text, Path("studie.yaml")), BASE)


def test_what_a_study_does_not_say_is_the_products_own():
    assert rules("") == EvidenceRules(3, 2, 0.4, 0.6)
    assert rules("patronen: {groepen: 3}\novereenstemming: {ondergrens: 0}") == EvidenceRules(
        3, 3, 0.0, 0.6
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("patronen: 3", "regel 2: bij 'patronen:' hoort bijvoorbeeld {tafels: 3, groepen: 2}"),
        ("patronen: {tafel: 3}", "regel 2: onbekende sleutel 'tafel'. Bedoel je 'tafels'"),
        ("patronen: {tafels: veel}", "regel 2: bij 'tafels:' hoort een heel getal"),
        ("patronen: {groepen: 0}", "van 1 of meer"),
        ("overeenstemming: {ondergrens: 40}", "tussen -1 en 1"),
        ("overeenstemming: {gecorrigeerd: ja}", "tussen -1 en 1"),
    ],
)
def test_a_number_that_is_none_is_refused_with_its_line(text, message):
    with pytest.raises(InputError) as told:
        rules(text)
    assert message in str(told.value)
