"""A YAML file in, its plain values out, with the line on which each of them stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.domain.errors import InputError

Trail = tuple[str | int, ...]
MOST_NODES = 100_000  # keys and list items; a codebook of a hundred codes has some thousands


@dataclass(frozen=True)
class YamlText:
    """The values of one YAML file, and the line (from 1) of every key and list item."""

    path: Path
    values: Any
    lines: Mapping[Trail, int] = field(default_factory=dict)

    def line(self, *trail: str | int) -> int:
        """Return the line of `trail`, or of the nearest part above it that has one."""
        while trail:
            if trail in self.lines:
                return self.lines[trail]
            trail = trail[:-1]
        return 1

    def error(self, message: str, *trail: str | int) -> InputError:
        """Return an `InputError` that names this file and the line of `trail`."""
        return InputError(f"{self.path.name}, regel {self.line(*trail)}: {message}")

    def refuse_unknown_keys(self, known: Iterable[str], *trail: str | int) -> None:
        """Check that the mapping at `trail` has no key outside `known`.

        Raises:
            InputError: naming the key, its line and the nearest known key.
        """
        names = sorted(known)
        for key in self.at(*trail) or {}:
            if key not in names:
                near = difflib.get_close_matches(str(key), names, n=1, cutoff=0.5)
                advice = f"Bedoel je '{near[0]}'?" if near else f"Bekend zijn: {', '.join(names)}."
                raise self.error(f"onbekende sleutel '{key}'. {advice}", *trail, key)

    def at(self, *trail: str | int) -> Any:
        """Return the value at `trail`."""
        value = self.values
        for step in trail:
            value = value[step]
        return value


def read_yaml(path: Path) -> YamlText:
    """Read one YAML file.

    Raises:
        InputError: when the file is missing, is not UTF-8 or is not YAML; the message names the line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(
            f"Het bestand {path.name} bestaat niet (gezocht in {path.parent})."
        ) from None
    except IsADirectoryError:
        raise InputError(f"{path} is een map; hier hoort een YAML-bestand te staan.") from None
    except UnicodeDecodeError:
        raise InputError(
            f"{path.name} is geen UTF-8-tekst. Bewaar het bestand als UTF-8."
        ) from None
    return parse_yaml(text, path)


def parse_yaml(text: str, path: Path) -> YamlText:
    """Parse the text of a YAML file; `path` only serves the messages.

    Raises:
        InputError: when the text is not YAML or holds a key twice; the message names the line.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        loaded = YAML(typ="rt").load(text)
    except DuplicateKeyError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise InputError(
            f"{path.name}, regel {line}: deze sleutel staat er twee keer. Haal er één weg."
        ) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InputError(
            f"{path.name}, regel {line}: dit is geen geldige YAML. Kijk of inspringing, "
            "aanhalingstekens en dubbele punten kloppen."
        ) from None
    except YAMLError:
        raise InputError(f"{path.name} is geen geldige YAML.") from None
    lines: dict[Trail, int] = {}
    try:
        return YamlText(path, _plain(loaded, (), lines), lines)
    except _TooManyNodesError:
        raise InputError(
            f"{path.name} groeit door verwijzingen (* en &) uit tot iets heel groots. Schrijf de "
            "waarden voluit."
        ) from None


class _TooManyNodesError(Exception):
    """References to references made a small file large."""


def _plain(node: Any, trail: Trail, lines: dict[Trail, int]) -> Any:
    """Return `node` as plain dicts, lists and scalars, and note the lines of its parts."""
    if len(lines) > MOST_NODES:
        raise _TooManyNodesError
    if isinstance(node, dict):
        for key in node:
            lines[(*trail, key)] = _line(node, key)
        return {key: _plain(value, (*trail, key), lines) for key, value in node.items()}
    if isinstance(node, list):
        for index in range(len(node)):
            lines[(*trail, index)] = _line(node, index)
        return [_plain(value, (*trail, index), lines) for index, value in enumerate(node)]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node


def _line(node: Any, key: str | int) -> int:
    """Return the line (from 1) on which `key` of a ruamel node stands."""
    places = getattr(node, "lc")  # noqa: B009 - ruamel's own, unknown to types
    position = places.key(key) if isinstance(node, dict) else places.item(key)
    return int(position[0]) + 1
