import pandas as pd
import pytest

from pipeline.domain.tables import Codings, empty
from pipeline.findings.estimates import (
    estimate_codes,
    frame_of_code,
    needed_segments,
    needed_tables,
)

from .drawing import CODEBOOK, codings, segments

PARTS = segments("\n".join(["table_id", *[f"T{n}" for n in range(3) for _ in range(4)]]))
IDS = list(PARTS["segment_id"])


def coded(places, coder="A", **more):
    rows = "\n".join(f"{IDS[place]} | {code}" for place, code in places.items())
    return codings(f"segment_id | code\n{rows}", coder=coder, **more)


ALL = coded({place: "regie.kracht" if place in (0, 1, 4) else "-" for place in range(12)})
MODEL = coded({0: "regie", 4: "regie"}, coder="model", source="model", status="voorstel")


def estimated(table, **options):
    rows = estimate_codes(PARTS, table, CODEBOOK, seed=1, **{"coder": "A", "model": "", **options})
    return rows.set_index(["code", "about", "method"])


def test_a_study_coded_by_hand_is_counted_and_has_intervals_toward_other_tables_only():
    rows = estimated(ALL)
    count = rows.loc[("regie", "deze tafels", "telling")]
    assert count["value"] == pytest.approx((2 / 4 + 1 / 4 + 0) / 3)
    assert count["used"]
    assert pd.isna(count["low"])
    assert rows.loc[("regie", "andere tafels", "wilson"), "value"] == pytest.approx(2 / 3)
    assert rows.loc[("beleid", "andere tafels", "t"), "note"].startswith("zonder interval")


def test_a_part_by_hand_stands_beside_the_corrected_and_the_naive_share():
    some = pd.concat([ALL[ALL["segment_id"].isin([IDS[n] for n in (0, 2, 4, 5, 8, 9)])], MODEL])
    rows = estimated(some, model="model", agreement={"regie": 0.8}).loc["regie"]
    assert set(rows.index.get_level_values("method")) == {"met de hand", "gecorrigeerd", "naief"}
    assert rows.groupby(level="about")["used"].sum().to_dict() == {
        "andere tafels": 1,
        "deze tafels": 1,
    }
    assert not rows.xs("naief", level="method")["used"].any()
    poor = estimated(some, model="model", agreement={"regie": 0.3}).loc["regie"]
    assert poor.xs("met de hand", level="method")["used"].all()


def test_the_model_alone_is_never_used():
    rows = estimated(MODEL, coder="", model="model")
    assert set(rows.index.get_level_values("method")) == {"naief"}
    assert not rows["used"].any()
    assert (rows["note"] == "niet gecorrigeerd").any()


def test_no_codes_at_all_give_no_estimates():
    assert estimated(empty(Codings), coder="").empty


def test_a_theme_counts_its_subcodes_and_stored_probabilities_are_used():
    one = frame_of_code(PARTS, ALL, CODEBOOK, "regie", coder="A", model="", inclusion={IDS[0]: 0.2})
    assert one["label"].sum() == 3
    assert one["probability"].tolist()[:2] == [0.2, 1.0]
    assert (
        frame_of_code(PARTS, ALL, CODEBOOK, "regie.overnemen", coder="A", model="")["label"].sum()
        == 0
    )


def test_needed_tables_are_the_fewest_that_are_narrow_enough():
    shares = [0.1, 0.2, 0.3, 0.2, 0.1]
    from pipeline.findings.intervals import t_quantile

    needed = needed_tables(shares, width=0.1)
    spread = pd.Series(shares).std()

    def width(n):
        return 2 * t_quantile(n - 1) * spread / n**0.5

    assert width(needed) <= 0.1 < width(needed - 1)
    assert needed_tables([0.1], width=0.1) is None


def test_needed_segments_grow_as_the_width_shrinks_and_end_at_all_of_them():
    one = frame_of_code(PARTS, ALL[:6], CODEBOOK, "regie", coder="A", model="")
    wide, narrow = needed_segments(one, width=0.8), needed_segments(one, width=0.05)
    assert wide < narrow <= 12
    assert needed_segments(one.assign(label=float("nan")), width=0.1) is None
