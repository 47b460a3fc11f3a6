"""A session's sheet with a participant in each row, as programs of forms export it."""

import datetime as dt
import io

import pandas as pd
import pytest
from drawn_tables import PERSPECTIVES, SESSION, SESSION_PEOPLE, draw, meta
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.errors import InputError
from pipeline.domain.prioritising import POINTS, TOP3, Prioritising
from pipeline.intake.reading import read_table
from pipeline.intake.statements import StatementRules

SIX = Prioritising(POINTS, 6)


def session(tmp_path, content, rules=SIX, name="uitspraken.csv", meta_text=SESSION, **how):
    folder = draw(tmp_path / "SB", {name: content}, meta_text)
    return read_table(
        folder, perspectives=PERSPECTIVES, theme_ids=["regie"], cut_above=0,
        rules=StatementRules(rules, {}), **how,
    )  # fmt: skip


def told(reading):
    return "\n".join(reading.notices.query("subject == 'uitspraken'")["message"])


def seats(reading):
    rows = reading.voters[["participant", "perspective", "group", "given"]]
    return list(rows.itertuples(index=False, name=None))


def points(reading):
    votes = reading.votes
    rows = zip(votes["participant"], votes["statement_id"], votes["points"], strict=True)
    return {(who, statement): number for who, statement, number in rows}


BY_STATEMENT = """\
id;tekst;P01;P02;P03;P04
1;Soep op dinsdag.;3;0;1;0
2;Vier formulieren voor één vraag.;3;6;0;2
3;Een vast nummer om te bellen.;0;0;5;4
"""
BY_PERSON = """\
deelnemer;1. Soep op dinsdag.;2. Vier formulieren voor één vraag.;3. Een vast nummer om te bellen.
P01;3;3;0
P02;0;6;0
P03;1;0;5
P04;0;2;4
"""


def test_both_ways_of_laying_out_a_sheet_give_the_same(tmp_path):
    by_statement = session(tmp_path / "a", BY_STATEMENT)
    by_person = session(tmp_path / "b", BY_PERSON)
    for name in ("statements", "voters"):
        pd.testing.assert_frame_equal(getattr(by_statement, name), getattr(by_person, name))
    assert points(by_statement) == points(by_person)
    assert "3 uitspraken en 4 deelnemers" in told(by_person)
    assert told(by_statement) == ""


@settings(max_examples=12)
@given(st.lists(st.lists(st.integers(0, 6), min_size=4, max_size=4), min_size=2, max_size=7))
def test_any_points_are_the_same_in_rows_and_in_columns(tmp_path_factory, given_points):
    cards = [f"Kaart {letter} gaat over samen leren." for letter in "abcdefg"[: len(given_points)]]
    codes = ["P01", "P02", "P03", "P04"]
    wide = "\n".join(
        ";".join([card, *map(str, row)]) for card, row in zip(cards, given_points, strict=True)
    )
    long = "\n".join(
        ";".join([code, *(str(row[place]) for row in given_points)])
        for place, code in enumerate(codes)
    )
    one = session(tmp_path_factory.mktemp("a"), f"tekst;{';'.join(codes)}\n{wide}\n")
    other = session(tmp_path_factory.mktemp("b"), f"code;{';'.join(cards)}\n{long}\n")
    pd.testing.assert_frame_equal(one.statements, other.statements)
    pd.testing.assert_frame_equal(one.voters, other.voters)
    assert points(one) == points(other)


MICROSOFT = [
    ["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Vanuit welke rol ben je hier?",
     "Soep op dinsdag.\xa0", "Vier formulieren voor één vraag", "Een vast nummer om te bellen", "Heb je nog tips?",
     "Hoe oud ben je?"],
    [1, dt.datetime(2025, 3, 3, 14, 2), dt.datetime(2025, 3, 3, 14, 5), "annemarie@voorbeeld.nl",
     "Annemarie Vlietstra", "Ouder/verzorger", 3, 0, 3, "Bel Annemarie eens", 44],
    [2, dt.datetime(2025, 3, 3, 14, 2), dt.datetime(2025, 3, 3, 14, 6), "anonymous", None, "Ik ben een jeugdige",
     None, 6, None, None, 16],
    [3, dt.datetime(2025, 3, 3, 14, 3), dt.datetime(2025, 3, 3, 14, 6), "anonymous", None, "professional",
     1, 2, 3, None, 51],
]  # fmt: skip


def workbook(rows):
    from openpyxl import Workbook

    book, stored = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stored)
    return stored.getvalue()


def test_an_export_of_microsoft_forms_is_read_without_anything_of_a_person(tmp_path):
    reading = session(tmp_path, workbook(MICROSOFT), name="uitspraken.xlsx")
    assert list(reading.statements["text"]) == [
        "Soep op dinsdag.", "Vier formulieren voor één vraag", "Een vast nummer om te bellen",
    ]  # fmt: skip
    assert seats(reading) == [
        ("rij 2", "ouder", "gezin", 6),
        ("rij 3", "jeugdige", "gezin", 6),
        ("rij 4", "onbekend", "professionals", 6),
    ]
    assert "persoonsgegevens: kolommen D, E" in told(reading)
    assert "Overgeslagen: kolommen J, K" in told(reading)
    for table in vars(reading).values():
        assert (
            not table.astype(str)
            .apply(lambda column: column.str.contains("nnemarie|@|44"))
            .any()
            .any()
        )


def test_an_export_of_google_forms_parts_the_question_from_the_statements(tmp_path):
    sheet = (
        'Tijdstempel,E-mailadres,"Verdeel zes punten [Soep, elke dinsdag.]",Verdeel zes punten [Minder papier],Uitspraken\n'
        "2025/03/03 2:05:11 p.m. CET,x@voorbeeld.nl,3 punten,3 punten,\n"
        "2025/03/03 2:05:12 p.m. CET,y@voorbeeld.nl,6 punten,,Nog iets moois\n"
    )
    reading = session(tmp_path, sheet)
    assert list(reading.statements["text"]) == ["Soep, elke dinsdag.", "Minder papier"]
    assert set(reading.statements["question"]) == {"Verdeel zes punten"}
    assert points(reading) == {
        ("rij 2", "SB-1-01"): 3, ("rij 2", "SB-1-02"): 3, ("rij 3", "SB-1-01"): 6,
    }  # fmt: skip
    assert "kolom B" in told(reading)
    assert "Van alle is ook het perspectief onbekend" in told(reading)


def test_a_question_above_the_statements_and_codes_above_those_are_known(tmp_path):
    menti = (
        "Voter;Session;Wat lukt er al?;;\n;;Soep op dinsdag;Vast nummer;Minder regels\n"
        "Voter 1;3-3-2025;50;50;0\nVoter 2;3-3-2025;20;70;10\n"
    )
    reading = session(tmp_path / "a", menti, Prioritising(POINTS, 100, {"lukt": "kansen"}))
    assert set(reading.statements["heading"]) == {"kansen"}
    assert len(reading.voters) == 2
    qualtrics = (
        "StartDate,RecipientEmail,Q1_1,Q1_2\nStart Date,Recipient Email,Verdeel - Soep op dinsdag.,Verdeel - Vast nummer\n"
        '"{""ImportId"":""a""}","{""ImportId"":""b""}","{""ImportId"":""c""}","{""ImportId"":""d""}"\n'
        "2025-03-03 10:00:00,,3,3\n2025-03-03 10:00:00,,6,0\n"
    )
    reading = session(tmp_path / "b", qualtrics)
    assert list(reading.statements["text"]) == ["Soep op dinsdag.", "Vast nummer"]
    assert [who for who, *_ in seats(reading)] == ["rij 4", "rij 5"]
    assert "Overgeslagen: rij 3" in told(reading)


def test_whose_row_it_is_comes_from_a_code_or_a_role_that_one_row_has(tmp_path):
    sheet = "rol;Wachttijd;Vertrouwen\nmoeder;3;3\njongere;6;0\njongere;2;4\n"
    reading = session(tmp_path / "a", sheet)
    assert [who for who, *_ in seats(reading)] == ["P03", "rij 3", "rij 4"]
    assert {perspective for _, perspective, *_ in seats(reading)} == {"ouder", "jeugdige"}
    coded = session(
        tmp_path / "b", "code;Wachttijd;Vertrouwen\np 1;3;3\nP02;6;0\nP02;0;6\nP9;1;5\n"
    )
    assert [who for who, *_ in seats(coded)] == ["P01", "P02", "P9"]
    assert "Twee rijen van P02" in told(coded)
    assert "Geen rij voor P03, P04" in told(coded)
    assert "P9 staat niet onder" in told(coded)


def test_a_name_in_the_column_of_participants_is_not_taken_in(tmp_path):
    sheet = "deelnemer;rol;Soep op dinsdag.;Vast nummer\nAnnemarie;ouder;3;3\nP01;jeugdige;0;6\n"
    reading = session(tmp_path, sheet)
    assert [who for who, *_ in seats(reading)] == ["rij 2", "P01"]
    assert "Bij 1 rij staat in de kolom met deelnemers geen code of rol" in told(reading)
    assert "Annemarie" not in told(reading)


def test_choices_are_points_in_whichever_way_a_program_says_so(tmp_path):
    sheet = (
        "Starttijd;rol;Soep op dinsdag.;Een vast nummer;Minder regels;Nog een kaart;Elkaar kennen\n"
        "1-3-2025 10:00;ouder;Soep op dinsdag.;;Minder regels;;\n1-3-2025 10:01;jongere;ja;nee;x;;1\nTotaal;;2;0;2;0;1\n"
    )
    reading = session(tmp_path, sheet, Prioritising(POINTS))
    assert points(reading) == {
        ("rij 2", "SB-1-01"): 1, ("rij 2", "SB-1-03"): 1,
        ("rij 3", "SB-1-01"): 1, ("rij 3", "SB-1-03"): 1, ("rij 3", "SB-1-05"): 1,
    }  # fmt: skip
    assert "Bij niemand ingevuld: kolom F" in told(reading)


def test_odd_cells_are_told_by_the_letters_of_their_column(tmp_path):
    sheet = "code;Soep op dinsdag.;Een vast nummer\nP01;-3;6\nP02;heel veel;6\nP03;6;0\n"
    notes = told(session(tmp_path, sheet))
    assert "minder dan nul punten geteld als nul (kolom B)" in notes
    assert "niet te lezen als punten en telt niet mee (kolom B)" in notes


def test_scores_of_everything_are_support_above_the_middle_only(tmp_path):
    sheet = (
        "Starttijd;rol;Soep helpt.;Regels helpen.;We leren samen.\n"
        "1-3-2025 10:00;ouder;5;2;4\n1-3-2025 10:01;jongere;4;1;5\n1-3-2025 10:02;jongere;3;1;3\n"
    )
    reading = session(tmp_path / "a", sheet, Prioritising())
    assert points(reading) == {
        ("rij 2", "SB-1-01"): 2, ("rij 2", "SB-1-03"): 1,
        ("rij 3", "SB-1-01"): 1, ("rij 3", "SB-1-03"): 2,
    }  # fmt: skip
    assert "cijfers van 1 tot en met 5: boven het midden (3) is steun" in told(reading)
    words = {
        "5": "Helemaal mee eens",
        "4": "Mee eens",
        "3": "Neutraal",
        "2": "Mee oneens",
        "1": "Helemaal oneens",
    }
    in_words = "".join(
        words.get(part, part) if part in ";\n" or len(part) == 1 else part for part in _cells(sheet)
    )
    assert points(session(tmp_path / "b", in_words, Prioritising())) == points(reading)
    ten = session(tmp_path / "c", sheet, Prioritising("schaal", highest=10))
    assert points(ten) == {}
    as_points = session(tmp_path / "d", sheet, Prioritising(POINTS))
    assert points(as_points)["rij 3", "SB-1-02"] == 1


def _cells(sheet):
    import re

    return re.split(r"([;\n])", sheet)


def test_points_that_add_up_to_the_same_are_no_scores(tmp_path):
    sheet = "code;Soep helpt.;Regels helpen.;We leren samen.\nP01;1;2;3\nP02;2;2;2\nP03;4;1;1\n"
    assert points(session(tmp_path, sheet, Prioritising()))["P02", "SB-1-02"] == 2


def test_an_order_of_all_statements_asks_which_end_is_first(tmp_path):
    sheet = (
        "code;Soep helpt.;Regels helpen.;We leren samen.;Bel elkaar.\nP01;1;2;3;4\nP02;4;3;2;1\n"
    )
    with pytest.raises(InputError, match="vorm: top3"):
        session(tmp_path / "a", sheet, Prioritising())
    top = session(tmp_path / "b", sheet, Prioritising(TOP3))
    assert points(top)["P01", "SB-1-01"] == 3
    assert ("P01", "SB-1-04") not in points(top)


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("code;Annemarie;Pieter\nU1;3;3\nU2;2;4\n", "ook geen rij met uitspraken"),
        ("deelnemer;Q1;Q2;Q3\nP01;3;3;0\nP02;6;0;0\n", "alleen nummers, zoals Q1 of 3"),
        (
            "tekst;Starttijd;P01;Soep op dinsdag helpt.;Een nummer helpt ons.\nMooi.;1-1-2025 10:00;3;3;0\n",
            "niet te zien is of een rij een uitspraak is of een deelnemer",
        ),
        (
            "rol;Kies drie\nouder;Soep helpt bij ons.\nouder;Soep helpt bij ons.\nkind;Regels helpen ons ook.\n",
            "gekozen uitspraken in plaats van punten",
        ),
        (
            "deelnemer;Soep; brood en kaas op dinsdag;Een vast nummer.\nP01;3;3;1;4\nP02;1;5;1;4\n",
            "meer vakjes dan er kolommen zijn",
        ),
        ("Starttijd;Naam;E-mail\n1-1-2025 10:00;Annemarie;a@voorbeeld.nl\n", "geen kolom 'tekst'"),
        ("Starttijd;Soep op dinsdag.\n1-1-2025 10:00;3\n", "geen kolom 'tekst'"),
    ],
)
def test_what_nobody_can_tell_is_refused_with_what_to_do(tmp_path, sheet, said):
    with pytest.raises(InputError, match=said) as error:
        session(tmp_path, sheet)
    assert str(error.value).startswith("Tafel SB-1, uitspraken.csv: ")
    assert "nnemarie" not in str(error.value)


def test_names_above_points_beside_texts_stay_unread_as_before(tmp_path):
    sheet = "tekst;datum;Annemarie de Vries;Pieter Bos\nEen kaart.;1-3-2025;3;3\nNog een.;1-3-2025;2;4\n"
    reading = session(tmp_path, sheet)
    assert list(reading.statements["text"]) == ["Een kaart.", "Nog een."]
    assert reading.voters.empty
    assert "geen kolom met de punten van een deelnemer" in told(reading)


def test_a_heading_uitspraken_above_points_is_no_column_of_texts(tmp_path):
    sheet = "code;Uitspraken [Soep op dinsdag];Uitspraken [Vast nummer]\nP01;3;3\nP02;0;6\n"
    assert list(session(tmp_path, sheet).statements["text"]) == ["Soep op dinsdag", "Vast nummer"]


def test_who_withdrew_takes_her_row_and_every_row_that_may_be_hers(tmp_path):
    coded = session(tmp_path / "a", BY_PERSON, withdrawn=["P02"])
    assert [who for who, *_ in seats(coded)] == ["P01", "P03", "P04"]
    assert "P02" not in told(coded)
    sheet = "Starttijd;rol;Soep helpt.;Regels helpen.\n1-3-2025 10:00;moeder;5;1\n1-3-2025 10:00;jongere;5;1\n"
    nameless = session(tmp_path / "b", sheet, withdrawn=["P02"])
    assert [who for who, *_ in seats(nameless)] == ["P03"]
    assert "1 rij heeft geen code: elk daarvan kan van diegene zijn" in told(nameless)
    refused = SESSION_PEOPLE.replace(
        "perspectief: ouder}", "perspectief: ouder, toestemming: {onderzoek: nee}}"
    )
    text = meta("soort: dialoogsessie\n", refused, "SB-1")
    gone = session(tmp_path / "c", sheet, meta_text=text)
    assert gone.voters.empty


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=15)
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=6))
def test_any_cells_are_read_or_refused_and_segments_are_slices(tmp_path_factory, cells):
    rows = [["Starttijd", "Naam", "rol", "Soep op dinsdag.", "Een vast nummer."], *cells]
    sheet = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    try:
        reading = session(tmp_path_factory.mktemp("s"), sheet.encode(), Prioritising())
    except InputError:
        return
    texts = dict(zip(reading.documents["document"], reading.documents["text"], strict=True))
    for row in reading.segments.itertuples():
        assert texts[row.document][row.start : row.end] == row.text
    assert reading.voters["participant"].is_unique
