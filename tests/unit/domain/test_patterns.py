"""The pattern language of the codebook, as researchers write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.codebook import read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.patterns import PatternError, Step, parse_pattern, plain

BOOK = """\
meta: {id: proef}
niveaus: [{id: gezin, label: Gezin}]
woordlijsten:
  jeugdige: [jongere, kind]
  gezin: ["@jeugdige", ouder]
themas:
  - id: regie
    niveau: gezin
    subcodes:
      - id: regie.zelf
        patronen:
          - 'zelf .. kiezen'
          - PATTERN
"""


def read(tmp_path, pattern):
    path = tmp_path / "codeboek.yaml"
    path.write_text(BOOK.replace("PATTERN", pattern), encoding="utf-8")
    return read_codebook(path)


def test_words_alternatives_gaps_and_phrases_become_steps():
    pattern = parse_pattern('Niemand .. bellen|mailen "aan de lijn"')
    assert pattern.runs == (
        (
            Step(("niemand",)),
            Step(("bellen", "mailen"), 5),
            Step(("aan",)),
            Step(("de",)),
            Step(("lijn",)),
        ),
    )


def test_an_ampersand_makes_runs_and_a_mark_forbids():
    pattern = parse_pattern("school & ggz !verwachting")
    assert [run[0].words for run in pattern.runs] == [("school",), ("ggz",)]
    assert [run[0].words for run in pattern.forbidden] == [("verwachting",)]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("overdracht", "affirmed"),
        ("niet: overdracht", "negated"),
        ("wel-of-niet: overdracht", "either"),
        ("niemand .. bellen", "either"),
    ],
)
def test_the_first_word_says_what_denial_does(text, polarity):
    assert parse_pattern(text).polarity == polarity


def test_what_stands_in_front_needs_no_space_and_may_be_two():
    pattern = parse_pattern("stellig:niet:overdracht")
    assert (pattern.polarity, pattern.certain) == ("negated", True)
    assert parse_pattern("niet: stellig: overdracht").runs == pattern.runs


def test_speaker_and_heading_are_conditions():
    pattern = parse_pattern("had .. moeten wie:professionals|ouder kop:verbeter*")
    assert pattern.speaker == ("professionals", "ouder")
    assert pattern.heading == ("verbeter*",)
    assert len(pattern.runs[0]) == 2


@pytest.mark.parametrize(
    "text",
    ["", "niet:", ".. bellen", "bellen ..", "bellen ..0 terug", "bellen ..99 terug", "a & ", "!",
     '"langs elkaar', '""', "wacht||lijst", "|", "*", "a*", "wacht;lijst", "wie: ouder",
     "wie:ouder wie:gezin lijst"],
)  # fmt: skip
def test_what_cannot_be_read_is_told(text):
    with pytest.raises(PatternError):
        parse_pattern(text)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader_in_another_way(text):
    try:
        assert parse_pattern(text).runs
    except PatternError as error:
        assert str(error)  # noqa: PT017 - the other outcome is as good


def test_stress_marks_do_not_count_but_a_trema_does():
    assert plain("Dát") == "dat"
    assert plain("coördinator") == "coördinator"


def test_word_lists_are_filled_in_and_the_written_form_is_kept(tmp_path):
    code = read(tmp_path, "'@gezin .. kiezen'").code("regie.zelf")
    assert code.patterns[1] == "jongere|kind|ouder .. kiezen"
    assert code.written[1] == "@gezin .. kiezen"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("'.. kiezen'", "regel 13: dit patroon is niet te lezen"),
        ("'@buren .. kiezen'", "regel 13: de woordlijst 'buren' bestaat niet"),
        ("niet: kiezen", "enkele aanhalingstekens"),
    ],
)
def test_a_faulty_pattern_is_told_with_its_line(tmp_path, pattern, said):
    with pytest.raises(InputError, match=said):
        read(tmp_path, pattern)
