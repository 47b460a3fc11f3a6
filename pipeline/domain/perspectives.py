"""Roles and the words of meta.yaml in; the codebook's perspectives and groups out, by one map."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN = "onbekend"

_NUMBER = re.compile(r"\s+\d+$")
_ASIDE = re.compile(r"\s*\([^)]*\)")


def normal_role(role: str) -> str:
    """Return a role without aside, number, case and odd spacing: "Moeder 1 (19)" is "moeder"."""
    bare = _ASIDE.sub("", role)
    bare = " ".join(bare.replace("_", " ").casefold().split())
    return _NUMBER.sub("", bare)


def normal_value(value: str) -> str:
    """Return a perspective's name as it is compared: "Professional 2e lijn" is "professional-2e"."""
    bare = "-".join(value.replace("_", " ").replace("-", " ").casefold().split())
    return bare.removesuffix("-lijn")


@dataclass(frozen=True)
class PerspectiveMap:
    """The one map from what researchers write to the codebook's perspective ids and groups."""

    perspectives: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, str]  # normal value to perspective id: "gemeente" to "gemeente_beleid"
    roles: Mapping[str, str]  # normal role to perspective id, where meta.yaml gives none
    choices: Mapping[str, str]  # the study's own: normal role or value to perspective id or group

    def perspective_of(self, role: str, value: str) -> str:
        """Return the perspective of someone with this role and recorded perspective, or "onbekend"."""
        for key in (normal_role(role), normal_value(value)):
            chosen = self.choices.get(key, "")
            if chosen in self.perspectives:
                return chosen
        recorded = self._recorded(value)
        return recorded or self.roles.get(normal_role(role), UNKNOWN)

    def group_of(self, role: str, value: str) -> str:
        """Return the group of someone with this role and recorded perspective."""
        for key in (normal_role(role), normal_value(value)):
            if self.choices.get(key, "") in self.groups:
                return self.choices[key]
        return self.group_of_perspective(self.perspective_of(role, value))

    def group_of_perspective(self, perspective: str) -> str:
        """Return the group of a perspective id, "overig" where it has none."""
        for group, members in self.groups.items():
            if perspective in members:
                return group
        return "overig"

    def knows(self, value: str) -> bool:
        """Tell whether a recorded perspective is one that this map can place."""
        key = normal_value(value)
        return bool(self._recorded(value)) or key in self.choices

    def _recorded(self, value: str) -> str:
        key = normal_value(value)
        ids = {normal_value(perspective): perspective for perspective in self.perspectives}
        return ids.get(key, "") or self.aliases.get(key, "")
