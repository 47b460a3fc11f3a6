"""A bundle is taken in only when every byte of it is as it was signed."""

import io
import json
import zipfile

import pytest

from pipeline.domain.errors import InputError
from pipeline.exchange.bundles import (
    RefusedError,
    check_together,
    names_of,
    read_bundle,
    read_bundles,
)
from pipeline.files.archives import open_archive, pack_archive
from pipeline.files.signing import public_of, sign
from tests.unit.bundles_drawn import book_of, bundle_of, table_of

SMALL = bundle_of("Noord", book=book_of("regie"), tables={"themas": table_of({("regie", ""): 9}, 12, valued=False)})  # fmt: skip


def reason(content):
    with pytest.raises(RefusedError) as caught:
        read_bundle("a.zip", content)
    return str(caught.value)


def members_of(content):
    archive = open_archive(content)
    return {name: archive.read(name) for name in archive.sizes}


def resealed(content, *, seed=b"\7" * 32, **fields):
    """Return a bundle with fields of its manifest changed and signed anew, as a hostile sender would."""
    members = members_of(content)
    told = json.loads(members["manifest.json"]) | fields
    members["manifest.json"] = json.dumps(told).encode()
    members["handtekening.json"] = json.dumps(
        {
            "sleutel": public_of(seed).hex(),
            "handtekening": sign(seed, members["manifest.json"]).hex(),
        }
    ).encode()
    return pack_archive(members)


def test_a_bundle_is_read_with_its_tables_codebook_and_signer():
    bundle = read_bundle("a.zip", bundle_of("Noord", {("regie", "knelpunt"): 2}))
    assert bundle.manifest.region == "Noord"
    assert [theme.id for theme in bundle.codebook.themes] == ["regie", "netwerk", "toegang"]
    rows = bundle.tables["waardering"]
    cell = rows[(rows["code"] == "regie") & (rows["waardering"] == "knelpunt")].iloc[0]
    assert (cell["tafels"], cell["afgeschermd"]) == ("", "klein"), "a blank stays a blank"
    assert len(bundle.fingerprint.replace(" ", "")) == 40


def test_every_single_byte_that_changes_makes_a_bundle_refused():
    for place in range(len(SMALL)):
        changed = bytearray(SMALL)
        changed[place] ^= 0x41
        with pytest.raises(RefusedError):
            read_bundle("a.zip", bytes(changed))


@pytest.mark.parametrize("cut", [0, 1, 20, 0.5, -1, -30])
def test_a_bundle_that_was_cut_off_is_refused(cut):
    end = int(len(SMALL) * cut) if isinstance(cut, float) else cut
    with pytest.raises(RefusedError):
        read_bundle("a.zip", SMALL[:end])


def test_what_was_added_behind_a_bundle_makes_it_refused():
    assert "veranderd" in reason(SMALL + b"\n") or "beschadigd" in reason(SMALL + b"\n")


def test_a_bundle_that_was_unpacked_and_packed_again_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members_of(SMALL).items():
            archive.writestr(name, content)
    assert "opnieuw ingepakt" in reason(out.getvalue())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda m: m.pop("handtekening.json"), "niet ondertekend"),
        (lambda m: m.update({"handtekening.json": b"{}"}), "handtekening die niet te lezen"),
        (lambda m: m.pop("manifest.json"), "geen bundel"),
        (lambda m: m.pop("codeboek.yaml"), "mist onderdelen"),
        (lambda m: m.update({"tabellen/extra.csv": b"a;b"}), "niet is ondertekend"),
        (lambda m: m.update({"LEESMIJ.txt": b"anders"}), "veranderd sinds"),
        (
            lambda m: m.update({"manifest.json": m["manifest.json"].replace(b"Noord", b"Zuid")}),
            "handtekening die niet klopt",
        ),
    ],
)
def test_what_is_not_as_signed_is_refused_with_its_reason(change, told):
    members = members_of(SMALL)
    change(members)
    assert told in reason(pack_archive(members))


def test_another_zip_and_no_zip_at_all_are_refused():
    assert "geen bundel" in reason(pack_archive({"a.txt": b"x"}))
    assert "beschadigd" in reason(b"geen zip")
    assert "verdachte inhoud" in reason(pack_archive({"../manifest.json": b"{}"}))


def test_another_format_version_is_refused_before_anything_else():
    assert "werk dit programma bij" in reason(resealed(SMALL, versie=2)).casefold()


def test_a_signed_table_that_shows_a_small_count_is_refused_whatever_its_sender_set():
    table = table_of({("regie", ""): 1}, 12, 1, valued=False)
    shown = bundle_of("Noord", book=book_of("regie"), tables={"themas": table}, min_tables=1)
    assert "afgeschermd hoort te zijn" in reason(shown)


def test_signed_parts_that_cannot_be_read_are_refused_without_a_word_of_them():
    members = members_of(SMALL)
    for name, broken in (("codeboek.yaml", b"geheim: ["), ("tabellen/themas.csv", b'a;b\n"geheim')):
        other = members | {name: broken}
        digests = json.loads(members["manifest.json"])["bestanden"]
        import hashlib

        digests[name] = hashlib.sha256(broken).hexdigest()
        told = reason(resealed(pack_archive(other), bestanden=digests))
        assert "niet te lezen" in told
        assert "geheim" not in told


def write(folder, **bundles):
    paths = []
    for name, content in bundles.items():
        (folder / f"{name}.zip").write_bytes(content)
        paths.append(folder / f"{name}.zip")
    return paths


def test_every_file_that_is_refused_has_a_line_with_its_name(tmp_path):
    paths = write(tmp_path, goed=SMALL, kapot=SMALL[:-4], leeg=b"")
    with pytest.raises(InputError) as caught:
        read_bundles([*paths, tmp_path / "weg.zip"])
    told = str(caught.value)
    assert "niets samengevoegd" in told
    assert [name in told for name in ("goed.zip", "kapot.zip", "leeg.zip", "weg.zip")] == [False, True, True, True]  # fmt: skip


def together(known=None, **bundles):
    read = [read_bundle(f"{name}.zip", content) for name, content in bundles.items()]
    check_together(read, known or {})
    return read


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (bundle_of("Noord"), "dezelfde bundel"),
        (bundle_of("Noord", {("regie", "knelpunt"): 9}), "dezelfde studie"),
        (bundle_of("Noord", n_tables=30), "dezelfde studie"),
        (bundle_of("Zuid"), "dezelfde tellingen"),
    ],
)
def test_the_same_tables_are_not_counted_twice(second, told):
    with pytest.raises(InputError) as caught:
        together(a=bundle_of("Noord"), b=second)
    assert told in str(caught.value)
    assert "a.zip" in str(caught.value)
    assert "b.zip" in str(caught.value)


def test_two_studies_of_one_werkplaats_stand_beside_each_other():
    second = bundle_of("Noord", {("regie", ""): 9}, study="jongeren", title="Jongeren in Noord")
    read = together(a=bundle_of("Noord"), b=second)
    assert names_of(read) == ["Tafels in Noord", "Jongeren in Noord"]


def test_a_known_werkplaats_with_another_key_is_refused_with_its_fingerprint():
    first = together(a=bundle_of("Noord"))[0]
    stranger = bundle_of("Noord", seed=b"\5" * 32)
    with pytest.raises(InputError, match="andere sleutel") as caught:
        together({"werkplaats NOORD ": first.public}, b=stranger)
    assert read_bundle("b.zip", stranger).fingerprint in str(caught.value)


def test_one_werkplaats_with_two_keys_among_the_bundles_is_refused():
    second = bundle_of("Noord", study="jongeren", seed=b"\5" * 32, n_tables=30)
    with pytest.raises(InputError, match="andere sleutel"):
        together(a=bundle_of("Noord"), b=second)


def signed_with(rows, **changes):
    """Return a signed bundle whose table of themes has these rows."""
    table = "code;naam;tafels;van_tafels;afgeschermd\r\n" + "".join(f"{row}\r\n" for row in rows)
    return bundle_of("Noord", book=book_of("regie"), tables={"themas": table.encode("utf-8-sig")}, **changes)  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["regie;Regie;-3;20;"], "geen heel getal"),
        (["regie;Regie;3.5;20;"], "geen heel getal"),
        (["regie;Regie;1e3;20;"], "geen heel getal"),
        (["regie;Regie;veel;20;"], "geen heel getal"),
        (["regie;Regie;21;20;"], "groter dan het aantal tafels"),
        (["vervoer;Vervoer;9;20;"], "niet in haar codeboek"),
        (["regie;Regie;9;20;", "regie;Regie;8;20;"], "twee keer"),
        (["regie;Re\x07gie;9;20;"], "geen mens kan lezen"),
    ],
)
def test_a_signed_table_that_cannot_be_is_refused_without_repeating_it(rows, told):
    said = reason(signed_with(rows))
    assert told in said
    assert "Regie" not in said
    assert "goed ondertekend" in said


def test_a_blanked_row_and_a_nought_are_fine():
    bundle = read_bundle("a.zip", signed_with(["regie;Regie;;20;klein", "regie.deel;Deel;0;20;"]))
    assert list(bundle.tables["themas"]["tafels"]) == ["", "0"]


def test_a_bundle_in_words_that_counts_tables_all_the_same_is_refused():
    assert "in woorden" in reason(signed_with(["regie;Regie;9;20;"], in_words=True))


def test_a_name_with_signs_that_nobody_can_read_is_refused():
    assert "geen mens kan lezen" in reason(bundle_of("Noord", title="Tafels\x00 in Noord"))
