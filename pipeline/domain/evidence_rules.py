"""What a study's YAML asks of evidence in: how widely a pattern is carried, how far a model counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.domain.yamltext import YamlText

PATTERNS, AGREEMENT = "patronen", "overeenstemming"
KEYS = {PATTERNS: ("tafels", "groepen"), AGREEMENT: ("ondergrens", "gecorrigeerd")}


@dataclass(frozen=True)
class EvidenceRules:
    """From where on evidence carries; alpha is Krippendorff's, of people and model."""

    pattern_tables: int = 3  # tables that must carry a pattern, and never fewer than release asks
    pattern_groups: int = 2  # groups (gezin, professionals, …) that must raise it
    hand_only_below: float = 0.4  # alpha under which a theme's model codes feed no estimate at all
    corrected_from: float = 0.6  # alpha from which a corrected estimate may be used


def read_evidence_rules(text: YamlText, base: Mapping[str, Any]) -> EvidenceRules:
    """Return what a study's file asks of evidence, `base` being the product's own defaults.

    Raises:
        InputError: with file and line: an unknown key, or a number that is none or out of range.
    """
    patterns, agreement = (_merged(text, base, key) for key in (PATTERNS, AGREEMENT))
    for key, value in patterns.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise text.error(
                f"bij '{key}:' hoort een heel getal van 1 of meer te staan.", PATTERNS, key
            )
    for key, value in agreement.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not -1 <= value <= 1:
            raise text.error(
                f"bij '{key}:' hoort een getal tussen -1 en 1 te staan, bijvoorbeeld 0.4.",
                AGREEMENT, key,
            )  # fmt: skip
    return EvidenceRules(
        pattern_tables=int(patterns["tafels"]),
        pattern_groups=int(patterns["groepen"]),
        hand_only_below=float(agreement["ondergrens"]),
        corrected_from=float(agreement["gecorrigeerd"]),
    )


def _merged(text: YamlText, base: Mapping[str, Any], key: str) -> dict[str, Any]:
    own = text.values.get(key) or {}
    if not isinstance(own, dict):
        example = ", ".join(f"{name}: {base[key][name]}" for name in KEYS[key])
        raise text.error(f"bij '{key}:' hoort bijvoorbeeld {{{example}}} te staan.", key)
    if own:
        text.refuse_unknown_keys(KEYS[key], key)
    return {**base[key], **{name: value for name, value in own.items() if value is not None}}
