"""`citaten`: proposed quotes with what may give someone away, for a person to decide on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.commands.arguments import Output, Quiet, Study
from pipeline.domain.wording import plural


def citaten(studie: Study, uit: Output = None, *, stil: Quiet = False) -> None:
    """Stel citaten voor om over te besluiten: vrijgeven, parafrase of nee; wat je invult blijft staan."""
    from pipeline.commands.console import progress_bars
    from pipeline.stages.quotes import update_quotes
    from pipeline.stages.release_run import open_release

    with progress_bars(quiet=stil) as progress:
        made = update_quotes(open_release(studie, uit, progress))
    counts = made.counts
    if not counts["proposed"]:
        print(
            "Er is niets te citeren: van niemand die sprak is vastgelegd dat citeren mag, of er is geen "
            "transcript gecodeerd. Leg het vast onder 'toestemming:' in meta.yaml."
        )
    print(
        f"{plural(counts['proposed'], 'citaat', 'citaten')} van {plural(counts['tables'], 'tafel', 'tafels')} "
        f"voorgesteld, {counts['flagged']} met iets om op te letten; {counts['released']} vrijgegeven."
    )
    if counts["doubts"]:
        print(f"Bij {counts['doubts']} is er twijfel: kijk in de kolom 'twijfel'.")
    if counts["untranslated"]:
        many = plural(counts["untranslated"], "Fries citaat heeft", "Friese citaten hebben")
        print(f"{many} nog geen vertaling: schrijf haar in de kolom 'vertaling'.")
    print("" if made.changed else "\nEr is niets veranderd.")
    print(f"Verder    Open {made.path}")
    print("          Besluit, bewaar, sluit. Wat je vrijgeeft komt met geef-vrij op de factsheet.")


VERBS: dict[str, Callable[..., Any]] = {"citaten": citaten}
