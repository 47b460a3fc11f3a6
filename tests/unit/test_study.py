"""A study in a notebook: search, context, counts of tables, figures that show nothing small."""

import functools
import json

import pandas as pd
import pytest

import pipeline
from pipeline.domain.errors import InputError
from pipeline.domain.tables import (
    Codings,
    DialogueTables,
    Findings,
    Participants,
    Segments,
    Tokens,
    check,
)
from pipeline.study import Study
from pipeline.study import tables as study

TEXTS = [
    ("DT-01", "P1", "moeder", "ouder", "gezin", "Niemand belde terug."),
    ("DT-01", "P2", "voorzitter", "voorzitter", "overig", "En daarna?"),
    ("DT-01", "P1", "moeder", "ouder", "gezin", "Toen heb ik zelf (weer) gebeld."),
    ("DT-02", "P1", "mentor", "onderwijs", "professionals", "Wij zaten aan tafel."),
]
CODINGS = [
    (0, "communicatie.terugkoppeling", "A", "mens", "knelpunt", "bevestigd"),
    (0, "communicatie", "A", "mens", "knelpunt", "bevestigd"),
    (1, None, "A", "mens", "neutraal", "bevestigd"),
    (2, "regie", "A", "mens", "succesfactor", "bevestigd"),
    (3, "regie", "A", "mens", "succesfactor", "bevestigd"),
    (3, "toegang", "A", "mens", "knelpunt", "verworpen"),
    (3, "beleid", "model", "model", "knelpunt", "voorstel"),
]
LEMMAS = [(0, "bellen"), (2, "bellen"), (3, "zitten")]


def segment_id(row):
    table = TEXTS[row][0]
    return f"{table}/transcript/{sum(text[0] == table for text in TEXTS[:row]):04d}"


def segments():
    rows = []
    for row, (table, speaker, role, perspective, group, text) in enumerate(TEXTS):
        rows.append(
            {
                "segment_id": segment_id(row), "table_id": table, "document": "transcript.txt",
                "start": row * 100, "end": row * 100 + len(text), "speaker": speaker, "role": role,
                "perspective": perspective, "language": "nl", "text": text, "kind": "transcript",
                "group": group, "heading": "", "block": row, "countable": True,
            }
        )  # fmt: skip
    return check(pd.DataFrame(rows), Segments)


def codings():
    rows = [
        (segment_id(row), code, coder, source, 0, 10, valence, False, None, status, "", "")
        for row, code, coder, source, valence, status in CODINGS
    ]
    return check(pd.DataFrame(rows, columns=Codings.names()), Codings)


def tokens():
    rows = [(segment_id(row), 0, 0, 4, "woord", lemma, "VERB") for row, lemma in LEMMAS]
    return check(pd.DataFrame(rows, columns=Tokens.names()), Tokens)


def tables(n):
    rows = [(f"DT-{i + 1:02d}", "2024", "", "", "", "", "", "", None, 0) for i in range(n)]
    return check(pd.DataFrame(rows, columns=DialogueTables.names()), DialogueTables)


def findings(n, source="mens"):
    """Return counts of three themes over `n` tables; the last is of two tables only."""
    rows = []
    for code, many in (("regie", 9), ("communicatie", 6), ("toegang", 2)):
        for valence, count in (
            ("knelpunt", many),
            ("succesfactor", 4),
            ("verbeterpunt", 3),
            ("neutraal", 0),
        ):
            ids = [f"DT-{i + 1:02d}" for i in range(count)]
            rows.append(
                (f"valentie/{code}/{valence}", "valentie", code, "", valence, "", "", "", count, n, n,
                 source, "A" if source == "mens" else "model", ids, [f"{i}/x/0000" for i in ids])
            )  # fmt: skip
    return check(pd.DataFrame(rows, columns=Findings.names()), Findings)


@pytest.fixture(autouse=True, scope="module")
def codebook_is_read_once():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study, "read_codebook", functools.cache(study.read_codebook))
        yield


@pytest.fixture
def output(tmp_path):
    """Give a function that writes an output folder as `analyse` does."""

    def write(n_tables=12, source="mens"):
        folder = tmp_path / "uitvoer"
        (folder / "werk").mkdir(parents=True, exist_ok=True)
        (folder / "concept").mkdir(exist_ok=True)
        people = [("DT-01", "P1", "moeder", "ouder", "gezin", False)]
        for name, table in {
            "segmenten": segments(),
            "coderingen": codings(),
            "woorden": tokens(),
            "tafels": tables(n_tables),
            "deelnemers": check(pd.DataFrame(people, columns=Participants.names()), Participants),
            "bevindingen": findings(n_tables, source),
        }.items():
            table.to_parquet(folder / "werk" / f"{name}.parquet", index=False)
        record = {"titel": "Een verzonnen studie", "instellingen": {"min_tafels": 3}}
        (folder / "concept" / "run.json").write_text(json.dumps(record), encoding="utf-8")
        return folder

    return write


def test_the_package_gives_study_and_nothing_else_it_does_not_have():
    assert pipeline.Study is Study
    with pytest.raises(AttributeError, match="geen_ding"):
        pipeline.geen_ding  # noqa: B018


def test_a_study_opens_by_its_output_folder_and_says_what_it_holds(output):
    studie = Study(output())
    assert repr(studie) == "Study('Een verzonnen studie': 12 tafels, 4 fragmenten, reeks A)"


def test_a_study_opens_by_its_own_file(output, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "studie.yaml").write_text(
        "studie: x\ntitel: Eigen titel\ndata: data\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match="Draai eerst: dialoogtafel analyse"):
        Study(tmp_path / "studie.yaml")
    assert Study(tmp_path / "studie.yaml", uitvoer=output()).titel == "Eigen titel"
    output().rename(tmp_path / "x")
    (tmp_path / "uitvoer").mkdir()
    (tmp_path / "x").rename(tmp_path / "uitvoer" / "x")  # where `analyse` puts it by itself
    assert len(Study(tmp_path / "studie.yaml").segmenten) == 4


def test_a_table_that_is_missing_is_named_with_what_to_do(output):
    with pytest.raises(InputError, match=r"meldingen\.parquet ontbreekt .* opnieuw"):
        Study(output()).meldingen  # noqa: B018


@pytest.mark.parametrize(
    ("choice", "rows"),
    [
        ({"woorden": "bellen"}, [0, 2]),
        ({"woorden": "BELDE"}, [0]),
        ({"woorden": "(weer)"}, [2]),
        ({"thema": "communicatie"}, [0]),
        ({"thema": "communicatie.terugkoppeling"}, [0]),
        ({"thema": "regie", "valentie": "succesfactor"}, [2, 3]),
        ({"perspectief": "ouder"}, [0, 2]),
        ({"groep": "gezin", "thema": "regie"}, [2]),
        ({"tafel": "DT-02"}, [3]),
        ({"thema": "beleid"}, []),
        ({"thema": "toegang"}, []),
        ({}, [0, 1, 2, 3]),
    ],
)
def test_what_is_sought_is_found_in_speaking_order(output, choice, rows):
    found = Study(output()).zoek(**choice)
    assert list(found["segment_id"]) == [segment_id(row) for row in rows]


def test_each_fragment_stands_once_with_all_its_codes(output):
    found = Study(output()).zoek(woorden="belde")
    assert found.loc[0, "codes"] == "communicatie.terugkoppeling communicatie"
    assert found.loc[0, "valences"] == "knelpunt"


@pytest.mark.parametrize(
    "choice",
    [{"thema": "regies"}, {"valentie": "goed"}, {"perspectief": "oom"}, {"tafel": "DT-99"}],
)
def test_a_choice_that_does_not_occur_is_told_with_what_does(output, choice):
    with pytest.raises(InputError, match="Kies uit"):
        Study(output()).zoek(**choice)


def test_context_stays_within_the_document(output):
    studie = Study(output())
    near = studie.in_context(segment_id(2), om=5)
    assert list(near["segment_id"]) == [segment_id(row) for row in (0, 1, 2)]
    assert list(near["hier"]) == ["", "", "→"]
    assert list(studie.in_context(segment_id(3))["segment_id"]) == [segment_id(3)]
    with pytest.raises(InputError, match="bestaat niet"):
        studie.in_context("DT-09/transcript/0000")


def test_tables_are_counted_and_not_fragments(output):
    counts = Study(output()).tel_tafels()
    assert counts.loc["communicatie", "knelpunt"] == 1  # coded twice, at one table
    assert counts.loc["regie", "succesfactor"] == 2
    assert list(counts.index) == ["regie", "communicatie"]  # the codebook's order
    assert Study(output()).tel_tafels("theme", "heading").columns.tolist() == ["niet vastgelegd"]


def test_a_figure_shows_released_counts_only_and_can_be_kept(output, tmp_path):
    figure = Study(output()).teken("waardering", titel="Een eigen titel")
    assert figure._repr_svg_().startswith("<svg")
    assert repr(figure).startswith("Figuur: Een eigen titel. Aantal tafels")
    numbers = figure.bewaar(tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    toegang = next(line for line in numbers.splitlines() if "toegang" in line.lower())
    assert ";2;" not in f";{toegang};"
    assert figure.bewaar(tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(InputError, match="Bewaar een figuur als"):
        figure.bewaar(tmp_path / "a.docx")


def test_a_figure_of_some_themes_holds_those_only(output, tmp_path):
    figure = Study(output()).teken("waardering", themas=["regie"])
    numbers = figure.bewaar(tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "regie" in numbers.lower()
    assert "communicatie" not in numbers.lower()


@pytest.mark.parametrize(
    ("n_tables", "source", "figure", "message"),
    [
        (5, "mens", "waardering", "5 tafels: te weinig"),
        (12, "model", "waardering", "nog niet door mensen gecodeerd"),
        (12, "mens", "warmtekaart", "Kies uit"),
        (12, "mens", "perioden", "niets te tekenen"),
    ],
)
def test_a_figure_that_may_not_or_cannot_be_drawn_is_refused(
    output, n_tables, source, figure, message
):
    with pytest.raises(InputError, match=message):
        Study(output(n_tables, source)).teken(figure)


def test_a_sessions_statements_and_their_order_are_at_hand(output):
    folder = output()
    (folder / "werk").mkdir(exist_ok=True)
    for name, row in {
        "uitspraken": {"statement_id": "SB1-1", "heading": "kansen"},
        "puntengevers": {"participant": "P1", "bloc": "ouders"},
        "punten": {"participant": "P1", "points": 3.0},
        "prioriteiten": {"statement_id": "SB1-1", "view": "personen", "rank": 1},
    }.items():
        pd.DataFrame([row]).to_parquet(folder / "werk" / f"{name}.parquet", index=False)
    studie = Study(folder)
    assert list(studie.uitspraken["heading"]) == ["kansen"]
    assert list(studie.puntengevers["bloc"]) == ["ouders"]
    assert list(studie.punten["points"]) == [3.0]
    assert list(studie.prioriteiten["rank"]) == [1]


def test_what_an_older_analysis_did_not_make_is_asked_for_again(output):
    with pytest.raises(InputError, match=r"uitspraken\.parquet ontbreekt"):
        _ = Study(output()).uitspraken
