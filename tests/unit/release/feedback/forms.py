"""A reply form as a test draws it, and what somebody does to it in Word."""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.domain.settings import configs_folder
from pipeline.release.feedback.form import FormLine, ReplyForm
from pipeline.release.figures import read_style

STYLE = read_style(configs_folder() / "huisstijl.yaml")


def form(*texts: str, table_id: str = "DT-07", version: str = "1a2b3c4d") -> ReplyForm:
    """Draw a form with a finding per text."""
    lines = tuple(
        FormLine(number, "Dit hielp", text, is_quote=False, language="nl", below="")
        for number, text in enumerate(texts, start=1)
    )
    return ReplyForm(
        table_id, version, "Klopt dit?", ("Zet bij elke regel een kruisje.",), lines,
        "Is er nog iets?", ("Stuur dit terug.", "Dank je wel!"), "Besloten", "Proef",
    )  # fmt: skip


def tick(content: bytes, *tags: str) -> bytes:
    """Tick boxes of a DOCX as Word does, by their tags: "reactie:1:0" is klopt on line 1."""
    xml = _document(content)
    for tag in tags:
        control = re.compile(
            rf'(<w:tag w:val="{tag}"/>.*?<w14:checked w14:val=")0(".*?<w:t>)☐(</w:t>)', re.DOTALL
        )
        xml, n = control.subn(r"\g<1>1\g<2>☒\g<3>", xml, count=1)
        assert n == 1, tag
    return _with_document(content, xml)


def write(content: bytes, tag: str, words: str) -> bytes:
    """Type own words where a DOCX says so."""
    control = re.compile(
        rf'(<w:tag w:val="{tag}"/>.*?<w:t[^>]*>)Klik hier en typ\.(</w:t>)', re.DOTALL
    )
    xml, n = control.subn(rf"\g<1>{words}\g<2>", _document(content), count=1)
    assert n == 1, tag
    return _with_document(content, xml.replace("<w:showingPlcHdr/>", "", 0))


def _document(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml").decode("utf-8")


def _with_document(content: bytes, xml: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return out.getvalue()
