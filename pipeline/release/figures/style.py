"""`configs/huisstijl.yaml` in; the one house style of every product out, checked by line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.domain.yamltext import YamlText, read_yaml

FONT_FOLDER = Path(__file__).resolve().parents[1] / "fonts"
BUNDLED = "meegeleverd"
BUNDLED_FAMILY = "Atkinson Hyperlegible Next"
BUNDLED_FILES = {
    "normaal": FONT_FOLDER / "AtkinsonHyperlegibleNext-Regular.ttf",
    "vet": FONT_FOLDER / "AtkinsonHyperlegibleNext-Bold.ttf",
    "cursief": FONT_FOLDER / "AtkinsonHyperlegibleNext-Italic.ttf",
}
STYLE_KEYS = ("naam", "logo", "lettertype", "maten", "kleuren")
SIZE_KEYS = ("breedte_cm", "titel_pt", "letter_pt", "klein_pt")
COLOUR_KEYS = (
    "succesfactor", "knelpunt", "verbeterpunt", "neutraal", "gezin", "professionals", "beleid",
    "overig", "inkt", "grijs", "lijn", "baan", "papier",
)  # fmt: skip
SMALLEST_PT = 8.0  # no type below this on paper
WIDTHS_CM = (8.0, 40.0)
SIZES_PT = (SMALLEST_PT, 30.0)
POINTS_PER_CM = 72 / 2.54


@dataclass(frozen=True)
class HouseStyle:
    """Colours, type and sizes of an organisation; sizes are as printed, in points or cm."""

    name: str
    logo: Path | None
    family: str
    fonts: Mapping[str, Path]  # "normaal", "vet", "cursief"
    width_cm: float
    title_pt: float
    text_pt: float
    small_pt: float
    colours: Mapping[str, str]

    @property
    def width_pt(self) -> float:
        """The printed width of a figure, in points."""
        return self.width_cm * POINTS_PER_CM

    def colour(self, meaning: str) -> str:
        """Return the colour of a valence, a group or a part of the page; others get "overig"."""
        return self.colours.get(meaning, self.colours["overig"])

    def at_width(self, width_cm: float) -> HouseStyle:
        """Return this style for a figure of another printed width; type keeps its size."""
        return replace(self, width_cm=width_cm)


def read_style(path: Path) -> HouseStyle:
    """Read one house style.

    Raises:
        InputError: with file and line: an unknown key, a colour that is not "#rrggbb", type below
            8 pt, a font or logo file that is not there or of a kind that cannot be used.
    """
    text = read_yaml(path)
    if not isinstance(text.values, dict):
        raise text.error("een huisstijl bestaat uit sleutels als 'kleuren:' en 'maten:'.")
    text.refuse_unknown_keys(STYLE_KEYS)
    family, fonts = _fonts(text)
    sizes = _sizes(text)
    return HouseStyle(
        name=str(text.values.get("naam") or ""),
        logo=_logo(text),
        family=family,
        fonts=fonts,
        width_cm=sizes["breedte_cm"],
        title_pt=sizes["titel_pt"],
        text_pt=sizes["letter_pt"],
        small_pt=sizes["klein_pt"],
        colours=_colours(text),
    )


def _mapping(text: YamlText, key: str, known: tuple[str, ...]) -> dict[str, Any]:
    """Return the mapping under `key`, of which every known key must be there."""
    values = text.values.get(key)
    if not isinstance(values, dict):
        raise text.error(f"de sleutel '{key}:' met daaronder {', '.join(known)} ontbreekt.", key)
    text.refuse_unknown_keys(known, key)
    for name in known:
        if name not in values:
            raise text.error(f"onder '{key}:' ontbreekt '{name}:'.", key)
    return values


def _sizes(text: YamlText) -> dict[str, float]:
    sizes = _mapping(text, "maten", SIZE_KEYS)
    for key, value in sizes.items():
        low, high = WIDTHS_CM if key == "breedte_cm" else SIZES_PT
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not low <= value <= high
        ):
            raise text.error(
                f"'{key}' hoort een getal van {low:g} tot en met {high:g} te zijn.", "maten", key
            )
    return {key: float(value) for key, value in sizes.items()}


def _colours(text: YamlText) -> dict[str, str]:
    colours = _mapping(text, "kleuren", COLOUR_KEYS)
    for key, value in colours.items():
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", str(value)):
            raise text.error(
                f"de kleur '{key}' hoort er zo uit te zien, met aanhalingstekens: \"#1D5B96\".",
                "kleuren", key,
            )  # fmt: skip
    return {key: str(value) for key, value in colours.items()}


def _fonts(text: YamlText) -> tuple[str, dict[str, Path]]:
    """Return the family's name and its files; a missing bold or italic is the plain file."""
    value = text.values.get("lettertype", BUNDLED)
    if value == BUNDLED:
        return BUNDLED_FAMILY, dict(BUNDLED_FILES)
    if not isinstance(value, dict):
        raise text.error(
            f"bij 'lettertype:' hoort '{BUNDLED}' te staan, of {{familie: …, normaal: pad.ttf}}.",
            "lettertype",
        )
    text.refuse_unknown_keys(("familie", *BUNDLED_FILES), "lettertype")
    for key in ("familie", "normaal"):
        if not isinstance(value.get(key), str) or not value[key]:
            raise text.error(f"onder 'lettertype:' ontbreekt '{key}:'.", "lettertype")
    if not re.fullmatch(r"[\w .-]+", value["familie"]):
        raise text.error(
            "de naam van een lettertype heeft letters, cijfers en spaties.", "lettertype", "familie"
        )
    return value["familie"], {
        key: _file(text, value.get(key) or value["normaal"], (".ttf", ".otf"), "lettertype", key)
        for key in BUNDLED_FILES
    }


def _logo(text: YamlText) -> Path | None:
    value = text.values.get("logo")
    return _file(text, value, (".png", ".jpg", ".jpeg"), "logo") if value else None


def _file(text: YamlText, value: object, endings: tuple[str, ...], *trail: str) -> Path:
    """Return the file that a path in the style names, looked for from the style's own folder."""
    if not isinstance(value, str):
        raise text.error("hier hoort een pad te staan.", *trail)
    file = (text.path.parent / value).resolve()
    if file.suffix.lower() not in endings:
        raise text.error(f"hier hoort een bestand op {' of '.join(endings)} te staan.", *trail)
    if not file.is_file():
        raise text.error(f"het bestand {file} bestaat niet. Kijk het pad na.", *trail)
    return file
