"""`configs/teksten.yaml` in; sentences with their fields filled in out, mistakes told with the line."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.domain.errors import InputError
from pipeline.domain.wording import of_sessions
from pipeline.domain.yamltext import YamlText, read_yaml

SAID_OF_TABLES = (
    "titels", "bevindingen", "factsheet", "hoe_gemaakt", "niet_weten", "casusprofiel", "themablad", "afspraken",
)  # fmt: skip


@dataclass(frozen=True)
class Texts:
    """The sentences that a researcher may edit, by part and name."""

    source: YamlText
    sessions: bool = False  # the study consists of dialoogsessies: its sentences say so

    def of_sessions(self) -> Texts:
        """Return the sentences of a study that consists of dialoogsessies.

        A part `factsheet_sessies:` has the sentences that are said otherwise there; in the others
        "tafel" becomes "sessie".
        """
        return replace(self, sessions=True)

    def fill(self, part: str, name: str, **fields: object) -> str:
        """Return a sentence with its fields filled in; a text that was taken away is "".

        Raises:
            InputError: naming the line and the known fields, when it asks for a field that is not there.
        """
        text = self.part(part).get(name, "")
        asked = _fields_of(text, self.source, part, name)
        unknown = sorted(asked - set(fields))
        if unknown:
            known = ", ".join(f"{{{field}}}" for field in sorted(fields)) or "geen"
            raise self.source.error(
                f"het veld {{{unknown[0]}}} ken ik in deze zin niet. Te gebruiken: {known}.",
                part,
                name,
            )
        return " ".join(text.format_map(fields).split())

    def part(self, name: str) -> Mapping[str, str]:
        """Return all sentences of one part, as they were written."""
        part = self.source.values.get(name)
        if not isinstance(part, dict):
            raise InputError(f"{self.source.path.name}: het deel '{name}:' ontbreekt.")
        if not self.sessions or name not in SAID_OF_TABLES:
            return part
        own = self.source.values.get(f"{name}_sessies") or {}
        return {key: own.get(key) or of_sessions(text) for key, text in part.items()}


def read_texts(path: Path) -> Texts:
    """Read the sentences.

    Raises:
        InputError: when the file is no YAML, or a part of it holds something else than texts.
    """
    text = read_yaml(path)
    if not isinstance(text.values, dict):
        raise text.error("dit bestand bestaat uit delen als 'titels:' en 'factsheet:'.")
    for part, sentences in text.values.items():
        if not isinstance(sentences, dict):
            raise text.error(f"onder '{part}:' horen namen met zinnen te staan.", part)
        for name, sentence in sentences.items():
            if not isinstance(sentence, str):
                raise text.error(f"bij '{name}:' hoort één zin te staan.", part, name)
            _fields_of(sentence, text, part, name)
    return Texts(text)


def _fields_of(sentence: str, source: YamlText, part: str, name: str) -> set[str]:
    try:
        parsed = list(string.Formatter().parse(sentence))
    except ValueError:
        raise source.error(
            "een accolade staat hier los; schrijf velden als {n}.", part, name
        ) from None
    fields = {field for _, field, _, _ in parsed if field is not None}
    if any(not field.isidentifier() for field in fields):
        raise source.error("een veld is één woord tussen accolades, zoals {n}.", part, name)
    return fields
