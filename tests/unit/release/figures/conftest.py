"""Invented codebooks and released findings, drawn for any number of tables and any luck with blanks."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.domain.codebook import Code, Codebook
from pipeline.release.action_counts import TERMS
from pipeline.release.figures import FIGURES, FigureContext, HouseStyle, read_style
from pipeline.release.figures.counts import read_counts
from pipeline.release.figures.record import Drawing, Order

LONG_NAMES = (  # 60 letters: words, one compound, no seam at all, and one that is short
    "Handelingsverlegenheid en verantwoordelijkheidsverdeling bij",
    "Jeugdgezondheidszorgmedewerkersoverlegstructuurverandering",
    "Xqzrtbbbdfghjkkkkkkklllmnpqrstvwxzbcdfghjklmnpqrstvwxzbcdfgh",
    "Samen beslissen met jeugdigen, ouders en andere opvoeders nu",
    "Kort",
)
LONG_TITLE = (
    "In 19 van de 28 tafels is handelingsverlegenheid van de jeugdprofessional een knelpunt, en "
    "nergens een succesfactor"
)
VALENCES = ("succesfactor", "knelpunt", "verbeterpunt", "neutraal")
KEYS = ("measure", "code", "other_code", "valence", "group", "stratum_kind", "stratum")
CHOICES = ("gekozen en besproken", "alleen gekozen", "alleen besproken")


@pytest.fixture(scope="session")
def style() -> HouseStyle:
    return read_style(Path(__file__).parents[4] / "configs" / "huisstijl.yaml")


@dataclass(frozen=True)
class World:
    """One drawn study: how many tables and themes, how long its names, what may be shown."""

    n_tables: int = 28
    n_themes: int = 4
    long: bool = False
    shown: str = "mix"  # mix, zero, blank, full
    source: str = "mens"
    periods: tuple[str, ...] = ("2016-2017", "2018", "2019-2020")
    seed: int = 0

    @property
    def codebook(self) -> Codebook:
        codes = []
        for i in range(self.n_themes):
            name = LONG_NAMES[i % 5] if self.long else f"Thema {i + 1}"
            codes.append(Code(f"t{i}", name, "gezin", ""))
            for j in range(3):
                below = LONG_NAMES[(i + j) % 5] if self.long else f"Subcode {i + 1}.{j + 1}"
                codes.append(Code(f"t{i}.s{j}", below, "beleid", "", parent=f"t{i}"))
        levels = {"gezin": LONG_NAMES[0] if self.long else "Gezin", "beleid": "Beleid en stelsel"}
        groups = {"gezin": ("ouder",), "professionals": ("leraar",), "overig": ()}
        return Codebook(
            "b", "2.0", tuple(codes), levels, {"ouder": "Ouder", "leraar": "Leraar"}, groups
        )

    @property
    def tables(self) -> list[str]:
        stem = "Tafel%03d-x" if self.long else "DT-%02d"
        return [stem % number for number in range(1, self.n_tables + 1)]

    @property
    def findings(self) -> pd.DataFrame:
        luck, rows = random.Random(self.seed), []
        for own_keys, of_tables in (*self._counted(), *self._profiled()):
            keys = dict.fromkeys(KEYS, "") | own_keys
            n, blanked = self._count(luck, of_tables)
            voiced = of_tables
            if keys["group"] == "gezin" and keys["measure"] == "groep":
                voiced = max(of_tables - 2, 0)
                n = n if n is pd.NA else min(n, voiced)
            meta = keys["measure"] == "tafels"
            rows.append(
                {
                    "finding_id": "/".join(part for part in keys.values() if part),
                    **keys,
                    "n_tables": n,
                    "of_tables": of_tables,
                    "codable_tables": voiced,
                    "source": "meta" if meta else self.source,
                    "coder": "" if meta else "A",
                    "blanked": blanked,
                    "table_ids": [table for table in self.tables if luck.random() < 0.6],
                    "segment_ids": [],
                }
            )
        return pd.DataFrame(rows)

    def _count(self, luck: random.Random, of_tables: int) -> tuple[Any, str]:
        if self.shown == "blank":
            return pd.NA, luck.choice(["klein", "afleidbaar"])
        n = {"zero": 0, "full": of_tables}.get(self.shown, luck.randint(0, of_tables))
        if self.shown == "mix" and 0 < n < 3:
            return pd.NA, "klein"
        if self.shown == "mix" and luck.random() < 0.1:
            return pd.NA, "afleidbaar"
        return n, ""

    def _counted(self):
        book, n = self.codebook, self.n_tables
        for code in book.codes:
            yield {"measure": "thema", "code": code.id}, n
            for valence in VALENCES:
                yield {"measure": "valentie", "code": code.id, "valence": valence}, n
        for code in book.themes:
            for group in ("gezin", "professionals"):
                yield {"measure": "groep", "code": code.id, "group": group}, n
            yield {"measure": "anders_gewaardeerd", "code": code.id}, n
            for period, valence in itertools.product(self.periods, VALENCES):
                keys = {"measure": "periode", "code": code.id, "valence": valence}
                yield keys | {"stratum_kind": "periode", "stratum": period}, max(1, n // 3)
            for choice in CHOICES:
                keys = {"measure": "gekozen", "code": code.id, "stratum_kind": "gekozen"}
                yield keys | {"stratum": choice}, n
        for one, other in itertools.combinations([code.id for code in book.themes], 2):
            yield {"measure": "samen", "code": one, "other_code": other}, n
        for level, valence in itertools.product(book.levels, VALENCES):
            keys = {"measure": "niveau", "valence": valence, "stratum_kind": "niveau"}
            yield keys | {"stratum": level}, n

    def _profiled(self):
        profile = {
            "soort": ["casusspecifiek"],
            "sector": ["jeugdhulp", LONG_NAMES[1] if self.long else "onderwijs"],
            "leeftijdsgroep": ["12-17", "0-4", "niet vastgelegd"],
            "aanwezig": ["gezin", "professionals", "overig"],
            "periode": list(self.periods),
        }
        for kind, values in profile.items():
            for value in values:
                yield {"measure": "tafels", "stratum_kind": kind, "stratum": value}, self.n_tables

    @property
    def new_subcodes(self) -> pd.DataFrame:
        rows = [
            (table, f"{2015 + i // 10}-03-01", i + 1, 5, max(0, 9 - i), min(45, 9 * (i + 1)), [])
            for i, table in enumerate(self.tables)
        ]
        columns = ["table_id", "date", "position", "n_subcodes", "n_new", "n_seen", "new_codes"]
        return pd.DataFrame(rows, columns=columns)

    @property
    def action_counts(self) -> pd.DataFrame:
        luck, rows = random.Random(self.seed + 1), []
        for owner, term in itertools.product(("gezin", "professionals", ""), TERMS):
            n, blanked = self._count(luck, self.n_tables)
            rows.append((owner, term, n, self.n_tables, blanked))
        return pd.DataFrame(rows, columns=["owner", "term", "n_tables", "of_tables", "blanked"])

    def context(self, **changes: Any) -> FigureContext:
        plain = FigureContext(
            study="Tafels in een verzonnen streek", n_tables=self.n_tables, coder="A",
            codebook_version="2.0", concept=True,
        )  # fmt: skip
        return replace(plain, **changes)


@pytest.fixture(scope="session")
def world() -> type[World]:
    return World


@pytest.fixture
def lay_out(style: HouseStyle) -> Callable[..., dict[str, Drawing]]:
    """Lay out every figure of a world without drawing it."""

    def lay(
        world: World,
        width_cm: float = 17.0,
        only: str = "",
        findings: pd.DataFrame | None = None,
    ) -> dict[str, Drawing]:
        counts = read_counts(world.findings if findings is None else findings)
        drawings = {}
        for name, kind in FIGURES.items():
            if only and name != only:
                continue
            order = Order(
                name=name,
                title=LONG_TITLE if world.long else kind.dutch_name,
                counts=counts,
                codebook=world.codebook,
                style=style.at_width(width_cm),
                context=world.context(),
                private=kind.private,
                action_counts=world.action_counts,
                new_subcodes=world.new_subcodes,
            )
            drawing = kind.draw(order)
            if drawing is not None:
                drawings[name] = drawing
        return drawings

    return lay
