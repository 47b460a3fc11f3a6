"""Accountability: the items of a checklist as the records fill them, and what people wrote beside them."""

from __future__ import annotations

import pandera.pandas as pa

from pipeline.domain.tables.base import Table

OWN_WORDS, NOT_HERE = "alleen mijn tekst", "niet van toepassing"
CHOICES = ("", OWN_WORDS, NOT_HERE)
FROM_RECORDS, WRITTEN = "uit de gegevens", "geschreven"
TO_ADD, TO_WRITE = "aan te vullen", "nog te schrijven"
STATES = (FROM_RECORDS, WRITTEN, TO_ADD, TO_WRITE, NOT_HERE)
OPEN_STATES = (TO_ADD, TO_WRITE)


class AccountNotes(Table):
    """One row per item on which a person wrote or chose something; keys are `checklist` + `number`."""

    checklist: str = pa.Field(str_length={"min_value": 1})  # "coreq"
    number: str = pa.Field(str_length={"min_value": 1})  # "24", "S6"
    text: str
    choice: str = pa.Field(isin=CHOICES)


class AccountItems(Table):
    """One row per item, in the order of its checklist: what the records say, and what a person wrote."""

    checklist: str = pa.Field(str_length={"min_value": 1})
    section: str
    number: str = pa.Field(str_length={"min_value": 1})
    name: str
    question: str
    facts: str  # "" where the records say nothing
    place: str  # where it is recorded; "" without facts
    hint: str  # what only a person can write; "" for nothing
    text: str
    choice: str = pa.Field(isin=CHOICES)
    state: str = pa.Field(isin=STATES)


class ConsentCounts(Table):
    """One row per purpose and answer: of how many people it was recorded."""

    purpose: str
    answer: str = pa.Field(isin=("ja", "nee", "niet vastgelegd"))
    n: int = pa.Field(ge=0)
