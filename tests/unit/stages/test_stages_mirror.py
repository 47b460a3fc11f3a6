"""The sheet of a gemeente: of all tables together, for whoever asks, and never a count of one gemeente."""

from __future__ import annotations

import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.tables import DialogueTables, Findings, Released, check, empty
from pipeline.stages import mirror
from pipeline.stages.progress import silent
from tests.unit.stages.test_stages_leaflets import make_run


def a_run(tmp_path, *municipalities, words_only=False):
    run = make_run(tmp_path, n_tables=len(municipalities))
    tables = run.table(DialogueTables).assign(municipality=list(municipalities), region="Fryslân")
    run.put(check(tables, DialogueTables), DialogueTables)
    run.put(empty(Findings), Findings)
    run.put(empty(Released), Released)
    run.records |= {
        "coder": "A", "words_only": words_only, "key": [], "basis": "Proef", "made": ["Geteld over 4 tafels."],
        "unknowns": ["Van 2 van de 4 tafels is er een transcript.", "Niet willekeurig gekozen."],
    }  # fmt: skip
    return run


def test_of_tables_of_several_gemeenten_the_counts_stay(tmp_path):
    run = a_run(tmp_path, "Ameland", "Ameland", "Leeuwarden", "")
    assert not mirror.in_words(run)
    sheet = mirror.mirror_sheets(run)["spiegelbijeenkomst"]
    assert sheet.tables_line.startswith("4 dialoogtafels")


def test_of_tables_of_one_gemeente_no_number_is_left(tmp_path):
    run = a_run(tmp_path, "Ameland", "Ameland", "", "Ameland")
    assert mirror.in_words(run)
    sheet = mirror.mirror_sheets(run)["spiegelbijeenkomst"]
    assert sheet.tables_line.startswith("Dialoogtafels in Fryslân")
    assert sheet.unknowns == ("Niet willekeurig gekozen.",)
    assert sheet.made == ()


def test_of_sessions_in_one_gemeente_no_number_is_left(tmp_path):
    run = a_run(tmp_path, "Ameland", "Ameland", "Ameland", "Ameland")
    run.records["texts"] = run.records["texts"].of_sessions()
    sheet = mirror.mirror_sheets(run)["spiegelbijeenkomst"]
    assert sheet.tables_line.startswith("Dialoogsessies in Fryslân")


def test_a_name_without_a_letter_is_no_name(tmp_path):
    with pytest.raises(InputError, match="geen letter of cijfer"):
        mirror.make_mirror(tmp_path / "studie.yaml", None, silent, "??")


def test_of_few_tables_findings_stand_in_words(tmp_path):
    assert mirror.in_words(a_run(tmp_path, "Ameland", "Leeuwarden", words_only=True))


def test_a_gemeente_that_asks_gets_a_sheet_whether_it_took_part_or_not(tmp_path):
    run = a_run(tmp_path, "Ameland", "Leeuwarden", "Leeuwarden", "Leeuwarden")
    assert set(mirror.mirror_sheets(run)) == {"spiegelbijeenkomst"}
    for name in ("Súdwest-Fryslân", "Ameland", "Ameland"):
        mirror._ask(run, name)
    sheets = mirror.mirror_sheets(run)
    assert list(sheets) == [
        "spiegelbijeenkomst", "spiegelbijeenkomst-ameland", "spiegelbijeenkomst-sudwest-fryslan",
    ]  # fmt: skip
    assert "Súdwest-Fryslân" in sheets["spiegelbijeenkomst-sudwest-fryslan"].subtitle


@pytest.mark.parametrize(
    ("name", "product"),
    [("De Fryske Marren", "spiegelbijeenkomst-de-fryske-marren"), ("../../etc", "spiegelbijeenkomst-etc"),
     ("'s-Hertogenbosch", "spiegelbijeenkomst-s-hertogenbosch"), ("??", "spiegelbijeenkomst")],
)  # fmt: skip
def test_a_name_becomes_a_file_that_every_system_takes(name, product):
    assert mirror.product_of(name) == product
