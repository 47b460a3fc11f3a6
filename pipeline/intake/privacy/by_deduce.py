"""A text in; what deduce, where it is installed and asked for, takes for a name in it out.

Menger et al. (2018). An extra pair of eyes beside our own checks, and never instead of them: what it
finds is soft. Loading it is slow the first time, when it builds its lists.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.domain.errors import InputError
from pipeline.intake.privacy.findings import BLANK, SOFT, Finding, finding
from pipeline.intake.privacy.placeholders import blank_placeholders

NAME = "deduce"
EVIDENCE = "gevonden door deduce"
KIND_OF = {
    "persoon": "persoonsnaam",
    "patient": "persoonsnaam",
    "locatie": "plaats",
    "instelling": "organisatie",
    "ziekenhuis": "organisatie",
    "zorginstelling": "organisatie",
}
NOT_INSTALLED = (
    "Het studiebestand vraagt 'naamherkenner: deduce', maar deduce is niet geïnstalleerd. Installeer het "
    "met: pip install 'dialoogtafels[deduce]', of haal die regel uit het studiebestand."
)

Recogniser = Callable[[str], list[Finding]]


def load_deduce(roles: Collection[str] = ()) -> Recogniser:
    """Return what finds names in a text by deduce; words of `roles` are no name.

    Raises:
        InputError: when deduce is not installed.
    """
    with _quiet_logging():
        try:
            from deduce import Deduce
        except ImportError:
            raise InputError(NOT_INSTALLED) from None
        model = Deduce()
    skipped = frozenset(role.casefold() for role in roles)

    def find(text: str) -> list[Finding]:
        with _quiet_logging():
            found = model.deidentify(blank_placeholders(text).replace(BLANK, " ")).annotations
        return sorted(_findings(found, text, skipped), key=lambda one: (one.start, one.end))

    return find


def deduce_version() -> str:
    """Return the installed version, "" where there is none; nothing is imported."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(NAME)
    except PackageNotFoundError:
        return ""


def _findings(annotations: Any, text: str, skipped: frozenset[str]) -> Iterator[Finding]:
    for one in annotations:
        kind = KIND_OF.get(str(one.tag).casefold())
        words = text[one.start_char : one.end_char]
        if kind and words.strip() and words.casefold() not in skipped:
            yield finding(one.start_char, one.end_char, kind, EVIDENCE, level=SOFT)


@contextmanager
def _quiet_logging() -> Iterator[None]:
    """Put the logging of the whole program back as it was: deduce may open it up, and quote text in it."""
    root = logging.getLogger()
    level, handlers, disabled = root.level, list(root.handlers), logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(disabled)
        root.setLevel(level)
        for handler in [handler for handler in root.handlers if handler not in handlers]:
            root.removeHandler(handler)
