"""Statements, voters and votes of one dialoogsessie in; who supports what, before anything is hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipeline.domain.tables.statements import BY_GROUP, BY_PERSON
from pipeline.release.guard.people import support_needed

JOINED = " + "  # between the names of blocs that were joined to one, as in Voters
LISTED = "; "  # between blocs in one cell
VIEWS = (BY_PERSON, BY_GROUP)


@dataclass
class Session:
    """One session while it is shielded: who supports what, and what has been taken back."""

    table_id: str
    min_people: int
    statements: pd.DataFrame
    voters: pd.DataFrame
    ranks: Mapping[str, pd.DataFrame]  # view to its rows, by statement
    sizes: Mapping[str, int]  # bloc to its people, the largest first
    members: Mapping[str, Sequence[str]]  # bloc to the blocs that were joined in it
    supporters: Mapping[str, Mapping[str, int]]  # statement to bloc to people
    placed: list[str]  # best first
    uncounted: set[str] = field(default_factory=set)  # its count of all people is not shown
    unsaid: set[str] = field(default_factory=set)  # nor which blocs support it

    def total(self, statement_id: str) -> int:
        """Return how many people gave a statement any point."""
        return sum(self.supporters[statement_id].values())

    @property
    def hidden(self) -> bool:
        """Tell whether too few people divided points to show anything of it."""
        return 0 < len(self.voters) < self.min_people

    def supports(self, statement_id: str, bloc: str) -> bool:
        """Tell whether a bloc supports a statement."""
        needed = support_needed(self.sizes[bloc], min_people=self.min_people)
        return self.supporters[statement_id][bloc] >= needed


def read_session(
    table_id: str,
    statements: pd.DataFrame,
    voters: pd.DataFrame,
    votes: pd.DataFrame,
    priorities: pd.DataFrame,
    *,
    min_people: int,
) -> Session:
    """Return a session with every count it has, and a place for what has enough support."""
    bloc_of, members = joined_blocs(voters, min_people=min_people)
    people = Counter(bloc_of.values())
    sizes = {bloc: people[bloc] for bloc in sorted(people, key=lambda one: (-people[one], one))}
    supporters = {str(one): dict.fromkeys(sizes, 0) for one in statements["statement_id"]}
    given = votes[votes["participant"].isin(list(bloc_of))]
    pairs = given[["statement_id", "participant"]].drop_duplicates()
    for statement_id, participant in pairs.itertuples(index=False):
        if statement_id in supporters:
            supporters[statement_id][bloc_of[participant]] += 1
    ranks = {
        view: priorities[priorities["view"] == view].set_index("statement_id") for view in VIEWS
    }
    ranked = ranks[BY_PERSON]["rank"]
    enough = [one for one in supporters if sum(supporters[one].values()) >= min_people]
    placed = sorted((one for one in enough if one in ranked.index), key=lambda one: ranked[one])
    if 0 < len(voters) < min_people:
        placed = []
    return Session(
        table_id, min_people, statements, voters, ranks, sizes, members, supporters, placed
    )  # fmt: skip


def joined_blocs(
    voters: pd.DataFrame, *, min_people: int
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the bloc of every voter, and the blocs in each: one of too few people is joined.

    The smallest is joined with the next smallest until each holds `min_people`; where everyone
    together is fewer, there is one bloc.
    """
    people = voters.groupby("bloc")["participant"].apply(list).to_dict()
    blocs: list[tuple[tuple[str, ...], list[str]]] = [
        ((str(name),), list(ids)) for name, ids in people.items()
    ]
    while len(blocs) > 1:
        blocs.sort(key=lambda one: (len(one[1]), one[0]))
        if len(blocs[0][1]) >= min_people:
            break
        (names, ids), (others, more), *rest = blocs
        blocs = [(tuple(sorted((*names, *others))), ids + more), *rest]
    named = {JOINED.join(names): (names, ids) for names, ids in blocs}
    bloc_of = {one: name for name, (_, ids) in named.items() for one in ids}
    return bloc_of, {name: tuple(name.split(JOINED)) for name in named}
