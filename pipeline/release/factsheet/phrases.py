"""Labels of the codebook in; the same labels as they stand in a Dutch sentence out."""

from __future__ import annotations


def within(label: str) -> str:
    """Return a label as it stands within a sentence; a word in capitals keeps them."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def begin(words: str) -> str:
    """Return words as they begin a sentence."""
    return f"{words[:1].upper()}{words[1:]}"
