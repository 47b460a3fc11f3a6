"""Findings in words in; the workbook in which a person releases them one by one out, and her answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.exchange.decision_sheets import DecisionBook, typed_rows

FILE = "zinnen.xlsx"
SHEET = "zinnen"
SENTENCE, WHERE, DECISION, BY, ON = COLUMNS = (
    "zin",
    "waar",
    "besluit",
    "besloten door",
    "op datum",
)
YES, NO = "ja", "nee"
_HELP = (
    "Deze studie heeft weinig tafels. Wat er in een product staat, geeft een mens zin voor zin vrij.",
    "Vul bij 'besluit' in: ja of nee. Leeg is nog niet besloten, en blijft binnen.",
    "Lees elke zin als iemand die een van deze gezinnen kent. Herken je wie dit is? Dan nee.",
    "Een zin die anders is geworden, staat hier opnieuw, zonder besluit.",
)


@dataclass(frozen=True)
class SentenceDecision:
    """What a person decided on one sentence; `decision` is "ja", "nee" or "" for not yet."""

    sentence: str
    decision: str
    decided_by: str
    decided_on: str


def read_sentence_decisions(former: Mapping[str, pd.DataFrame]) -> dict[str, SentenceDecision]:
    """Return the decisions of the present edition, by sentence.

    Raises:
        InputError: naming the row, for another word than ja or nee, or two answers to one sentence.
    """
    found: dict[str, SentenceDecision] = {}
    rows = typed_rows(former, SHEET, (SENTENCE, DECISION, BY, ON), FILE)
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        answer = str(row[DECISION]).strip().casefold()
        if answer not in ("", YES, NO):
            raise InputError(
                f"{FILE}, blad {SHEET}, rij {number}: bij '{DECISION}' kan staan: ja, nee, of niets."
            )
        if not row[SENTENCE] or not answer:
            continue
        one = SentenceDecision(str(row[SENTENCE]), answer, str(row[BY]), str(row[ON]))
        if found.setdefault(one.sentence, one).decision != answer:
            raise InputError(
                f"{FILE}, blad {SHEET}, rij {number}: over deze zin staan er twee besluiten. Laat er één staan."
            )
    return found


def sentence_book(
    sentences: Mapping[str, str], decisions: Mapping[str, SentenceDecision]
) -> DecisionBook:
    """Return the workbook: `sentences` with the products they stand in, then those decided before."""
    earlier = {
        sentence: "staat er niet meer" for sentence in decisions if sentence not in sentences
    }
    rows = []
    for sentence, where in {**sentences, **earlier}.items():
        one = decisions.get(sentence) or SentenceDecision(sentence, "", "", "")
        rows.append((sentence, where, one.decision, one.decided_by, one.decided_on))
    return DecisionBook(
        {
            SHEET: pd.DataFrame(rows, columns=list(COLUMNS)),
            "uitleg": pd.DataFrame({"uitleg": list(_HELP)}),
        },
        keys={SHEET: SENTENCE},
        widths={SHEET: {SENTENCE: 90, WHERE: 30}, "uitleg": {"uitleg": 110}},
        dropdowns={SHEET: {DECISION: (YES, NO)}},
        frozen={SHEET: 1},
    )
