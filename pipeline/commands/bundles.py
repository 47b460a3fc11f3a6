"""`dialoogtafel bundel` and `samenvoegen`: what regions send each other, and what comes of it side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.arguments import Output, Study, option
from pipeline.domain.wording import plural

if TYPE_CHECKING:
    from pipeline.stages.bundles import MadeBundle
    from pipeline.stages.joining import Joined

BUNDLE_TO = "Waar de bundel komt. [dim]Standaard: bundels/<studie>.zip naast de map met uitvoer.[/]"
SIGNED_BY = "Wie ondertekent, bij de eerste bundel. [dim]Standaard: de regio van de studie.[/]"
KEY_AT = (
    "Waar de sleutel van de werkplaats ligt. [dim]Standaard: in je eigen map voor instellingen.[/]"
)
JOINED_IN = "Map voor wat ervan komt. [dim]Standaard: samengevoegd/ naast de eerste bundel.[/]"
TRUSTED = "Neem een nieuwe sleutel van een bekende werkplaats aan, nadat je hebt gebeld. Mag vaker."
KNOWN_AT = (
    "De lijst met sleutels van anderen. [dim]Standaard: in je eigen map voor instellingen.[/]"
)


def bundel(
    studie: Study,
    uit: Output = None,
    naar: Annotated[Path | None, option("--naar", "BESTAND.zip", BUNDLE_TO)] = None,
    werkplaats: Annotated[str, option("--werkplaats", "NAAM", SIGNED_BY)] = "",
    sleutel: Annotated[Path | None, option("--sleutel", "BESTAND", KEY_AT)] = None,
) -> None:
    """Maak een ondertekende bundel van wat is vrijgegeven, voor andere werkplaatsen.

    Er komt niets in dat niet in vrijgave/ staat: geen fragment, geen citaat, geen naam van een tafel.
    """
    from pipeline.stages.bundles import make_bundle

    _tell_bundle(make_bundle(studie, uit, to=naar, key=sleutel, workplace=werkplaats))


def _tell_bundle(made: MadeBundle) -> None:
    """Say what is in a bundle, what to mind, and how others can trust it."""
    inside = [plural(len(made.tables), "tabel", "tabellen")] if made.tables else []
    inside += [plural(made.n_sentences, "zin", "zinnen")] if made.n_sentences else []
    print(f"Bundel van {made.workplace}: {' en '.join(inside)}, met het codeboek.\n  {made.path}")
    if made.counts_left_out:
        print(
            "Let op: eerder vrijgegeven aantallen gaan niet mee, want het zijn nu te weinig tafels om te tellen."
        )
    if made.outdated:
        print(
            f"Let op: {plural(len(made.outdated), 'product is', 'producten zijn')} vrijgegeven over andere gegevens "
            "dan nu. De bundel bevat wat toen is vrijgegeven."
        )
    if made.new_key:
        print(
            f"\nVoor {made.workplace} is een sleutel gemaakt: {made.key_path}\n"
            "Maak er een reservekopie van en deel hem met niemand; met deze sleutel herkennen anderen jullie."
        )
    print(f"\nVingerafdruk: {made.fingerprint}")
    print(
        "Wie de bundel krijgt, belt om deze cijfers te vergelijken. Mail ze niet mee met de bundel."
    )


def samenvoegen(
    bundels: Annotated[
        list[Path],
        typer.Argument(
            metavar="A.zip B.zip …", show_default=False,
            help="Twee of meer bundels, zoals je ze kreeg, of een map met bundels.",
        ),
    ],
    uit: Annotated[Path | None, option("--uit", "MAP", JOINED_IN)] = None,
    vertrouw: Annotated[list[str] | None, option("--vertrouw", "VINGERAFDRUK", TRUSTED)] = None,
    bekend: Annotated[Path | None, option("--bekend", "BESTAND", KNOWN_AT)] = None,
) -> None:  # fmt: skip
    """Leg bundels van werkplaatsen naast elkaar, en maak een voorstel voor een leeragenda.

    Geen ranglijst: de studies staan op naam. Is er met een bundel iets mis, dan wordt er niets geschreven.
    """
    from pipeline.stages.joining import join_bundles

    given = [
        file for one in bundels for file in (sorted(one.glob("*.zip")) if one.is_dir() else [one])
    ]
    folder = uit or (bundels[0] if bundels[0].is_dir() else bundels[0].parent) / "samengevoegd"
    _tell_joined(join_bundles(given, folder, known_file=bekend, trusted=vertrouw or []), folder)


def _tell_joined(made: Joined, folder: Path) -> None:
    """Say what bundles gave side by side, whom to call, and what to open next."""
    for one in made.studies:
        n = one.manifest.n_tables
        size = "in woorden" if n is None else plural(n, "tafel", "tafels")
        print(f"  {one.name}: {size}, codeboek {one.manifest.codebook_version or '?'}")
    print(
        f"Keert terug: {plural(made.n_recurring, 'waardering van een thema', 'waarderingen van thema’s')}; eigen aan "
        f"één studie: {made.n_particular}. Op de leeragenda: {plural(made.n_items, 'punt', 'punten')}."
    )
    if made.n_lost:
        print(
            f"{plural(made.n_lost, 'code heeft', 'codes hebben')} geen plek in het gezamenlijke codeboek; welke "
            "staat in het overzicht."
        )
    for one in made.newly_trusted:
        print(
            f"\nNieuw: {one.manifest.workplace}. Bel hen, op een nummer dat je al had, en vergelijk de vingerafdruk:\n"
            f"  {one.fingerprint}"
        )
    if made.former_regions:
        print(
            f"\nTellen niet mee in de rangorde, want er is geen bundel van: {', '.join(made.former_regions)}."
        )
    print(f"\nVerder    Open {folder / 'overzicht.html'}")
    if made.n_filled_in:
        who = plural(made.n_filled_in, "regio gaf", "regio’s gaven")
        print(f"          {who} plaatsen: zie {folder / 'leeragenda.docx'}")
    else:
        print(f"          Vul met de regio's in: {folder / 'leeragenda.xlsx'}")
        print("          Draai deze opdracht daarna opnieuw; wat je typt blijft staan.")


VERBS: dict[str, Callable[..., Any]] = {"bundel": bundel, "samenvoegen": samenvoegen}
