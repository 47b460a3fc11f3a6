"""Which themes a statement is about: people first, then the sheet, then the model."""

import pandas as pd

from pipeline.domain.tables import StatementCodings, check
from pipeline.findings.statement_themes import tie_themes
from tests.unit.findings.drawing import CODEBOOK
from tests.unit.findings.sessions_drawn import session

STATEMENTS = session("a b c d\njeugdige 1 1 1 1", themes=("", "toegang", "toegang", ""))[0].assign(
    themes_by=["", "blad", "blad", ""]
)
IDS = dict(zip("abcd", STATEMENTS["segment_id"], strict=True))


def tied(*rows):
    codings = [
        {"segment_id": IDS[name], "code": code, "coder": coder, "source": source, "start": 0, "end": 1,
         "valence": "", "doubt": False, "confidence": None, "status": status}
        for name, code, coder, source, status in rows
    ]  # fmt: skip
    table = pd.DataFrame(codings).reindex(columns=StatementCodings.names())
    table = table.assign(phase="", scope="") if "phase" in table else table
    found = tie_themes(STATEMENTS, check(table, StatementCodings), CODEBOOK)
    return dict(zip("abcd", zip(found["themes"], found["themes_by"], strict=True), strict=True))


def test_people_come_before_the_sheet_and_the_sheet_before_the_model():
    found = tied(
        ("b", "regie.kracht", "A", "mens", "bevestigd"),
        ("b", "beleid", "A", "mens", "bevestigd"),
        ("b", "toegang", "model", "model", "voorstel"),
        ("c", "beleid", "model", "model", "voorstel"),
        ("d", "beleid", "model", "model", "voorstel"),
    )
    assert found == {
        "a": ("", ""),
        "b": ("regie beleid", "mens"),
        "c": ("toegang", "blad"),
        "d": ("beleid", "model"),
    }


def test_that_a_person_saw_no_theme_is_a_judgement_too():
    found = tied(
        ("b", None, "A", "mens", "bevestigd"), ("b", "regie", "model", "model", "voorstel")
    )
    assert found["b"] == ("", "mens")


def test_the_first_series_decides_and_what_was_rejected_or_only_hit_by_a_rule_ties_nothing():
    found = tied(
        ("a", "regie", "A", "mens", "bevestigd"),
        ("a", "beleid", "B", "mens", "bevestigd"),
        ("d", "regie", "model", "model", "verworpen"),
        ("d", "beleid", "regels", "regel", "voorstel"),
    )
    assert found["a"] == ("regie", "mens")
    assert found["d"] == ("", "")
