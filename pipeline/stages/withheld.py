"""What people asked not to use, from their replies in; the segments and agreements that no product shows out."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.settings import Settings
from pipeline.domain.tables import Actions, Evidence, check
from pipeline.domain.tables.feedback import ACTION, FINDING, QUOTE
from pipeline.exchange.decision_sheets import read_book
from pipeline.exchange.reply_sheet import FILE, withheld
from pipeline.stages.screening import decisions_folder


@dataclass(frozen=True)
class Withheld:
    """Elements that may not be shown. They still count: who wants that undone withdraws."""

    tables: frozenset[str] = field(default_factory=frozenset)  # ids in lower case; all of them
    findings: frozenset[tuple[str, str]] = field(
        default_factory=frozenset
    )  # table, "regie/knelpunt"
    segments: frozenset[str] = field(default_factory=frozenset)
    actions: frozenset[str] = field(default_factory=frozenset)

    def not_quoted(self, evidence: DataFrame[Evidence]) -> set[str]:
        """Return the segments of which no word may be quoted."""
        out = set(evidence.loc[self._rows(evidence), "segment_id"])
        return out | set(self.segments)

    def evidence(self, evidence: DataFrame[Evidence]) -> DataFrame[Evidence]:
        """Return the evidence that may be shown of single tables."""
        return check(evidence[~self._rows(evidence)], Evidence) if len(evidence) else evidence

    def shown_actions(self, actions: DataFrame[Actions]) -> DataFrame[Actions]:
        """Return the agreements that may be shown word for word."""
        out = actions["action_id"].isin(self.actions) | self._of_tables(actions["table_id"])
        return check(actions[~out], Actions)

    def _rows(self, evidence: pd.DataFrame) -> np.ndarray:
        keys = zip(evidence["table_id"], evidence["theme"], evidence["valence"], strict=True)
        marked = [
            (table.casefold(), f"{theme}/{valence}") in self.findings
            for table, theme, valence in keys
        ]
        rows: np.ndarray = np.array(marked, dtype=bool) | self._of_tables(evidence["table_id"])
        return rows

    def _of_tables(self, table_ids: pd.Series) -> np.ndarray:
        return np.array([str(one).casefold() in self.tables for one in table_ids], dtype=bool)


def withheld_of(settings: Settings) -> Withheld:
    """Return what the replies in the workbook of a study say may not be used."""
    rows = withheld(read_book(decisions_folder(settings) / FILE))
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for table_id, element in rows:
        kind, _, key = element.partition("/")
        by_kind.setdefault(kind, []).append((table_id.casefold(), key))
    return Withheld(
        tables=frozenset(table_id for table_id, _ in by_kind.get("", [])),
        findings=frozenset(by_kind.get(FINDING, [])),
        segments=frozenset(key for _, key in by_kind.get(QUOTE, [])),
        actions=frozenset(key for _, key in by_kind.get(ACTION, [])),
    )
