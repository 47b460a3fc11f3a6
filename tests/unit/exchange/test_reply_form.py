"""A form comes home from Word, from LibreOffice, in a mail, half filled in or spoilt; what it says is read."""

import shutil
import subprocess

import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.tables.feedback import CHOICES, PLACEHOLDER
from pipeline.exchange.reply_form import parse_reply_form, read_reply_form
from pipeline.release.feedback import render_form_docx, render_form_text
from tests.unit.release.feedback.forms import STYLE, form, tick, write

FORM = form("Er werd geluisterd.", "Niemand belde.", "Eén plan, voor iedereen.")


def read(tmp_path, content, name="formulier.docx"):
    path = tmp_path / name
    path.write_bytes(content)
    return read_reply_form(path)


def said(read_form):
    rows = read_form.replies
    return list(zip(rows["number"], rows["choice"], rows["words"], strict=True))


@pytest.fixture(scope="module")
def docx():
    return render_form_docx(FORM, STYLE)


def test_boxes_that_were_ticked_in_word_are_read(tmp_path, docx):
    filled = tick(docx, "reactie:1:0", "reactie:2:1", "reactie:3:2", "wie:1")
    filled = write(filled, "eigen-woorden:2", "Zij belden één keer, na een maand.")
    found = read(tmp_path, filled)
    assert (found.table_id, found.version, list(found.above)) == ("DT-07", "1a2b3c4d", [1, 2, 3])
    assert said(found) == [
        (1, "klopt", ""),
        (2, "anders", "Zij belden één keer, na een maand."),
        (3, "niet gebruiken", ""),
    ]
    assert set(found.replies["who"]) == {"ouder of verzorger"}


def test_an_empty_form_says_nothing(tmp_path, docx):
    found = read(tmp_path, docx)
    assert found.replies.empty
    assert len(found.above) == 3
    assert read(tmp_path, render_form_text(FORM), "leeg.txt").replies.empty


@pytest.mark.parametrize("boxes", [(0, 1), (1, 2), (0, 1, 2)])
def test_more_than_one_box_is_unclear_and_never_a_choice(tmp_path, docx, boxes):
    found = read(tmp_path, tick(docx, *(f"reactie:2:{box}" for box in boxes)))
    assert said(found) == [(2, "onduidelijk", "")]


def test_own_words_without_a_box_are_unclear(tmp_path, docx):
    assert said(read(tmp_path, write(docx, "eigen-woorden:1", "Zo was het niet."))) == [
        (1, "onduidelijk", "Zo was het niet.")
    ]


def test_a_remark_outside_the_lines_is_kept_apart_and_without_the_forms_own_words(tmp_path, docx):
    assert said(read(tmp_path, write(docx, "opmerking", "Bel mij eerst."))) == [
        (0, "opmerking", "Bel mij eerst.")
    ]


def test_the_last_line_does_not_swallow_what_stands_below_it(tmp_path, docx):
    filled = tick(write(docx, "eigen-woorden:3", "Eén plan was er niet."), "reactie:3:1", "wie:0")
    assert said(read(tmp_path, filled)) == [(3, "anders", "Eén plan was er niet.")]


@pytest.mark.parametrize("mark", ["x", "X", "x ", " x", "v", "✓", "ja"])
def test_a_plain_copy_with_a_mark_between_the_brackets_is_read(mark):
    text = render_form_text(FORM).decode().replace("\r\n", "\n")
    filled = text.replace("[ ] anders", f"[{mark}] anders", 1).replace(
        "[ ] samen", f"[{mark}] samen"
    )
    found = parse_reply_form(filled, "mail.txt")
    assert said(found) == [(1, "anders", "")]
    assert set(found.replies["who"]) == {"samen"}


def test_a_mail_that_quotes_the_form_is_read(tmp_path):
    text = render_form_text(FORM).decode().replace("\r\n", "\n")
    filled = text.replace("[ ] klopt", "[x] klopt", 1).replace(
        "[ ] niet gebruiken\nEigen woorden:", "[x] niet gebruiken\nEigen woorden: Dit was privé.\nEcht.", 2
    ).replace("[x] niet gebruiken\nEigen woorden: Dit was privé.\nEcht.", "[ ] niet gebruiken\nEigen woorden:", 1)  # fmt: skip
    mail = "Hallo,\nhier is hij.\n\n" + "\n".join(f"> {line}" for line in filled.splitlines())
    found = read(tmp_path, mail.encode("utf-8"), "mail.txt")
    assert said(found) == [(1, "klopt", ""), (2, "niet gebruiken", "Dit was privé. Echt.")]


def test_windows_line_ends_and_an_old_encoding_are_read(tmp_path):
    text = render_form_text(FORM).decode().replace("[ ] klopt", "[x] klopt", 1)
    found = read(tmp_path, text.encode("cp1252", errors="replace"), "oud.txt")
    assert said(found) == [(1, "klopt", "")]


def test_words_of_the_material_that_look_like_a_box_are_no_answer():
    text = render_form_text(form("[x] klopt [ ] anders zei hij", "[P1] klopt altijd")).decode()
    assert parse_reply_form(text.replace("\r\n", "\n"), "f.txt").replies.empty


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[x] klopt niet   [ ] anders   [ ] niet gebruiken", "onduidelijk"),
        ("[ ] klopt   [x] anders: zij belden wel   [ ] niet gebruiken", "anders"),
        ("[x] anders", "anders"),
        ("☐ klopt   ☒ anders   ☐ niet gebruiken", "anders"),
        ("(x) klopt   ( ) anders   ( ) niet gebruiken", "klopt"),
        ("[ ]x klopt [ ] anders [ ] niet gebruiken", "klopt"),
        ("[nee] klopt   [ja] anders   [nee] niet gebruiken", "anders"),
        ("[ ] klopt\n[ ] anders\n[x] niet\u00a0gebruiken", "niet gebruiken"),
    ],
)
def test_what_people_make_of_the_boxes_is_never_read_as_something_else(typed, expected):
    text = render_form_text(FORM).decode().replace("\r\n", "\n")
    boxes = "[ ] klopt   [ ] anders   [ ] niet gebruiken"
    ((number, choice, words),) = said(parse_reply_form(text.replace(boxes, typed, 1), "f.txt"))
    assert (number, choice) == (1, expected)
    assert ("zij belden wel" in words) is ("belden" in typed)


def test_words_that_were_typed_among_those_of_the_form_are_found(tmp_path, docx):
    asked = FORM.lines[1].above
    assert read(tmp_path, docx).beside(2, asked) == ""
    text = render_form_text(FORM).decode().replace("\r\n", "\n")
    assert parse_reply_form(text, "f.txt").beside(2, asked) == ""
    typed = text.replace("Niemand belde.", "Niemand belde. Jawel, mevrouw belde!")
    assert parse_reply_form(typed, "f.txt").beside(2, asked) == "Jawel, mevrouw belde!"
    wrapped = text.replace("Niemand belde.", "> Niemand\n> belde.")
    assert parse_reply_form(wrapped, "f.txt").beside(2, asked) == ""


def test_a_line_answered_twice_in_two_ways_is_unclear():
    text = render_form_text(FORM).decode().replace("\r\n", "\n")
    part = text[text.index("Nr. 1") : text.index("Nr. 2")]
    first = part.replace("[ ] klopt", "[x] klopt")
    second = part.replace("[ ] anders", "[x] anders")
    found = parse_reply_form(text.replace(part, first + second), "f.txt")
    assert said(found) == [(1, "onduidelijk", "")]


@pytest.mark.parametrize("text", ["", "Beste onderzoeker, alles klopt.", "Formulier DT-07"])
def test_what_is_no_form_of_ours_is_refused_and_not_repeated(tmp_path, text):
    with pytest.raises(InputError, match=r"brief\.txt") as told:
        read(tmp_path, text.encode(), "brief.txt")
    assert "alles klopt" not in str(told.value)


def test_two_forms_in_one_file_are_refused():
    both = render_form_text(FORM) + render_form_text(form("Iets.", table_id="DT-08"))
    with pytest.raises(InputError, match="meer dan één formulier"):
        parse_reply_form(both.decode(), "f.txt")


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("scan.pdf", b"%PDF-1.7", "reacties.xlsx"),
        ("stuk.docx", b"PK\x03\x04 niets", "beschadigd"),
        ("leeg.docx", b"", "beschadigd"),
        ("rommel.txt", bytes(range(32)) * 9, "beschadigd"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path, name, content, advice):
    with pytest.raises(InputError, match=advice):
        read(tmp_path, content, name)


def test_a_form_that_is_not_there_says_so(tmp_path):
    with pytest.raises(InputError, match=r"weg\.docx"):
        read_reply_form(tmp_path / "weg.docx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_form_that_libreoffice_saved_is_read(tmp_path, docx):
    filled = tick(write(docx, "eigen-woorden:2", "Zij belden wel."), "reactie:1:0", "reactie:2:1")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "f.docx").write_bytes(filled)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "docx",
               "--outdir", str(tmp_path), str(tmp_path / "in" / "f.docx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = read_reply_form(tmp_path / "f.docx")
    assert (found.table_id, found.version) == ("DT-07", "1a2b3c4d")
    assert said(found) == [(1, "klopt", ""), (2, "anders", "Zij belden wel.")]
    assert [found.beside(line.number, line.above) for line in FORM.lines] == ["", "", ""]


def test_the_choices_and_the_room_are_named_on_every_form(docx):
    text = render_form_text(FORM).decode()
    assert all(text.count(f"[ ] {choice}") == 3 for choice in CHOICES)
    assert PLACEHOLDER not in text
