from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.signing import fingerprint, holds, new_seed, public_of, sign

SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
SIGNATURE = bytes.fromhex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd"
    "25bf5f0595bbe24655141438e7a100b"
)


def test_keys_and_signatures_are_those_of_rfc_8032():
    assert public_of(SEED) == PUBLIC
    assert sign(SEED, b"") == SIGNATURE
    assert holds(PUBLIC, b"", SIGNATURE)


@given(st.binary(max_size=80), st.integers(0, 511))
def test_a_signature_with_one_bit_changed_does_not_hold(content, bit):
    signature = bytearray(sign(SEED, content))
    signature[bit // 8] ^= 1 << bit % 8
    assert not holds(PUBLIC, content, bytes(signature))


def test_a_signature_holds_for_one_key_and_one_content():
    assert not holds(public_of(b"\1" * 32), b"", SIGNATURE)
    assert not holds(PUBLIC, b"x", SIGNATURE)
    assert not holds(b"short", b"", SIGNATURE)
    assert not holds(PUBLIC, b"", b"short")


def test_a_fingerprint_is_forty_digits_in_groups_of_five():
    told = fingerprint(PUBLIC)
    assert [len(group) for group in told.split(" ")] == [5] * 8
    assert told.replace(" ", "").isdigit()
    assert told != fingerprint(public_of(b"\1" * 32))


def test_every_seed_is_another():
    assert len({new_seed() for _ in range(20)}) == 20
