"""A small study of eleven tables, cut from the fictional example, analysed once for all flow tests."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.__main__ import run

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "data" / "friesland-28"
TABLES = [f"DT-{number:02d}" for number in (3, 4, 5, 6, 7, 10, 11, 13, 16, 17, 20)]
TRANSCRIPTS = {"DT-03", "DT-05"}


@dataclass(frozen=True)
class SmallStudy:
    """A study on disk and where its output goes."""

    file: Path
    data: Path
    output: Path

    def analyse(self, output: Path | None = None, *more: str) -> int:
        folder = str(output or self.output)
        return run(["analyse", str(self.file), "--uit", folder, "--stil", *more])


def make_study(
    home: Path, tables: list[str], settings: str = "", *, sentence_model: str = "use"
) -> SmallStudy:
    """Write a study of some of the example's tables, with the codings of those tables.

    It is read by the quick encoder, unless a test is about the one that every study gets.
    """
    data = home / "data"
    for table in tables:
        shutil.copytree(EXAMPLE / table, data / table)
        if table not in TRANSCRIPTS:
            (data / table / "transcript.txt").unlink(missing_ok=True)
    kept = [
        line
        for line in (EXAMPLE / "coderingen" / "A.csv").read_text(encoding="utf-8").splitlines()
        if line.startswith("tafel,")
        or (
            line.split(",")[0] in tables
            and (data / line.split(",")[0] / line.split(",")[1]).exists()
        )
    ]
    (home / "A.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    file = home / "studie.yaml"
    file.write_text(
        "studie: klein\ntitel: Kleine studie\ndata: data\ncoderingen: [A.csv]\n"
        f"zinsmodel: {sentence_model}\n{settings}",
        encoding="utf-8",
    )
    return SmallStudy(file, data, home / "uitvoer")


@pytest.fixture(scope="session")
def small_study(tmp_path_factory):
    study = make_study(tmp_path_factory.mktemp("klein"), TABLES, sentence_model="auto")
    assert study.analyse() == 0
    return study


@pytest.fixture
def bad_study(tmp_path):
    """Two tables, to be spoilt by a test."""
    return make_study(tmp_path, TABLES[:2])
