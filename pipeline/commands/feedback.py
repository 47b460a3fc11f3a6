"""`terugkoppeling` and `spiegelbijeenkomst`: back to the people of a table, and to gemeenten."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.arguments import Output, Quiet, Study
from pipeline.domain.errors import UsageError
from pipeline.domain.wording import plural

if TYPE_CHECKING:
    from pipeline.stages.feedback_papers import Made

DEFAULT_STUDY = "friesland-28.yaml"  # what every target of the Makefile takes without STUDIE
_STUDY_ENDINGS = (".yaml", ".yml")


def terugkoppeling(
    wat: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STUDIE] [TAFEL …]",
            help="De tafels, bijvoorbeeld DT-07 DT-08, met of zonder het studiebestand ervoor. Zonder tafel: alleen "
            "antwoorden lezen en tonen hoe ver elke tafel is.",
            show_default=False,
        ),
    ] = None,
    studie: Annotated[
        Path | None,
        typer.Option(
            "--studie", metavar="STUDIE",
            help="Het studiebestand. [dim]Standaard: configs/friesland-28.yaml, als bij make.[/]", show_default=False,
        ),
    ] = None,
    tafel: Annotated[
        list[str] | None,
        typer.Option("--tafel", metavar="DT-07", help="Een tafel; mag vaker.", show_default=False),
    ] = None,
    antwoord: Annotated[
        list[Path] | None,
        typer.Option(
            "--antwoord", metavar="BESTAND", help="Een ingevuld formulier (DOCX of TXT); mag vaker. Wat in "
            "besluiten/<studie>/antwoorden/ staat, wordt altijd gelezen.", show_default=False,
        ),
    ] = None,
    uit: Output = None,
    *,
    alle: Annotated[bool, typer.Option("--alle", help="Maak het voor alle tafels.")] = False,
    opnieuw: Annotated[
        bool,
        typer.Option("--opnieuw", help="Maak ook opnieuw wat je zelf bewerkte; jouw versie gaat naar eerder/."),
    ] = False,
    stil: Quiet = False,
) -> int:  # fmt: skip
    """Maak voor een tafel de brieven, het casusprofiel en een antwoordformulier, en lees antwoorden terug.

    Alles komt in besloten/terugkoppeling/<tafel>/. Wat iemand anders wil of niet wil laten gebruiken, houdt
    geef-vrij tegen tot je in reacties.xlsx schrijft wat je ermee deed.
    """
    from pipeline.commands.console import print_table, progress_bars
    from pipeline.domain.tables import DialogueTables
    from pipeline.stages.feedback import known_tables, open_feedback
    from pipeline.stages.feedback_papers import make_feedback
    from pipeline.stages.feedback_replies import receive, tell
    from pipeline.stages.outputs import coded_by_people, reopen

    study, wanted = study_and_rest(wat or [], studie)
    with progress_bars(quiet=stil) as progress:
        run = reopen(study, uit, progress)
        back = open_feedback(run)
        tables = known_tables(run, [*wanted, *(tafel or [])])
        received = receive(back, antwoord or [], tables=tables, on_date=_today())
        back = open_feedback(run)  # what came in may leave something out of what goes back
        made = []
        if alle or tables:
            coded_by_people(run, "wat een tafel terughoort")
        chosen = list(run.table(DialogueTables)["table_id"]) if alle else tables
        for done, table_id in enumerate(chosen, start=1):
            made.append(make_feedback(back, table_id, anew=opnieuw))
            progress("Brieven maken", done, len(chosen))
        back.keep_ledger()
        received = _again(back, received, made)
    for one in made:
        _tell_made(one)
    if not made:
        print_table(received.states)
    for line in tell(received):
        print(line)
    if made:
        print(
            f"\nVerder    Lees de brieven na, vul de stippellijnen in en vul in {received.path.name} in wanneer je ze"
        )
        print("          verstuurt. Komt een formulier terug? Zet het in")
        print(f"          {received.path.parent / 'antwoorden'} en draai deze opdracht opnieuw.")
    elif received.path.is_file():
        print(f"\nVerder    Open {received.path}")
    return 1 if received.n_unread else 0


def _again(back: Any, received: Any, made: Sequence[Any]) -> Any:
    """Return the workbook kept up with the editions that were made just now."""
    from dataclasses import replace

    from pipeline.stages.feedback_replies import receive

    if not made:
        return received
    fresh = receive(back, [], on_date=_today())
    return replace(fresh, lines=received.lines, n_new=received.n_new, n_unread=received.n_unread)


def study_and_rest(words: Sequence[str], study: Path | None) -> tuple[Path, list[str]]:
    """Return the study that is meant and the other words: a study is a YAML file, wherever it stands.

    Raises:
        UsageError: when two studies are named, or none is and the example is not there.
    """
    named = [word for word in words if word.casefold().endswith(_STUDY_ENDINGS)]
    rest = [word for word in words if word not in named]
    studies = [*([study] if study else []), *(Path(word) for word in named)]
    if len(studies) > 1:
        raise UsageError("Er staan twee studiebestanden; noem er één.")
    return (studies[0] if studies else _default_study()), rest


def _default_study() -> Path:
    """Return the example, in the present folder or where the program lies.

    Raises:
        UsageError: when it is not there.
    """
    from pipeline.domain.settings import configs_folder

    for path in (Path("configs") / DEFAULT_STUDY, configs_folder() / DEFAULT_STUDY):
        if path.is_file():
            return path
    raise UsageError("Noem het studiebestand: --studie STUDIE.yaml.")


def _tell_made(made: Made) -> None:
    print(
        f"\n{made.table_id}  {plural(made.n_lines, 'regel', 'regels')} op het formulier, versie {made.version}"
    )
    print(f"  {made.folder}")
    if made.written:
        print(f"  gemaakt: {', '.join(made.written)}")
    if made.left:
        print(f"  door jou bewerkt, dus gelaten: {', '.join(made.left)} (opnieuw maken: --opnieuw)")
    if not made.written and not made.left:
        print("  er is niets veranderd")
    if any(name.startswith("antwoordformulier") for name in made.left):
        print(
            "  staat er een antwoord in dat formulier? Zet het dan in de map antwoorden, dan wordt het gelezen"
        )
    if not made.n_lines:
        print("  let op: van deze tafel is nog niets gecodeerd, dus er is niets om voor te leggen")
    if len(made.ages) > 1:
        print(
            f"  de leeftijdsgroep past bij {len(made.ages)} brieven voor de jeugdige: kies er één"
        )


def _today() -> str:
    return datetime.date.today().isoformat()


def spiegelbijeenkomst(
    studie: Study,
    gemeente: Annotated[
        str,
        typer.Option(
            "--gemeente", metavar="NAAM",
            help="Voor welke gemeente, of zij nu aan tafel zat of niet. [dim]Zonder: een blad met een stippellijn.[/]",
            show_default=False,
        ),
    ] = "",
    uit: Output = None,
    *,
    stil: Quiet = False,
) -> None:  # fmt: skip
    """Maak een blad om met een gemeente in de spiegel te kijken: wat over alle tafels speelt, en vragen erbij.

    Er staat geen aantal op over één gemeente, en niet welke gemeenten meededen.
    """
    from pipeline.commands.console import progress_bars
    from pipeline.stages.mirror import make_mirror

    with progress_bars(quiet=stil) as progress:
        paths = make_mirror(studie, uit, progress, gemeente)
    print("Gemaakt, als concept:")
    for path in paths:
        print(f"  {path}")
    print(
        f"Verder    Naar buiten gaat het met: dialoogtafel geef-vrij STUDIE --product {paths[0].stem}"
    )


VERBS: dict[str, Callable[..., Any]] = {
    "terugkoppeling": terugkoppeling,
    "spiegelbijeenkomst": spiegelbijeenkomst,
}
