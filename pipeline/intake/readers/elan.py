"""Bytes of an ELAN annotation file (.eaf) in; its turns out."""

from __future__ import annotations

from typing import Any

from pipeline.files.safexml import XmlError, parse_xml
from pipeline.intake.readers.base import Source, UnreadableError
from pipeline.intake.readers.timed import Cue, turns_source

_ADVICE = "Open het in ELAN, bewaar het opnieuw en zet die versie in de map."


def read_elan(content: bytes) -> Source:
    """Return the annotations of all tiers with times of their own, in speaking order.

    A tier's participant, else its name, is the speaker. Tiers that annotate another tier (glosses,
    translations) are no speech and are noted.

    Raises:
        UnreadableError: when the file is broken or suspect, or no tier holds speech.
    """
    try:
        root = parse_xml(content)
    except XmlError as error:
        raise UnreadableError(error.kind, _ADVICE) from None
    slots = _slots(root)
    cues = []
    left_out = 0
    for number, tier in enumerate(root.iter("TIER")):
        if tier.get("PARENT_REF"):
            left_out += 1
            continue
        label = (tier.get("PARTICIPANT") or tier.get("TIER_ID") or "").strip()
        cues += [(number, cue) for cue in _cues(tier, label, slots)]
    cues.sort(
        key=lambda pair: (pair[1].began if pair[1].began is not None else float("inf"), pair[0])
    )
    notes = (
        [("document", f"{left_out} lagen bij een andere laag (vertaling, glos) zijn niet gelezen.")]
        if left_out
        else []
    )
    return turns_source([cue for _, cue in cues], "eaf", notes)


def _slots(root: Any) -> dict[str, float]:
    """Return the time of every slot in seconds; slots without one are left out."""
    times = {}
    for slot in root.iter("TIME_SLOT"):
        value = slot.get("TIME_VALUE") or ""
        if value.isdigit() and len(value) < 12:
            times[slot.get("TIME_SLOT_ID")] = int(value) / 1000
    return times


def _cues(tier: Any, label: str, slots: dict[str, float]) -> list[Cue]:
    return [
        Cue(
            label,
            annotation.findtext("ANNOTATION_VALUE") or "",
            slots.get(annotation.get("TIME_SLOT_REF1")),
            slots.get(annotation.get("TIME_SLOT_REF2")),
        )
        for annotation in tier.iter("ALIGNABLE_ANNOTATION")
    ]
