from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from pipeline.domain.errors import InputError
from pipeline.release.figures import read_style
from pipeline.release.figures.measure import font_for
from pipeline.release.figures.style import COLOUR_KEYS, FONT_FOLDER

HOUSE = Path(__file__).parents[4] / "configs" / "huisstijl.yaml"

# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB.
SIGHT = {
    "full": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
VALENCES = ("succesfactor", "knelpunt", "verbeterpunt")
GROUPS = ("gezin", "professionals", "beleid")


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """Return CIE L*a*b* (D65) of linear RGB."""
    to_xyz = [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
    xyz = np.array(to_xyz) @ np.clip(light, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, sight: str) -> float:
    seen = [lab(np.array(SIGHT[sight]) @ linear(colour)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("meanings", [VALENCES, GROUPS], ids=["valences", "groups"])
def test_colours_that_stand_together_are_told_apart_by_every_eye(meanings, sight, style):
    for one, other in itertools.combinations(meanings, 2):
        assert difference(style.colour(one), style.colour(other), sight) > 20, (one, other)


@pytest.mark.parametrize("sight", SIGHT)
def test_no_group_has_the_colour_of_a_valence(sight, style):
    for valence, group in itertools.product(VALENCES, GROUPS):
        assert difference(style.colour(valence), style.colour(group), sight) > 12, (valence, group)


@pytest.mark.parametrize("meanings", [VALENCES, GROUPS], ids=["valences", "groups"])
def test_colours_that_stand_together_differ_in_grey(meanings, style):
    greys = sorted(lab(linear(style.colour(meaning)))[0] for meaning in meanings)
    assert min(np.diff(greys)) > 10


def test_letters_read_on_paper_and_on_the_pale_track(style):
    for letters, ground in itertools.product(("inkt", "grijs"), ("papier", "baan")):
        low, high = sorted(
            float(np.array([0.2126, 0.7152, 0.0722]) @ linear(style.colour(part)))
            for part in (letters, ground)
        )
        assert (high + 0.05) / (low + 0.05) >= 4.5  # WCAG 2.2, AA


def test_the_bundled_letters_hold_dutch_and_frisian_and_are_free(style):
    letters = "Cliëntparticipatie Súdwest-Fryslân âêîôûúéëïöüç ÂÊÚ “”‘’ – … ≥ 0123456789"
    assert all(font_for(path, letters) == path for path in style.fonts.values())
    assert "SIL OPEN FONT LICENSE" in (FONT_FOLDER / "OFL.txt").read_text("utf-8")
    assert sum(file.stat().st_size for file in FONT_FOLDER.iterdir()) < 1_000_000


def test_letters_that_the_house_font_lacks_are_drawn_in_another(style):
    assert font_for(style.fonts["normaal"], "Ελλάδα") != style.fonts["normaal"]


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = HOUSE.read_text("utf-8")
    assert old in text
    path = tmp_path / "mijn-huisstijl.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('gezin: "#6A1F55"', "gezin: paars", "kleur 'gezin'"),
        ("klein_pt: 8 ", "klein_pt: 6 ", "'klein_pt' hoort een getal van 8"),
        ("  gezin:", "  gezien:", "Bedoel je 'gezin'?"),
        ("breedte_cm: 17", "breedte_cm: breed", "'breedte_cm'"),
        ('logo: ""', "logo: weg.png", "weg.png bestaat niet"),
        ('logo: ""', "logo: logo.svg", ".png of .jpg"),
        ("lettertype: meegeleverd", "lettertype: {familie: X}", "'normaal:'"),
        ("lettertype: meegeleverd", "lettertype: Arial", "'meegeleverd'"),
        ("  titel_pt: 12.5\n", "", "ontbreekt 'titel_pt:'"),
    ],
)
def test_a_fault_in_a_house_style_is_named_with_its_line(old, new, said, tmp_path):
    with pytest.raises(InputError, match=r"mijn-huisstijl.yaml, regel \d+") as caught:
        read_style(changed(tmp_path, old, new))
    assert said in str(caught.value)


def test_an_organisation_brings_its_own_colours_and_letters(tmp_path):
    path = changed(tmp_path, 'knelpunt: "#CC5A2A"', 'knelpunt: "#AA3377"')
    text = path.read_text("utf-8")
    font = FONT_FOLDER / "AtkinsonHyperlegibleNext-Bold.ttf"
    own = f"lettertype: {{familie: Eigen, normaal: '{font.as_posix()}'}}"
    path.write_text(text.replace("lettertype: meegeleverd", own), "utf-8")
    style = read_style(path)
    assert (style.colour("knelpunt"), style.family) == ("#AA3377", "Eigen")
    assert set(style.fonts.values()) == {font.resolve()}


def test_an_unknown_group_gets_the_colour_of_the_others(style):
    assert style.colour("buren") == style.colour("overig")
    assert set(style.colours) == set(COLOUR_KEYS)
