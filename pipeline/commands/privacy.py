"""`privacy` and `intrekken`: judge what may point to a person, and take out whoever withdraws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Output, Quiet, Study
from pipeline.domain.errors import UsageError


def privacy(
    studie: Study,
    uit: Output = None,
    *,
    pseudonimiseer: Annotated[
        bool,
        typer.Option(
            "--pseudonimiseer",
            help="Maak een kopie met [PERSOON-1] op de plek van wat is gevonden.",
        ),
    ] = False,
) -> int:
    """Toon wat mogelijk naar iemand wijst, als pagina en als Excel-blad met besluiten.

    Vul in het blad de kolom 'besluit' in; 'laten staan' vraagt bij een harde vondst een reden. Besluiten
    blijven gelden zolang de tekst daar niet verandert.
    """
    from pipeline.commands.console import progress_bars
    from pipeline.stages.intake import review_privacy

    with progress_bars() as progress:
        reviewed = review_privacy(studie, uit, progress, replace_found=pseudonimiseer)
    for line in reviewed.lines:
        print(line)
    return reviewed.exit_code


def intrekken(
    studie: Study,
    tafel: Annotated[
        str,
        typer.Option(
            "--tafel",
            metavar="DT-07",
            help="De tafel, zoals in meta.yaml.",
            show_default=False,
        ),
    ],
    deelnemer: Annotated[
        str | None,
        typer.Option(
            "--deelnemer",
            metavar="P2",
            help="De code van wie zich terugtrekt. [dim]Zonder: de hele tafel.[/]",
            show_default=False,
        ),
    ] = None,
    uit: Output = None,
    *,
    stil: Quiet = False,
) -> int:
    """Haal iemand die zich terugtrekt, of een hele tafel, uit alles wat van de studie is gemaakt.

    De analyse draait opnieuw zonder die woorden; daarna wordt elk bestand nagezocht. Bronbestanden
    blijven staan: welke je zelf verwijdert, staat in het verslag op het scherm.
    """
    from pipeline.commands.console import progress_bars
    from pipeline.stages.withdrawing import withdraw

    if deelnemer is not None and not deelnemer.strip():
        raise UsageError("Bij --deelnemer hoort een code. Laat het weg voor de hele tafel.")
    with progress_bars(quiet=stil) as progress:
        told = withdraw(studie, uit, progress, table_id=tafel, participant=deelnemer or "")
    for line in told.lines:
        print(line)
    return told.exit_code


VERBS: dict[str, Callable[..., Any]] = {"privacy": privacy, "intrekken": intrekken}
