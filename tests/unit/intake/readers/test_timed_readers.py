import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.readers.base import UnreadableError
from pipeline.intake.readers.captions import read_captions
from pipeline.intake.readers.elan import read_elan
from pipeline.intake.readers.machine import read_machine
from pipeline.intake.readers.timed import Cue, turns_source


def turns(source):
    return [(block.label, source.text[block.start : block.end]) for block in source.blocks]


def test_consecutive_captions_of_one_voice_are_one_turn_with_its_times():
    source = read_captions(
        b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Moeder>Zullen we?</v>\n\n"
        b"2\n00:00:04.500 --> 00:00:06.000\n<v.loud Moeder>De koffie &amp; thee is op.</v>\n\n"
        b"00:00:06.5 --> 00:00:09.000\n<v Vader>Ja hoor: goed.</v>\n<v Moeder>Mooi.</v>\n"
    )
    assert turns(source) == [
        ("Moeder", "Zullen we? De koffie & thee is op."),
        ("Vader", "Ja hoor: goed."),
        ("Moeder", "Mooi."),
    ]
    assert [(block.began, block.ended) for block in source.blocks][:2] == [(1.0, 6.0), (6.5, 9.0)]
    assert source.text.startswith("[00:00:01] Moeder: Zullen we?")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("digits", [b"5", b"50", b"500"])
def test_srt_is_read_whatever_its_line_ends_and_milliseconds(end, digits):
    lines = [b"1", b"00:00:01," + digits + b" --> 00:00:02," + digits, b"En toen dacht ik", b"", b"2",
             b"00:00:02,500 --> 00:00:04,000", b"dat het goed was.", b""]  # fmt: skip
    source = read_captions(end.join(lines))
    assert turns(source) == [("", "En toen dacht ik dat het goed was.")]
    assert source.blocks[0].began == 1.5


def test_names_in_captions_count_when_they_come_back():
    cues = [("SPEAKER_01", "Ja."), ("SPEAKER_00", "Nee."), ("SPEAKER_01", "Goed: dan niet.")]
    text = "\n\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{who}: {words}"
        for n, (who, words) in enumerate(cues)
    )
    assert turns(read_captions(text.encode())) == cues


def test_an_invented_credit_stays_by_itself_and_does_not_count():
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nDat was het\n\n2\n00:00:02,000 --> 00:00:03,000\nTV GELDERLAND 2021\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\nvoor vandaag.\n"
    )
    source = read_captions(text.encode())
    assert [block.countable for block in source.blocks] == [True, False, True]


def test_whisper_lines_with_times_are_captions():
    text = "[00:00:00.000 --> 00:00:05.000]  En toen dacht ik\n[00:00:05.000 --> 00:00:07.000]  dat het goed was.\n"
    assert turns(read_captions(text.encode())) == [("", "En toen dacht ik dat het goed was.")]


@pytest.mark.parametrize(
    "values",
    [
        {"segments": [{"start": 0, "end": 1, "text": " Zullen we?", "speaker": "S1"}, {"start": 1, "end": 2, "text": " Ja.", "speaker": "S1"}]},
        [{"speaker": "S1", "text": "Zullen we? Ja."}],
        {"speakers": [{"spkid": "x", "name": "S1"}], "segments": [{"speaker": "x", "words": [{"text": "Zullen"}, {"text": "we"}, {"text": "?"}, {"text": "Ja"}, {"text": "."}]}]},
        {"results": {"utterances": [{"speaker": {"name": "S1"}, "transcript": "Zullen we? Ja."}]}},
    ],
)  # fmt: skip
def test_whisper_amberscript_and_their_like_give_turns(values):
    assert turns(read_machine(json.dumps(values).encode())) == [("S1", "Zullen we? Ja.")]


def test_a_speaker_that_is_a_number_gets_a_word_before_it():
    content = json.dumps({"segments": [{"speaker": 1, "text": "Ja."}]}).encode()
    assert turns(read_machine(content)) == [("Spreker 1", "Ja.")]


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[" * 100_000,
        b'{"a": 1}',
        b"[1, 2]",
        b'{"segments": []}',
        b'{"segments": [{"text": ""}]}',
    ],
)
def test_json_without_speech_is_refused(content):
    with pytest.raises(UnreadableError):
        read_machine(content)


def test_tiers_of_elan_are_speakers_in_speaking_order():
    content = b"""<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="0"/>
    <TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="1500"/><TIME_SLOT TIME_SLOT_ID="c" TIME_VALUE="1600"/></TIME_ORDER>
    <TIER TIER_ID="B" PARTICIPANT="P2"><ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="c" TIME_SLOT_REF2="c">
    <ANNOTATION_VALUE>Ik bin pake.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
    <TIER TIER_ID="A"><ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="a" TIME_SLOT_REF2="b">
    <ANNOTATION_VALUE>Wie bent u?</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
    <TIER TIER_ID="vertaling" PARENT_REF="B"/></ANNOTATION_DOCUMENT>"""
    source = read_elan(content)
    assert turns(source) == [("A", "Wie bent u?"), ("P2", "Ik bin pake.")]
    assert source.notes


@given(
    st.lists(
        st.builds(Cue, st.text(max_size=20), st.text(max_size=60), st.none() | st.floats(0, 9e5))
    )
)
def test_every_turn_is_a_slice_of_the_text_that_was_made_for_it(cues):
    try:
        source = turns_source(cues, "vtt")
    except UnreadableError:
        assert not any(cue.text.split() for cue in cues) or True
        return
    for block in source.blocks:
        words = source.text[block.start : block.end]
        assert words == words.strip() != ""
        assert "\n" not in words
    assert len(source.text.split("\n")) == len(source.blocks)


def test_a_million_pieces_of_speech_are_refused_before_they_are_read():
    content = b'[{"text":"a"}' + b',{"text":"a"}' * 200_000 + b"]"
    with pytest.raises(UnreadableError) as caught:
        read_machine(content)
    assert caught.value.kind == "te groot"


def test_captions_that_are_too_long_are_refused_before_they_are_taken_apart():
    content = b"1\n00:00:01,000 --> 00:00:02,000\n" + b"De moeder belde. " * 200_000
    with pytest.raises(UnreadableError) as told:
        read_captions(content)
    assert told.value.kind == "te groot"
