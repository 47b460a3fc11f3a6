"""What several verbs are given, each described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

Study = Annotated[
    Path,
    typer.Argument(
        metavar="STUDIE",
        help="Het studiebestand, bijvoorbeeld configs/friesland-28.yaml.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--uit",
        help="Map voor de uitvoer. [dim]Standaard: uitvoer/<studie> naast de data.[/]",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--stil", help="Toon geen voortgang.")]


def option(flag: str, metavar: str, text: str) -> Any:
    """Return an option that may be left out; `text` says for itself what happens then."""
    return typer.Option(flag, metavar=metavar, help=text, show_default=False)
