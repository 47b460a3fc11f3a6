import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.findings.due_dates import SPANS, find_term


@pytest.mark.parametrize(
    ("text", "date", "written", "due"),
    [
        ("belt voor 1 mei de mentor", "2016-03-22", "voor 1 mei", "2016-05-01"),
        ("belt voor 1 mei de mentor", "2016-05-02", "voor 1 mei", "2017-05-01"),
        ("belt voor 1 mei de mentor", "2016-05-01", "voor 1 mei", "2016-05-01"),
        ("uiterlijk op vrijdag 3 juni", "2016-03-22", "uiterlijk op vrijdag 3 juni", "2016-06-03"),
        ("voor de zomer", "2016-03-22", "voor de zomer", "2016-07-01"),
        ("binnen zes weken", "2016-03-22", "binnen zes weken", "2016-05-03"),
        ("binnen 10 werkdagen", "2016-03-22", "binnen 10 werkdagen", "2016-04-05"),
        ("binnen een half jaar", "2016-08-31", "binnen een half jaar", "2017-02-28"),
        ("binnen enkele weken", "2016-03-22", "binnen enkele weken", ""),
        ("over drie maanden", "2016-11-30", "over drie maanden", "2017-02-28"),
        ("eind maart", "2016-03-22", "eind maart", "2016-03-31"),
        ("begin juni", "2016-03-22", "begin juni", "2016-06-10"),
        ("medio juni", "2016-03-22", "medio juni", "2016-06-15"),
        ("in februari", "2015-11-01", "in februari", "2016-02-29"),
        ("voor mei", "2016-03-22", "voor mei", "2016-05-01"),
        ("in maart volgend jaar", "2016-01-10", "in maart volgend jaar", "2017-03-31"),
        ("volgende week", "2016-03-22", "volgende week", "2016-04-03"),
        ("deze week", "2016-03-22", "deze week", "2016-03-27"),
        ("volgende maand", "2016-12-22", "volgende maand", "2017-01-31"),
        ("dit kwartaal", "2016-12-22", "dit kwartaal", "2016-12-31"),
        ("komende vrijdag", "2016-03-22", "komende vrijdag", "2016-03-25"),
        ("mailt vrijdag een plan", "2016-03-25", "vrijdag", "2016-04-01"),
        ("per direct", "2016-03-22", "per direct", "2016-03-22"),
        ("met ingang van morgen", "2016-12-31", "met ingang van morgen", "2017-01-01"),
        ("na de herfstvakantie", "2016-09-01", "na de herfstvakantie", "2016-10-25"),
        ("uiterlijk in het najaar", "2016-06-06", "uiterlijk in het najaar", "2016-12-20"),
        ("volgend voorjaar", "2016-06-06", "volgend voorjaar", "2017-06-20"),
        ("begin volgend schooljaar", "2016-05-01", "begin volgend schooljaar", "2016-09-01"),
        ("voor het einde van het jaar", "2016-05-01", "voor het einde van het jaar", "2016-12-31"),
        ("tot en met 3 april", "2016-03-22", "tot en met 3 april", "2016-04-03"),
        ("uiterlijk 3-4-2018", "", "uiterlijk 3-4-2018", "2018-04-03"),
        ("op 31 februari", "2016-01-01", "op 31 februari", ""),
        ("uiterlijk 31-2-2018", "", "uiterlijk 31-2-2018", ""),
    ],
)  # fmt: skip
def test_a_term_is_found_as_written_and_resolved(text, date, written, due):
    term = find_term(f"Zij {text}.", date)
    assert (term.written, term.due) == (written, due)


@pytest.mark.parametrize(
    ("text", "date", "due"),
    [
        ("voor 1 mei", "2016", ""),
        ("voor 1 mei 2017", "2016", "2017-05-01"),
        ("voor 1 mei", "", ""),
        ("voor 1 mei", "2016-05", "2016-05-01"),
        ("binnen zes weken", "2016-05", ""),
        ("binnen drie maanden", "2016-11", "2017-02"),
        ("deze week", "2016-05", ""),
        ("deze maand", "2016-05", "2016-05-31"),
        ("in het voorjaar van 2017", "", "2017-06-20"),
        ("vandaag", "2016-05", ""),
    ],
)
def test_a_date_that_is_known_in_part_gives_no_more_than_it_knows(text, date, due):
    assert find_term(text, date).due == due


@pytest.mark.parametrize(
    "text",
    [
        "belt elke maand", "om de drie weken", "sinds mei woont hij thuis", "een datum volgt",
        "vraagt of hij in mei kan komen", "als het in mei misgaat", "op maandag tussen een en twee",
        "voor 2020 is er geld", "de brief van december", "",
    ],
)  # fmt: skip
def test_what_is_no_term_of_the_agreement_is_left_alone(text):
    assert find_term(text, "2016-03-22").written == ""


def test_the_firmest_promise_goes_first():
    term = find_term("Zij begint in april en is klaar voor 1 juni.", "2016-03-22")
    assert term.written == "voor 1 juni"


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=80),
    st.sampled_from(["", "2016", "2016-02", "2016-02-29"]),
)
def test_every_text_has_an_answer(text, date):
    term = find_term(text, date)
    assert term.written in text
    assert re.fullmatch(r"|\d{4}-\d\d(-\d\d)?", term.due)


@given(
    st.sampled_from(sorted(SPANS)), st.dates(datetime.date(2015, 1, 1), datetime.date(2100, 1, 1))
)
def test_a_season_never_lies_before_the_table(name, day):
    assert find_term(f"voor de {name}", day.isoformat()).due >= day.isoformat()
