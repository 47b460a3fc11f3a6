"""`dialoogtafel analyse`: run the analysis and tell what was read, held back and made, and where it lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Output, Study
from pipeline.domain.wording import NOT_HAND_CODED, enumerate_words, plural

MOST_LINES = 8
FILES = {"uitspraken": ("blad met uitspraken", "bladen met uitspraken")}


def analyse(
    studie: Study,
    uit: Output = None,
    *,
    pptx: Annotated[
        bool, typer.Option("--pptx", help="Maak ook een presentatie van de figuren.")
    ] = False,
    stil: Annotated[bool, typer.Option("--stil", help="Toon geen voortgang.")] = False,
) -> int:
    """Lees een studie, codeer haar, tel over tafels en maak figuren, tabellen, factsheet en rapport.

    Alles wordt een concept; niets wordt vrijgegeven. Wat niet veranderde, wordt niet opnieuw gedaan.
    """
    from pipeline.commands.console import progress_bars
    from pipeline.stages.analysis import analyse as bring_up_to_date

    with progress_bars(quiet=stil) as progress:
        outcome = bring_up_to_date(studie, uit, progress, with_deck=pptx)
    for line in closing_lines(outcome.record, outcome.folder, changed=outcome.changed):
        print(line)
    return exit_code(outcome.record["samenvatting"])


def exit_code(summary: dict[str, Any]) -> int:
    """Return 3 when a document was held for privacy, 1 when one could not be read, else 0."""
    if summary["tegengehouden"]:
        return 3
    return 1 if summary["geweigerd"] else 0


def closing_lines(record: dict[str, Any], folder: Path, *, changed: bool) -> list[str]:
    """Return the summary of a run, line by line."""
    summary = record["samenvatting"]
    return [
        "",
        record["titel"],
        "" if changed else "Er is niets veranderd sinds de vorige keer; de uitvoer is nog goed.",
        *_read(summary),
        *_attention(summary),
        *_made(summary, folder),
    ]


def _read(summary: dict[str, Any]) -> list[str]:
    documents = [
        plural(count, *FILES.get(kind, (kind, f"{kind}en")))
        for kind, count in summary["documenten"].items()
        if count
    ]
    read = enumerate_words(documents) or "geen documenten"
    unit = ("sessie", "sessies") if summary.get("alleen_sessies") else ("tafel", "tafels")
    tables = plural(summary["tafels"], *unit)
    size = f"{summary['fragmenten']} fragmenten, {summary['woorden']} woorden"
    if summary.get("uitspraken"):
        size += f", {plural(summary['uitspraken'], 'uitspraak', 'uitspraken')}"
    lines = [f"Gelezen   {tables}, {read}: {size} ({summary['fries']} fragmenten Fries)."]
    series = [f"{coder} ({count} fragmenten)" for coder, count in summary["reeksen"].items()]
    series += [
        f"{coder} ({plural(count, 'uitspraak', 'uitspraken')})"
        for coder, count in summary.get("reeksen_uitspraken", {}).items()
    ]
    lines.append(
        f"Gecodeerd door mensen: {', '.join(series)}."
        if series
        else f"Deze studie is {NOT_HAND_CODED}."
    )
    if summary["voorstellen"]:
        lines.append(f"Voorstellen van het model: {summary['voorstellen']}; een mens beslist.")
    return lines


def _attention(summary: dict[str, Any]) -> list[str]:
    """Return what the researcher has to look at, each kind with its first few lines."""
    kinds: list[tuple[str, list[str]]] = [
        (
            "Tegengehouden om privacy (kijk ze na, haal weg wat herleidbaar is)",
            summary["tegengehouden"],
        ),
        ("Niet te lezen (vervang of verwijder deze bestanden)", summary["geweigerd"]),
        (
            f"Coderingen waar iets niet past: {summary['coderingen_die_niet_passen']} (wat niet past, telt niet mee)",
            summary["niet_passend"],
        ),
        ("Let op", summary["meldingen"]),
    ]
    lines = []
    for title, items in kinds:
        if items:
            lines += ["", f"{title}:", *(f"  - {item}" for item in items[:MOST_LINES])]
            if len(items) > MOST_LINES:
                lines.append(
                    f"  … en {len(items) - MOST_LINES} meer; alles staat in besloten/rapport.html"
                )
    if summary["te_bekijken"]:
        found = plural(summary["te_bekijken"], "plek", "plekken")
        lines += ["", f"Mogelijk herleidbaar: {found}. Bekijk ze met: dialoogtafel privacy STUDIE"]
    return lines


def _made(summary: dict[str, Any], folder: Path) -> list[str]:
    drawn = plural(summary["figuren"], "figuur", "figuren")
    concept = f"{drawn}, tabellen, factsheet.docx, factsheet.pdf, rapport.html"
    if summary["alleen_besloten"]:
        people = summary.get("reeksen_uitspraken")
        why = "mensen codeerden alleen uitspraken" if people else NOT_HAND_CODED
        concept = f"factsheet en rapport; geen aantallen, want {why}"
    elif summary["in_woorden"]:
        concept = "factsheet en rapport in woorden: te weinig tafels om aantallen te tonen"
    return [
        "",
        f"Gemaakt   {folder}",
        f"  concept/   {concept}",
        "  besloten/  voor het team: rapport.html met woorden, bijlage.html, figuren en tabellen",
        "  werk/      segmenten.parquet, coderingen.parquet",
        "",
        "Verder    Open concept/factsheet.pdf en besloten/rapport.html.",
        "          Het is een concept: er is niets vrijgegeven.",
    ]


VERBS: dict[str, Callable[..., Any]] = {"analyse": analyse}
