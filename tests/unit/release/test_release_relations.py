"""What the product counts obeys the relations that guard it, whatever was said at the tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.settings import Period
from pipeline.domain.tables import Codings, DialogueTables, Participants, Segments, check
from pipeline.domain.wording import VALENCES
from pipeline.findings.counts import count_findings
from pipeline.release.disclosure import attack, level_derivations, release_findings
from pipeline.release.guard.cells import read_cells
from pipeline.release.guard.relations import relations_of

BOOK = Codebook(
    "b",
    "1",
    (
        Code("regie", "Regie", "gezin", ""),
        Code("regie.overnemen", "Overnemen", "professional", "", parent="regie"),
        Code("regie.kracht", "Kracht", "gezin", "", parent="regie"),
        Code("netwerk", "Netwerk", "gezin", ""),
        Code("beleid", "Beleid", "beleid", ""),
    ),
    {"gezin": "Gezin", "professional": "Professional", "beleid": "Beleid"},
    {"ouder": "Ouder", "professional_1e": "1e lijn", "onderwijs": "Onderwijs"},
    {"gezin": ("ouder",), "professionals": ("professional_1e", "onderwijs")},
)
PERIODS = (Period("2016-2017", "2016-01", "2017-12"), Period("2018", "2018-01", "2018-12"))
PEOPLE = {"ouder": "gezin", "professional_1e": "professionals", "onderwijs": "professionals"}


def counted(seed: int) -> pd.DataFrame:
    """Draw 11 tables of which some sit without a group, say little or have no date, and count."""
    random = np.random.default_rng(seed)
    tables, people, segments, codings = [], [], [], []
    talk, unnamed = random.uniform(1, 14), random.choice([0.0, 0.3])
    codes = random.choice([code.id for code in BOOK.codes], size=random.integers(2, 6))
    for number in range(11):
        table = f"T{number:02d}"
        tables.append(
            {
                "table_id": table, "date": random.choice(["2016-04", "2017-01-09", "2018-05", "2019", ""]),
                "region": "", "municipality": "", "kind": "casusspecifiek",
                "sector": random.choice(["jeugdhulp", "mbo", ""]), "age_group": random.choice(["0-3", "12-17"]),
                "occasion": "", "chosen_themes": [["regie"], ["netwerk"], None][int(random.integers(3))],
                "n_participants": 3,
            }
        )  # fmt: skip
        present = [who for who in PEOPLE if random.random() < 0.8]
        people += [
            {
                "table_id": table, "participant": f"P{place}", "role": who, "perspective": who,
                "group": PEOPLE[who], "may_quote": False,
            }
            for place, who in enumerate(present)
        ]  # fmt: skip
        for place in range(1 + random.poisson(talk)):
            who = random.choice(present) if present and random.random() > unnamed else ""
            kind = "transcript" if who and random.random() < 0.6 else "verslag"
            segment_id = f"{table}/{kind}/{place:03d}"
            segments.append(
                {
                    "segment_id": segment_id, "table_id": table, "document": f"{kind}.txt", "start": place,
                    "end": place + 1, "speaker": "", "role": "", "perspective": who, "language": "nl", "text": "x",
                    "kind": kind, "group": PEOPLE.get(who, ""), "heading": "", "block": place, "countable": True,
                }
            )  # fmt: skip
            code = random.choice(codes) if random.random() < 0.6 else None
            codings.append(
                {
                    "segment_id": segment_id, "code": code, "coder": "A", "source": "mens", "start": place,
                    "end": place + 1, "valence": random.choice(VALENCES), "doubt": False, "confidence": None,
                    "status": "bevestigd",
                }
            )  # fmt: skip
    return count_findings(
        check(pd.DataFrame(segments), Segments),
        check(pd.DataFrame(codings), Codings),
        check(pd.DataFrame(tables), DialogueTables),
        check(pd.DataFrame(people), Participants),
        BOOK,
        coder="A",
        source="mens",
        periods=PERIODS,
        least_heard=1 + 2 * (seed % 3),
    )


@pytest.mark.parametrize("seed", range(6))
def test_every_relation_holds_for_what_the_product_counts(seed):
    cells = read_cells(counted(seed))
    relations = relations_of(cells, derivations=level_derivations(BOOK))
    assert len(relations) > 500
    for relation in relations:
        total = sum(factor * cells.values[v] for v, factor in relation.terms.items())
        assert relation.low <= total <= relation.high, relation


@pytest.mark.parametrize("seed", range(3))
def test_what_the_product_counts_is_released_without_a_pin(seed):
    levels = level_derivations(BOOK)
    released = release_findings(counted(seed), min_tables=3, derivations=levels)
    assert released["n_tables"].isna().any()
    assert not attack(released, min_tables=3, derivations=levels)["pinned"].any()
