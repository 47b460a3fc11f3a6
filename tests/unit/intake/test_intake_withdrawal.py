from __future__ import annotations

import hashlib

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.tables import DialogueTables, Documents, Participants, Segments, check
from pipeline.intake.withdrawal import (
    Reading,
    Withdrawal,
    left_to_read,
    withdrawn_sentences,
    withdrawn_turns,
    without_people,
    without_person,
)

P2 = Withdrawal("DT-07", "P2")


def reading(
    turns: list[tuple[str, str]], verslag: str = "De moeder vertelde dat zij zich alleen voelde."
) -> Reading:
    """Return a table DT-07 with these turns (speaker, words) and a verslag, beside a table DT-08."""
    text, rows = "", []
    for number, (speaker, words) in enumerate(turns):
        start = len(text) + len(speaker) + 2
        text += f"{speaker}: {words}\n"
        rows.append(
            segment(f"DT-07/transcript/{number:04d}", "transcript.txt", start, words, speaker)
        )
    rows.append(segment("DT-07/verslag/0000", "verslag.md", 0, verslag, ""))
    other = "P2: Bij ons belde de school elke week op.\n"
    rows.append(
        segment("DT-08/transcript/0000", "transcript.txt", 4, other[4:-1], "P2", table_id="DT-08")
    )
    papers = [("DT-07", "transcript.txt", "transcript", text), ("DT-07", "verslag.md", "verslag", verslag),
              ("DT-08", "transcript.txt", "transcript", other)]  # fmt: skip
    documents = [(t, d, k, hashlib.sha256(x.encode()).hexdigest(), x) for t, d, k, x in papers]
    people = [
        (t, p, r, v, "gezin", False)
        for t in ("DT-07", "DT-08")
        for p, r, v in (("P1", "jeugdige", "jeugdige"), ("P2", "moeder", "ouder"))
    ]
    tables = [(t, "", "", "", "", "", "", "", None, 2) for t in ("DT-07", "DT-08")]
    return Reading(
        check(pd.DataFrame(tables, columns=DialogueTables.names()), DialogueTables),
        check(pd.DataFrame(people, columns=Participants.names()), Participants),
        check(pd.DataFrame(documents, columns=Documents.names()), Documents),
        check(pd.DataFrame(rows, columns=Segments.names()), Segments),
    )


def segment(segment_id, document, start, text, speaker, table_id="DT-07"):
    kind = "verslag" if document == "verslag.md" else "transcript"
    perspective = {"P1": "jeugdige", "P2": "ouder", "": ""}[speaker]
    return (segment_id, table_id, document, start, start + len(text), speaker, "", perspective, "nl", text, kind,
            "gezin" if speaker else "", "", 0, True)  # fmt: skip


TURNS = [("P1", "Ik zat daar maar en niemand vroeg mij iets."), ("P2", "Ik heb zo vaak om hulp gebeld."),
         ("P1", "Ja dat was echt heel stom.")]  # fmt: skip


def test_her_turns_are_gone_and_everybody_elses_stand_where_they_stood():
    before = reading(TURNS)
    after = without_person(before, P2)
    assert "DT-07/transcript/0001" not in set(after.segments["segment_id"])
    texts = {(row.table_id, row.document): row.text for row in after.documents.itertuples()}
    for row in after.segments.itertuples():
        assert texts[row.table_id, row.document][row.start : row.end] == row.text
    assert "hulp gebeld" not in texts["DT-07", "transcript.txt"]


def test_only_the_document_that_changed_gets_another_digest():
    before, after = reading(TURNS), without_person(reading(TURNS), P2)
    changed = before.documents["digest"] != after.documents["digest"]
    assert list(before.documents["document"][changed]) == ["transcript.txt"]
    assert list(before.documents["table_id"][changed]) == ["DT-07"]


def test_someone_of_the_same_code_at_another_table_stays():
    after = without_person(reading(TURNS), P2)
    assert "DT-08/transcript/0000" in set(after.segments["segment_id"])
    assert list(after.participants["participant"]) == ["P1", "P1", "P2"]


def test_the_case_of_a_code_does_not_matter_for_her_turns():
    after = without_person(reading(TURNS), Withdrawal("DT-07", "p2"))
    assert "DT-07/transcript/0001" not in set(after.segments["segment_id"])


def test_a_whole_table_leaves_nothing():
    after = without_person(reading(TURNS), Withdrawal("DT-07"))
    for table in (after.dialogue_tables, after.participants, after.documents, after.segments):
        assert set(table["table_id"]) == {"DT-08"}


def test_a_verslag_is_left_for_a_person_to_read():
    assert left_to_read(reading(TURNS), P2) == ("DT-07/verslag/0000",)


def test_what_may_stand_nowhere_any_longer_is_told_in_sentences():
    before = reading([*TURNS, ("P2", "Dat was zo. En ik zat daar maar en niemand vroeg mij iets!")])
    after = without_people(before, [P2])
    assert withdrawn_sentences(before, after) == (
        "en ik zat daar maar en niemand vroeg mij iets",
        "ik heb zo vaak om hulp gebeld",
    )
    assert withdrawn_sentences(before, before) == ()


def test_short_turns_that_nobody_else_said_are_told_whole():
    more = [
        ("P2", "Niemand belde."),
        ("P2", "Ja dat. Was echt!"),
        ("P2", "Nee. Nooit. Echt niet, hoor."),
    ]
    before = reading([*TURNS, *more])
    after = without_people(before, [P2])
    assert withdrawn_turns(before, after) == {"niemand belde", "nee nooit echt niet hoor"}
    assert withdrawn_turns(before, before) == frozenset()


def test_the_order_of_withdrawing_does_not_matter():
    both = [P2, Withdrawal("DT-08", "P2")]
    one = without_people(reading(TURNS), both)
    other = without_people(reading(TURNS), both[::-1])
    pd.testing.assert_frame_equal(one.documents, other.documents)


@given(
    st.lists(
        st.tuples(st.sampled_from(["P1", "P2"]), st.text("ab .\n𝔘é", min_size=1, max_size=12)),
        max_size=8,
    )
)
@settings(deadline=None, max_examples=25)
def test_no_turn_of_hers_and_every_turn_of_others_is_left(turns):
    before = reading(turns)
    after = without_person(before, P2)
    texts = {(row.table_id, row.document): row.text for row in after.documents.itertuples()}
    for row in before.segments.itertuples():
        stretch = texts[row.table_id, row.document][row.start : row.end]
        hers = (row.table_id, row.speaker) == ("DT-07", "P2")
        assert (not stretch.strip()) if hers else stretch == row.text
