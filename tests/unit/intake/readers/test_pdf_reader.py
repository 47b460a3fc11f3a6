import contextlib

import pytest
import typst

from pipeline.intake.readers.base import UnreadableError
from pipeline.intake.readers.pdf import read_pdf

PROSE = (
    "De gezinsbegeleider kwam om twee uur langs en bleef tot het donker werd. Niemand had "
    "de samenwerkingsovereenkomst gelezen. Dat viel moeder op, en vader ook. "
)


def pdf(body, head='#set page(width: 12cm, height: 12cm)\n#set text(lang: "nl")'):
    return typst.compile(f"{head}\n{body}".encode())


def flat(text):
    return " ".join(text.split())


def test_running_heads_and_page_numbers_are_left_out_and_counted():
    numbered = [
        f"Alinea {number}. {PROSE}" for number in ("een", "twee", "drie", "vier", "vijf", "zes")
    ]
    head = '#set page(width: 12cm, height: 12cm, header: [Verslag tafel 3], numbering: "1 / 1")'
    source = read_pdf(pdf("\n\n".join(numbered), head))
    assert "Verslag tafel" not in source.text
    assert flat(source.text) == flat(" ".join(numbered))
    assert source.notes


def test_a_word_broken_at_a_line_end_is_put_together():
    head = '#set page(width: 7cm, height: 12cm)\n#set text(lang: "nl", hyphenate: true)\n#set par(justify: true)'
    text = "Zij vond de samenwerkingsovereenkomst van de jeugdhulpverleningsorganisatie ingewikkeld. De jeugd-ggz ook."
    assert flat(read_pdf(pdf(text, head)).text) == text


def test_a_hyphen_of_the_word_itself_stays():
    head = "#set page(width: 5.2cm, height: 12cm)"
    text = "De hulp- en zorgverleners kwamen. Het jeugd-ggz team van de jeugd-ggz belde met de jeugd-ggz."
    assert "hulp- en" in flat(read_pdf(pdf(text, head)).text)


def test_columns_are_read_one_after_the_other():
    left, right = "Links. " + PROSE * 2, "Rechts. " + PROSE * 2
    body = f"#grid(columns: (1fr, 1fr), gutter: 1cm, [{left}], [{right}])"
    head = "#set page(width: 21cm, height: 24cm)\n#set text(size: 10pt)"
    words = flat(read_pdf(pdf(body, head)).text)
    assert words.index("Rechts.") > words.index("Links.") + len(PROSE)
    assert words == flat(left + " " + right)


def test_headings_and_bullets_are_known_by_their_looks():
    body = (
        f"= Hoe het liep\n{PROSE}\n\n- Moeder belt de school.\n- Vader belt de huisarts.\n\n{PROSE}"
    )
    lines = [line for line in read_pdf(pdf(body)).text.split("\n") if line]
    assert lines[0].lstrip("# ") == "Hoe het liep"
    assert lines[0].startswith("#")
    assert "- Moeder belt de school." in lines
    assert "- Vader belt de huisarts." in lines


def test_a_paragraph_goes_on_over_a_page():
    source = read_pdf(pdf(PROSE * 8))
    assert "\n\n" not in source.text


def test_a_scan_without_text_is_refused_with_advice():
    with pytest.raises(UnreadableError) as caught:
        read_pdf(pdf("#rect(width: 5cm, height: 5cm)"))
    assert "OCR" in caught.value.advice


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"%PDF-1.7 onzin" * 40])
def test_a_broken_pdf_is_refused(content):
    with pytest.raises(UnreadableError) as caught:
        read_pdf(content)
    assert caught.value.kind == "beschadigd"


def test_a_pdf_that_was_cut_off_is_refused_or_read_and_never_crashes():
    content = pdf(PROSE * 4)
    for size in range(100, len(content), len(content) // 12):
        with contextlib.suppress(UnreadableError):
            assert read_pdf(content[:size]).format == "pdf"


@pytest.mark.parametrize("gutter", ["4%", "12pt", "30pt"])
def test_justified_columns_are_read_one_after_the_other_also_with_a_narrow_gutter(gutter):
    head = f"#set page(paper: 'a4', columns: 2)\n#set columns(gutter: {gutter})\n".replace("'", '"')
    head += '#set text(lang: "nl", size: 10pt, hyphenate: true)\n#set par(justify: true)'
    left = (
        "De moeder vertelt dat zij maandenlang moest wachten op een gesprek met de hulpverlening. "
    )
    right = (
        "Volgens de school ontbrak in die tijd de juiste expertise voor een kind met deze vragen. "
    )
    body = f"= Verslag van de dialoogtafel\n{left * 12}\n#colbreak()\n{right * 12}"
    text = read_pdf(pdf(body, head)).text.replace("\n", " ")
    assert text.count(left.strip()) == 12
    assert text.count(right.strip()) == 12
