import json

import pandas as pd
import pytest

from pipeline.domain.bundle import ManifestError, has_small_counts, manifest_bytes, read_manifest
from tests.unit.bundles_drawn import book_of, manifest_of

MANIFEST = manifest_of(book=book_of("regie"), agreement=0.71, periods=("2019", "2020-2021"))


def changed(**fields):
    return json.dumps(json.loads(manifest_bytes(MANIFEST)) | fields).encode()


def test_a_manifest_comes_back_as_it_was():
    assert read_manifest(manifest_bytes(MANIFEST)) == MANIFEST
    assert manifest_bytes(MANIFEST) == manifest_bytes(MANIFEST)


@pytest.mark.parametrize(("version", "advice"), [(2, "Werk dit programma bij"), (0, "nieuwere versie"), ("1", "nieuwere")])  # fmt: skip
def test_another_version_is_told_with_what_to_do(version, advice):
    with pytest.raises(ManifestError, match=advice):
        read_manifest(changed(versie=version))


@pytest.mark.parametrize(
    "fields",
    [
        {"tafels": "20"}, {"tafels": True}, {"in_woorden": 1}, {"perioden": "2019"}, {"perioden": [2019]},
        {"bestanden": {"a.csv": 3}}, {"vrijgegeven": [{"product": 1}]}, {"vrijgegeven": ["x"]},
        {"werkplaats": None}, {"overeenstemming": "0,7"}, {"min_tafels": 3.5},
    ],
)  # fmt: skip
def test_a_field_of_another_kind_is_refused_by_its_name(fields):
    with pytest.raises(ManifestError, match=f"'{next(iter(fields))}'"):
        read_manifest(changed(**fields))


@pytest.mark.parametrize(
    "fields", [{"werkplaats": " "}, {"studie": ""}, {"tafels": -1}, {"min_tafels": 0}]
)
def test_a_manifest_of_nobody_or_of_a_number_that_cannot_be_is_refused(fields):
    with pytest.raises(ManifestError, match="in het manifest staat"):
        read_manifest(changed(**fields))


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[]", b"{" * 5000, b'{"formaat": "iets anders"}']
)
def test_what_is_no_manifest_is_refused(content):
    with pytest.raises(ManifestError):
        read_manifest(content)


@pytest.mark.parametrize(
    ("column", "value", "small"),
    [
        ("tafels", "1", True), ("tafels", "2", True), ("tafels", "0", False), ("tafels", "3", False),
        ("tafels", "", False), ("van_tafels", "2", True), ("tafels_met_stem", "1", True),
        ("gesteund_door", "ouders", False), ("mensen_in_groep", "2", True), ("personen", "2", True), ("personen", "4", False),
        ("plaats", "1", False),
    ],
)  # fmt: skip
def test_a_count_of_one_or_two_is_small_and_nought_is_not(column, value, small):
    table = pd.DataFrame({column: ["12", value]})
    assert has_small_counts(table, min_tables=3, min_people=3) == small
