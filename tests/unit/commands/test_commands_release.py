"""A person is asked, sentence by sentence and at the end; where nobody is there, nothing is assumed."""

from types import SimpleNamespace

import pytest
import typer

from pipeline.commands import console, release
from pipeline.domain.errors import UsageError
from pipeline.release.signoff import Check, ProductFacts
from pipeline.stages.release_record import Product


def answering(monkeypatch, *answers):
    left = list(answers)
    for place in (console, release):
        monkeypatch.setattr(place, "can_ask", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda question, **_: left.pop(0))
    return left


def product(name, *checks):
    return Product(name, {}, ProductFacts(name, "x"), checks)


def test_only_ja_is_yes_and_the_question_comes_back_until_it_is_answered(monkeypatch):
    left = answering(monkeypatch, "misschien", "", "JA", "nee", "j")
    assert [console.yes("Mag het?") for _ in range(3)] == [True, False, True]
    assert left == []


def test_every_undecided_sentence_is_asked_for_and_no_other(monkeypatch, capsys):
    answering(monkeypatch, "ja", "nee")
    plan = SimpleNamespace(undecided=["Een.", "Twee."])
    assert release._ask_sentences(plan, ask=True) == {"Een.": True, "Twee.": False}
    assert "2 zinnen" in capsys.readouterr().out
    assert release._ask_sentences(plan, ask=False) == {}


def test_where_nobody_is_there_the_option_is_named(monkeypatch):
    for place in (console, release):
        monkeypatch.setattr(place, "can_ask", lambda: False)
    with pytest.raises(UsageError, match="--door"):
        release._ask("Wie geeft dit vrij", "--door")
    with pytest.raises(UsageError, match="--ja"):
        console.yes("Geeft A dit vrij?")


def test_what_holds_a_product_back_is_told_once_with_what_can_go(capsys):
    held = Check("privacy nagekeken", met=False, blocks=True, message="Nog 1 vondst open.")
    fine = Check("geen losse tafels", met=True, blocks=True, message="Goed.")
    products = [product("factsheet", held), product("rapport", held), product("tabel-themas", fine)]
    release._say_blocked(products, SimpleNamespace(undecided=[]))
    told = capsys.readouterr().err
    assert told.count("Nog 1 vondst open.") == 1
    assert "(factsheet, rapport)" in told
    assert "--product tabel-themas" in told


def test_a_doubt_is_to_be_weighed_and_does_not_hold_back():
    doubt = Check("citaten niet herkenbaar", met=False, blocks=False, message="Kijk nog eens.")
    assert release._verdict(product("factsheet", doubt)) == "te wegen"
    assert product("factsheet", doubt).may_leave
