"""`modelkwaliteit`: measure how well the model's proposals hold up beside people's codes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Output, Study


def modelkwaliteit(
    studie: Study,
    uit: Output = None,
    *,
    op: Annotated[
        Path | None,
        typer.Option(
            "--op",
            help="Meet ook hoe het model het doet op deze andere studie, waarvan het niets leerde.",
            show_default=False,
        ),
    ] = None,
    ondergrens: Annotated[
        float | None,
        typer.Option(
            "--ondergrens",
            min=-1.0,
            max=1.0,
            metavar="getal",
            help="Alfa mens-model waaronder een thema 'alleen met de hand' wordt gecodeerd. "
            "[dim]Standaard: die van de studie (overeenstemming).[/]",
            show_default=False,
        ),
    ] = None,
    snel: Annotated[
        bool, typer.Option("--snel", help="Laat de leercurve weg; scheelt een minuut.")
    ] = False,
    stil: Annotated[bool, typer.Option("--stil", help="Toon geen voortgang.")] = False,
) -> None:
    """Meet hoe goed de voorstellen van het model zijn, op tafels die het niet zag.

    Geeft een pagina, tabellen als CSV en een modelkaart, in de map modelkwaliteit/ van de uitvoer.
    """
    from pipeline.commands.console import progress_bars
    from pipeline.release.model_quality import by_hand
    from pipeline.stages.quality import measure

    with progress_bars(quiet=stil) as progress:
        measured = measure(studie, uit, progress, other=op, quick=snel, floor=ondergrens)
    beside = {measured.other: measured.transfer, "taalmodel": measured.language_model}
    _print_figures(measured.tables["kerncijfers"], beside)
    print(f"\n{by_hand(measured.tables['per-code'], measured.floor)}")
    print(f"\nBekijk    {measured.folder / 'modelkwaliteit.html'}")
    print("          modelkaart.md en elke tabel als CSV staan ernaast.")


def _print_figures(figures: Any, beside: Mapping[str, Any]) -> None:
    """Print the key figures, with those on another study and of a language model beside them."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Op tafels die het model niet zag", title_justify="left")
    table.add_column("maat")
    table.add_column("deze studie", justify="right")
    others = []
    for name, found in beside.items():
        if found is not None:
            table.add_column(name, justify="right")
            others.append(dict(zip(found["maat"], found["waarde"], strict=True)))
    for name, value in zip(figures["maat"], figures["waarde"], strict=True):
        table.add_row(name, _number(value), *(_number(other.get(name)) for other in others))
    Console().print(table)


def _number(value: float | None) -> str:
    return "–" if value is None or math.isnan(value) else f"{value:.2f}".replace(".", ",")


VERBS: dict[str, Callable[..., Any]] = {"modelkwaliteit": modelkwaliteit}
