"""Nothing leaves before every blocking check is met and a person signs for these very bytes."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from release_worlds import Table, findings_of

from pipeline.domain.errors import InputError
from pipeline.release.disclosure import release_findings
from pipeline.release.signoff import (
    ProductFacts,
    StudyFacts,
    checks_for,
    may_leave,
    read_record,
    record_of,
    sign_off,
    still_signed,
)

SAID, SILENT = Table(frozenset({("regie", "gezin", "knelpunt")})), Table(frozenset())


def released_of(n_said: int, n_silent: int) -> pd.DataFrame:
    return release_findings(
        findings_of([SAID] * n_said + [SILENT] * n_silent, ["regie"]), min_tables=3
    )


RELEASED = released_of(6, 6)
GOOD = StudyFacts(coded_by_people=True, words_only=False, min_tables=3, released=RELEASED)


def product(**facts: object) -> ProductFacts:
    shown = RELEASED[["finding_id", "n_tables"]]
    return ProductFacts(**{"name": "factsheet.pdf", "digest": "ab", "shown": shown} | facts)  # type: ignore[arg-type]


def unmet(checks: list) -> set[str]:
    return {check.name for check in checks if not check.met}


def test_a_product_as_released_may_leave_and_its_record_is_read_back():
    checks = checks_for(product(), GOOD)
    assert may_leave(checks)
    signed = sign_off(product(), checks, approved_by="Een onderzoeker", approved_on="2026-01-02")
    assert read_record(json.loads(json.dumps(record_of([signed])))) == [signed]
    assert still_signed(signed, "ab")
    assert not still_signed(signed, "ac")


@pytest.mark.parametrize(
    ("facts", "study", "name"),
    [
        ({}, {"coded_by_people": False}, "door mensen gecodeerd"),
        ({"shows_single_tables": True}, {}, "geen losse tafels"),
        ({}, {"open_privacy_findings": 2}, "privacy nagekeken"),
        ({}, {"open_objections": 1}, "bezwaren beantwoord"),
        ({"typed_numbers": 1}, {}, "getallen uit de telling"),
        ({}, {"previous": released_of(6, 5)}, "naast de vorige vrijgave"),
        (
            {"shown": pd.DataFrame({"finding_id": ["thema/regie"], "n_tables": [7]})},
            {},
            "aantallen zoals vrijgegeven",
        ),
        ({}, {"words_only": True}, "geen aantallen"),
        (
            {"shown": None, "n_sentences": 3, "n_sentences_released": 2},
            {"words_only": True},
            "zin voor zin vrijgegeven",
        ),
    ],
)
def test_what_blocks_keeps_the_product_inside(facts, study, name):
    checks = checks_for(product(**facts), StudyFacts(**{**GOOD.__dict__, **study}))
    assert unmet(checks) == {name}
    assert not checks[0].met
    assert not may_leave(checks)
    with pytest.raises(InputError, match=name):
        sign_off(
            product(**facts), checks, approved_by="Iemand", approved_on="2026-01-02", note="toch"
        )


def test_an_unsafe_release_is_attacked_and_found():
    unsafe = RELEASED.copy()
    part = unsafe["finding_id"] == "verschil/regie/verschil/geen"
    unsafe["n_tables"] = unsafe["n_tables"].mask(part)
    unsafe.loc[part, "blanked"] = "afleidbaar"
    checks = checks_for(product(shown=None), StudyFacts(**{**GOOD.__dict__, "released": unsafe}))
    assert unmet(checks) == set()  # without counts there is nothing to attack
    shown = unsafe[["finding_id", "n_tables"]]
    checks = checks_for(product(shown=shown), StudyFacts(**{**GOOD.__dict__, "released": unsafe}))
    assert unmet(checks) == {"afscherming houdt stand"}


def test_nobody_signs_for_nobody_and_doubt_needs_a_reason():
    checks = checks_for(product(n_quotes=2, quote_doubts=1), GOOD)
    assert may_leave(checks)
    with pytest.raises(InputError, match="noem wie"):
        sign_off(product(), checks, approved_by=" ", approved_on="2026-01-02")
    with pytest.raises(InputError, match="citaten niet herkenbaar"):
        sign_off(product(), checks, approved_by="Iemand", approved_on="2026-01-02")
    assert sign_off(
        product(), checks, approved_by="Iemand", approved_on="2026-01-02", note="besproken"
    ).note


def test_a_record_that_was_changed_by_hand_is_refused():
    with pytest.raises(InputError, match="met de hand"):
        read_record([{"product": "factsheet.pdf"}])
