"""Every box is measured: nothing overlaps, nothing leaves the page, nothing is smaller than 14 points."""

import itertools
from dataclasses import replace
from functools import cache

import pytest

from pipeline.domain.errors import InputError
from pipeline.release.figures.measure import text_width
from pipeline.release.praatplaat import keep_on, lay_out, sentences_on
from pipeline.release.praatplaat.marks import A3, MM, Icon, Rect, Words, element_id
from pipeline.release.praatplaat.palette import contrast, looks_of, mix, readable
from tests.unit.release.praatplaat.plate_boards import (
    LONG_NAMES,
    LONG_TEXT,
    LONG_WORDS,
    PLAIN,
    SHORT,
    STYLE,
    board,
)

PAGE = Rect(0, 0, *A3)
BOARDS = {
    "4 bij 2": board(2, 4),
    "9 bij 4": board(4, 9, texts=PLAIN, shared=2),
    "16 bij 4": board(4, 13, shared=3),
    "16 bij 6": board(6, 14, shared=2),
    "16 bij 2": board(2, 16, texts=PLAIN),
    "7 bij 3": board(3, 7, texts=PLAIN),
    "12 bij 5": board(5, 12, texts=PLAIN),
    "een stem": board(1, 3),
    "driehonderd tekens": board(3, 6, texts=(LONG_TEXT, *SHORT)),
    "lange woorden": board(4, 12, texts=LONG_WORDS),
    "lange namen": board(6, 12, names=LONG_NAMES, shared=1),
    "alleen samen": replace(board(2, 2, shared=3), voices=()),
    "zonder extra's": replace(
        board(4, 8, mark=""), chair="", source="", guide="", guide_loose="", heading_names=()
    ),
}


@cache
def fitted_board(name):
    return lay_out(BOARDS[name], STYLE)


PLATES = pytest.mark.parametrize("name", BOARDS)


def words_of(plate):
    return [
        (group, mark) for group in plate.walk() for mark in group.marks if isinstance(mark, Words)
    ]


@PLATES
def test_no_two_things_overlap(name):
    every = [
        one for one in fitted_board(name).plate.walk() if one.box and not one.id.startswith("stem-")
    ]
    clashes = [
        (a.id, b.id) for a, b in itertools.combinations(every, 2) if a.box.overlaps(b.box, 0.05)
    ]
    assert clashes == []


@PLATES
def test_no_two_lines_of_text_overlap(name):
    boxes = [words.box for _, words in words_of(fitted_board(name).plate)]
    assert not [1 for a, b in itertools.combinations(boxes, 2) if a.overlaps(b, 0.05)]


@PLATES
def test_everything_lies_on_the_page_and_text_within_its_own_box(name):
    plate = fitted_board(name).plate
    assert all(PAGE.holds(group.box) for group in plate.walk() if group.box)
    for group, words in words_of(plate):
        assert PAGE.holds(words.box)
        assert group.box is None or group.box.holds(words.box, 0.3), group.id
    for group in plate.walk():
        for mark in group.marks:
            if isinstance(mark, Icon):
                assert group.box.holds(Rect(mark.x, mark.y, mark.size, mark.size), 0.1)


@PLATES
def test_a_voice_holds_its_statements_and_its_question(name):
    for voice in fitted_board(name).plate.walk():
        if voice.id.startswith("stem-"):
            assert all(voice.box.holds(group.box, 0.1) for group in voice.groups)


@PLATES
def test_nothing_is_smaller_than_fourteen_points_and_lines_are_as_wide_as_measured(name):
    for _, words in words_of(fitted_board(name).plate):
        assert words.size >= 14
        widest = max(text_width(STYLE, line, words.size, words.face) for line in words.lines)
        assert widest * MM == pytest.approx(words.width, abs=0.02)


@PLATES
def test_every_statement_is_there_once_or_told_to_be_left_out(name):
    fitted = fitted_board(name)
    shown = [one.statement_id for one in fitted.plate.walk() if one.statement_id]
    assert len(shown) == len(set(shown))
    left = {one.statement_id for one in fitted.left_out}
    assert left.isdisjoint(shown)
    assert left | set(shown) == {one.statement_id for one in BOARDS[name].statements}


@pytest.mark.parametrize(
    "name", ["4 bij 2", "16 bij 4", "16 bij 2", "driehonderd tekens", "lange woorden"]
)
def test_few_words_all_fit(name):
    assert fitted_board(name).left_out == ()


def test_no_letter_is_lost_where_a_word_is_broken():
    for group, words in words_of(fitted_board("lange woorden").plate):
        if group.statement_id:
            joined = "".join(line.removesuffix("-") for line in words.lines)
            assert (
                joined.replace(" ", "")
                in "".join(
                    [*LONG_WORDS, "Waar zie je dit bij ons terug?", "kans belemmering voorwaarde"]
                ).replace(" ", "")
                or "Gesteund" in joined
            )


def test_firm_statements_are_larger_and_bold():
    sizes = {}
    for group, words in words_of(fitted_board("9 bij 4").plate):
        if group.statement_id and words.lines[0].split()[0] not in (
            "kans",
            "belemmering",
            "voorwaarde",
        ):
            sizes.setdefault(group.statement_id, (words.size, words.face))
    firm = {
        one.statement_id
        for voice in BOARDS["9 bij 4"].voices
        for one in voice.statements
        if one.firm
    }
    loose = {
        one.statement_id
        for voice in BOARDS["9 bij 4"].voices
        for one in voice.statements
        if not one.firm
    }
    assert min(sizes[one][0] for one in firm) > max(sizes[one][0] for one in loose)
    assert {sizes[one][1] for one in firm} == {"vet"}


def test_few_statements_are_set_large_with_a_question_each():
    fitted = fitted_board("4 bij 2")
    assert fitted.size >= 18
    assert sum("Waar zie je" in words.lines[0] for _, words in words_of(fitted.plate)) == 4


def test_a_question_that_a_person_wrote_stays_where_others_have_no_room():
    fitted = lay_out(board(4, 13, texts=PLAIN, own_question="Wie belt er morgen?"), STYLE)
    said = [" ".join(words.lines) for _, words in words_of(fitted.plate)]
    assert "Wie belt er morgen?" in said
    assert not any("Waar zie je" in one for one in said)


def test_too_much_to_say_loses_the_least_supported_first_and_keeps_what_is_firm():
    fitted = lay_out(board(2, 14, texts=(LONG_TEXT,)), STYLE)
    assert fitted.left_out
    assert not any(one.firm for one in fitted.left_out)
    places = [one.place for one in fitted.left_out]
    kept = [one.place for one in fitted.board.statements if not one.firm]
    assert max(places) >= max(kept, default=0)


def test_what_was_left_out_would_not_have_fitted():
    one = board(3, 13, texts=(LONG_TEXT, *PLAIN))
    fitted = lay_out(one, STYLE)
    assert fitted.left_out
    kept = {said.statement_id for said in fitted.board.statements}
    for gone in fitted.left_out:
        ids = kept | {gone.statement_id}
        voices = tuple(
            replace(voice, statements=tuple(s for s in voice.statements if s.statement_id in ids))
            for voice in one.voices
        )
        shared = tuple(s for s in one.shared if s.statement_id in ids)
        assert lay_out(replace(one, voices=voices, shared=shared), STYLE).left_out


def test_only_what_was_released_stays_and_a_silent_voice_leaves_the_table():
    one = board(3, 6, texts=tuple(f"Zin {n}." for n in range(9)), shared=1)
    said = sentences_on(one)
    assert len(said) == 7
    kept = keep_on(one, [one.voices[0].statements[0].text])
    assert [voice.name for voice in kept.voices] == ["jeugdigen"]
    assert sentences_on(kept) == (one.voices[0].statements[0].text,)
    assert keep_on(one, []).statements == ()
    loose = [said.text for said in one.statements if not said.firm]
    assert (one.reading, keep_on(one, loose).reading) == (one.guide, one.guide_loose)


@pytest.mark.parametrize("shape", [(4, 14, 3), (5, 14, 1), (6, 14, 2)])
def test_what_leaves_is_divided_as_its_concept_was(shape):
    voices, statements, shared = shape
    concept = lay_out(board(voices, statements, texts=PLAIN, shared=shared), STYLE)
    leaving = lay_out(board(voices, statements, texts=PLAIN, shared=shared, mark=""), STYLE)
    assert leaving.left_out == concept.left_out
    assert leaving.size == concept.size
    place = {one.id: one.box for one in concept.plate.walk() if one.statement_id}
    assert place == {one.id: one.box for one in leaving.plate.walk() if one.statement_id}


def test_a_title_of_a_book_is_refused_in_words_that_help():
    with pytest.raises(InputError, match="titel of de vraag"):
        lay_out(replace(board(2, 4), question=LONG_TEXT * 6), STYLE)


@PLATES
def test_voices_differ_in_pattern_and_order_is_that_of_the_board(name):
    looks = looks_of(fitted_board(name).board.voices, STYLE)
    assert len({look.pattern.kind for look in looks.values()}) == len(looks)
    order = [one.id for one in fitted_board(name).plate.groups if one.id.startswith("stem-")]
    assert order == [element_id("stem", voice.key) for voice in fitted_board(name).board.voices]


def test_letters_can_be_read_on_every_tint_of_any_house_style():
    for colours in (STYLE.colours, {**STYLE.colours, "gezin": "#00FF00", "beleid": "#000000"}):
        style = replace(STYLE, colours=colours)
        for look in looks_of(board(6, 12).voices, style).values():
            tint = mix(look.colour, style.colour("papier"), 0.87)
            assert contrast(style.colour("inkt"), tint) >= 4.5
            assert contrast(style.colour("grijs"), style.colour("papier")) >= 4.5
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert readable(("#EEEEEE", "#222222"), "#FFFFFF") == "#222222"


def test_another_letter_and_other_colours_fit_too():
    serif = replace(STYLE, fonts=dict.fromkeys(STYLE.fonts, STYLE.fonts["vet"]))
    plate = lay_out(board(4, 12, texts=PLAIN), serif).plate
    boxes = [group.box for group in plate.walk() if group.statement_id]
    assert not [1 for a, b in itertools.combinations(boxes, 2) if a.overlaps(b)]
