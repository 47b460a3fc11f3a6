"""What people released of quotes reaches a product once per table, and never later in other words."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from pipeline.domain.codebook import read_codebook
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import Evidence, Participants, Segments
from pipeline.exchange.decision_sheets import read_book
from pipeline.files.spreadsheets import write_workbook
from pipeline.stages import quotes
from pipeline.stages.quotes import keep_quoted, update_quotes, voices_of
from tests.unit.release.test_release_quotes import COMMON, study

OTHER = "we moesten heel lang wachten en niemand belde ons terug over de school"


@dataclass
class Asked:
    """As much of a run as quotes need."""

    tables: dict
    settings: SimpleNamespace
    codebook: object = field(
        default_factory=lambda: read_codebook(configs_folder() / "codeboek.yaml")
    )

    def table(self, schema):
        return self.tables[schema]


@pytest.fixture
def run(tmp_path):
    said = [(f"T{n}", "P1" if n % 2 else "P2", "transcript", COMMON, True) for n in range(6)]
    evidence, segments, people = study(*said, ("T1", "P1", "transcript", OTHER, True))
    settings = SimpleNamespace(data=tmp_path / "data", study="proef", min_tables=3)
    return Asked({Evidence: evidence, Segments: segments, Participants: people}, settings)


def decide(run, decisions):
    path = run.settings.data.parent / "besluiten" / "proef" / "citaten.xlsx"
    sheets = read_book(path)
    rows = sheets["citaten"]
    for place, decision in decisions.items():
        rows.iloc[place, list(rows.columns).index("besluit")] = decision
    write_workbook(path, sheets)
    return rows


def test_without_a_decision_nobody_is_heard(run):
    assert update_quotes(run).counts["proposed"] == 3
    assert voices_of(run, ["regie"]).voices == ()


def test_what_is_released_is_heard_and_the_workbook_keeps_it(run):
    update_quotes(run)
    rows = decide(run, {0: "vrijgeven", 1: "nee"})
    made = update_quotes(run)
    assert made.counts["released"] == 1
    assert made.counts["proposed"] == 4  # who says no gets another proposal
    heard = voices_of(run, ["regie"])
    assert [voice.text for voice in heard.voices] == [rows["citaat"].iloc[0]]
    assert heard.voices[0].is_quote
    assert not update_quotes(run).changed


def test_a_perspective_of_few_tables_is_not_named(run):
    update_quotes(run)
    decide(run, {0: "vrijgeven"})
    assert voices_of(run, []).voices[0].perspective in ("Ouder", "Jeugdige")
    run.settings.min_tables = 4
    assert voices_of(run, []).voices[0].perspective == "Gezin"
    run.settings.min_tables = 9
    assert voices_of(run, []).voices[0].perspective == "Deelnemer"


@pytest.mark.parametrize(
    ("voice", "said"),
    [("ouder", "Ouder"), ("gezin", "Gezin"), ("professional_2e", "Professional 2e lijn"),
     ("gemeente_beleid", "Gemeente / beleid"), ("eigen_groep", "Eigen groep")],
)  # fmt: skip
def test_a_voice_is_named_as_readers_know_it(run, voice, said):
    assert quotes._named(run, voice) == said


def test_a_table_that_was_quoted_is_not_quoted_later_with_other_words(run, monkeypatch):
    monkeypatch.setattr(quotes, "SHOWN", 10)
    update_quotes(run)
    decide(run, {0: "vrijgeven"})
    first = voices_of(run, [])
    (table,) = first.words
    segments = run.tables[Segments]
    of_table = segments["table_id"] == table
    run.tables[Segments] = segments.assign(text=segments["text"].mask(of_table, OTHER))
    update_quotes(run)
    book = read_book(run.settings.data.parent / "besluiten" / "proef" / "citaten.xlsx")
    decide(run, {list(book["citaten"]["tafel"]).index(table): "vrijgeven"})
    assert [voice.text for voice in voices_of(run, []).voices] == [OTHER]
    keep_quoted(run, first)
    assert voices_of(run, []).voices == ()


def test_words_that_stand_in_the_verslag_are_flagged(run):
    evidence, segments, people = study(
        ("T1", "P1", "transcript", COMMON, True), ("T1", "P1", "verslag", f"Toen: {COMMON}.", True)
    )
    run.tables = {Evidence: evidence, Segments: segments, Participants: people}
    update_quotes(run)
    book = read_book(run.settings.data.parent / "besluiten" / "proef" / "citaten.xlsx")
    assert "ook in het verslag" in book["citaten"]["let op"].iloc[0]
