"""Checklists, the study's facts and what people wrote in; every item as it stands out."""

from __future__ import annotations

import string
from collections.abc import Mapping

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import check
from pipeline.domain.tables.accounting import (
    FROM_RECORDS,
    NOT_HERE,
    OWN_WORDS,
    TO_ADD,
    TO_WRITE,
    WRITTEN,
    AccountItems,
    AccountNotes,
)
from pipeline.release.accountability.checklist import Accounting, Item, Sentence

NO_RECORD = "De gegevens zeggen hier niets over; schrijf het zelf, of kies 'niet van toepassing'."
WHY_NOT = "Schrijf waarom dit hier niet van toepassing is."


def fill_checklists(
    accounting: Accounting,
    facts: Mapping[str, str],
    notes: DataFrame[AccountNotes],
    *,
    team: bool,
) -> DataFrame[AccountItems]:
    """Fill every item from the facts; a sentence with an empty field falls away.

    `team`: with the sentences that can name small numbers, which leave with nothing.

    Raises:
        InputError: naming the line and the known fields, when a sentence asks for another one.
    """
    wrote = {
        (row["checklist"], row["number"]): (str(row["text"]), str(row["choice"]))
        for row in notes.to_dict("records")
    }
    rows = []
    for listed in accounting.checklists:
        for item in listed.items:
            text, choice = wrote.get((listed.id, item.number), ("", ""))
            said = " ".join(_said(accounting, item, facts, team=team))
            rows.append(_row(listed.id, item, said, text, choice))
    return check(pd.DataFrame(rows, columns=AccountItems.names()), AccountItems)


def fill_entries(
    accounting: Accounting, facts: Mapping[str, str], typed: Mapping[str, str]
) -> dict[str, str]:
    """Return the metadata by field, "" where a person has still to write; what she typed goes first.

    Raises:
        InputError: naming the line, when a template asks for a field that is not there.
    """
    return {
        entry.field: typed.get(entry.field) or fill_sentence(accounting, entry.value, facts)
        for entry in accounting.entries
    }


def fill_sentence(accounting: Accounting, sentence: Sentence, facts: Mapping[str, str]) -> str:
    """Return a sentence with its fields filled in, "" where one of them is empty.

    Raises:
        InputError: naming the line and the known fields, when it asks for another one.
    """
    asked = {field for _, field, _, _ in string.Formatter().parse(sentence.text) if field}
    asked |= {sentence.when} - {""}
    unknown = sorted(asked - set(facts))
    if unknown:
        raise accounting.source.error(
            f"het veld {{{unknown[0]}}} ken ik niet. Te gebruiken: {', '.join(sorted(facts))}.",
            *sentence.trail,
        )
    if not all(facts[field] for field in asked):
        return ""
    return " ".join(sentence.text.format_map(facts).split()).replace("..", ".")


def fill_text(accounting: Accounting, name: str, facts: Mapping[str, str]) -> str:
    """Return one of the texts around the lists, "" where it was taken out.

    Raises:
        InputError: naming the line, when it asks for a field that is not there.
    """
    sentence = accounting.texts.get(name)
    return fill_sentence(accounting, sentence, facts) if sentence else ""


def _said(accounting: Accounting, item: Item, facts: Mapping[str, str], *, team: bool) -> list[str]:
    asked = [sentence for sentence in item.sentences if team or not sentence.team_only]
    filled = [fill_sentence(accounting, sentence, facts) for sentence in asked]
    return [sentence[:1].upper() + sentence[1:] for sentence in filled if sentence]


def _row(checklist: str, item: Item, facts: str, text: str, choice: str) -> tuple[str, ...]:
    """Return one row of `AccountItems`."""
    shown = "" if choice in (OWN_WORDS, NOT_HERE) else facts
    hint = item.hint or ("" if shown else NO_RECORD)
    if choice == NOT_HERE:
        hint = WHY_NOT
    state = _state(shown, hint, text, choice)
    return (
        checklist, item.section, item.number, item.name, item.question, facts, item.place if facts else "",
        hint, text, choice, state,
    )  # fmt: skip


def _state(facts: str, hint: str, text: str, choice: str) -> str:
    if choice == NOT_HERE:
        return NOT_HERE if text else TO_WRITE
    if text:
        return WRITTEN
    if not facts:
        return TO_WRITE
    return TO_ADD if hint else FROM_RECORDS
