"""A report for release in; the counts that it shows, read from the page itself, out.

So that sign-off looks at what a reader will see, not at what the page was made from.
"""

from __future__ import annotations

import re

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Released
from pipeline.release.report.numbers import to_row

BLANK = "afgeschermd"
_COUNT = re.compile(r"\d+")


def counts_on_page(page: bytes, released: DataFrame[Released]) -> pd.DataFrame:
    """Return `finding_id`, `n_tables`, `of_tables` of every number that leads to a finding's row.

    A blanked count has no `n_tables`; a number without "van" has no `of_tables`, nor has one that
    counts from the tables where the group's voice can be coded, which is as good. A number that
    leads to no known finding keeps the address it leads to, so that it is found wanting.
    """
    from lxml import html

    known = {to_row(finding_id): finding_id for finding_id in released["finding_id"]}
    wholes = released[["of_tables", "codable_tables"]].astype(float)  # a blank equals no number
    counted_from = dict(
        zip(released["finding_id"], wholes.itertuples(index=False, name=None), strict=True)
    )
    rows = []
    for link in html.fromstring(page).iterfind(".//a[@class]"):
        place, kinds = link.get("href", ""), link.get("class", "").split()
        if "getal" not in kinds or not place.startswith("#cijfer-"):
            continue
        finding_id = known.get(place, place)
        numbers = [] if BLANK in kinds else [int(one) for one in _COUNT.findall(_text(link))]
        count, of_tables = (*numbers[:2], None, None)[:2]
        whole, heard = counted_from.get(finding_id, (None, None))
        if of_tables != whole and of_tables == heard:
            of_tables = None
        rows.append((finding_id, count, of_tables))
    table = pd.DataFrame(rows, columns=["finding_id", "n_tables", "of_tables"])
    return table.astype({"n_tables": "Int64", "of_tables": "Int64"})


def _text(link: object) -> str:
    """Return all words of a link, those for a screen reader too."""
    return " ".join(link.itertext())  # type: ignore[attr-defined]
