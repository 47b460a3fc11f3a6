import pytest

from pipeline.files.safexml import XmlError, parse_xml

BOMB = '<!DOCTYPE a [<!ENTITY x "zo">]><a>&x;</a>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_document_type_is_refused_in_any_encoding(encoding):
    with pytest.raises(XmlError) as caught:
        parse_xml(BOMB.encode(encoding))
    assert caught.value.kind == "verdachte inhoud"


@pytest.mark.parametrize("content", [b"", b"<a>", b"geen xml", b"<a>" * 5000])
def test_what_is_no_xml_is_broken(content):
    with pytest.raises(XmlError) as caught:
        parse_xml(content)
    assert caught.value.kind == "beschadigd"


def test_a_plain_file_is_read():
    assert parse_xml("<a>één</a>".encode()).text == "één"
