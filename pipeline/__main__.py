"""The command line: `dialoogtafel OPDRACHT`; Dutch help on every verb, exit codes as in the README."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from pipeline.commands import (
    accountability,
    analyse,
    bundles,
    by_language_model,
    codebook,
    decisions,
    feedback,
    findings,
    plate,
    privacy,
    quality,
    quotes,
    release,
    rules,
    study,
    tables,
    to_code,
    trace,
)
from pipeline.commands.dutch import DutchCommand, DutchGroup, wrong_use
from pipeline.domain.errors import InputError, UsageError

DONE, MENDABLE, WRONG_USE, HELD, BROKEN_OFF = 0, 1, 2, 3, 130

app = typer.Typer(
    name="dialoogtafel",
    cls=DutchGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Van transcripten en verslagen van dialoogtafels naar casusoverstijgende patronen.",
)
for family in (
    study,
    tables,
    analyse,
    privacy,
    codebook,
    trace,
    decisions,
    findings,
    quality,
    rules,
    to_code,
    by_language_model,
    quotes,
    plate,
    feedback,
    release,
    accountability,
    bundles,
):
    for name, verb in family.VERBS.items():
        app.command(name, cls=DutchCommand)(verb)


def _show_version(asked: bool) -> None:  # noqa: FBT001 - the command line hands it over so
    if asked:
        from pipeline import __version__

        print(f"dialoogtafel {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--versie", help="Toon de versie en stop.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run one verb and leave with its exit code; a mistake is told in Dutch on stderr."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one verb and return its exit code."""
    try:
        outcome = app(arguments, standalone_mode=False, prog_name="dialoogtafel")
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except BaseException as error:  # noqa: BLE001 - a traceback on the screen could hold someone's words
        message, code = _told(error)
        print(message, file=sys.stderr)
        return code
    if outcome == BROKEN_OFF:  # how the command line hands on ctrl-C
        print(_BROKEN_OFF, file=sys.stderr)
    return int(outcome) if isinstance(outcome, int) else DONE


def _told(error: BaseException) -> tuple[str, int]:
    """Return what to say of an error, in Dutch, and the exit code that goes with it."""
    if isinstance(error, UsageError):
        return f"Verkeerd gebruik: {error}", WRONG_USE
    if isinstance(error, InputError):
        return str(error), MENDABLE
    if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Abort":
        return _BROKEN_OFF, BROKEN_OFF
    if hasattr(error, "format_message"):  # the command line's own complaint
        return f"Verkeerd gebruik: {wrong_use(error)} Hulp: dialoogtafel --help", WRONG_USE
    return _unexpected(error), MENDABLE


_BROKEN_OFF = (
    "Afgebroken. De vorige uitvoer is niet aangeraakt; start dezelfde opdracht gerust opnieuw."
)


def _unexpected(error: BaseException) -> str:
    """Return where the program failed, without the error's own words: they may hold someone's words."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {frame.filename}, regel {frame.lineno}, in {frame.name}" for frame in frames[-6:]]
    return "\n".join(
        [
            f"Er ging iets mis dat ik niet had voorzien ({type(error).__name__}). De vorige uitvoer is heel.",
            "Meld dit met de regels hieronder; er staat geen tekst van deelnemers in.",
            *places,
        ]
    )


if __name__ == "__main__":
    main()
