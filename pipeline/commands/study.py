"""`dialoogtafel nieuw` and `inlezen`: begin a study of your own, and see what was read of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer


def nieuw(
    map_: Annotated[
        Path, typer.Argument(metavar="MAP", help="Een nieuwe of lege map voor je eigen studie.", show_default=False)
    ],
) -> None:
    """Begin een eigen studie: mappen, een studiebestand en tafels en deelnemers om in te vullen."""
    from pipeline.exchange.newstudy import create_study

    made = create_study(map_)
    print(f"Je studie staat klaar in {map_}:")
    for path in made:
        print(f"  {path.relative_to(map_)}")
    print("\nVerder    Lees LEESMIJ.md, vul tafels.xlsx in en zet je verslagen en transcripten in data/.")


VERBS: dict[str, Callable[..., Any]] = {"nieuw": nieuw}
