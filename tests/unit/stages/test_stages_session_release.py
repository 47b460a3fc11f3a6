"""What leaves of dialoogsessies is read from the files themselves, and only with released words."""

from __future__ import annotations

import io

import pandas as pd

from pipeline.release.comparison import check_shown
from pipeline.release.factsheet import Factsheet
from pipeline.release.factsheet.session_sheet import people_counts
from pipeline.release.figures import DrawnFigure
from pipeline.stages.session_products import pictured, tables_of
from pipeline.stages.session_release import in_csv, is_of_people, of_people, on_page
from pipeline.stages.session_shield import only_released, words_of
from tests.unit.release.session_worlds import view


def read(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), sep=";", encoding="utf-8-sig")


def test_every_count_in_the_tables_is_one_that_may_be_shown():
    session = view(8)
    counts = people_counts([session])
    for name, content in tables_of([session]).items():
        shown = in_csv(read(content))
        assert shown is not None, name
        assert check_shown(shown.astype({"n_tables": "Int64"}), counts).empty


def test_a_count_that_was_changed_in_a_table_is_found():
    session = view(8)
    table = read(tables_of([session])["prioriteiten"])
    table.loc[0, "personen"] = 69
    shown = in_csv(table).astype({"n_tables": "Int64"})
    assert len(check_shown(shown, people_counts([session]))) == 1


def test_a_table_of_themes_counts_no_people():
    assert in_csv(pd.DataFrame({"thema": ["Regie"], "SB-1": [3]})) is None


def test_counts_on_the_report_are_read_from_the_page():
    page = (
        b'<html><body><table><tr><td data-telling="uitspraak/a">5 van 16</td></tr>'
        b'<tr><td data-telling="uitspraak/b">&#8211;</td></tr></table></body></html>'
    )
    found = on_page(page).set_index("finding_id")
    assert list(found.loc["uitspraak/a"]) == [5, 16]
    assert pd.isna(found.loc["uitspraak/b", "n_tables"])


def test_counts_of_people_and_of_tables_are_told_apart():
    shown = pd.DataFrame({"finding_id": ["uitspraak/a", "thema/regie"], "n_tables": [3, 4]})
    parted = of_people(shown)
    assert list(parted[True]["finding_id"]) == ["uitspraak/a"]
    assert list(parted[False]["finding_id"]) == ["thema/regie"]


def test_only_released_words_stay_and_places_do_not_change():
    session = view(6)
    kept = only_released(session, set(words_of(session)[2:]))
    assert [one.by_person.place for one in kept.placed] == [
        one.by_person.place for one in session.placed[2:]
    ]


def test_a_figure_that_would_fill_a_page_does_not_stand_on_the_sheet():
    def figure(width: int, height: int) -> DrawnFigure:
        png = (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")
        )
        return DrawnFigure("steun", "", "", b"", png, b"", b"", ())

    sheet = Factsheet("t", "", "", (), (), (), "", "", overview="steun")
    assert pictured(sheet, {"steun": figure(2000, 1800)}) != {}
    assert pictured(sheet, {"steun": figure(2000, 5000)}) == {}
    assert pictured(sheet, {}) == {}


def test_products_of_sessions_are_known_by_name():
    assert is_of_people("factsheet-sessie-SB-1")
    assert is_of_people("praatplaat")
    assert not is_of_people("factsheet")
    assert not is_of_people("tabel-themas")
