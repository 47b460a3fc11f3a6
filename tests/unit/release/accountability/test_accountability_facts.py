"""Facts of a study in words: what is there is counted, what is not stays empty or says so."""

import pandas as pd
import pytest

from pipeline.domain.tables import Documents, NewSubcodes, Participants, Segments, check, empty
from pipeline.domain.tables.accounting import ConsentCounts
from pipeline.domain.tables.study import DialogueTables
from pipeline.release.accountability import facts
from pipeline.release.accountability.facts import (
    Decided,
    Reported,
    attack_facts,
    consent_facts,
    decision_facts,
    document_facts,
    quality_facts,
    saturation_facts,
    table_facts,
)


def tables(*dates, chosen=None):
    rows = [
        (f"T-{n}", date, "Fryslân", "Sneek", "casusspecifiek", "ggz", "12-17", "", chosen, 3)
        for n, date in enumerate(dates, start=1)
    ]
    return check(pd.DataFrame(rows, columns=DialogueTables.names()), DialogueTables)


def people(*rows):
    table = [
        (where, f"P{n}", "rol", who, group, False) for n, (where, who, group) in enumerate(rows)
    ]
    return check(pd.DataFrame(table, columns=Participants.names()), Participants)


SEATED = people(
    ("T-1", "ouder", "gezin"), ("T-1", "jeugdige", "gezin"), ("T-1", "voorzitter", "overig"),
    ("T-2", "ouder", "gezin"), ("T-2", "onderwijs", "professionals"),
)  # fmt: skip


def test_who_sat_at_the_tables_is_counted_by_group():
    told = table_facts(tables("2020-01", "2021-05"), SEATED, Reported(), min_tables=3)
    assert told["tafels"] == "2 dialoogtafels"
    assert told["deelnemers"] == "5 deelnemers"
    assert told["groepen"] == "gezin, overig en professionals"
    assert (
        told["groepen_aantal"]
        == "gezin 3 aan 2 tafels; overig 1 aan 1 tafel; professionals 1 aan 1 tafel"
    )
    assert told["voorzitters"] == "1 van de 2 tafels"
    assert told["gekozen"] == "geen van de 2 tafels"


def test_a_period_is_no_closer_than_at_enough_tables():
    told = table_facts(tables("2020-01-12", "2021-05-03"), SEATED, Reported(), min_tables=3)
    assert told["periode"] == "2020 tot en met 2021"
    assert table_facts(tables("", ""), SEATED, Reported(), min_tables=3)["periode"] == ""


@pytest.mark.parametrize(
    ("minutes", "said"),
    [((), ""), ((90, 120.5), "Van alle 2 tafels is de duur vastgelegd: 90 tot 120,5 minuten, mediaan 105,25.")],
)  # fmt: skip
def test_a_duration_is_told_where_it_was_recorded(minutes, said):
    told = table_facts(tables("2020", "2021"), SEATED, Reported(minutes), min_tables=3)
    assert told["duur"] == said


def test_documents_are_counted_by_kind():
    documents = check(
        pd.DataFrame(
            [("T-1", "verslag.md", "verslag", "x", "Tekst."), ("T-1", "transcript.txt", "transcript", "x", "Tekst."),
             ("T-2", "verslag.md", "verslag", "x", "Tekst.")],
            columns=Documents.names(),
        ),
        Documents,
    )  # fmt: skip
    row = {
        "segment_id": "T-1/transcript/0000", "table_id": "T-1", "document": "transcript.txt", "start": 0, "end": 9,
        "speaker": "X", "role": "", "perspective": "onbekend", "language": "fy", "text": "In sin sei ik.",
        "kind": "transcript", "group": "", "heading": "", "block": 0, "countable": True,
    }  # fmt: skip
    told = document_facts(documents, check(pd.DataFrame([row]), Segments), n_tables=2)
    assert told["documenten"] == "1 transcript en 2 verslagen"
    assert told["transcripten_tafels"] == "1 van de 2 tafels"
    assert told["verslagen_tafels"] == "alle 2 tafels"
    assert (told["woorden"], told["fries"], told["onbekende_sprekers"]) == (
        "4 woorden",
        "één",
        "één",
    )


def test_saturation_looks_back_over_five_tables_and_not_over_fewer():
    from types import SimpleNamespace

    book = SimpleNamespace(codes=[SimpleNamespace(is_theme=n == 0) for n in range(11)])
    new = [4, 2, 1, 0, 0, 0, 0]
    rows = [
        (f"T-{n}", "", n + 1, 4, k, sum(new[: n + 1]), [f"a.{i}" for i in range(k)])
        for n, k in enumerate(new)
    ]
    table = check(pd.DataFrame(rows, columns=NewSubcodes.names()), NewSubcodes)
    assert saturation_facts(table, book)["verzadiging"] == (
        "Na 7 gecodeerde tafels waren 7 van de 10 subcodes gehoord; de laatste vijf brachten er samen één voor het "
        "eerst."
    )
    assert saturation_facts(table.head(5), book)["verzadiging"] == ""
    themes_only = SimpleNamespace(codes=[SimpleNamespace(is_theme=True)])
    assert saturation_facts(table.assign(n_seen=0), themes_only)["verzadiging"] == ""


@pytest.mark.parametrize(
    ("n", "total", "said"),
    [(0, 1, "geen tafel"), (1, 1, "de enige tafel"), (0, 3, "geen van de 3 tafels"), (3, 3, "alle 3 tafels"),
     (1, 3, "1 van de 3 tafels")],
)  # fmt: skip
def test_at_how_many_tables_reads_as_dutch(n, total, said):
    assert facts._of_tables(n, total) == said


def test_products_of_one_family_are_told_as_one():
    names = ["factsheet", "figuur-a", "figuur-b", "spiegelbijeenkomst-x", "spiegelbijeenkomst-y"]
    assert facts._listed(names) == "factsheet, 2 figuren en 2 spiegelbijeenkomsten"


def test_consent_that_nobody_recorded_is_told_as_such():
    rows = [("onderzoek", "ja", 3), ("onderzoek", "nee", 1), ("onderzoek", "niet vastgelegd", 0),
            ("opname", "ja", 0), ("opname", "nee", 0), ("opname", "niet vastgelegd", 4)]  # fmt: skip
    counts = check(pd.DataFrame(rows, columns=ConsentCounts.names()), ConsentCounts)
    told = consent_facts(counts, ["2027-06", "2026-12"])
    assert (
        told["toestemming"]
        == "onderzoek: 3 ja, 1 nee, 0 niet vastgelegd; opname: van niemand vastgelegd"
    )
    assert told["toestemming_einde"] == "bij 2 deelnemers, het eerste 2026-12"
    assert consent_facts(counts, [])["toestemming_einde"] == "nergens vastgelegd"


def test_work_that_was_not_done_stays_empty_or_says_so():
    told = decision_facts(Decided())
    assert told["patronen"] == told["matrix"] == told["tegenvoorbeelden"] == ""
    assert (told["reacties"], told["intrekkingen"]) == ("nog geen", "niemand")
    assert told["vrijgegeven"] == "nog niets"


def test_decisions_are_told_in_numbers():
    told = decision_facts(
        Decided(
            cards=9, settled=3, with_counter=4, answered=2, replies={"klopt": 2, "anders": 1, "niet gebruiken": 0},
            replying=2, unanswered=1, withdrawn_people=1, released=["factsheet", "figuur-a", "figuur-b"],
        )
    )  # fmt: skip
    assert told["reacties"] == "2 keer klopt en 1 keer anders, van 2 tafels; 1 zonder antwoord"
    assert told["intrekkingen"] == "1 deelnemer"
    assert told["vrijgegeven"] == "3 producten (factsheet en 2 figuren)"
    assert told["tegenvoorbeelden"] == "bij 4 van de 9 kaarten; beantwoord bij 2"


def test_a_model_that_was_not_measured_is_not_praised():
    assert quality_facts({})["kwaliteit"] == ""
    assert "nog niet gemeten" in quality_facts({})["kwaliteit_dpia"]
    measured = quality_facts({"F1, gemiddeld over thema's": 0.301})
    assert measured["kwaliteit"].endswith("gemiddeld over thema's 0,30.")


def test_the_attack_tells_how_many_blanks_it_found():
    blanks = pd.DataFrame({"pinned": [False, True, False]})
    assert "3 afgeschermde aantallen van deze studie is er met rekenen uit alle getoonde één" in attack_facts(blanks)["aanval"]  # fmt: skip
    assert "geen enkel terug" in attack_facts(blanks[~blanks["pinned"]])["aanval"]
    assert "geen enkel aantal klein genoeg" in attack_facts(blanks.head(0))["aanval"]
    assert attack_facts(None) == {"aanval": ""}


def test_what_leaves_tells_no_number_of_a_few_tables_and_names_no_rare_sector():
    held = tables("2020", "2021", "2022", chosen=["regie"])
    held.loc[0, ["sector", "chosen_themes"]] = ["po", None]
    told = table_facts(held, SEATED, Reported(), min_tables=3, least=3)
    assert (told["sectoren"], told["gekozen"]) == ("", "minder dan 3 van de 3 tafels")
    assert told["groepen"] == ""
    inside = table_facts(held, SEATED, Reported(), min_tables=3)
    assert (inside["sectoren"], inside["gekozen"]) == ("ggz en po", "2 van de 3 tafels")
    documents = check(pd.DataFrame([("T-1", "transcript.txt", "transcript", "x", "Tekst.")], columns=Documents.names()), Documents)  # fmt: skip
    said = document_facts(documents, empty(Segments), n_tables=3, least=3)
    assert said["documenten"] == said["transcripten"] == "minder dan 3 transcripten"
    assert said["fries"] == ""


def test_a_study_of_sessions_calls_them_so():
    held = tables("2025", "2025").assign(kind="dialoogsessie")
    assert table_facts(held, SEATED, Reported(), min_tables=3)["tafels"] == "2 dialoogsessies"
