"""`verantwoording` and `archiveer`: account for a study, and put away what may be kept of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.commands.arguments import Output, Quiet, Study


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


VERBS: dict[str, Callable[..., Any]] = {"verantwoording": verantwoording}
