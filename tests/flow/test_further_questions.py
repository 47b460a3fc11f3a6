"""Verbs that ask more of an analysed study: how sure, what else, and what elsewhere."""

import pandas as pd
import pytest

from pipeline.__main__ import run
from pipeline.stages.appendix import FILES
from tests.flow.conftest import TABLES, make_study

pytestmark = pytest.mark.flow


def verb(study, name, *options):
    return run([name, str(study.file), *options, "--uit", str(study.output), "--stil"])


def test_the_self_test_says_which_intervals_hold(small_study, capsys):
    assert verb(small_study, "zekerheid", "--keer", "40") == 0
    told = capsys.readouterr().out
    assert "alles met de hand, over tafels" in told
    folder = small_study.output / "zekerheid"
    rows = pd.read_csv(folder / "dekking.csv", sep=";", decimal=",", encoding="utf-8-sig")
    assert set(rows["wereld"]) == {
        "beta", "beta, fouten per tafel", "logistisch", "logistisch, fouten per tafel",
    }  # fmt: skip
    page = (folder / "zekerheid.html").read_text(encoding="utf-8")
    assert "Bruikbaar" in page
    assert ">nan<" not in page
    assert verb(small_study, "zekerheid", "--keer", "0") == 2


def test_topics_are_found_by_bertopic_and_only_recurrent_ones_are_shown(small_study, capsys):
    pytest.importorskip("bertopic")
    assert verb(small_study, "onderwerpen") == 0
    told = capsys.readouterr().out
    assert "keren terug" in told
    folder = small_study.output / "onderwerpen"
    runs = pd.read_csv(folder / "stabiliteit-alle.csv", sep=";", encoding="utf-8-sig")
    assert set(runs["soort"]) == {"zaad", "volgorde", "zonder een tafel"}
    rows = pd.read_csv(folder / "onderwerpen-alle.csv", sep=";", encoding="utf-8-sig")
    page = (folder / "onderwerpen.html").read_text(encoding="utf-8")
    assert ">nan<" not in page
    for terms, stable in zip(rows["woorden"], rows["stabiel"], strict=True):
        assert (", ".join(str(terms).split()[:8]) in page) == (stable == "ja")
    cards = small_study.data.parent / "besluiten" / "klein" / "kandidaat-codes.xlsx"
    assert cards.is_file()


def test_studies_are_set_side_by_side_without_ranking(tmp_path, capsys):
    files = []
    for name, tables in (("zuid", TABLES[:3]), ("noord", TABLES[3:5])):
        file = make_study(tmp_path / name, tables).file
        file.write_text(file.read_text("utf-8").replace("klein", name), encoding="utf-8")
        files.append(str(file))
    out = tmp_path / "naast elkaar"
    assert run(["vergelijk", *files, "--uit", str(out), "--stil"]) == 0
    page = (out / "vergelijking.html").read_text(encoding="utf-8")
    assert page.index(">zuid<") < page.index(">noord<")
    assert "Niet elk wiel past op elke wagen." in page
    assert ">nan<" not in page
    assert run(["vergelijk", files[0], "--stil"]) == 2
    assert run(["vergelijk", files[0], files[0], "--uit", str(out), "--stil"]) == 1
    assert "eigen 'studie:'" in capsys.readouterr().err


def test_the_appendix_is_for_the_team_alone_and_never_says_nan(small_study):
    folder = small_study.output / "besloten"
    names = {path.stem for path in (folder / "bijlage").glob("*.csv")}
    assert {*FILES.values(), "patronen"} <= names
    page = (folder / "bijlage.html").read_text(encoding="utf-8")
    assert "Tegenvoorbeelden" in page
    assert "Wat dit zegt over" not in page  # this study does not say what its tables stand for
    assert ">nan<" not in page
    outside = [
        path.read_text(encoding="utf-8")
        for path in (small_study.output / "concept").rglob("*.html")
    ]
    assert outside
    assert not any("Benjamini" in text or "95%-interval" in text for text in outside)
