"""Codes of one codebook in; what they are called in another version, and what has no place there, out.

The one place where versions of a codebook meet: studies side by side (`vergelijk`) and bundles
(`samenvoegen`) both migrate by it. A code keeps its id, or the other version says under `was:` which
earlier ids it takes over. Nothing is guessed from labels or likeness.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings, check


@dataclass(frozen=True)
class Migration:
    """Where each code of an earlier version goes: id to id, "" where there is no place for it."""

    targets: dict[str, str]  # in the order of the earlier codebook
    to_theme: frozenset[str] = frozenset()  # subcodes of which only the theme goes along

    @property
    def renamed(self) -> tuple[str, ...]:
        """The ids that another code says that it takes over."""
        return tuple(
            old
            for old, new in self.targets.items()
            if new not in ("", old) and old not in self.to_theme
        )

    @property
    def lost(self) -> tuple[str, ...]:
        """The ids that have no place in the other version."""
        return tuple(old for old, new in self.targets.items() if not new)

    @property
    def changes_nothing(self) -> bool:
        """Tell whether every code keeps its id."""
        return all(old == new for old, new in self.targets.items())


def plan_migration(codes: Iterable[str], book: Codebook) -> Migration:
    """Return where each of `codes` (ids of another version) goes in `book`.

    In this order: the same id; the code that names it under `was:`; for a subcode, where its theme
    goes, since whoever spoke of the subcode spoke of the theme. Else it is lost.
    """
    targets: dict[str, str] = {}
    to_theme = set()
    for code in codes:
        own = book.current(code)
        if not own and "." in code:
            theme = code.split(".", 1)[0]
            own = book.current(theme)
            to_theme |= {code} if own else set()
        targets[code] = own
    return Migration(targets, frozenset(to_theme))


def migrate_codings(codings: DataFrame[Codings], migration: Migration) -> DataFrame[Codings]:
    """Return `codings` in the codes of the other version; what is lost falls away.

    Codes that were joined leave one row per segment, coder, span and valence. A judgement without a
    code stays, and a segment that loses its last code becomes one: somebody did read it.
    """
    codes = [code if isinstance(code, str) else "" for code in codings["code"]]
    targets = [migration.targets.get(code, "") for code in codes]
    lost = np.array(
        [bool(code) and not new for code, new in zip(codes, targets, strict=True)], dtype=bool
    )
    moved = pd.DataFrame(codings).assign(
        code=pd.Series([new or None for new in targets], index=codings.index, dtype=object)
    )
    moved["valence"] = moved["valence"].mask(lost, "")
    moved["doubt"] = moved["doubt"] & ~lost
    keys = ["segment_id", "coder", "start", "end"]
    coded = moved["code"].notna().groupby([moved[key] for key in keys]).transform("any")
    kept = moved[~(lost & coded)].drop_duplicates([*keys, "code", "valence"])
    return check(kept.reset_index(drop=True), Codings)


def best_target(books: Iterable[Codebook]) -> Codebook:
    """Return the codebook that says of most codes of the others that it takes them over.

    Of equals the one in which fewest codes are lost, then the first given.
    """
    given = list(books)

    def fit(book: Codebook) -> tuple[int, int]:
        plans = [plan_migration([code.id for code in other.codes], book) for other in given]
        lost = sum(len(plan.lost) + len(plan.to_theme) for plan in plans)
        return -sum(len(plan.renamed) for plan in plans), lost

    return min(given, key=fit)
