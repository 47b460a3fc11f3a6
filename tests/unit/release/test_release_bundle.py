import io

import pandas as pd

from pipeline.domain.codebook import Code, Codebook, codebook_of, read_codebook
from pipeline.domain.settings import configs_folder
from pipeline.domain.yamltext import parse_yaml
from pipeline.release.bundle import (
    codebook_bytes,
    leaks,
    place_sentences,
    read_released,
    without_ids,
)
from pipeline.release.texts import read_texts
from tests.unit.bundles_drawn import bundle_of

TEXTS = read_texts(configs_folder() / "teksten.yaml")
BOOK = read_codebook(configs_folder() / "codeboek.yaml")


def test_the_same_release_gives_the_same_bytes():
    assert bundle_of("Noord") == bundle_of("Noord")


def test_a_codebook_goes_without_examples_and_patterns_and_is_still_read(tmp_path):
    content = codebook_bytes(BOOK)
    text = content.decode()
    assert not [code.id for code in BOOK.codes for said in code.phrases if said in text]
    assert "zinnen:" not in text
    assert "patronen:" not in text
    read = codebook_of(parse_yaml(text, tmp_path / "codeboek.yaml"))
    assert [(code.id, code.label, code.definition, code.level) for code in read.codes] == [
        (code.id, code.label, code.definition, code.level) for code in BOOK.codes
    ]
    assert (read.id, read.version) == (BOOK.id, BOOK.version)


def test_former_ids_go_along():
    code = Code("zorg", "Zorg", "gezin", "", was=("hulp", "steun"))
    content = codebook_bytes(Codebook("x", "2", (code,), {"gezin": "Gezin"}, {}, {}))
    assert "was:\n  - hulp\n  - steun" in content.decode()


def test_a_sentence_is_placed_with_the_theme_and_valence_that_it_is_about():
    stuck = TEXTS.fill("bevindingen", "in_woorden_knelpunt", thema=BOOK.label("regie"))
    both = TEXTS.fill("bevindingen", "in_woorden_beide", thema=BOOK.label("netwerk"))
    rows = place_sentences([stuck, both, "Een eigen zin.", stuck], BOOK, TEXTS)
    assert dict(zip(rows["zin"], zip(rows["code"], rows["waardering"], strict=True), strict=True)) == {
        stuck: ("regie", "knelpunt"),
        both: ("netwerk", ""),
        "Een eigen zin.": ("", ""),
    }  # fmt: skip


def test_words_and_ids_of_a_table_are_found_wherever_they_stand():
    members = {
        "a.csv": b"naam;tafels\nregie;4",
        "b.yaml": b"definitie: Wij wachtten een half jaar, en toen BELDE er niemand.",
        "c.json": b'{"titel": "tafel DT-07 en meer"}',
    }
    segments = ["wij wachtten een half jaar en toen belde er niemand", "regie 4"]
    assert leaks(members, segments=segments, table_ids=["DT-07", "4", "regie"]) == [
        "b.yaml",
        "c.json",
    ]
    assert leaks(members, segments=segments, table_ids=["DT-0"], released=segments) == []


def test_short_segments_and_ids_that_are_plain_words_are_no_leak():
    members = {"a.csv": b"dat klopt wel;12;Heerenveen"}
    assert not leaks(members, segments=["Dat klopt wel."], table_ids=["12", "Heerenveen"])


def test_a_table_of_sessions_loses_its_ids():
    table = pd.DataFrame(
        {
            "sessie": ["SB-2", "SB-1", "SB-1"],
            "nr": ["SB2-01", "SB1-01", "SB1-02"],
            "uitspraak": ["1", "1", "2"],
            "tekst": ["Samen eten", "Korter wachten", "Eén plan"],
            "telling": ["a/SB2-01/ouders", "a/SB1-01/ouders", "a/SB1-02/ouders"],
            "via": ["x SB2-01", "", "y SB1-02"],
            "plaats": ["1", "1", "2"],
            "leeg": ["", "", ""],
        }
    )
    read = read_released(without_ids(table, ["SB-1", "SB-2"]))
    assert list(read["sessie"]) == ["sessie 2", "sessie 1", "sessie 1"]
    assert list(read.columns) == ["sessie", "tekst", "plaats", "leeg"]
    assert list(read["tekst"]) == list(table["tekst"])
    assert list(read["plaats"]) == ["1", "1", "2"]
    assert io.BytesIO(without_ids(table, ["SB-1", "SB-2"])).read().find(b"SB") == -1
