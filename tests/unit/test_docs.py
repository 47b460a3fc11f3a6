"""The handbook says what the program does: every link, key, column, figure and verb stands in it."""

import re
from pathlib import Path

import pytest

from pipeline.domain.settings import STUDY_KEYS
from pipeline.domain.tables import Table, privacy  # noqa: F401 - a table counts once it is imported
from pipeline.release.figures import FIGURES
from pipeline.stages.table_files import WORK

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "data").glob("*.md")])


def text_of(*parts):
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_every_page_of_the_handbook_is_in_its_index():
    index = text_of("docs", "README.md")
    assert [page.name for page in (ROOT / "docs").glob("*.md") if page.name not in index] == []


@pytest.mark.parametrize("key", STUDY_KEYS)
def test_every_key_of_a_study_is_explained(key):
    assert re.search(rf"^\| `{key}\b", text_of("docs", "eigen-studie.md"), re.MULTILINE)


def _below(table):
    return {one for own in table.__subclasses__() for one in (own, *_below(own))}


@pytest.mark.parametrize("schema", WORK)
def test_every_table_of_werk_is_described_with_its_columns(schema):
    row = re.search(
        rf"^\| `{WORK[schema]}\.parquet`.*$", text_of("docs", "uitvoer.md"), re.MULTILINE
    )
    assert row, WORK[schema]
    (columns,) = (table.names() for table in _below(Table) if table.__name__ == schema)
    assert [name for name in columns if not re.search(rf"\b{name}\b", row.group())] == []


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_described(figure):
    assert f"`{figure}`" in text_of("docs", "uitvoer.md")


def test_every_verb_is_told_of():
    from pipeline.__main__ import app

    told = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    verbs = [command.name for command in app.registered_commands]
    assert [verb for verb in verbs if f"dialoogtafel {verb}" not in told] == []


def test_every_pair_of_words_stands_once_in_the_glossary():
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", text_of("GLOSSARY.md"), re.MULTILINE)
    pairs = [row for row in rows if row[0] != "Nederlands"]
    assert len(pairs) > 60
    for side in (0, 1):
        words = [pair[side].strip() for pair in pairs]
        assert [word for word in set(words) if words.count(word) > 1] == []


def test_no_page_calls_the_material_anonymous():
    for page in PAGES:
        for line in page.read_text(encoding="utf-8").splitlines():
            if re.search(r"\banoniem\b|\bgeanonimiseerd", line):
                assert re.search(r"niet anoniem|niet dat een tekst anoniem", line), (
                    page.name,
                    line,
                )


def test_everything_a_study_answers_is_in_the_page_on_notebooks():
    from pipeline import Study

    told = text_of("docs", "notebooks.md")
    names = [name for name in dir(Study) if not name.startswith("_")]
    assert len(names) > 25
    assert [name for name in names if f"studie.{name}" not in told] == []


@pytest.mark.parametrize("notebook", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)  # fmt: skip
def test_every_notebook_is_told_of(notebook):
    assert f"`{notebook.stem}`" in text_of("docs", "notebooks.md")
