"""A new study: everything that is needed to begin, and nothing of the researcher's lost."""

import shutil
import subprocess

import pytest

from pipeline.domain.codebook import read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder, perspective_map, read_settings
from pipeline.exchange.newstudy import create_study
from pipeline.files.spreadsheets import read_workbook
from pipeline.intake.folders import table_folders
from pipeline.intake.reading import read_table


def test_a_new_study_is_one_that_can_be_read(tmp_path):
    made = create_study(tmp_path / "mijn-regio")
    settings = read_settings(tmp_path / "mijn-regio" / "studie.yaml")
    assert (settings.study, settings.title) == ("mijn-regio", "Mijn regio")
    assert settings.codebook == tmp_path / "mijn-regio" / "codeboek.yaml"
    assert all(path.exists() for path in made)


@pytest.mark.parametrize("name", ["2024", "nee", "Samen & verder: één", "...", "a b", "'x'"])
def test_any_name_of_a_folder_gives_a_study_that_can_be_read(tmp_path, name):
    create_study(tmp_path / "los" / name if name != "..." else tmp_path / "…")
    (file,) = tmp_path.rglob("studie.yaml")
    assert read_settings(file).study


def test_every_key_that_stands_as_a_comment_is_one_that_a_study_may_have(tmp_path):
    create_study(tmp_path)
    file = tmp_path / "studie.yaml"
    text = file.read_text(encoding="utf-8")
    for line in ("# perspectieven:", "#   leerplichtambtenaar", "#   wethouder", "# perioden:",
                 "#   begin", "#   later", "# knip_boven", "# taalmodel", "# zinsmodel"):  # fmt: skip
        assert line in text
        text = text.replace(line, line.removeprefix("# "))
    file.write_text(text, encoding="utf-8")
    settings = read_settings(file)
    assert dict(settings.perspectives) == {
        "leerplichtambtenaar": "professionals",
        "wethouder": "beleid",
    }
    assert [period.label for period in settings.periods] == ["begin", "later"]


def test_the_example_can_be_read_and_stands_outside_the_data(tmp_path):
    create_study(tmp_path)
    with pytest.raises(InputError, match="dialoogtafel tafels"):
        table_folders(tmp_path / "data")
    codebook = read_codebook(tmp_path / "codeboek.yaml")
    perspectives = perspective_map(
        read_settings(tmp_path / "studie.yaml"), tuple(codebook.perspectives), codebook.groups
    )
    (folder,) = table_folders(tmp_path / "voorbeeld")
    reading = read_table(
        folder,
        perspectives=perspectives,
        theme_ids=[theme.id for theme in codebook.themes],
        cut_above=0,
    )
    assert sorted(reading.documents["kind"]) == ["transcript", "verslag"]
    assert not (reading.participants["perspective"] == "onbekend").any()
    spoken = reading.segments[reading.segments["kind"] == "transcript"]
    assert not (spoken["perspective"] == "onbekend").any()


def test_the_workbook_offers_what_the_codebook_knows(tmp_path):
    create_study(tmp_path)
    sheets = read_workbook(tmp_path / "tafels.xlsx")
    assert list(sheets) == ["tafels", "deelnemers", "uitleg", "codes", "keuzes"]
    assert {"regie", "professional_2e"} <= set(sheets["codes"]["code"])
    assert "jeugdige" in set(sheets["keuzes"]["deelnemers: perspectief"])


@pytest.mark.skipif(not shutil.which("git"), reason="git is er niet")
def test_git_keeps_the_material_out(tmp_path):
    create_study(tmp_path)
    (tmp_path / "data" / "DT-01").mkdir()
    (tmp_path / "data" / "DT-01" / "verslag.md").write_text("verzonnen", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    added = subprocess.run(
        ["git", "ls-files"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert added.stdout.split() == [".gitignore", "LEESMIJ.md", "codeboek.yaml", "studie.yaml"]


def test_a_folder_with_anything_in_it_is_refused_and_stays_as_it_was(tmp_path):
    (tmp_path / "notities.txt").write_text("van mij", encoding="utf-8")
    with pytest.raises(InputError, match="niet leeg"):
        create_study(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notities.txt"]


def test_a_file_is_no_folder_for_a_study(tmp_path):
    (tmp_path / "studie").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is een bestand"):
        create_study(tmp_path / "studie")


def test_the_templates_are_part_of_what_is_installed():
    names = {path.name for path in (configs_folder() / "sjabloon").iterdir()}
    assert names == {
        "LEESMIJ.md", "gitignore", "meta.yaml", "studie.yaml", "transcript.txt", "uitleg.yaml", "verslag.md",
    }  # fmt: skip
