"""`dialoogtafel zekerheid`, `onderwerpen` and `vergelijk`: further questions to an analysed study."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.arguments import Output, Quiet, Study
from pipeline.domain.errors import UsageError
from pipeline.domain.wording import plural

if TYPE_CHECKING:  # kept out of a plain --help
    import pandas as pd


def zekerheid(
    studie: Study,
    uit: Output = None,
    keer: Annotated[
        int, typer.Option("--keer", help="Hoeveel werelden per thema worden nagemaakt.")
    ] = 1000,
    deel: Annotated[
        float | None,
        typer.Option(
            "--deel",
            help="Alsof dit deel met de hand is gecodeerd, van 0 tot 1. [dim]Standaard: wat in deze studie "
            "met de hand is gecodeerd, of 0,15 als dat alles is.[/]",
            show_default=False,
        ),
    ] = None,
    *,
    stil: Quiet = False,
) -> None:
    """Beproef op de maat van deze studie welke intervallen kloppen, en hoeveel codeerwerk nodig is."""
    from pipeline.commands.console import progress_bars
    from pipeline.stages.certainty import prove_estimators
    from pipeline.stages.outputs import coded_by_people, reopen

    if keer < 1 or (deel is not None and not 0 < deel <= 1):
        raise UsageError(
            "Bij --keer hoort 1 of meer, en bij --deel een getal boven 0 tot en met 1."
        )
    with progress_bars(quiet=stil) as progress:
        run = reopen(studie, uit, progress)
        coded_by_people(run, "de proef")
        made = prove_estimators(run, runs=keer, hand_share=deel)
    print(
        f"{run.settings.title}: {keer} werelden per thema, deel met de hand {made.hand_share:.0%}.\n"
    )
    print_table(made.verdict.rows)
    print(f"\n{made.verdict.note}")
    print(f"\nVerder    Open {made.folder / 'zekerheid.html'}")
    if made.kept:
        print("          De bijlage gebruikt vanaf de volgende analyse alleen wat hier standhield.")


def onderwerpen(studie: Study, uit: Output = None, *, stil: Quiet = False) -> None:
    """Zoek waar mensen over praten waar het codeboek geen code voor heeft; met een proef of het standhoudt."""
    from pipeline.commands.console import progress_bars
    from pipeline.stages.outputs import reopen
    from pipeline.stages.topics import find_study_topics

    with progress_bars(quiet=stil) as progress:
        made = find_study_topics(reopen(studie, uit, progress))
    for name, model in made.models.items():
        told = (
            f"{int(model.topics['stable'].sum())} van {len(model.topics)} onderwerpen keren terug"
        )
        outliers = f"{model.n_outliers} van {model.n_segments} fragmenten horen nergens bij"
        print(f"{name[:1].upper()}{name[1:]}: {model.note or f'{told}; {outliers}.'}")
    print(f"{plural(made.n_candidates, 'kandidaat-code', 'kandidaat-codes')} om te beoordelen.")
    if made.codebook:
        print(f"Nieuwe versie van het codeboek: {made.codebook}")
        print("          Lees haar na, en noem haar onder 'codeboek:' in het studiebestand.")
    print(f"\nVerder    Open {made.folder / 'onderwerpen.html'}")
    print(f"          en beoordeel {made.workbook}")


def vergelijk(
    studies: Annotated[
        list[Path],
        typer.Argument(
            metavar="STUDIE STUDIE …",
            help="Twee of meer studiebestanden.",
            show_default=False,
        ),
    ],
    uit: Annotated[
        Path | None,
        typer.Option(
            "--uit",
            help="Map voor de vergelijking. [dim]Standaard: uitvoer/vergelijking naast de data van de eerste.[/]",
            show_default=False,
        ),
    ] = None,
    *,
    stil: Quiet = False,
) -> None:
    """Leg studies naast elkaar: wat keert terug, wat is eigen, en in welke context; zonder ranglijst."""
    from pipeline.commands.console import progress_bars
    from pipeline.stages.comparison import compare
    from pipeline.stages.outputs import reopen

    if len(studies) < 2:
        raise UsageError(
            "Om te vergelijken zijn twee studies nodig: dialoogtafel vergelijk STUDIE STUDIE …"
        )
    with progress_bars(quiet=stil) as progress:
        runs = [reopen(study, None, progress) for study in studies]
        made = compare(runs, uit or runs[0].settings.output.parent / "vergelijking")
    themes = plural(made.n_recurring, "waardering van een thema", "waarderingen van thema's")
    print(f"Overal terugkerend: {themes}; eigen aan één studie: {made.n_particular}.")
    print(f"Om elkaar naar te vragen: {made.n_travelling}.")
    if made.left_out:
        print(
            f"Alleen in de context, want nog niet door mensen gecodeerd: {', '.join(made.left_out)}."
        )
    print(f"\nVerder    Open {made.page}")


def print_table(rows: pd.DataFrame) -> None:
    """Print a table in columns that fit the longest cell."""
    cells = [[str(name) for name in rows.columns], *rows.astype(str).to_numpy().tolist()]
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    for row in cells:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


VERBS: dict[str, Callable[..., Any]] = {
    "zekerheid": zekerheid,
    "onderwerpen": onderwerpen,
    "vergelijk": vergelijk,
}
