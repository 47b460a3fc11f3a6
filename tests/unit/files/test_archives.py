import io
import zipfile

import pytest

from pipeline.files.archives import MOST_MEMBERS, ArchiveError, open_archive, pack_archive


def packed(members, **kwargs):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, **kwargs)
    return stream.getvalue()


def kind_of(content):
    with pytest.raises(ArchiveError) as caught:
        open_archive(content)
    return caught.value.kind


def test_an_ordinary_archive_opens():
    archive = open_archive(packed({"a.xml": "<a/>", "b/c.xml": "<c/>"}))
    assert dict(archive.sizes) == {"a.xml": 4, "b/c.xml": 4}
    assert archive.read("b/c.xml") == b"<c/>"


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert kind_of(packed({"a.xml": b"0" * 3_000_000})) == "verdacht groot"


def test_too_many_members_are_refused():
    assert kind_of(packed({f"{n}": "" for n in range(MOST_MEMBERS + 1)})) == "verdacht groot"


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/a", "C:/a", "..\\a"])
def test_a_member_that_leads_out_of_its_folder_is_refused(name):
    assert kind_of(packed({name: "x"})) == "verdachte inhoud"


def test_a_broken_archive_is_refused():
    content = packed({"a.xml": "<a/>" * 100})
    assert kind_of(content[: len(content) // 2]) == "beschadigd"
    assert kind_of(b"PK\x03\x04nonsense") == "beschadigd"


def test_a_member_with_broken_bytes_is_refused_when_it_is_read():
    content = bytearray(packed({"a.xml": bytes(range(256)) * 40}))
    content[60:90] = b"\xff" * 30
    with pytest.raises(ArchiveError):
        open_archive(bytes(content)).read("a.xml")


def test_a_member_that_is_not_there_is_refused():
    with pytest.raises(ArchiveError):
        open_archive(packed({"a": "x"})).read("b")


def test_an_encrypted_member_is_named_as_such():
    content = bytearray(packed({"a.xml": "<a/>"}))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert kind_of(bytes(content)) == "versleuteld"


def test_what_is_packed_opens_and_is_the_same_whatever_the_order():
    members = {"b/c.csv": b"1;2", "a.json": "{é}".encode()}
    content = pack_archive(members)
    archive = open_archive(content)
    assert {name: archive.read(name) for name in archive.sizes} == members
    assert pack_archive(dict(reversed(members.items()))) == content
    assert b"1;2" in content, "nothing is compressed, so a search of the bytes finds it"
