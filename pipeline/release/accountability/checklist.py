"""`configs/verantwoording.yaml` in; the checklists with their items, mistakes told with the line, out."""

from __future__ import annotations

import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.domain.yamltext import Trail, YamlText, read_yaml

_LISTS, _ITEMS, _ENTRIES, _TEXTS = "lijsten", "punten", "metadata", "teksten"
_ITEM_KEYS = ("nr", "onderdeel", "naam", "vraag", "zinnen", "plaats", "mens")
_ENTRY_KEYS = ("veld", "naam", "waarde", "mens")
_SENTENCE_KEYS = ("zin", "als", "team")


@dataclass(frozen=True)
class Sentence:
    """A sentence that the records fill in; it falls away where a field of it stays empty."""

    text: str
    when: str  # the field that must hold something, "" for none
    team_only: bool  # it can name small numbers
    trail: Trail  # where it stands in the file, for messages


@dataclass(frozen=True)
class Item:
    """One item of a checklist."""

    number: str
    section: str
    name: str
    question: str
    sentences: tuple[Sentence, ...]
    place: str
    hint: str


@dataclass(frozen=True)
class Checklist:
    """A list of items that a study accounts for."""

    id: str
    title: str
    source: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Entry:
    """One field of the metadata of a deposit: a template, or a hint where a person must write."""

    field: str
    label: str
    value: Sentence
    hint: str


@dataclass(frozen=True)
class Accounting:
    """Everything that a study accounts for, and the file that says so."""

    source: YamlText
    checklists: tuple[Checklist, ...]
    entries: tuple[Entry, ...]
    texts: Mapping[
        str, Sentence
    ]  # what stands around the lists, by name; one that was taken out is ""

    def chosen(self, ids: Collection[str]) -> tuple[Checklist, ...]:
        """Return the checklists with these ids, in their own order."""
        return tuple(listed for listed in self.checklists if listed.id in ids)


def read_accounting(path: Path) -> Accounting:
    """Read the checklists and the fields of metadata.

    Raises:
        InputError: naming the line: an unknown key, a number that stands there twice, a value that is no
            text, a brace that stands alone.
    """
    text = read_yaml(path)
    if not isinstance(text.values, dict) or not isinstance(text.values.get(_LISTS), dict):
        raise text.error(f"hier horen '{_TEXTS}:', '{_LISTS}:' en '{_ENTRIES}:' te staan.")
    text.refuse_unknown_keys((_TEXTS, _LISTS, _ENTRIES))
    lists = tuple(_checklist(text, str(name)) for name in text.values[_LISTS])
    rows, said = text.values.get(_ENTRIES) or [], text.values.get(_TEXTS) or {}
    return Accounting(
        source=text,
        checklists=lists,
        entries=tuple(_entry(text, place) for place in range(len(rows))),
        texts={str(name): _sentence(text, said[name], (_TEXTS, name)) for name in said},
    )


def _checklist(text: YamlText, name: str) -> Checklist:
    trail: Trail = (_LISTS, name)
    text.refuse_unknown_keys(("titel", "bron", _ITEMS), *trail)
    rows = text.at(*trail).get(_ITEMS) or []
    items = tuple(_item(text, (*trail, _ITEMS, place)) for place in range(len(rows)))
    seen: set[str] = set()
    for place, item in enumerate(items):
        if item.number in seen:
            raise text.error(f"nr {item.number} staat er twee keer.", *trail, _ITEMS, place)
        seen.add(item.number)
    return Checklist(name, _text(text, trail, "titel"), _text(text, trail, "bron"), items)


def _item(text: YamlText, trail: Trail) -> Item:
    text.refuse_unknown_keys(_ITEM_KEYS, *trail)
    raw = text.at(*trail).get("zinnen") or []
    number = _text(text, trail, "nr")
    if not number:
        raise text.error("bij dit punt ontbreekt 'nr:'.", *trail)
    return Item(
        number=number,
        section=_text(text, trail, "onderdeel"),
        name=_text(text, trail, "naam"),
        question=_text(text, trail, "vraag"),
        sentences=tuple(
            _sentence(text, raw[place], (*trail, "zinnen", place)) for place in range(len(raw))
        ),
        place=_text(text, trail, "plaats"),
        hint=_text(text, trail, "mens"),
    )


def _entry(text: YamlText, place: int) -> Entry:
    trail: Trail = (_ENTRIES, place)
    text.refuse_unknown_keys(_ENTRY_KEYS, *trail)
    return Entry(
        field=_text(text, trail, "veld"),
        label=_text(text, trail, "naam"),
        value=_sentence(text, _text(text, trail, "waarde"), (*trail, "waarde")),
        hint=_text(text, trail, "mens"),
    )


def _sentence(text: YamlText, raw: Any, trail: Trail) -> Sentence:
    """Return a sentence: a plain text, `{team: tekst}`, or `{als: veld, zin: tekst}`."""
    when, team_only = "", False
    if isinstance(raw, Mapping):
        text.refuse_unknown_keys(_SENTENCE_KEYS, *trail)
        when, team_only = _text(text, trail, "als"), "team" in raw
        raw = raw.get("team") if team_only else raw.get("zin")
    if not isinstance(raw, str):
        raise text.error("hier hoort een zin te staan, {team: zin} of {als: veld, zin: zin}.", *trail)  # fmt: skip
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(raw) if field is not None]
    except ValueError:
        fields = [""]
    if not all(field.isidentifier() for field in fields):
        raise text.error("een veld is één woord tussen accolades, zoals {tafels}.", *trail)
    return Sentence(raw, when, team_only, trail)


def _text(text: YamlText, trail: Trail, key: str) -> str:
    value = text.at(*trail).get(key)
    if isinstance(value, Mapping | list):
        raise text.error(f"bij '{key}:' hoort een tekst te staan.", *trail, key)
    return "" if value is None else " ".join(str(value).split())
