"""Codes of one version of a codebook in another: by id, by `was:`, by theme, or told to be lost."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.domain.codebook import read_codebook
from pipeline.domain.codebook_migration import best_target, migrate_codings, plan_migration
from pipeline.domain.errors import InputError
from pipeline.domain.tables import Codings, check

NEW = """meta: {id: proef, versie: "2"}
niveaus:
  - {id: gezin, label: Gezin}
themas:
  - id: zeggenschap
    was: [regie, inspraak]
    label: Zeggenschap
    niveau: gezin
    subcodes:
      - id: zeggenschap.zelf
        was: [regie.zelf]
        label: Zelf sturen
  - id: toegang
    label: Toegang
    niveau: gezin
"""
OLD = ["regie", "regie.zelf", "regie.geld", "inspraak", "toegang", "netwerk"]


def codebook_of(tmp_path, text, name="codeboek.yaml"):
    file = Path(tmp_path) / name
    file.write_text(text, encoding="utf-8")
    return read_codebook(file)


@pytest.fixture
def book(tmp_path):
    return codebook_of(tmp_path, NEW)


def codings(*rows):
    """Return codings of (segment, code, valence) by A."""
    made = [
        (segment, code, "A", "mens", 0, 5, valence, False, None, "bevestigd")
        for segment, code, valence in rows
    ]
    base = ["segment_id", "code", "coder", "source", "start", "end", "valence", "doubt",
            "confidence", "status"]  # fmt: skip
    table = pd.DataFrame(made, columns=base)
    extra = {name: "" for name in Codings.names() if name not in base}
    return check(table.assign(**extra), Codings)


def test_a_code_goes_by_its_id_by_was_or_with_its_theme_and_else_is_lost(book):
    plan = plan_migration(OLD, book)
    assert plan.targets == {
        "regie": "zeggenschap",
        "regie.zelf": "zeggenschap.zelf",
        "regie.geld": "zeggenschap",
        "inspraak": "zeggenschap",
        "toegang": "toegang",
        "netwerk": "",
    }
    assert plan.renamed == ("regie", "regie.zelf", "inspraak")
    assert plan.to_theme == {"regie.geld"}
    assert plan.lost == ("netwerk",)
    assert not plan.changes_nothing
    assert plan_migration(["toegang"], book).changes_nothing


def test_codings_move_and_joined_codes_leave_one_row(book):
    before = codings(
        ("s1", "regie", "knelpunt"), ("s1", "inspraak", "knelpunt"), ("s2", "toegang", "")
    )
    after = migrate_codings(before, plan_migration(OLD, book))
    assert after[["segment_id", "code"]].values.tolist() == [
        ["s1", "zeggenschap"],
        ["s2", "toegang"],
    ]


def test_a_segment_that_loses_its_last_code_is_still_judged(book):
    before = codings(
        ("s1", "netwerk", "knelpunt"),
        ("s2", None, ""),
        ("s3", "netwerk", ""),
        ("s3", "toegang", ""),
    )
    after = migrate_codings(before, plan_migration(OLD, book))
    assert list(after["segment_id"]) == ["s1", "s2", "s3"]
    assert after["code"].isna().tolist() == [True, True, False]
    assert after.loc[0, "valence"] == ""


def test_the_version_that_knows_the_others_is_the_target(book, tmp_path):
    old = NEW.replace("    was: [regie, inspraak]\n", "").replace("        was: [regie.zelf]\n", "")
    old = codebook_of(tmp_path, old.replace("zeggenschap", "regie"), "oud.yaml")
    assert best_target([old, book]) is book
    assert best_target([book, old]) is book
    assert best_target([old, old]) is old


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("was: [regie, inspraak]", "was: [toegang]", "regel 6: 'toegang' staat onder 'was:'"),
        ("was: [regie.zelf]", "was: [regie]", "regel 11: 'regie' staat onder 'was:' bij 'zeggenschap' en"),
        ("was: [regie, inspraak]", "was: regie", "regel 6: onder 'was:' hoort een lijst"),
    ],
)  # fmt: skip
def test_an_origin_that_is_unclear_is_refused_with_its_line(tmp_path, old, new, message):
    with pytest.raises(InputError, match=message):
        codebook_of(tmp_path, NEW.replace(old, new))


def test_no_codings_are_no_codings(book):
    assert migrate_codings(codings(), plan_migration(OLD, book)).empty
