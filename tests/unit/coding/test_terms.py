"""Codings by the codebook's own patterns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.coding.terms import code_by_rules, rule_hits, rule_quality, unknown_speakers
from pipeline.domain.codebook import Code, read_codebook
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import Codings, Segments, Tokens, check
from pipeline.domain.yamltext import read_yaml
from pipeline.language.dutch import load_language, tokens_of

CASES = Path(__file__).parents[2] / "cases" / "regels.yaml"
DENIALS = CASES.with_name("ontkenning.yaml")
KNOWN_MISSES = {"kleuterschool"}  # spoken around: there is no word to hold on to


def segments(*texts, **columns):
    rows = [
        (f"T1/verslag/{number:04d}", "T1", "verslag.md", 0, len(text), "", "", "", "nl", text,
         "verslag", "", "", number, True)
        for number, text in enumerate(texts)
    ]  # fmt: skip
    drawn = pd.DataFrame(rows, columns=Segments.names()).assign(**columns)
    return check(drawn, Segments)


def drawn_tokens(table, words):
    """Draw tokens: `words` is "vorm/lemma/POS" or "vorm" for each word, one string per segment."""
    rows = []
    for segment_id, line in zip(table["segment_id"], words, strict=True):
        for position, word in enumerate(line.split()):
            form, lemma, pos = word.split("/") if "/" in word else (word, word.lower(), "NOUN")
            rows.append((segment_id, position, position, position + 1, form, lemma, pos))
    return check(pd.DataFrame(rows, columns=Tokens.names()), Tokens)


def found(codebook, pattern, line, **columns):
    """Tell whether one pattern fires on one drawn line."""
    book = replace(codebook, codes=(Code("proef", "Proef", "gezin", "", patterns=(pattern,)),))
    table = segments("tekst", **columns)
    return not rule_hits(table, drawn_tokens(table, [line]), book).empty


TERUG = "ze belden/bellen/VERB ons niet/niet/ADV terug/terug/ADP ././PUNCT"


@pytest.mark.parametrize(
    ("pattern", "line", "expected"),
    [
        ("bellen", "hij belde/bellen/VERB", True),
        ("belde", "hij belde/bellen/VERB", True),
        ("bel*", "het belletje", True),
        ("*lijst", "de wachtlijst", True),
        ("lijst", "de wachtlijst", False),
        ("lange lijst", "een lange lijst", True),
        ("lange lijst", "een lange saaie lijst", False),
        ("lange .. lijst", "een lange saaie lijst", True),
        ("lange ..1 lijst", "lange saaie natte lijst", False),
        ("lijst .. lange", "een lange lijst", False),
        ("lijst & lange", "een lange lijst", True),
        ("lijst & lange", "een lijst ././PUNCT een lange", False),
        ('"een lijst"', "een lijst", True),
        ("lijst !lange", "een lange lijst", False),
        ("lijst !korte", "een lange lijst", True),
        ("terugbellen", TERUG, False),
        ("wel-of-niet: terugbellen", TERUG, True),
        ("niet: terugbellen", TERUG, True),
        ("niet: terugbellen", "ze belden/bellen/VERB terug/terug/ADP", False),
        ("terugbellen", "ze hoefden/hoeven/VERB terug/terug/ADP te bellen/bellen/VERB", True),
        ("uitbellen", "ze belden/bellen/VERB uit/uit/ADP de/de/DET trein", False),
        (
            "terugbellen",
            "ze belden/bellen/VERB terug/terug/ADP om/om/ADP te vragen/vragen/VERB",
            True,
        ),
        (
            "terugbellen",
            "ze zou/zullen/AUX terug/terug/ADP moeten/moeten/AUX bellen/bellen/VERB",
            True,
        ),
        (
            "terugbellen",
            "ze belden/bellen/VERB en/en/CCONJ kwamen/komen/VERB terug/terug/ADP",
            False,
        ),
        ("omgaan", "daar gaat/gaan/VERB het om/om/ADP", False),
        ("overdracht", "er was geen overdracht", False),
        ("overdracht", "de overdracht was niet/niet/ADV goed", False),
        ("overdracht", "overdracht was er ,/,/PUNCT maar niet/niet/ADV snel", True),
        ("overdracht", "er was geen tijd ,/,/PUNCT wel overdracht", True),
        ("overdracht", "de overdracht ontbrak/ontbreken/VERB", False),
        ("overdracht", "de overdracht bleef/blijven/VERB uit/uit/ADP", False),
        ("overdracht", "er was niet alleen overdracht", True),
        ("overdracht", "niet zonder overdracht", True),
        ("overdracht", "dat/dat/SCONJ er geen bestuur of overdracht was/zijn/AUX", False),
        ("overdracht", "de overdracht ontbrak/ontbreken/VERB niet/niet/ADV", True),
        ("overdracht", "nooit geen overdracht", False),
        ("ontbrak .. overdracht", "hier ontbrak/ontbreken/VERB de overdracht", True),
        ("bleef .. overdracht", "hier bleef/blijven/VERB de overdracht uit/uit/ADP", True),
        ("school & overdracht", "op school was/zijn/AUX geen overdracht", False),
        ("niet: school & overdracht", "op school was/zijn/AUX geen overdracht", True),
        ("niet: school & overdracht", "op school was/zijn/AUX overdracht", False),
        ("stellig: overdracht", "er was misschien overdracht", False),
        ("stellig: overdracht", "was er overdracht ?/?/PUNCT", False),
        ("stellig: overdracht", "misschien niet ,/,/PUNCT wel overdracht", True),
        ("niet:overdracht", "er was geen overdracht", True),
        ("niemand .. bellen", "niemand belde/bellen/VERB", True),
        ("dat", "dát", True),
    ],
)
def test_a_pattern_fires_where_it_should(codebook, pattern, line, expected):
    assert found(codebook, pattern, line) is expected


def test_who_speaks_and_the_heading_can_be_asked_for(codebook):
    assert found(codebook, "lijst wie:ouder", "lijst", perspective="ouder")
    assert found(codebook, "lijst wie:gezin", "lijst", group="gezin")
    assert not found(codebook, "lijst wie:gezin", "lijst", group="professionals")
    assert found(codebook, "lijst kop:verbeter*", "lijst", heading="De verbeterpunten")
    assert not found(codebook, "lijst kop:verbeter*", "lijst", heading="Verloop")
    assert found(codebook, "lijst kop:verbeterpunten", "lijst", heading="2. Verbeterpunten: school")
    assert found(codebook, "lijst kop:*punten", "lijst", heading="Verbeterpunten")


def test_a_speaker_that_nobody_here_is_is_told(codebook):
    patterns = ("lijst wie:ouder", "lijst wie:gezin|oudder", "lijst wie:Buurtvader")
    book = replace(codebook, codes=(Code("a", "A", "gezin", "", patterns=patterns),))
    there = segments("een", perspective="buurtvader", group="overig")
    assert unknown_speakers(there, book) == ["oudder"]


def test_codings_are_proposals_by_rule_one_per_segment_and_code(codebook):
    book = replace(
        codebook,
        codes=(Code("toegang", "Toegang", "gezin", "", patterns=("lijst", "lange", "week")),),
    )
    table = segments("een", "twee", "drie")
    tokens = drawn_tokens(table, ["niets", "lange lijst", "een lijst"])
    coded = code_by_rules(table, tokens, book)
    assert coded["segment_id"].tolist() == ["T1/verslag/0001", "T1/verslag/0002"]
    assert set(coded["coder"]) == {"regels"}
    assert set(coded["source"]) == {"regel"}
    assert set(coded["status"]) == {"voorstel"}
    assert coded["confidence"].isna().all()


def test_what_is_said_with_reserve_or_asked_is_marked_as_doubt(codebook):
    book = replace(
        codebook,
        codes=(
            Code(
                "a",
                "A",
                "gezin",
                "",
                patterns=("lijst", "lange"),
            ),
        ),
    )
    table = segments("een", "twee", "drie", "vier")
    lines = ["een lijst", "misschien een lijst", "een lijst ?/?/PUNCT", "een lijst ?/?/PUNCT lange"]
    coded = code_by_rules(table, drawn_tokens(table, lines), book)
    assert coded["doubt"].tolist() == [False, True, True, False]


def test_what_is_no_evidence_is_not_coded(codebook):
    book = replace(codebook, codes=(Code("a", "A", "gezin", "", patterns=("lijst",)),))
    table = segments("een", countable=False)
    assert code_by_rules(table, drawn_tokens(table, ["lijst"]), book).empty


def test_a_codebook_without_patterns_gives_no_codings(codebook):
    table = segments("een")
    assert code_by_rules(table, drawn_tokens(table, ["lijst"]), codebook).empty


def test_quality_counts_what_people_agree_with(codebook):
    book = replace(
        codebook,
        codes=(
            Code("toegang", "Toegang", "gezin", ""),
            Code(
                "toegang.a", "A", "gezin", "", parent="toegang", patterns=("lijst", "nooit-gezien")
            ),
            Code("toegang.b", "B", "gezin", "", parent="toegang"),
        ),
    )
    table = segments("een", "twee", "drie", "vier")
    tokens = drawn_tokens(table, ["lijst"] * 4)
    given = ["toegang.a", "toegang.b", None]
    rows = [
        (segment_id, code, "A", "mens", 0, 1, "", False, None, "bevestigd", "", "")
        for segment_id, code in zip(table["segment_id"], given, strict=False)
    ]
    people = check(pd.DataFrame(rows, columns=Codings.names()), Codings)
    quality = rule_quality(rule_hits(table, tokens, book), people, book).set_index("pattern")
    lijst = quality.loc["lijst"]
    assert (lijst["n_segments"], lijst["n_judged"]) == (4, 3)
    assert lijst["precision"] == pytest.approx(1 / 3)
    assert lijst["theme_precision"] == pytest.approx(2 / 3)
    assert quality.loc["nooit-gezien", "n_segments"] == 0


def test_the_codebook_finds_what_researchers_ask_but_for_the_known_misses():
    cases = read_yaml(CASES).values
    book = read_codebook(configs_folder() / "codeboek.yaml")
    table = segments(*(case["zin"] for case in cases))
    hits = rule_hits(table, tokens_of(table, load_language("hanta")), book)
    missed = set()
    for case, segment_id in zip(cases, table["segment_id"], strict=True):
        codes = set(hits.loc[hits["segment_id"] == segment_id, "code"])
        if not set(case.get("ja", [])) <= codes or codes & set(case.get("nee", [])):
            missed.add(case["id"])
    assert missed == KNOWN_MISSES


def test_denial_reaches_as_far_as_people_mean_it_but_for_the_known_misses():
    cases = [case for part in read_yaml(DENIALS).values.values() for case in part]
    base = read_codebook(configs_folder() / "codeboek.yaml")
    table = segments(*(case["zin"] for case in cases))
    codes = tuple(Code(word, word, "gezin", "", patterns=(word,)) for word in _sought(cases))
    hits = rule_hits(table, tokens_of(table, load_language("hanta")), replace(base, codes=codes))
    said = set(zip(hits["segment_id"], hits["code"], strict=True))
    missed = [
        case["zin"]
        for case, segment_id in zip(cases, table["segment_id"], strict=True)
        if ((segment_id, case["patroon"]) in said) != (case["gezegd"] == "ja")
    ]
    assert missed == [case["zin"] for case in cases if case.get("bekend") == "mis"]


def _sought(cases):
    return dict.fromkeys(case["patroon"] for case in cases)


def test_every_subcode_of_the_codebook_has_patterns():
    book = read_codebook(configs_folder() / "codeboek.yaml")
    assert all(code.patterns for code in book.codes if not code.is_theme)
