"""Sheets of codings, as people's programs write them."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from pipeline.domain.errors import InputError
from pipeline.exchange.sheets import read_spans

HEADER = "tafel,document,start,eind,codes,valentie,twijfel"
ROW = "T1,verslag.md,0,21,regie.eigen_regie beleid.regels,knelpunt,1"


def written(tmp_path, text, name="Anna.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"{HEADER}\n{ROW}\n", "utf-8"),
        (f"{HEADER}\r\n{ROW}\r\n", "utf-8-sig"),
        (f"{HEADER}\n{ROW}".replace(",", ";"), "cp1252"),
        (f"{HEADER}\n{ROW}\n".replace(",", "\t"), "utf-16"),
        (f"\n{HEADER}\n{ROW}\n".lstrip().upper().replace("REGIE", "regie").replace("BELEID.REGELS", "beleid.regels").replace("EIGEN", "eigen"), "utf-8"),
    ],
)  # fmt: skip
def test_a_csv_is_read_whatever_its_separator_line_ends_and_characters(tmp_path, text, encoding):
    (span,) = read_spans(written(tmp_path, text, encoding=encoding)).itertuples()
    assert (span.start, span.end, span.valence, span.doubt) == (0, 21, "knelpunt", True)
    assert [code.lower() for code in span.codes] == ["regie.eigen_regie", "beleid.regels"]
    assert (span.coder, span.line) == ("Anna", 2)


def test_an_empty_codes_cell_is_a_judgement_and_an_empty_line_is_not(tmp_path):
    spans = read_spans(written(tmp_path, f"{HEADER}\nT1,v.md,0,3,,neutraal,0\n,,,,,,\n\n"))
    assert spans["codes"].tolist() == [[]]


def test_a_table_with_accents_survives_the_windows_code_page(tmp_path):
    path = written(tmp_path, f"{HEADER}\nSkûtsje,v.md,0,3,,,\n", encoding="cp1252")
    assert read_spans(path)["table_id"].tolist() == ["Skûtsje"]


def test_a_workbook_is_read_as_a_csv_is(tmp_path):
    workbook = Workbook()
    workbook.active.append([*HEADER.split(","), "opmerking"])
    workbook.active.append(["T1", "verslag.md", 0, 21.0, "regie", "knelpunt", True, "let op"])
    workbook.active.append([None] * 7)
    workbook.save(tmp_path / "B.xlsx")
    (span,) = read_spans(tmp_path / "B.xlsx").itertuples()
    assert (span.start, span.end, span.codes, span.doubt) == (0, 21, ["regie"], True)
    assert (span.coder, span.line) == ("B", 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "regel 1"),
        (HEADER.replace("valentie,", ""), "valentie"),
        (f"{HEADER}\nT1,v.md,nul,21,regie,knelpunt,0", "regel 2, kolom start"),
        (f"{HEADER}\nT1,v.md,0,,regie,knelpunt,0", "regel 2, kolom eind"),
        (f"{HEADER}\nT1,v.md,0,-2,regie,knelpunt,0", "regel 2, kolom eind"),
        (f"{HEADER}\n\nT1,v.md,0,21,regie,kneelpunt,0", "regel 3, kolom valentie"),
        (f"{HEADER}\nT1,v.md,0,21,regie,knelpunt,misschien", "kolom twijfel"),
        (f"{HEADER}\n,v.md,0,21,regie,knelpunt,0", "kolom tafel"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_column(tmp_path, text, said):
    with pytest.raises(InputError, match=said) as error:
        read_spans(written(tmp_path, text))
    assert "Anna.csv" in str(error.value)


def test_no_message_repeats_a_cell(tmp_path):
    text = f"{HEADER}\nT1,v.md,0,21,regie,Jantje huilde,0"
    with pytest.raises(InputError) as error:
        read_spans(written(tmp_path, text))
    assert "Jantje" not in str(error.value)


def test_a_workbook_that_is_none_is_told_so(tmp_path):
    with pytest.raises(InputError, match="Excel"):
        read_spans(written(tmp_path, "geen zip", name="A.xlsx"))


def test_an_unknown_ending_is_told_with_the_known_ones(tmp_path):
    with pytest.raises(InputError, match=r"\.csv of \.xlsx"):
        read_spans(written(tmp_path, "", name="A.ods"))


def test_a_sheet_that_lists_places_beforehand_counts_only_what_was_filled_in(tmp_path):
    lines = [
        "tafel,document,start,eind,codes,valentie,twijfel,gezien",
        "DT-01,verslag.md,0,5,,,,",
        "DT-01,verslag.md,6,9,,,,ja",
        "DT-01,verslag.md,10,15,regie,,,",
        "DT-01,verslag.md,16,20,,knelpunt,,",
        "DT-01,verslag.md,21,25,,,1,nee",
    ]
    (tmp_path / "A.csv").write_text("\n".join(lines), encoding="utf-8")
    assert list(read_spans(tmp_path / "A.csv")["start"]) == [6, 10, 16]


def test_a_sheet_that_goes_on_belongs_to_the_same_series(tmp_path):
    header = "tafel,document,start,eind,codes,valentie,twijfel\n"
    (tmp_path / "A.vervolg-2.csv").write_text(
        f"{header}DT-01,verslag.md,0,5,,,\n", encoding="utf-8"
    )
    assert list(read_spans(tmp_path / "A.vervolg-2.csv")["coder"]) == ["A"]


def test_phase_and_scope_may_stand_in_columns_of_their_own(tmp_path):
    text = f"{HEADER},reikwijdte,opmerking,fase\n{ROW},methode,let op,wachten\n"
    (span,) = read_spans(written(tmp_path, text)).itertuples()
    assert (span.phase, span.scope) == ("wachten", "methode")
    (span,) = read_spans(written(tmp_path, f"{HEADER}\n{ROW}\n", name="B.csv")).itertuples()
    assert (span.phase, span.scope) == ("", "")
