"""`privacy`: put what may point to a person before a researcher, and replace what she confirms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Output, Study


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


VERBS: dict[str, Callable[..., Any]] = {"privacy": privacy}
