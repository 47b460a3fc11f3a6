"""What a figure says: its counts, its words, its bytes."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest

from pipeline.release.figures import FIGURES, draw_figures, draw_private_figures
from pipeline.release.figures.added_subcodes import draw_new_subcodes
from pipeline.release.figures.canvas import Box, Dot, Line, Words
from pipeline.release.figures.columns import draw_actions
from pipeline.release.figures.counts import read_counts
from pipeline.release.figures.heat_map import draw_heat_map, similar_order
from pipeline.release.figures.record import Order, csv_bytes
from pipeline.release.figures.table_names import natural, short_names

PRIVATE = {name for name, kind in FIGURES.items() if kind.private}
SVG = "{http://www.w3.org/2000/svg}"


def words(drawing):
    return [mark.text for mark in drawing.sheet.marks if isinstance(mark, Words)]


def valued(world, **counts):
    """Return a world's findings with the knelpunt counts of its themes set by hand."""
    findings = world.findings
    for theme, n in counts.items():
        row = (findings["code"] == theme) & (findings["measure"] == "valentie")
        row &= findings["valence"] == "knelpunt"
        findings.loc[row, ["n_tables", "blanked"]] = [
            pd.NA if n is None else n,
            "" if n is not None else "klein",
        ]
    return findings


@pytest.fixture(scope="module")
def drawn(style, world):
    study = world(n_tables=28, n_themes=3)
    return draw_figures(
        study.findings, study.codebook, style=style,
        context=study.context(titles={"waardering": "In 20 van de 28 tafels hielp het"}),
        action_counts=study.action_counts,
    )  # fmt: skip


def only(figures, name):
    return next(figure for figure in figures if figure.name == name)


def few(study, *measures):
    """Return the findings of some measures, so that only their figures are drawn."""
    return study.findings[study.findings["measure"].isin(measures)]


def test_every_public_figure_is_drawn_in_every_form(drawn):
    assert {figure.name for figure in drawn} == set(FIGURES) - PRIVATE
    for figure in drawn:
        assert figure.png.startswith(b"\x89PNG")
        assert figure.pdf.startswith(b"%PDF")
        assert ElementTree.fromstring(figure.svg).tag == f"{SVG}svg"
        assert figure.csv.startswith(b"\xef\xbb\xbf")
        assert figure.alt_text


def test_the_title_is_the_finding_and_else_says_plainly_what_it_is(drawn):
    assert only(drawn, "waardering").title == "In 20 van de 28 tafels hielp het"
    assert only(drawn, "niveaus").title == FIGURES["niveaus"].dutch_name


def test_a_figure_that_shows_one_table_is_never_among_the_public_ones(style, world):
    study = world(n_themes=3)
    private = draw_private_figures(
        study.findings, study.codebook, style=style, context=study.context(),
        new_subcodes=study.new_subcodes,
    )  # fmt: skip
    assert {figure.name for figure in private} == PRIVATE
    for figure in private:
        assert "besloten" in figure.svg.decode("utf-8").casefold()


def test_the_same_input_gives_the_same_bytes(style, world):
    study = world(n_themes=2)
    once, again = (
        draw_figures(
            few(study, "niveau", "samen"), study.codebook, style=style, context=study.context()
        )
        for _ in range(2)
    )
    assert {figure.name for figure in once} == {"niveaus", "samenhang"}
    assert once == again


def test_figures_do_not_follow_the_order_of_the_rows(world, lay_out):
    study = world(n_themes=5)
    shuffled = study.findings.sample(frac=1, random_state=1).reset_index(drop=True)
    one, other = lay_out(study), lay_out(study, findings=shuffled)
    for name in FIGURES:
        assert one[name].sheet.marks == other[name].sheet.marks, name
        assert one[name].rows == other[name].rows, name


def test_nothing_in_a_file_tells_when_or_where_it_was_made(drawn):
    for figure in drawn:
        assert b"Matplotlib v" not in figure.svg
        assert b"CreationDate" not in figure.pdf
        assert b"Software" not in figure.png[:400]


def test_an_svg_reads_aloud_and_keeps_its_ids_to_itself(drawn):
    for figure in drawn:
        root = ElementTree.fromstring(figure.svg)
        assert root.get("role") == "img"
        assert root.find(f"{SVG}title").text == figure.title
        assert root.find(f"{SVG}desc").text == figure.alt_text
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert all(name.startswith(f"{figure.name}-") for name in ids)
        assert len(ids) == len(set(ids))
        for reference in re.findall(r'(?:url\(#|href="#)([^")]+)', figure.svg.decode("utf-8")):
            assert reference in ids


def test_text_in_an_svg_is_text_of_a_fixed_width(drawn):
    root = ElementTree.fromstring(only(drawn, "waardering").svg)
    texts = {element.text: element for element in root.iter(f"{SVG}text")}
    assert "Succesfactor" in texts
    assert float(texts["Succesfactor"].get("textLength")) > 30
    assert texts["Succesfactor"].get("transform") is None


def test_an_svg_fetches_nothing(drawn):
    for figure in drawn:
        sources = re.findall(r"url\(([^)]*)\)|href=\"([^\"]*)\"", figure.svg.decode("utf-8"))
        assert all((one or other).startswith(("data:", "#")) for one, other in sources)


def rows_of(drawing):
    text = csv_bytes(drawing.rows).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_csv_holds_what_is_drawn_with_dutch_headings(world, lay_out):
    study = world(n_themes=2)
    drawing = lay_out(study, findings=valued(study, t0=19, t1=None))["waardering"]
    rows = [row for row in rows_of(drawing) if row["waardering"] == "knelpunt"]
    assert [
        (row["thema"], row["tafels"], row["van_tafels"], row["afgeschermd"]) for row in rows
    ] == [
        ("Thema 1", "19", "28", ""),
        ("Thema 2", "", "28", "klein"),
    ]


def test_no_cell_of_a_csv_becomes_a_formula_or_splits_a_column():
    rows = [{"thema": "=1+1", "tafels": 3}, {"thema": "a; b\nc", "tafels": -2}]
    assert csv_bytes(rows).decode("utf-8-sig") == "thema;tafels\r\n'=1+1;3\r\na, b c;-2\r\n"


def test_finding_ids_are_those_that_are_drawn(drawn, world):
    known = set(world(n_tables=28, n_themes=3).findings["finding_id"])
    for figure in drawn:
        assert figure.finding_ids
        if figure.name != "verbeteracties":
            assert set(figure.finding_ids) <= known
    assert all(i.startswith("valentie/") for i in only(drawn, "waardering").finding_ids)


def test_every_figure_says_series_codebook_tables_and_that_it_is_a_concept(world, lay_out):
    for name, drawing in lay_out(world(n_tables=31, n_themes=3)).items():
        said = " ".join(words(drawing)).replace("\N{NO-BREAK SPACE}", " ")
        assert "31 tafels" in said, name
        if name not in ("casusprofiel", "verbeteracties"):
            assert "reeks A, door mensen gecodeerd" in said, name
            assert "codeboek 2.0" in said, name
        mark, state = ("BESLOTEN", "besloten") if name in PRIVATE else ("CONCEPT", "concept")
        assert {mark, state} <= set(re.findall(r"\w+", said)), name


def test_a_figure_over_codes_of_a_model_says_so_and_draws_them_light(style, world, lay_out):
    people, model = (lay_out(world(n_themes=3, shown="full", source=s)) for s in ("mens", "model"))
    assert "nog niet door mensen gecodeerd" in " ".join(words(model["waardering"]))
    assert "nog niet door mensen gecodeerd" not in " ".join(words(people["waardering"]))
    firm = style.colour("knelpunt")

    def bars(drawing):
        return [
            m
            for m in drawing.sheet.marks
            if isinstance(m, Box) and m.height == 10 and m.edge == firm
        ]

    assert not bars(people["waardering"])
    assert all(bar.fill != firm for bar in bars(model["waardering"]))
    assert len(bars(model["waardering"])) == 3
    dots = [m for m in model["perspectieven"].sheet.marks if isinstance(m, Dot)][2:]
    assert {dot.fill for dot in dots} == {style.colour("papier")}


def test_a_blanked_count_is_hatched_and_said_and_zero_is_an_empty_track(style, world, lay_out):
    blank, zero = (
        lay_out(world(n_themes=2, shown=shown))["waardering"] for shown in ("blank", "zero")
    )
    assert {"<3", "–"} & set(words(blank))
    assert "Geen van deze aantallen mag worden getoond." in words(blank)
    ends = [mark.points for mark in blank.sheet.marks if isinstance(mark, Line)]
    assert any(x != x_end and y != y_end for (x, y), *_, (x_end, y_end) in ends)  # hatching
    assert words(zero).count("0") == 6 + 2  # six bars, two axes
    fills = {m.fill for m in zero.sheet.marks if isinstance(m, Box) and m.height == 10}
    assert fills == {style.colour("baan")}


def test_a_blanked_count_stands_in_no_form_of_the_figure(world, lay_out):
    study = world(n_themes=1)
    findings = study.findings
    findings.loc[findings["measure"].eq("valentie"), ["n_tables", "blanked"]] = [pd.NA, "klein"]
    drawing = lay_out(study, findings=findings)["waardering"]
    assert {row["tafels"] for row in rows_of(drawing)} == {""}
    assert "minder dan 3" in drawing.alt_text
    assert not [text for text in words(drawing) if text.isdigit() and 0 < int(text) < 3]


def test_themes_stand_in_the_order_of_their_knelpunten_and_ties_have_a_bracket(world, lay_out):
    study = world(n_themes=4, shown="zero")
    drawing = lay_out(study, findings=valued(study, t0=5, t1=21, t2=5, t3=9))["waardering"]
    shown = [text for text in words(drawing) if text.startswith("Thema ")]
    assert shown == ["Thema 2", "Thema 4", "Thema 1", "Thema 3"]
    brackets = [m for m in drawing.sheet.marks if isinstance(m, Line) and len(m.points) == 4]
    assert len(brackets) == 1
    assert "Een haak vóór thema's: evenveel tafels, dus dezelfde plaats." in words(drawing)


def test_equal_counts_share_a_rank(world, lay_out):
    study = world(n_themes=4, shown="zero")
    drawing = lay_out(study, findings=valued(study, t0=5, t1=21, t2=5, t3=None))["ranglijst"]
    rows = [row for row in rows_of(drawing) if row["waardering"] == "knelpunt"]
    assert [(row["plaats"], row["thema"]) for row in rows] == [
        ("1", "Thema 2"), ("2", "Thema 1"), ("2", "Thema 3"), ("", "Thema 4"),
    ]  # fmt: skip


def test_groups_are_compared_by_the_tables_where_their_voice_is_coded(world, lay_out):
    study = world(n_tables=28, n_themes=2, shown="full")
    findings = study.findings
    gezin = findings["measure"].eq("groep") & findings["group"].eq("gezin")
    findings.loc[gezin, ["n_tables", "codable_tables"]] = [10, 10]
    other = findings["measure"].eq("groep") & findings["group"].eq("professionals")
    findings.loc[other, ["n_tables", "codable_tables"]] = [14, 28]
    said = words(lay_out(study, findings=findings)["perspectieven"])
    assert "Gezin noemt het vaker" in said  # 10 of 10 against 14 of 28
    assert {"van 28", "van 10", "de helft"} <= set(said)


def test_a_study_without_periods_or_choices_has_no_such_figures(world, lay_out):
    study = world(n_themes=3)
    findings = study.findings
    names = set(
        lay_out(study, findings=findings[~findings["measure"].isin(("periode", "gekozen"))])
    )
    assert names == set(FIGURES) - {"perioden", "gekozen"}


def test_a_study_without_subcodes_or_actions_has_no_such_figures(world, style):
    study = world()
    context = study.context()
    unheard = study.new_subcodes.assign(n_subcodes=0, n_new=0, n_seen=0)
    order = Order("x", "X", read_counts(study.findings), study.codebook, style, context)
    assert draw_new_subcodes(replace(order, new_subcodes=unheard)) is None
    assert draw_new_subcodes(replace(order, new_subcodes=study.new_subcodes)) is not None
    none = study.action_counts.assign(n_tables=0, blanked="")
    assert draw_actions(replace(order, action_counts=none)) is None
    assert draw_actions(replace(order, action_counts=study.action_counts)) is not None


def test_what_a_session_study_says_aloud_speaks_of_sessions(world, style):
    study = world(n_tables=3)
    context = replace(study.context(), sessions=True)
    order = Order("x", "X", read_counts(study.findings), study.codebook, style, context)
    drawn = draw_new_subcodes(replace(order, new_subcodes=study.new_subcodes))
    assert "tafel" not in drawn.alt_text.casefold()
    assert "tafel" not in draw_heat_map(order).alt_text.casefold()


def test_no_findings_give_no_figures(world, style):
    study = world()
    nothing = study.findings.iloc[:0]
    assert draw_figures(nothing, study.codebook, style=style, context=study.context()) == []


def test_the_order_of_the_heat_map_does_not_hang_on_the_order_of_its_rows():
    import numpy as np

    rows = np.array([[1, 1, 0, 0], [0, 0, 1, 1], [1, 1, 1, 0], [0, 0, 0, 1]], dtype=bool)
    order = similar_order(rows)
    assert sorted(order) == [0, 1, 2, 3]
    assert [order.index(i) for i in (0, 2)] in ([0, 1], [1, 0])  # alike, so side by side
    assert similar_order(rows) == order
    assert similar_order(rows[:2]) == [0, 1]
    assert sorted(similar_order(np.zeros((5, 3), dtype=bool))) == list(range(5))


def test_names_of_tables_are_shortened_only_where_they_stay_different():
    assert short_names(["DT-01", "DT-12"]) == ({"DT-01": "01", "DT-12": "12"}, False)
    assert short_names(["HV-PO", "SB-1", "Noord"])[1] is True
    assert sorted(["T10", "T2", "T1"], key=natural) == ["T1", "T2", "T10"]


def test_a_logo_stands_beside_the_source_line(world, style, tmp_path):
    from dataclasses import replace

    from matplotlib.image import imsave

    imsave(tmp_path / "logo.png", [[[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]])
    study = world(n_themes=1)
    with_logo = replace(style, logo=tmp_path / "logo.png")
    rows = few(study, "niveau")
    plain, marked = (
        draw_figures(rows, study.codebook, style=s, context=study.context())[0]
        for s in (style, with_logo)
    )
    assert plain.png != marked.png
    assert b"<image" in marked.svg


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_alt_text_says_what_is_shown_in_dutch(name, world, lay_out):
    alt_text = lay_out(world(n_themes=3), only=name)[name].alt_text
    assert alt_text.startswith(FIGURES[name].dutch_name)
    assert "tafel" in alt_text
    assert not re.search(r"\bnan\b|<NA>|None", alt_text)
