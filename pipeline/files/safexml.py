"""Bytes of an XML file in; its tree out, after entities and document types were refused."""

from __future__ import annotations

import re
from typing import Any

# No file that this product reads has a document type. One that does can hold entities that grow to
# gigabytes or that read other files of this machine.
_DOCTYPE = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class XmlError(ValueError):
    """An XML file that is broken, or that holds what no document needs."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind  # "beschadigd" or "verdachte inhoud"


def refuse_entities(content: bytes) -> None:
    """Check that an XML file declares no document type, in whatever encoding.

    Raises:
        XmlError: when it does.
    """
    if _DOCTYPE.search(content) or _DOCTYPE.search(content.replace(b"\0", b"")):
        raise XmlError("verdachte inhoud")


def parse_xml(content: bytes) -> Any:
    """Return the root element (lxml) of an XML file; nothing is fetched and no entity is expanded.

    Raises:
        XmlError: when the file is broken or declares a document type.
    """
    from lxml import etree

    refuse_entities(content)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise XmlError("beschadigd") from None
