import math

import numpy as np
import pandas as pd
import pytest

from pipeline.findings.typical_words import log_odds_ratio, typical_words

PAIR = ("gezin", "professionals")


def words(rows):
    return pd.DataFrame(rows, columns=["table_id", "group", "word", "n"])


def monroe(first, second, prior):
    """Work equations 16 and 22 of Monroe et al. (2008) out one word at a time."""
    ratios, scores = [], []
    for place in range(len(first)):
        delta, variance = 0.0, 0.0
        for sign, counts in ((1, first), (-1, second)):
            own = counts[place] + prior[place]
            rest = sum(counts) + sum(prior) - own
            delta += sign * math.log(own / rest)
            variance += 1 / own
        ratios.append(delta)
        scores.append(delta / math.sqrt(variance))
    return ratios, scores


def test_log_odds_are_those_of_an_independent_calculation():
    first, second, prior = [10.0, 3.0, 7.0], [2.0, 9.0, 8.0], [1.2, 1.2, 1.5]
    ratios, scores = monroe(first, second, prior)
    found = log_odds_ratio(np.array(first), np.array(second), np.array(prior))
    assert found[0].tolist() == pytest.approx(ratios)
    assert found[1].tolist() == pytest.approx(scores)


def test_the_word_of_one_group_comes_first_with_whose_it_is():
    rows = [(f"T{n}", group, word, count) for n in range(6) for group, word, count in (
        ("gezin", "thuis", 5), ("gezin", "en", 9), ("professionals", "casus", 4),
        ("professionals", "en", 9))]  # fmt: skip
    found = typical_words(words(rows), pair=PAIR, min_tables=3, seed=1).set_index("word")
    assert found.loc["thuis", "group"] == "gezin"
    assert found.loc["casus", "group"] == "professionals"
    assert found.index[-1] == "en"
    assert found.loc["thuis", ["n_first", "n_second", "n_tables"]].tolist() == [30, 0, 6]
    assert found.loc["thuis", "p"] == pytest.approx(2 / 64)


def test_words_of_few_tables_are_left_out_and_no_words_give_none():
    rows = words([("T1", "gezin", "naamwoord", 9), ("T2", "gezin", "naamwoord", 9)])
    assert typical_words(rows, pair=PAIR, min_tables=3, seed=1).empty
    assert typical_words(rows[:0], pair=PAIR, min_tables=3, seed=1).empty


def test_a_vocabulary_of_one_word_of_one_group_has_an_answer():
    rows = words([(f"T{n}", "gezin", "heit", 1) for n in range(3)])
    found = typical_words(rows, pair=PAIR, min_tables=3, seed=1)
    assert found["z"].notna().all()
