"""No label is clipped or lies over another, whatever the study is like."""

from __future__ import annotations

import itertools

import matplotlib
import pytest

from pipeline.release.figures import FIGURES
from pipeline.release.figures.canvas import MARGIN, Dot, Sheet, Words
from pipeline.release.figures.drawing import PNG_DPI, SETTINGS, build

SLACK = 0.3  # points


def meets(one, other):
    return (
        one[0] < other[2] - SLACK and other[0] < one[2] - SLACK
        and one[1] < other[3] - SLACK and other[1] < one[3] - SLACK
    )  # fmt: skip


def faults(sheet: Sheet) -> list[str]:
    """Return every text that leaves the sheet, or lies over another text or a dot."""
    words = sorted((m for m in sheet.marks if isinstance(m, Words)), key=lambda mark: mark.box[1])
    dots = [m for m in sheet.marks if isinstance(m, Dot)]
    found = []
    for at, mark in enumerate(words):
        left, top, right, bottom = mark.box
        if (
            min(left, top) < -MARGIN
            or right > sheet.width + MARGIN
            or bottom > sheet.height + MARGIN
        ):
            found.append(f"outside: {mark.text}")
        for other in words[at + 1 :]:
            if other.box[1] >= bottom:
                break
            if meets(mark.box, other.box):
                found.append(f"over one another: {mark.text} | {other.text}")
        for dot in dots:
            half = dot.size / 2
            if meets(mark.box, (dot.x - half, dot.y - half, dot.x + half, dot.y + half)):
                found.append(f"over a dot: {mark.text}")
    return found


STUDIES = [
    {"n_tables": n, "n_themes": themes, "long": long, "shown": shown}
    for n, themes, long, shown in itertools.product(
        (3, 100), (1, 12), (False, True), ("mix", "blank", "zero", "full")
    )
    if themes > 1 or shown in ("mix", "blank")
]


@pytest.mark.parametrize("study", STUDIES, ids=lambda s: "-".join(map(str, s.values())))
def test_no_label_is_clipped_or_overlaps(study, world, lay_out):
    for name, drawing in lay_out(world(**study)).items():
        assert faults(drawing.sheet) == [], name


@pytest.mark.parametrize("seed", range(6))
def test_no_label_overlaps_on_a_narrow_sheet(seed, world, lay_out):
    study = world(n_tables=28, n_themes=6, long=seed % 2 == 0, seed=seed)
    for name, drawing in lay_out(study, width_cm=8.5).items():
        assert faults(drawing.sheet) == [], name


def test_no_label_overlaps_with_many_themes_and_long_periods(world, lay_out):
    periods = tuple(f"De periode na de decentralisatie, deel {n}" for n in range(7))
    study = world(n_tables=40, n_themes=30, long=True, periods=periods)
    for name, drawing in lay_out(study).items():
        assert faults(drawing.sheet) == [], name


def test_proposals_of_the_model_fit_too(world, lay_out):
    for name, drawing in lay_out(world(source="model", long=True)).items():
        assert faults(drawing.sheet) == [], name


def test_every_kind_of_figure_was_laid_out(world, lay_out):
    assert set(lay_out(world())) == set(FIGURES)


@pytest.mark.parametrize("name", ["waardering", "samenhang", "perspectieven", "warmtekaart"])
def test_boxes_as_measured_are_boxes_as_drawn(name, world, lay_out):
    sheet = lay_out(world(long=True), only=name)[name].sheet
    with matplotlib.rc_context(SETTINGS):
        figure = build(sheet)
        figure.set_dpi(PNG_DPI)
        scale = PNG_DPI / 72
        renderer = figure.canvas.get_renderer()
        texts = [artist for artist in figure.artists if hasattr(artist, "get_text")]
        extents = [artist.get_window_extent(renderer) for artist in texts]
    measured = [mark for mark in sheet.marks if isinstance(mark, Words)]
    for extent, mark in zip(extents, measured, strict=True):
        assert extent.width / scale == pytest.approx(mark.width, abs=0.6)
        assert extent.x0 / scale == pytest.approx(mark.box[0] + MARGIN, abs=0.6)


def test_no_type_is_smaller_than_eight_points(world, lay_out):
    for drawing in lay_out(world(n_tables=100, n_themes=12, long=True)).values():
        assert min(m.size for m in drawing.sheet.marks if isinstance(m, Words)) >= 8


def test_a_plain_study_fits_on_half_a_page_of_a4(world, lay_out):
    drawings = lay_out(world(n_themes=12))
    high = {name: d.sheet.height / 72 * 2.54 for name, d in drawings.items() if name != "subcodes"}
    assert max(high.values()) < 14.9, high
