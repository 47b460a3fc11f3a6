"""A folder is wholly replaced or as it was."""

import pytest

from pipeline.domain.errors import InputError
from pipeline.files import folder as folders
from pipeline.files.folder import update_folder


def contents(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_new_files_join_those_that_were_there(tmp_path):
    update_folder(tmp_path / "uit", {"a.txt": b"1", "b/c.txt": b"2"})
    update_folder(tmp_path / "uit", {"a.txt": b"3"})
    assert contents(tmp_path / "uit") == {"a.txt": b"3", "b/c.txt": b"2"}
    assert [path.name for path in tmp_path.iterdir()] == ["uit"]


def test_a_folder_that_cannot_be_swapped_stays_whole(tmp_path, monkeypatch):
    update_folder(tmp_path / "uit", {"a.txt": b"1"})
    replace = folders.Path.replace

    def open_elsewhere(path, target):
        if ".uit-nieuw" in path.name:
            raise PermissionError
        return replace(path, target)

    monkeypatch.setattr(folders.Path, "replace", open_elsewhere)
    with pytest.raises(InputError, match="Sluit het"):
        update_folder(tmp_path / "uit", {"a.txt": b"2"})
    monkeypatch.undo()
    assert contents(tmp_path / "uit") == {"a.txt": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["uit"]
