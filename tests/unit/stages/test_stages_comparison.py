"""What is said above studies side by side: which themes are compared, and why not all of them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pipeline.domain.codebook import Code, Codebook
from pipeline.stages.comparison import _lead

BOOK = Codebook(
    "eigen", "3", tuple(Code(one, one.title(), "gezin", "") for one in ("a", "b", "c")), {}, {}, {}
)


def lead_of(shared, *books):
    sides = [SimpleNamespace(title=book, codebook=book, by_people=True) for book in books]
    return " ".join(_lead([None] * len(sides), sides, shared, BOOK))


@pytest.mark.parametrize(
    ("shared", "books", "said"),
    [
        (["a", "b"], ("eigen 3", "eigen 3"), "heten hetzelfde en zijn het niet"),
        (["a"], ("eigen 3", "eigen 3"), "die elke studie kon coderen, 1 van de 3."),
        (
            ["a", "b"],
            ("eigen 2", "eigen 3"),
            "niet dezelfde versie van het codeboek (eigen 2 en eigen 3)",
        ),
    ],
)
def test_themes_that_not_every_study_could_code_are_told(shared, books, said):
    assert said in lead_of(shared, *books)


def test_of_one_codebook_nothing_is_said():
    assert "codeboek" not in lead_of(["a", "b", "c"], "eigen 3", "eigen 3")
