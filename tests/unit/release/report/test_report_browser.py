"""The report in a real browser: filters, search, deep links, keyboard, and nothing that leaves."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from report_study import BREAKOUT, FRISIAN, make_content

from pipeline.release.report import render_report

pytestmark = pytest.mark.browser
NOTHING = "Geen fragmenten met deze filters"


@dataclass
class Opened:
    """A page in the browser, with everything that it said or asked for."""

    page: Any
    address: str
    complaints: list[str] = field(default_factory=list)

    def go(self, where: str) -> None:
        """Open the page anew at a place."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#{where}")

    def says(self, selector: str, words: str) -> None:
        """Wait until an element says just this; the page acts a moment after a click."""
        from playwright.sync_api import expect

        expect(self.page.locator(selector)).to_have_text(words, timeout=10_000)

    def shows(self, head: str) -> None:
        """Wait until the part of the page with this heading is the one in sight."""
        from playwright.sync_api import expect

        seen = self.page.locator("main h1 >> visible=true")
        expect(seen).to_have_text([head], timeout=10_000)

    def seen(self, selector: str) -> list[str]:
        """Return the words of all elements that can be seen."""
        found = self.page.locator(f"{selector} >> visible=true").all_inner_texts()
        return [" ".join(words.split()) for words in found]


@pytest.fixture(scope="module")
def browse(chromium: Any, tmp_path_factory: Any) -> Iterator[Callable[[str], Opened]]:
    """Open HTML from disk; afterwards nothing may have been asked for or complained about."""
    opened = []

    def start(html: str) -> Opened:
        file: Path = tmp_path_factory.mktemp("rapport") / "rapport.html"
        file.write_text(html, encoding="utf-8")
        one = Opened(chromium.new_page(viewport={"width": 1280, "height": 900}), file.as_uri())
        own = (one.address, "data:", "about:blank")
        one.page.on("console", lambda message: one.complaints.append(message.text))
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on(
            "request",
            lambda request: (
                None if request.url.startswith(own) else one.complaints.append(request.url)
            ),
        )
        opened.append(one)
        one.go("")
        return one

    yield start
    for one in opened:
        assert one.complaints == []
        one.page.close()


@pytest.fixture(scope="module")
def team(browse: Callable[[str], Opened], content: Any) -> Opened:
    return browse(render_report(content, private=True))


@pytest.fixture(scope="module")
def release(browse: Callable[[str], Opened], content: Any) -> Opened:
    return browse(render_report(content, private=False))


def test_it_opens_on_the_findings(team):
    team.go("")
    team.shows("Proefstudie")
    assert team.seen(".uitspraak") == ["In 12 van de 12 tafels is ‘Eigen regie’ een knelpunt."]


def test_a_number_leads_to_the_fragments_it_rests_on(team):
    team.go("")
    team.page.click(".uitspraak .getal")
    team.says("#kop-fragmenten", "Waar dit getal op rust")
    team.says("#telling", "24 fragmenten uit 12 van de 12 tafels")


def test_filters_say_how_many_tables_remain(team):
    team.go("thema=regie")
    team.says("#telling", "48 fragmenten uit 12 van de 12 tafels")
    team.page.select_option("#f-tafel", "DT-03")
    team.says("#telling", "4 fragmenten uit 1 van de 12 tafels")
    team.page.select_option("#f-waardering", "knelpunt")
    team.says("#telling", "2 fragmenten uit 1 van de 12 tafels")
    team.page.select_option("#f-stem", "groep:professionals")
    team.says("#telling", f"{NOTHING}: 0 van de 12 tafels. Haal een filter weg.")
    team.page.click("#wis")
    team.says("#telling", "48 fragmenten uit 12 van de 12 tafels")


def test_filters_can_be_shared_as_an_address(team):
    team.go("thema=regie&tafel=DT-07")
    team.shows("Eigen regie")
    assert team.page.input_value("#f-tafel") == "DT-07"
    team.says("#telling", "4 fragmenten uit 1 van de 12 tafels")
    team.page.select_option("#f-tafel", "DT-08")
    assert team.page.evaluate("location.hash") == "#thema=regie&tafel=DT-08"


def test_the_series_and_the_models_certainty_can_be_chosen(team):
    team.go("thema=regie")
    assert team.page.input_value("#f-reeks") == "A"
    team.page.select_option("#f-reeks", "model")
    team.says("#telling", "24 fragmenten uit 12 van de 12 tafels")
    team.page.select_option("#f-zekerheid", "0.7")
    team.says("#telling", f"{NOTHING}: 0 van de 12 tafels. Haal een filter weg.")


def test_differences_between_coders_lead_to_their_fragments(team):
    team.go("verschillen")
    team.page.click("#verschillen a:has-text('Bekijk de verschillen') >> nth=0")
    team.says("#telling", "1 fragment uit 1 van de 12 tafels")


def test_a_pattern_leads_to_what_carries_it_and_what_speaks_against_it(team):
    team.go("thema=regie")
    team.page.click(".patronen a:has-text('12 van de 12 tafels')")
    team.says("#telling", "24 fragmenten uit 12 van de 12 tafels")
    team.go("thema=regie")
    team.page.click(".patronen a:has-text('Spreekt ertegen')")
    team.says("#telling", "1 fragment uit 1 van de 12 tafels")


def test_an_agreed_action_leads_to_its_sentence(team):
    team.go("afspraken")
    team.page.click("#afspraken td a")
    team.says("#lijst blockquote", FRISIAN)


def test_search_finds_words_whatever_their_accents(team):
    team.go("")
    team.page.fill("#zoekveld", "TÉGEARRE")
    team.page.press("#zoekveld", "Enter")
    team.says("#telling", "12 fragmenten uit 12 van de 12 tafels")
    quote = team.page.locator("blockquote").first
    assert quote.get_attribute("lang") == "fy"
    assert quote.inner_text() == FRISIAN


def test_search_in_the_release_edition_finds_themes(release):
    release.go("zoek=wachten")
    assert any("Wachten" in words for words in release.seen("#zoekresultaten li"))
    release.page.click("#zoekresultaten a >> nth=0")
    assert release.seen("main h1") != ["Zoeken"]


def test_words_are_shown_as_words_and_do_nothing(team):
    team.go("fragment=DT-01/transcript/0000")
    assert team.page.locator("blockquote").first.inner_text() == BREAKOUT
    assert team.page.evaluate("window.stuk") is None


def test_context_opens_and_closes(team):
    team.go("thema=regie&tafel=DT-02")
    button = team.page.locator("#lijst button").first
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert team.page.locator("#lijst article").first.locator(".omheen p").count() == 2
    button.click()
    assert team.page.locator(".omheen").count() == 0


def test_a_number_of_the_release_edition_leads_to_its_row(release):
    release.go("")
    release.page.click(".uitspraak .getal")
    row = release.page.locator("[id='cijfer-valentie/regie/knelpunt']")
    assert row.is_visible()
    assert row.evaluate("row => row === document.activeElement")
    release.go("cijfer-valentie/regie/knelpunt")
    assert row.is_visible()


def test_the_keyboard_gets_past_the_head_and_moves_with_the_page(team):
    team.go("")
    team.page.keyboard.press("Tab")
    assert team.page.evaluate("document.activeElement.className") == "sla-over"
    team.page.keyboard.press("Enter")
    assert team.page.evaluate("document.activeElement.id") == "inhoud"
    team.page.click("nav a:has-text('Kwaliteit')")
    assert team.page.evaluate("document.activeElement.id") == "kop-kwaliteit"
    assert team.page.title() == "Kwaliteit – Proefstudie – rapport"
    team.page.go_back()
    team.shows("Proefstudie")


def test_more_fragments_come_when_asked(team):
    team.go("fragmenten")
    assert team.page.locator("#lijst > li").count() == 40
    team.page.click("#meer")
    assert team.page.locator("#lijst > li").count() == 80
    assert team.page.evaluate(
        "document.activeElement.closest('li') === document.querySelectorAll('#lijst > li')[40]"
    )


def test_a_narrow_screen_scrolls_in_one_direction(team):
    team.page.set_viewport_size({"width": 320, "height": 640})
    for place in ("", "themas", "thema=regie", "tafels", "afspraken", "cijfers", "kwaliteit"):
        team.go(place)
        assert team.page.evaluate("document.documentElement.scrollWidth") <= 320, place
    team.page.set_viewport_size({"width": 1280, "height": 900})


def test_without_script_everything_can_be_read(chromium, content, tmp_path):
    file = tmp_path / "rapport.html"
    file.write_text(render_report(content, private=False), encoding="utf-8")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    heads = page.locator("main h1 >> visible=true").all_inner_texts()
    assert heads[:2] == ["Proefstudie", "Thema's"]
    assert "Verantwoording" in heads
    assert not page.locator("#zoekveld").is_visible()
    context.close()


def test_an_unknown_address_shows_something_sensible(team):
    for where in (
        "bestaat-niet",
        "thema=bestaat-niet",
        "bevinding=bestaat-niet",
        "%E0%A4%A",
        "zoek=",
    ):
        team.go(where)
        assert team.seen("main h1, main h2") != []


PLACES = ("", "themas", "thema=regie", "tafels", "tafel=DT-01", "verschillen", "kwaliteit", "cijfers",
          "afspraken",
          "verantwoording", "zoek=zin", "bevinding=valentie%2Fregie%2Fknelpunt", "fragmenten")  # fmt: skip


@pytest.mark.parametrize("private", [True, False])
def test_it_meets_wcag_aa_everywhere(browse, private):
    if importlib.util.find_spec("axe_playwright_python") is None:
        pytest.skip("axe-playwright-python is not installed: WCAG is not checked")
    import axe_playwright_python

    # Few fragments: each is like the next, and axe looks at them all.
    opened = browse(render_report(make_content(n_tables=4, per_table=4), private=private))
    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
    broken = []
    for place in (
        PLACES
        if private
        else ("", "themas", "thema=regie", "cijfers", "verantwoording", "zoek=zin")
    ):
        opened.go(place)
        # The page's own policy allows no other script, so axe comes in by the debugger's door.
        session = opened.page.context.new_cdp_session(opened.page)
        session.send("Runtime.evaluate", {"expression": axe})
        found = opened.page.evaluate(f"axe.run({{runOnly: {tags}}})")
        broken += [(place, one["id"], len(one["nodes"])) for one in found["violations"]]
    assert broken == []


def test_ten_thousand_fragments_filter_at_once(browse):
    large = browse(render_report(make_content(n_tables=40, per_table=250), private=True))
    begun = perf_counter()
    large.go("thema=regie")
    large.says("#telling", "5000 fragmenten uit 40 van de 40 tafels")
    opened = perf_counter() - begun
    begun = perf_counter()
    large.page.fill("#f-tekst", "zin 17 van tafel nul")
    large.says("#telling", f"{NOTHING}: 0 van de 40 tafels. Haal een filter weg.")
    assert perf_counter() - begun < 4
    assert opened < 8  # generous: this machine shares its cores


def test_a_frisian_fragment_without_a_translation_says_that_it_is_frisian(team):
    team.go(f"tekst={FRISIAN.split()[0]}")
    team.page.wait_for_selector(".fragment")
    assert "(Fries)" in team.seen(".vertaling")
