"""Proposed quotes in; the workbook in which a person decides on each out, and what she decided."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables.quotes import DECISIONS, QuoteProposals
from pipeline.exchange.decision_sheets import DecisionBook, typed_rows

FILE = "citaten.xlsx"
SHEET, GONE_SHEET = "citaten", "vervallen"
KEY, DECISION, PARAPHRASE = NEEDED = ("kenmerk", "besluit", "parafrase")
COLUMNS = (
    "thema", "onderdeel", "waardering", "tafel", "stem", "taal", "citaat", "let op", DECISION, PARAPHRASE,
    "twijfel", KEY,
)  # fmt: skip
_WIDTHS = {
    "thema": 26,
    "onderdeel": 26,
    "citaat": 70,
    "let op": 36,
    PARAPHRASE: 50,
    "twijfel": 36,
    KEY: 12,
}
_HELP = (
    "Alleen woorden van wie aan tafel zat en van wie is vastgelegd dat citeren mag. Een verslag is geen stem.",
    "Vul bij 'besluit' in: vrijgeven, parafrase of nee. Leeg is nog niet besloten, en blijft binnen.",
    "Bij 'parafrase' schrijf je een eigen zin, met dezelfde strekking en andere woorden.",
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


def quote_book(
    proposals: DataFrame[QuoteProposals],
    codebook: Codebook,
    *,
    doubts: Mapping[str, str],
    former: Mapping[str, pd.DataFrame],
) -> DecisionBook:
    """Return the workbook: a row per proposal, and apart what was written on quotes that lapsed.

    `doubts` holds by quote what a person should look at again.
    """
    rows = [
        (
            codebook.label(codebook.theme_of(row["code"])),
            "" if codebook.code(row["code"]).is_theme else codebook.label(row["code"]),
            row["valence"], row["table_id"], row["perspective"], row["language"], row["text"], row["flags"],
            row["decision"], row["paraphrase"], doubts.get(row["quote_id"], ""), row["quote_id"],
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
    return DecisionBook(
        sheets,
        keys={SHEET: KEY, GONE_SHEET: KEY},
        widths={SHEET: _WIDTHS, GONE_SHEET: _WIDTHS, "uitleg": {"uitleg": 110}},
        dropdowns={SHEET: {DECISION: DECISIONS[1:]}},
        frozen={SHEET: 2},
    )


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
    filled = (table[DECISION] != "") | (table[PARAPHRASE] != "")
    return table[filled & ~table[KEY].isin(known)].drop_duplicates(KEY, keep="last")
