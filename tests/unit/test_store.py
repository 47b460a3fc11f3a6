"""What the output folder promises: cheap reruns, and a last good output that stays whole."""

import numpy as np
import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.store import PARTS, Store, output_digests


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "uitvoer")
    opened.open()
    return opened


def write_run(store, word):
    with store.fresh() as new:
        (new / "concept").mkdir()
        (new / "concept" / "factsheet.txt").write_text(word)
        (new / "quarantaine.csv").write_text("kop\n")


def content(store):
    return (store.folder / "concept" / "factsheet.txt").read_text()


def test_a_stage_is_computed_once_and_its_lists_come_back_as_lists(store):
    made = []

    def make():
        made.append(1)
        return {"Codes": pd.DataFrame({"codes": [["regie", "leren"], []], "n": [1, 2]})}

    first = store.remember("coderen", ["a", "b"], make)
    second = store.remember("coderen", ["a", "b"], make)
    assert made == [1]
    pd.testing.assert_frame_equal(first["Codes"], second["Codes"])
    assert second["Codes"]["codes"].iloc[0] == ["regie", "leren"]
    store.remember("coderen", ["a", "c"], make)
    assert made == [1, 1]
    assert (store.tallies["coderen"].computed, store.tallies["coderen"].reused) == (2, 1)


def test_parts_that_only_join_alike_are_told_apart(store):
    assert store.key("ab", "c") != store.key("a", "bc")


def test_a_cache_key_means_nothing_in_another_folder(store, tmp_path):
    other = Store(tmp_path / "elders")
    other.open()
    assert store.key("Niemand belde terug.") != other.key("Niemand belde terug.")


def test_files_of_a_stage_come_back_in_their_order(store):
    files = {"b.svg": b"<svg/>", "a.png": b"\x89PNG"}
    assert store.remember_files("tekenen", ["x"], lambda: files) == files
    assert list(store.remember_files("tekenen", ["x"], dict)) == ["b.svg", "a.png"]


def test_only_new_texts_are_encoded_and_only_used_ones_stay(store):
    asked = []

    def encode(texts):
        asked.append(texts)
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)

    rows = store.vectors(["bel", "brief", "bel"], "model-1", 2, encode, owner="a")
    assert rows.tolist() == [[3, 1], [5, 1], [3, 1]]
    store.vectors(["brief", "sleutel"], "model-1", 2, encode, owner="a")
    store.vectors(["bel"], "model-1", 2, encode, owner="a")
    assert asked == [["bel", "brief"], ["sleutel"], ["bel"]]


def test_no_text_stands_in_the_cache_of_vectors(store):
    store.vectors(["toen bleef het stil"], "m", 1, lambda _: np.zeros((1, 1)), owner="a")
    kept = b"".join(file.read_bytes() for file in store.folder.rglob("*") if file.is_file())
    assert b"stil" not in kept


def test_what_a_run_did_not_use_is_removed(store):
    store.remember("coderen", ["oud"], lambda: {"T": pd.DataFrame({"n": [1]})})
    fresh = Store(store.folder)
    fresh.open()
    fresh.remember("coderen", ["nieuw"], lambda: {"T": pd.DataFrame({"n": [2]})})
    fresh.prune()
    assert len(list((store.folder / ".cache" / "coderen").iterdir())) == 1


def test_a_good_run_replaces_the_former_output(store):
    write_run(store, "eerste")
    write_run(store, "tweede")
    assert content(store) == "tweede"
    assert sorted(path.name for path in store.folder.iterdir()) == [
        ".cache",
        "concept",
        "quarantaine.csv",
    ]


@pytest.mark.parametrize("blow", [ValueError, KeyboardInterrupt])
def test_a_run_that_dies_leaves_the_last_good_output_whole(store, blow):
    write_run(store, "eerste")
    before = output_digests(store.folder)

    def die_halfway():
        with store.fresh() as new:
            (new / "concept").mkdir()
            (new / "concept" / "factsheet.txt").write_text("half")
            raise blow

    with pytest.raises(blow):
        die_halfway()
    assert output_digests(store.folder) == before
    assert not list(store.folder.glob(".nieuw-*"))


def test_a_swap_that_was_cut_off_is_mended_at_the_next_start(store):
    write_run(store, "eerste")
    aside = store.folder / ".oud"
    aside.mkdir()
    (store.folder / "concept").replace(aside / "concept")
    Store(store.folder).open()
    assert content(store) == "eerste"
    assert not aside.exists()


def test_vrijgave_is_never_touched_by_a_run(store):
    (store.folder / "vrijgave").mkdir()
    (store.folder / "vrijgave" / "factsheet.pdf").write_text("goedgekeurd")
    write_run(store, "eerste")
    assert (store.folder / "vrijgave" / "factsheet.pdf").read_text() == "goedgekeurd"
    assert "vrijgave" not in PARTS


def test_a_folder_that_is_locked_is_named_and_left_alone(tmp_path):
    locked = tmp_path / "uitvoer"
    locked.mkdir()
    locked.chmod(0o555)
    with pytest.raises(InputError, match="kan ik niet schrijven"):
        Store(locked).open()
    assert not list(locked.iterdir())


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "uitvoer").write_text("geen map")
    with pytest.raises(InputError, match="kan ik niet schrijven"):
        Store(tmp_path / "uitvoer").open()


def test_what_people_edit_for_a_table_outlives_a_run_and_is_no_output_of_it(store):
    write_run(store, "eerst")
    before = output_digests(store.folder)
    letter = store.folder / "besloten" / "terugkoppeling" / "DT-07" / "brief-gezin.docx"
    mirror = store.folder / "concept" / "spiegelbijeenkomst" / "blad.docx"
    for path in (letter, mirror):
        path.parent.mkdir(parents=True)
        path.write_text("bewerkt")
    assert output_digests(store.folder) == before
    write_run(store, "later")
    assert letter.read_text() == "bewerkt"
    assert not mirror.exists()  # made of the counts of before
