"""What products say of who coded, also where people coded only the statements of sessions."""

from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.release.texts import read_texts
from pipeline.stages.coders import said_coded, said_uncoded, statement_series
from pipeline.stages.outputs import coded_by_people

TEXTS = read_texts(configs_folder() / "teksten.yaml")


@pytest.fixture
def run(tmp_path):
    """Give a function that returns a run with codings of statements: coder, source and statement."""

    def make(*codings, coder="", sessions=False, stored=False):
        columns = ["coder", "source", "segment_id"]
        table = pd.DataFrame(codings, columns=columns)
        tables = {} if stored else {"StatementCodings": table}
        if stored:
            (tmp_path / "werk").mkdir()
            table.to_parquet(tmp_path / "werk" / "uitspraken_coderingen.parquet")
        else:
            tables["StatementSegments"] = pd.DataFrame({"segment_id": ["s1", "s2", "s3"]})
        return SimpleNamespace(
            tables=tables,
            store=SimpleNamespace(folder=tmp_path),
            records={"coder": coder, "texts": TEXTS.of_sessions() if sessions else TEXTS},
        )

    return make


MODEL = ("model", "model", "s1"), ("model", "model", "s2"), ("model", "model", "s3")
HERS = ("A", "mens", "s1"), ("A", "mens", "s1"), ("B", "mens", "s2")


def test_people_who_coded_only_statements_are_told_with_how_many(run):
    made = run(*MODEL, *HERS)
    assert statement_series(made).judged == {"A": 1, "B": 1}
    assert said_coded(made) == "door mensen gecodeerd, maar alleen de uitspraken"
    said = said_uncoded(made, "factsheet")
    assert said.startswith(
        "Mensen codeerden alleen uitspraken: 2 van de 3 uitspraken (reeksen A en B)."
    )
    assert "nog niet door mensen gecodeerd" not in said
    assert "2 van de 3 uitspraken, reeksen A en B" in said_uncoded(made, "niet_weten")


def test_without_a_person_nobody_coded_whatever_a_model_did(run):
    for made in (run(*MODEL), run()):
        assert said_coded(made) == "nog niet door mensen gecodeerd"
        assert said_uncoded(made, "factsheet").startswith("Deze studie is nog niet door mensen")


def test_who_coded_what_tables_said_is_told_as_before(run):
    assert said_coded(run(*HERS, coder="A")) == "reeks A, door mensen gecodeerd"


def test_an_analysis_that_is_opened_again_says_the_same(run):
    made = run(*MODEL, *HERS, stored=True)
    assert said_uncoded(made, "factsheet").startswith(
        "Mensen codeerden alleen uitspraken: 2 van de 3"
    )


def test_a_verb_that_needs_codes_of_tables_says_that_only_statements_have_them(run):
    with pytest.raises(
        InputError, match="door mensen gecodeerd, maar alleen de uitspraken; een patroon"
    ):
        coded_by_people(run(*HERS), "een patroon")


def test_the_sentences_fit_a_study_of_sessions_too(run):
    said = said_uncoded(run(*HERS, sessions=True), "niet_weten")
    assert "tafel" not in said
