"""The smaller sheets: one table for who sat there, one theme over all tables, and what was agreed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from test_factsheet_compose import CODEBOOK, TEXTS, released

from pipeline.domain.tables import (
    Actions,
    DialogueTables,
    Evidence,
    Participants,
    Released,
    Segments,
    check,
)
from pipeline.release.action_counts import COLUMNS
from pipeline.release.factsheet import compose_case_profile, compose_theme_sheet, say_actions
from pipeline.release.texts import read_texts

REAL_TEXTS = read_texts(Path(__file__).parents[4] / "configs" / "teksten.yaml")
MOTHER = "Niemand belde ons, wekenlang niet."
LONG_ENOUGH = "Toen mocht ik eindelijk zelf zeggen wat ik wilde."


def profile(*, consent=(), coded=(), spoken=True, kind_of_table="casusspecifiek", by_people=True):
    tables = pd.DataFrame(
        [
            (
                "T-1",
                "2019-03-22",
                "Fryslân",
                "",
                kind_of_table,
                "school",
                "12-17",
                "thuiszitten",
                None,
                3,
            )
        ],
        columns=DialogueTables.names(),
    )
    people = pd.DataFrame(
        [
            ("T-1", "P1", "jeugdige", "jeugdige", "gezin", "P1" in consent),
            ("T-1", "P2", "moeder", "ouder", "gezin", "P2" in consent),
            ("T-1", "P3", "mentor", "onderwijs", "professionals", False),
        ],
        columns=Participants.names(),
    )
    kind = "transcript" if spoken else "verslag"
    segments = pd.DataFrame(
        [
            (
                f"T-1/{kind}/000{i}",
                "T-1",
                kind,
                i,
                i + 1,
                speaker,
                "",
                perspective,
                "nl",
                text,
                kind,
                "",
                "",
                i,
                True,
            )
            for i, (speaker, perspective, text) in enumerate(
                [
                    ("P1", "jeugdige", LONG_ENOUGH),
                    ("P2", "ouder", MOTHER),
                    ("P1", "jeugdige", "Ja."),
                ]
            )
        ],
        columns=Segments.names(),
    )
    if not spoken:
        segments = segments.assign(speaker="", perspective="")
    evidence = pd.DataFrame(
        [
            (
                f"T-1/{kind}/000{row}",
                "T-1",
                kind,
                kind,
                "",
                "",
                row,
                code,
                CODEBOOK.theme_of(code),
                direct,
                valence,
                "",
                "",
            )
            for row, code, direct, valence in coded
        ],
        columns=Evidence.names(),
    )
    actions = pd.DataFrame(
        [("a1", "T-1", "x", "De mentor belt voor 1 mei.", "mentor", "voor 1 mei", "", [])],
        columns=Actions.names(),
    )
    texts = dict(REAL_TEXTS.part("casusprofiel")) | {"intro": "Intro.", "herkomst": "T-1"}
    return compose_case_profile(
        "T-1",
        dialogue_tables=check(tables, DialogueTables),
        participants=check(people, Participants),
        segments=check(segments, Segments),
        evidence=check(evidence, Evidence),
        actions=check(actions, Actions),
        codebook=CODEBOOK,
        texts=texts,
        by_people=by_people,
    )


CODED = [
    (0, "regie.kracht", True, "succesfactor"),
    (0, "regie", False, "succesfactor"),
    (1, "wachten", True, "knelpunt"),
]


def test_a_theme_beside_its_subcodes_is_told_in_general():
    sheet = profile(coded=[*CODED, (1, "regie", True, "verbeterpunt")])
    assert sheet.findings[0].needed == "Eigen regie, in het algemeen"


def test_a_case_profile_says_what_helped_stalled_and_was_agreed():
    sheet = profile(coded=CODED)
    assert [block.statement for block in sheet.findings] == ["Eigen regie", "Wachten"]
    assert sheet.findings[0].helped == "Eigen kracht"
    assert sheet.findings[1].stalled == "Kwam ter sprake"  # a theme without subcodes says no more
    assert sheet.actions == ("De mentor belt voor 1 mei.",)
    assert sheet.tables_line == "Aan tafel: jeugdige, moeder en mentor."
    assert "2019-03-22" not in repr(sheet)  # the month is enough


def test_a_case_profile_is_closed():
    sheet = profile(coded=CODED)
    assert sheet.watermark == "BESLOTEN"
    assert "aan tafel zat" in sheet.watermark_note


@pytest.mark.parametrize(
    ("consent", "heard"),
    [((), []), (("P1",), [LONG_ENOUGH]), (("P2",), [MOTHER])],
)
def test_words_stand_on_it_only_with_consent(consent, heard):
    sheet = profile(coded=CODED, consent=consent)
    assert [voice.text for voice in sheet.voices] == heard
    assert bool(sheet.voices_note) is not bool(heard)
    assert all(text in heard or text not in repr(sheet) for text in (LONG_ENOUGH, MOTHER))


def test_who_is_not_heard_is_named_by_role():
    assert any("mentor" in line for line in profile(coded=CODED).unknowns)


def test_a_verslag_is_said_to_be_no_ones_voice():
    sheet = profile(coded=CODED, spoken=False, consent=("P1", "P2"))
    assert sheet.unknowns == (REAL_TEXTS.part("casusprofiel")["alleen_verslag"],)
    assert sheet.voices == ()


def test_what_only_the_model_coded_says_so():
    assert "voorstel" in profile(coded=CODED, by_people=False).lead
    assert profile(coded=CODED).lead == ""


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("casusspecifiek", "Casusprofiel T-1"),
        ("dialoogsessie", "Dialoogsessie T-1"),
        ("", "Dialoogtafel T-1"),
    ],
)
def test_a_session_is_no_case(kind, title):
    sheet = profile(coded=CODED, kind_of_table=kind)
    assert sheet.title == title
    assert ("één gezin" in sheet.colofon) is (kind == "casusspecifiek")


def test_a_table_without_codes_says_so():
    assert profile().lead == REAL_TEXTS.part("casusprofiel")["geen_thema"]


def theme_sheet(**changes):
    occurs = [("regie", 20), ("regie.overnemen", 15), ("regie.kracht", 6), ("regie.jim", None)]
    extra = pd.DataFrame(
        [
            {**released().iloc[0].to_dict(), "finding_id": f"thema/{code}", "measure": "thema", "code": code,
             "valence": "", "n_tables": count, "blanked": "" if count else "klein"}
            for code, count in occurs
        ]
        + [
            {**released().iloc[0].to_dict(), "finding_id": "groep/regie/gezin", "measure": "groep", "valence": "",
             "group": "gezin", "n_tables": 12, "codable_tables": 25}
        ]
    )  # fmt: skip
    rows = check(pd.concat([released(), extra], ignore_index=True), Released)
    given = {
        "texts": TEXTS | dict(REAL_TEXTS.part("themablad")) | {"groep_gezin": "Gezinnen"},
        "codebook": CODEBOOK,
        "released": rows,
        "unknowns": (),
        "made": (),
        "min_tables": 3,
        "words_only": False,
        "concept": True,
    }
    return compose_theme_sheet("regie", **(given | changes))


def test_a_theme_sheet_goes_from_the_whole_to_its_parts():
    said = [block.statement for block in theme_sheet().findings]
    assert said == [
        "‘Eigen regie’ kwam ter sprake aan 20 van de 28 tafels.",
        "Overnemen door hulpverleners: aan 15 van de 28 tafels.",
        "Eigen kracht: aan 6 van de 28 tafels.",
    ]
    assert theme_sheet().actions == (
        "Gezinnen noemen het aan 12 van de 25 tafels waar zij te horen zijn.",
    )


def test_every_count_of_a_theme_sheet_is_tied():
    tied = [
        part.finding_id
        for block in theme_sheet().findings
        for part in block.sentence
        if part.finding_id
    ]
    assert tied == ["thema/regie", "thema/regie.overnemen", "thema/regie.kracht"]


def test_a_theme_sheet_in_words_holds_no_digit_of_the_data():
    sheet = theme_sheet(words_only=True)
    assert sheet.findings == ()  # without findings nothing holds firmly enough
    assert sheet.lead == TEXTS["geen_bevindingen"]
    assert sheet.actions == ()


def test_agreed_actions_are_told_without_blanked_counts():
    counts = pd.DataFrame(
        [
            ("gezin", "met termijn", 11, 28, ""), ("gezin", "zonder termijn", pd.NA, 28, "klein"),
            ("professionals", "met termijn", 22, 28, ""), ("professionals", "zonder termijn", 19, 28, ""),
            ("beleid", "met termijn", pd.NA, 28, "klein"), ("beleid", "zonder termijn", 0, 28, ""),
            ("overig", "met termijn", 4, 28, ""), ("overig", "zonder termijn", 5, 28, ""),
            ("", "met termijn", 0, 28, ""), ("", "zonder termijn", 18, 28, ""),
        ],
        columns=COLUMNS,
    )  # fmt: skip
    assert say_actions(counts, REAL_TEXTS) == (
        "Gezinnen namen aan 11 van de 28 tafels iets op zich met een termijn.",
        "Professionals namen aan 22 van de 28 tafels iets op zich met een termijn, en aan 19 iets zonder.",
        "Aan 18 van de 28 tafels staat bij een afspraak niet wie haar oppakt.",
    )
