"""Proposed quotes in; the workbook in which a person decides on each out, and what she decided."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables.quotes import DECISIONS, QuoteProposals, digest_of_words
from pipeline.exchange.decision_sheets import DecisionBook, typed_rows

FILE = "citaten.xlsx"
SHEET, GONE_SHEET, FRISIAN_SHEET = "citaten", "vervallen", "fries"
TRANSLATION = "vertaling"
KEY, DECISION, PARAPHRASE = NEEDED = ("kenmerk", "besluit", "parafrase")
COLUMNS = (
    "thema", "onderdeel", "waardering", "tafel", "stem", "taal", "citaat", "let op", DECISION, PARAPHRASE,
    TRANSLATION, "twijfel", KEY,
)  # fmt: skip
FRISIAN_COLUMNS = ("tafel", "stem", "citaat", TRANSLATION, KEY)
_WIDTHS = {
    "thema": 26,
    "onderdeel": 26,
    "citaat": 70,
    "let op": 36,
    PARAPHRASE: 50,
    TRANSLATION: 50,
    "twijfel": 36,
    KEY: 12,
}
_HELP = (
    "Alleen woorden van wie aan tafel zat en van wie is vastgelegd dat citeren mag. Een verslag is geen stem.",
    "Vul bij 'besluit' in: vrijgeven, parafrase of nee. Leeg is nog niet besloten, en blijft binnen.",
    "Bij 'parafrase' schrijf je een eigen zin, met dezelfde strekking en andere woorden.",
    "Een Fries citaat blijft Fries. Schrijf bij 'vertaling' zelf de Nederlandse zin die eronder komt.",
    "Er komt nooit een vertaling van een machine; zonder vertaling staat er '(Fries)' bij.",
    "Op het blad 'fries' staan de andere Friese fragmenten, voor casusprofielen en het rapport van het team.",
    "'let op' noemt waaraan iemand te herkennen kan zijn. Geen melding is geen bewijs.",
    "Lees elk citaat als iemand die dit gezin kent, en denk aan wie niet aan tafel zat.",
    "Wie 'nee' zegt, krijgt de volgende keer een ander voorstel.",
    "Op een product staat nooit meer dan één citaat van een tafel, en nooit later een tweede.",
    "Een citaat waarvan de woorden of de toestemming veranderden, staat met wat je schreef op 'vervallen'.",
)


def read_quote_decisions(former: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what people decided: `quote_id`, `decision`, `paraphrase`, a row per row that was filled in.

    Raises:
        InputError: when a column was taken out.
    """
    rows = typed_rows(former, SHEET, NEEDED, FILE)
    rows = rows.rename(columns=dict(zip(NEEDED, ("quote_id", "decision", "paraphrase"), strict=True)))  # fmt: skip
    filled = (rows["decision"] != "") | (rows["paraphrase"] != "")
    return rows.loc[filled & (rows["quote_id"] != ""), ["quote_id", "decision", "paraphrase"]]


def read_translations(former: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], str]:
    """Return what people translated, by segment and the digest of its words; the first of two counts."""
    found: dict[tuple[str, str], str] = {}
    for sheet, parts in ((SHEET, 3), (FRISIAN_SHEET, 1), (GONE_SHEET, 3)):
        rows = former.get(sheet)
        if rows is None or TRANSLATION not in rows.columns or KEY not in rows.columns:
            continue  # a workbook of before there were translations
        for key, words in zip(rows[KEY], rows[TRANSLATION], strict=True):
            segment_id, *_, digest = str(key).rsplit("/", parts)
            if str(words).strip():
                found.setdefault((segment_id, digest), str(words).strip())
    return found


def quote_book(
    proposals: DataFrame[QuoteProposals],
    codebook: Codebook,
    *,
    doubts: Mapping[str, str],
    former: Mapping[str, pd.DataFrame],
    frisian: pd.DataFrame | None = None,
) -> DecisionBook:
    """Return the workbook: a row per proposal, and apart what was written on quotes that lapsed.

    `doubts` holds by quote what a person should look at again. `frisian` are other Frisian segments
    (`table_id`, `segment_id`, `role`, `text`, `translation`), to be translated for who reads them.
    """
    rows = [
        (
            codebook.label(codebook.theme_of(row["code"])),
            "" if codebook.code(row["code"]).is_theme else codebook.label(row["code"]),
            row["valence"], row["table_id"], row["perspective"], row["language"], row["text"], row["flags"],
            row["decision"], row["paraphrase"], row["translation"], doubts.get(row["quote_id"], ""),
            row["quote_id"],
        )
        for row in proposals.to_dict("records")
    ]  # fmt: skip
    sheets = {
        SHEET: pd.DataFrame(rows, columns=list(COLUMNS)),
        "uitleg": pd.DataFrame({"uitleg": list(_HELP)}),
    }
    gone = _gone(former, set(proposals["quote_id"]))
    if len(gone):
        sheets[GONE_SHEET] = gone
    others = _frisian(frisian, proposals, former)
    if len(others):
        sheets[FRISIAN_SHEET] = others
    widths = dict.fromkeys((SHEET, GONE_SHEET, FRISIAN_SHEET), _WIDTHS)
    return DecisionBook(
        sheets,
        keys=dict.fromkeys((SHEET, GONE_SHEET, FRISIAN_SHEET), KEY),
        widths={**widths, "uitleg": {"uitleg": 110}},
        dropdowns={SHEET: {DECISION: DECISIONS[1:]}},
        frozen={SHEET: 2},
    )


def _frisian(
    frisian: pd.DataFrame | None, proposals: pd.DataFrame, former: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return a row per Frisian segment that is not proposed, and every translation whose words lapsed."""
    shown = set(proposals["segment_id"])
    rows = [
        (row["table_id"], row["role"], row["text"], row["translation"],
         f"{row['segment_id']}/{digest_of_words(str(row['text']))}")
        for row in ([] if frisian is None else frisian.to_dict("records"))
        if row["segment_id"] not in shown
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(FRISIAN_COLUMNS), dtype=object)
    old = former.get(FRISIAN_SHEET)
    if old is None or TRANSLATION not in old.columns or KEY not in old.columns:
        return table
    lapsed = (old[TRANSLATION] != "") & ~old[KEY].isin(table[KEY])
    lapsed &= ~np.array([str(key).rpartition("/")[0] in shown for key in old[KEY]], dtype=bool)
    kept = old.loc[lapsed].reindex(columns=list(FRISIAN_COLUMNS), fill_value="")
    return pd.concat([table, kept], ignore_index=True)


def _gone(former: Mapping[str, pd.DataFrame], known: set[str]) -> pd.DataFrame:
    """Return every row that was filled in for a quote that is not proposed any more."""
    rows = [
        typed_rows(former, sheet, NEEDED, FILE).reindex(columns=list(COLUMNS), fill_value="")
        for sheet in (GONE_SHEET, SHEET)
        if sheet in former
    ]
    if not rows:
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.concat(rows, ignore_index=True).astype(object).fillna("")
    filled = (table[[DECISION, PARAPHRASE, TRANSLATION]] != "").any(axis=1)
    return table[filled & ~table[KEY].isin(known)].drop_duplicates(KEY, keep="last")
