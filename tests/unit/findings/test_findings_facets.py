"""Shares by kind of table, and the words of groups."""

import pandas as pd
import pytest

from pipeline.domain.settings import Period
from pipeline.domain.tables import Tokens, check
from pipeline.findings.facets import comparable_strata, facets_of, shares_by_facet
from pipeline.findings.word_counts import content_words, count_words

from .drawing import dialogue_tables, segments

SHARES = pd.DataFrame({"regie": [0.2, 0.4, 0.0]}, index=["T1", "T2", "T3"])


def test_shares_are_averaged_within_each_kind_of_table():
    tables = dialogue_tables(
        """
        table_id | sector | date
        T1       | ggz    | 2016-02
        T2       | ggz    | 2017
        T3       |        | 2019-01
        """
    )
    facets = facets_of(tables, [Period("2016-2017", "2016-01", "2017-12")])
    assert "gemeente" not in facets
    rows = shares_by_facet(SHARES, facets).set_index(["facet", "stratum"])
    assert rows.loc[("sector", "ggz"), "share"] == pytest.approx(0.3)
    assert rows.loc[("sector", "ggz"), "n_tables"] == 2
    assert rows.loc[("sector", "niet vastgelegd"), "n_tables"] == 1
    assert rows.loc[("periode", "2016-2017"), "n_tables"] == 2


def test_a_kind_without_judged_tables_has_no_row():
    strata = {"sector": pd.Series({"T9": "mbo", "T1": "ggz"})}
    assert list(shares_by_facet(SHARES.loc[["T1"]], strata)["stratum"]) == ["ggz"]


def test_only_kinds_with_enough_tables_are_set_beside_each_other():
    strata = pd.Series({"a": "x", "b": "x", "c": "y", "d": "y", "e": "niet vastgelegd"})
    assert comparable_strata(strata, list("abcde"), least=2) == [("x", "y")]
    assert comparable_strata(strata, list("abc"), least=2) == []


def tokens(*rows):
    made = [(s, n, 0, 1, token, lemma, pos) for n, (s, token, lemma, pos) in enumerate(rows)]
    return check(pd.DataFrame(made, columns=Tokens.names()), Tokens)


def test_names_stop_words_and_placeholders_are_no_content():
    words = content_words(
        tokens(
            ("s", "belde", "bellen", "VERB"),
            ("s", "Anna", "Anna", "PROPN"),
            ("s", "NAAM", "naam", "NOUN"),
            ("s", "gewoon", "gewoon", "ADV"),
            ("s", "12", "12", "NOUN"),
            ("s", "ok", "ok", "NOUN"),
        ),
        stop_words={"gewoon"},
    )
    assert list(words["word"]) == ["bellen"]


def test_only_the_words_that_a_group_said_itself_are_counted():
    parts = segments(
        """
        table_id | group | kind
        T1       | gezin | transcript
        T1       | gezin | verslag
        T1       |       | transcript
        """
    )
    words = pd.DataFrame({"segment_id": list(parts["segment_id"]) * 2, "word": "bellen"})
    counted = count_words(words, parts)
    assert counted.values.tolist() == [["T1", "gezin", "bellen", 2]]
