"""What meta.yaml says of consent, of one person and of the whole table, in; a `Consent` out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.domain.yamltext import YamlText
from pipeline.intake.consent import PURPOSES, Consent, answer_of, consent_of
from pipeline.intake.dates import iso_date

CONSENT_KEYS = (
    "onderzoek", "citeren", "opname", "archief", "tot", "door", "gezag", "ingetrokken", "datum", "gezin",
    "professionals", "toelichting",
)  # fmt: skip


def read_consent(text: YamlText, *trail: str | int, is_youth: bool) -> Consent:
    """Return the consent of the person at `trail`; what the whole table refused binds her too.

    Raises:
        InputError: with file and line: an unknown key, an answer that is neither yes nor no, an end
            that is no date.
    """
    person = text.at(*trail)
    _check(text, person, *trail)
    _check(text, text.values)
    own = consent_of(person, is_youth=is_youth)
    table = consent_of({"toestemming": text.values.get("toestemming")}, is_youth=False)
    return replace(
        own,
        research=False if table.research is False else own.research,
        quote=False if table.quote is False else own.quote,
        deposit=False if table.deposit is False else own.deposit,
        until=min(filter(None, (own.until, table.until)), default=""),
        withdrawn=own.withdrawn or table.withdrawn,
    )


def _check(text: YamlText, holder: Mapping[str, Any], *trail: str | int) -> None:
    block = holder.get("toestemming")
    asked = [(holder, purpose, (*trail, purpose)) for purpose in PURPOSES]
    if isinstance(block, dict):
        text.refuse_unknown_keys(CONSENT_KEYS, *trail, "toestemming")
        asked += [(block, purpose, (*trail, "toestemming", purpose)) for purpose in PURPOSES]
        until = block.get("tot")
        if iso_date(until) is None:
            raise text.error(
                "bij 'tot:' hoort een datum te staan: jjjj-mm-dd, jjjj-mm of jjjj.",
                *trail, "toestemming", "tot",
            )  # fmt: skip
    for mapping, purpose, where in asked:
        value = mapping.get(purpose)
        if value is not None and answer_of(value) is None:
            raise text.error(f"bij '{purpose}:' hoort ja of nee te staan.", *where)
