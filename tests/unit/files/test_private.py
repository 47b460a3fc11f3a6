import os
import stat
import sys

import pytest

from pipeline.domain.errors import InputError
from pipeline.files.private import private_folder, read_private, write_private

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")


@POSIX
def test_a_private_file_is_only_for_its_owner(tmp_path):
    path = tmp_path / "map" / "sleutel.json"
    write_private(path, b"geheim")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert read_private(path) == b"geheim"
    assert [one.name for one in path.parent.iterdir()] == ["sleutel.json"]


@POSIX
def test_a_private_file_that_was_left_open_is_closed_when_it_is_read(tmp_path):
    path = tmp_path / "sleutel.json"
    write_private(path, b"geheim")
    path.chmod(0o644)
    read_private(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_told_with_what_to_do(tmp_path):
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(InputError, match="--sleutel"):
        write_private(tmp_path / "bestand" / "sleutel.json", b"geheim")
    with pytest.raises(InputError, match="niet te lezen"):
        read_private(tmp_path / "weg.json")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these have their own place")
def test_private_things_lie_where_this_system_keeps_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert private_folder() == tmp_path / "dialoogtafels"
