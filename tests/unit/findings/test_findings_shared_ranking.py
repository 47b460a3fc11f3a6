import numpy as np
import pandas as pd

from pipeline.findings.shared_ranking import TOGETHER, place_words, rank_together

EMPTY = np.nan


def ranked(**places):
    return rank_together(pd.DataFrame(places, index=["regie", "netwerk", "toegang", "leren"], dtype=float))  # fmt: skip


def order(ranking, view):
    own = ranking[ranking["view"] == view]
    return dict(zip(own["item"], map(place_words, own.to_dict("records")), strict=True))


def test_regions_weigh_the_same_however_many_items_they_ranked():
    found = ranked(Noord=[1, 2, 3, 4], Zuid=[EMPTY, EMPTY, 1, EMPTY])
    assert order(found, "Noord") == {"regie": "1", "netwerk": "2", "toegang": "3", "leren": "4"}
    assert order(found, "Zuid") == {"toegang": "1", "regie": "–", "netwerk": "–", "leren": "–"}
    means = found[found["view"] == TOGETHER].set_index("item")["mean_place"].to_dict()
    assert means == {
        "regie": 2.0,
        "netwerk": 2.5,
        "toegang": 2.0,
        "leren": 3.5,
    }  # 3 for the rest of Zuid
    assert order(found, TOGETHER) == {
        "regie": "1 =",
        "toegang": "1 =",
        "netwerk": "3",
        "leren": "4",
    }


def test_equal_places_share_the_mean_of_theirs():
    found = ranked(Noord=[1, 1, 2, 2])
    assert order(found, "Noord") == {
        "regie": "1 =",
        "netwerk": "1 =",
        "toegang": "3 =",
        "leren": "3 =",
    }
    assert list(found[found["view"] == "Noord"]["mean_place"]) == [1.5, 1.5, 3.5, 3.5]


def test_numbers_with_gaps_rank_as_numbers_without():
    assert order(ranked(A=[10, 20, 30, 99]), "A") == order(ranked(A=[1, 2, 3, 4]), "A")


def test_a_region_that_gave_no_place_does_not_take_part():
    found = ranked(Noord=[1, 2, 3, 4], Zuid=[EMPTY] * 4)
    assert set(found["view"]) == {"Noord", TOGETHER}
    assert set(found["n_regions"]) == {1}
    assert ranked(Noord=[EMPTY] * 4).empty
