from __future__ import annotations

import gzip
import io
import json
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.files.spreadsheets import write_workbook
from pipeline.files.traces import traces_in

SAID = "ze belde mij élke week zomaar op"
OTHER = "niemand van de school belde ooit terug"


def zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def a_docx() -> bytes:
    from docx import Document

    document = Document()
    paragraph = document.add_paragraph("En toen: ze be")
    paragraph.add_run("lde mij élke ").bold = True
    paragraph.add_run("week zomaar op, zei ze.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def a_parquet() -> bytes:
    stream = io.BytesIO()
    pd.DataFrame({"a": [1, 2], "text": ["niets", f"Nou, {SAID}."]}).to_parquet(stream)
    return stream.getvalue()


def a_pdf() -> bytes:
    import typst

    return typst.compile(f"Toen: {SAID}!".encode())


CARRIERS = {
    "text": "P2: Ze belde mij, élke week, zomaar op.\n".encode(),
    "utf-16": f"x {SAID} y".encode("utf-16"),
    "a numpy array": np.array([SAID]).tobytes(),
    "html": "<p>Ze belde mij <em>élke</em> week&nbsp;zomaar op</p>".encode(),
    "json": json.dumps({"a": SAID}).encode(),
    "gzip": gzip.compress(SAID.encode()),
    "zip in zip": zipped("a.zip", zipped("b.txt", SAID.encode())),
    "docx": a_docx(),
    "xlsx": write_workbook(None, {"blad": pd.DataFrame({"zin": [SAID]})}),
    "parquet": a_parquet(),
    "pdf": a_pdf(),
}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_sentence_is_found_wherever_it_hides(carrier):
    assert traces_in(CARRIERS[carrier], [OTHER, SAID]) == {1}


def test_a_short_sentence_is_never_a_trace():
    assert traces_in(b"dat was heel fijn", ["dat was heel fijn"]) == frozenset()


def test_words_in_another_order_are_no_trace():
    assert traces_in(b"op zomaar week elke mij belde ze", [SAID]) == frozenset()


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=40)
def test_any_bytes_can_be_searched(content):
    for start in (b"", b"PK\x03\x04", b"\x1f\x8b", b"PAR1", b"%PDF-"):
        assert traces_in(start + content, [SAID]) == frozenset()
