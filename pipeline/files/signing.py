"""Bytes in; a signature by a key of one's own out, and whether one holds. Ed25519 (RFC 8032), by libsodium."""

from __future__ import annotations

import hashlib

SEED_BYTES = PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64
GROUPS, GROUP_DIGITS = (
    8,
    5,
)  # of a fingerprint: 40 digits hold 132 bits, and can be read out by phone


def new_seed() -> bytes:
    """Return a fresh secret of `SEED_BYTES` bytes."""
    from nacl.utils import random

    return bytes(random(SEED_BYTES))


def public_of(seed: bytes) -> bytes:
    """Return the public key that belongs to a secret."""
    from nacl.signing import SigningKey

    return bytes(SigningKey(seed).verify_key)


def sign(seed: bytes, content: bytes) -> bytes:
    """Return the signature of `content`; the same secret and content give the same bytes."""
    from nacl.signing import SigningKey

    return bytes(SigningKey(seed).sign(content).signature)


def holds(public: bytes, content: bytes, signature: bytes) -> bool:
    """Tell whether `signature` was made over `content` with the secret behind `public`."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    if len(public) != PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(public).verify(content, signature)
    except BadSignatureError:
        return False
    return True


def fingerprint(public: bytes) -> str:
    """Return a public key as digits that two people can compare by phone: "01234 56789 …"."""
    number = int.from_bytes(hashlib.sha256(public).digest(), "big") % 10 ** (GROUPS * GROUP_DIGITS)
    digits = f"{number:0{GROUPS * GROUP_DIGITS}d}"
    return " ".join(
        digits[start : start + GROUP_DIGITS] for start in range(0, len(digits), GROUP_DIGITS)
    )
