"""The way back: a table hears what was made of its words, answers, and is waited for."""

import io
import shutil

import docx
import pytest
from docx.oxml.ns import qn

from pipeline.__main__ import run
from pipeline.exchange.decision_sheets import read_book
from pipeline.files.spreadsheets import write_workbook
from tests.flow.conftest import SmallStudy
from tests.unit.release.feedback.forms import tick

pytestmark = pytest.mark.flow
SIGNED = ("--product", "tabel-themas", "--door", "A. Jansen, onderzoeker", "--ja", "--stil")


@pytest.fixture(scope="module")
def study(small_study, tmp_path_factory):
    home = tmp_path_factory.mktemp("terug") / "klein"
    shutil.copytree(small_study.file.parent, home)
    made = SmallStudy(home / "studie.yaml", home / "data", home / "uitvoer")
    assert back(made, "dt-07") == 0
    return made


def back(study, *words):
    return run(["terugkoppeling", str(study.file), *words, "--uit", str(study.output), "--stil"])


def let_out(study):
    return run(["geef-vrij", str(study.file), "--uit", str(study.output), *SIGNED])


def words_of(path):
    body = docx.Document(io.BytesIO(path.read_bytes())).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def test_a_table_gets_letters_a_profile_and_a_form_and_no_name(study):
    folder = study.output / "besloten" / "terugkoppeling" / "DT-07"
    assert {path.name for path in folder.iterdir()} == {
        "antwoordformulier.docx", "antwoordformulier.pdf", "antwoordformulier.txt", "brief-gezin.docx",
        "brief-jeugdige-12-15.docx", "brief-jeugdige-16-plus.docx", "casusprofiel.docx", "casusprofiel.pdf",
    }  # fmt: skip
    assert "april 2017" in words_of(folder / "brief-gezin.docx")
    assert "Formulier DT-07" in words_of(folder / "antwoordformulier.docx")
    assert read_book(study.data.parent / "besluiten" / "klein" / "reacties.xlsx")["tafels"].shape[0] == 11  # fmt: skip


def test_an_edited_letter_outlives_the_verb_and_a_table_that_is_not_there_is_told(study, capsys):
    letter = study.output / "besloten" / "terugkoppeling" / "DT-07" / "brief-gezin.docx"
    before = letter.read_bytes()
    letter.write_bytes(b"van mij")
    assert back(study, "DT-07") == 0
    assert "gelaten: brief-gezin.docx" in capsys.readouterr().out
    assert letter.read_bytes() == b"van mij"
    letter.write_bytes(before)
    assert back(study, "DT-99") == 1
    assert "DT-99" in capsys.readouterr().err


def test_a_reply_holds_the_release_until_it_is_answered(study, capsys):
    home = study.data.parent / "besluiten" / "klein"
    form = study.output / "besloten" / "terugkoppeling" / "DT-07" / "antwoordformulier.docx"
    filled = tick(form.read_bytes(), "reactie:1:1", "reactie:2:0", "wie:2")
    (home / "antwoorden" / "terug.docx").write_bytes(filled)
    assert back(study) == 0
    assert "wacht op jouw antwoord" in capsys.readouterr().out
    assert let_out(study) == 1
    assert "bezwaren beantwoord" in capsys.readouterr().err
    book = read_book(home / "reacties.xlsx")
    rows = book["reacties"]
    assert rows["reactie"].tolist() == ["anders", "klopt"]
    write_workbook(home / "reacties.xlsx", {**book, "reacties": rows.assign(antwoord="Aangepast.")})
    assert let_out(study) == 0


def test_a_mirror_for_one_gemeente_is_that_for_another_but_for_its_name(study):
    told = {}
    for name in ("Heerenveen", "Ameland"):  # the one sat at a table, the other did not
        command = ["spiegelbijeenkomst", str(study.file), "--gemeente", name]
        assert run([*command, "--uit", str(study.output), "--stil"]) == 0
        folder = study.output / "concept" / "spiegelbijeenkomst"
        path = folder / f"spiegelbijeenkomst-{name.lower()}.docx"
        told[name] = words_of(path).replace(name, "X")
    assert told["Heerenveen"] == told["Ameland"]
    assert "van de 11 tafels" in told["Ameland"]
    product = ["--product", "spiegelbijeenkomst-ameland", *SIGNED[2:]]
    assert run(["geef-vrij", str(study.file), "--uit", str(study.output), *product]) == 0
    left = study.output / "vrijgave" / "spiegelbijeenkomst" / "spiegelbijeenkomst-ameland.docx"
    assert "concept" not in words_of(left).casefold()
