"""`verantwoording` and `archiveer`: account for a study, and put away what may be kept of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.arguments import Output, Quiet, Study
from pipeline.commands.console import yes
from pipeline.domain.errors import UsageError
from pipeline.domain.wording import plural

if TYPE_CHECKING:
    from pipeline.stages.depositing import Plan


def verantwoording(studie: Study, uit: Output = None, *, stil: Quiet = False) -> None:
    """Vul COREQ, SRQR en de feiten voor een DPIA in uit de gegevens, met plek voor wat een mens schrijft."""
    from pipeline.commands.console import progress_bars
    from pipeline.stages.accountability import account
    from pipeline.stages.outputs import reopen

    with progress_bars(quiet=stil) as progress:
        made = account(reopen(studie, uit, progress))
    for title, states in made.states.items():
        told = ", ".join(f"{n} {state}" for state, n in states.items() if n)
        print(f"{title}: {told}.")
    for path in made.kept:
        print(f"\nLet op: een document was met de hand veranderd; je eigen versie staat in {path}")
    print(f"\nVerder    Schrijf in {made.workbook}")
    print("          en draai deze opdracht opnieuw; wat je typt blijft staan.")
    for path in made.documents:
        print(f"          {path}")


def archiveer(
    studie: Annotated[
        Path | None,
        typer.Argument(
            metavar="[STUDIE]", help="Het studiebestand; niet nodig bij --controle.", show_default=False
        ),
    ] = None,
    naar: Annotated[
        Path | None,
        typer.Option(
            "--naar",
            metavar="MAP|ZIP",
            help="Waar het pakket komt. [dim]Standaard: archief/ in de uitvoer.[/]",
            show_default=False,
        ),
    ] = None,
    controle: Annotated[
        Path | None,
        typer.Option(
            "--controle", metavar="BESTAND", help="Kijk een pakket na; maak er geen.", show_default=False
        ),
    ] = None,
    uit: Output = None,
    *,
    met_transcripten: Annotated[
        bool,
        typer.Option(
            "--met-transcripten",
            help="Ook transcripten van tafels waar iedere deelnemer toestemming gaf voor een archief.",
        ),
    ] = False,
    ja: Annotated[bool, typer.Option("--ja", help="Vraag niet om een bevestiging.")] = False,
    stil: Quiet = False,
) -> int:  # fmt: skip
    """Maak een pakket voor een archief: codeboek, methode, metadata en vrijgegeven tabellen, met digests.

    Transcripten gaan alleen mee als je erom vraagt, en dan alleen van tafels waar iedereen dat goedvond.
    """
    from pipeline.commands.console import progress_bars
    from pipeline.stages.depositing import check_deposit, plan_deposit, write_deposit
    from pipeline.stages.outputs import reopen

    if controle is not None:
        n_files = check_deposit(controle)
        print(f"{controle.name} is heel en onveranderd: {plural(n_files, 'bestand', 'bestanden')}.")
        return 0
    if studie is None:
        raise UsageError("Geef een studiebestand, of --controle met een pakket.")
    with progress_bars(quiet=stil) as progress:
        plan = plan_deposit(reopen(studie, uit, progress))
    if met_transcripten and not _agreed(plan, ja=ja):
        print("Er is niets gemaakt.")
        return 1
    made = write_deposit(plan, naar, with_transcripts=met_transcripten)
    tables = plural(made.n_tables, "vrijgegeven tabel", "vrijgegeven tabellen")
    texts = plural(made.n_transcripts, "transcript", "transcripten")
    print(f"{plural(made.n_files, 'bestand', 'bestanden')}: {tables}, {texts}.\n  {made.path}")
    if not made.n_tables:
        print("Er is nog niets vrijgegeven om te bewaren; dat doe je met: dialoogtafel geef-vrij")
    if made.open_items:
        print(
            f"In de verantwoording: {plural(made.open_items, 'punt', 'punten')} nog te schrijven."
        )
    if made.open_fields:
        print(f"In de metadata nog leeg: {', '.join(made.open_fields)}.")
    if made.open_items or made.open_fields:
        print("Dat schrijf je in het werkblad van: dialoogtafel verantwoording")
    return 0


def _agreed(plan: Plan, *, ja: bool) -> bool:
    """Show per table whether its transcript may go in and why not, and ask whether those that may, do."""
    for one in plan.transcripts:
        told = "mag mee" + (f", tot en met {one.until}" if one.until else "")
        print(f"  {one.table_id}: {'; '.join(one.gaps) or told}")
    n = len(plan.allowed)
    if not n:
        print(
            "Er kan geen transcript mee. Leg toestemming vast onder 'toestemming: {archief: ja, …}' in meta.yaml, van "
            "iedereen aan tafel."
        )
        return False
    print(
        "Een transcript bevat gezondheidsgegevens. Het is gepseudonimiseerd, maar wie het gezin kent, herkent het."
    )
    return ja or yes(f"Gaan {plural(n, 'transcript', 'transcripten')} het pakket in?")


VERBS: dict[str, Callable[..., Any]] = {"verantwoording": verantwoording, "archiveer": archiveer}
