import pytest

from pipeline.domain.settings import Period
from pipeline.domain.tables import DialogueTables, empty
from pipeline.findings.periods import period_of, periods_of

from .drawing import dialogue_tables


def tables_of(**years):
    dates = [year.strip("_") for year, n in years.items() for _ in range(n)]
    rows = "\n".join(f"T{n} | {date}" for n, date in enumerate(dates))
    return dialogue_tables(f"table_id | date\n{rows}")


def test_years_join_forward_until_a_span_holds_twice_the_threshold():
    tables = tables_of(_2016=4, _2017=8, _2018=8, _2019=6, _2020=2)
    labels = [period.label for period in periods_of(tables, (), min_tables=3)]
    assert labels == ["2016-2017", "2018", "2019-2020"]


def test_a_year_without_tables_starts_no_span():
    tables = tables_of(_2016=6, _2019=6)
    assert periods_of(tables, (), min_tables=3) == (
        Period("2016", "2016-01", "2016-12"),
        Period("2019", "2019-01", "2019-12"),
    )


def test_too_few_or_no_dates_give_no_periods():
    assert periods_of(tables_of(_2016=5), (), min_tables=3) == ()
    assert periods_of(dialogue_tables("table_id\nT1\nT2"), (), min_tables=3) == ()
    assert periods_of(empty(DialogueTables), (), min_tables=3) == ()


def test_the_studys_own_periods_go_first():
    own = (Period("voor de wet", "2013-01", "2014-12"),)
    assert periods_of(tables_of(_2016=20), own, min_tables=3) == own


@pytest.mark.parametrize(
    ("date", "label"),
    [
        ("2016-01-01", "a"), ("2016-12", "a"), ("2017-06-30", "b"), ("2017", ""), ("2016", "a"),
        ("2018-01-01", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_date_belongs_to_the_period_that_holds_all_of_it(date, label):
    periods = (Period("a", "2016-01", "2016-12"), Period("b", "2017-01", "2017-06"))
    assert period_of(date, periods) == label
