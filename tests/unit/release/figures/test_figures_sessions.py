"""The figures of dialoogsessies: nothing cut, nothing over another, no small number in words or CSV."""

from __future__ import annotations

import dataclasses
import re

import pytest

from pipeline.domain.codebook import Code, Codebook
from pipeline.release.figures import FigureContext
from pipeline.release.figures.canvas import Box, Words
from pipeline.release.figures.counts import Counts
from pipeline.release.figures.record import Order
from pipeline.release.figures.session_figures import draw_session_figures, figure_name
from pipeline.release.figures.session_parts import leading_ones
from pipeline.release.figures.session_ranks import draw_order
from pipeline.release.figures.session_support import draw_support
from pipeline.release.figures.session_themes import Echo, draw_themes
from tests.unit.release.figures.test_figures_layout import faults
from tests.unit.release.session_worlds import view

CODES = (Code("regie", "Eigen regie", "gezin", ""), Code("wachten", "Wachten", "beleid", ""))
BOOK = Codebook("b", "1", CODES, {"gezin": "Gezin", "beleid": "Beleid"}, {}, {})


def an_order(style, *, width_cm=17.0, private=False, title="Plaats 1 en 2 staan vast"):
    context = FigureContext("Een studie", 3, "", "1", concept=True, source="Bron: een studie")
    return Order("x", title, Counts(()), BOOK, style.at_width(width_cm), context, private=private)


@pytest.mark.parametrize("n_placed", [1, 4, 12, 60])
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("n_blocs", [2, 6])
def test_no_statement_is_cut_or_overlaps(n_placed, long, n_blocs, style):
    session = view(n_placed, long=long, n_blocs=n_blocs)
    for width in (17.0, 11.0) if n_blocs == 2 else (17.0,):
        for draw in (draw_order, draw_support):
            drawing = draw(an_order(style, width_cm=width), session)
            assert faults(drawing.sheet) == [], (draw.__name__, width)
            assert min(m.size for m in drawing.sheet.marks if isinstance(m, Words)) >= 8


def test_every_word_of_a_long_statement_is_drawn(style):
    session = view(4, long=True)
    drawing = draw_order(an_order(style), session)
    drawn = re.sub(r"\W", "", "".join(m.text for m in drawing.sheet.marks if isinstance(m, Words)))
    assert re.sub(r"\W", "", session.placed[0].text) in drawn


def test_many_statements_are_not_all_drawn_and_it_says_how_many_are_not(style):
    session = view(60)
    drawing = draw_order(an_order(style), session)
    left = 60 - len(leading_ones(session))
    words = " ".join(m.text for m in drawing.sheet.marks if isinstance(m, Words))
    assert f"En {left} andere uitspraken met een plaats" in words
    assert len(drawing.rows) == 60


def test_a_firm_place_is_dark_and_a_loose_one_light(style):
    session = view(4)
    fills = [
        m.fill
        for m in draw_order(an_order(style), session).sheet.marks
        if isinstance(m, Box) and m.round and m.fill
    ]
    dark, light = fills[0], fills[4]
    assert int(dark[1:3], 16) < int(light[1:3], 16)


def test_no_number_of_a_small_group_stands_in_the_csv(style):
    session = view(6)
    rows = draw_support(an_order(style), session).rows
    for row in rows:
        cell = next(one for one in session.placed if one.statement_id == row["uitspraak"])
        hidden = [b.label for b in session.blocs if cell.support[b.name].count is None]
        assert not (row["groep"] in hidden and row["personen"] != "")


def test_themes_that_a_model_proposed_stay_inside(style):
    session = view(9)
    echoes = [Echo("regie", "Andere tafels", "knelpunt", 12, 28), Echo("regie", "Andere tafels", "succesfactor", None, 28)]  # fmt: skip
    inside = draw_themes(an_order(style, private=True), [session], echoes)
    outside = draw_themes(an_order(style), [session], echoes)
    assert inside.rows[0]["SB-1"] == 9
    assert outside.rows[0]["SB-1"] == 6
    assert inside.rows[0]["knelpunt_tafels"] == 12
    assert inside.rows[0]["succesfactor_tafels"] == ""
    assert faults(inside.sheet) == []


def test_a_session_without_order_has_no_figures(style):
    context = FigureContext("Een studie", 1, "", "1", concept=True)
    empty = dataclasses.replace(view(4), placed=())
    assert draw_session_figures([empty], BOOK, style=style, context=context) == []


def test_the_name_of_a_figure_is_a_name_for_a_file():
    assert figure_name("volgorde", "Sessie 1/Noord") == "volgorde-Sessie_1_Noord"


def test_what_is_read_aloud_says_place_firmness_and_support(style):
    said = draw_order(an_order(style), view(4)).alt_text
    assert "staat vast" in said
    assert "staat niet vast" in said
