import pytest

from pipeline.domain.errors import InputError
from pipeline.exchange.keys import keep_key, own_key, read_known, write_known
from pipeline.files.signing import holds


def test_a_key_is_made_once_and_signs_alike_ever_after(tmp_path):
    path = tmp_path / "sleutel.json"
    first, made = own_key(path, "", default="Noord")
    assert not path.exists(), "kept only when there is something signed with it"
    keep_key(path, first)
    second, again = own_key(path, "", default="Zuid")
    assert (made, again) == (True, False)
    assert first.workplace == second.workplace == "Noord"
    assert holds(first.public, b"x", second.sign(b"x"))


def test_the_secret_does_not_show_when_a_key_is_printed(tmp_path):
    key, _ = own_key(tmp_path / "sleutel.json", "Noord", default="")
    assert key._seed.hex() not in repr(key)
    assert "Noord" in repr(key)


def test_a_key_is_of_one_werkplaats(tmp_path):
    path = tmp_path / "sleutel.json"
    keep_key(path, own_key(path, "Noord", default="")[0])
    assert not own_key(path, " noord ", default="")[1]
    with pytest.raises(InputError, match="'Noord'"):
        own_key(path, "Zuid", default="")


@pytest.mark.parametrize("content", ["", "{}", '{"werkplaats": "x", "geheim": "00"}', "[1]", '{"werkplaats": 1, "geheim": 2}'])  # fmt: skip
def test_a_key_that_cannot_be_read_is_never_overwritten(tmp_path, content):
    path = tmp_path / "sleutel.json"
    path.write_text(content)
    with pytest.raises(InputError, match="geen sleutel"):
        own_key(path, "Noord", default="")
    assert path.read_text() == content


def test_what_is_known_comes_back(tmp_path):
    path = tmp_path / "bekend.json"
    assert read_known(path) == {}
    write_known(path, {"Zuid": b"\2" * 32, "Noord": b"\1" * 32})
    assert read_known(path) == {"Noord": b"\1" * 32, "Zuid": b"\2" * 32}
    path.write_text('{"Noord": "niet hex"}')
    with pytest.raises(InputError, match="niet te lezen"):
        read_known(path)
