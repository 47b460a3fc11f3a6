"""What a report holds, in either edition, before any browser has seen it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from report_study import BREAKOUT, FRISIAN, SECRET, make_content

from pipeline.release.report import render_report
from pipeline.release.report.words import differences


class _Page(HTMLParser):
    """Collects ids, links, addresses and scripts of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.inline: dict[str, list[str]] = {"script": [], "style": []}
        self.handlers: list[str] = []
        self._open = ""
        self.policy = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"]] if found.get("id") else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.sources += [
            value or ""
            for name, value in attrs
            if name in ("src", "srcset") or (name == "href" and tag != "a")
        ]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag == "meta" and found.get("http-equiv"):
            self.policy = found["content"] or ""
        self._open = tag if tag == "style" or (tag == "script" and "type" not in found) else ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inline[self._open].append(data)

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


@pytest.fixture(scope="module")
def team_page(content):
    return render_report(content, private=True)


@pytest.fixture(scope="module")
def release_page(content):
    return render_report(content, private=False)


def test_the_release_edition_holds_no_word_of_a_participant(content, release_page):
    for text in content.team.segments["text"]:
        assert text not in release_page
    for table_id in content.team.dialogue_tables["table_id"]:
        assert table_id not in release_page


def test_the_release_edition_is_the_same_without_a_teams_part(content, release_page):
    assert render_report(replace(content, team=None), private=False) == release_page


def test_the_teams_edition_needs_a_teams_part(content):
    with pytest.raises(ValueError, match="team"):
        render_report(replace(content, team=None), private=True)


@pytest.mark.parametrize("private", [True, False])
def test_the_same_content_gives_the_same_page(content, private):
    assert render_report(content, private=private) == render_report(content, private=private)


@pytest.mark.parametrize("private", [True, False])
def test_a_page_holds_everything_it_needs(content, private):
    page = _Page(render_report(content, private=private))
    assert all(source.startswith("data:") for source in page.sources)
    assert all(link.startswith("#") for link in page.links)
    assert page.handlers == []
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("private", [True, False])
def test_the_policy_allows_just_this_style_and_this_script(content, private):
    page = _Page(render_report(content, private=private))
    assert "default-src 'none'" in page.policy
    assert "unsafe" not in page.policy
    for kind in ("script", "style"):
        digest = hashlib.sha256("".join(page.inline[kind]).encode()).digest()
        assert f"{kind}-src 'sha256-{base64.b64encode(digest).decode()}'" in page.policy


def test_words_cannot_end_the_script_that_holds_them(content, team_page):
    assert BREAKOUT not in team_page
    stored = re.search(r'id="gegevens">(.*?)</script>', team_page, re.DOTALL)
    assert stored is not None
    texts = json.loads(stored.group(1))["fragmenten"]["tekst"]
    assert texts == list(content.team.segments["text"])


def test_patterns_and_actions_stay_in_the_teams_edition(release_page, team_page):
    for words in ("Aan veel tafels is overnemen een knelpunt", "De mentor belt."):
        assert words in team_page
        assert words not in release_page


def test_every_number_leads_to_its_row_or_its_fragments(release_page, team_page):
    release, team = _Page(release_page), _Page(team_page)
    rows = [link for link in release.links if link.startswith("#cijfer-")]
    assert rows
    assert all(link[1:] in release.ids for link in rows)
    assert "#bevinding=valentie%2Fregie%2Fknelpunt" in team.links


def test_a_report_of_sessions_says_so_to_who_cannot_see_it(content):
    page = render_report(replace(content, of_sessions=True), private=True)
    words = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    aloud = re.findall(r'aria-label="([^"]*)"|class="voorlezen">([^<]*)<', words)
    assert [one for pair in aloud for one in pair if "sessies" in one]
    assert not [one for pair in aloud for one in pair if "tafel" in one]
    assert "minder dan 3 sessies, daarom niet getoond" in render_report(
        replace(content, of_sessions=True), private=False
    )
    assert "opgave van de tafel" not in words


def test_a_study_of_one_table_is_one_table():
    page = render_report(make_content(n_tables=1, key_findings=()), private=True)
    assert not re.findall(r"\b1 tafels", page)
    assert "De enige tafel van deze studie" in page


def test_a_table_that_is_named_tafel_is_not_called_so_twice(content):
    team = content.team
    tables = team.dialogue_tables.replace({"table_id": {"DT-01": "Tafel 1"}})
    page = render_report(replace(content, team=replace(team, dialogue_tables=tables)), private=True)
    assert ">Tafel 1</h1>" in page
    assert ">Tafel DT-02</h1>" in page


def test_tables_stand_in_counting_order(content):
    team = content.team
    names = {"DT-01": "T10", "DT-02": "T2", "DT-03": "T1"}
    tables = team.dialogue_tables.replace({"table_id": names}).head(3)
    page = render_report(replace(content, team=replace(team, dialogue_tables=tables)), private=True)
    assert re.findall(r'data-tafel="([^"]*)"', page) == ["T1", "T2", "T10"]
    stored = re.search(r'id="gegevens">(.*?)</script>', page, re.DOTALL)[1]
    assert json.loads(stored)["tafels"] == ["T1", "T2", "T10"]


def test_a_theme_without_boundaries_offers_none(content):
    bare = replace(
        content.codebook,
        codes=tuple(
            replace(one, include=(), exclude=(), pitfall="") for one in content.codebook.codes
        ),
    )
    page = render_report(replace(content, codebook=bare), private=False)
    assert "Wat er wel en niet onder valt" not in page


def test_a_blanked_count_is_shown_as_blank_and_read_aloud(release_page):
    assert "&lt;3" in release_page
    assert "minder dan 3 tafels, daarom niet getoond" in release_page


def test_a_study_of_few_tables_counts_nothing_in_the_release_edition(content):
    page = render_report(replace(content, words_only=True), private=False)
    assert "cijfer-valentie" not in page
    assert "te weinig tafels om te tellen" in page


def test_a_study_without_findings_still_opens(content):
    nothing = content.released.iloc[:0]
    page = render_report(
        replace(content, released=nothing, key_findings=(), figures={}), private=False
    )
    assert "geen bevindingen die getoond kunnen worden" in page


def test_frisian_keeps_its_language(content, team_page):
    stored = re.search(r'id="gegevens">(.*?)</script>', team_page, re.DOTALL)
    fragments = json.loads(stored.group(1))["fragmenten"]
    place = fragments["tekst"].index(FRISIAN)
    assert fragments["taal"]["waarden"][fragments["taal"]["rij"][place]] == "fy"
    assert SECRET in fragments["tekst"]


def test_differences_count_only_what_two_people_judged(content):
    table = differences(content.team.codings, content.codebook).set_index("theme")
    # B judged the eight fragments of one table and put the first under another theme.
    assert table.loc["regie", ["both", "one_only", "valence"]].tolist() == [3, 1, 0]
    assert table.loc["wachten", ["both", "one_only", "valence"]].tolist() == [2, 1, 0]


def test_a_frisian_fragment_carries_the_translation_of_a_person(content):
    place = list(content.team.segments["text"]).index(FRISIAN)
    segment_id = content.team.segments["segment_id"].iloc[place]
    team = replace(content.team, translations={segment_id: "Wij deden het liever zelf."})
    page = render_report(replace(content, team=team), private=True)
    stored = re.search(r'id="gegevens">(.*?)</script>', page, re.DOTALL)
    fragments = json.loads(stored.group(1))["fragmenten"]
    assert fragments["vertaling"] == {str(place): "Wij deden het liever zelf."}
    assert fragments["tekst"][place] == FRISIAN
