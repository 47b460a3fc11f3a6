"""The counts that a page shows, read back from the page."""

from __future__ import annotations

import pytest

from pipeline.release.comparison import SHOWN_BLANK, SHOWN_OTHERWISE, UNKNOWN_ROW, check_shown
from pipeline.release.report import counts_on_page, render_report


@pytest.fixture(scope="module")
def page(content):
    return render_report(content, private=False).encode()


def read(page, content):
    return counts_on_page(page, content.released)


def test_every_released_finding_is_on_the_page_as_it_was_released(page, content):
    shown = read(page, content)
    assert set(content.released["finding_id"]) <= set(shown["finding_id"])
    assert shown["n_tables"].notna().any()
    assert shown["of_tables"].notna().any()
    assert check_shown(shown, content.released).empty


def test_a_blank_count_has_no_number_though_its_spoken_form_has_one(page, content):
    blank = content.released.loc[content.released["n_tables"].isna(), "finding_id"]
    assert len(blank)
    shown = read(page, content).set_index("finding_id")
    assert shown.loc[shown.index.isin(blank), "n_tables"].isna().all()


def problems(page, content, old, new):
    changed = page.replace(old, new, 1)
    assert changed != page
    return set(check_shown(read(changed, content), content.released)["problem"])


def test_a_page_that_says_otherwise_is_found(page, content):
    row = content.released[content.released["finding_id"] == "valentie/regie/knelpunt"].iloc[0]
    link = b'href="#cijfer-valentie/regie/knelpunt">'
    other = str(int(row["n_tables"]) + 1).encode()
    count = str(int(row["n_tables"])).encode()
    assert problems(page, content, link + count, link + other) == {SHOWN_OTHERWISE}
    astray = link.replace(b"regie", b"nergens")
    assert problems(page, content, link, astray) == {UNKNOWN_ROW}


def test_a_count_in_place_of_a_blank_is_found(page, content):
    start = page.index(b'class="getal afgeschermd"')
    bare = page[:start] + page[start:].replace(b" afgeschermd", b"", 1)
    found = check_shown(read(bare, content), content.released)
    assert SHOWN_BLANK in set(found["problem"])
