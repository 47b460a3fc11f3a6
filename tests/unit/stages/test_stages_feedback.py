"""Forms that come home reach the workbook with what they were about, and hold back what they say."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Actions, DialogueTables, Evidence, Participants, Segments, check
from pipeline.exchange import reply_sheet
from pipeline.exchange.decision_sheets import read_book
from pipeline.files.spreadsheets import write_workbook
from pipeline.intake.withdrawal import Withdrawal
from pipeline.release.feedback import compose_form, render_form_docx, render_form_text
from pipeline.stages.feedback import Feedback, known_tables
from pipeline.stages.feedback_papers import _put
from pipeline.stages.feedback_removal import forget_feedback
from pipeline.stages.feedback_replies import objections, receive, tell
from pipeline.stages.withheld import Withheld, withheld_of
from tests.unit.release.feedback.forms import STYLE, tick, write
from tests.unit.release.feedback.test_feedback_form import BOOK, TEXTS, drawn
from tests.unit.release.feedback.test_feedback_letters import FIELDS

ON = "2026-11-25"


@dataclass
class Asked:
    """As much of a run as replies need."""

    tables: dict
    settings: SimpleNamespace
    codebook: object = BOOK

    def table(self, schema):
        return self.tables[schema]


@pytest.fixture
def back(tmp_path):
    table = dict.fromkeys(DialogueTables.names(), "") | {"chosen_themes": None, "n_participants": 2}
    rows = [table | {"table_id": one} for one in ("T1", "T2")]
    parts = drawn()
    tables = {
        DialogueTables: check(pd.DataFrame(rows), DialogueTables), Participants: parts["participants"],
        Segments: parts["segments"], Evidence: parts["evidence"], Actions: parts["actions"],
    }  # fmt: skip
    settings = SimpleNamespace(data=tmp_path / "data", study="proef")
    return Feedback(Asked(tables, settings), TEXTS, Withheld(), {}, {})


def home(back):
    folder = back.run.settings.data.parent / "besluiten" / "proef"
    (folder / "antwoorden").mkdir(parents=True, exist_ok=True)
    return folder


def form_of(back, table_id="T1", study="proef"):
    return compose_form(
        table_id, back.lines(table_id), TEXTS, study=study, source="Proef", fields=FIELDS
    )


def hand_in(back, content, name="formulier.docx"):
    path = home(back) / "antwoorden" / name
    path.write_bytes(content)
    return path


def rows_of(back):
    return read_book(home(back) / reply_sheet.FILE)["reacties"]


def test_a_form_in_the_folder_is_tied_to_what_it_is_about(back):
    filled = tick(
        render_form_docx(form_of(back), STYLE), "reactie:1:1", "reactie:3:2", "reactie:4:0", "wie:2"
    )
    hand_in(back, write(filled, "eigen-woorden:1", "Het liep wel."))
    got = receive(back, [], on_date=ON)
    assert (got.n_new, got.n_open, got.n_unread) == (3, 2, 0)
    rows = rows_of(back)
    assert rows["onderdeel"].tolist() == [
        "bevinding/regie/knelpunt", "citaat/T1/transcript/0", "afspraak/T1/verslag/9",
    ]  # fmt: skip
    assert rows["reactie"].tolist() == ["anders", "niet gebruiken", "klopt"]
    assert rows["eigen woorden"].tolist() == ["Het liep wel.", "", ""]
    assert rows["wat er staat"].iloc[2] == "De mentor belt."
    assert set(rows["wie"]) == {"samen"}
    assert receive(back, [], on_date=ON).n_new == 0


def test_what_may_not_be_used_is_kept_back_and_the_rest_is_not(back):
    hand_in(back, tick(render_form_docx(form_of(back), STYLE), "reactie:1:2", "reactie:4:2"))
    receive(back, [], on_date=ON)
    kept_back = withheld_of(back.run.settings)
    evidence, actions = back.run.table(Evidence), back.run.table(Actions)
    assert kept_back.not_quoted(evidence) == {"T1/transcript/0", "T1/transcript/1"}
    assert kept_back.evidence(evidence)["valence"].tolist() == ["verbeterpunt"]
    assert kept_back.shown_actions(actions).empty
    later = Feedback(back.run, TEXTS, kept_back, {}, {})
    assert later.lines("T1")["element_id"].tolist() == ["bevinding/regie/verbeterpunt"]


def test_without_replies_nothing_is_kept_back(back):
    kept_back = withheld_of(back.run.settings)
    assert kept_back.not_quoted(back.run.table(Evidence)) == set()
    assert len(kept_back.evidence(back.run.table(Evidence))) == 3
    assert len(kept_back.shown_actions(back.run.table(Actions))) == 1


def test_both_boxes_are_told_count_as_unanswered_and_hold(back):
    hand_in(back, tick(render_form_docx(form_of(back), STYLE), "reactie:2:0", "reactie:2:2"))
    got = receive(back, [], on_date=ON)
    assert any("regel 2 onduidelijk" in line for line in got.lines)
    assert reply_sheet.open_objections(read_book(home(back) / reply_sheet.FILE)) == ["T1"]
    assert withheld_of(back.run.settings) == Withheld()


def test_an_objection_between_the_lines_is_unclear_and_holds(back):
    text = render_form_text(form_of(back)).decode()
    typed = text.replace("De mentor belt.", "De mentor belt. Nee, hij heeft nooit gebeld.")
    hand_in(back, typed.encode(), "tussendoor.txt")
    got = receive(back, [], on_date=ON)
    assert got.n_open == 1
    assert rows_of(back)["reactie"].tolist() == ["onduidelijk"]
    assert rows_of(back)["eigen woorden"].tolist() == ["Nee, hij heeft nooit gebeld."]


def test_an_empty_form_is_told_and_is_no_reply(back):
    hand_in(back, render_form_text(form_of(back)), "leeg.txt")
    got = receive(back, [], on_date=ON)
    assert any("leeg formulier" in line for line in got.lines)
    assert (got.n_new, got.n_open) == (0, 0)


def test_a_form_about_earlier_findings_says_so_and_still_counts(back):
    old = form_of(back)
    back.ledger["T1"] = {
        "versies": {old.version: list(back.lines("T1")["element_id"])},
        "nu": old.version,
    }
    back.run.tables[Actions] = back.run.table(Actions).assign(text="De mentor mailt.")
    hand_in(back, tick(render_form_docx(old, STYLE), "reactie:1:1"))
    got = receive(back, [], on_date=ON)
    assert any("over een eerdere versie" in line for line in got.lines)
    assert rows_of(back)["let op"].tolist() == ["over een eerdere versie"]
    assert rows_of(back)["onderdeel"].tolist() == ["bevinding/regie/knelpunt"]
    assert got.n_open == 1


def test_a_form_of_an_edition_that_nobody_knows_still_holds(back):
    text = render_form_text(form_of(back)).decode().replace(form_of(back).version, "0" * 8)
    hand_in(back, text.replace("[ ] anders", "[x] anders", 1).encode(), "oud.txt")
    got = receive(back, [], on_date=ON)
    assert got.n_open == 1
    assert "niet meer bekend" in rows_of(back)["let op"].iloc[0]


def test_a_form_of_another_table_or_study_is_told(back, tmp_path):
    mine = tmp_path / "van-t1.txt"
    mine.write_bytes(render_form_text(form_of(back)).replace(b"[ ] klopt", b"[x] klopt", 1))
    got = receive(back, [mine], tables=["T2"], on_date=ON)
    assert any("formulier van T1, niet van T2" in line for line in got.lines)
    assert rows_of(back)["tafel"].tolist() == ["T1"]
    other = tmp_path / "vreemd.txt"
    other.write_bytes(mine.read_bytes().replace(b"Formulier T1", b"Formulier X9"))
    got = receive(back, [other], on_date=ON)
    assert got.n_unread == 1
    assert any("niet in proef" in line for line in got.lines)


def test_one_file_that_cannot_be_read_does_not_keep_the_others_out(back):
    hand_in(back, b"geen word", "a.docx")
    hand_in(back, b"", "~$formulier.docx")
    hand_in(back, tick(render_form_docx(form_of(back), STYLE), "reactie:1:0"), "b.docx")
    got = receive(back, [], on_date=ON)
    assert (got.n_unread, got.n_new) == (1, 1)
    assert "1 nieuw antwoord overgenomen." in tell(got)


def test_tables_are_found_whatever_their_case_and_a_stranger_is_named(back):
    assert known_tables(back.run, ["t2", "T1", "T2"]) == ["T2", "T1"]
    with pytest.raises(InputError, match="T1, T2"):
        known_tables(back.run, ["T9"])


def test_what_a_person_edited_stays_unless_it_is_asked_anew(tmp_path):
    known: dict[str, str] = {}
    assert _put(tmp_path, {"brief.docx": b"een"}, known, anew=False) == (("brief.docx",), ())
    assert _put(tmp_path, {"brief.docx": b"twee"}, known, anew=False) == (("brief.docx",), ())
    (tmp_path / "brief.docx").write_bytes(b"van mij")
    assert _put(tmp_path, {"brief.docx": b"drie"}, known, anew=False) == ((), ("brief.docx",))
    assert (tmp_path / "brief.docx").read_bytes() == b"van mij"
    assert _put(tmp_path, {"brief.docx": b"drie"}, known, anew=True) == (("brief.docx",), ())
    assert [path.read_bytes() for path in (tmp_path / "eerder").iterdir()] == [b"van mij"]


def test_a_form_that_nobody_took_in_yet_holds_a_release_too(back):
    assert objections(back.run.settings) == 0
    hand_in(back, tick(render_form_docx(form_of(back), STYLE), "reactie:1:1", "reactie:4:0"))
    hand_in(back, b"een scan", "scan.pdf")
    assert objections(back.run.settings) == 1
    receive(back, [], on_date=ON)
    assert objections(back.run.settings) == 1
    book = read_book(home(back) / reply_sheet.FILE)
    answered = book["reacties"].assign(antwoord="Besproken.")
    write_workbook(home(back) / reply_sheet.FILE, {**book, "reacties": answered})
    assert objections(back.run.settings) == 0


def test_a_table_that_withdraws_takes_its_letters_and_its_own_words_along(back, tmp_path):
    filled = write(
        tick(render_form_docx(form_of(back), STYLE), "reactie:1:1"),
        "eigen-woorden:1",
        "Het ging over mij.",
    )
    path = hand_in(back, filled)
    receive(back, [], on_date=ON)
    folder = tmp_path / "uit"
    sent = folder / "besloten" / "terugkoppeling" / "T1" / "brief.docx"
    sent.parent.mkdir(parents=True)
    sent.write_bytes(b"brief")
    assert forget_feedback(back.run.settings, folder, Withdrawal("T1", "P1"))
    assert sent.exists()
    told = forget_feedback(back.run.settings, folder, Withdrawal("T1"))
    assert [str(path) in line for line in told] == [True]
    assert not sent.exists()
    assert rows_of(back)["eigen woorden"].tolist() == ["[ingetrokken]"]
    assert rows_of(back)["reactie"].tolist() == ["anders"]
