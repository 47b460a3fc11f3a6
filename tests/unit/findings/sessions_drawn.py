"""A dialoogsessie drawn in a test: a row per participant, a column per statement."""

from __future__ import annotations

import pandas as pd

from pipeline.domain.tables import Statements, Voters, Votes, check
from pipeline.findings.blocs import BlocMap

BLOCS = BlocMap(
    groups=("gezin", "professionals", "beleid", "overig"),
    finer={
        "gezin": {"jeugdigen": ["jeugdige"], "ouders": ["ouder"]},
        "beleid": {"beleid en bestuur": ["gemeente_beleid", "bestuur_management"]},
        "overig": {"onderzoek en opleiding": ["onderzoek_opleiding"]},
    },
    joins={"overig": "professionals", "gezin": "overig"},
)
GROUPS = {
    "jeugdige": "gezin",
    "ouder": "gezin",
    "netwerk": "gezin",
    "professional_1e": "professionals",
    "gemeente_beleid": "beleid",
    "bestuur_management": "beleid",
    "onderzoek_opleiding": "overig",
}


def session(drawing, *, table="SB-1", headings=(), themes=()):
    """Return statements, voters (without blocs) and votes; first line: the statements' ids."""
    lines = [line.split() for line in drawing.strip().splitlines()]
    ids, people = lines[0], lines[1:]
    statements = pd.DataFrame(
        {
            "table_id": table,
            "statement_id": ids,
            "segment_id": [f"{table}/uitspraken/{number:04d}" for number in range(len(ids))],
            "text": [f"Uitspraak {name}." for name in ids],
            "question": "",
            "heading": [*headings, *[""] * (len(ids) - len(headings))],
            "valence": "",
            "perspective": "",
            "themes": [*themes, *[""] * (len(ids) - len(themes))],
            "themes_by": "",
        }
    )
    voters, votes = [], []
    for number, (perspective, *cells) in enumerate(people, start=1):
        person = f"P{number:02d}"
        given = [float(cell) for cell in cells]
        voters.append(
            (
                table,
                person,
                perspective,
                GROUPS[perspective],
                "",
                sum(given),
                max(6.0, sum(given)),
                0,
            )
        )
        votes += [
            (table, name, person, points) for name, points in zip(ids, given, strict=True) if points
        ]
    return (
        check(statements, Statements),
        check(pd.DataFrame(voters, columns=Voters.names()), Voters),
        check(pd.DataFrame(votes, columns=Votes.names()), Votes),
    )


def joined(*sessions):
    """Return several sessions as one study's tables."""
    schemas = (Statements, Voters, Votes)
    return tuple(
        check(pd.concat(tables), schema)
        for tables, schema in zip(zip(*sessions, strict=True), schemas, strict=True)
    )
