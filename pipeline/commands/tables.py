"""`dialoogtafel tafels`: a filled-in tafels.xlsx to a folder with meta.yaml for every table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Study


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
    ready = plural(len(made.written), "tafel", "tafels")
    print(f"{ready} klaargezet in {data}; {len(made.unchanged)} ongewijzigd.")
    for path in made.kept:
        print(f"  Niet aangeraakt, want met de hand gemaakt: {path.relative_to(data)}")
    for remark in made.remarks:
        print(f"  {remark}")
    if made.kept:
        print("Toch vervangen door wat in het werkblad staat? Voeg --overschrijf toe.")
    print("\nVerder    Leg verslagen en transcripten in de map van hun tafel en geef:")
    print(f'          dialoogtafel analyse "{studie}"')


VERBS: dict[str, Callable[..., Any]] = {"tafels": tafels}
