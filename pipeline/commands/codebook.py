"""`dialoogtafel codeboek`: show a codebook as a tree, or as a page for researchers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.domain.errors import UsageError


def codeboek(
    bestand: Annotated[
        Path | None,
        typer.Argument(
            metavar="[BESTAND]",
            help="Een codeboek of een studiebestand. [dim]Standaard: het meegeleverde codeboek.[/]",
            show_default=False,
        ),
    ] = None,
    *,
    vorm: Annotated[str, typer.Option("--vorm", help="boom, markdown of html.")] = "boom",
    uit: Annotated[
        Path | None, typer.Option("--uit", help="Schrijf naar dit bestand.", show_default=False)
    ] = None,
) -> None:
    """Controleer een codeboek en toon het: thema's, subcodes, definities en regels."""
    from pipeline.domain.codebook import Codebook, read_codebook
    from pipeline.domain.settings import configs_folder
    from pipeline.files.atomic import write_text
    from pipeline.release.codebook_page import codebook_html, codebook_markdown, codebook_tree
    from pipeline.release.figures.style import read_style

    path, house = _files_of(bestand or configs_folder() / "codeboek.yaml")
    forms: dict[str, Callable[[Codebook], str]] = {
        "boom": codebook_tree,
        "markdown": codebook_markdown,
        "html": lambda book: codebook_html(book, read_style(house)),
    }
    if vorm not in forms:
        raise UsageError(f"De vorm '{vorm}' ken ik niet. Kies uit: {', '.join(forms)}.")
    text = forms[vorm](read_codebook(path))
    if uit is None:
        print(text)
    else:
        write_text(uit, text)
        print(f"Het codeboek staat in {uit}.")


def _files_of(path: Path) -> tuple[Path, Path]:
    """Return the codebook and the house style; those of the study where a study's file was given."""
    from pipeline.domain.settings import configs_folder, read_settings
    from pipeline.domain.yamltext import read_yaml

    values = read_yaml(path).values
    if isinstance(values, dict) and "studie" in values:
        settings = read_settings(path)
        return settings.codebook, settings.house_style
    return path, configs_folder() / "huisstijl.yaml"


VERBS: dict[str, Callable[..., Any]] = {"codeboek": codeboek}
