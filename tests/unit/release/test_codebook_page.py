"""The codebook as people read it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.settings import configs_folder
from pipeline.release.codebook_page import codebook_html, codebook_markdown, codebook_tree
from pipeline.release.figures.style import read_style

STYLE = read_style(configs_folder() / "huisstijl.yaml")


@pytest.fixture
def book():
    return Codebook(
        id="proef",
        version="2",
        codes=(
            Code("toegang", "Toegang", "gezin", "Of hulp er is.", exclude=("Hulp die <niet> past.",)),
            Code("toegang.wachttijd", "Wachten & overbruggen", "beleid", "Wachttijd.",
                 parent="toegang", phrases=("het duurde lang",), patterns=("wacht*",),
                 written=("wacht*",)),
            Code("regie", "Regie", "gezin", "Wie stuurt."),
        ),
        levels={"gezin": "Gezin", "beleid": "Beleid"},
        perspectives={"ouder": "Ouder"},
        groups={"gezin": ("ouder",)},
        valence_labels={"knelpunt": "Knelpunt"},
    )  # fmt: skip


def test_the_tree_shows_every_code_on_its_own_line(book):
    assert codebook_tree(book).splitlines() == [
        "proef (versie 2, 2 thema's, 1 subcodes)",
        "├── Toegang  [toegang]",
        "│   └── Wachten & overbruggen  [toegang.wachttijd]",
        "└── Regie  [regie]",
    ]


def test_the_markdown_holds_definitions_boundaries_phrases_and_patterns(book):
    text = codebook_markdown(book)
    for part in ("## Toegang (`toegang`)", "- Hulp die <niet> past.", "### Wachten & overbruggen",
                 "Niveau: Beleid", "- het duurde lang", "- `wacht*`", "| Ouder | gezin |"):  # fmt: skip
        assert part in text


def test_the_page_escapes_what_researchers_wrote(book):
    page = codebook_html(book, STYLE)
    assert "Hulp die &lt;niet&gt; past." in page
    assert "Wachten &amp; overbruggen" in page


def test_the_page_needs_no_network(book):
    assert not re.search(r"(src|href)=\"(?!#)", codebook_html(book, STYLE))


def test_every_tag_of_the_page_is_closed(book):
    open_tags = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag not in ("meta",):
                open_tags.append(tag)

        def handle_endtag(self, tag):
            assert open_tags.pop() == tag

    Reader().feed(codebook_html(book, STYLE))
    assert open_tags == []
