"""Bundles of several werkplaatsen side by side: what is written, and that nothing is where one is refused."""

import io

import pandas as pd
import pytest

from pipeline.domain.codebook import Codebook
from pipeline.domain.errors import InputError, UsageError
from pipeline.exchange.bundles import read_bundle
from pipeline.exchange.keys import read_known
from pipeline.release import chapters
from pipeline.stages.joining import join_bundles
from tests.unit.bundles_drawn import book_of, bundle_of

BOOK = book_of("regie", "netwerk", "toegang", "leren")
NEWER = book_of("regie", "sociaal", "toegang", version="2", was={"sociaal": "netwerk"})
PLACES = ("Amstelland", "Brabant", "Drenthe", "Flevoland", "Friesland", "Gelderland", "Groningen",
          "Haaglanden", "Limburg", "Rijnmond", "Twente", "Utrecht", "Zeeland")  # fmt: skip


def thirteen():
    """Return bundles of thirteen werkplaatsen: other sizes, periods and versions, two of them in words."""
    bundles = {}
    for place, name in enumerate(PLACES):
        n = 10 + 3 * place
        book = NEWER if place % 4 == 1 else BOOK
        counts = {
            ("regie", "knelpunt"): n - 1 if place < 8 else 2,
            ("netwerk", "succesfactor"): 0,
            ("toegang", "knelpunt"): None if place == 3 else n // 2 + 1,
            ("toegang", "succesfactor"): 1,
        }
        said = [("Aan meerdere tafels loopt het vast op ‘Regie’.", "regie", "knelpunt")]
        few = place in (4, 9)
        bundles[name] = bundle_of(
            name, counts, book=book, n_tables=None if few else n, sentences=said if few else (),
            seed=bytes([place + 1]) * 32, periods=() if few else (f"{2010 + place}",),
        )  # fmt: skip
    return bundles


@pytest.fixture(scope="module")
def bundles():
    return thirteen()


def join(tmp_path, bundles, *, out="uit", order=None, trusted=()):
    paths = []
    for name in order or bundles:
        path = tmp_path / f"{name}.zip"
        path.write_bytes(bundles[name])
        paths.append(path)
    return join_bundles(paths, tmp_path / out, known_file=tmp_path / "bekend.json", trusted=trusted)


def csv(folder, name):
    content = (folder / "tabellen" / f"{name}.csv").read_bytes()
    return pd.read_csv(
        io.BytesIO(content), sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False
    )


@pytest.fixture(scope="module")
def joined(tmp_path_factory, bundles):
    tmp_path = tmp_path_factory.mktemp("samen")
    return tmp_path, join(tmp_path, bundles)


def test_thirteen_werkplaatsen_stand_side_by_side_in_order_of_name(joined):
    _, made = joined
    side = csv(made.folder, "naast-elkaar")
    assert list(side["studie"].drop_duplicates()) == sorted(PLACES)
    own = side[(side["code"] == "regie") & (side["waardering"] == "knelpunt")].set_index("studie")
    assert list(own.loc["Amstelland", ["stand", "tafels", "van_tafels"]]) == ["geteld", "9", "10"]
    assert list(own.loc["Zeeland", ["stand", "tafels"]]) == ["klein", ""]
    assert list(own.loc["Friesland", ["stand", "tafels"]]) == ["in woorden", ""]


def test_a_renamed_theme_is_counted_and_a_missing_one_is_told(joined):
    _, made = joined
    side = csv(made.folder, "naast-elkaar")
    moved = csv(made.folder, "codeboeken")
    named = side[
        (side["naam"].isin(("Netwerk", "Sociaal"))) & (side["waardering"] == "succesfactor")
    ]
    assert set(named["stand"]) == {"geteld", "niet gezegd"}
    assert "heet hier anders" in set(moved["wat"])
    lost = side[(side["code"] == "leren") & (side["studie"] == "Brabant")]
    assert set(lost["stand"]) <= {"niet in codeboek"}


def test_what_recurs_counts_the_blanks_against_it(joined):
    _, made = joined
    told = csv(made.folder, "terugkerend")
    regie = told[(told["code"] == "regie") & (told["waardering"] == "knelpunt")].iloc[0]
    assert (regie["komt_voor_in"], regie["studies_met_aantal"], regie["helft_of_meer_in"]) == (
        "13",
        "11",
        "7",
    )
    assert regie["keert_terug"] == "ja"


def test_no_blank_is_a_number_in_anything_that_is_written(joined):
    _, made = joined
    html = (made.folder / "overzicht.html").read_text(encoding="utf-8")
    assert "&lt;3" in html
    assert "≥1" in html
    assert "nan" not in html.partition("</style>")[2].casefold().replace("financ", "")
    assert "<NA>" not in html
    assert "&lt;NA&gt;" not in html


def test_everything_is_there_and_the_pooled_shares_are_only_in_besloten(joined):
    _, made = joined
    names = {
        path.relative_to(made.folder).as_posix()
        for path in made.folder.rglob("*")
        if path.is_file()
    }
    assert names == {
        "overzicht.html", "overzicht.docx", "overzicht.xlsx", "leeragenda.xlsx", "leeragenda.docx",
        "samengevoegd.json", "tabellen/naast-elkaar.csv", "tabellen/terugkerend.csv",
        "tabellen/codeboeken.csv", "tabellen/prioriteiten.csv", "besloten/bijlage-samen.html",
        "besloten/bijlage-samen.csv",
    }  # fmt: skip
    appendix = (made.folder / "besloten" / "bijlage-samen.html").read_text(encoding="utf-8")
    assert "mag niet dienen om regio&#39;s te vergelijken" in appendix
    assert (
        "tau"
        not in (made.folder / "overzicht.html").read_text(encoding="utf-8").partition("</style>")[2]
    )


def test_the_order_of_the_files_and_a_second_time_change_no_byte(tmp_path, bundles, joined):
    _, first = joined
    join(tmp_path, bundles, order=list(reversed(bundles)))
    again = join(tmp_path, bundles)
    for path in sorted(first.folder.rglob("*")):
        if path.is_file():
            other = again.folder / path.relative_to(first.folder)
            assert other.read_bytes() == path.read_bytes(), path.name
    assert not (again.folder / "eerder").exists()


def test_what_regions_filled_in_is_kept_and_ranked(tmp_path, bundles):
    from openpyxl import load_workbook

    made = join(tmp_path, bundles)
    assert made.n_filled_in == 0
    path = made.folder / "leeragenda.xlsx"
    book = load_workbook(path)
    sheet = book["leeragenda"]
    heads = [cell.value for cell in sheet[1]]
    for name, places in (("Brabant", (2, 1)), ("Zeeland", (1, 2))):
        for row, place in enumerate(places, start=2):
            sheet.cell(row, heads.index(f"prioriteit Werkplaats {name}") + 1).value = place
    sheet.cell(2, heads.index("wie trekt") + 1).value = "Brabant"
    book.save(path)
    again = join(tmp_path, bundles)
    assert again.n_filled_in == 2
    shown = load_workbook(path)
    assert shown["leeragenda"].cell(2, heads.index("wie trekt") + 1).value == "Brabant"
    ranking = [[cell.value for cell in row] for row in shown["rangorde"].iter_rows()]
    assert ranking[0] == ["samen", "thema", "Werkplaats Brabant", "Werkplaats Zeeland"]
    assert [row[0] for row in ranking[1:3]] == ["1 =", "1 ="]
    assert len(list((made.folder / "eerder").iterdir())) == 1


def test_a_place_that_cannot_be_read_leaves_everything_as_it_was(tmp_path, bundles):
    from openpyxl import load_workbook

    made = join(tmp_path, bundles)
    path = made.folder / "leeragenda.xlsx"
    book = load_workbook(path)
    heads = [cell.value for cell in book["leeragenda"][1]]
    book["leeragenda"].cell(2, heads.index("prioriteit Werkplaats Zeeland") + 1).value = "hoog"
    book.save(path)
    before = {one: one.read_bytes() for one in made.folder.rglob("*") if one.is_file()}
    with pytest.raises(InputError, match="prioriteit Werkplaats Zeeland"):
        join(tmp_path, bundles)
    assert {one: one.read_bytes() for one in made.folder.rglob("*") if one.is_file()} == before


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (bundle_of("Zuid", book=BOOK)[:-9], "beschadigd"),
        (bundle_of("Noord", book=BOOK, n_tables=30), "dezelfde studie"),
        (bundle_of("Zuid", book=book_of("vervoer", "wonen")), "geen thema deelt"),
    ],
)
def test_nothing_is_written_and_nobody_is_trusted_where_a_bundle_is_refused(tmp_path, second, told):
    with pytest.raises(InputError, match=told) as caught:
        join(tmp_path, {"a": bundle_of("Noord", book=BOOK), "b": second})
    assert "b.zip" in str(caught.value)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.zip", "b.zip"]


def test_of_three_only_the_codebook_that_shares_nothing_is_named(tmp_path):
    strange = bundle_of("Oost", book=book_of("vervoer"), n_tables=15)
    named = {"a": bundle_of("Noord", book=BOOK), "b": strange, "c": bundle_of("Zuid", book=NEWER, n_tables=30)}  # fmt: skip
    with pytest.raises(InputError) as caught:
        join(tmp_path, named)
    assert [name in str(caught.value) for name in ("a.zip", "b.zip", "c.zip")] == [
        False,
        True,
        False,
    ]


def test_one_bundle_is_wrong_use(tmp_path):
    with pytest.raises(UsageError, match="twee bundels"):
        join(tmp_path, {"a": bundle_of("Noord")})


def test_a_werkplaats_is_trusted_at_first_and_then_only_by_its_own_key(tmp_path):
    first, zuid = bundle_of("Noord", book=BOOK), bundle_of("Zuid", {("regie", ""): 8}, book=BOOK)
    made = join(tmp_path, {"a": first, "b": zuid})
    assert [one.manifest.workplace for one in made.newly_trusted] == [
        "Werkplaats Noord",
        "Werkplaats Zuid",
    ]
    assert not join(tmp_path, {"a": first, "b": zuid}).newly_trusted
    known = read_known(tmp_path / "bekend.json")
    stranger = bundle_of("Noord", book=BOOK, seed=b"\x63" * 32)
    with pytest.raises(InputError, match="andere sleutel"):
        join(tmp_path, {"a": stranger, "b": zuid})
    assert read_known(tmp_path / "bekend.json") == known
    digits = read_bundle("a.zip", stranger).fingerprint
    join(tmp_path, {"a": stranger, "b": zuid}, trusted=[digits])
    assert read_known(tmp_path / "bekend.json")["Werkplaats Noord"] != known["Werkplaats Noord"]
    with pytest.raises(InputError, match="andere sleutel"):
        join(tmp_path, {"a": first, "b": zuid})
    with pytest.raises(UsageError, match="bij geen van deze bundels"):
        join(tmp_path, {"a": stranger, "b": zuid}, trusted=["12345"])


def test_words_of_a_bundle_are_text_on_the_page(tmp_path):
    evil = bundle_of("=1+1", book=BOOK, title="<script>alert(1)</script>", study="noord")
    made = join(tmp_path, {"a": evil, "b": bundle_of("Zuid", {("regie", ""): 8}, book=BOOK)})
    html = (made.folder / "overzicht.html").read_text(encoding="utf-8")
    assert "<script>" not in html
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html
    assert chapters.BODY.count("<script") == 0


def test_priorities_stand_per_region_and_voice_best_first(tmp_path):
    table = (
        "sessie;tekst;plaats;staat_vast;gesteund_door\r\nsessie 1;Korter wachten;2;;ouders\r\n"
        "sessie 1;Eén plan;1;ja;ouders, jeugdigen\r\nsessie 1;Zonder plaats;;;\r\n"
    )
    sessions = bundle_of(
        "Noord", book=BOOK, n_tables=None, kinds=("dialoogsessie",),
        tables={"prioriteiten": table.encode("utf-8-sig")},
    )  # fmt: skip
    made = join(tmp_path, {"a": sessions, "b": bundle_of("Zuid", book=BOOK)})
    rows = csv(made.folder, "prioriteiten")
    assert rows.to_numpy().tolist() == [
        ["Noord", "sessie 1", "jeugdigen", "1", "ja", "Eén plan"],
        ["Noord", "sessie 1", "ouders", "1", "ja", "Eén plan"],
        ["Noord", "sessie 1", "ouders", "2", "", "Korter wachten"],
    ]
    html = (made.folder / "overzicht.html").read_text(encoding="utf-8")
    assert "1, staat vast" in html
    assert "Over geen enkel thema: Noord." in html
    assert "Noord" not in set(csv(made.folder, "naast-elkaar")["studie"])


def test_two_themes_that_became_one_are_shown_as_such(tmp_path):
    merged = book_of("zorg", "regie", version="2", was={"zorg": ["hulp", "steun"]})
    old = book_of("hulp", "steun", "regie")
    more = bundle_of("Oost", {("regie", ""): 11}, book=merged)
    made = join(tmp_path, {"a": bundle_of("Noord", book=old), "b": bundle_of("Zuid", book=merged, n_tables=30), "c": more})  # fmt: skip
    side = csv(made.folder, "naast-elkaar")
    own = side[(side["studie"] == "Noord") & (side["code"] == "zorg")]
    assert set(own["stand"]) == {"samengevoegd"}
    assert set(own["tafels"]) == {""}
    assert "twee in één" in (made.folder / "overzicht.html").read_text(encoding="utf-8")


def test_the_shared_codebook_is_a_codebook(bundles):
    assert isinstance(read_bundle("a.zip", bundles["Zeeland"]).codebook, Codebook)


def test_studies_of_sessions_alone_stand_side_by_side_too(tmp_path):
    def sessions(region, said):
        table = f"sessie;tekst;plaats;gesteund_door\r\nsessie 1;{said};1;ouders\r\n"
        return bundle_of(region, book=BOOK, n_tables=None, tables={"prioriteiten": table.encode("utf-8-sig")})  # fmt: skip

    made = join(
        tmp_path, {"a": sessions("Noord", "Eén plan"), "b": sessions("Zuid", "Korter wachten")}
    )
    assert made.n_items == 0
    assert len(csv(made.folder, "prioriteiten")) == 2
    assert csv(made.folder, "naast-elkaar").empty
    assert (made.folder / "besloten" / "bijlage-samen.html").is_file()
