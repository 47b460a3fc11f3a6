"""What is set as PDF: the same bytes each time, and never a word of the material in an error."""

import pytest

from pipeline.domain.errors import InputError
from pipeline.release.figures.style import FONT_FOLDER
from pipeline.release.typesetting import set_pdf

PLAIN = b"""#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: none)
#set text(font: "Atkinson Hyperlegible Next", lang: "nl")
#data.words"""


def made(template=PLAIN, words="Geheim woord."):
    data = {"title": "Proef", "words": words}
    return set_pdf(
        {"main.typ": template}, data, font_folders=[str(FONT_FOLDER)], refused="Het lukt niet."
    )


def test_the_same_data_gives_the_same_bytes():
    assert made() == made()
    assert made().startswith(b"%PDF")


def test_what_cannot_be_set_is_told_without_a_word_of_it():
    with pytest.raises(InputError, match=r"^Het lukt niet\.$") as caught:
        made(PLAIN + b"\n#panic(data.words)")
    assert "Geheim" not in str(caught.value)
    assert caught.value.__cause__ is None
