"""`onderbouwing`: every number of a factsheet, whether the data say the same, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Output


def onderbouwing(
    factsheet: Annotated[
        Path,
        typer.Argument(
            metavar="FACTSHEET", help="Een factsheet.docx, ook nadat iemand haar heeft bewerkt.",
            show_default=False,
        ),
    ],
    studie: Annotated[
        Path | None,
        typer.Option(
            "--studie", help="Het studiebestand, als de factsheet niet meer in haar uitvoermap ligt.",
            show_default=False,
        ),
    ] = None,
    uit: Output = None,
) -> int:  # fmt: skip
    """Toon van elk getal op een factsheet waar het vandaan komt, en of het nog klopt."""
    from pipeline.commands.console import print_table
    from pipeline.stages.tracing import trace

    traced = trace(factsheet, studie, uit)
    print_table(traced.rows)
    for line in traced.lines:
        print(line)
    return traced.exit_code


VERBS: dict[str, Callable[..., Any]] = {"onderbouwing": onderbouwing}
