"""`nieuw`, `inlezen` and `sprekers`: begin a study, see what was read of it, tie speakers to people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Output, Study


def nieuw(
    map_: Annotated[
        Path,
        typer.Argument(
            metavar="MAP", help="Een nieuwe of lege map voor je eigen studie.", show_default=False
        ),
    ],
) -> None:
    """Begin een eigen studie: mappen, een studiebestand en tafels en deelnemers om in te vullen."""
    from pipeline.exchange.newstudy import create_study

    made = create_study(map_)
    print(f"Je studie staat klaar in {map_}:")
    for path in made:
        print(f"  {path.relative_to(map_)}")
    print("\nVerder    Lees LEESMIJ.md, vul tafels.xlsx in en geef daarna:")
    print(f'          dialoogtafel tafels "{map_ / "studie.yaml"}"')


def inlezen(studie: Study, uit: Output = None) -> int:
    """Toon per tafel wat er gelezen is: documenten, beurten, sprekers, Fries, meldingen."""
    from pipeline.commands.console import print_table, progress_bars
    from pipeline.stages.intake import overview

    with progress_bars() as progress:
        seen = overview(studie, uit, progress)
    print_table(seen.rows)
    for line in seen.lines:
        print(line)
    print(f"\nDeze tabel staat in {seen.path}")
    return seen.exit_code


def sprekers(studie: Study, uit: Output = None) -> None:
    """Toon welke sprekers er zijn gevonden en maak een blad om ze aan deelnemers te koppelen.

    Vul in het blad de kolom 'deelnemer' in en geef deze opdracht nog eens: dan wordt het blad gelezen.
    """
    from pipeline.commands.console import progress_bars
    from pipeline.stages.intake import tie_speakers

    with progress_bars() as progress:
        tied = tie_speakers(studie, uit, progress)
    for line in tied:
        print(line)


VERBS: dict[str, Callable[..., Any]] = {"nieuw": nieuw, "inlezen": inlezen, "sprekers": sprekers}
