"""The figure of subcodes stands on the page of every theme that is in it, and of no other."""

from types import SimpleNamespace

import pandas as pd

from pipeline.domain.codebook import read_codebook
from pipeline.domain.settings import configs_folder
from pipeline.stages.sheets import _theme_figures


def run(*finding_ids, figures=("subcodes",)):
    released = pd.DataFrame(
        {
            "finding_id": ["valentie/toegang.wachttijd/knelpunt", "valentie/regie/knelpunt"],
            "code": ["toegang.wachttijd", "regie"],
        }
    )
    drawn = {name: SimpleNamespace(finding_ids=finding_ids) for name in figures}
    return SimpleNamespace(
        records={"figures": drawn},
        codebook=read_codebook(configs_folder() / "codeboek.yaml"),
        table=lambda _: released,
    )


def test_a_theme_gets_the_figure_that_shows_its_subcodes():
    told = _theme_figures(run("valentie/toegang.wachttijd/knelpunt", "acties/iets"))
    assert told == {"toegang": ("subcodes",)}


def test_a_study_without_that_figure_has_none():
    assert _theme_figures(run(figures=("waardering",))) == {}
