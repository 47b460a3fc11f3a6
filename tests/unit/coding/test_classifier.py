"""The model: it codes every table without having seen the codes of that table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.coding.classifier import code_by_model, join_training_sets, predict
from pipeline.domain.errors import InputError
from pipeline.domain.tables import Codings, check, empty
from pipeline.language.readings import Readings

SEED = 3


def coded(study, codebook, **changes):
    return code_by_model(*study._replace(**changes), codebook, seed=SEED)


def test_every_segment_is_coded_or_judged_to_hold_no_theme(study, codebook):
    found = coded(study, codebook)
    assert set(found["segment_id"]) == set(study.segments["segment_id"])
    nulls = found[found["code"].isna()]
    assert nulls["segment_id"].is_unique
    assert not set(nulls["segment_id"]) & set(found.loc[found["code"].notna(), "segment_id"])


def test_rows_are_proposals_of_the_model_with_a_confidence(study, codebook):
    found = coded(study, codebook)
    assert set(found["coder"]) == set(found["source"]) == {"model"}
    assert set(found["status"]) == {"voorstel"}
    assert found["confidence"].between(0, 1).all()
    spans = study.segments.set_index("segment_id").loc[found["segment_id"], ["start", "end"]]
    assert (found[["start", "end"]].to_numpy() == spans.to_numpy()).all()


def test_themes_subcodes_and_valences_are_learnt_from_other_tables(study, codebook):
    found = coded(study, codebook)
    truth = study.codings.set_index("segment_id")
    for theme in ("toegang", "regie"):
        proposed = set(found.loc[found["code"] == theme, "segment_id"])
        given = set(truth.index[truth["code"].str.startswith(theme, na=False)])
        assert len(proposed & given) / len(proposed | given) > 0.7
    assert "toegang.wachttijd" in set(found["code"])
    valence = found.drop_duplicates("segment_id").set_index("segment_id")["valence"]
    assert (valence == truth["valence"].loc[valence.index]).mean() > 0.7


def test_the_codes_of_a_table_do_not_touch_what_the_model_says_of_it(study, codebook):
    before = coded(study, codebook)
    own = study.codings["segment_id"].str.startswith("T2/")
    twisted = study.codings.copy()
    twisted.loc[own, ["code", "valence"]] = ["regie.overnemen", "verbeterpunt"]
    after = coded(study, codebook, codings=check(twisted, Codings))
    mine = [
        table[table["segment_id"].str.startswith("T2/")].reset_index(drop=True)
        for table in (before, after)
    ]
    pd.testing.assert_frame_equal(*mine)
    with pytest.raises(AssertionError):  # while the other tables' codings do move
        pd.testing.assert_frame_equal(before, after)


def test_a_table_that_nobody_coded_is_coded_from_all_others(study, codebook):
    kept = study.codings[~study.codings["segment_id"].str.startswith("T5/")]
    found = coded(study, codebook, codings=check(kept, Codings))
    assert found["segment_id"].str.startswith("T5/").any()


def test_too_few_hand_coded_tables_give_no_codings(draw, codebook):
    assert coded(draw(3), codebook).empty


def test_without_any_person_there_are_no_codings(study, codebook):
    assert coded(study, codebook, codings=empty(Codings)).empty


def test_another_studys_codings_make_up_for_our_own(draw, study, codebook):
    mine = draw(2, seed=11)._replace(codings=empty(Codings))
    found = code_by_model(*mine, codebook, seed=SEED, extra=study)
    assert set(found["segment_id"]) == set(mine.segments["segment_id"])
    assert "toegang" in set(found["code"])


def test_studies_whose_ids_are_the_same_can_be_joined(study):
    joined = join_training_sets({"een": study, "twee": study})
    assert joined.segments["segment_id"].is_unique
    assert len(joined.codings) == 2 * len(study.codings)
    assert len(joined.readings) == len(joined.segments)


def test_vectors_of_another_encoder_are_refused(study, codebook):
    other = study._replace(readings=Readings.of(study.readings.alone[:, :5]))
    with pytest.raises(InputError, match="zinsmodel"):
        code_by_model(*study, codebook, seed=SEED, extra=other)


def test_the_second_coder_is_not_learnt_from(study, codebook):
    second = study.codings.assign(coder="B", code="regie")
    both = check(pd.concat([study.codings, second]), Codings)
    pd.testing.assert_frame_equal(coded(study, codebook, codings=both), coded(study, codebook))


def test_a_code_with_fewer_than_eight_examples_is_not_predicted(study, codebook):
    rare = study.codings.copy()
    places = np.flatnonzero(rare["code"] == "toegang.aanbod")
    rare.loc[places[7:], "code"] = "toegang.wachttijd"
    predictions = predict(*study._replace(codings=check(rare, Codings)), codebook, seed=SEED)
    assert "toegang.aanbod" not in predictions.probabilities
    assert "toegang.wachttijd" in predictions.probabilities


def test_what_is_no_evidence_is_not_coded(study, codebook):
    segments = study.segments.copy()
    segments.loc[3, "countable"] = False
    found = coded(study, codebook, segments=segments)
    assert segments["segment_id"][3] not in set(found["segment_id"])


def test_the_same_input_gives_the_same_bytes(study, codebook):
    once, twice = coded(study, codebook), coded(study, codebook)
    assert once.to_csv() == twice.to_csv()


def test_codings_without_valence_give_none(study, codebook):
    bare = check(study.codings.assign(valence=""), Codings)
    assert set(coded(study, codebook, codings=bare)["valence"]) == {""}
