"""Bundles drawn for tests, made by the same writer that werkplaatsen use."""

import pandas as pd

from pipeline.domain.bundle import Manifest
from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.wording import JUDGED_VALENCES
from pipeline.files.signing import public_of, sign
from pipeline.release.bundle import members_of, seal_bundle
from pipeline.release.tabulation import csv_of

HEADINGS = ["bevinding", "code", "naam", "waardering", "tafels", "van_tafels", "afgeschermd", "bron", "reeks"]  # fmt: skip


def book_of(*themes, version="1", was=None, name="proef"):
    """Return a codebook of these themes, each with one subcode; `was` maps a theme to its former id."""
    codes = []
    for theme in themes:
        old = (was or {}).get(theme)
        former = (tuple(old) if isinstance(old, (list, tuple)) else (old,)) if old else ()
        codes.append(Code(theme, theme.capitalize(), "gezin", f"Over {theme}.", was=former))
        codes.append(Code(f"{theme}.deel", f"Deel van {theme}", "gezin", "Een deel.", parent=theme))
    return Codebook(name, version, tuple(codes), {"gezin": "Gezin"}, {}, {})


def table_of(counts, of_tables, min_tables=3, *, valued=True):
    """Return a released table as CSV; counts are (code, valence) to a number, None for derivable."""
    rows = []
    for (code, valence), n in counts.items():
        blanked = "afleidbaar" if n is None else "klein" if 0 < n < min_tables else ""
        kind = f"valentie/{code}/{valence}" if valued else f"thema/{code}"
        rows.append(
            (kind, code, code.capitalize(), valence, "" if blanked else n, of_tables, blanked, "mens", "A")
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=HEADINGS)
    return csv_of(table if valued else table.drop(columns="waardering"))


def manifest_of(region="Noord", *, book, n_tables=20, **changes):
    """Return a manifest; `changes` are fields that a test is about."""
    fields = {
        "study": f"tafels-{region.lower()}", "title": f"Tafels in {region}",
        "workplace": f"Werkplaats {region}", "region": region, "kinds": ("casusspecifiek",),
        "periods": ("2021",), "in_words": n_tables is None, "n_tables": n_tables,
        "codebook_id": book.id, "codebook_version": book.version, "codebook_digest": "0" * 64,
        "coder": "A", "agreement": None, "min_tables": 3, "min_people": 3, "program": "0.1.0",
        "products": ({"product": "tabel-themas", "door": "R. Smit", "op": "2026-11-01"},),
        "files": {},
    }  # fmt: skip
    return Manifest(**{**fields, **changes})


def bundle_of(
    region="Noord", counts=None, *, book=None, n_tables=20, sentences=(), seed=None, tables=None, **changes
):  # fmt: skip
    """Return the bytes of a bundle. `counts` is (theme, valence) to a number; None is no count at all."""
    book = book or book_of("regie", "netwerk", "toegang")
    themes = [theme.id for theme in book.themes]
    if tables is None and n_tables is not None:
        given = counts or {}
        full = {(t, v): given.get((t, v), 5) for t in themes for v in JUDGED_VALENCES}
        occurs = {(t, ""): given.get((t, ""), n_tables) for t in themes}
        tables = {
            "waardering": table_of(full, n_tables),
            "themas": table_of(occurs, n_tables, valued=False),
        }
    placed = pd.DataFrame(list(sentences), columns=["zin", "code", "waardering"])
    members = members_of(tables or {}, book, placed, f"Bundel van {region}.\n")
    seed = seed or bytes([sum(region.encode()) % 256]) * 32
    manifest = manifest_of(region, book=book, n_tables=n_tables, **changes)
    return seal_bundle(
        manifest, members, public=public_of(seed), sign=lambda told: sign(seed, told)
    )
