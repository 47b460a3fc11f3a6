"""Invented dialoogsessies: who was there, what they gave points to, and the order that came of it."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.domain.tables import Priorities, Statements, Voters, Votes, check
from pipeline.domain.tables.statements import BY_GROUP, BY_PERSON, HEADINGS
from pipeline.release.priorities import ShownPriorities, release_priorities
from pipeline.release.session_view import Bloc, Place, Placed, SessionView, Support

POINTS = 6


@dataclass(frozen=True)
class SessionWorld:
    """The tables of one or more sessions."""

    statements: pd.DataFrame
    voters: pd.DataFrame
    votes: pd.DataFrame
    priorities: pd.DataFrame

    def shown(self, min_people: int = 3) -> ShownPriorities:
        """Return what may be shown of it."""
        return release_priorities(
            check(self.statements, Statements), check(self.voters, Voters),
            check(self.votes, Votes), check(self.priorities, Priorities), min_people=min_people,
        )  # fmt: skip


def drawn(
    blocs: Mapping[str, int],
    votes: Mapping[str, Sequence[int]],
    *,
    table_id: str = "SB-1",
    texts: Mapping[str, str] | None = None,
    allowed: float | None = None,
) -> SessionWorld:
    """Draw one session: `votes` are the points of everyone in turn, by statement."""
    people = [(f"P{n:02d}", bloc) for n, bloc in enumerate(
        (bloc for bloc, size in blocs.items() for _ in range(size)), start=1)]  # fmt: skip
    cells = [
        (table_id, f"{table_id}-{key}", people[at][0], float(points))
        for key, row in votes.items()
        for at, points in enumerate(row)
        if points
    ]
    given = pd.DataFrame(cells, columns=Votes.names())
    totals = given.groupby("participant")["points"].sum()
    most = allowed if allowed is not None else float(totals.max() if len(totals) else POINTS)
    voters = pd.DataFrame(
        [
            (table_id, one, bloc, bloc, bloc, float(totals.get(one, 0.0)), most, 0)
            for one, bloc in people
        ],
        columns=Voters.names(),
    )
    said = texts or {}
    statements = pd.DataFrame(
        [
            (table_id, f"{table_id}-{key}", "", said.get(key, f"Uitspraak {key} over iets."), "kans",
             HEADINGS[at % 3], "verbeterpunt", "", "regie", "mens")
            for at, key in enumerate(votes)
        ],
        columns=Statements.names(),
    )  # fmt: skip
    ranks = ranked(statements, voters, given)
    return SessionWorld(statements, voters, given, ranks)


def ranked(
    statements: pd.DataFrame, voters: pd.DataFrame, votes: pd.DataFrame, *, reach: int = 2
) -> pd.DataFrame:
    """Rank by the mean of shares; the ends of a place are `reach` away, drawn and not reckoned."""
    rows: list[tuple[Any, ...]] = []
    if not len(votes):
        return pd.DataFrame(rows, columns=Priorities.names())
    own = votes.merge(voters[["participant", "bloc", "given"]], on="participant", how="left")
    own["share"] = own["points"] / own["given"]
    people = voters.groupby("bloc")["participant"].nunique()
    for view in (BY_PERSON, BY_GROUP):
        weight = own["bloc"].map(1 / people / len(people)) if view == BY_GROUP else 1 / len(voters)
        shares = (own["share"] * weight).groupby(own["statement_id"]).sum()
        shares = shares.reindex(statements["statement_id"], fill_value=0.0).round(9)
        ranks = shares.rank(method="min", ascending=False).astype(int)
        for one in statements["statement_id"]:
            backers = own[own["statement_id"] == one]
            rank = int(ranks[one])
            rows.append(
                (statements["table_id"].iloc[0], view, one, len(voters), len(backers),
                 float(backers["points"].sum()), min(1.0, float(shares[one])), rank,
                 bool((ranks == rank).sum() > 1), max(1, rank - reach),
                 min(len(statements), rank + reach), rank <= 2)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=Priorities.names())


def lucky(
    seed: int, *, n_statements: int, blocs: Mapping[str, int], long: bool = False
) -> SessionWorld:
    """Draw a session in which everyone gives all points, some statements better liked than others."""
    luck, n_people = random.Random(seed), sum(blocs.values())
    keys = [f"{number:02d}" for number in range(1, n_statements + 1)]
    votes = {key: [0] * n_people for key in keys}
    liked = [1 / (1 + 0.6 * luck.random() * place) for place in range(n_statements)]
    for person in range(n_people):
        for _ in range(POINTS):
            votes[luck.choices(keys, liked)[0]][person] += 1
    texts = {key: f"{key} {LONG}"[:300] for key in keys} if long else None
    return drawn(blocs, votes, texts=texts)


LONG = (
    "Overbruggingshulpverleningsafspraken tussen gebiedsteam, jeugdgezondheidszorgmedewerkersoverleg en "
    "school blijven liggen zolang niemand een naam en een telefoonnummer heeft, en dan begint het hele "
    "verhaal bij de volgende aanmelding weer van voren af aan, ook als het gezin dat al drie keer heeft "
    "verteld aan mensen die er nu niet meer werken."
)  # fmt: skip


def of_csv(path: Path, bloc_of: Mapping[str, str]) -> SessionWorld:
    """Return the session of an `uitspraken.csv`, as it stands."""
    rows = list(csv.DictReader(path.open(encoding="utf-8"), delimiter=";"))
    people = [name for name in rows[0] if name.startswith("P") and name[1:].isdigit()]
    blocs = {
        bloc: [one for one in people if bloc_of[one] == bloc]
        for bloc in dict.fromkeys(bloc_of.values())
    }
    order = [one for ids in blocs.values() for one in ids]
    votes = {row["id"]: [int(row[one] or 0) for one in order] for row in rows}
    texts = {row["id"]: row["tekst"] for row in rows}
    return drawn(
        {b: len(i) for b, i in blocs.items()}, votes, texts=texts, table_id=path.parent.name
    )


def joined(*worlds: SessionWorld) -> SessionWorld:
    """Return several sessions as one study."""
    tables = zip(*((w.statements, w.voters, w.votes, w.priorities) for w in worlds), strict=True)
    return SessionWorld(*(pd.concat(one, ignore_index=True) for one in tables))


def view(
    n_placed: int = 8,
    *,
    n_blocs: int = 4,
    long: bool = False,
    counted: bool = True,
    n_rest: int = 5,
    perspective: str = "",
) -> SessionView:
    """Draw a session as figures and sheets get it, without going through the shield."""
    names = ("jeugdigen", "ouders", "professionals", "beleid en bestuur", "netwerk", "overig")
    joined_ = "beleid en bestuur met onderzoek en opleiding en ervaringsdeskundigen"
    blocs = tuple(
        Bloc(name, joined_ if long and at == n_blocs - 1 else name,
             (name, "overig") if long and at == n_blocs - 1 else (name,), 4 + 3 * at,
             ("gezin", "gezin", "professionals", "beleid", "gezin", "overig")[at])
        for at, name in enumerate(names[:n_blocs])
    )  # fmt: skip
    luck = random.Random(n_placed)
    placed = []
    for at in range(1, n_placed + 1):
        support = {
            bloc.name: Support(luck.random() < 0.4, luck.random() < 0.9, None if at % 2 else at)
            for bloc in blocs
        }
        own = Place(at - at % 2, n_placed > 2, max(1, at - 3), min(n_placed, at + 4), at < 3)
        placed.append(
            Placed(
                statement_id=f"SB-1-{at:02d}",
                text=f"{at} {LONG}"[:300] if long else f"Uitspraak {at} over iets dat beter kan.",
                heading=(*HEADINGS, "")[at % 4],
                perspective=perspective,
                themes=("regie",) if at % 2 else ("regie", "wachten"),
                themes_by="mens" if at % 3 else "model",
                by_person=own,
                by_group=Place(n_placed + 1 - at, at % 2 == 0, 1, n_placed, at % 4 == 0),
                count=3 + at if counted and at % 5 else None,
                of_people=70,
                supported_by=tuple(name for name, cell in support.items() if cell.supports and cell.said),
                support=support,
            )
        )  # fmt: skip
    rest = tuple(("kansen", f"Uitspraak zonder plaats {at}") for at in range(n_rest))
    return SessionView(
        "SB-1", 70, blocs, tuple(placed), rest, min(2, n_rest), 400.0, 420.0, 1, 3, 5
    )
