"""What every HTML page of the house keeps to: its own letters, and a policy that lets nothing in or out."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.settings import configs_folder
from pipeline.release.appendix.page import Chapter as TeamChapter
from pipeline.release.appendix.page import render_page as team_page
from pipeline.release.chapters import Chapter, PageTable
from pipeline.release.codebook_page import codebook_html
from pipeline.release.figures.style import read_style
from pipeline.release.page_frame import FACES, policy_of, render_frame
from pipeline.release.regions import render_page
from pipeline.release.report.content import TeamTable

STYLE = read_style(configs_folder() / "huisstijl.yaml")
ROWS = pd.DataFrame({"Thema": ["Wachten"], "Noord": ["3 van 9"]})
BOOK = Codebook("b", "1", (Code("t", "Wachten", "gezin", ""),), {"gezin": "Gezin"}, {}, {})
PAGES = {
    "bijlage": team_page("T", [], [TeamChapter("D", [TeamTable("T", "", ROWS)])], STYLE).decode(),
    "overzicht": render_page(
        "T", [], [Chapter("D", "", [PageTable("T", "", ROWS)])], STYLE
    ).decode(),
    "codeboek": codebook_html(BOOK, STYLE),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_set_in_the_letters_of_the_house(name):
    style = re.search(r"<style>(.*?)</style>", PAGES[name], re.DOTALL)[1]
    for face, _, _ in FACES:
        assert base64.b64encode(STYLE.fonts[face].read_bytes()).decode() in style
    families = re.findall(r"font(?:-family)?:\s*[^;{}]*", style.split(":root")[1])
    named = [one for one in families if "sans-serif" in one]
    assert named
    assert all("huisletter" in one for one in named)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_allows_its_own_style_and_nothing_else(name):
    page = PAGES[name]
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert policy == policy_of(style)
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert " style=" not in page


def test_a_script_is_allowed_by_its_digest_only():
    digest = base64.b64encode(hashlib.sha256(b"1").digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy_of("", "1")


def test_what_stands_in_a_frame_is_text():
    page = render_frame("{{ word }}", title="<b>", css="", style=STYLE, word="<i>")
    assert "<title>&lt;b&gt;</title>" in page
    assert "&lt;i&gt;" in page


def test_a_table_alone_in_its_chapter_goes_without_its_own_title():
    assert "<h3>" not in PAGES["overzicht"]
    assert "<h3>T</h3>" in PAGES["bijlage"]


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_a_page_meets_wcag_aa(name, chromium, tmp_path):
    axe_playwright_python = pytest.importorskip("axe_playwright_python")
    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    file = tmp_path / "bladzijde.html"
    file.write_text(PAGES[name], encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": axe})
    tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
    found = page.evaluate(f"axe.run({{runOnly: {tags}}})")
    page.close()
    assert [one["id"] for one in found["violations"]] == []
