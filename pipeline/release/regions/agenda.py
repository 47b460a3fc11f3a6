"""What recurs, is particular or could travel in; the items of a draft agenda to learn from each other, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Recurrences, SideCells
from pipeline.domain.tables.regions import NO_CODE
from pipeline.domain.wording import NOT_RECORDED, enumerate_words, plural
from pipeline.release.texts import Texts

# What is asked of a theme, the most telling first: it turns both ways, it recurs, it is one's own.
TURNS, OWN = "andersom", "eigen"
LEAST_PRESENT = 2  # studies, to say in how many something is there


@dataclass(frozen=True)
class AgendaItem:
    """One theme to talk about, in sentences that regions may rewrite."""

    code: str
    theme: str
    recurs: str
    where: str
    where_not: str
    question: str
    take_over: str


def agenda_items(
    cells: DataFrame[SideCells],
    recurrences: DataFrame[Recurrences],
    travels: Mapping[str, tuple[Sequence[str], Sequence[str]]],
    *,
    contexts: Mapping[str, str],
    codebook: Codebook,
    texts: Texts,
) -> list[AgendaItem]:
    """Return an item per theme that recurs, turns both ways or is particular, in the codebook's order.

    `contexts` says of each study in a few words what its tables are, to weigh what may be taken over.
    """
    items = []
    for code, own in recurrences.groupby("code", sort=False):
        rows = own.to_dict("records")
        firm = [row for row in rows if row["recurs"]]
        alone = [row for row in rows if row["particular"]]
        if not (firm or alone or code in travels):
            continue
        theme = codebook.label(str(code))
        sides = travels.get(str(code))
        items.append(
            AgendaItem(
                str(code),
                theme,
                _recurs(rows, texts),
                _where(rows),
                _where_not(rows, cells[cells["code"] == code]),
                _question(theme, firm, alone, sides, texts),
                _take_over(rows, sides, contexts, texts),
            )
        )
    return items


def _recurs(rows: Sequence[Mapping[Any, Any]], texts: Texts) -> str:
    """Return in how many studies the theme is there, a line per valence."""
    told = [
        texts.fill(
            "leeragenda",
            "keert_terug",
            als=row["valence"].capitalize(),
            n=row["n_present"],
            van=plural(row["n_told"], "studie", "studies"),
            sterk=row["n_strong"],
            geteld=row["n_counted"],
            woorden=f" en in woorden in {len(row['said'])}" if row["said"] else "",
        )
        for row in rows
        if row["n_present"] >= LEAST_PRESENT
    ]
    return "\n".join(told)


def _where(rows: Sequence[Mapping[Any, Any]]) -> str:
    """Return in which studies each valence leads, a line each."""
    return "\n".join(
        f"{row['valence'].capitalize()}: {enumerate_words(_leading(row))}"
        for row in rows
        if _leading(row)
    )


def _leading(row: Mapping[Any, Any]) -> list[str]:
    """Return where something is at half of the tables or more, or told in words, in order of name."""
    return sorted([*row["strong"], *row["said"]], key=str.casefold)


def _where_not(rows: Sequence[Mapping[Any, Any]], cells: pd.DataFrame) -> str:
    """Return where it surely is at few tables, and whose codebook cannot tell."""
    told = [
        f"{row['valence'].capitalize()}: {enumerate_words(row['weak'])}"
        for row in rows
        if row["weak"]
    ]
    without = list(dict.fromkeys(cells.loc[cells["state"] == NO_CODE, "bundle"]))
    if without:
        told.append(f"Niet in het codeboek van {enumerate_words(without)}")
    return "\n".join(told)


def _question(
    theme: str,
    firm: Sequence[Mapping[Any, Any]],
    alone: Sequence[Mapping[Any, Any]],
    sides: tuple[Sequence[str], Sequence[str]] | None,
    texts: Texts,
) -> str:
    """Return the one question to begin with."""
    if sides:
        helped, stalled = (enumerate_words(list(side)) for side in sides)
        return texts.fill("leeragenda", f"vraag_{TURNS}", thema=theme, hielp=helped, knelt=stalled)
    if firm:
        order = {"knelpunt": 0, "verbeterpunt": 1, "succesfactor": 2}
        most = min(firm, key=lambda row: order[row["valence"]])
        where = enumerate_words(_leading(most))
        return texts.fill("leeragenda", f"vraag_{most['valence']}", thema=theme, waar=where)
    one = alone[0]
    return texts.fill(
        "leeragenda", f"vraag_{OWN}", thema=theme, waar=one["particular"], als=one["valence"]
    )


def _take_over(
    rows: Sequence[Mapping[Any, Any]],
    sides: tuple[Sequence[str], Sequence[str]] | None,
    contexts: Mapping[str, str],
    texts: Texts,
) -> str:
    """Return what may be asked for, and what to look at first."""
    helped = list(sides[0]) if sides else _succeeded(rows)
    if not helped:
        return texts.fill("leeragenda", "nog_geen_antwoord")
    others = list(sides[1]) if sides else []
    same = {contexts[name] for name in [*helped, *others]}
    told = texts.fill("leeragenda", "overnemen", hielp=enumerate_words(helped))
    if len(same) < 2:
        return told
    kinds: dict[str, list[str]] = {}
    for name in [*helped, *others]:
        kinds.setdefault(contexts[name] or NOT_RECORDED, []).append(name)
    lines = "; ".join(f"{what}: {enumerate_words(names)}" for what, names in kinds.items())
    return f"{told} {texts.fill('leeragenda', 'anders', context=lines)}"


def _succeeded(rows: Sequence[Mapping[Any, Any]]) -> list[str]:
    """Return where it leads as a succesfactor, also where that does not recur."""
    return next((_leading(row) for row in rows if row["valence"] == "succesfactor"), [])
