"""`geef-vrij`: every product with its checks before a person, who lets it out or not."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.arguments import Output, Quiet, Study
from pipeline.commands.console import can_ask, yes
from pipeline.domain.errors import UsageError
from pipeline.domain.wording import plural

if TYPE_CHECKING:
    from pipeline.stages.release import Plan
    from pipeline.stages.release_record import Product

MOST_LINES = 12


def geef_vrij(
    studie: Study,
    product: Annotated[
        list[str] | None,
        typer.Option(
            "--product",
            metavar="NAAM",
            help="Alleen dit product: factsheet, rapport, figuur-waardering, … of een soort: figuren, tabellen, "
            "factsheets. Mag vaker. [dim]Standaard: alles.[/]",
            show_default=False,
        ),
    ] = None,
    door: Annotated[
        str,
        typer.Option(
            "--door", metavar="NAAM", help="Wie vrijgeeft. [dim]Anders wordt het gevraagd.[/]", show_default=False,
        ),
    ] = "",
    toelichting: Annotated[
        str,
        typer.Option(
            "--toelichting", metavar="TEKST", help="Waarom het kan, als er iets te wegen is.", show_default=False
        ),
    ] = "",
    uit: Output = None,
    *,
    ja: Annotated[
        bool, typer.Option("--ja", help="Vraag niet om een bevestiging; zinnen beslist een mens altijd zelf.")
    ] = False,
    stil: Quiet = False,
) -> int:  # fmt: skip
    """Leg elk product met zijn controles voor, vraag wie het vrijgeeft en zet het dan in vrijgave/.

    Wat een controle tegenhoudt, gaat niet naar buiten; dan wordt er niets geschreven.
    """
    from pipeline.commands.console import progress_bars
    from pipeline.stages.release import decide_sentences, make_products, plan_release
    from pipeline.stages.release_record import let_out
    from pipeline.stages.release_run import open_release

    today = datetime.date.today().isoformat()
    with progress_bars(quiet=stil) as progress:
        run = open_release(studie, uit, progress)
        plan = plan_release(run, product or [])
    _former(run.store.folder, run.records["mark"])
    answers = _ask_sentences(plan, ask=can_ask() and not ja)
    decide_sentences(plan, answers, by=door, on=today)
    with progress_bars(quiet=stil) as run.progress:
        products = make_products(plan)
    _show(products)
    blocked = [one.name for one in products if not one.may_leave]
    if blocked:
        _say_blocked(products, plan)
        return 1
    by = door.strip() or _ask("Wie geeft dit vrij (naam en rol)", "--door")
    doubts = any(one.unmet for one in products)
    note = toelichting.strip()
    if doubts and not note:
        note = _ask("Waarom kan het toch", "--toelichting")
    many = plural(len(products), "product", "producten")
    if not ja and not yes(f"Geeft {by} {many} vrij?"):
        print("Er is niets vrijgegeven.")
        return 1
    folder = let_out(run, products, by=by, on=today, note=note)
    print(f"\nVrijgegeven: {many}, door {by}.\n  {folder}\nWie, wanneer en waarop: vrijgave.json")
    return 0


def _former(output: Any, mark: str) -> None:
    """Tell which products that were released before are changed, or are of other data."""
    from pipeline.stages.release_record import PLACE, changed_since, outdated

    folder = output / PLACE
    for told, names in (
        ("Veranderd sinds de vrijgave, dus niet meer ondertekend", changed_since(folder)),
        ("Eerder vrijgegeven over andere gegevens dan nu", outdated(folder, mark)),
    ):
        if names:
            print(f"{told}: {', '.join(names)}.")


def _ask_sentences(plan: Plan, *, ask: bool) -> dict[str, bool]:
    """Ask for every sentence that nobody decided on; stop where the person wants to stop."""
    left = plan.undecided
    if not left or not ask:
        return {}
    print(
        f"\n{plural(len(left), 'zin', 'zinnen')} in woorden. Lees elke zin als iemand die een van "
        "deze gezinnen kent."
    )
    return {
        sentence: yes(f"\n{place} van {len(left)}: {sentence}\nMag deze zin naar buiten?")
        for place, sentence in enumerate(left, start=1)
    }


def _show(products: Sequence[Product]) -> None:
    import pandas as pd

    from pipeline.commands.console import print_table

    rows = [
        (
            one.name,
            _verdict(one),
            ", ".join(check.name for check in one.unmet),
        )
        for one in products
    ]
    print()
    print_table(pd.DataFrame(rows, columns=["product", "oordeel", "te doen"]))


def _verdict(product: Product) -> str:
    if not product.may_leave:
        return "tegengehouden"
    return "te wegen" if product.unmet else "in orde"


def _say_blocked(products: Sequence[Product], plan: Plan) -> None:
    """Say, each reason once, what keeps products inside and what to do."""
    reasons: dict[str, list[str]] = {}
    for one in products:
        for check in one.unmet:
            if check.blocks:
                reasons.setdefault(f"{check.name}: {check.message}", []).append(one.name)
    print("\nEr is niets vrijgegeven.", file=sys.stderr)
    for reason, names in reasons.items():
        shown = "" if len(names) == len(products) else f" ({', '.join(names[:MOST_LINES])})"
        print(f"  - {reason}{shown}", file=sys.stderr)
    if plan.undecided:
        from pipeline.stages.release import sentence_file

        print(f"  Besluit over de zinnen in {sentence_file(plan.run)}", file=sys.stderr)
    free = [one.name for one in products if one.may_leave]
    if free:
        print(f"Wat wel kan: --product {' --product '.join(free[:MOST_LINES])}", file=sys.stderr)


def _ask(question: str, option: str) -> str:
    """Return what a person types.

    Raises:
        UsageError: naming the option, where there is nobody to ask.
    """
    if not can_ask():
        raise UsageError(f"{question}? Geef het op met {option}.")
    return str(typer.prompt(question)).strip()


VERBS: dict[str, Callable[..., Any]] = {"geef-vrij": geef_vrij}
