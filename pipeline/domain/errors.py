"""What can go wrong that a researcher can mend, said in Dutch and without a word of the material."""

from __future__ import annotations


class InputError(Exception):
    """Something in the input that a researcher can mend: what is wrong, where, and what to do now."""


class UsageError(InputError):
    """The command itself was used wrongly: an unknown study file, a verb that does not fit."""
