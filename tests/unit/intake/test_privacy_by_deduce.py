"""deduce beside our own checks: only where it is asked for, soft, and without a word in any log."""

import logging
import sys
from types import ModuleType, SimpleNamespace

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Documents, check
from pipeline.intake.privacy import screen_documents
from pipeline.intake.privacy.by_deduce import EVIDENCE, load_deduce

TEXT = "Daarna belde Xanthra met De Brink. Regie hielp. [NAAM] zweeg. Bel 06-12345678."


class FakeDeduce:
    """Marks some words, and opens up the logging of the whole program, as deduce does."""

    MARKED = (
        ("Xanthra", "persoon"), ("De Brink", "instelling"), ("Regie", "persoon"),
        ("06-12345678", "telefoonnummer"), ("[NAAM]", "patient"),
    )  # fmt: skip

    def __init__(self):
        logging.basicConfig(level=logging.DEBUG, force=False)
        logging.getLogger().setLevel(logging.DEBUG)
        logging.getLogger().addHandler(logging.NullHandler())

    def deidentify(self, text):
        logging.getLogger("deduce").warning(text)
        found = [
            SimpleNamespace(
                start_char=text.index(word), end_char=text.index(word) + len(word), tag=tag
            )
            for word, tag in self.MARKED
            if word in text
        ]
        return SimpleNamespace(annotations=found)


@pytest.fixture
def fake(monkeypatch):
    module = ModuleType("deduce")
    module.Deduce = FakeDeduce
    monkeypatch.setitem(sys.modules, "deduce", module)


def test_names_are_found_as_soft_and_roles_placeholders_and_numbers_are_left(fake):
    found = load_deduce(["regie"])(TEXT)
    assert [(one.kind, one.level, TEXT[one.start : one.end]) for one in found] == [
        ("persoonsnaam", "zacht", "Xanthra"),
        ("organisatie", "zacht", "De Brink"),
    ]
    assert {one.evidence for one in found} == {EVIDENCE}


def test_logging_is_as_it_was_and_no_word_went_through_it(fake, caplog):
    root = logging.getLogger()
    before = (root.level, list(root.handlers), logging.root.manager.disable)
    load_deduce()(TEXT)
    assert (root.level, list(root.handlers), logging.root.manager.disable) == before
    assert "Xanthra" not in caplog.text


def test_logging_is_put_back_also_when_it_fails(monkeypatch):
    module = ModuleType("deduce")

    def broken():
        logging.getLogger().setLevel(logging.DEBUG)
        raise RuntimeError

    module.Deduce = broken
    monkeypatch.setitem(sys.modules, "deduce", module)
    level = logging.getLogger().level
    with pytest.raises(RuntimeError):
        load_deduce()
    assert logging.getLogger().level == level


def test_asked_for_and_not_installed_is_told_with_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "deduce", None)
    with pytest.raises(InputError, match=r"dialoogtafels\[deduce\]"):
        load_deduce()


def test_what_it_finds_joins_the_list_beside_our_own_and_holds_nothing_by_itself(fake):
    text = "De zus van xanthra kwam. Daarna zei Xanthra niets."
    documents = check(
        pd.DataFrame([("T1", "v.md", "verslag", "x", text)], columns=Documents.names()), Documents
    )
    quarantine, findings = screen_documents(documents, also=load_deduce())
    assert "zacht" in set(findings["level"])
    assert "hard" not in set(quarantine["niveau"])
    own = screen_documents(documents)[1]
    assert len(findings) >= len(own)
    assert EVIDENCE in set(findings["evidence"]) or len(own)
