"""A package in the layout of BagIt: made the same each time, and refused when anything in it changed."""

import hashlib
import io
import zipfile

import pytest

from pipeline.files.bags import open_bag, pack_bag

PAYLOAD = {"LEESMIJ.md": b"# Lees mij\n", "tabellen/themas.csv": b"a;b\r\n1;2\r\n", "leeg.txt": b""}
INFO = {"External-Identifier": "proef"}


@pytest.fixture
def bag():
    return pack_bag("proef-archief", PAYLOAD, INFO)


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_the_layout_is_that_of_the_standard(bag):
    files = members(bag)
    assert (
        files["proef-archief/bagit.txt"]
        == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    )
    listed = dict(
        line.split("  ", 1)[::-1]
        for line in files["proef-archief/manifest-sha256.txt"].decode().splitlines()
    )
    assert listed == {
        f"data/{path}": hashlib.sha256(content).hexdigest() for path, content in PAYLOAD.items()
    }
    tags = {
        line.split("  ", 1)[1]
        for line in files["proef-archief/tagmanifest-sha256.txt"].decode().splitlines()
    }
    assert tags == {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}
    assert b"Payload-Oxum: 21.3\n" in files["proef-archief/bag-info.txt"]


def test_what_was_packed_comes_out_whole(bag):
    opened = open_bag(bag)
    assert opened.problems == ()
    assert opened.payload == PAYLOAD


def test_the_same_files_give_the_same_bytes(bag):
    assert pack_bag("proef-archief", dict(reversed(PAYLOAD.items())), INFO) == bag


def change(bag, path, to):
    files = members(bag)
    if to is None:
        del files[f"proef-archief/{path}"]
    else:
        files[f"proef-archief/{path}"] = to
    return open_bag(rezipped(files))


@pytest.mark.parametrize(
    ("path", "to", "problem"),
    [
        ("data/tabellen/themas.csv", b"a;b\r\n1;3\r\n", "data/tabellen/themas.csv is veranderd"),
        ("data/LEESMIJ.md", None, "data/LEESMIJ.md staat op de lijst en ontbreekt"),
        ("data/nieuw.txt", b"x", "data/nieuw.txt staat niet op de lijst"),
        ("bag-info.txt", b"Payload-Oxum: 21.3\n", "bag-info.txt is veranderd"),
        ("manifest-sha256.txt", None, "manifest-sha256.txt ontbreekt"),
        ("manifest-sha256.txt", b"onzin\n", "manifest-sha256.txt, regel 1, is niet te lezen"),
        ("bagit.txt", None, "bagit.txt ontbreekt, of noemt een versie die ik niet ken"),
        ("fetch.txt", b"x", "fetch.txt verwijst naar bestanden elders; die haal ik niet op"),
        ("bag-info.txt", b"Payload-Oxum: 9.9\n", "bag-info.txt noemt een ander aantal bestanden of bytes dan erin zitten"),
    ],
)  # fmt: skip
def test_a_change_is_told_by_the_name_of_the_file(bag, path, to, problem):
    changed = change(bag, path, to)
    assert problem in changed.problems
    assert changed.payload == {}


def test_a_byte_that_changed_on_disk_is_told_by_the_name_of_the_file(bag):
    place = bag.index(b"# Lees mij") + 2
    broken = bag[:place] + b"X" + bag[place + 1 :]
    assert open_bag(broken).problems == ("data/LEESMIJ.md is beschadigd",)


@pytest.mark.parametrize(
    "content",
    [b"", b"geen zip", rezipped({"a.txt": b"x"}), rezipped({"a/b": b"x", "c/d": b"y"})],
    ids=["empty", "no zip", "no folder", "two folders"],  # a zip holds the time
)
def test_what_is_no_package_is_refused(content):
    assert open_bag(content).problems


def test_a_package_that_another_program_made_is_judged_by_the_same_rules(bag):
    files = members(bag)
    manifest = files["proef-archief/manifest-sha256.txt"].decode()
    files["proef-archief/manifest-sha256.txt"] = manifest.upper().replace("DATA/LEESMIJ.MD", "data/LEESMIJ.md").replace("DATA/LEEG.TXT", "data/leeg.txt").replace("DATA/TABELLEN/THEMAS.CSV", "./data/tabellen/themas.csv").encode()  # fmt: skip
    del files["proef-archief/tagmanifest-sha256.txt"]
    assert open_bag(rezipped(files)).problems == ()


def test_a_name_with_a_line_end_in_it_stands_on_one_line():
    opened = open_bag(pack_bag("b", {"een\ntwee%.txt": b"x"}, {}))
    assert opened.problems == ()
    assert opened.payload == {"een\ntwee%.txt": b"x"}


def test_who_withdraws_is_found_in_a_package_too():
    from pipeline.files.traces import traces_in

    said = "Niemand belde ons ooit nog terug daarna."
    content = pack_bag("b", {"transcripten/T-1/transcript.txt": f"MOEDER: {said}".encode()}, {})
    assert traces_in(content, [said, "Dit heeft hier werkelijk niemand gezegd."]) == {0}
