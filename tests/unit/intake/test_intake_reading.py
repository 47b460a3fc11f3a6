import io
import zipfile

import pandas as pd
import pytest
from drawn_tables import PERSPECTIVES, draw, meta, read, take_in
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.errors import InputError
from pipeline.files.spreadsheets import read_workbook, write_workbook
from pipeline.intake.documents import read_document
from pipeline.intake.meta import read_meta
from pipeline.intake.overview import HEADINGS, reading_overview
from pipeline.intake.reading import input_files, table_folders
from pipeline.intake.speaker_sheet import (
    CODE_COLUMN,
    met_speakers,
    read_speakers_sheet,
    speakers_sheet,
    speakers_yaml,
)

TRANSCRIPT = (
    "Voorzitter: Zullen we?\nMoeder: Ja. Dat is goed.\nOnbekende: Mag ik?\nVoorzitter: Ja.\n"
)
VERSLAG = "## Afspraken\n\nMoeder vond het goed. Niemand belde.\n\n- De mentor belt. Morgen.\n"


def test_a_table_gives_its_turns_sentences_and_items_with_who_is_in_them(tmp_path):
    segments = take_in(
        tmp_path / "T", {"transcript.txt": TRANSCRIPT, "verslag.md": VERSLAG}
    ).segments
    seen = segments[["segment_id", "speaker", "perspective", "heading", "block", "text"]]
    assert list(seen.itertuples(index=False, name=None)) == [
        ("DT-07/transcript/0000", "P4", "voorzitter", "", 0, "Zullen we?"),
        ("DT-07/transcript/0001", "P2", "ouder", "", 1, "Ja. Dat is goed."),
        ("DT-07/transcript/0002", "Onbekende", "onbekend", "", 2, "Mag ik?"),
        ("DT-07/transcript/0003", "P4", "voorzitter", "", 3, "Ja."),
        ("DT-07/verslag/0000", "", "ouder", "Afspraken", 0, "Moeder vond het goed."),
        ("DT-07/verslag/0001", "", "", "Afspraken", 0, "Niemand belde."),
        ("DT-07/verslag/0002", "", "", "Afspraken", 1, "De mentor belt. Morgen."),
    ]
    assert list(segments["group"]) == ["overig", "gezin", "overig", "overig", "gezin", "", ""]
    assert segments["countable"].all()


def test_a_long_turn_is_cut_into_sentences_only_when_the_study_asks(tmp_path):
    files = {"transcript.txt": "Moeder: Dat was zo. En toen niet meer.\nVader: Ja. Nee."}
    whole = take_in(tmp_path / "A", files).segments
    cut = take_in(tmp_path / "B", files, cut_above=3).segments
    assert list(whole["text"]) == ["Dat was zo. En toen niet meer.", "Ja. Nee."]
    assert list(cut["text"]) == ["Dat was zo.", "En toen niet meer.", "Ja. Nee."]
    assert list(cut["block"]) == [0, 0, 1]


@pytest.mark.parametrize(
    "content",
    [
        TRANSCRIPT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TRANSCRIPT.encode(),
        TRANSCRIPT.encode("utf-16"),
        TRANSCRIPT.replace("\n", "\r").encode("cp1252"),
    ],
)
def test_line_ends_marks_and_encodings_change_nothing(tmp_path, content):
    plain = take_in(tmp_path / "A", {"transcript.txt": TRANSCRIPT})
    other = take_in(tmp_path / "B", {"transcript.txt": content})
    pd.testing.assert_frame_equal(plain.segments, other.segments)
    assert list(plain.documents["digest"]) == list(other.documents["digest"])


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("verslag.txt", b"", "leeg bestand"),
        ("verslag.txt", b"\xef\xbb\xbf \n\r\n", "leeg bestand"),
        ("verslag.txt", bytes(range(256)) * 9, "onleesbare tekens"),
        ("verslag.txt", b"... --- ...", "geen tekst"),
        ("verslag.md", b"## Kop\n\n## Nog een kop\n", "geen tekst"),
        ("verslag.docx", b"PK\x03\x04 kapot", "ingepakt bestand"),
        ("verslag.docx", zipped(x="y"), "ingepakt bestand"),
        ("verslag.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 99, "oud Word-formaat"),
        (
            "verslag.docx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "versleuteld",
        ),
        ("verslag.pdf", b"%PDF-1.4 kapot", "beschadigd"),
        ("verslag.htm", b"<html><body>Hallo</body></html>", "webpagina"),
        ("verslag.eaf", b"<ANNOTATION_DOCUMENT>", "beschadigd"),
        ("opname.xyz", b"RIFF....", "geluid"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_by_name_and_the_others_are_read(
    tmp_path, name, content, kind
):
    reading = take_in(tmp_path / "T", {name: content, "transcript.txt": TRANSCRIPT})
    (row,) = reading.quarantine.itertuples(index=False, name=None)
    assert row == ("DT-07", name, "fout", kind, -1, -1)
    assert [message for message in reading.notices["message"] if kind in message]
    assert len(reading.segments) == 4


def test_a_format_is_known_by_its_content_and_not_by_its_ending(tmp_path):
    content = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Moeder>Dat is goed.</v>\n"
    reading = take_in(tmp_path / "T", {"transcript.txt": content})
    assert list(reading.segments["speaker"]) == ["P2"]
    assert list(reading.times["began"]) == [1.0]


def test_a_document_without_a_telling_name_is_what_it_looks_like(tmp_path):
    files = {"tafel7.txt": TRANSCRIPT, "stuk.md": VERSLAG}
    reading = take_in(tmp_path / "T", files)
    assert dict(zip(reading.documents["document"], reading.documents["kind"], strict=True)) == {
        "stuk.md": "verslag",
        "tafel7.txt": "transcript",
    }


def test_a_transcript_without_labels_is_read_and_reported(tmp_path):
    reading = take_in(tmp_path / "T", {"transcript.txt": "Dat was zo.\n\nEn dat niet."})
    assert list(reading.segments["perspective"]) == ["onbekend", "onbekend"]
    assert list(reading.segments["group"]) == ["overig", "overig"]
    assert reading.notices["subject"].iloc[0] == "labels"


def test_what_is_skipped_is_said_and_decides_nothing(tmp_path):
    files = {
        "~$rslag.docx": b"x",
        ".DS_Store": b"x",
        "foto.jpg": b"x",
        "opname.mp3": b"x",
        "lijst.xlsx": b"x",
        "uitspraken.docx": b"x",
    }
    folder = draw(tmp_path / "T", {**files, "verslag.md": VERSLAG})
    reading = read(folder)
    assert set(reading.notices["document"]) - {""} == {
        "~$rslag.docx",
        ".DS_Store",
        "foto.jpg",
        "opname.mp3",
        "lijst.xlsx",
        "uitspraken.docx",
    }
    assert [path.name for path in input_files(folder)] == ["meta.yaml", "verslag.md"]


def test_two_formats_of_one_document_get_ids_of_their_own_and_a_notice(tmp_path):
    reading = take_in(tmp_path / "T", {"verslag.md": "Een.", "verslag.txt": "Twee."})
    assert list(reading.segments["segment_id"]) == [
        "DT-07/verslag.md/0000",
        "DT-07/verslag.txt/0000",
    ]
    assert "2 documenten" in reading.notices["message"].iloc[0]


def test_double_encoded_text_is_mended_and_reported(tmp_path):
    reading = take_in(tmp_path / "T", {"verslag.txt": "CafÃ© was dicht."})
    assert reading.segments["text"].iloc[0] == "Café was dicht."
    assert reading.notices["subject"].iloc[0] == "tekens"


def test_no_notice_shows_a_word_of_the_text(tmp_path):
    files = {
        "transcript.txt": "Xantippe: geheim.\nQuintus: ja.\nXantippe: geheim.\nQuintus: o.",
        "verslag.txt": b"geheim\x81\xff",
    }
    reading = take_in(tmp_path / "T", files)
    said = " ".join(reading.notices["message"])
    assert not {"Xantippe", "Quintus", "geheim"} & set(said.split())


TEXTS = (
    st.text(alphabet=st.sampled_from("aBé .!?\n\r\t-#*:[]\"'1…|>\u00a0\ufeffe\u0301")) | st.text()
)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    folder = draw(tmp_path_factory.mktemp("eigenschappen") / "T", {})
    return folder, read_meta(folder, PERSPECTIVES, [])


@given(
    text=TEXTS,
    stem=st.sampled_from(["verslag", "transcript", "stuk"]),
    cut_above=st.sampled_from([0, 2]),
)
def test_any_text_survives_reading_and_cutting_as_exact_slices(table, text, stem, cut_above):
    folder, about = table
    path = folder / f"{stem}.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    reading = read_document(path, stem, about, cut_above=cut_above)
    end = 0
    for row in reading.segments:
        assert reading.text[row["start"] : row["end"]] == row["text"] == row["text"].strip()
        assert end <= row["start"] < row["end"]
        end = row["end"]
    assert bool(reading.segments) != bool(reading.refused)


NAMES = ["a.docx", "a.odt", "a.pdf", "a.rtf", "a.vtt", "a.json", "a.eaf", "a"]
STARTS = [b"", b"PK\x03\x04", b"%PDF-1.4", b"{\\rtf1", b"WEBVTT\n", b'{"segments":[', b"<a>"]


@given(content=st.binary(max_size=400), name=st.sampled_from(NAMES), start=st.sampled_from(STARTS))
def test_any_bytes_are_read_or_refused(table, content, name, start):
    folder, about = table
    path = folder / name
    path.write_bytes(start + content)
    reading = read_document(path, "a", about, cut_above=0)
    assert bool(reading.segments) != bool(reading.refused)


def test_the_folders_of_a_study_are_found_also_per_year(tmp_path):
    for name in ("DT-2", "2016/DT-1", "coderingen", ".git", "__MACOSX"):
        draw(tmp_path / name, {})
    (tmp_path / "leeg").mkdir()
    assert [folder.name for folder in table_folders(tmp_path)] == ["DT-1", "DT-2"]


def test_an_empty_study_and_a_folder_without_meta_are_refused(tmp_path):
    with pytest.raises(InputError, match="geen enkele tafel"):
        table_folders(tmp_path)
    (tmp_path / "DT-3").mkdir()
    (tmp_path / "DT-3" / "verslag.md").write_text("Hallo.")
    with pytest.raises(InputError, match=r"DT-3.*meta\.yaml"):
        table_folders(tmp_path)


def test_the_overview_counts_what_was_read_and_what_was_not(tmp_path):
    files = {"transcript.txt": TRANSCRIPT, "verslag.md": VERSLAG, "kapot.docx": b""}
    one = take_in(tmp_path / "A", files)
    other = take_in(
        tmp_path / "B", {"verslag.md": "Ik bin pake en ik wenje yn Fryslân."}, meta(table="DT-01")
    )
    table = reading_overview([one, other])
    assert list(table["table_id"]) == ["DT-01", "DT-07"]
    row = table.iloc[1]
    assert (row["n_documents"], row["n_held_back"], row["n_turns"], row["n_sentences"]) == (
        2,
        1,
        4,
        3,
    )
    assert (row["n_speakers"], row["n_unknown_turns"], row["n_attributed"]) == (3, 1, 1)
    assert table["frisian_share"].iloc[0] == 1.0
    assert set(HEADINGS) == set(table.columns)


def test_a_filled_in_sheet_of_speakers_comes_back_as_a_map(tmp_path):
    folder = draw(
        tmp_path / "T",
        {"transcript.txt": "=X1: Ja.\nBuurman Bob: Nee.\nMoeder: O.\nBuurman Bob: Ja.\n"},
    )
    reading = read(folder)
    sheet = speakers_sheet(met_speakers([reading]))
    assert sheet["aanduiding"].iloc[0] == "Buurman Bob"
    path = tmp_path / "sprekers.xlsx"
    write_workbook(path, {"sprekers": sheet})
    filled = read_workbook(path)["sprekers"]
    filled.loc[filled["aanduiding"] == "Buurman Bob", CODE_COLUMN] = "p3"
    codes = {"DT-07": list(reading.participants["participant"])}
    labels = read_speakers_sheet(filled, codes, path.name)
    assert labels == {"DT-07": {"Buurman Bob": "P3"}}
    (folder / "sprekers.yaml").write_text(speakers_yaml(labels["DT-07"]), encoding="utf-8")
    again = read(folder)
    assert "P3" in set(again.segments["speaker"])


@pytest.mark.parametrize(
    ("table_id", "code", "words"),
    [("DT-07", "P99", "P1"), ("DT-99", "P1", "staat niet in de studie")],
)
def test_a_wrong_code_in_the_sheet_is_refused_with_its_row(table_id, code, words):
    sheet = pd.DataFrame({"tafel": [table_id], "aanduiding": ["X"], CODE_COLUMN: [code]}, index=[2])
    with pytest.raises(InputError) as caught:
        read_speakers_sheet(sheet, {"DT-07": ["P1"]}, "sprekers.xlsx")
    assert "sprekers.xlsx, rij 2" in str(caught.value)
    assert words in str(caught.value)
