"""People's spans on segments: what fits becomes a coding, what does not is reported."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.coding.spans import match_spans
from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.tables import Segments, Spans, check

TEXTS = ("Niemand belde ons op.", "Toen bleef het stil.", "Dat deed pijn.")
CODEBOOK = Codebook(
    id="proef",
    version="1",
    codes=(
        Code("toegang", "Toegang", "gezin", ""),
        Code("toegang.wachttijd", "Wachten", "gezin", "", parent="toegang"),
        Code("regie", "Regie", "gezin", ""),
    ),
    levels={"gezin": "Gezin"},
    perspectives={},
    groups={},
)


@pytest.fixture
def segments():
    rows, start = [], 0
    for number, text in enumerate(TEXTS):
        rows.append(
            (f"T1/verslag/{number:04d}", "T1", "verslag.md", start, start + len(text), "", "", "", "nl",
             text, "verslag", "", "", number, True)
        )  # fmt: skip
        start += len(text) + 1
    return check(pd.DataFrame(rows, columns=Segments.names()), Segments)


def spans(*rows):
    """Draw spans: table, document, start, end, codes, valence."""
    drawn = [
        (table, document, start, end, codes.split(), valence, False, "A", line, "", "")
        for line, (table, document, start, end, codes, valence) in enumerate(rows, start=2)
    ]
    return check(pd.DataFrame(drawn, columns=Spans.names()), Spans)


def test_a_span_over_one_segment_gives_a_row_for_every_code(segments):
    codings, problems = match_spans(
        spans(("T1", "verslag.md", 0, 21, "toegang.wachttijd regie", "knelpunt")),
        segments,
        CODEBOOK,
    )
    assert problems.empty
    assert list(codings["code"]) == ["toegang.wachttijd", "regie"]
    assert set(codings["segment_id"]) == {"T1/verslag/0000"}
    assert set(codings["source"]) == {"mens"}
    assert set(codings["status"]) == {"bevestigd"}
    assert set(codings["valence"]) == {"knelpunt"}
    assert codings["confidence"].isna().all()


def test_a_span_without_codes_is_a_judgement_with_a_null_code(segments):
    codings, _ = match_spans(spans(("T1", "verslag.md", 0, 21, "", "neutraal")), segments, CODEBOOK)
    assert codings["code"].isna().tolist() == [True]


def test_a_span_over_two_whole_segments_codes_both_and_keeps_its_own_offsets(segments):
    codings, problems = match_spans(
        spans(("T1", "verslag.md", 0, 42, "regie", "")), segments, CODEBOOK
    )
    assert problems.empty
    assert list(codings["segment_id"]) == ["T1/verslag/0000", "T1/verslag/0001"]
    assert codings[["start", "end"]].drop_duplicates().to_numpy().tolist() == [[0, 42]]


def test_a_quote_of_whole_words_within_a_segment_keeps_its_own_offsets(segments):
    codings, problems = match_spans(
        spans(("T1", "verslag.md", 8, 17, "regie", "")), segments, CODEBOOK
    )
    assert problems.empty
    assert codings[["start", "end"]].to_numpy().tolist() == [[8, 17]]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("T1", "verslag.md", 2, 21, "regie", ""), "midden in een woord"),
        (("T1", "verslag.md", 8, 30, "regie", ""), "grens van een fragment"),
        (("T1", "verslag.md", 0, 999, "regie", ""), "voorbij het einde"),
        (("T1", "verslag.md", 999, 1001, "regie", ""), "voorbij het einde"),
        (("T1", "verslag.md", 21, 21, "regie", ""), "eind ligt niet na het begin"),
        (("T9", "verslag.md", 0, 21, "regie", ""), "deze tafel"),
        (("T1", "transcript.txt", 0, 21, "regie", ""), "dit document"),
        (("T1", "verslag.md", 0, 21, "toegang.wachtijd", ""), "toegang.wachttijd"),
    ],
)
def test_what_fits_nowhere_is_reported_with_its_place_and_gives_no_coding(segments, row, said):
    codings, problems = match_spans(spans(row), segments, CODEBOOK)
    assert codings.empty
    (problem,) = problems.itertuples()
    assert said in problem.problem
    assert (problem.table_id, problem.document, problem.start, problem.end, problem.line) == (
        *row[:4],
        2,
    )


def test_an_unknown_code_does_not_take_the_known_ones_with_it(segments):
    codings, problems = match_spans(
        spans(("T1", "verslag.md", 0, 21, "regie geheimpje", "")), segments, CODEBOOK
    )
    assert list(codings["code"]) == ["regie"]
    assert len(problems) == 1
    assert "geheimpje" not in problems["problem"][0]


def test_a_place_coded_twice_is_reported_with_the_first_line(segments):
    row = ("T1", "verslag.md", 0, 21, "regie", "")
    codings, problems = match_spans(spans(row, row), segments, CODEBOOK)
    assert len(codings) == 1
    assert "regel 2" in problems["problem"][0]
    assert problems["line"].tolist() == [3]


def test_every_span_ends_as_a_coding_or_a_problem(segments):
    drawn = spans(*(("T1", "verslag.md", start, start + 7, "regie", "") for start in range(60)))
    codings, problems = match_spans(drawn, segments, CODEBOOK)
    assert len(codings) + len(problems) == len(drawn)


def test_a_name_without_ending_finds_the_only_document_that_it_can_mean(segments):
    codings, problems = match_spans(
        spans(("T1", "verslag", 0, 21, "regie", "")), segments, CODEBOOK
    )
    assert problems.empty
    assert len(codings) == 1


def test_a_phase_and_scope_go_along_also_by_their_label(segments):
    book = replace(
        CODEBOOK,
        phases={"besluit_plan": "Doelen, besluit en plan"},
        scopes={"methode": "Over de tafel"},
    )
    drawn = spans(
        *(("T1", "verslag.md", start, end, "regie", "") for start, end in ((0, 21), (22, 42)))
    )
    drawn["phase"] = ["Besluit-plan", "doelen, besluit en plan"]
    drawn["scope"] = ["methode", "geheimpje"]
    codings, problems = match_spans(drawn, segments, book)
    assert codings["phase"].tolist() == ["besluit_plan", "besluit_plan"]
    assert codings["scope"].tolist() == ["methode", ""]
    (problem,) = problems["problem"]
    assert problem == (
        "de reikwijdte van deze regel staat niet in het codeboek en is leeg gelaten; de codes tellen "
        "gewoon. Kies uit: methode."
    )


def test_a_code_of_an_earlier_version_becomes_the_one_that_takes_it_over(segments):
    codes = (
        *CODEBOOK.codes,
        Code("inspraak", "Inspraak", "gezin", "", was=("meedoen", "meepraten")),
    )
    drawn = spans(("T1", "verslag.md", 0, 21, "meedoen regie meepraten", ""))
    codings, problems = match_spans(drawn, segments, replace(CODEBOOK, codes=codes))
    assert problems.empty
    assert codings["code"].tolist() == ["inspraak", "regie"]
