"""`dialoogtafel bundel` and `samenvoegen`: what regions send each other, and what comes of it side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Output, Quiet, Study
from pipeline.domain.errors import UsageError
from pipeline.domain.wording import plural


def bundel(
    studie: Study,
    uit: Output = None,
    naar: Annotated[
        Path | None,
        typer.Option(
            "--naar", metavar="BESTAND.zip", show_default=False,
            help="Waar de bundel komt. [dim]Standaard: bundels/<studie>.zip naast de map met uitvoer.[/]",
        ),
    ] = None,
    werkplaats: Annotated[
        str,
        typer.Option(
            "--werkplaats", metavar="NAAM", show_default=False,
            help="Wie ondertekent, bij de eerste bundel. [dim]Standaard: de regio van de studie.[/]",
        ),
    ] = "",
    sleutel: Annotated[
        Path | None,
        typer.Option(
            "--sleutel", metavar="BESTAND", show_default=False,
            help="Waar de sleutel van de werkplaats ligt. [dim]Standaard: in je eigen map voor instellingen.[/]",
        ),
    ] = None,
) -> None:  # fmt: skip
    """Maak een ondertekende bundel van wat is vrijgegeven, voor andere werkplaatsen.

    Er komt niets in dat niet in vrijgave/ staat: geen fragment, geen citaat, geen naam van een tafel.
    """
    from pipeline.stages.bundles import make_bundle

    made = make_bundle(studie, uit, to=naar, key=sleutel, workplace=werkplaats)
    inside = [plural(len(made.tables), "tabel", "tabellen")] if made.tables else []
    inside += [plural(made.n_sentences, "zin", "zinnen")] if made.n_sentences else []
    print(f"Bundel van {made.workplace}: {' en '.join(inside)}, met het codeboek.\n  {made.path}")
    if made.counts_left_out:
        print(
            "Let op: eerder vrijgegeven aantallen gaan niet mee, want het zijn nu te weinig tafels om te tellen."
        )
    if made.outdated:
        print(
            f"Let op: {plural(len(made.outdated), 'product is', 'producten zijn')} vrijgegeven over andere gegevens "
            "dan nu. De bundel bevat wat toen is vrijgegeven."
        )
    if made.new_key:
        print(
            f"\nVoor {made.workplace} is een sleutel gemaakt: {made.key_path}\n"
            "Maak er een reservekopie van en deel hem met niemand; met deze sleutel herkennen anderen jullie."
        )
    print(f"\nVingerafdruk: {made.fingerprint}")
    print(
        "Wie de bundel krijgt, belt om deze cijfers te vergelijken. Mail ze niet mee met de bundel."
    )


VERBS: dict[str, Callable[..., Any]] = {"bundel": bundel}
