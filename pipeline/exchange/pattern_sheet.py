"""Pattern cards in; the workbook in which researchers judge them out, and what they wrote back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.errors import InputError
from pipeline.domain.tables import CardEdits, Cards, Patterns, Segments, check, empty
from pipeline.domain.tables.patterns import CARD_STATES
from pipeline.domain.wording import enumerate_words
from pipeline.exchange.decision_sheets import DecisionBook, typed_date, typed_rows

FILE = "patronen.xlsx"
SHEET, SEGMENTS_SHEET = "patronen", "fragmenten"
KEY, SEEN = "kaart", "kenmerk"
STATEMENT, STATUS, ANSWER, BY, ON, LOOKED = TYPED = (
    "uitspraak in eigen woorden", "besluit", "antwoord op tegenvoorbeelden", "besloten door", "op datum",
    "opnieuw bekeken",
)  # fmt: skip
_NEEDED = (KEY, *TYPED, SEEN)
_WRITTEN = ("statement", "status", "answer", "decided_by", "decided_on")  # of `CardEdits`, as TYPED
_YES = ("ja", "x", "j", "1")


def typed_cards(former: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of cards on which anything was typed; the index is the row number."""
    rows = typed_rows(former, SHEET, _NEEDED, FILE)
    typed = (rows[list(TYPED)] != "").any(axis=1) & (rows[KEY] != "")
    return rows.loc[typed, list(_NEEDED)]


def read_card_edits(
    former: Mapping[str, pd.DataFrame], digests: Mapping[str, str]
) -> DataFrame[CardEdits]:
    """Return what researchers wrote on the cards of the present edition.

    `kenmerk` is the evidence that a card showed when something was first written on it; "ja" under
    "opnieuw bekeken" makes it that of now (`digests` by card).

    Raises:
        InputError: naming the row, when a decision or a date cannot be read, or a card stands there
            twice.
    """
    rows = typed_cards(former)
    edits = []
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        where = f"{FILE}, blad {SHEET}, rij {number}"
        status = row[STATUS].strip().casefold()
        if status not in ("", *CARD_STATES):
            raise InputError(
                f"{where}: bij '{STATUS}' kan staan: {enumerate_words(CARD_STATES)}, of niets."
            )
        looked = row[LOOKED].strip().casefold() in _YES
        seen = digests.get(row[KEY], row[SEEN]) if looked else row[SEEN]
        edits.append((row[KEY], row[STATEMENT], status, row[ANSWER], seen, row[BY],
                      typed_date(row[ON], where)))  # fmt: skip
    names = [edit[0] for edit in edits]
    if len(set(names)) < len(names):
        raise InputError(
            f"{FILE}, blad {SHEET}: een kaart staat er twee keer. Haal een van beide rijen weg."
        )
    if not edits:
        return empty(CardEdits)
    return check(pd.DataFrame(edits, columns=CardEdits.names()), CardEdits)


def pattern_book(
    patterns: DataFrame[Patterns],
    cards: DataFrame[Cards],
    edits: DataFrame[CardEdits],
    segments: DataFrame[Segments],
    codebook: Codebook,
    *,
    exceptions: Mapping[str, str],
    summaries: Mapping[str, str] | None = None,
) -> DecisionBook:
    """Return the workbook: a row per card, and the segments behind each one click away.

    `summaries` are what researchers wrote in the matrix about the tables and theme of a card.
    """
    evidence, first = _segment_rows(patterns, segments)
    found = patterns.set_index("pattern_id").to_dict("index")
    wrote = edits.set_index("pattern_id").to_dict("index")
    rows, links = [], {}
    for place, card in enumerate(cards.to_dict("records")):
        name = card["pattern_id"]
        pattern, own = found.get(name), wrote.get(name, {})
        rows.append(
            _row(card, pattern, own, codebook, notes=(exceptions.get(name, ""), (summaries or {}).get(name, "")))
        )  # fmt: skip
        for column, side in (("fragmenten", "voor"), ("tegenfragmenten", "tegen")):
            if (name, side) in first:
                links[(place, column)] = (SEGMENTS_SHEET, first[(name, side)])
    columns = [*_ROW, SEEN]
    sheets = {
        SHEET: pd.DataFrame(rows, columns=columns),
        SEGMENTS_SHEET: evidence,
        "uitleg": pd.DataFrame({"uitleg": list(_HELP)}),
    }
    return DecisionBook(
        sheets,
        keys={SHEET: KEY},
        widths={SHEET: _WIDTHS, SEGMENTS_SHEET: {"tekst": 90, "kaart": 34}, "uitleg": {"uitleg": 110}},
        dropdowns={SHEET: {STATUS: CARD_STATES, LOOKED: ("ja",)}},
        links={SHEET: links},
        frozen={SHEET: 2},
    )  # fmt: skip


def _row(
    card: Mapping[Any, Any],
    pattern: Mapping[Any, Any] | None,
    own: Mapping[Any, Any],
    codebook: Codebook,
    *,
    notes: tuple[str, str],
) -> tuple[object, ...]:
    """Return the row of one card; one that nothing carries any more keeps what was written on it."""
    typed = [own.get(column, "") for column in _WRITTEN]
    if pattern is None:
        gone = ("niets draagt deze kaart nog", "", "", "", "", "", "", "", "", "", "")
        return (card["pattern_id"], *gone, *typed, "", "vervallen", own.get("digest", ""))
    counters = _listed(pattern["counter_table_ids"])
    return (
        card["pattern_id"], pattern["statement"], codebook.label(str(pattern["code"])), pattern["valence"],
        f"{pattern['n_tables']} van {pattern['of_tables']}", enumerate_words(_listed(pattern["groups"])),
        len(_listed(pattern["segment_ids"])), len(counters), len(_listed(pattern["counter_segment_ids"])),
        pattern["certainty"], *notes, *typed, "", _state(card, pattern),
        own.get("digest", "") or pattern["digest"],
    )  # fmt: skip


def _state(card: Mapping[Any, Any], pattern: Mapping[Any, Any]) -> str:
    """Return what has to happen before a card may go out, in words."""
    told = []
    if not pattern["carried"]:
        told.append("alleen voor het team: te weinig tafels of groepen")
    if card["changed"]:
        told.append("VERANDERD: de fragmenten zijn niet meer die je zag")
    if not card["answered"]:
        told.append("tegenvoorbeelden nog niet beantwoord")
    if card["releasable"]:
        told.append("mag naar buiten")
    return "; ".join(told)


def _segment_rows(
    patterns: pd.DataFrame, segments: pd.DataFrame
) -> tuple[pd.DataFrame, dict[tuple[str, str], int]]:
    """Return the segments for and against every card, and at which row each of them begins."""
    known = segments.set_index("segment_id")[["table_id", "perspective", "text"]].to_dict("index")
    rows: list[tuple[str, ...]] = []
    first: dict[tuple[str, str], int] = {}
    for card in patterns.to_dict("records"):
        for side, column in (("voor", "segment_ids"), ("tegen", "counter_segment_ids")):
            own = [one for one in card[column] if one in known]
            if own:
                first[(card["pattern_id"], side)] = len(rows)
            rows += [
                (card["pattern_id"], side, known[one]["table_id"], known[one]["perspective"],
                 known[one]["text"], one)
                for one in own
            ]  # fmt: skip
    columns = ["kaart", "voor of tegen", "tafel", "perspectief", "tekst", "fragment"]
    return pd.DataFrame(rows, columns=columns), first


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else []


_ROW = (
    KEY, "patroon", "subcode", "waardering", "tafels", "wie", "fragmenten", "tafels ertegen",
    "tegenfragmenten", "zekerheid", "waar niet gezien", "uit de matrix", *TYPED, "stand",
)  # fmt: skip
_WIDTHS = {
    KEY: 26, "patroon": 44, "subcode": 24, STATEMENT: 44, ANSWER: 44, "waar niet gezien": 26, "stand": 34,
    "uit de matrix": 50,
}  # fmt: skip
_HELP = (
    "Elke rij is een kaart: een bewering over tafels heen, met wat ervoor en wat ertegen spreekt.",
    (
        f"Vul alleen deze kolommen in: {enumerate_words(TYPED)}. De rest maakt het programma "
        "opnieuw; eigen kolommen en bladen mogen, die blijven staan."
    ),
    "Klik op een getal onder 'fragmenten' of 'tegenfragmenten' om de woorden te lezen waarop de kaart rust.",
    "Vastgesteld is een kaart pas als iemand de fragmenten heeft gelezen en de tegenvoorbeelden heeft beantwoord.",
    f"Staat er VERANDERD, lees dan de fragmenten opnieuw en zet 'ja' onder '{LOOKED}'.",
    "In dit bestand staan woorden van mensen aan tafel: het is alleen voor het team.",
)
