import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.intake.readers.base import UnreadableError
from pipeline.intake.readers.opendocument import read_opendocument
from pipeline.intake.readers.rich_text import read_rich_text
from pipeline.intake.readers.word import read_word


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_headings_lists_and_tables_of_a_docx_are_kept_in_order():
    document = docx.Document()
    document.add_heading("Afspraken", 1)
    document.add_paragraph("Dit spraken we af.")
    document.add_paragraph("Moeder belt. Morgen.", style="List Bullet")
    document.add_paragraph("Vader belt.", style="List Number")
    table = document.add_table(rows=2, cols=3)
    for row, words in enumerate((("Actiepunt", "Wie", "Wanneer"), ("Bellen", "mentor", ""))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    document.add_paragraph().add_run("Tot slot").bold = True
    document.add_paragraph("Klaar.")
    assert read_word(saved(document)).text == (
        "# Afspraken\n\nDit spraken we af.\n\n- Moeder belt. Morgen.\n- Vader belt.\n\n"
        "Bellen; mentor\n\n### Tot slot\n\nKlaar."
    ).replace("Bellen; mentor", "- Actiepunt: Bellen; Wie: mentor")


def test_tracked_changes_are_accepted_and_noted_with_comments():
    document = docx.Document()
    paragraph = document.add_paragraph("Moeder vond het ")
    space = 'xml:space="preserve"'
    paragraph._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText {space}>niet </w:delText></w:r></w:del>'
        )
    )
    paragraph._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="2" w:author="x"><w:r><w:t {space}>wel </w:t></w:r></w:ins>'
        )
    )
    run = paragraph.add_run("goed.")
    document.add_comment(run, text="Navragen bij moeder", author="x")
    source = read_word(saved(document))
    assert source.text == "Moeder vond het wel goed."
    messages = " ".join(message for _, message in source.notes)
    assert "wijzigingen" in messages
    assert "opmerkingen" in messages
    assert "Navragen" not in messages


def test_headers_and_footers_are_no_text_of_a_docx():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "vertrouwelijk"
    document.add_paragraph("Hallo.")
    assert read_word(saved(document)).text == "Hallo."


@pytest.mark.parametrize("read", [read_word, read_opendocument])
@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"[Content_Types].xml": "<a/>", "word/document.xml": "0" * 3_000_000}, "verdacht groot"),
        ({"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY x "zo">]><a>&x;</a>'}, "verdachte inhoud"),
        ({"../x": "a"}, "verdachte inhoud"),
        ({"content.xml": "<a>"}, "beschadigd"),
        ({"[Content_Types].xml": "<a/>"}, "beschadigd"),
    ],
)
def test_an_archive_that_harms_or_is_broken_is_refused(read, members, kind):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(UnreadableError) as caught:
        read(stream.getvalue())
    assert caught.value.kind == kind
    assert caught.value.advice.endswith(".")


ODT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
<office:automatic-styles><style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>
<office:body><office:text>%s</office:text></office:body></office:document-content>"""


def odt(body, manifest=""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", ODT % body)
        archive.writestr("META-INF/manifest.xml", f"<m>{manifest}</m>")
    return stream.getvalue()


def test_headings_lists_tables_and_spaces_of_an_odt_are_kept():
    body = """<text:h text:outline-level="2">Kop</text:h><text:p>Een<text:s text:c="2"/>twee<text:line-break/>drie.</text:p>
    <text:list><text:list-item><text:p>Moeder belt.</text:p><text:list><text:list-item><text:p>Diep.</text:p></text:list-item>
    </text:list></text:list-item><text:list-item><text:p>Vader belt.</text:p></text:list-item></text:list>
    <table:table><table:table-row><table:table-cell><text:p>Wie</text:p></table:table-cell><table:table-cell><text:p>Wat</text:p>
    </table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>mentor</text:p></table:table-cell>
    <table:table-cell><text:p>bellen</text:p></table:table-cell></table:table-row></table:table>
    <text:p><text:span text:style-name="T1">Tot slot</text:span></text:p>"""
    assert read_opendocument(odt(body)).text == (
        "## Kop\n\nEen twee\ndrie.\n\n- Moeder belt.\n- Diep.\n- Vader belt.\n\n- Wie: mentor; Wat: bellen\n\n### Tot slot"
    )


def test_what_was_deleted_or_remarked_in_an_odt_is_not_read_and_noted():
    body = """<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion>
    </text:changed-region></text:tracked-changes><text:p>Blijft<office:annotation><text:p>let op</text:p></office:annotation>
    <text:note><text:note-body><text:p>noot</text:p></text:note-body></text:note>.</text:p>"""
    source = read_opendocument(odt(body))
    assert source.text.split() == ["Blijft", "."]
    assert len(source.notes) == 3


def test_an_encrypted_odt_is_named_as_such():
    with pytest.raises(UnreadableError) as caught:
        read_opendocument(odt("<text:p>x</text:p>", manifest="<e:encryption-data xmlns:e='e'/>"))
    assert caught.value.kind == "versleuteld"


def test_a_cell_that_says_it_comes_back_a_billion_times_does_not():
    source = read_opendocument(odt('<text:p>a<text:s text:c="999999999"/>b</text:p>'))
    assert source.text == "a b"


def test_rtf_gives_its_letters_and_paragraphs():
    content = rb"{\rtf1\ansi\ansicpg1252 E\'e9n caf\'e9.\par Twee \u8211? drie.\par \'b7\tab Punt een.\par \'b7\tab Punt twee.\par}"
    assert read_rich_text(content).text == "Eén café.\n\nTwee – drie.\n\n- Punt een.\n- Punt twee."


def test_binary_junk_that_calls_itself_rtf_is_refused():
    with pytest.raises(UnreadableError):
        read_rich_text(rb"{\rtf1" + bytes(range(32)) * 50)
