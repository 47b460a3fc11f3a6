"""`geef-vrij`: what leaves is signed, safe by itself and together, and nothing else leaves."""

import io
import json
import shutil
import zipfile

import pandas as pd
import pytest

from pipeline.__main__ import run
from pipeline.domain.codebook import read_codebook
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import Released, check
from pipeline.files.spreadsheets import read_workbook, write_workbook
from pipeline.release.disclosure import attack, level_derivations
from pipeline.release.factsheet import read_counts
from pipeline.release.factsheet.docx_parts import FIXED_TAG, number_tag
from pipeline.release.tabulation import HEADINGS, TABLES
from tests.flow.conftest import TABLES as SMALL
from tests.flow.conftest import SmallStudy, make_study

pytestmark = pytest.mark.flow
SIGNED = ("--door", "A. Jansen, onderzoeker", "--ja", "--stil")


def let_out(study, *options):
    return run(["geef-vrij", str(study.file), "--uit", str(study.output), *options])


def decided(study, name):
    return study.data.parent / "besluiten" / "klein" / name


def contents(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def released(small_study, tmp_path_factory):
    """A copy of the small study, all of it released."""
    home = tmp_path_factory.mktemp("vrijgave") / "klein"
    shutil.copytree(small_study.file.parent, home)
    study = SmallStudy(home / "studie.yaml", home / "data", home / "uitvoer")
    assert let_out(study, *SIGNED) == 0
    return study


def test_every_file_that_leaves_is_in_the_record_with_who_and_when(released):
    folder = released.output / "vrijgave"
    record = json.loads((folder / "vrijgave.json").read_text(encoding="utf-8"))
    told = {path for row in record["producten"] for path in row["bestanden"]}
    assert told | {"vrijgave.json"} == set(contents(folder))
    assert {row["approved_by"] for row in record["producten"]} == {"A. Jansen, onderzoeker"}
    assert all(row["approved_on"] and row["digest"] for row in record["producten"])
    kinds = {"factsheet", "rapport", "presentatie", "figuur-waardering", "tabel-waardering"}
    assert kinds <= {row["product"] for row in record["producten"]}


def test_nothing_that_leaves_calls_itself_a_concept(released):
    for path, content in contents(released.output / "vrijgave").items():
        texts = [content]
        if path.endswith((".docx", ".pptx")):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                texts = [package.read(name) for name in package.namelist() if name.endswith("xml")]
        if not path.endswith((".png", ".pdf", ".json")):
            assert not any(b"concept" in text.lower().split(b"<style")[0] for text in texts), path


def test_no_word_of_the_material_and_no_single_table_leaves(released):
    segments = pd.read_parquet(released.output / "werk" / "segmenten.parquet")
    long = [text for text in segments["text"] if len(text) > 60]
    for path, content in contents(released.output / "vrijgave").items():
        if path.endswith((".csv", ".html", ".svg", ".json")):
            text = content.decode("utf-8")
            assert not any(f"{table_id}" in text for table_id in SMALL), path
            assert not any(sentence in text for sentence in long), path


def rebuilt(folder):
    """Return the released rows as whoever holds all products can put them together."""
    measures = {name: measure for measure, name in TABLES.items()}
    english = {dutch: own for own, dutch in HEADINGS.items()}
    tables = []
    for path in sorted((folder / "tabellen").glob("*.csv")):
        table = pd.read_csv(path, sep=";", encoding="utf-8-sig").rename(columns=english)
        tables.append(table.assign(measure=measures[path.stem]))
    rows = pd.concat(tables, ignore_index=True).reindex(columns=Released.names())
    counts = ["n_tables", "of_tables", "codable_tables"]
    words = [column for column in rows.columns if column not in counts]
    rows[words] = rows[words].fillna("").astype(str)
    return check(rows.astype(dict.fromkeys(counts, "Int64")), Released)


def shown_elsewhere(folder):
    """Return every count of every figure and factsheet, with the finding that it is of."""
    for path in sorted((folder / "figuren").glob("*.csv")):
        table = pd.read_csv(path, sep=";", encoding="utf-8-sig").dropna(subset=["tafels"])
        yield from zip(table["bevinding"], table["tafels"], strict=True)
    ids = {number_tag(one): one for one in rebuilt(folder)["finding_id"]}
    for path in sorted(folder.rglob("*.docx")):
        for count in read_counts(path.read_bytes()):
            number = count.text.split()[0]
            if count.tag in ids and number.isdigit():
                yield ids[count.tag], int(number)


def test_all_products_together_give_no_blanked_count_away(released):
    folder = released.output / "vrijgave"
    rows = rebuilt(folder)
    assert rows["n_tables"].isna().sum() > 20
    counts = rows.set_index("finding_id")["n_tables"]
    seen = list(shown_elsewhere(folder))
    assert len(seen) > 100
    for finding_id, number in seen:
        if finding_id in counts.index:  # verbeteracties are no finding
            assert counts[finding_id] == number, finding_id
    levels = level_derivations(read_codebook(configs_folder() / "codeboek.yaml"))
    found = attack(rows, min_tables=3, derivations=levels)
    assert len(found) > 20
    assert found.loc[found["pinned"], "finding_id"].tolist() == []


def test_the_same_release_again_leaves_the_same_files(released):
    before = contents(released.output / "vrijgave")
    assert let_out(released, "--product", "tabellen", "--product", "factsheet", *SIGNED) == 0
    after = contents(released.output / "vrijgave")
    # Only the record grows: the second time there is a former release to hold this one against.
    assert {path for path in after if after[path] != before[path]} == {"vrijgave.json"}
    assert "naast de vorige vrijgave" in after["vrijgave.json"].decode()


def test_without_a_person_nothing_leaves(released, capsys):
    before = contents(released.output / "vrijgave")
    assert let_out(released, "--product", "tabel-themas", "--ja", "--stil") == 2
    assert "--door" in capsys.readouterr().err
    assert let_out(released, "--product", "tabel-themas", "--door", "A", "--stil") == 2
    assert "--ja" in capsys.readouterr().err
    assert let_out(released, "--product", "onzin", *SIGNED) == 2
    assert "factsheet" in capsys.readouterr().err
    assert contents(released.output / "vrijgave") == before


def test_an_objection_without_an_answer_holds_everything_back(released, capsys):
    before = contents(released.output / "vrijgave")
    path = decided(released, "reacties.xlsx")
    reply = {"tafel": ["DT-03"], "reactie": ["anders"], "antwoord": [""]}
    write_workbook(path, {"reacties": pd.DataFrame(reply)})
    assert let_out(released, "--product", "tabel-themas", *SIGNED) == 1
    assert "1 reactie" in capsys.readouterr().err
    assert contents(released.output / "vrijgave") == before
    write_workbook(path, {"reacties": pd.DataFrame({**reply, "antwoord": ["Besproken."]})})
    assert let_out(released, "--product", "tabel-themas", *SIGNED) == 0


def test_a_concept_that_someone_edited_or_that_is_of_other_data_is_not_released(released, capsys):
    concept = released.output / "concept" / "factsheet.docx"
    kept = concept.read_bytes()
    concept.write_bytes(kept + b"x")
    assert let_out(released, *SIGNED) == 1
    assert "concept/factsheet.docx" in capsys.readouterr().err
    concept.write_bytes(kept)
    settings = released.file.read_text(encoding="utf-8")
    released.file.write_text(settings.replace("Kleine studie", "Andere titel"), encoding="utf-8")
    assert let_out(released, *SIGNED) == 1
    assert "dialoogtafel analyse" in capsys.readouterr().err
    released.file.write_text(settings, encoding="utf-8")


def test_a_product_that_changed_after_it_was_signed_is_named(released, capsys):
    path = released.output / "vrijgave" / "tabellen" / "themas.csv"
    path.write_bytes(path.read_bytes().replace(b";11;", b";10;"))
    assert let_out(released, "--product", "tabel-waardering", *SIGNED) == 0
    assert "niet meer ondertekend: tabel-themas" in capsys.readouterr().out
    assert let_out(released, "--product", "tabel-themas", *SIGNED) == 0


def test_of_a_few_tables_a_person_releases_every_sentence(tmp_path, capsys):
    study = make_study(tmp_path, SMALL[:4])
    assert study.analyse() == 0
    assert let_out(study, "--product", "factsheet", *SIGNED) == 1
    assert "nog niet door een mens vrijgegeven" in capsys.readouterr().err
    assert not any((study.output / "vrijgave").iterdir())
    path = decided(study, "zinnen.xlsx")
    sheets = read_workbook(path)
    rows = sheets["zinnen"]
    rows["besluit"] = ["nee", *["ja"] * (len(rows) - 1)]
    write_workbook(path, sheets)
    assert let_out(study, "--product", "factsheet", *SIGNED) == 0
    with zipfile.ZipFile(study.output / "vrijgave" / "factsheet.docx") as package:
        document = package.read("word/document.xml").decode("utf-8")
    first = rows["zin"].iloc[0]
    second = next(one for one in rows["zin"] if not one.startswith(first))
    assert first not in document
    assert second in document
    counts = read_counts((study.output / "vrijgave" / "factsheet.docx").read_bytes())
    assert [count for count in counts if not count.tag.startswith(FIXED_TAG)] == []
