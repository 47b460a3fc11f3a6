"""A sentence and the findings it rests on in; words and counts out, each count with its finding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_UNIT = "(?:dialoog)?(?:tafels?|sessies?)"
COUNT = re.compile(rf"\d+(?: van (?:de )?\d+)?(?: {_UNIT})?")
# Within running text only what is plainly a count of tables: not a year, not a version.
COUNT_IN_TEXT = re.compile(rf"\d+ van (?:de )?\d+(?: {_UNIT})?|\d+ {_UNIT}")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Part:
    """Some words of a sentence; with `finding_id` they are a count that comes from that finding."""

    text: str
    finding_id: str = ""


def cut_at_counts(
    sentence: str, finding_ids: Sequence[str], counts: Mapping[str, int | None]
) -> tuple[Part, ...]:
    """Cut a sentence into words and counts, in order.

    A count belongs to the first finding, of those not yet used, that has its number; one that none
    of them has stays part of the words. `counts` is the number of tables per finding.
    """
    left = [finding_id for finding_id in finding_ids if counts.get(finding_id) is not None]
    parts = []
    end = 0
    for match in COUNT.finditer(sentence):
        value = int(_NUMBER.findall(match.group())[0])
        found = next((one for one in left if counts[one] == value), "")
        if not found:
            continue
        left.remove(found)
        parts += [Part(sentence[end : match.start()]), Part(match.group(), found)]
        end = match.end()
    parts.append(Part(sentence[end:]))
    return tuple(part for part in parts if part.text)
