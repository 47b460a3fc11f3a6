"""Reading and screening a drawn study: what meta.yaml and speakers' labels may tell of someone."""

import pytest

from pipeline.domain.settings import read_settings
from pipeline.domain.tables import DialogueTables, Documents, Participants, Quarantine, Segments
from pipeline.domain.tables.privacy import PrivacyFindings
from pipeline.intake.privacy import Finding
from pipeline.stages import reading, screening
from pipeline.stages.analysis import start

TALK = "{label}: Wij wachtten acht maanden.\n\nVADER: Niemand belde.\n\n{label}: Dat was zwaar.\n"
META = """\
tafel: DT-01
gemeente: Kollum
aanleiding: {occasion}
deelnemers:
  - {{code: P1, rol: {role}, perspectief: ouder}}
  - {{code: P2, rol: vader, perspectief: ouder}}
{more}"""


@pytest.fixture
def screened(tmp_path):
    """Give a function that reads and screens a study of one table."""

    def make(occasion="te laat gekomen", role="moeder", label="MOEDER", more="", study=""):
        home = tmp_path / "data" / "DT-01"
        home.mkdir(parents=True)
        (home / "transcript.txt").write_text(TALK.format(label=label), encoding="utf-8")
        (home / "meta.yaml").write_text(
            META.format(occasion=occasion, role=role, more=more), encoding="utf-8"
        )
        file = tmp_path / "studie.yaml"
        file.write_text(f"studie: klein\ntitel: Klein\ndata: data\n{study}", encoding="utf-8")
        run = start(read_settings(file), tmp_path / "uit", lambda *_: None)
        reading.read(run)
        screening.screen(run)
        return run

    return make


def kinds(run, document):
    findings = run.table(PrivacyFindings)
    return list(findings.loc[findings["document"] == document, "kind"])


def test_a_plain_meta_and_plain_roles_give_no_finding(screened):
    run = screened()
    assert run.table(PrivacyFindings).empty
    assert list(run.table(Documents)["document"]) == ["transcript.txt"]


def test_a_direct_identifier_in_meta_is_blanked_and_the_documents_go_on(screened):
    run = screened(occasion="bel de oma op 06-12345678 over school", role="moeder")
    quarantine = run.table(Quarantine)
    assert set(quarantine.loc[quarantine["niveau"] == "hard", "document"]) == {"meta.yaml"}
    assert list(run.table(DialogueTables)["occasion"]) == [""]
    assert list(run.table(Participants)["role"]) == ["moeder", "vader"]
    assert len(run.table(Segments)) == 3


def test_a_direct_identifier_in_a_role_leaves_every_table(screened):
    run = screened(role="moeder m.a@voorbeeld.nl", label="P1")
    assert list(run.table(Participants)["role"]) == ["", "vader"]
    assert list(run.table(Segments)["role"]) == ["", "vader", ""]
    assert list(run.table(DialogueTables)["occasion"]) == ["te laat gekomen"]


def test_a_name_in_a_role_is_listed_and_holds_nothing(screened):
    run = screened(role="moeder Sietske")
    assert kinds(run, "meta.yaml") == ["persoonsnaam"]
    assert list(run.table(Participants)["role"]) == ["moeder Sietske", "vader"]


def test_a_label_that_fits_nobody_and_no_list_is_a_finding_at_every_turn(screened):
    assert kinds(screened(label="Xanthra Quelfi"), "transcript.txt") == ["persoonsnaam"] * 2


@pytest.mark.parametrize("label", ["GEZINSCOACH", "Spreker 3", "Onbekend", "MOEDER"])
def test_a_label_that_is_a_role_or_a_number_is_no_finding(screened, label):
    assert kinds(screened(label=label), "transcript.txt") == []


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ("toelichting: bel 06-12345678\n", "telefoon"),
        ("opmerkingen: [rustig, mail m.a@voorbeeld.nl]\n", "e-mail"),
        (
            "casus_en_traject: {begin: 2014, school: de juf is te bereiken op 06-12345678}\n",
            "telefoon",
        ),
        ("sector: po 06-12345678\n", "telefoon"),
        ("  - {rol: oma, opmerkingen: belt vanaf 06-12345678}\n", "telefoon"),
    ],
)
def test_every_text_in_meta_is_checked_at_whatever_depth(screened, more, kind):
    run = screened(more=more)
    assert kinds(run, "meta.yaml") == [kind]
    assert set(run.table(Quarantine)["document"]) == {"meta.yaml"}
    assert "0612345678" not in "".join(run.table(DialogueTables).to_string().split("-"))
    assert len(run.table(Segments)) == 3


def test_ids_and_what_is_meant_to_be_known_are_no_finding(screened):
    more = "regio: Fryslân\nsprekers: {MOEDER: P1}\nstatus: gereed\nkader: vrijwillig\n"
    assert kinds(screened(more=more), "meta.yaml") == []


def test_a_second_finder_is_used_only_where_the_study_asks_for_it(screened, monkeypatch):
    asked = []

    def load(roles):
        asked.append(roles)
        return lambda text: [Finding(0, 4, "persoonsnaam", "zacht", "gevonden door deduce")]

    monkeypatch.setattr(screening, "load_deduce", load)
    monkeypatch.setattr(screening, "deduce_version", lambda: "3")
    found = screened(study="naamherkenner: deduce\n").table(PrivacyFindings)
    assert asked == [["moeder", "vader"]]
    assert set(found["evidence"]) == {"gevonden door deduce"}
    assert set(found["level"]) == {"zacht"}


def test_without_being_asked_for_it_is_not_loaded(screened, monkeypatch):
    monkeypatch.setattr(screening, "load_deduce", lambda _: pytest.fail("geladen"))
    screened()
