from __future__ import annotations

from datetime import date

import pytest

from pipeline.intake.consent import (
    absent_roles,
    consent_gaps,
    consent_of,
    is_past,
    may_count,
    may_quote,
)

DAY = date(2026, 11, 22)
YES = {"citeren": "ja", "onderzoek": "ja"}


def quotable(age=None, *, youth=True, **said):
    person = {"leeftijd": age, "toestemming": {**YES, **said}}
    return may_quote(consent_of(person, is_youth=youth), on=DAY)


def test_what_was_not_recorded_is_not_quotable_but_counts():
    nothing = consent_of({}, is_youth=False)
    assert consent_gaps(nothing, on=DAY) == ("toestemming om te citeren is niet vastgelegd",)
    assert may_count(nothing, on=DAY)


def test_an_adult_decides_alone():
    assert quotable(youth=False)
    assert not quotable(youth=False, citeren="nee")


@pytest.mark.parametrize(
    ("age", "by", "may"),
    [
        (11, ["moeder", "vader"], True),
        (11, ["zelf", "moeder"], False),
        (12, ["moeder", "vader"], False),
        (12, ["zelf", "moeder", "vader"], True),
        (15, ["jeugdige", "moeder"], False),
        (16, ["zelf"], True),
        (16, ["moeder"], False),
        (17, [], True),
    ],
)
def test_who_must_agree_goes_by_age(age, by, may):
    assert quotable(age, door=by, gezag=["moeder", "vader"]) is may


def test_under_sixteen_authority_must_be_known():
    person = {"leeftijd": 14, "toestemming": {**YES, "door": ["zelf", "moeder"]}}
    assert consent_gaps(consent_of(person, is_youth=True), on=DAY) == (
        "wie het gezag heeft is niet vastgelegd",
    )


@pytest.mark.parametrize("age", [None, "12-17", "onbekend", True])
def test_an_unknown_age_is_no_age(age):
    assert not quotable(age, door=["zelf", "moeder"], gezag=["moeder"])


def test_one_no_is_enough():
    person = {"citeren": "ja", "toestemming": {"citeren": "nee"}}
    assert not may_quote(consent_of(person, is_youth=False), on=DAY)


@pytest.mark.parametrize(
    ("until", "past"),
    [("", False), ("2026-11-22", False), ("2026-11-21", True), ("2026-11", False), ("2026-10", True),
     ("2026", False), ("2025", True), ("volgend jaar", True)],
)  # fmt: skip
def test_consent_holds_to_the_end_of_what_was_written(until, past):
    assert is_past(until, DAY) is past
    assert quotable(youth=False, tot=until) is not past


@pytest.mark.parametrize(
    ("value", "gone"),
    [("ja", True), ("2026-03-01", True), ("nee", False), (None, False), (False, False)],
)
def test_withdrawing_goes_before_giving(value, gone):
    consent = consent_of({"toestemming": {**YES, "ingetrokken": value}}, is_youth=False)
    assert may_quote(consent, on=DAY) is not gone
    assert may_count(consent, on=DAY) is not gone


def test_no_research_is_neither_counted_nor_quoted():
    consent = consent_of({"toestemming": {"onderzoek": "nee", "citeren": "ja"}}, is_youth=False)
    assert not may_count(consent, on=DAY)
    assert not may_quote(consent, on=DAY)


def test_names_of_givers_may_be_a_sentence():
    consent = consent_of(
        {"toestemming": {**YES, "door": "Jeugdige, moeder en vader"}}, is_youth=True
    )
    assert consent.given_by == {"zelf", "moeder", "vader"}


def test_who_is_discussed_but_was_not_there_is_listed():
    assert absent_roles(
        ["stiefvader", "mentor", "Moeder"], ["moeder", "vader", "mentor groep 7"]
    ) == ("stiefvader",)
