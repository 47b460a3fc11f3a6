"""Reading a table of which somebody withdrew, said no, or gave consent that has ended."""

from datetime import date

import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.yamltext import read_yaml
from pipeline.intake.reading import read_table
from pipeline.intake.relatives import absent_relatives
from pipeline.intake.withdrawal import Withdrawal
from pipeline.intake.withdrawal_list import parse_withdrawals, withdrawals_yaml
from tests.unit.intake.drawn_tables import PERSPECTIVES, draw, meta

TALK = """\
VOORZITTER: Welkom allemaal hier.

MOEDER: Wij hebben acht maanden gewacht op een plek.

VADER: Niemand belde ons ooit terug.

MOEDER: En dat deed pijn.
"""


def take_in(folder, people, *, withdrawn=(), on=date(2026, 11, 25), extra=""):
    draw(folder, {"transcript.txt": TALK}, meta(extra, people))
    return read_table(
        folder,
        perspectives=PERSPECTIVES,
        theme_ids=["regie"],
        cut_above=0,
        withdrawn=withdrawn,
        on=on,
    )


def people(mother="", father=""):
    return f"""
  - {{code: P1, rol: voorzitter, perspectief: voorzitter}}
  - {{code: P2, rol: moeder, perspectief: ouder{mother}}}
  - {{code: P3, rol: vader, perspectief: ouder{father}}}
"""


def speakers(reading):
    return list(reading.segments["speaker"])


def told(reading):
    return " ".join(reading.notices.query("subject == 'toestemming'")["message"])


@pytest.mark.parametrize(
    ("mother", "withdrawn"),
    [
        ("", ["P2"]),
        ("", ["p2"]),
        (", toestemming: {ingetrokken: ja}", []),
        (", toestemming: {ingetrokken: 2026-11-01}", []),
        (", toestemming: {onderzoek: nee}", []),
        (", toestemming: {onderzoek: ja, tot: 2026-10}", []),
    ],
)
def test_the_turns_and_the_label_of_who_does_not_take_part_are_gone(tmp_path, mother, withdrawn):
    reading = take_in(tmp_path / "T", people(mother), withdrawn=withdrawn)
    assert speakers(reading) == ["P1", "P3"]
    text = reading.documents["text"].iloc[0]
    assert "acht" not in text
    assert "MOEDER" not in text
    assert len(text) == len(TALK)
    for row in reading.segments.itertuples():
        assert text[row.start : row.end] == row.text
    assert list(reading.participants["participant"]) == ["P1", "P3"]
    assert list(reading.speakers["participant"]) == ["P1", "P3"]
    assert "De beurten van P2 zijn weggelaten" in told(reading)


def test_consent_that_still_holds_takes_nothing_away(tmp_path):
    reading = take_in(
        tmp_path / "T", people(", toestemming: {onderzoek: ja, citeren: ja, tot: 2026-11}")
    )
    assert speakers(reading) == ["P1", "P2", "P3", "P2"]
    assert list(reading.participants["may_quote"]) == [False, True, False]
    assert "P1, P3: toestemming om te citeren is niet vastgelegd" in told(reading)


def test_a_refusal_of_the_whole_table_binds_everyone(tmp_path):
    reading = take_in(
        tmp_path / "T", people(", citeren: ja"), extra="toestemming: {citeren: nee}\n"
    )
    assert not reading.participants["may_quote"].any()
    assert "geen toestemming om te citeren" in told(reading)


def test_a_table_where_nothing_was_recorded_gets_one_line(tmp_path):
    reading = take_in(tmp_path / "T", people())
    assert list(reading.notices["subject"]) == ["toestemming"]
    assert "Van niemand aan deze tafel" in told(reading)


def test_who_withdrew_and_is_no_participant_any_more_takes_all_strangers_along(tmp_path):
    left = "\n  - {code: P1, rol: voorzitter, perspectief: voorzitter}\n"
    reading = take_in(tmp_path / "T", left, withdrawn=["P2"])
    assert speakers(reading) == ["P1"]
    assert "P2 trok zich terug maar staat niet (meer) in meta.yaml" in told(reading)


@pytest.mark.parametrize(
    ("consent", "why"),
    [
        ("{onderzoek: misschien}", "'onderzoek:' hoort ja of nee"),
        ("{tot: ooit}", "'tot:' hoort een datum"),
        ("{citeer: ja}", "Bedoel je 'citeren'"),
    ],
)
def test_consent_that_cannot_be_read_stops_the_reading(tmp_path, consent, why):
    with pytest.raises(InputError, match=why):
        take_in(tmp_path / "T", people(f", toestemming: {consent}"))


def test_relatives_who_are_spoken_about_and_did_not_sit_there_are_told():
    texts = ["Mijn broertje sliep slecht.", "Zijn broer en pake ook, zei beppe.", "Mem wist het."]
    assert absent_relatives(texts, ["moeder (42)", "oma"]) == ("broer",)
    assert absent_relatives(["Vader en moeder. Vader, moeder."], ["ouders"]) == ()
    assert absent_relatives(["Een vader zei iets."], []) == ()


def test_the_list_of_who_withdrew_survives_writing_and_reading(tmp_path):
    rows = [
        Withdrawal("DT-09"),
        Withdrawal("2", "P2"),
        Withdrawal("2", "P2"),
        Withdrawal("ja", "07"),
    ]
    path = tmp_path / "intrekkingen.yaml"
    path.write_text(withdrawals_yaml(rows), encoding="utf-8")
    assert parse_withdrawals(read_yaml(path)) == (
        Withdrawal("2", "P2"), Withdrawal("DT-09"), Withdrawal("ja", "07")
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["tafel: DT-07", "- DT-07", "- {deelnemer: P2}", "- {tafel: T, naam: x}"]
)
def test_a_list_that_cannot_be_read_is_refused(tmp_path, text):
    path = tmp_path / "intrekkingen.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"intrekkingen\.yaml, regel 1"):
        parse_withdrawals(read_yaml(path))
