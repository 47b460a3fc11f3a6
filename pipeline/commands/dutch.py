"""Typer in Dutch: commands whose usage, help option and wrong-use messages a researcher can read."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_PANELS = {
    "ARGUMENTS_PANEL_TITLE": "Wat je opgeeft",
    "OPTIONS_PANEL_TITLE": "Opties",
    "COMMANDS_PANEL_TITLE": "Opdrachten",
    "ERRORS_PANEL_TITLE": "Verkeerd gebruik",
    "DEFAULT_STRING": "[standaard: {}]",
    "REQUIRED_LONG_STRING": "[verplicht]",
}


_TYPES = {
    "bool": None,
    "path": "pad",
    "text": "tekst",
    "integer": "getal",
    "int": "getal",
    "str": "tekst",
}


def _dutch_type(param: Any) -> Any:
    """Return a function that names the kind of value a parameter takes, in Dutch."""
    english = param.display_type_rich

    def name(ctx: Any) -> str | None:
        kind = (english(ctx=ctx) or "").strip("<>")
        kind = re.sub(r"^list\[(\w+)\]$", r"\1", kind)  # that it may be several, its name says
        return _TYPES.get(kind.casefold(), kind)

    return name


class _Dutch:
    """What commands and groups of commands share."""

    def get_usage(self, ctx: Any) -> str:
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        for english, dutch in (
            ("Usage: ", "Gebruik: "),
            ("[OPTIONS]", "[OPTIES]"),
            ("COMMAND [ARGS]...", "OPDRACHT …"),
        ):
            usage = usage.replace(english, dutch, 1)
        usage = re.sub(r"\{([^{}]+)\}(?:\.\.\.)?", r"\1", usage)
        return re.sub(r"\[((?:\[[^\[\]]+\] ?)+)\](?:\.\.\.)?", r"\1", usage)

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Toon deze uitleg."
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils

        for name, text in _PANELS.items():
            setattr(rich_utils, name, text)
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            param.display_type_rich = _dutch_type(param)
        super().format_help(ctx, formatter)  # type: ignore[misc]


class DutchCommand(_Dutch, TyperCommand):
    """One verb."""


class DutchGroup(_Dutch, TyperGroup):
    """All verbs."""


_BOUNDS = {"greater than or equal to": "minstens", "less than or equal to": "hoogstens",
           "greater than": "meer dan", "less than": "minder dan"}  # fmt: skip


def _named(param: Any) -> str:
    """Return how a sentence begins that tells what belongs at an option or argument."""
    names = [name for name in getattr(param, "opts", ()) if name.startswith("-")]
    return f"Bij {names[0] if names else getattr(param, 'name', None) or 'een optie'} hoort"


def _asked(english: str) -> str:
    """Return what a value should have been, by what the library says of it in English."""
    for words, dutch in _BOUNDS.items():
        found = re.search(rf"{words} (-?[\d.]+)", english)
        if found:
            return f"een getal van {dutch} {found.group(1).replace('.', ',')}."
    kind = "een getal" if re.search(r"integer|number|float", english) else "iets anders"
    return f"{kind}."


def wrong_use(error: Any) -> str:
    """Return what is wrong with the command line, in Dutch.

    Only names of options and verbs are repeated, never a value.
    """
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return f"De optie {error.option_name} bestaat niet."
    if kind == "MissingParameter":
        name = getattr(error.param, "metavar", None) or getattr(error.param, "name", "een gegeven")
        return f"Er ontbreekt iets: {name}."
    if kind == "BadOptionUsage":
        return f"Bij de optie {error.option_name} hoort een waarde."
    if kind == "BadParameter":
        return f"{_named(error.param)} {_asked(str(getattr(error, 'message', '')))}"
    if "No such command" in error.format_message():
        return "Deze opdracht bestaat niet."
    return "Dit gebruik ken ik niet."
