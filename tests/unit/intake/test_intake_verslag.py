import pytest

from pipeline.intake.furniture import is_credit, is_evidence, is_page_number
from pipeline.intake.verslag import find_blocks


def blocks(text):
    return [(block.kind, text[block.start : block.end]) for block in find_blocks(text)]


@pytest.mark.parametrize(
    "heading",
    [
        "# Afspraken\n",
        "### Afspraken ###\n",
        "Afspraken\n=========\n",
        "Afspraken\n---\n",
        "**Afspraken**\n",
    ],
)
def test_a_marked_heading_is_context_and_no_unit(heading):
    found = find_blocks(f"{heading}\nMoeder belt de school morgen op.")
    assert [(block.kind, block.heading) for block in found] == [
        ("heading", found[0].heading),
        ("paragraph", found[0].heading),
    ]
    assert found[0].heading.startswith("Afspraken")


def test_a_text_without_marks_has_headings_by_their_looks():
    text = "Aanleiding\n\nHet gebiedsteam vroeg deze tafel aan.\n\nWat is het?\nDe tafel kijkt terug op de hulp die er was.\n\n2.1 Vervolg\n\nWe zien elkaar."
    assert [words for kind, words in blocks(text) if kind == "heading"] == [
        "Aanleiding",
        "Wat is het?",
        "2.1 Vervolg",
    ]


def test_a_line_with_a_full_stop_or_in_a_list_is_no_heading():
    text = "Dat klopt.\n\nNiemand belde.\n\n- Vader\n- Moeder\n\nDe vier worden bijgepraat door:"
    assert "heading" not in [kind for kind, _ in blocks(text)]


@pytest.mark.parametrize("mark", ["-", "*", "•", "1.", "2)", "a)", "o", "–", "- [ ]"])
def test_a_list_item_is_whole_however_many_sentences_it_has(mark):
    text = f"{mark} Moeder belt. Dat doet ze morgen.\n{mark} Vader belt.\n"
    assert blocks(text) == [("item", "Moeder belt. Dat doet ze morgen."), ("item", "Vader belt.")]


def test_an_item_goes_on_over_indented_and_small_lines():
    text = "- Moeder belt de school\n  en de huisarts\n- Vader belt\nniet"
    assert blocks(text) == [
        ("item", "Moeder belt de school\n  en de huisarts"),
        ("item", "Vader belt\nniet"),
    ]


def test_initials_at_the_start_of_a_line_are_no_list():
    assert blocks("P. de Vries belde. Dat hielp.") == [
        ("paragraph", "P. de Vries belde. Dat hielp.")
    ]


def test_a_wrapped_paragraph_is_one_and_a_sentence_broken_by_a_blank_line_is_mended():
    text = "De voorzitter zorgt ervoor dat alle deelnemers van de tafel hun\n\nervaringen kunnen delen. Dat helpt."
    assert blocks(text) == [("paragraph", text)]


def test_rules_fences_and_quotation_marks_are_no_text():
    text = "---\nEen.\n***\n```\n> Twee.\n<!-- niets -->\n"
    assert [words for _, words in blocks(text)] == ["Een.", "Twee."]


def test_rows_of_a_table_are_items_and_its_rule_is_nothing():
    text = "| Actie | Wie |\n|---|---|\n| bellen | mentor |\n"
    assert [kind for kind, _ in blocks(text)] == ["item", "item"]


@pytest.mark.parametrize(
    "text",
    [
        "Ondertitels ingediend door de Amara.org gemeenschap",
        "TV GELDERLAND 2021",
        "Bedankt voor het kijken!",
        "Ondertiteling: NPO 2020",
        "[Muziek]",
    ],
)
def test_a_caption_that_nobody_spoke_is_no_evidence(text):
    assert is_credit(text)
    assert not is_evidence(text, spoken=True)


@pytest.mark.parametrize(
    "text",
    [
        "Bedankt voor het kijken naar mijn dochter.",
        "Ik ondertitel alles voor mijn moeder.",
        "TV kijken deden we in 2021 elke avond.",
        "Ja.",
        "Muziek",
        "Tot de volgende keer.",
    ],
)
def test_what_people_say_at_a_table_is_evidence(text):
    assert is_evidence(text, spoken=True)


@pytest.mark.parametrize(
    "text",
    ["Pagina 3 van 12", "- 4 -", "Terug naar overzicht", "Uw naam Verplicht veld", "12-03-2019"],
)
def test_page_furniture_is_no_evidence_in_a_verslag(text):
    assert not is_evidence(text, spoken=False)


def test_a_page_number_is_only_a_number():
    assert is_page_number("blz. 3 / 12")
    assert not is_page_number("3 kinderen")


def test_numbered_titles_above_a_text_or_a_list_of_their_own_are_headings():
    text = (
        "1. Aanleiding\nMoeder meldde zich bij het gebiedsteam omdat haar dochter niet naar school ging.\n\n"
        "2. Wat hielp\n- De leerplichtambtenaar dacht mee\n\n3. Wat stagneerde\na) de wachtlijst\nb) niemand belde\n\n"
        "1. Er waren drie hulpverleners\n2. Informatie ging verloren\n"
    )  # fmt: skip
    found = find_blocks(text)
    titles = [text[block.start : block.end] for block in found if block.kind == "heading"]
    assert titles == ["1. Aanleiding", "2. Wat hielp", "3. Wat stagneerde"]
    assert text[found[-1].start : found[-1].end] == "Informatie ging verloren"


def test_a_title_in_capitals_is_a_heading_also_above_a_short_line():
    text = "VERSLAG\n\nGEZINSSITUATIE\nEen moeder.\nDe vader is weg.\n\nIB\nbelde.\n"
    found = find_blocks(text)
    titles = [text[block.start : block.end] for block in found if block.kind == "heading"]
    assert titles == ["VERSLAG", "GEZINSSITUATIE"]
