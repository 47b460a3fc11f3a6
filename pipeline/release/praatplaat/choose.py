"""What groups support in, with what people decided; who says what on the plate out.

Of each group the statements that it supports most, session by session, as far as that may be shown;
no statement twice: what several groups support lies in the middle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Priorities, ShownSupport

MOST_STATEMENTS = 16
MOST_SHARED = 3
MOST_VOICES = 6
YES, NO, MIDDLE = "ja", "nee", "midden"


@dataclass(frozen=True)
class Decision:
    """What a person decided on one statement; "" is left to the program."""

    text: str = ""
    question: str = ""
    icon: str = ""
    show: str = ""  # "ja", "nee"
    place: str = ""  # a bloc, or "midden"


@dataclass(frozen=True)
class Choice:
    """Which statements a plate shows, where, and what could not be done as asked."""

    voices: Mapping[str, tuple[str, ...]]  # bloc to statements, best first
    shared: Mapping[str, tuple[str, ...]]  # statement to the blocs that support it
    firm: Mapping[str, bool]
    refused: Mapping[str, str]  # statement to why it is not shown as asked
    left_out: tuple[str, ...] = ()  # blocs for which there was no place at the table


def choose_statements(
    support: DataFrame[ShownSupport],
    priorities: DataFrame[Priorities],
    decisions: Mapping[str, Decision],
    *,
    order: Sequence[str],
) -> Choice:
    """Return what each bloc says, in the order of `order`, then by name.

    Only what `support` shows counts: a bloc of enough people, in which more than one supports it.
    """
    told = support[support["supports"] & support["said"]]
    supporting = {str(one): list(rows["bloc"]) for one, rows in told.groupby("statement_id")}
    ranked = _ranked(told, priorities)
    hidden = {one for one, decided in decisions.items() if decided.show == NO}
    asked = [one for one, decided in decisions.items() if decided.show == YES and one not in hidden]
    refused = {one: NO_GROUP for one in asked if one not in supporting}
    elsewhere = [
        one
        for one, decided in decisions.items()
        if one in supporting and decided.place not in ("", MIDDLE, *supporting[one])
    ]
    refused |= dict.fromkeys(elsewhere, OTHER_GROUP)
    decisions = {**decisions, **{one: replace(decisions[one], place="") for one in elsewhere}}
    blocs = sorted(
        ranked, key=lambda bloc: (order.index(bloc) if bloc in order else len(order), bloc)
    )
    seated = sorted(blocs[:MOST_VOICES], key=blocs.index)
    tops = {bloc: [one for one in ranked[bloc] if one not in hidden] for bloc in seated}
    shared = _shared(tops, supporting, decisions, asked)
    voices = _voices(tops, shared, decisions, asked, each=_each(len(seated)))
    shown = {one for said in voices.values() for one in said} | set(shared)
    firm = _firm(shown, voices, shared, priorities)
    return Choice(
        voices, {one: tuple(supporting[one]) for one in shared}, firm, refused,
        tuple(bloc for bloc in blocs if bloc not in seated),
    )  # fmt: skip


NO_GROUP = "geen groep van genoeg mensen steunt dit met meer dan één persoon; daarom staat het niet op de plaat"
OTHER_GROUP = (
    "deze groep steunt dit niet met genoeg mensen; de plek is daarom door het programma gekozen"
)


def _ranked(told: pd.DataFrame, priorities: pd.DataFrame) -> dict[str, list[str]]:
    """Return, per bloc, what it supports: the first of every session, then the second, and so on."""
    columns = ["table_id", "statement_id", "rank", "share"]
    own = priorities.rename(columns={"view": "bloc"})[[*columns, "bloc"]]
    rows = told[["table_id", "statement_id", "bloc"]].merge(
        own, on=["table_id", "statement_id", "bloc"], how="left"
    )
    rows = rows.sort_values(["rank", "share", "statement_id"], ascending=[True, False, True])
    rows = rows.assign(turn=rows.groupby(["bloc", "table_id"]).cumcount())
    rows = rows.sort_values(["turn", "share", "statement_id"], ascending=[True, False, True])
    return {str(bloc): list(own["statement_id"]) for bloc, own in rows.groupby("bloc")}


def _each(n_voices: int) -> int:
    """Return how many statements a voice has at most: three or four, two where six sit at the table."""
    return max(2, min(4, (MOST_STATEMENTS - 1) // max(1, n_voices)))


def _shared(
    tops: Mapping[str, Sequence[str]],
    supporting: Mapping[str, Sequence[str]],
    decisions: Mapping[str, Decision],
    asked: Sequence[str],
) -> list[str]:
    """Return what lies in the middle: what several groups support, most groups first."""
    places: dict[str, list[int]] = defaultdict(list)
    for said in tops.values():
        for place, one in enumerate(said):
            places[one].append(place)
    apart = {one for one, decided in decisions.items() if decided.place not in ("", MIDDLE)}
    wanted = [one for one in places if decisions.get(one, Decision()).place == MIDDLE]
    wanted = [one for one in wanted if len(supporting[one]) > 1]
    several = [one for one in places if len(places[one]) > 1 and one not in apart]
    several.sort(key=lambda one: (one not in asked, -len(places[one]), sum(places[one]), one))
    return list(dict.fromkeys([*wanted, *several]))[: max(MOST_SHARED, len(wanted))]


def _voices(
    tops: Mapping[str, Sequence[str]],
    shared: Sequence[str],
    decisions: Mapping[str, Decision],
    asked: Sequence[str],
    *,
    each: int,
) -> dict[str, tuple[str, ...]]:
    """Return what each bloc says; what people asked for first, and nothing twice."""
    taken = set(shared)
    chosen: dict[str, list[str]] = {bloc: [] for bloc in tops}
    for one in asked:  # a person's choice has its place, even where the group has enough
        at = decisions[one].place
        homes = [bloc for bloc, said in tops.items() if one in said]
        if homes and one not in taken:
            chosen[at if at in homes else homes[0]].append(one)
            taken.add(one)
    room = MOST_STATEMENTS - len(taken)
    for turn in range(each):
        for bloc, said in tops.items():
            if len(chosen[bloc]) > turn or len(chosen[bloc]) >= each or room <= 0:
                continue
            elsewhere = {
                one for one, decided in decisions.items() if decided.place not in ("", bloc, MIDDLE)
            }
            found = next((one for one in said if one not in taken and one not in elsewhere), "")
            if found:
                chosen[bloc].append(found)
                taken.add(found)
                room -= 1
    best = {bloc: {one: place for place, one in enumerate(said)} for bloc, said in tops.items()}
    return {
        bloc: tuple(sorted(said, key=best[bloc].__getitem__))
        for bloc, said in chosen.items()
        if said
    }


def _firm(
    shown: set[str],
    voices: Mapping[str, Sequence[str]],
    shared: Sequence[str],
    priorities: pd.DataFrame,
) -> dict[str, bool]:
    """Return whether the place of each statement stands: for its voice, or in any view if shared."""
    home = {one: bloc for bloc, said in voices.items() for one in said}
    rows = priorities[priorities["statement_id"].isin(shown) & priorities["firm"]]
    pairs = set(zip(rows["statement_id"], rows["view"], strict=True))
    ever = set(rows["statement_id"])
    return {
        one: (one in ever) if one in shared else (one, home.get(one, "")) in pairs
        for one in sorted(shown)
    }
