"""`regels`: show per pattern of the codebook how often it fires and how often people agree."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any

import typer

from pipeline.commands.arguments import Output, Study


def regels(
    studie: Study,
    uit: Output = None,
    *,
    code: Annotated[
        str,
        typer.Option(
            "--code", help="Alleen de patronen van deze code of dit thema.", show_default=False
        ),
    ] = "",
    stil: Annotated[bool, typer.Option("--stil", help="Toon geen voortgang.")] = False,
) -> None:
    """Toon per patroon hoe vaak het iets vindt, en hoe vaak mensen het daarmee eens zijn.

    Een patroon met een lage precisie vindt vooral andere dingen; pas het aan of haal het weg.
    """
    from pipeline.commands.console import progress_bars
    from pipeline.domain.errors import UsageError
    from pipeline.domain.wording import NOT_HAND_CODED, plural
    from pipeline.stages.rules import weigh_rules

    with progress_bars(quiet=stil) as progress:
        rules = weigh_rules(studie, uit, progress)
    if code and code not in rules.codebook:
        raise UsageError(
            "Deze code staat niet in het codeboek. Zie 'dialoogtafel codeboek' voor de codes."
        )
    shown = rules.patterns
    if code:
        family = [code, *(below.id for below in rules.codebook.subcodes(code))]
        shown = shown[shown["code"].isin(family)]
    _print_patterns(shown[shown["n_segments"] > 0])
    silent = int((shown["n_segments"] == 0).sum())
    finds = "vindt" if silent == 1 else "vinden"
    print(
        f"{plural(len(shown), 'patroon', 'patronen')}; {silent} daarvan {finds} in deze studie niets."
    )
    for name in rules.unknown_speakers:
        print(
            f"Let op: 'wie:{name}' is geen perspectief of groep van deze studie; zo'n patroon vindt niets."
        )
    if not rules.hand_coded:
        print(f"De studie is {NOT_HAND_CODED}: er is niets om de patronen mee te vergelijken.")
    print(f"\nAlle patronen, ook die niets vinden: {rules.file}")


def _print_patterns(patterns: Any) -> None:
    """Print the patterns by code, those that find most first."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title="Patronen van het codeboek", title_justify="left")
    for name in ("code", "patroon"):
        table.add_column(name, overflow="fold")
    for name in ("vindt", "beoordeeld", "code klopt", "thema klopt"):
        table.add_column(name, justify="right")
    order = patterns.sort_values("n_segments", ascending=False, kind="stable")
    place = {name: number for number, name in enumerate(dict.fromkeys(patterns["code"]))}
    order = order.sort_values("code", key=lambda codes: codes.map(place), kind="stable")
    for row in order.to_dict("records"):
        table.add_row(
            row["code"], Text(row["pattern"]), str(row["n_segments"]), str(row["n_judged"]),
            _share(row["precision"]), _share(row["theme_precision"]),
        )  # fmt: skip
    Console().print(table)


def _share(value: float | None) -> str:
    return "–" if value is None or math.isnan(value) else f"{round(100 * value)}%"


VERBS: dict[str, Callable[..., Any]] = {"regels": regels}
