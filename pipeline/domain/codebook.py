"""A codebook in YAML in; frozen codes, perspectives, groups and levels out, checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.domain.patterns import PatternError, parse_pattern
from pipeline.domain.wording import VALENCES
from pipeline.domain.yamltext import YamlText, read_yaml

TOP_KEYS = (
    "meta", "herkomst", "niveaus", "themas", "dimensies", "codeerregels", "aggregatie", "datamodel",
    "vragen_aan_tafel", "transcriptie_aandachtspunten", "woordlijsten",
)  # fmt: skip
THEME_KEYS = (
    "id", "was", "label", "niveau", "definitie", "wel", "niet", "valkuil", "hypothese_nli",
    "subcodes", "patronen",
)  # fmt: skip
SUBCODE_KEYS = (
    "id", "was", "label", "niveau", "definitie", "wel", "niet", "valkuil", "zinnen", "patronen",
)  # fmt: skip

_LIST_NAME = re.compile(r"@([\w-]+)")


@dataclass(frozen=True)
class Code:
    """One theme or subcode, as researchers wrote it down."""

    id: str
    label: str
    level: str
    definition: str
    parent: str = ""  # the theme of a subcode, "" for a theme
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    pitfall: str = ""
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()  # for `coding.terms`, word lists filled in
    written: tuple[str, ...] = ()  # the same patterns, as they stand in the file
    was: tuple[str, ...] = ()  # ids of earlier versions that this code takes over

    @property
    def is_theme(self) -> bool:
        """Tell a theme from a subcode."""
        return not self.parent


@dataclass(frozen=True)
class Codebook:
    """The codes of one study, in the order in which reports show them."""

    id: str
    version: str
    codes: tuple[Code, ...]
    levels: Mapping[str, str]  # id to label
    perspectives: Mapping[str, str]  # id to label
    groups: Mapping[str, tuple[str, ...]]  # group id to perspective ids
    valence_labels: Mapping[str, str] = field(default_factory=dict)
    phases: Mapping[str, str] = field(default_factory=dict)  # of a trajectory, id to label
    scopes: Mapping[str, str] = field(default_factory=dict)  # what a statement is about, likewise
    rules: tuple[str, ...] = ()
    _index: Mapping[str, Code] = field(default_factory=dict, repr=False, compare=False)
    _taken: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {code.id: code for code in self.codes})
        taken = {old: code.id for code in self.codes for old in code.was}
        object.__setattr__(self, "_taken", taken)

    def __contains__(self, code_id: object) -> bool:
        return code_id in self._index

    def current(self, code_id: str) -> str:
        """Return what a code of this or an earlier version is called here, "" where it is unknown."""
        return code_id if code_id in self._index else self._taken.get(code_id, "")

    def code(self, code_id: str) -> Code:
        """Return the code with this id."""
        return self._index[code_id]

    def label(self, code_id: str) -> str:
        """Return the Dutch name of a code."""
        return self._index[code_id].label

    def theme_of(self, code_id: str) -> str:
        """Return the theme of a subcode, or the theme itself."""
        code = self._index[code_id]
        return code.parent or code.id

    def level_of(self, code_id: str) -> str:
        """Return the level of a code: a subcode's own, else its theme's."""
        return self._index[code_id].level

    @property
    def themes(self) -> list[Code]:
        """The themes, in order."""
        return [code for code in self.codes if code.is_theme]

    def subcodes(self, theme_id: str) -> list[Code]:
        """Return the subcodes of one theme, in order."""
        return [code for code in self.codes if code.parent == theme_id]

    def group_of(self, perspective: str) -> str:
        """Return the group of a perspective, "overig" where it has none, "" for ""."""
        if not perspective:
            return ""
        for group, members in self.groups.items():
            if perspective in members:
                return group
        return "overig"


def read_codebook(path: Path) -> Codebook:
    """Read and check one codebook.

    Raises:
        InputError: with file, line and what to do: a key that is unknown, missing or double, an id
            that stands twice, a subcode outside its theme, a level or perspective that does not
            exist, word lists that refer to each other in a circle.
    """
    return codebook_of(read_yaml(path))


def codebook_of(text: YamlText) -> Codebook:
    """Return the codebook in a YAML text.

    Raises:
        InputError: as `read_codebook`.
    """
    if not isinstance(text.values, dict):
        raise text.error("een codeboek begint met sleutels als 'meta:' en 'themas:'.")
    text.refuse_unknown_keys(TOP_KEYS)
    for key in ("meta", "themas"):
        if key not in text.values:
            raise text.error(f"de sleutel '{key}:' ontbreekt.")
    levels = _labels(text, "niveaus")
    lists = _word_lists(text)
    codes = tuple(_codes(text, levels, lists))
    _refuse_unclear_origins(text, codes)
    perspectives, groups = _perspectives(text)
    meta = text.values["meta"]
    return Codebook(
        id=str(meta.get("id", text.path.stem)),
        version=str(meta.get("versie", "")),
        codes=codes,
        levels=levels,
        perspectives=perspectives,
        groups=groups,
        valence_labels=_valences(text),
        phases=_labels(text, "dimensies", "fase", "waarden"),
        scopes=_labels(text, "dimensies", "reikwijdte", "waarden"),
        rules=tuple(
            str(rule) for rule in (text.values.get("codeerregels") or {}).get("algemeen", ())
        ),
    )


def _labels(text: YamlText, *trail: str | int) -> dict[str, str]:
    """Return id to label of a list of `{id, label}`, in order."""
    value: Any = text.values
    for step in trail:
        value = (value or {}).get(step) if isinstance(value, dict) else None
    labels: dict[str, str] = {}
    for index, item in enumerate(value or []):
        if not isinstance(item, dict) or not item.get("id"):
            raise text.error("hier hoort {id: …, label: …} te staan.", *trail, index)
        if item["id"] in labels:
            raise text.error(f"de id '{item['id']}' staat er twee keer.", *trail, index)
        labels[str(item["id"])] = str(item.get("label") or item["id"])
    return labels


def _perspectives(text: YamlText) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the perspectives and their groups."""
    labels = _labels(text, "dimensies", "perspectief", "waarden")
    dimension = (text.values.get("dimensies") or {}).get("perspectief") or {}
    groups: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for group, members in (dimension.get("groepen") or {}).items():
        for index, member in enumerate(members):
            trail = ("dimensies", "perspectief", "groepen", group, index)
            if member not in labels:
                raise text.error(f"het perspectief '{member}' staat niet onder 'waarden'.", *trail)
            if member in seen:
                raise text.error(f"het perspectief '{member}' zit al in een groep.", *trail)
            seen.add(member)
        groups[str(group)] = tuple(members)
    return labels, groups


def _valences(text: YamlText) -> dict[str, str]:
    """Return the labels of the valences, which are the same in every codebook."""
    labels = _labels(text, "dimensies", "valentie", "waarden")
    for index, valence in enumerate(labels):
        if valence not in VALENCES:
            raise text.error(
                f"de valentie '{valence}' bestaat niet. Bekend zijn: {', '.join(VALENCES)}.",
                "dimensies", "valentie", "waarden", index,
            )  # fmt: skip
    return labels or {valence: valence.capitalize() for valence in VALENCES}


def _codes(
    text: YamlText, levels: Mapping[str, str], lists: Mapping[str, tuple[str, ...]]
) -> Iterator[Code]:
    """Give every theme, each followed by its subcodes."""
    seen: dict[str, int] = {}
    if not isinstance(text.values["themas"], list) or not text.values["themas"]:
        raise text.error("onder 'themas:' hoort een lijst van thema's te staan.", "themas")
    for row, theme in enumerate(text.values["themas"]):
        trail = ("themas", row)
        text.refuse_unknown_keys(THEME_KEYS, *trail)
        yield _code(text, theme, trail, levels=levels, lists=lists, seen=seen, parent=None)
        for index, subcode in enumerate(theme.get("subcodes") or []):
            below = (*trail, "subcodes", index)
            text.refuse_unknown_keys(SUBCODE_KEYS, *below)
            yield _code(text, subcode, below, levels=levels, lists=lists, seen=seen, parent=theme)


def _code(
    text: YamlText,
    item: Mapping[str, Any],
    trail: tuple[str | int, ...],
    *,
    levels: Mapping[str, str],
    lists: Mapping[str, tuple[str, ...]],
    seen: dict[str, int],
    parent: Mapping[str, Any] | None,
) -> Code:
    """Return one checked code."""
    code_id = str(item.get("id") or "")
    if not code_id:
        raise text.error("de sleutel 'id:' ontbreekt bij deze code.", *trail)
    if code_id in seen:
        raise text.error(
            f"de id '{code_id}' staat ook al op regel {seen[code_id]}. Geef elke code een eigen id.",
            *trail, "id",
        )  # fmt: skip
    if any(character.isspace() for character in code_id):
        raise text.error(f"de id '{code_id}' mag geen spatie bevatten.", *trail, "id")
    seen[code_id] = text.line(*trail, "id")
    if parent is not None and not code_id.startswith(f"{parent['id']}."):
        raise text.error(
            f"de subcode '{code_id}' hoort te beginnen met '{parent['id']}.'", *trail, "id"
        )
    level = str(item.get("niveau") or (parent or {}).get("niveau") or "")
    if level not in levels:
        raise text.error(
            f"het niveau '{level}' van '{code_id}' bestaat niet. Bekend zijn: {', '.join(levels)}.",
            *trail, "niveau",
        )  # fmt: skip
    return Code(
        id=code_id,
        label=str(item.get("label") or code_id),
        level=level,
        definition=" ".join(str(item.get("definitie") or "").split()),
        parent=str(parent["id"]) if parent else "",
        include=_texts(text, item, "wel", trail),
        exclude=_texts(text, item, "niet", trail),
        pitfall=str(item.get("valkuil") or ""),
        phrases=_texts(text, item, "zinnen", trail),
        patterns=_fill_in(text, _texts(text, item, "patronen", trail), lists, (*trail, "patronen")),
        written=_texts(text, item, "patronen", trail),
        was=_texts(text, item, "was", trail),
    )


def _refuse_unclear_origins(text: YamlText, codes: Sequence[Code]) -> None:
    """Check that every id under `was:` is gone from this version and goes to one code only."""
    present = {code.id for code in codes}
    taken: dict[str, str] = {}
    for code in codes:
        for old in code.was:
            if old in present:
                raise text.error(
                    f"'{old}' staat onder 'was:' bij '{code.id}', maar bestaat in dit codeboek nog. Een "
                    "code die blijft, houdt haar eigen coderingen; haal deze regel weg.",
                    *_trail_of(text, code.id),
                )
            if taken.setdefault(old, code.id) != code.id:
                raise text.error(
                    f"'{old}' staat onder 'was:' bij '{taken[old]}' en bij '{code.id}'. Een code die is "
                    "gesplitst, kan niet vanzelf worden omgezet; noem haar bij één code of bij geen.",
                    *_trail_of(text, code.id),
                )


def _trail_of(text: YamlText, code_id: str) -> tuple[str | int, ...]:
    """Return where `was:` of a code stands in the file."""
    for row, theme in enumerate(text.values["themas"]):
        if theme["id"] == code_id:
            return ("themas", row, "was")
        for index, subcode in enumerate(theme.get("subcodes") or []):
            if subcode["id"] == code_id:
                return ("themas", row, "subcodes", index, "was")
    return ("themas",)


def _texts(
    text: YamlText, item: Mapping[str, Any], key: str, trail: tuple[str | int, ...]
) -> tuple[str, ...]:
    """Return a list of strings under `key`."""
    value = item.get(key) or []
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        advice = (
            " Zet elk patroon tussen enkele aanhalingstekens ('…')." if key == "patronen" else ""
        )
        raise text.error(
            f"onder '{key}:' hoort een lijst van teksten te staan.{advice}", *trail, key
        )
    return tuple(value)


def _word_lists(text: YamlText) -> dict[str, tuple[str, ...]]:
    """Return the named word lists, references between them followed."""
    raw = text.values.get("woordlijsten") or {}
    done: dict[str, tuple[str, ...]] = {}

    def follow(name: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if name in path:
            circle = " -> ".join((*path[path.index(name) :], name))
            raise text.error(
                f"deze woordlijsten verwijzen in een kring naar elkaar: {circle}.",
                "woordlijsten",
                name,
            )
        if name not in raw:
            raise text.error(f"de woordlijst '{name}' bestaat niet.", "woordlijsten", *path[-1:])
        if name not in done:
            words: list[str] = []
            for index, word in enumerate(_texts(text, raw, name, ("woordlijsten",))):
                if " " in word:
                    raise text.error(
                        "in een woordlijst staat één woord per regel.", "woordlijsten", name, index
                    )
                words += follow(word[1:], (*path, name)) if word.startswith("@") else [word]
            done[name] = tuple(dict.fromkeys(words))
        return done[name]

    for name in raw:
        follow(str(name), ())
    return done


def _fill_in(
    text: YamlText,
    patterns: tuple[str, ...],
    lists: Mapping[str, tuple[str, ...]],
    trail: tuple[str | int, ...],
) -> tuple[str, ...]:
    """Return `patterns` with every `@lijst` replaced by its words as alternatives, and checked."""
    filled = []
    for index, pattern in enumerate(patterns):
        for name in _LIST_NAME.findall(pattern):
            if name not in lists:
                raise text.error(f"de woordlijst '{name}' bestaat niet.", *trail, index)
        full = _LIST_NAME.sub(lambda match: "|".join(lists[match.group(1)]), pattern)
        try:
            parse_pattern(full)
        except PatternError as error:
            raise text.error(f"dit patroon is niet te lezen: {error}", *trail, index) from None
        filled.append(full)
    return tuple(filled)
