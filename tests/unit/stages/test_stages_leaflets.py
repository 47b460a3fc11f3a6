"""The smaller sheets of a study, made of tables that hold just enough."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.errors import InputError
from pipeline.domain.perspectives import PerspectiveMap
from pipeline.domain.settings import read_settings
from pipeline.domain.tables import (
    Actions,
    Codings,
    DialogueTables,
    Evidence,
    Participants,
    Released,
    Segments,
    empty,
)
from pipeline.release.figures import read_style
from pipeline.release.texts import read_texts
from pipeline.stages import leaflets
from pipeline.stages.run import Run
from pipeline.store import Store

ROOT = Path(__file__).parents[3]
BOOK = Codebook(
    "proef", "0.1",
    (Code("regie", "Eigen regie", "gezin", "Zelf sturen."), Code("regie.kracht", "Eigen kracht", "gezin", "", parent="regie")),
    {}, {"ouder": "Ouder"}, {"gezin": ("ouder",)},
)  # fmt: skip


class Quiet:
    def __call__(self, *_: object) -> None:
        pass


def make_run(folder: Path, line: str = "", n_tables: int = 4) -> Run:
    (folder / "data").mkdir()
    study = folder / "studie.yaml"
    study.write_text(f"studie: proef\ndata: data\n{line}\n", encoding="utf-8")
    settings = read_settings(study)
    store = Store(folder / "uit")
    store.open()
    run = Run(settings, BOOK, PerspectiveMap((), {}, {}, {}, {}), store, Quiet())
    ids = [f"T-{number}" for number in range(1, n_tables + 1)]
    columns = dict.fromkeys(DialogueTables.names(), "")
    run.put(
        pd.DataFrame(
            [columns | {"table_id": one, "chosen_themes": None, "n_participants": 1} for one in ids]
        ),
        DialogueTables,
    )
    run.put(
        pd.DataFrame(
            [(one, "P1", "moeder", "ouder", "gezin", False) for one in ids],
            columns=Participants.names(),
        ),
        Participants,
    )
    run.put(
        pd.DataFrame(
            [
                (
                    f"{one}/t/0",
                    one,
                    "t",
                    0,
                    9,
                    "P1",
                    "moeder",
                    "ouder",
                    "nl",
                    "Geheim woord.",
                    "transcript",
                    "gezin",
                    "",
                    0,
                    True,
                )
                for one in ids
            ],
            columns=Segments.names(),
        ),
        Segments,
    )
    run.put(
        pd.DataFrame(
            [
                (
                    f"{one}/t/0",
                    "regie.kracht",
                    "A",
                    "mens",
                    0,
                    9,
                    "succesfactor",
                    False,
                    None,
                    "bevestigd",
                    "",
                    "",
                )
                for one in ids
            ],
            columns=Codings.names(),
        ),
        Codings,
    )
    for schema in (Evidence, Actions, Released):
        run.put(empty(schema), schema)
    run.records |= {
        "texts": read_texts(ROOT / "configs" / "teksten.yaml"),
        "style": read_style(ROOT / "configs" / "huisstijl.yaml"),
        "coder": "A", "basis": "reeks A", "made": [], "unknowns": [], "words_only": True, "agreement": {},
    }  # fmt: skip
    return run


def words_of(docx: bytes) -> str:
    import io

    import docx as word

    document = word.Document(io.BytesIO(docx))
    return "\n".join(text.text or "" for text in document.element.body.iter("{*}t"))


def test_a_group_gets_a_sheet_in_words(tmp_path):
    run = make_run(tmp_path, "factsheets: {Drie casussen: [T-1, T-2, T-3]}")
    leaflets.groups(run)
    said = words_of(run.files["concept/factsheets/Drie_casussen.docx"])
    assert "3 dialoogtafels" in said
    assert "Eigen regie" in said
    assert "Eigen kracht" in said
    assert "Geheim" not in said
    assert run.files["concept/factsheets/Drie_casussen.pdf"].startswith(b"%PDF")


def test_a_group_of_two_tables_says_that_there_is_nothing_to_show(tmp_path):
    run = make_run(tmp_path, "factsheets: {Twee: [T-1, T-2]}")
    leaflets.groups(run)
    assert "Eigen" not in words_of(run.files["concept/factsheets/Twee.docx"])


def test_a_table_that_is_not_there_is_named(tmp_path):
    run = make_run(tmp_path, "factsheets: {Drie: [T-1, T-9]}")
    with pytest.raises(InputError, match="T-9"):
        leaflets.groups(run)


def test_a_group_leaves_the_study_itself_as_it_was(tmp_path):
    run = make_run(tmp_path, "factsheets: {Een: [T-1, T-2, T-3]}")
    before = {name: table.copy() for name, table in run.tables.items()}
    leaflets.groups(run)
    assert set(before) == set(run.tables)
    assert all(before[name].equals(run.tables[name]) for name in before)


def test_every_table_gets_a_profile_that_stays_inside(tmp_path):
    run = make_run(tmp_path)
    leaflets.profile(run)
    assert sorted(run.files) == [
        f"besloten/casusprofielen/T-{n}.{form}" for n in range(1, 5) for form in ("docx", "pdf")
    ]
    assert "Geheim" not in words_of(run.files["besloten/casusprofielen/T-1.docx"])


def test_what_no_person_coded_gets_no_sheet_to_hand_out(tmp_path):
    run = make_run(tmp_path, "factsheets: {Een: [T-1]}")
    run.records["coder"] = ""
    leaflets.themes(run)
    leaflets.groups(run)
    assert run.files == {}


def test_an_unknown_field_in_a_text_is_told_with_its_line(tmp_path):
    texts = (ROOT / "configs" / "teksten.yaml").read_text(encoding="utf-8")
    edited = tmp_path / "teksten.yaml"
    edited.write_text(
        texts.replace('aan {n} van de {van} tafels."', 'aan {aantal} van de {van} tafels."'),
        encoding="utf-8",
    )
    run = make_run(tmp_path)
    run.records["texts"] = read_texts(edited)
    with pytest.raises(InputError, match=r"teksten\.yaml.*\{aantal\}"):
        leaflets.themes(run)
