"""`praatplaat`: draw what groups support on one page, and let people choose its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.commands.arguments import Output, Quiet, Study
from pipeline.domain.wording import plural


def praatplaat(studie: Study, uit: Output = None, *, stil: Quiet = False) -> None:
    """Teken de praatplaat van geprioriteerde uitspraken; in praatplaat.xlsx kies je woorden, vragen en iconen."""
    from pipeline.commands.console import progress_bars
    from pipeline.stages.outputs import reopen
    from pipeline.stages.plate_workbook import update_plate
    from pipeline.stages.praatplaat import read_sessions

    with progress_bars(quiet=stil) as progress:
        run = reopen(studie, uit, progress)
        read_sessions(run)
        made = update_plate(run)
    if made is None:
        print(
            "In deze studie staan geen uitspraken met punten. Leg ze per dialoogsessie in uitspraken.csv of "
            "uitspraken.xlsx, zoals docs/eigen-studie.md laat zien."
        )
        return
    counts = made.counts
    if not counts["shown"]:
        print(
            "Er is nog geen praatplaat: geen enkele uitspraak wordt gesteund door een groep van genoeg mensen, "
            "met meer dan één persoon."
        )
    else:
        print(
            f"{plural(counts['shown'], 'uitspraak', 'uitspraken')} van {counts['statements']} op de plaat, bij "
            f"{plural(counts['voices'], 'groep', 'groepen')}."
        )
        if counts.get("plates"):
            print(f"Ook een plaat per sessie: {counts['plates']}, in dezelfde map.")
    for line in _notes(counts):
        print(f"Let op: {line}")
    print("" if made.changed else "\nEr is niets veranderd.")
    if counts["shown"]:
        print(
            f"Bekijk    {run.store.folder / 'concept' / 'praatplaat.pdf'} (of .svg, voor Inkscape)"
        )
    print(f"Verder    Open {made.path}")
    print(
        "          Vul in, bewaar, sluit, en draai deze opdracht opnieuw; wat je typt blijft staan."
    )


def _notes(counts: dict[str, int]) -> list[str]:
    """Return what a person should look at, a sentence each."""
    told = {
        "long": ("uitspraak is", "uitspraken zijn", "te lang voor een plaat; kort zelf in."),
        "refused": ("keuze kan", "keuzes kunnen", "niet; de kolom 'let op' zegt waarom."),
        "left_out": ("uitspraak past", "uitspraken passen", "niet meer op de plaat."),
        "unseated": ("groep heeft", "groepen hebben", "geen plek; er passen er zes aan tafel."),
        "lapsed": ("uitspraak is", "uitspraken zijn", "veranderd of weg; jouw tekst staat op 'vervallen'."),
    }  # fmt: skip
    return [
        f"{plural(counts[name], one, many)} {rest}"
        for name, (one, many, rest) in told.items()
        if counts[name]
    ]


VERBS: dict[str, Callable[..., Any]] = {"praatplaat": praatplaat}
