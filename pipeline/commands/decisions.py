"""`dialoogtafel patronen`, `matrix` and `verbeteracties`: workbooks in which people decide."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Output, Quiet, Study
from pipeline.domain.errors import UsageError
from pipeline.domain.wording import plural


def patronen(studie: Study, uit: Output = None, *, stil: Quiet = False) -> None:
    """Maak kaarten van patronen over tafels heen, om te beoordelen; wat je invult blijft staan."""
    from pipeline.commands.console import progress_bars
    from pipeline.stages.decisions import update_patterns
    from pipeline.stages.outputs import hand_coded, reopen

    with progress_bars(quiet=stil) as progress:
        run = reopen(studie, uit, progress)
        made = update_patterns(run, hand_coded(run, "een patroon"))
    counts = made.counts
    print(
        f"{plural(counts['cards'], 'kaart', 'kaarten')}, waarvan {counts['carried']} door genoeg tafels en "
        f"groepen gedragen; {counts['settled']} vastgesteld, {counts['releasable']} mogen naar buiten."
    )
    if counts["changed"]:
        print(
            f"Let op: bij {plural(counts['changed'], 'kaart', 'kaarten')} veranderden de "
            "fragmenten sinds iemand keek."
        )
    if counts["unanswered"]:
        print(
            f"Bij {plural(counts['unanswered'], 'vastgestelde kaart', 'vastgestelde kaarten')} zijn de "
            "tegenvoorbeelden nog niet beantwoord."
        )
    _lies(made.path, changed=made.changed)


def matrix(studie: Study, uit: Output = None, *, stil: Quiet = False) -> None:
    """Maak een matrix van tafels en thema's om samen te vatten, met de fragmenten een klik verder."""
    from pipeline.commands.console import progress_bars
    from pipeline.stages.decisions import update_matrix
    from pipeline.stages.outputs import hand_coded, reopen

    with progress_bars(quiet=stil) as progress:
        run = reopen(studie, uit, progress)
        made = update_matrix(run, hand_coded(run, "de matrix"))
    counts = made.counts
    print(
        f"{plural(counts['filled'], 'cel', 'cellen')} met fragmenten, {counts['written']} samengevat; bij "
        f"{counts['changed']} veranderden de fragmenten sinds de samenvatting."
    )
    _lies(made.path, changed=made.changed)


def verbeteracties(
    studie: Study,
    peildatum: Annotated[
        str,
        typer.Option(
            "--peildatum",
            metavar="JJJJ-MM-DD",
            help=(
                "De dag waarop je vraagt hoe het staat. [dim]Standaard: 'peildatum' uit het "
                "studiebestand, anders vandaag.[/]"
            ),
            show_default=False,
        ),
    ] = "",
    uit: Output = None,
    *,
    stil: Quiet = False,
) -> None:
    """Houd bij hoe het staat met wat er aan tafel is afgesproken, en wie er nu te vragen is."""
    from pipeline.commands.console import progress_bars
    from pipeline.stages.decisions import update_actions
    from pipeline.stages.outputs import reopen

    asked_on = _date(peildatum)
    with progress_bars(quiet=stil) as progress:
        run = reopen(studie, uit, progress)
        on_date = asked_on or run.settings.judged_on.isoformat()
        made, summary = update_actions(run, on_date=on_date)
    print(summary.sentence)
    if summary.n_reported:
        print(f"Teruggekoppeld: {summary.n_reported}.")
    asked = plural(made.counts["asked"], "actie", "acties")
    print(f"Op {on_date} na te vragen: {asked}, {made.counts['overdue']} over tijd.")
    _lies(made.path, changed=made.changed)


def _date(value: str) -> str:
    """Return the day that was asked for as ISO, "" where none was."""
    try:
        return datetime.date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise UsageError("Bij --peildatum hoort een datum als 2026-05-01.") from None


def _lies(path: Path, *, changed: bool) -> None:
    """Say where the workbook lies, and what to do with it."""
    print("" if changed else "\nEr is niets veranderd.")
    print(f"Verder    Open {path}")
    print(
        "          Vul in, bewaar, sluit, en draai deze opdracht opnieuw; wat je typt blijft staan."
    )


VERBS: dict[str, Callable[..., Any]] = {
    "patronen": patronen,
    "matrix": matrix,
    "verbeteracties": verbeteracties,
}
