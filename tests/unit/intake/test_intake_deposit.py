"""A transcript goes into an archive only when all who sat there agreed and nothing in it is left open."""

import datetime

import pandas as pd
import pytest

from pipeline.domain.perspectives import PerspectiveMap
from pipeline.domain.tables import Segments, check, empty
from pipeline.domain.tables.privacy import PrivacyFindings
from pipeline.intake.consent import count_consents
from pipeline.intake.deposit import transcript_gaps
from pipeline.intake.meta import read_meta

PERSPECTIVES = PerspectiveMap(
    perspectives=("jeugdige", "ouder", "professional_1e"),
    groups={"gezin": ("jeugdige", "ouder"), "professionals": ("professional_1e",)},
    aliases={}, roles={}, choices={},
)  # fmt: skip
YES = "toestemming: {onderzoek: ja, archief: ja}"
YOUTH = "toestemming: {onderzoek: ja, archief: ja, door: [zelf, moeder], gezag: [moeder]}"
ON = datetime.date(2026, 6, 1)


def meta(tmp_path, mother=YES, youth=YOUTH, extra=""):
    (tmp_path / "meta.yaml").write_text(
        f"tafel: T-1\n{extra}deelnemers:\n"
        f"  - {{code: P1, rol: zoon, perspectief: jeugdige, leeftijd: 14, {youth}}}\n"
        f"  - {{code: P2, rol: moeder, perspectief: ouder, {mother}}}\n",
        encoding="utf-8",
    )
    return read_meta(tmp_path, PERSPECTIVES, [])


def segments(perspective="ouder"):
    row = {
        "segment_id": "T-1/transcript/0000", "table_id": "T-1", "document": "transcript.txt", "start": 0, "end": 9,
        "speaker": "P2", "role": "moeder", "perspective": perspective, "language": "nl", "text": "Niemand belde.",
        "kind": "transcript", "group": "", "heading": "", "block": 0, "countable": True,
    }  # fmt: skip
    return check(pd.DataFrame([row]), Segments)


def finding(decision="", document="transcript.txt", reason=""):
    row = ("T-1", document, "naam", "zacht", 0, 4, "x", "lijst", decision, reason)
    return check(pd.DataFrame([row], columns=PrivacyFindings.names()), PrivacyFindings)


def gaps(one, *, said=None, found=None, anyone_withdrew=False):
    return transcript_gaps(
        one,
        segments() if said is None else said,
        empty(PrivacyFindings) if found is None else found,
        document="transcript.txt",
        on=ON,
        anyone_withdrew=anyone_withdrew,
    )


def test_a_table_where_everyone_agreed_and_nothing_is_open_may_go_in(tmp_path):
    assert gaps(meta(tmp_path)) == ()


@pytest.mark.parametrize(
    ("mother", "gap"),
    [
        ("toestemming: {onderzoek: ja, citeren: ja}", "toestemming voor een archief is niet vastgelegd (1 deelnemer)"),
        ("toestemming: {onderzoek: ja, archief: nee}", "geen toestemming voor een archief (1 deelnemer)"),
        ("toestemming: {archief: ja, onderzoek: nee}", "geen toestemming voor onderzoek (1 deelnemer)"),
        ("toestemming: {archief: ja, tot: 2026-05}", "de toestemming is verlopen (1 deelnemer)"),
        ("toestemming: {archief: ja, ingetrokken: ja}", "de toestemming is ingetrokken (1 deelnemer)"),
        ("toelichting: niets", "toestemming voor een archief is niet vastgelegd (1 deelnemer)"),
    ],
)  # fmt: skip
def test_one_who_did_not_agree_is_enough_to_keep_it_out(tmp_path, mother, gap):
    assert gaps(meta(tmp_path, mother=mother)) == (gap,)


@pytest.mark.parametrize(
    ("youth", "gap"),
    [
        (YES, "de jeugdige zelf heeft niet ingestemd"),
        ("toestemming: {archief: ja, door: [zelf], gezag: [moeder]}", "niet iedere ouder met gezag heeft ingestemd"),
    ],
)  # fmt: skip
def test_a_jeugdige_agrees_as_for_a_quote(tmp_path, youth, gap):
    assert f"{gap} (1 deelnemer)" in gaps(meta(tmp_path, youth=youth))


def test_a_no_of_the_whole_table_binds_everyone(tmp_path):
    told = gaps(meta(tmp_path, extra="toestemming: {archief: nee}\n"))
    assert told == ("geen toestemming voor een archief (2 deelnemers)",)


def test_a_yes_of_the_whole_table_is_nobodys(tmp_path):
    one = meta(tmp_path, mother="toelichting: x", extra="toestemming: {archief: ja}\n")  # fmt: skip
    assert gaps(one) == ("toestemming voor een archief is niet vastgelegd (1 deelnemer)",)


def test_who_was_not_recorded_did_not_agree(tmp_path):
    assert gaps(meta(tmp_path, extra="aantal_deelnemers: 5\n")) == ("niet iedereen die aan tafel zat is vastgelegd",)  # fmt: skip
    (tmp_path / "meta.yaml").write_text("tafel: T-1\n", encoding="utf-8")
    assert gaps(read_meta(tmp_path, PERSPECTIVES, [])) == ("er zijn geen deelnemers vastgelegd",)


def test_a_speaker_nobody_knows_or_whose_label_may_be_a_name_keeps_it_out(tmp_path):
    told = gaps(meta(tmp_path), said=segments("onbekend"))
    assert told == ("van een spreker is niet bekend wie het is",)
    named = meta(tmp_path, extra="sprekers: {Anneke: P2}\n")
    assert gaps(named) == ("een aanduiding van een spreker kan een naam zijn",)


@pytest.mark.parametrize(("decision", "stays_out"), [("", True), ("vervangen", True), ("laten staan", False)])  # fmt: skip
def test_a_finding_that_still_stands_in_the_text_keeps_it_out(tmp_path, decision, stays_out):
    assert bool(gaps(meta(tmp_path), found=finding(decision))) is stays_out
    assert gaps(meta(tmp_path), found=finding(decision, document="verslag.md")) == ()


def test_a_table_from_which_someone_withdrew_stays_out(tmp_path):
    assert gaps(meta(tmp_path), anyone_withdrew=True) == ("iemand van deze tafel trok zich terug",)


def test_consents_are_counted_by_purpose(tmp_path):
    people = meta(tmp_path, mother="toestemming: {onderzoek: nee, opname: ja}").people
    counts = count_consents([person.consent for person in people])
    told = {(row.purpose, row.answer): row.n for row in counts.itertuples() if row.n}
    assert told == {
        ("onderzoek", "ja"): 1, ("onderzoek", "nee"): 1, ("citeren", "niet vastgelegd"): 2, ("opname", "ja"): 1,
        ("opname", "niet vastgelegd"): 1, ("archief", "ja"): 1, ("archief", "niet vastgelegd"): 1,
    }  # fmt: skip
