import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.decoding import (
    NotTextError,
    canonical,
    canonical_offsets,
    decode,
    mend_double_encoding,
)

TEXT = "Één café, ‘s ochtends – de heit wie der net by: ús jûn."


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
    ],
)
def test_a_dutch_text_is_read_in_every_encoding(encoding, mark):
    assert decode(mark + TEXT.encode(encoding)).text == TEXT


def test_one_wrong_byte_does_not_spoil_the_other_letters():
    content = TEXT.encode() + b" \xe9"
    assert decode(content).text == TEXT + " é"


@pytest.mark.parametrize("times", [1, 2])
def test_utf8_that_was_encoded_again_is_mended_and_counted(times):
    wrong = TEXT
    for _ in range(times):
        wrong = wrong.encode("utf-8").decode("latin-1")
    decoded = decode(wrong.encode("utf-8"))
    assert decoded.text == TEXT
    assert decoded.mended > 0


def test_what_was_encoded_once_is_left_alone():
    assert mend_double_encoding(TEXT) == (TEXT, 0)


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(NotTextError):
        decode(bytes(range(256)) * 20)


def test_a_canonical_text_has_one_kind_of_line_end_and_no_hidden_marks():
    assert canonical("\ufeffa\r\nb\rc\u2028d jeugd\u00adhulp\u200b") == "a\nb\nc\nd jeugdhulp"
    assert canonical("e\u0301e\u0301n") == "één"


@given(st.text())
def test_canonical_text_stays_as_it_is(text):
    once = canonical(text)
    assert canonical(once) == once


@given(st.text())
def test_utf8_is_read_as_it_was_written_but_for_double_encoding(text):
    try:
        decoded = decode(b"\xef\xbb\xbf" + text.encode("utf-8"))
    except NotTextError:
        return
    if not decoded.mended:
        assert decoded.text == text


PIECES = st.sampled_from(
    list("ab \x00\x1c\n\r\x0b\u00ad\u200be\u0301\u0308\u00e9\u2028\u1100\uac01\u11a8")
)


@given(st.text(PIECES, max_size=30) | st.text(max_size=30))
def test_every_offset_into_a_stored_text_leads_into_its_canonical_text(text):
    offsets = canonical_offsets(text)
    assert len(offsets) == len(text) + 1
    assert offsets[0] == 0
    assert offsets[-1] == len(canonical(text))


def test_what_stands_between_two_offsets_stays_the_same():
    stored = "Wij.\r\n\r\nDe cafe\u0301houder, thuis\u00adloos."
    offsets, text = canonical_offsets(stored), canonical(stored)
    for word in ("Wij.", "houder", "loos."):
        start = stored.index(word)
        assert text[offsets[start] : offsets[start + len(word)]] == word
