import pytest

from pipeline.intake.readers.render import Part, render, table_rows


def rows(text):
    """Draw a table: a line per row, cells parted by bars."""
    return [
        (part.kind, part.text)
        for part in table_rows(
            [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
        )
    ]


def test_an_action_list_of_four_columns_reads_by_itself():
    assert rows(
        "Actiepunt | Wie | Wanneer | Status\nBellen | mentor | 1 mei | open\nPlan | coach | |"
    ) == [
        ("row", "Actiepunt: Bellen; Wie: mentor; Wanneer: 1 mei; Status: open"),
        ("row", "Actiepunt: Plan; Wie: coach"),
    ]


def test_an_action_list_of_two_columns_is_known_by_its_words():
    assert rows("Actie | Wie\nBellen | mentor") == [("row", "Actie: Bellen; Wie: mentor")]


def test_a_form_of_two_columns_names_what_stands_beside():
    assert rows("Datum: | 12 maart\nAanwezig | moeder en vader") == [
        ("row", "Datum: 12 maart"),
        ("row", "Aanwezig: moeder en vader"),
    ]


def test_running_text_in_a_table_stays_running_text():
    prose = "De mentor belde en niemand nam op. " * 10
    assert rows(f"Hoe het liep | {prose}") == [
        ("heading", "Hoe het liep"),
        ("paragraph", prose.strip()),
    ]


@pytest.mark.parametrize("table", ["", " | ", "\n"])
def test_an_empty_table_is_nothing(table):
    assert table_rows([table.split("|")]) == []


def test_a_text_keeps_lists_together_and_the_rest_apart():
    parts = [
        Part("Kop", "heading", 2),
        Part("Een."),
        Part("a", "item"),
        Part(" b  c ", "item"),
        Part(""),
        Part("Twee."),
    ]
    assert render(parts) == "## Kop\n\nEen.\n\n- a\n- b c\n\nTwee."


def test_a_table_with_a_column_of_speakers_is_a_conversation():
    rows = [
        ["Tijd", "Spreker", "Tekst"],
        ["00:05", "Voorzitter", "Welkom."],
        ["0:12", "Moeder", "Ja."],
    ]
    assert [part.text for part in table_rows(rows)] == [
        "[00:05] Voorzitter: Welkom.",
        "[0:12] Moeder: Ja.",
    ]


def test_a_table_that_names_a_few_people_over_and_over_is_a_conversation_however_long_they_speak():
    long = "Wij hebben lang gewacht. " * 20
    rows = [["Moeder", long], ["Vader", "Ja."], ["Moeder", "En toen."], ["Vader", "Niets."]]
    assert [part.text.split(":")[0] for part in table_rows(rows)] == ["Moeder", "Vader"] * 2
    assert {part.kind for part in table_rows(rows)} == {"paragraph"}


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Actiepunt", "Wie", "Wanneer"],
            ["Bellen", "mentor", "mei"],
            ["Mailen", "mentor", "juni"],
        ],
        [["Leeftijd", "14"], ["Sector", "ggz"], ["Gemeente", "Kollum"], ["Tafel", "3"]],
    ],
)
def test_an_action_list_or_a_form_is_no_conversation(rows):
    assert {part.kind for part in table_rows(rows)} == {"row"}
