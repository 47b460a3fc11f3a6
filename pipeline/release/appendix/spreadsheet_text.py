"""Tables of the team in; CSV that Dutch Excel reads right, with Dutch headings, out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from pipeline.release.figures.record import CSV_SEPARATOR, csv_bytes

HEADINGS = {
    "about": "over", "action_id": "actie", "answer": "antwoord", "answered": "beantwoord", "balance": "balans",
    "breadth": "breedte", "candidate": "kandidaat", "carried": "gedragen", "certainty": "zekerheid",
    "changed": "veranderd", "codable_tables": "tafels_met_stem", "code_share": "aandeel_code",
    "coder": "reeks", "counter_segment_ids": "tegenfragmenten",
    "counter_table_ids": "tafels_ertegen", "coverage": "dekking", "date": "datum", "decided_by": "besloten_door",
    "decided_on": "op_datum", "difference": "verschil", "digest": "kenmerk", "due": "datum_termijn",
    "expected": "bij_toeval", "facet": "uitsplitsing", "finding_id": "bevinding", "first": "eerste",
    "gap": "verschil_gezin_professionals", "gap_tables": "tafels_met_beide", "gone": "vervallen",
    "group": "groep", "groups": "groepen", "hand_share": "deel_met_de_hand", "high": "hoog",
    "highest_share": "hoogste_aandeel", "icc": "samenhang", "kind": "soort", "lift": "verhouding",
    "low": "laag", "lowest": "laagste", "lowest_share": "laagste_aandeel", "measure": "maat",
    "method": "manier", "n_both": "zowel_knelpunt_als_succesfactor",
    "n_first": "aantal_eerste", "n_knelpunt": "knelpunt", "n_matched": "teruggevonden", "n_new": "nieuwe_subcodes",
    "n_second": "aantal_tweede", "n_seen": "subcodes_tot_en_met", "n_segments": "fragmenten", "n_subcodes": "subcodes",
    "n_succesfactor": "succesfactor", "n_tables": "tafels", "n_topics": "onderwerpen",
    "n_verbeterpunt": "verbeterpunt", "new_codes": "welke_nieuw", "note": "toelichting",
    "observed": "keer", "of_tables": "van_tafels",
    "other_code": "andere_code", "other_valence": "andere_waardering",
    "outlier_share": "zonder_onderwerp", "owner_role": "eigenaar", "pattern_id": "kaart", "position": "volgnummer",
    "rand": "rand_index", "rank": "plaats", "rank_succesfactor": "plaats_succesfactor",
    "rate": "aandeel_thema", "recurrence": "keert_terug", "releasable": "mag_naar_buiten",
    "reliable": "betrouwbaar", "run": "herhaling", "runs": "werelden", "second": "tweede",
    "segment_id": "fragment", "segment_ids": "fragment_ids", "segments": "fragmenten_nodig",
    "sensitivity": "gevoeligheid",
    "share": "aandeel", "silent_table_ids": "tafels_waar_niet", "source": "bron",
    "specificity": "specificiteit", "stable": "stabiel", "statement": "uitspraak",
    "status": "besluit", "stratum": "waarde", "stratum_kind": "uitsplitsing", "study": "studie",
    "table_id": "tafel", "table_ids": "tafel_ids", "tables": "tafels_nodig",
    "term": "termijn", "terms": "woorden", "text": "tekst", "themes": "themas", "tied": "gedeeld",
    "tied_succesfactor": "gedeeld_succesfactor",
    "topic": "onderwerp", "uncoded_share": "zonder_code", "usable": "bruikbaar", "used": "gebruikt",
    "valence": "waardering", "value": "waarde", "who": "wie", "width": "breedte",
    "within": "binnen", "word": "woord", "words": "in_woorden", "world": "wereld",
}  # fmt: skip
DIGITS = 6  # after rounding to so many the same on every processor


@dataclass(frozen=True)
class _Number:
    """A number that prints with a comma; not a text, so that a minus is never taken for a formula."""

    value: float

    def __str__(self) -> str:
        if self.value.is_integer():
            return str(int(self.value))
        return f"{self.value:.{DIGITS}f}".rstrip("0").replace(".", ",")


def team_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV: Dutch headings, decimal commas, ja and nee, lists with blanks between.

    What cannot be estimated is an empty cell.
    """
    names = [HEADINGS.get(str(name), str(name)) for name in table.columns]
    assert len(set(names)) == len(names)
    rows = [
        dict(zip(names, map(_cell, row), strict=True))
        for row in table.astype(object).itertuples(index=False, name=None)
    ]
    return csv_bytes(rows) if rows else f"{CSV_SEPARATOR.join(names)}\r\n".encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return " ".join(str(part) for part in value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return _Number(round(value, DIGITS))
    return "" if value is None or value is pd.NA else value
