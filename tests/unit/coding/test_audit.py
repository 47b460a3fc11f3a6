"""What of the model's proposals may go unseen by a person."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from pipeline.coding.agreement import agreement_by_code
from pipeline.coding.audit import (
    HAND_ONLY,
    PROPOSAL,
    accept_unseen,
    hand_only,
    true_in_top,
    unseen_share,
    upper_end,
    upper_end_by_table,
    verdicts,
)
from pipeline.coding.classifier import predict, proposals
from pipeline.coding.prediction import Predictions
from pipeline.domain.tables import Codings, check
from pipeline.domain.wording import VALENCES


def people(given):
    """Draw a series from segment to code."""
    rows = [
        (segment, code, "A", "mens", 0, 1, "neutraal", False, None, "bevestigd", "", "")
        for segment, code in given.items()
    ]
    return check(pd.DataFrame(rows, columns=Codings.names()), Codings)


def said(chances, proposed):
    """Draw predictions from a table of chances and one of proposals."""
    none = pd.DataFrame(0.0, index=chances.index, columns=list(VALENCES))
    return Predictions(chances, proposed, none, pd.Series("", index=chances.index))


def drawn(n_tables, wrong_every, n_each=60):
    """Draw a model that proposes regie everywhere, and is wrong in every so many segments."""
    ids = [f"T{table}/v/{number:03d}" for table in range(n_tables) for number in range(n_each)]
    right = np.arange(len(ids)) % wrong_every != 0
    given = dict(zip(ids, np.where(right, "regie", "toegang"), strict=True))
    chances = pd.DataFrame({"regie": 0.9, "toegang": 0.1, "*": 0.95}, index=ids)
    proposed = pd.DataFrame({"regie": True, "toegang": False, "*": True}, index=ids)
    return people(given), said(chances, proposed)


def test_the_upper_end_is_that_of_clopper_and_pearson():
    for wrong, n in ((0, 72), (3, 200), (10, 40)):
        exact = binomtest(wrong, n).proportion_ci(0.95, method="exact").high
        assert upper_end(wrong, n) == pytest.approx(exact)
    assert upper_end(0, 0) == upper_end(5, 5) == 1


def test_errors_of_one_table_are_worth_less_than_as_many_apart():
    tables = np.repeat(np.arange(20), 50)
    spread, heaped = np.zeros(1000, dtype=bool), np.zeros(1000, dtype=bool)
    spread[::50] = True
    heaped[:20] = True
    one_by_one = upper_end(20, 1000)
    assert one_by_one < upper_end_by_table(spread, tables) < 0.04
    assert upper_end_by_table(heaped, tables) > 2 * one_by_one
    assert upper_end_by_table(spread, np.zeros(1000, dtype=int)) == 1


def test_the_interval_over_tables_holds_the_truth_where_errors_heap():
    random = np.random.default_rng(5)
    tables = np.repeat(np.arange(22), 40)
    held, held_alone = 0, 0
    for _ in range(300):
        wrong = random.random(880) < random.beta(0.6, 14.4, size=22)[tables]  # 4% on average
        held += upper_end_by_table(wrong, tables) >= 0.04
        held_alone += upper_end(int(wrong.sum()), len(wrong)) >= 0.04
    assert held / 300 > 0.93
    assert held_alone < held


def test_proposals_with_few_errors_are_accepted(codebook):
    found = accept_unseen(*drawn(14, 100), codebook, seed=1).set_index("code")
    assert found.loc["regie", "n_accepted"] == found.loc["regie", "n_proposed"] == 840
    assert found.loc["regie", "upper"] <= 0.05


def test_proposals_with_too_many_errors_are_not(codebook):
    found = accept_unseen(*drawn(6, 15), codebook, seed=1).set_index("code")
    assert found.loc["regie", "n_accepted"] == 0
    assert found.loc["regie", "accepted_share"] == 0


def test_few_proposals_are_not_accepted_even_without_a_single_error(codebook):
    found = accept_unseen(*drawn(5, 10**6, n_each=8), codebook, seed=1).set_index("code")
    assert found.loc["regie", "n_accepted"] == 0


def test_no_theme_is_counted_apart_from_proposed_codes(codebook):
    ids = [f"T{table}/v/{number:03d}" for table in range(5) for number in range(100)]
    coded = people(dict.fromkeys(ids))
    chances = pd.DataFrame({"regie": 0.02, "*": 0.03}, index=ids)
    found = accept_unseen(coded, said(chances, chances > 1), codebook, seed=1)
    none = found.set_index("measure").loc["geen thema"]
    assert (none["n_proposed"], none["n_accepted"]) == (500, 500)
    assert found.set_index("code").loc["regie", "n_proposed"] == 0


def test_what_needs_no_look_stops_after_the_last_segment_that_is_needed(codebook):
    ids = [f"T1/v/{number:03d}" for number in range(100)]
    coded = people({each: "regie" if row < 10 else None for row, each in enumerate(ids)})
    chances = pd.DataFrame({"regie": np.linspace(1, 0, 100)}, index=ids)
    assert unseen_share(coded, chances, codebook)["regie"] == pytest.approx(0.9)
    assert unseen_share(coded, 1 - chances, codebook)["regie"] == pytest.approx(0.0)


def test_a_true_theme_counts_among_the_first_so_many(codebook):
    coded = people({"T1/v/1": "regie", "T1/v/2": "toegang", "T1/v/3": None})
    chances = pd.DataFrame(
        {"regie": [0.9, 0.8, 0.9], "toegang": [0.1, 0.2, 0.1]}, index=["T1/v/1", "T1/v/2", "T1/v/3"]
    )
    assert true_in_top(coded, chances, codebook, n=1) == 0.5
    assert true_in_top(coded, chances, codebook, n=2) == 1


def test_a_theme_under_the_floor_is_for_hands_only(study, codebook):
    predictions = predict(*study, codebook, seed=3)
    both = pd.concat([study.codings, proposals(predictions, study.segments, codebook)])
    agreement = agreement_by_code(check(both, Codings), "A", "model", codebook)
    low = verdicts(agreement, floor=0.2)
    assert low["toegang"] == low["regie"] == PROPOSAL
    assert set(verdicts(agreement, floor=1.01).values()) == {HAND_ONLY}
    nothing = agreement.assign(alpha=float("nan"))
    assert set(verdicts(nothing, floor=-1.0).values()) == {HAND_ONLY}


def test_codes_of_a_coder_that_people_contradict_feed_no_estimate(study, codebook):
    predictions = predict(*study, codebook, seed=3)
    coded = proposals(predictions, study.segments, codebook)
    both = check(pd.concat([study.codings, coded]), Codings)
    agreed = agreement_by_code(both, "A", "model", codebook)
    assert "regie" not in hand_only(agreed, codebook, floor=0.4)
    wrong = coded.assign(code="regie")
    spoilt = check(pd.concat([study.codings, wrong]), Codings)
    poor = agreement_by_code(spoilt, "A", "model", codebook)
    assert {"regie", "toegang"} <= hand_only(poor, codebook, floor=0.4)
    assert hand_only(None, codebook, floor=0.4) == {code.id for code in codebook.codes}
