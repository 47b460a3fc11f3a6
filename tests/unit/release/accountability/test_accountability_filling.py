"""Checklists filled from the records: what is known stands there, what is not is left to people."""

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import check, empty
from pipeline.domain.tables.accounting import AccountNotes
from pipeline.release.accountability import (
    fill_checklists,
    fill_entries,
    fill_text,
    read_accounting,
)

LISTS = """
teksten: {kop: "Over {titel}"}
lijsten:
  proef:
    titel: Proef
    bron: zelf verzonnen
    punten:
      - {nr: "1", onderdeel: Begin, naam: Size, vraag: Hoeveel?, zinnen: ["Er zijn {tafels}.", {team: "Precies {klein}."}], plaats: meta.yaml}
      - {nr: "2", onderdeel: Begin, naam: Stance, vraag: Wie?, mens: Schrijf over jezelf.}
      - {nr: "3", onderdeel: Eind, naam: Ground, vraag: Waarom?, zinnen: [{als: leeg, zin: "Dit valt weg."}, "Ook {leeg} valt weg."]}
      - {nr: "4", onderdeel: Eind, naam: Both, vraag: Wat?, zinnen: ["Er zijn {tafels}."], plaats: hier, mens: Vul aan.}
metadata:
  - {veld: title, naam: Titel, waarde: "{titel}"}
  - {veld: rights, naam: Licentie, mens: Kies er een.}
"""
FACTS = {"titel": "Een studie", "tafels": "12 tafels", "klein": "2 mensen", "leeg": ""}


@pytest.fixture
def accounting(tmp_path):
    path = tmp_path / "verantwoording.yaml"
    path.write_text(LISTS, encoding="utf-8")
    return read_accounting(path)


def notes(*rows):
    return check(pd.DataFrame(rows, columns=AccountNotes.names()), AccountNotes)


def by_number(items, column):
    return dict(zip(items["number"], items[column], strict=True))


def test_what_the_records_know_is_filled_in_and_the_rest_is_left_open(accounting):
    items = fill_checklists(accounting, FACTS, empty(AccountNotes), team=True)
    assert by_number(items, "facts") == {
        "1": "Er zijn 12 tafels. Precies 2 mensen.", "2": "", "3": "", "4": "Er zijn 12 tafels.",
    }  # fmt: skip
    assert by_number(items, "state") == {
        "1": "uit de gegevens", "2": "nog te schrijven", "3": "nog te schrijven", "4": "aan te vullen",
    }  # fmt: skip
    assert by_number(items, "place") == {"1": "meta.yaml", "2": "", "3": "", "4": "hier"}


def test_an_edition_that_leaves_holds_no_sentence_that_can_name_small_numbers(accounting):
    items = fill_checklists(accounting, FACTS, empty(AccountNotes), team=False)
    assert by_number(items, "facts")["1"] == "Er zijn 12 tafels."


def test_an_item_that_nothing_fills_says_so_even_without_a_hint(accounting):
    items = fill_checklists(accounting, FACTS, empty(AccountNotes), team=True)
    assert "schrijf het zelf" in by_number(items, "hint")["3"]


def test_what_a_person_wrote_settles_an_item(accounting):
    wrote = notes(
        ("proef", "2", "Ik ben onderzoeker.", ""),
        ("proef", "3", "", "niet van toepassing"),
        ("proef", "4", "Bij ons niet, want er is er één.", "niet van toepassing"),
    )
    states = by_number(fill_checklists(accounting, FACTS, wrote, team=True), "state")
    assert states == {
        "1": "uit de gegevens", "2": "geschreven", "3": "nog te schrijven", "4": "niet van toepassing",
    }  # fmt: skip


def test_a_field_that_is_not_there_is_told_with_its_line_and_the_known_ones(tmp_path):
    path = tmp_path / "verantwoording.yaml"
    path.write_text(LISTS.replace("{tafels}", "{tafel}"), encoding="utf-8")
    with pytest.raises(
        InputError, match=r"verantwoording.yaml, regel 8: het veld \{tafel\}.*tafels, titel"
    ):
        fill_checklists(read_accounting(path), FACTS, empty(AccountNotes), team=True)


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ('nr: "2"', 'nr: "1"', "nr 1 staat er twee keer"),
        ("mens: Schrijf", "hint: Schrijf", "onbekende sleutel 'hint'"),
        ("{tafels}.", "{tafels.", "een veld is één woord"),
        ("vraag: Wie?", "vraag: [Wie?]", "hoort een tekst"),
        ('{als: leeg, zin: "Dit valt weg."}', "{als: leeg}", "hoort een zin te staan"),
        ('nr: "2", ', "", "ontbreekt 'nr:'"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_lists_is_told_with_its_line(tmp_path, was, now, message):
    path = tmp_path / "verantwoording.yaml"
    assert was in LISTS
    path.write_text(LISTS.replace(was, now), encoding="utf-8")
    with pytest.raises(InputError, match=rf"verantwoording.yaml, regel \d+: .*{message}"):
        read_accounting(path)


def test_metadata_takes_what_was_typed_before_what_is_known(accounting):
    assert fill_entries(accounting, FACTS, {}) == {"title": "Een studie", "rights": ""}
    typed = {"title": "Eigen titel", "rights": "CC BY 4.0"}
    assert fill_entries(accounting, FACTS, typed) == typed


def test_a_text_that_was_taken_out_is_empty(accounting):
    assert fill_text(accounting, "kop", FACTS) == "Over Een studie"
    assert fill_text(accounting, "weg", FACTS) == ""


def test_the_lists_of_the_product_are_whole():
    listed = {
        one.id: one for one in read_accounting(configs_folder() / "verantwoording.yaml").checklists
    }
    assert [item.number for item in listed["coreq"].items] == [str(n) for n in range(1, 33)]
    assert [item.number for item in listed["srqr"].items] == [f"S{n}" for n in range(1, 22)]
    for one in listed.values():
        for item in one.items:
            assert item.sentences or item.hint, (one.id, item.number)
            assert item.question.endswith("?"), (one.id, item.number)
            assert bool(item.place) == bool(item.sentences), (one.id, item.number)


def test_the_measured_recall_that_a_dpia_names_is_that_of_the_handbook():
    listed = {
        one.id: one for one in read_accounting(configs_folder() / "verantwoording.yaml").checklists
    }
    (item,) = (item for item in listed["dpia"].items if item.number == "D13")
    measured = (configs_folder().parent / "docs" / "privacy-meting.md").read_text(encoding="utf-8")
    said = item.sentences[0].text
    for found, table in (("97 van de 97", "97 van 97"), ("67 van de 68", "67 van 68"), ("47 van de 47", "47 van 47"), ("33 van de 34", "33 van 34"), ("457 verzonnen", "457 verzonnen")):  # fmt: skip
        assert found in said
        assert table in measured
