"""`codeer-met-taalmodel`: let a language model on this machine code too, and see how good it is."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Output, Study


def codeer_met_taalmodel(
    studie: Study,
    uit: Output = None,
    *,
    adres: Annotated[
        str,
        typer.Option(
            "--adres",
            metavar="adres",
            help="Waar het taalmodel draait; alleen op deze computer.",
        ),
    ] = "http://127.0.0.1:11434/v1",
    model: Annotated[
        str,
        typer.Option(
            "--model",
            help="De naam van het model. [dim]Standaard: het eerste.[/]",
            show_default=False,
        ),
    ] = "",
    modelbestand: Annotated[
        Path | None,
        typer.Option(
            "--modelbestand",
            help="Het bestand van het model, om vast te leggen welk het was.",
            show_default=False,
        ),
    ] = None,
    hoogstens: Annotated[
        int,
        typer.Option(
            "--hoogstens",
            min=0,
            metavar="getal",
            help="Alleen zoveel fragmenten, door het lot uit wat mensen codeerden; 0: alle.",
        ),
    ] = 0,
    geduld: Annotated[
        float,
        typer.Option(
            "--geduld",
            min=1,
            metavar="getal",
            help="Seconden wachten op één antwoord; op het eerste vijf keer zo lang.",
        ),
    ] = 120.0,
    stil: Annotated[bool, typer.Option("--stil", help="Toon geen voortgang.")] = False,
) -> None:
    """Laat een taalmodel op deze computer meecoderen, als een extra codeur die je kunt meten.

    Werkt met Ollama, llama.cpp en andere servers met hetzelfde soort adres. Niets gaat naar
    internet, en niets hiervan telt mee in analyse.
    """
    from pipeline.commands.console import progress_bars
    from pipeline.stages.by_language_model import code_with

    with progress_bars(quiet=stil) as progress:
        coded = code_with(
            studie, uit, progress, address=adres, model=model, model_file=modelbestand,
            seconds=geduld, most=hoogstens,
        )  # fmt: skip
    print(f"{coded.n_answered} van de {coded.n_asked} fragmenten gecodeerd door {coded.model}.")
    left = coded.n_asked - coded.n_answered
    if left:
        print(f"Op {left} kwam geen bruikbaar antwoord; die gelden als niet gecodeerd.")
        print(
            "Dezelfde opdracht vraagt alleen die opnieuw. Blijft het zo, neem dan een groter model, of geef"
        )
        print("het meer ruimte voor de opdracht (Ollama: OLLAMA_CONTEXT_LENGTH=8192).")
    if coded.figures is not None:
        print("Vergeleken met mensen:")
        for name, value in zip(coded.figures["maat"], coded.figures["waarde"], strict=True):
            print(f"  {_number(value)}  {name}")
    print(f"\nBekijk    {coded.folder}")
    print(
        "          Het zijn voorstellen; in analyse tellen ze niet mee. modelkwaliteit zet ze naast het"
    )
    print("          model van dit programma.")


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}".replace(".", ",")


VERBS: dict[str, Callable[..., Any]] = {"codeer-met-taalmodel": codeer_met_taalmodel}
