"""The texts of a deposit: what is in it and what is not, and nothing that names a few tables."""

import json

import pytest

from pipeline.domain.settings import configs_folder
from pipeline.domain.yamltext import parse_yaml
from pipeline.release import deposit
from pipeline.release.accountability import fill_entries, read_accounting

FACTS = {
    "titel": "Een studie", "tafels": "12 dialoogtafels", "regio": "Fryslân", "periode": "2020", "jaren": "2020/2021",
    "codeboek": "proef, versie 1", "software": "dialoogtafels 1", "min_tafels": "3", "themanamen": "Regie; Toegang",
}  # fmt: skip


@pytest.fixture(scope="module")
def accounting():
    return read_accounting(configs_folder() / "verantwoording.yaml")


def readme(accounting, paths, n_transcripts=0, has_tables=True):
    made = deposit.readme(accounting, FACTS, paths, n_transcripts=n_transcripts, has_tables=has_tables)  # fmt: skip
    return made.decode()


def test_the_readme_lists_what_is_in_and_what_is_not(accounting):
    told = readme(accounting, ["codeboek/codeboek.yaml", "tabellen/themas.csv", "vrijgave.json"])
    assert "| `codeboek/` | het codeboek" in told
    assert "| `vrijgave.json` | wie wat wanneer vrijgaf" in told
    assert "`transcripten/`" not in told
    assert "Er zitten geen transcripten in." in told
    assert "| tafels | aan hoeveel dialoogtafels; leeg is afgeschermd |" in told


def test_the_readme_says_so_when_nothing_was_released(accounting):
    told = readme(accounting, ["codeboek/codeboek.yaml"], has_tables=False)
    assert "nog niets vrijgegeven" in told
    assert "## De tabellen lezen" not in told


def test_the_readme_asks_for_care_when_there_are_transcripts(accounting):
    told = readme(accounting, ["transcripten/T-1/transcript.txt"], n_transcripts=2)
    assert "alleen op verzoek" in told
    assert "Het zijn er 2." in told
    assert "Er zitten geen transcripten in." not in told


def test_metadata_keeps_a_question_at_what_is_empty(accounting):
    entries = fill_entries(accounting, FACTS, {"creators": "A. Jansma; B. de Vries"})
    text = deposit.metadata_yaml(accounting, entries).decode()
    values = parse_yaml(text, configs_folder()).values
    assert values["title"] == "Een studie"
    assert values["creators"] == "A. Jansma; B. de Vries"
    assert values["language"] == "nl"
    assert 'publisher: ""  # nog invullen:' in text
    assert deposit.left_open(entries) == ["publisher", "publicationYear"]


def test_datacite_holds_what_is_filled_in_and_nothing_else(accounting):
    typed = {"creators": "A. Jansma; B. de Vries", "publicationYear": "2026"}
    told = json.loads(deposit.datacite_json(fill_entries(accounting, FACTS, typed)))
    assert told["creators"] == [{"name": "A. Jansma"}, {"name": "B. de Vries"}]
    assert told["publicationYear"] == 2026
    assert told["dates"] == [{"date": "2020/2021", "dateType": "Collected"}]
    assert {"subject": "Regie", "lang": "nl"} in told["subjects"]
    assert "publisher" not in told
    assert "identifiers" not in told


@pytest.mark.parametrize("year", ["26", "in druk", "²026"])
def test_a_year_that_is_none_is_left_out(accounting, year):
    assert "publicationYear" not in json.loads(deposit.datacite_json({"publicationYear": year}))


def test_the_record_that_leaves_names_no_table_coder_file_or_time():
    record = {
        "studie": "x", "gemaakt": "2026-11-25T20:00:00", "vingerafdruk": "abc", "invoer": {"T-1": {"verslag.md": "d"}},
        "coderingen": {"Jan": "d"}, "instellingen": {"min_tafels": 3, "coderingen": ["Jan.csv"], "perspectieven": {"schipper": "gezin"}},
        "samenvatting": {"tafels": 12, "tegengehouden": ["T-1, verslag.md: bsn"], "reeksen": {"Jan": 4}}, "zaad": 1,
    }  # fmt: skip
    told = deposit.outside_record(record, 2).decode()
    assert json.loads(told)["samenvatting"] == {"tafels": 12, "reeksen_van_mensen": 2}
    for secret in ("T-1", "Jan", "schipper", "2026", "abc", "verslag.md"):
        assert secret not in told


def test_a_model_card_leaves_without_what_it_says_per_code():
    card = "# Modelkaart\n\n| thema | n |\n|---|---|\n| Regie | 2 |\n\nDeze codes worden niet voorgesteld: a (1).\n\n- F1: 0,30\n"  # fmt: skip
    assert deposit.outside_card(card).decode() == "# Modelkaart\n\n\n\n- F1: 0,30\n"
