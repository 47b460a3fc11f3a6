"""Of several estimates only one whose interval passed the study's own self-test is used."""

import pandas as pd
import pytest

from pipeline.findings.estimates import BY_HAND_ONLY, estimate_codes
from pipeline.findings.intervals import Estimate
from pipeline.findings.proven import ELSEWHERE, FAILED, HERE, PASSED, keep_proven

from .drawing import CODEBOOK, codings, segments
from .test_findings_estimates import ALL, IDS, MODEL, estimated


def row(method, about=HERE, *, used=False, low=0.1, high=0.3):
    return about, Estimate(method, 0.2, low, high, 5), used


def used(rows):
    return [(about, estimate.method) for about, estimate, was_used in rows if was_used]


BOTH = [row("met de hand"), row("gecorrigeerd", used=True), row("naief")]


def test_what_passed_stays_in_use():
    assert keep_proven(BOTH, ["gecorrigeerd, deze tafels"]) == BOTH


def test_where_a_correction_failed_hand_codes_are_used_if_these_passed():
    kept = keep_proven(BOTH, ["met de hand, deze tafels"])
    assert used(kept) == [(HERE, "met de hand")]
    assert kept[0][1].note == PASSED
    assert kept[1][1].note == FAILED


def test_where_all_failed_nothing_is_used():
    assert used(keep_proven(BOTH, [])) == []
    assert used(keep_proven(BOTH, ["gecorrigeerd"])) == []  # passed about other tables only


def test_students_interval_gives_way_to_the_bootstrap():
    rows = [
        row("t", ELSEWHERE, used=True),
        row("bootstrap", ELSEWHERE),
        row("wilson", ELSEWHERE),
    ]
    assert used(keep_proven(rows, ["bootstrap (tafels)"])) == [(ELSEWHERE, "bootstrap")]
    assert used(keep_proven(rows, ["met de hand"])) == []


def test_a_correction_that_the_gate_refused_comes_back_for_no_test():
    rows = [row("met de hand", used=True), row("gecorrigeerd")]
    assert used(keep_proven(rows, ["gecorrigeerd, deze tafels"])) == []


def test_a_count_and_what_has_no_interval_claim_nothing():
    rows = [row("telling", used=True, low=None, high=None)]
    assert keep_proven(rows, []) == rows


SOME = pd.concat([ALL[ALL["segment_id"].isin([IDS[n] for n in (0, 2, 4, 5, 8, 9)])], MODEL])


def test_a_theme_that_is_coded_by_hand_only_has_no_estimate_with_the_model_in_it():
    rows = estimated(SOME, model="model", agreement={"regie": 0.8}, hand_only=["regie"])
    own = rows.loc["regie"]
    assert set(own.index.get_level_values("method")) == {"met de hand"}
    assert own["used"].all()
    assert own["note"].str.contains(BY_HAND_ONLY).all()
    assert "naief" in rows.loc["toegang"].index.get_level_values("method")


@pytest.mark.parametrize(("least", "method"), [(0.5, "gecorrigeerd"), (0.9, "met de hand")])
def test_the_agreement_that_a_correction_needs_is_the_studys_own(least, method):
    parts = segments("table_id\n" + "\n".join(f"T{n % 4}" for n in range(80)))
    ids = list(parts["segment_id"])
    truth = [n % 8 < 3 for n in range(80)]  # the model misses one in five of them
    hand = [f"{ids[n]} | {'regie' if truth[n] else '-'} | A | mens" for n in range(40)]
    model = [f"{ids[n]} | regie | model | model" for n in range(80) if truth[n] and n % 5]
    coded = codings("\n".join(["segment_id | code | coder | source", *hand, *model]))
    rows = estimate_codes(
        parts, coded, CODEBOOK, coder="A", model="model", seed=1, codes=["regie"],
        agreement={"regie": 0.8}, least_agreement=least,
    )  # fmt: skip
    here = rows[(rows["about"] == HERE) & rows["used"]]
    assert here["method"].tolist() == [method]


def test_without_a_test_all_is_as_the_gate_has_it():
    plain = estimated(SOME, model="model", agreement={"regie": 0.8})
    tested = estimated(SOME, model="model", agreement={"regie": 0.8}, usable={})
    assert plain["used"].any()
    assert not tested.loc[tested["low"].notna(), "used"].any()
