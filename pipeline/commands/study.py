"""`dialoogtafel nieuw` and `tafels`: begin a study of your own, and fill in who sat there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Study


def nieuw(
    map_: Annotated[
        Path,
        typer.Argument(
            metavar="MAP",
            help="Een nieuwe of lege map voor je eigen studie.",
            show_default=False,
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


def tafels(
    studie: Study,
    blad: Annotated[
        Path | None,
        typer.Option(
            "--blad",
            help="Het ingevulde werkblad. [dim]Standaard: tafels.xlsx naast het studiebestand.[/]",
            show_default=False,
        ),
    ] = None,
    *,
    overschrijf: Annotated[
        bool,
        typer.Option(
            "--overschrijf", help="Vervang ook een meta.yaml die met de hand is aangepast."
        ),
    ] = False,
) -> None:
    """Zet een ingevuld tafels.xlsx om in een map met meta.yaml per tafel."""
    from pipeline.domain.settings import read_settings
    from pipeline.domain.wording import plural
    from pipeline.exchange.tablesheet import tables_to_meta

    data = read_settings(studie).data
    made = tables_to_meta(blad or studie.parent / "tafels.xlsx", data, overwrite=overschrijf)
    print(
        f"{plural(len(made.written), 'tafel', 'tafels')} klaargezet in {data}; "
        f"{len(made.unchanged)} ongewijzigd."
    )
    for path in made.kept:
        print(f"  Niet aangeraakt, want met de hand gemaakt: {path.relative_to(data)}")
    for remark in made.remarks:
        print(f"  {remark}")
    if made.kept:
        print("Toch vervangen door wat in het werkblad staat? Voeg --overschrijf toe.")
    print("\nVerder    Leg verslagen en transcripten in de map van hun tafel en geef:")
    print(f'          dialoogtafel analyse "{studie}"')


VERBS: dict[str, Callable[..., Any]] = {"nieuw": nieuw, "tafels": tafels}
