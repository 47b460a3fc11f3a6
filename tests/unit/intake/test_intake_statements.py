"""A session's sheet as people make it: every form, and everything that can be odd about it."""

import pandas as pd
import pytest
from drawn_tables import PERSPECTIVES, SESSION, SESSION_PEOPLE, draw, meta
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.errors import InputError
from pipeline.domain.prioritising import POINTS, STICKERS, TOP3, Prioritising
from pipeline.files.spreadsheets import write_workbook
from pipeline.intake.overview import reading_overview
from pipeline.intake.reading import read_table
from pipeline.intake.statements import StatementRules

SHEET = """\
id;tekst;vraag;soort;P01;P02;P03;P04
SB1-01;Soep op dinsdag.;lukt;succesfactor;3;0;1;0
SB1-02;Vier formulieren voor één vraag.;ballast;knelpunt;3;6;0;2
SB1-03;Een vast nummer om te bellen.;randvoorwaarde;verbeterpunt;0;0;5;4
"""
RULES = Prioritising(
    POINTS, 6, {"lukt": "kansen", "ballast": "belemmeringen", "randvoorwaarde": "randvoorwaarden"}
)
THEMES = {"toegang": "toegang", "wachttijd": "toegang", "regie en kracht": "regie"}


def session(tmp_path, files, rules=RULES, meta_text=SESSION, **how):
    folder = draw(tmp_path / "SB", files, meta_text)
    return read_table(
        folder, perspectives=PERSPECTIVES, theme_ids=["regie"], cut_above=0,
        rules=StatementRules(rules, THEMES), **how,
    )  # fmt: skip


def told(reading):
    return list(reading.notices.query("subject == 'uitspraken'")["message"])


def points(reading):
    votes = reading.votes
    rows = zip(votes["participant"], votes["statement_id"], votes["points"], strict=True)
    return {(who, statement): number for who, statement, number in rows}


def test_a_sheet_gives_statements_segments_people_and_points(tmp_path):
    reading = session(tmp_path, {"uitspraken.csv": SHEET})
    shown = reading.statements[["statement_id", "segment_id", "heading", "valence"]]
    assert list(shown.itertuples(index=False, name=None)) == [
        ("SB1-01", "SB-1/uitspraken/0000", "kansen", "succesfactor"),
        ("SB1-02", "SB-1/uitspraken/0001", "belemmeringen", "knelpunt"),
        ("SB1-03", "SB-1/uitspraken/0002", "randvoorwaarden", "verbeterpunt"),
    ]
    assert points(reading)["P03", "SB1-03"] == 5
    assert list(reading.voters["given"]) == [6, 6, 6, 6]
    assert list(reading.voters["group"]) == ["gezin", "gezin", "gezin", "professionals"]
    (document,) = reading.documents.itertuples()
    assert (document.kind, document.text.count("\n")) == ("uitspraken", 2)
    for row in reading.segments.itertuples():
        assert document.text[row.start : row.end] == row.text
    assert set(reading.segments["speaker"]) == {""}
    assert told(reading) == []


AS_BYTES = {
    "comma": SHEET.replace(";", ",").encode(),
    "tab": SHEET.replace(";", "\t").encode(),
    "mark": b"\xef\xbb\xbf" + SHEET.encode(),
    "windows": SHEET.replace("\n", "\r\n").encode("cp1252"),
    "utf-16": SHEET.encode("utf-16"),
    "sep": ("sep=;\n" + SHEET).encode(),
    "titled": ("Opbrengst van de sessie;;;\n;;;\n" + SHEET).encode(),
    "totals": (SHEET + "Totaal;;;;6;6;6;6\n").encode(),
    "headed": SHEET.replace("id;tekst;vraag;soort", " ID ; Uitspraak ;VRAAG;Valentie").encode(),
    "quoted": SHEET.replace("Soep op dinsdag.", '"Soep op\ndinsdag."').encode(),
}


@pytest.mark.parametrize("name", AS_BYTES)
def test_every_way_of_storing_a_sheet_reads_the_same(tmp_path, name):
    whole = session(tmp_path / "a", {"uitspraken.csv": SHEET})
    same = session(tmp_path / "b", {"uitspraken.csv": AS_BYTES[name]})
    pd.testing.assert_frame_equal(same.statements, whole.statements)
    pd.testing.assert_frame_equal(same.votes, whole.votes)
    assert told(same) == []


def test_a_workbook_reads_as_the_text_does(tmp_path):
    rows = [line.split(";") for line in SHEET.splitlines()]
    table = pd.DataFrame(rows[1:], columns=rows[0])
    for name in table.columns[4:]:
        table[name] = table[name].astype(int)
    content = write_workbook(None, {"uitleg": pd.DataFrame({"x": ["y"]}), "sessie": table})
    reading = session(tmp_path / "b", {"uitspraken.xlsx": content})
    whole = session(tmp_path / "a", {"uitspraken.csv": SHEET})
    pd.testing.assert_frame_equal(reading.votes, whole.votes)
    pd.testing.assert_frame_equal(reading.statements, whole.statements)


def test_cells_of_a_workbook_become_canonical_text(tmp_path):
    odd = pd.DataFrame({"tekst": ["Cafe\u0301 jeugd\u00adhulp\u2028hier."], "P01": [6]})
    reading = session(tmp_path, {"uitspraken.xlsx": write_workbook(None, {"blad": odd})})
    assert list(reading.statements["text"]) == ["Café jeugdhulp hier."]


def test_a_question_in_free_words_passes_the_privacy_gate_too(tmp_path):
    sheet = "tekst;vraag\nEen.;lukt\nTwee.;Wat zei Annemarie?\nDrie.;Wat zei Annemarie?\n"
    (text,) = session(tmp_path, {"uitspraken.csv": sheet}).documents["text"]
    assert text == "Een.\nTwee.\nDrie.\n\nWat zei Annemarie?"


def test_columns_may_stand_anywhere_and_be_named_by_role(tmp_path):
    sheet = (
        "jongere 2;P1 - jongere 1;Stelling;Totaal;Moeder;opmerking\n"
        "2;1;Een vast gezicht.;6;3;weer\n0;5;Kortere lijnen.;8;3;\n"
    )
    reading = session(tmp_path, {"uitspraken.csv": sheet})
    assert list(reading.voters["participant"]) == ["P02", "P01", "P03"]
    assert list(reading.statements["statement_id"]) == ["SB-1-01", "SB-1-02"]
    assert points(reading)["P01", "SB-1-02"] == 5
    assert "Geen kolom voor P04" in " ".join(told(reading))
    assert "P05" not in " ".join(told(reading))  # who leads a session gives no points


def test_points_in_words_marks_and_empty_cells_are_read_and_told(tmp_path):
    sheet = "tekst;P01;P02;P03;P04\nEen.;drie punten;x;-2;0\nTwee.;3,0;;veel;6\nDrie.;0;5;6;0\n"
    reading = session(tmp_path, {"uitspraken.csv": sheet})
    assert list(reading.voters["given"]) == [6, 6, 6, 6]
    assert list(reading.voters["n_empty"]) == [0, 1, 0, 0]
    notes = "\n".join(told(reading))
    assert "2 vakjes met tekst" in notes
    assert "1 vakje met minder dan nul punten geteld als nul (rij 2)" in notes
    assert "1 vakje is niet te lezen als punten en telt niet mee (rij 3)" in notes
    assert "1 vakje is leeg, bij 1 deelnemer" in notes
    assert "veel" not in notes


def test_too_many_too_few_and_no_points_are_told_by_code(tmp_path):
    sheet = "tekst;P01;P02;P03;P04\nEen.;5;2;0;3\nTwee.;4;2;0;3\n"
    notes = "\n".join(told(session(tmp_path, {"uitspraken.csv": sheet})))
    assert "Meer dan 6 punten gegeven door P01" in notes
    assert "8 van de 24 punten zijn niet gegeven, door 2 deelnemers" in notes
    assert "Geen punten van P03" in notes


def test_double_unknown_and_nameless_columns_are_told_and_never_named(tmp_path):
    sheet = "tekst;P01;P01;P9;Annemarie;P02;P03;P04\nEen.;6;1;6;6;6;6;6\n"
    reading = session(tmp_path, {"uitspraken.csv": sheet})
    assert list(reading.voters["participant"]) == ["P01", "P9", "P02", "P03", "P04"]
    assert points(reading)["P01", "SB-1-01"] == 6
    assert reading.voters.set_index("participant").loc["P9", "perspective"] == "onbekend"
    notes = "\n".join(told(reading))
    assert "Twee kolommen van P01" in notes
    assert "P9 staat niet onder 'deelnemers:'" in notes
    assert "Overgeslagen: kolom E" in notes
    assert "Annemarie" not in notes


def test_double_ids_and_texts_long_texts_and_rows_without_text_are_told_by_row(tmp_path):
    long = "Een lange zin. " * 21
    sheet = (
        "id;tekst;P01;P02;P03;P04\n"
        f"SB1-1;Een vast gezicht.;6;0;0;0\nSB1-1;een vast gezicht;0;6;0;0\nSB1-3;{long};0;0;6;0\n"
        "SB1-4;;0;0;0;6\n"
    )
    reading = session(tmp_path, {"uitspraken.csv": sheet})
    assert list(reading.statements["statement_id"]) == ["SB1-1", "SB1-1.2", "SB1-3"]
    notes = "\n".join(told(reading))
    assert "Een id die al eerder staat: rij 3" in notes
    assert "Dezelfde tekst als eerder: rij 3" in notes
    assert "300 tekens of meer: rij 4" in notes
    assert "Zonder tekst overgeslagen: rij 5. Bij 1 daarvan staan wel punten" in notes


def test_statements_may_come_without_points(tmp_path):
    bare = session(tmp_path / "a", {"uitspraken.csv": "tekst;vraag\nEen.;lukt\n"})
    assert len(bare.statements) == 1
    assert bare.voters.empty
    assert "zonder rangorde" in told(bare)[0]
    totals = session(tmp_path / "b", {"uitspraken.csv": "tekst;punten\nEen.;14\n"})
    assert "alleen totalen" in told(totals)[0]


def test_a_session_without_sheet_or_with_an_empty_one_still_reads(tmp_path):
    without = session(tmp_path / "a", {"verslag.md": "Er was soep."})
    assert without.statements.empty
    assert "geen uitspraken.csv" in told(without)[0]
    empty_one = session(
        tmp_path / "b", {"verslag.md": "Er was soep.", "uitspraken.csv": "id;tekst\n"}
    )
    assert list(empty_one.documents["kind"]) == ["verslag"]
    assert "nog geen uitspraak" in told(empty_one)[0]


def test_notices_of_a_session_speak_of_a_session(tmp_path):
    reading = session(tmp_path, {"uitspraken.csv": SHEET})
    assert "Van niemand in deze sessie is vastgelegd" in " ".join(reading.notices["message"])


def test_another_table_without_sheet_is_told_nothing(tmp_path):
    assert told(session(tmp_path, {"verslag.md": "Er was soep."}, meta_text=meta())) == []


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"uitspraken.csv": "naam;P01\nx;1\n"}, "geen kolom 'tekst'"),
        ({"uitspraken.csv": b""}, "leeg bestand"),
        ({"uitspraken.xlsx": b"PK\x03\x04 stuk"}, "niet te lezen"),
        ({"uitspraken.xlsx": b"\xd0\xcf\x11\xe0" + bytes(600)}, "wachtwoord"),
        ({"uitspraken.csv": bytes(range(256)) * 9}, "geen tekst"),
        ({"uitspraken.csv": 'tekst;P01\n"' + "los " * 40_000}, "aanhalingsteken"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused_with_table_and_file(tmp_path, files, said):
    with pytest.raises(InputError, match=said) as error:
        session(tmp_path, files)
    assert str(error.value).startswith(f"Tafel SB-1, {next(iter(files))}: ")


def test_a_mark_in_a_text_is_refused_before_points_move_to_somebody_else(tmp_path):
    sheet = "tekst;P01;P02;P03;P04\nEen; twee;3;1;0;0\nDrie.;0;0;6;6;\n"
    with pytest.raises(InputError, match="rij 2 heeft meer vakjes dan er kolommen zijn"):
        session(tmp_path / "a", {"uitspraken.csv": sheet})
    whole = sheet.replace("Een; twee", '"Een; twee"')
    assert points(session(tmp_path / "b", {"uitspraken.csv": whole}))["P01", "SB-1-01"] == 3


def test_two_sheets_of_one_session_are_refused(tmp_path):
    with pytest.raises(InputError, match="2 bestanden met uitspraken"):
        session(tmp_path, {"uitspraken.csv": SHEET, "uitspraken ronde 2.csv": SHEET})


def test_one_two_three_without_a_form_asks_for_one(tmp_path):
    sheet = "tekst;P01;P02\nEen.;1;3\nTwee.;2;2\nDrie.;3;1\n"
    with pytest.raises(InputError, match="vorm: top3"):
        session(tmp_path, {"uitspraken.csv": sheet}, Prioritising())
    top = session(tmp_path, {"uitspraken.csv": sheet}, Prioritising(TOP3))
    assert points(top)["P01", "SB-1-01"] == 3
    given_points = session(tmp_path, {"uitspraken.csv": sheet}, Prioritising(POINTS))
    assert points(given_points)["P01", "SB-1-01"] == 1


def test_stickers_are_counted_and_an_assumed_form_is_told(tmp_path):
    sheet = "tekst;P01;P02;P03\nEen.;●●;x;\nTwee.;x;xx;xxx\n"
    reading = session(tmp_path, {"uitspraken.csv": sheet}, Prioritising())
    assert list(reading.voters["given"]) == [3, 3, 3]
    notes = "\n".join(told(reading))
    assert "Gelezen als stickers" in notes
    assert "Aangenomen dat iedereen 3 kon geven" in notes
    assert "leeg" not in notes
    fixed = session(tmp_path, {"uitspraken.csv": sheet}, Prioritising(STICKERS, 3))
    assert not any("Gelezen" in note or "Aangenomen" in note for note in told(fixed))


def test_perspective_and_theme_are_taken_over_where_they_are_known(tmp_path):
    sheet = (
        "tekst;perspectief;thema;P01\nEen.;jeugdigen;Toegang;6\nTwee.;moeder;wachttijd, regie en kracht;0\n"
        "Drie.;marsmannen;iets anders;0\n"
    )
    reading = session(tmp_path, {"uitspraken.csv": sheet})
    shown = reading.statements[["perspective", "themes", "themes_by"]]
    assert list(shown.itertuples(index=False, name=None)) == [
        ("jeugdige", "toegang", "blad"),
        ("ouder", "toegang regie", "blad"),
        ("", "", ""),
    ]
    assert list(reading.segments["group"]) == ["gezin", "gezin", ""]
    notes = "\n".join(told(reading))
    assert "Onbekend bij 'perspectief' en leeg gelaten: rij 4" in notes
    assert "Onbekend bij 'thema' en leeg gelaten: rij 4" in notes


def test_who_withdrew_gave_no_points_and_whoever_is_unknown_with_her(tmp_path):
    left = session(tmp_path / "a", {"uitspraken.csv": SHEET}, withdrawn=["P02"])
    assert list(left.voters["participant"]) == ["P01", "P03", "P04"]
    assert "P02" not in set(left.votes["participant"])
    assert told(left) == []  # not a word of her points
    assert len(left.statements) == 3
    strange = SHEET.replace("P04", "P9")
    gone = session(tmp_path / "b", {"uitspraken.csv": strange}, withdrawn=["P8"])
    assert list(gone.voters["participant"]) == ["P01", "P02", "P03"]


def test_who_did_not_consent_to_research_gave_no_points(tmp_path):
    refused = SESSION_PEOPLE.replace(
        "perspectief: ouder}", "perspectief: ouder, toestemming: {onderzoek: nee}}"
    )
    text = meta("soort: dialoogsessie\n", refused, "SB-1")
    reading = session(tmp_path, {"uitspraken.csv": SHEET}, meta_text=text)
    assert list(reading.voters["participant"]) == ["P01", "P02", "P04"]


def test_the_overview_counts_statements_apart_from_sentences(tmp_path):
    reading = session(
        tmp_path,
        {"verslag.md": "Er was soep. Veel.", "uitspraken.csv": SHEET.replace("6;0;2", "3;0;2")},
    )
    row = reading_overview([reading]).iloc[0]
    assert (row["n_sentences"], row["n_words"]) == (2, 4)
    assert (row["n_statements"], row["n_voters"], row["n_unused"]) == (3, 4, 3)


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)


@settings(max_examples=20)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=6))
def test_any_cells_give_a_reading_whose_segments_are_slices(tmp_path_factory, cells):
    rows = [["tekst", "thema", "P01", "P02"], *cells]
    sheet = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    reading = session(tmp_path_factory.mktemp("s"), {"uitspraken.csv": sheet.encode()})
    texts = dict(zip(reading.documents["document"], reading.documents["text"], strict=True))
    for row in reading.segments.itertuples():
        assert texts[row.document][row.start : row.end] == row.text
    assert reading.statements["statement_id"].is_unique
    assert list(reading.statements["segment_id"]) == list(reading.segments["segment_id"])
    given_by = reading.votes.groupby("participant")["points"].sum()
    for voter in reading.voters.itertuples():
        assert voter.given == pytest.approx(given_by.get(voter.participant, 0))
