import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.sentences import sentence_spans

# "|" shows where a sentence ends and the next begins.
CUT = """
Niemand belde. | Dat deed pijn.
Dat was o.a. de school. | Daarna niet meer.
We spraken bijv. over school, d.w.z. over de klas.
Het gesprek begon om 14.00 uur. | Het duurde lang.
Dhr. De Vries en mevr. Jansen waren er. | Dr. Bakker niet.
De brief van P. de Vries kwam in mei. | J.P. Bakker tekende.
Volgens prof. dr. A. Bakker kan het.
Op 3 mei. | 23 keer is er gebeld.
Zie art. 3 en blz. 12. | Daar staat het.
Het was gezin A. | De moeder zweeg.
"Echt?" vroeg vader. | Hij lachte.
"Ik maak soep." | Dat zei ze.
'Nee!' riep hij. | 'Nooit!' | Toen was het stil.
Hij zei: "Kom maar. | Ik wacht." | Daarna ging hij.
Ik dacht... nou ja. | Dat dus.
Wat een dag! | En toen? | Niets.
Ze kwam om 's avonds te eten. | 's Ochtends niet.
Dat is zo. | (Hij lachte. | Zij niet.) | Klaar.
De kosten waren 3.500 euro. | Dat is veel.
Kom langs, enz. | De deur staat open.
De mentor (dhr. X.) belde. | Moeder nam op.
[NAAM] belde. | [SCHOOL] niet.
Het mbo. | Daarna het hbo.
Geen verslag. | Het bleef bij een gesprek.
In groep 3. | Daar zat hij.
Zij woont in St. Annaparochie. | Daar is het stil.
Hij kreeg 1,5 uur i.p.v. 3 uur. | Dat hielp niet.
‘Ik wist het niet.’ | Dat zei hij.
Ze is 12. | Hij is 14.
Dat was t/m jan. 2016 zo. | Daarna niet.
De ggz e.d. | Die waren er niet.
""".strip().splitlines()


@pytest.mark.parametrize("line", CUT)
def test_a_dutch_sentence_ends_where_a_reader_would_end_it(line):
    parts = [part.strip() for part in line.split("|")]
    text = " ".join(parts)
    assert [text[start:end] for start, end in sentence_spans(text)] == parts


def test_a_contrast_with_geen_and_wel_is_one_thought():
    text = "Het werd iets kleiners. Geen lijst van tien pagina's. Wel drie vragen."
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        "Het werd iets kleiners.",
        "Geen lijst van tien pagina's. Wel drie vragen.",
    ]


def test_a_line_that_wraps_does_not_end_a_sentence():
    text = "De mentor belde\nde ouders. Niemand\nnam op."
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        "De mentor belde\nde ouders.",
        "Niemand\nnam op.",
    ]


@given(st.text(alphabet=st.sampled_from(" \n.!?…\"'”()aAbBéZ1[]-–o'"), max_size=200) | st.text())
def test_the_spans_hold_all_that_is_no_white_space_and_never_overlap(text):
    spans = sentence_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


def test_a_long_run_of_marks_is_cut_in_no_time():
    assert len(sentence_spans("." * 200_000 + "a")) == 1
    assert len(sentence_spans('."' * 100_000 + "a")) == 1
