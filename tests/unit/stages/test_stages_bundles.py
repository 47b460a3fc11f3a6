"""A drawn study with a release; what goes in its bundle, and what never does."""

import hashlib
import io
import json
import zipfile

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder, read_settings
from pipeline.domain.tables import Codings, DialogueTables, Segments, check
from pipeline.exchange.bundles import read_bundle
from pipeline.exchange.decision_sheets import write_book
from pipeline.exchange.sentence_sheet import SentenceDecision, sentence_book
from pipeline.release.bundle import codebook_bytes
from pipeline.release.tabulation import csv_of
from pipeline.release.texts import read_texts
from pipeline.stages.bundles import make_bundle
from pipeline.stages.release_record import digest_of_files
from pipeline.stages.screening import decisions_folder
from tests.unit.bundles_drawn import book_of, table_of

WORDS = (
    "We hebben acht maanden gewacht en toen belde er niemand terug.",
    "Mijn dochter vond het fijn dat haar eigen mentor erbij was.",
    "De gezinsvoogd wisselde drie keer in een half jaar, dat was zwaar.",
)
TEXTS = read_texts(configs_folder() / "teksten.yaml")
BOOK = book_of("regie", "netwerk", "leren")
SETTINGS = "studie: {}\ntitel: Een proef\ndata: data\ncodeboek: codeboek.yaml\n"
SAID = [TEXTS.fill("bevindingen", "in_woorden_knelpunt", thema=BOOK.label(code)) for code in ("regie", "netwerk", "leren")]  # fmt: skip
THEMES = table_of({("regie", ""): 9, ("netwerk", ""): 2, ("leren", ""): 0}, 12, valued=False)
VALUED = table_of({("regie", "knelpunt"): 8, ("netwerk", "knelpunt"): 1}, 12)


class Study:
    """A study of drawn tables with an output folder, and what was let out of it."""

    def __init__(self, home, n_tables=12, regions=("Noord",)):
        self.home, self.folder = home, home / "uit"
        (home / "data" / "DT-01").mkdir(parents=True)
        (home / "data" / "DT-01" / "meta.yaml").write_text("tafel: DT-01\n", encoding="utf-8")
        self.file = home / "studie.yaml"
        (home / "codeboek.yaml").write_bytes(codebook_bytes(BOOK))
        self.set()
        self.ids = [f"DT-{number:02}" for number in range(1, n_tables + 1)]
        (self.folder / "werk").mkdir(parents=True)
        self._tables(regions)
        self._segments()

    def _tables(self, regions):
        rows = [
            (one, "2021-03-0" + str(place % 9 + 1), regions[place % len(regions)], f"Gemeente-{place}",
             "casusspecifiek", "jeugdhulp", "12-17", "", None, 5)
            for place, one in enumerate(self.ids)
        ]  # fmt: skip
        table = check(pd.DataFrame(rows, columns=DialogueTables.names()), DialogueTables)
        table.to_parquet(self.folder / "werk" / "tafels.parquet")

    def _segments(self):
        rows, codes = [], []
        for one in self.ids:
            for place, text in enumerate(WORDS):
                segment = f"{one}/verslag/{place:04}"
                said = f"{text[:-1]} aan {one}."
                values = dict.fromkeys(Segments.names(), "") | {
                    "segment_id": segment, "table_id": one, "document": "verslag.md", "start": 0, "end": 9,
                    "language": "nl", "text": said, "kind": "verslag", "block": 0, "countable": True,
                }  # fmt: skip
                rows.append(values)
                coded = dict.fromkeys(Codings.names(), "") | {
                    "segment_id": segment, "code": "regie" if place else None, "coder": "A",
                    "source": "mens", "start": 0, "end": 9, "valence": "knelpunt" if place else "",
                    "doubt": False, "confidence": 1.0, "status": "bevestigd",
                }  # fmt: skip
                codes.append(coded)
        self.segments = check(pd.DataFrame(rows), Segments)
        self.segments.to_parquet(self.folder / "werk" / "segmenten.parquet")
        check(pd.DataFrame(codes), Codings).to_parquet(self.folder / "werk" / "coderingen.parquet")

    def set(self, study="proef", more=""):
        self.file.write_text(SETTINGS.format(study) + more, encoding="utf-8")

    def let_out(self, products):
        """Put products (name to path to content) in vrijgave/ with their record."""
        rows = []
        for name, files in products.items():
            for path, content in files.items():
                place = self.folder / "vrijgave" / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
            rows.append(
                {"product": name, "digest": digest_of_files(files), "approved_by": "R. Smit", "approved_on": "2026-11-01",
                 "checks": [], "note": "Over DT-03 is getwijfeld", "bestanden": digests, "vingerafdruk": "x"}
            )  # fmt: skip
        record = {"studie": "proef", "titel": "Een proef", "programma": "0.1.0", "producten": rows}
        (self.folder / "vrijgave" / "vrijgave.json").write_text(
            json.dumps(record), encoding="utf-8"
        )

    def decide(self, answers):
        path = decisions_folder(read_settings(self.file)) / "zinnen.xlsx"
        decided = {
            said: SentenceDecision(said, answer, "R. Smit", "") for said, answer in answers.items()
        }
        write_book(path, sentence_book(dict.fromkeys(answers, "factsheet"), decided), {})

    def bundle(self, **given):
        options = {
            "to": self.home / "b.zip",
            "key": self.home / "eigen" / "sleutel.json",
            "workplace": "",
        }
        return make_bundle(self.file, self.folder, **{**options, **given})


TABLES = {
    "tabel-themas": {"tabellen/themas.csv": THEMES},
    "tabel-waardering": {"tabellen/waardering.csv": VALUED},
}


def docx(*sentences):
    body = "".join(
        f"<w:p><w:r><w:t>{said[:9]}</w:t></w:r><w:r><w:t>{said[9:]}</w:t></w:r></w:p>"
        for said in sentences
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="http://w">{body}</w:document>')
    return out.getvalue()


@pytest.fixture
def study(tmp_path):
    return Study(tmp_path)


def test_a_bundle_holds_the_released_tables_byte_for_byte(study):
    study.let_out(TABLES)
    made = study.bundle()
    read = read_bundle("b.zip", made.path.read_bytes())
    assert set(read.tables) == {"themas", "waardering"}
    assert THEMES in made.path.read_bytes(), "stored as it is, so its bytes are in the zip"
    assert (read.manifest.n_tables, read.manifest.in_words, read.manifest.region) == (
        12,
        False,
        "Noord",
    )
    assert read.manifest.coder == "A"
    assert read.fingerprint == made.fingerprint
    assert list(read.tables["themas"]["tafels"]) == ["9", "", "0"]


def test_no_word_id_document_or_gemeente_of_a_table_is_in_the_bytes_of_a_bundle(study):
    study.let_out(TABLES)
    content = study.bundle().path.read_bytes().decode("utf-8", "replace").casefold()
    for text in study.segments["text"]:
        words = text.casefold().split()
        runs = [" ".join(words[start : start + 4]) for start in range(len(words) - 3)]
        assert not [run for run in runs if run in content]
    ids = [*study.ids, *study.segments["segment_id"], "verslag.md", "gemeente-", "getwijfeld"]
    assert not [one for one in ids if one.casefold() in content]


def test_the_same_release_gives_the_same_bytes_and_the_same_signer(study):
    study.let_out(TABLES)
    first = study.bundle()
    before = first.path.read_bytes()
    second = study.bundle(to=study.home / "c.zip")
    assert second.path.read_bytes() == before
    assert (first.new_key, second.new_key) == (True, False)


def test_only_what_was_let_out_is_in_a_bundle(study):
    (study.folder / "concept" / "tabellen").mkdir(parents=True)
    (study.folder / "concept" / "tabellen" / "samenhang.csv").write_bytes(VALUED)
    study.let_out({"tabel-themas": TABLES["tabel-themas"], "figuur-x": {"figuren/x.csv": VALUED}})
    assert study.bundle().tables == ("themas",)


@pytest.mark.parametrize(
    ("products", "told"),
    [({}, "nog niets vrijgegeven"), ({"figuur-x": {"figuren/x.csv": VALUED}}, "geen tabel")],
)
def test_without_a_released_table_there_is_no_bundle(study, products, told):
    if products:
        study.let_out(products)
    with pytest.raises(InputError, match=told):
        study.bundle()
    assert not (study.home / "b.zip").exists()
    assert not (study.home / "eigen").exists()


def test_a_product_that_changed_since_it_was_signed_makes_no_bundle(study):
    study.let_out(TABLES | {"factsheet": {"factsheet.docx": docx("x")}})
    (study.folder / "vrijgave" / "factsheet.docx").write_bytes(docx("y"))
    with pytest.raises(InputError, match=r"Veranderd sinds de vrijgave.*factsheet"):
        study.bundle()


def test_the_release_of_another_study_makes_no_bundle(study):
    study.let_out(TABLES)
    study.set("anders")
    with pytest.raises(InputError, match="andere studie"):
        study.bundle()


def test_a_released_count_below_the_threshold_of_now_makes_no_bundle(study):
    study.let_out({"tabel-themas": {"tabellen/themas.csv": table_of({("regie", ""): 4}, 12, 4, valued=False)}})  # fmt: skip
    study.set(more="vrijgave: {min_tafels: 5}\n")
    with pytest.raises(InputError, match="onder de drempel"):
        study.bundle()


def test_under_ten_tables_only_sentences_that_were_let_out_and_stand_in_a_product_go(tmp_path):
    study = Study(tmp_path, n_tables=5)
    study.let_out(TABLES | {"factsheet": {"factsheet.docx": docx(SAID[0], SAID[1])}})
    study.decide({SAID[0]: "ja", SAID[1]: "nee", SAID[2]: "ja"})
    made = study.bundle()
    read = read_bundle("b.zip", made.path.read_bytes())
    assert read.sentences.to_numpy().tolist() == [[SAID[0], "regie", "knelpunt"]]
    assert not read.tables
    assert (read.manifest.n_tables, read.manifest.in_words, made.counts_left_out) == (
        None,
        True,
        True,
    )


def test_under_ten_tables_without_a_sentence_there_is_no_bundle(tmp_path):
    study = Study(tmp_path, n_tables=5)
    study.let_out({"factsheet": {"factsheet.docx": docx(SAID[0])}})
    with pytest.raises(InputError, match="alleen vrijgegeven zinnen"):
        study.bundle()


def test_sentences_of_a_group_of_tables_are_not_those_of_the_study(tmp_path):
    study = Study(tmp_path, n_tables=5)
    study.let_out({"factsheet-drie-casussen": {"factsheets/drie.docx": docx(SAID[0])}})
    study.decide({SAID[0]: "ja"})
    with pytest.raises(InputError, match="alleen vrijgegeven zinnen"):
        study.bundle()


def test_a_sentence_is_found_in_a_released_page_too(tmp_path):
    study = Study(tmp_path, n_tables=5)
    page = f"<style>p {{}}</style><p>{SAID[0].replace('‘', '&lsquo;')[:30]}<b>{SAID[0].replace('‘', '&lsquo;')[30:]}</b></p>"
    study.let_out({"rapport": {"rapport.html": page.encode()}})
    study.decide({SAID[0]: "ja"})
    assert study.bundle().n_sentences == 1


def test_words_of_a_table_in_the_codebook_make_no_bundle(study):
    own = study.home / "codeboek.yaml"
    quoted = study.segments["text"].iloc[0]
    own.write_text(
        "meta: {id: eigen, versie: '1'}\nniveaus: [{id: gezin, label: Gezin}]\nthemas:\n"
        f"  - {{id: regie, label: Regie, niveau: gezin, definitie: \"Zoals: {quoted}\"}}\n", encoding="utf-8",
    )  # fmt: skip
    study.let_out(TABLES)
    with pytest.raises(InputError, match=r"codeboek\.yaml") as caught:
        study.bundle()
    assert "gewacht" not in str(caught.value)
    assert not (study.home / "eigen").exists(), "no key is left that nobody was told of"


def test_a_region_of_too_few_tables_is_not_named(tmp_path):
    study = Study(tmp_path, n_tables=12, regions=("Noord",) * 5 + ("Zuid",))
    study.let_out(TABLES)
    made = study.bundle()
    read = read_bundle("b.zip", made.path.read_bytes())
    assert read.manifest.region == "Noord"
    assert "Zuid" not in made.path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize(
    "place", ["uit/sleutel.json", "data/sleutel.json", "uit/vrijgave/sleutel.json"]
)
def test_a_key_never_lies_in_the_output_or_with_the_data(study, place):
    study.let_out(TABLES)
    with pytest.raises(InputError, match="hoort niet bij de uitvoer"):
        study.bundle(key=study.home / place)


def test_released_statements_of_sessions_go_without_their_ids(tmp_path):
    study = Study(tmp_path, n_tables=3)
    said = study.segments["text"].iloc[0]
    table = pd.DataFrame(
        {"sessie": ["DT-01"], "uitspraak": ["DT01-01"], "tekst": [said], "plaats": ["1"],
         "gesteund_door": ["ouders, jeugdigen"], "personen": ["7"], "van_personen": ["12"],
         "telling": ["uitspraak/DT01-01"]}
    )  # fmt: skip
    said = said.replace("DT-01", "deze tafel")
    table["tekst"] = said
    study.let_out({"tabel-prioriteiten": {"tabellen/prioriteiten.csv": csv_of(table)}})
    read = read_bundle("b.zip", study.bundle().path.read_bytes())
    assert read.tables["prioriteiten"].to_dict("records") == [
        {"sessie": "sessie 1", "tekst": said, "plaats": "1", "gesteund_door": "ouders, jeugdigen",
         "personen": "7", "van_personen": "12"}
    ]  # fmt: skip
    few = csv_of(table.assign(personen="2"))
    study.let_out({"tabel-prioriteiten": {"tabellen/prioriteiten.csv": few}})
    with pytest.raises(InputError, match="onder de drempel"):
        study.bundle()


def test_a_bundle_that_others_would_refuse_is_not_made(study):
    study.let_out({"tabel-themas": {"tabellen/themas.csv": table_of({("verdwenen", ""): 9}, 12, valued=False)}})  # fmt: skip
    with pytest.raises(InputError, match="niet in haar codeboek"):
        study.bundle()
    assert not (study.home / "b.zip").exists()
    assert not (study.home / "eigen").exists()


def test_an_outdated_release_is_told_and_goes_as_it_was_let_out(study):
    study.let_out(TABLES)
    assert study.bundle().outdated == ("tabel-themas", "tabel-waardering")
