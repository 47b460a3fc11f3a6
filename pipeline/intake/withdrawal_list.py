"""The list of who withdrew in; the same as YAML, and back. It holds a table and a code, never a name."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pipeline.domain.yamltext import YamlText
from pipeline.intake.withdrawal import Withdrawal

FILE = "intrekkingen.yaml"
_KEYS = ("tafel", "deelnemer")
_HEAD = """\
# Wie zich terugtrok, met 'dialoogtafel intrekken'. Bij elke analyse blijven deze woorden weg, ook als
# het bronbestand nog bestaat. Zonder 'deelnemer' is het de hele tafel.
"""


def parse_withdrawals(text: YamlText) -> tuple[Withdrawal, ...]:
    """Return who withdrew, each once and in order.

    Raises:
        InputError: with file and line: no list, an unknown key, no table. What cannot be read must
            stop the analysis: going on would bring back someone's words.
    """
    rows = [] if text.values is None else text.values
    if not isinstance(rows, list):
        raise text.error("hier hoort een lijst te staan: - {tafel: DT-07, deelnemer: P2}.")
    found = set()
    for index, row in enumerate(rows):
        if not isinstance(row, dict) or not row.get("tafel"):
            raise text.error("hier ontbreekt 'tafel:'.", index)
        text.refuse_unknown_keys(_KEYS, index)
        person = row.get("deelnemer")
        found.add(Withdrawal(str(row["tafel"]), "" if person is None else str(person)))
    return in_order(found)


def withdrawals_yaml(withdrawals: Iterable[Withdrawal]) -> str:
    """Return the text of the list, in order."""
    lines = [
        f"- {{tafel: {json.dumps(one.table_id)}"
        + (f", deelnemer: {json.dumps(one.participant)}" if one.participant else "")
        + "}\n"
        for one in in_order(withdrawals)
    ]
    return _HEAD + "".join(lines)


def in_order(withdrawals: Iterable[Withdrawal]) -> tuple[Withdrawal, ...]:
    """Return withdrawals once each, by table and participant."""
    return tuple(sorted(set(withdrawals), key=lambda one: (one.table_id, one.participant)))
