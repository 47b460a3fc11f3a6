"""Pairs, contrasts and typical words in; printed tables of what goes together and what differs out."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Contrasts, Pairs, TypicalWords
from pipeline.domain.wording import plural
from pipeline.release.appendix.numerals import decimal, out_of, points, span
from pipeline.release.report.content import TeamTable

MOST_PAIRS = 15  # above chance
MOST_BELOW = 5
MOST_WORDS = 15  # of each group
SURE = 0.05  # the false discovery rate below which a difference is called clear

_WITHIN = {
    "fragment": (
        "Samen in één fragment",
        (
            "Hoe vaak twee thema's in hetzelfde fragment staan, vergeleken met wat toeval binnen "
            "dezelfde tafel zou geven (1,0 is toeval). Bruikbaar als aanleiding om die "
            "fragmenten te lezen; zegt niet wat waardoor komt. Onder de 1,0 is vooral een gevolg "
            "van coderen: de meeste fragmenten krijgen één thema."
        ),
    ),
    "reeks": (
        "Na elkaar in het gesprek",
        (
            "Het ene thema in een fragment, het andere in het volgende. Laat zien waar een "
            "gesprek heen gaat; in een verslag bepaalt de schrijver de volgorde."
        ),
    ),
    "tafel": (
        "Aan dezelfde tafel",
        (
            "Bijna elk thema komt aan bijna elke tafel voor, dus zegt samen voorkomen hier "
            "weinig; alleen wat duidelijk boven of onder 1,0 ligt is een vraag waard."
        ),
    ),
}
CHAIN_NOTE = (
    "Een knelpunt, en in het volgende fragment een verbeterpunt. Laat zien welke klacht "
    "meteen een voorstel oproept; een voorstel dat later in het gesprek komt, staat hier "
    "niet bij."
)
CONTRAST_NOTE = (
    "Verschil in procentpunten, getoetst door tafels te verwisselen (niet woorden), per "
    "tabel gecorrigeerd voor het aantal thema's (Benjamini-Hochberg). Bruikbaar om te kiezen "
    "wat je in de fragmenten naleest, niet als bewijs. q en het interval zijn voor het team "
    "en gaan niet naar buiten; 'onduidelijk' is niet hetzelfde als 'geen verschil'."
)
WORDS_NOTE = (
    "Grondwoorden die de ene groep meer gebruikt dan de andere, in transcripten, alleen wat "
    "aan drie of meer tafels klinkt (log-odds met voorkennis, Monroe e.a. 2008). Bruikbaar "
    "om taal te horen; een woord is nog geen mening. Controleer op namen en streekwoorden "
    "voor je een woord overneemt."
)


def pair_tables(pairs: DataFrame[Pairs], codebook: Codebook) -> list[TeamTable]:
    """Return what goes together within a fragment, in sequence and at a table; the surest first."""
    plain = pairs[(pairs["valence"] == "") & (pairs["other_valence"] == "")]
    chain = pairs[(pairs["valence"] == "knelpunt") & (pairs["other_valence"] == "verbeterpunt")]
    tables = [
        TeamTable(title, note, _pair_rows(plain[plain["within"] == within], codebook))
        for within, (title, note) in _WITHIN.items()
    ]
    return [*tables, TeamTable("Van knelpunt naar verbeterpunt", CHAIN_NOTE, _pair_rows(chain, codebook))]  # fmt: skip


def _pair_rows(pairs: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return the pairs that lie clearly above chance, the surest first, then those clearly below."""
    told = pairs[(pairs["n_tables"] >= 2) & pairs["lift"].notna() & pairs["low"].notna()]
    above = told[told["low"] > 1].sort_values(["low", "n_tables"], ascending=False, kind="stable")
    below = told[told["high"] < 1].sort_values(["high", "n_tables"], kind="stable")
    shown = pd.concat([above.head(MOST_PAIRS), below.head(MOST_BELOW)])
    rows = shown.to_dict("records")
    return pd.DataFrame(
        {
            "Thema": [codebook.label(row["code"]) for row in rows],
            "Met": [codebook.label(row["other_code"]) for row in rows],
            "Tafels": [out_of(row["n_tables"], row["of_tables"]) for row in rows],
            "Keer": [row["observed"] for row in rows],
            "Bij toeval": [decimal(row["expected"]) for row in rows],
            "Verhouding": [decimal(row["lift"]) for row in rows],
            "95%-interval": [span(row["low"], row["high"], shares=False) for row in rows],
        }
    )


def contrast_tables_of(contrasts: DataFrame[Contrasts], codebook: Codebook) -> list[TeamTable]:
    """Return a table per comparison, the clearest difference first."""
    tables = []
    keys = ["kind", "first", "second", "valence"]
    for (kind, first, second, valence), rows in contrasts.groupby(keys, sort=False):
        sizes = rows.iloc[0]
        told = plural(int(sizes["n_second"]), "tafel", "tafels")
        if kind != "perspectief":
            told = f"{sizes['n_first']} en {told}"
        known = rows[rows["difference"].notna()]
        title = f"{_capital(str(first))} naast {second}"
        title += f", als {valence}" if valence else ""
        tables.append(TeamTable(f"{title} ({told})", "", _contrast_rows(known, codebook)))
    return tables


def _contrast_rows(rows: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    listed = rows.to_dict("records")
    return pd.DataFrame(
        {
            "Thema": [codebook.label(row["code"]) for row in listed],
            "Verschil (procentpunten)": [points(row["difference"]) for row in listed],
            "95%-interval": [
                f"{points(row['low'])} tot {points(row['high'])}"
                if pd.notna(row["low"])
                else "geen interval"
                for row in listed
            ],
            "Effect (sd)": [decimal(row["effect"]) for row in listed],
            "q": [decimal(row["q"], 3) for row in listed],
            "Oordeel": [_verdict(row["q"]) for row in listed],
        }
    )


def _verdict(q: float | None) -> str:
    if pd.isna(q):
        return "niet te schatten"
    return "duidelijk" if q is not None and q <= SURE else "onduidelijk"


def word_table(words: DataFrame[TypicalWords]) -> TeamTable:
    """Return the words that each group uses more than the other, the most typical first."""
    shown = words.groupby("group", sort=True).head(MOST_WORDS).sort_values(["group"], kind="stable")
    rows = pd.DataFrame(
        {
            "Groep": shown["group"],
            "Woord": shown["word"],
            "Tafels": shown["n_tables"],
            "Keer gezin": shown["n_first"],
            "Keer professionals": shown["n_second"],
            "z": [decimal(value) for value in shown["z"]],
            "Oordeel": [_verdict(q) for q in shown["q"]],
        }
    )
    return TeamTable("Woorden die bij een groep horen", WORDS_NOTE, rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
