"""`te-coderen`: choose the segments that a person had best code next, and make a sheet for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Output, Study

WHY = {
    "steekproef": "door het lot, met hun kans erbij: alleen hierop mogen schattingen rusten",
    "twijfel": "waar het model het minst zeker is",
    "spreiding": "die het minst lijken op wat al gecodeerd is",
}


def te_coderen(
    studie: Study,
    uit: Output = None,
    *,
    n: Annotated[
        int, typer.Option("--n", min=1, metavar="getal", help="Hoeveel fragmenten.")
    ] = 200,
    stil: Annotated[bool, typer.Option("--stil", help="Toon geen voortgang.")] = False,
) -> None:
    """Kies fragmenten waarvan het coderen het meeste oplevert, en maak er een Excel-blad van.

    Een eerder gemaakt blad blijft staan. Wat je niet invult, geldt niet als gecodeerd.
    """
    from pipeline.commands.console import progress_bars
    from pipeline.domain.wording import plural
    from pipeline.stages.to_code import counts_by_part, make_sheet

    with progress_bars(quiet=stil) as progress:
        sheet = make_sheet(studie, uit, progress, n=n)
    print(f"{plural(len(sheet.chosen), 'fragment', 'fragmenten')} om te coderen, in {sheet.file}")
    for part, count in counts_by_part(sheet.chosen).items():
        print(f"  {count:4d}  {part}: {WHY[part]}")
    print("\nVerder    Vul codes in (meer codes: een spatie ertussen), valentie en twijfel.")
    print("          Geen thema? Laat codes leeg en zet 'ja' bij gezien.")
    print("          Bewaar het blad bij je coderingen, onder dezelfde naam, en noem het onder")
    after = "" if sheet.first else f", ná het bestand van reeks {sheet.series}"
    print(f"          'coderingen:' in het studiebestand{after}.")


VERBS: dict[str, Callable[..., Any]] = {"te-coderen": te_coderen}
