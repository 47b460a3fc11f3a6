import pandas as pd
import pytest

from pipeline.domain.settings import Period
from pipeline.domain.tables import Codings, DialogueTables, Participants, Segments, empty
from pipeline.domain.tables.findings import MEASURES
from pipeline.findings.counts import count_findings

from .drawing import CODEBOOK, codings, dialogue_tables, participants, segments

PERIODS = (Period("vroeg", "2016-01", "2016-12"), Period("laat", "2017-01", "2017-12"))

TABLES = dialogue_tables("""
    table_id | date       | sector   | chosen_themes
    T1       | 2016-03-01 | onderwijs | regie
    T2       | 2017-05    |           |
    T3       | 2017       | ggz       | ?
""")
PEOPLE = participants("""
    table_id | perspective | group
    T1       | ouder       | gezin
    T1       | onderwijs   | professionals
    T2       | ouder       | gezin
    T2       | onderwijs   | professionals
    T3       | jeugdige    | gezin
""")
SEGMENTS = segments("""
    table_id | perspective | group
    T1       | ouder       | gezin
    T1       | onderwijs   | professionals
    T2       | ouder       | gezin
    T2       | ouder       | gezin
    T2       | onderwijs   | professionals
    T3       |             |
    T3       |             |
""")
CODED = codings("""
    segment_id | code            | valence
    T1/00      | regie.kracht    | succesfactor
    T1/01      | regie.overnemen | knelpunt
    T2/02      | regie           | knelpunt
    T2/03      | toegang         | verbeterpunt
    T2/04      | -               | neutraal
    T3/05      | regie           | succesfactor
    T3/06      | toegang         | knelpunt
    T3/06      | regie           | knelpunt
""")


def count(
    coded=CODED, tables=TABLES, people=PEOPLE, parts=SEGMENTS, coder="A", source="mens", **options
):
    return count_findings(
        parts,
        coded,
        tables,
        people,
        CODEBOOK,
        coder=coder,
        source=source,
        periods=PERIODS,
        **options,
    )


@pytest.fixture(scope="module")
def found():
    return count().set_index("finding_id")


def numbers(found, finding_id):
    row = found.loc[finding_id]
    return int(row["n_tables"]), int(row["of_tables"]), int(row["codable_tables"])


def test_every_measure_is_counted(found):
    assert set(found["measure"]) == set(MEASURES)


def test_a_table_counts_once_with_all_segments_it_rests_on(found):
    assert numbers(found, "thema/regie") == (3, 3, 3)
    assert found.loc["thema/regie", "table_ids"] == ["T1", "T2", "T3"]
    assert found.loc["thema/regie", "segment_ids"] == ["T1/00", "T1/01", "T2/02", "T3/05", "T3/06"]


def test_what_never_occurs_has_a_row_with_nought(found):
    assert numbers(found, "thema/beleid") == (0, 3, 3)
    assert found.loc["thema/beleid", "segment_ids"] == []
    assert numbers(found, "valentie/toegang.wachttijd/knelpunt") == (0, 3, 3)


def test_valences_are_counted_by_table_and_both_ways_apart(found):
    assert found.loc["valentie/regie/succesfactor", "table_ids"] == ["T1", "T3"]
    assert found.loc["valentie/regie/knelpunt", "table_ids"] == ["T1", "T2", "T3"]
    assert found.loc["wisselend/regie", "table_ids"] == ["T1", "T3"]
    assert found.loc["wisselend/regie", "segment_ids"] == ["T1/00", "T1/01", "T3/05", "T3/06"]
    assert numbers(found, "wisselend/regie.kracht") == (0, 3, 3)


def test_a_group_is_counted_out_of_the_tables_where_it_sat(found):
    assert numbers(found, "groep/regie/gezin") == (2, 3, 2)
    assert numbers(found, "groep/regie/professionals") == (1, 2, 2)
    assert found.loc["groep_valentie/regie/knelpunt/professionals", "segment_ids"] == ["T1/01"]


def test_a_group_that_was_heard_sat_there_even_if_no_one_wrote_it_down():
    found = count(people=empty(Participants)).set_index("finding_id")
    assert numbers(found, "groep/regie/gezin") == (2, 2, 2)


def test_differences_split_the_tables_where_both_can_be_heard(found):
    strata = {name: f"verschil/regie/verschil/{name}" for name in (
        "alleen gezin", "alleen professionals", "beide", "geen")}  # fmt: skip
    assert {name: numbers(found, key)[0] for name, key in strata.items()} == {
        "alleen gezin": 1, "alleen professionals": 0, "beide": 1, "geen": 0,
    }  # fmt: skip
    rows = found[found["measure"] == "verschil"]
    assert set(rows["of_tables"]) == {2}
    assert set(rows.groupby("code")["n_tables"].sum()) == {2}
    assert found.loc["verschil/beleid/verschil/geen", "table_ids"] == ["T1", "T2"]
    assert found.loc["verschil/beleid/verschil/geen", "segment_ids"] == []


def test_the_pair_differs_only_when_each_holds_to_one_side(found):
    assert found.loc["anders_gewaardeerd/regie", "table_ids"] == ["T1"]
    both_sides = pd.concat([CODED, codings("""
        segment_id | code  | valence
        T1/00      | regie | knelpunt
    """)])  # fmt: skip
    assert (
        numbers(count(coded=both_sides).set_index("finding_id"), "anders_gewaardeerd/regie")[0] == 0
    )


def test_who_said_too_little_to_be_compared_is_not():
    found = count(least_heard=2).set_index("finding_id")
    assert set(found.loc[found["measure"] == "verschil", "of_tables"]) == {0}
    assert numbers(found, "groep/regie/gezin") == (2, 3, 2)


def test_a_wish_takes_no_side_in_a_difference():
    wish = pd.concat([CODED, codings("""
        segment_id | code  | valence
        T1/00      | regie | verbeterpunt
    """)])  # fmt: skip
    assert numbers(count(coded=wish).set_index("finding_id"), "anders_gewaardeerd/regie")[0] == 1


def test_themes_go_together_within_a_table(found):
    assert found.loc["samen/regie/toegang", "table_ids"] == ["T2", "T3"]
    assert found.loc["samen/regie/toegang", "segment_ids"] == ["T2/02", "T2/03", "T3/05", "T3/06"]
    assert set(found[found["measure"] == "samen"].index) == {
        "samen/regie/toegang", "samen/regie/beleid", "samen/toegang/beleid",
    }  # fmt: skip


def test_a_subcode_counts_at_its_own_level_only(found):
    assert found.loc["niveau/knelpunt/niveau/professional", "table_ids"] == ["T1"]
    assert found.loc["niveau/knelpunt/niveau/gezin", "table_ids"] == ["T2", "T3"]


def test_a_period_counts_out_of_its_own_tables(found):
    assert numbers(found, "periode/regie/knelpunt/periode/vroeg") == (1, 1, 1)
    assert numbers(found, "periode/regie/knelpunt/periode/laat") == (2, 2, 2)


def test_chosen_themes_are_counted_where_they_were_recorded(found):
    assert numbers(found, "gekozen/regie/gekozen/gekozen en besproken") == (1, 2, 2)
    assert numbers(found, "gekozen/regie/gekozen/alleen besproken") == (1, 2, 2)
    assert numbers(found, "gekozen/toegang/gekozen/alleen besproken") == (1, 2, 2)
    assert numbers(found, "gekozen/beleid/gekozen/alleen gekozen") == (0, 2, 2)


def test_a_chosen_theme_that_nobody_raised_is_seen():
    tables = dialogue_tables("""
        table_id | chosen_themes
        T1       | beleid
    """)
    found = count(tables=tables).set_index("finding_id")
    assert found.loc["gekozen/beleid/gekozen/alleen gekozen", "table_ids"] == ["T1"]


def test_the_profile_shows_all_tables_and_what_was_not_recorded(found):
    assert numbers(found, "tafels/sector/ggz") == (1, 3, 3)
    assert numbers(found, "tafels/sector/niet vastgelegd") == (1, 3, 3)
    assert numbers(found, "tafels/aanwezig/professionals") == (2, 3, 3)
    assert numbers(found, "tafels/gezin/aanwezig/jeugdige") == (1, 3, 3)
    assert numbers(found, "tafels/document/transcript") == (3, 3, 3)
    assert found.loc["tafels/document/transcript", "source"] == "meta"
    assert found.loc["thema/regie", ["source", "coder"]].tolist() == ["mens", "A"]


def test_tables_that_the_series_did_not_judge_count_nowhere():
    some = CODED[CODED["segment_id"].str.startswith("T2")]
    found = count(coded=some).set_index("finding_id")
    assert numbers(found, "thema/regie") == (1, 1, 1)
    assert numbers(found, "tafels/sector/ggz") == (1, 3, 3)


@pytest.mark.parametrize(
    "inputs",
    [
        {"coded": empty(Codings), "coder": ""},
        {"coded": empty(Codings), "tables": empty(DialogueTables), "people": empty(Participants),
         "parts": empty(Segments), "coder": ""},
        {"tables": TABLES.assign(date="")},
        {"tables": TABLES[:1], "people": PEOPLE[:2], "parts": SEGMENTS[:2], "coded": CODED[:2]},
        {"parts": SEGMENTS.assign(group="gezin", perspective="ouder")},
        {"parts": SEGMENTS.assign(group="", perspective="")},
        {"source": "model"},
    ],
    ids=["no codes", "nothing", "no dates", "one table", "one voice", "no voices", "model"],
)  # fmt: skip
def test_thin_input_gives_counts_and_never_a_hole(inputs):
    found = count(**inputs)
    assert not found.isna().to_numpy().any()
    assert (found["n_tables"] <= found["of_tables"]).all()
    assert (found["codable_tables"] <= found["of_tables"]).all()
    assert (found["table_ids"].map(len) == found["n_tables"]).all()
    assert len(found[found["measure"] == "thema"]) == len(CODEBOOK.codes)
