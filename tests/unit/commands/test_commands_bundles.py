"""`samenvoegen` on the command line: what it says, and with which code it ends."""

import pytest

from pipeline.__main__ import DONE, MENDABLE, WRONG_USE, run
from tests.unit.bundles_drawn import bundle_of


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "eigen"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "eigen"))
    monkeypatch.setenv("HOME", str(tmp_path / "eigen"))
    (tmp_path / "a.zip").write_bytes(bundle_of("Noord"))
    (tmp_path / "b.zip").write_bytes(bundle_of("Zuid", {("regie", "knelpunt"): 12}))
    return tmp_path


def test_bundles_are_joined_and_their_signers_told_once(folder, capsys):
    given = ["samenvoegen", str(folder / "a.zip"), str(folder / "b.zip")]
    assert run(given) == DONE
    said = capsys.readouterr().out
    assert "Noord: 20 tafels" in said
    assert said.count("Nieuw: ") == 2
    assert (folder / "samengevoegd" / "overzicht.html").is_file()
    assert run([*given, "--uit", str(folder / "elders")]) == DONE
    assert "Nieuw: " not in capsys.readouterr().out
    assert (folder / "elders" / "leeragenda.xlsx").is_file()


def test_a_folder_stands_for_the_bundles_in_it(folder, capsys):
    assert run(["samenvoegen", str(folder)]) == DONE
    assert "Zuid: 20 tafels" in capsys.readouterr().out
    assert (folder / "samengevoegd" / "overzicht.docx").is_file()


def test_a_changed_byte_ends_with_something_to_mend(folder, capsys):
    content = bytearray((folder / "b.zip").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "b.zip").write_bytes(bytes(content))
    assert run(["samenvoegen", str(folder / "a.zip"), str(folder / "b.zip")]) == MENDABLE
    said = capsys.readouterr().err
    assert "niets geschreven" in said
    assert "b.zip" in said
    assert not (folder / "samengevoegd").exists()
    assert not (folder / "eigen").exists()


def test_one_bundle_is_wrong_use(folder):
    assert run(["samenvoegen", str(folder / "a.zip")]) == WRONG_USE
    assert run(["samenvoegen"]) == WRONG_USE
