"""What a notebook asks of a study: tidy answers, tables counted, and a choice that does not occur refused."""

import functools

import pandas as pd
import pytest

from pipeline.domain.codebook import read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import Codings, Findings, Segments, Tokens, check
from pipeline.findings.comparison import StudySide
from pipeline.study import questions


@functools.cache
def codebook():
    return read_codebook(configs_folder() / "codeboek.yaml")


def segments(n=6, tables=3):
    rows = [
        {
            "segment_id": f"T-{i % tables + 1}/transcript/{i:04d}", "table_id": f"T-{i % tables + 1}",
            "document": "transcript.txt", "start": 0, "end": 9, "speaker": "P1", "role": "moeder", "perspective": "ouder",
            "language": "nl", "text": f"Zin nummer {i} van iemand.", "kind": "transcript", "group": "gezin", "heading": "",
            "block": i, "countable": True,
        }
        for i in range(n)
    ]  # fmt: skip
    return check(pd.DataFrame(rows), Segments)


def codings(*rows):
    made = [
        (segments()["segment_id"][place], code, coder, "model" if coder == "model" else "mens", 0, 9, valence, doubt,
         None, status)
        for place, code, coder, valence, doubt, status in rows
    ]  # fmt: skip
    return check(pd.DataFrame(made, columns=Codings.names()[:10]), Codings)


BOTH = codings(
    (0, "regie", "A", "knelpunt", False, "bevestigd"), (0, "regie", "B", "knelpunt", False, "bevestigd"),
    (1, "regie", "A", "knelpunt", False, "bevestigd"), (1, None, "B", "", False, "bevestigd"),
    (2, "toegang.wachttijd", "A", "knelpunt", True, "bevestigd"), (2, "toegang", "B", "succesfactor", False, "bevestigd"),
    (3, None, "A", "", False, "bevestigd"), (3, "beleid", "B", "neutraal", False, "bevestigd"),
    (4, "regie", "A", "knelpunt", False, "bevestigd"),
    (5, "regie", "A", "knelpunt", False, "bevestigd"), (5, "regie", "B", "knelpunt", False, "verworpen"),
)  # fmt: skip


def finding(measure, code, n, *, other="", group="", stratum="", of=9, codable=9):
    name = "/".join(filter(None, (measure, code, other, group, stratum)))
    return (name, measure, code, other, "", group, "verschil" if stratum else "", stratum, n, of, codable, "mens", "A", [], [])  # fmt: skip


def findings(*rows):
    return check(pd.DataFrame(rows, columns=Findings.names()), Findings)


def test_series_are_listed_with_people_first():
    told = questions.list_series(codings((0, "regie", "model", "", False, "voorstel"), (0, None, "A", "", False, "bevestigd"), (4, "regie", "A", "", False, "bevestigd")))  # fmt: skip
    assert told.to_numpy().tolist() == [["A", "mens", 2, 2], ["model", "model", 1, 1]]


def test_a_difference_is_one_row_with_who_gave_the_theme_and_how_they_valued_it():
    told = questions.disagreements_of(BOTH, segments(), codebook(), "A", "B")
    rows = told[["segment_id", "theme", "who", "valence_a", "valence_b", "doubt"]]
    assert sorted(rows.to_numpy().tolist()) == [
        ["T-1/transcript/0003", "beleid", "alleen B", "", "neutraal", False],
        ["T-2/transcript/0001", "regie", "alleen A", "knelpunt", "", False],
        ["T-3/transcript/0002", "toegang", "beide, anders gewaardeerd", "knelpunt", "succesfactor", True],
    ]  # fmt: skip


def test_what_only_one_judged_or_what_was_rejected_is_no_difference():
    told = questions.disagreements_of(BOTH, segments(), codebook(), "A", "B")
    assert not {"T-2/transcript/0004", "T-3/transcript/0005"} & set(told["segment_id"])


def test_agreement_is_told_per_theme_the_least_agreed_first():
    told = questions.agreement_of(BOTH, codebook(), "A", "B")
    regie = told[told["code"] == "regie"].iloc[0]
    assert (regie["n_segments"], regie["n_a"], regie["n_b"], regie["n_both"]) == (4, 2, 1, 1)
    known = told["alpha"].dropna()
    assert list(known) == sorted(known)
    assert len(told) == len(codebook().themes)


def test_subcodes_count_tables_and_valences():
    coded = segments().merge(BOTH[BOTH["coder"] == "A"][["segment_id", "code", "valence"]], on="segment_id")  # fmt: skip
    coded = coded[coded["code"].notna()].assign(
        theme=lambda rows: rows["code"].str.split(".").str[0]
    )
    first = questions.subcodes_of(coded, codebook(), "toegang").iloc[0]
    assert (first["code"], first["n_tables"], first["knelpunt"], first["succesfactor"]) == ("toegang.wachttijd", 1, 1, 0)  # fmt: skip


def test_voices_are_a_share_of_the_tables_where_a_group_could_be_heard():
    told = questions.voices_of(
        findings(finding("groep", "regie", 3, group="gezin", codable=6), finding("groep", "toegang", 1, group="beleid", codable=0), finding("groep", "toegang.wachttijd", 2, group="gezin")),
        codebook(),
    )  # fmt: skip
    assert told[["code", "group", "share"]].to_numpy().tolist() == [["regie", "gezin", 0.5]]


def test_gaps_put_the_largest_difference_first():
    rows = [
        finding("verschil", code, n, stratum=stratum)
        for code, counts in (("regie", (1, 1, 5, 2)), ("toegang", (1, 6, 1, 1)))
        for stratum, n in zip(questions.STRATA, counts, strict=True)
    ]
    told = questions.gaps_of(findings(*rows), codebook())
    assert told[["code", "difference"]].to_numpy().tolist() == [["toegang", -5], ["regie", 0]]
    assert questions.gaps_of(findings(), codebook()).empty


def test_companions_are_found_on_both_sides_of_a_pair():
    rows = findings(finding("samen", "regie", 4, other="toegang"), finding("samen", "beleid", 6, other="regie"), finding("samen", "beleid", 9, other="toegang"))  # fmt: skip
    told = questions.companions_of(rows, codebook(), "regie")
    assert told[["code", "n_tables"]].to_numpy().tolist() == [["beleid", 6], ["toegang", 4]]


def test_words_of_a_theme_are_those_it_uses_more():
    own = segments(30, tables=5)
    words = [("wachtlijst", range(15)), ("school", range(15, 30)), ("gesprek", range(30))]
    rows = [
        (own["segment_id"][i], place, 0, 4, word, word, "NOUN")
        for place, (word, where) in enumerate(words)
        for i in where
    ]
    tokens = check(pd.DataFrame(rows, columns=Tokens.names()), Tokens)
    told = questions.words_of_theme(tokens, own, set(own["segment_id"][:15]), min_tables=3, seed=1)
    assert told["word"].iloc[0] == "wachtlijst"
    assert "school" not in list(told["word"])
    assert questions.words_of_theme(tokens, own, set(), min_tables=3, seed=1).empty


def test_stored_topics_come_back_as_lists_and_truths():
    table = pd.DataFrame(
        [(0, "school taxi", 12, 4, 0.9, "ja", None, 0.2, "nee", "a/b/0001 a/b/0002", "extra")],
        columns=[*questions.STORED, "zonder_code"],
    )
    told = questions.stored_topics(table).iloc[0]
    assert told["terms"] == ["school", "taxi"]
    assert told["segment_ids"] == ["a/b/0001", "a/b/0002"]
    assert (told["stable"], told["candidate"], told["code"]) == (True, False, "")


def side(name, **counts):
    from pipeline.domain.tables.study import DialogueTables

    tables = [(f"{name}-{n}", "", "", "", "", "", "", "", None, 0) for n in range(10)]
    rows = [
        (f"valentie/{code}", "valentie", code, "", "knelpunt", "", "", "", n, 10, 10, "mens", "A", [], [])
        for code, n in counts.items()
    ]  # fmt: skip
    checked = check(pd.DataFrame(tables, columns=DialogueTables.names()), DialogueTables)
    return StudySide(name, name, findings(*rows), checked, "proef 1", by_people=True)


def test_studies_side_by_side_say_what_recurs_and_what_is_particular():
    told = questions.beside([side("x", regie=8, toegang=7), side("y", regie=6, toegang=1)], codebook(), ["regie", "toegang"])  # fmt: skip
    stuck = told[told["valence"] == "knelpunt"].set_index(["study", "code"])["verdict"]
    assert stuck[("x", "regie")] == stuck[("y", "regie")] == "keert overal terug"
    assert stuck[("x", "toegang")] == "eigen aan x"


def test_a_series_or_theme_that_does_not_occur_is_refused(monkeypatch):
    from pipeline.study import Study

    study = Study.__new__(Study)
    study._settings = None
    study.__dict__ |= {
        "coderingen": BOTH,
        "segmenten": segments(),
        "codeboek": codebook(),
        "bevindingen": findings(),
    }
    assert study._pair("", "") == ("A", "B")
    assert study._pair("B", "A") == ("B", "A")
    assert len(study.oneens(thema="regie")) == 1
    with pytest.raises(InputError, match="als reeks"):
        study.oneens("A", "Z")
    with pytest.raises(InputError, match="als thema"):
        study.subcodes("regies")
    study.__dict__["coderingen"] = BOTH[BOTH["coder"] == "A"]
    study.__dict__.pop("reeksen")
    with pytest.raises(InputError, match="geen twee reeksen"):
        study.overeenstemming()


def test_a_quick_look_at_topics_takes_dutch_fragments_of_some_length_and_few_repeats(monkeypatch):
    import numpy as np

    from pipeline.findings import topics
    from pipeline.language import encoders

    asked = {}

    class Encoder:
        def encode(self, texts):
            asked["texts"] = texts
            return np.ones((len(texts), 2))

    def find(fit, vectors, words, codes, **how):
        asked.update(how, words=words, codes=codes, rows=len(vectors))
        return topics.TopicModel(topics.empty(topics.Topics), topics.empty(topics.TopicRuns), 0, 0)

    monkeypatch.setattr(encoders, "load_encoder", lambda name: Encoder())
    monkeypatch.setattr(topics, "find_topics", find)
    own = segments().copy()
    own.loc[0, "text"] = "Ja, precies."
    own.loc[1, "language"] = "fy"
    own.loc[2, "countable"] = False
    tokens = check(pd.DataFrame([(own["segment_id"][3], 0, 0, 4, "zinnen", "zin", "NOUN")], columns=Tokens.names()), Tokens)  # fmt: skip
    coded = pd.DataFrame({"segment_id": [own["segment_id"][3]], "code": ["regie"]})
    told = questions.quick_topics(own, tokens, coded, encoder="auto", min_tables=3, seed=7)
    assert list(told.columns) == list(questions.TOPIC_COLUMNS)
    assert asked["texts"] == list(own["text"][3:])
    assert asked["words"] == {own["segment_id"][3]: "zin"}
    assert asked["codes"] == {own["segment_id"][3]: frozenset({"regie"})}
    assert (asked["n_seeds"], asked["n_orders"], asked["seed"]) == (2, 1, 7)


def test_the_theme_at_most_tables_is_told_and_nothing_coded_is_said(monkeypatch):
    from pipeline.study import Study

    study = Study.__new__(Study)
    study._settings = None
    study.__dict__ |= {"codeboek": codebook(), "coderingen": BOTH, "bevindingen": findings()}
    coded = pd.DataFrame(
        [("T-1", "regie", "knelpunt"), ("T-1", "regie", "knelpunt"), ("T-2", "toegang", "knelpunt"), ("T-3", "toegang", "knelpunt"), ("T-1", "beleid", "succesfactor")],
        columns=["table_id", "theme", "valence"],
    )  # fmt: skip
    study.__dict__["gecodeerd"] = coded
    assert study.vaakst("knelpunt") == "toegang"
    assert study.vaakst("verbeterpunt") == "toegang"  # nobody valued so: the theme of most tables
    study.__dict__["gecodeerd"] = coded.head(0)
    with pytest.raises(InputError, match="nog niet door mensen gecodeerd"):
        study.vaakst()
