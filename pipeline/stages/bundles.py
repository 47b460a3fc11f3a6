"""What was let out of one study in; a signed bundle of it for other werkplaatsen out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.coding.agreement import agreement_by_code
from pipeline.domain.bundle import MANIFEST, STATEMENT, Manifest, manifest_bytes
from pipeline.domain.codebook import Codebook, read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import Settings, configs_folder, read_settings
from pipeline.domain.tables import Codings, DialogueTables, Segments
from pipeline.domain.wording import enumerate_words, plural
from pipeline.exchange.bundles import RefusedError, read_bundle
from pipeline.exchange.keys import KEY_FILE, OwnKey, keep_key, own_key
from pipeline.files.atomic import file_digest, write_bytes
from pipeline.files.private import private_folder
from pipeline.findings.evidence import leading_series
from pipeline.provenance import versions
from pipeline.release.bundle import (
    leaks,
    members_of,
    place_sentences,
    read_released,
    seal_bundle,
)
from pipeline.release.coarsening import places_shown
from pipeline.release.texts import Texts, read_texts
from pipeline.stages.analysis import fingerprint
from pipeline.stages.bundle_contents import Released, released_of, work_table
from pipeline.stages.release_record import PLACE, changed_since, outdated, read_release

FOLDER = "bundels"  # beside the outputs of studies


@dataclass(frozen=True)
class MadeBundle:
    """A bundle that was written, and what its sender should know."""

    path: Path
    workplace: str
    fingerprint: str
    key_path: Path
    new_key: bool
    tables: tuple[str, ...]
    n_sentences: int
    outdated: tuple[str, ...]  # products of other data than those of now
    counts_left_out: bool  # under ten tables: the counts that were let out earlier stay here


def make_bundle(
    study: Path, folder: Path | None, *, to: Path | None, key: Path | None, workplace: str
) -> MadeBundle:
    """Write the bundle of a study.

    Raises:
        InputError: when nothing was let out that fits, a product changed since it was signed, or
            something in it would give a table away.
    """
    settings = read_settings(study)
    folder = folder or settings.output
    record = _record(settings, folder / PLACE)
    codebook = read_codebook(settings.codebook)
    texts = read_texts(configs_folder() / "teksten.yaml")
    tables = work_table(folder, DialogueTables)
    released = released_of(settings, folder, record, tables)
    key_path = _key_path(key, folder, settings)
    region = _region(tables, settings)
    own, new_key = own_key(key_path, workplace, default=region or settings.title)
    manifest = _manifest(settings, codebook, record, released, key=own, folder=folder)
    placed = place_sentences(released.sentences, codebook, texts)
    members = members_of(released.tables, codebook, placed, read_me(manifest, own, texts))
    let_out = [*placed["zin"], *_statements(released)]
    _look_once_more({**members, MANIFEST: manifest_bytes(manifest)}, folder, tables, let_out)
    old = tuple(outdated(folder / PLACE, fingerprint(settings)))
    path = to or folder.parent / FOLDER / f"{settings.study}.zip"
    content = seal_bundle(manifest, members, public=own.public, sign=own.sign)
    _read_back(path.name, content)
    if new_key:
        keep_key(key_path, own)
    write_bytes(path, content)
    return MadeBundle(
        path, own.workplace, own.fingerprint, key_path, new_key, tuple(sorted(released.tables)),
        len(placed), old, released.counts_left_out,
    )  # fmt: skip


def _record(settings: Settings, place: Path) -> dict[str, Any]:
    """Return the record of what was let out, after its files were held against it."""
    record = read_release(place)
    if not record.get("producten"):
        raise InputError(
            f"In {place} is nog niets vrijgegeven, en een bundel bestaat alleen uit wat is vrijgegeven. "
            "Geef eerst vrij: dialoogtafel geef-vrij STUDIE --product tabellen"
        )
    if record.get("studie") != settings.study:
        raise InputError(
            f"Wat in {place} is vrijgegeven, is van een andere studie. Geef met --uit de map van deze studie op."
        )
    changed = changed_since(place)
    if changed:
        raise InputError(
            f"Veranderd sinds de vrijgave, dus niet meer ondertekend: {enumerate_words(changed)}. Er is geen "
            "bundel gemaakt. Geef opnieuw vrij wat mee moet: dialoogtafel geef-vrij STUDIE"
        )
    return record


def _key_path(key: Path | None, folder: Path, settings: Settings) -> Path:
    """Return where the key lies: outside every output, which is thrown away or handed on as a whole."""
    path = (key or private_folder() / KEY_FILE).resolve()
    if any(path.is_relative_to(one.resolve()) for one in (folder, settings.data)):
        raise InputError(
            "De sleutel hoort niet bij de uitvoer of de gegevens, want die worden gedeeld of weggegooid. Kies "
            "met --sleutel een andere plek."
        )
    return path


def _region(tables: pd.DataFrame, settings: Settings) -> str:
    """Return the region of the study, where it is of enough tables to be named."""
    return enumerate_words(places_shown(tables["region"], least=settings.min_tables))


def _manifest(
    settings: Settings,
    codebook: Codebook,
    record: Mapping[str, Any],
    released: Released,
    *,
    key: OwnKey,
    folder: Path,
) -> Manifest:
    tables = work_table(folder, DialogueTables)
    codings = work_table(folder, Codings)
    counted = {name: read_released(content) for name, content in released.tables.items()}
    coder = leading_series(codings)
    let_out = {row["product"]: row for row in released.products}
    return Manifest(
        study=settings.study,
        title=str(record.get("titel") or settings.title),
        workplace=key.workplace,
        region=_region(tables, settings),
        kinds=_of_enough(tables["kind"], settings.min_tables),
        periods=_periods(counted),
        in_words=len(tables) < settings.words_below,
        n_tables=_n_tables(counted),
        codebook_id=codebook.id,
        codebook_version=codebook.version,
        codebook_digest=file_digest(settings.codebook),
        coder=coder,
        agreement=_agreement(codings, coder, codebook, settings.min_tables),
        min_tables=settings.min_tables,
        min_people=settings.min_people,
        program=versions()["dialoogtafels"],
        products=tuple(
            {"product": name, "door": row["approved_by"], "op": row["approved_on"]}
            for name, row in sorted(let_out.items())
        ),
        files={},
    )


def _of_enough(values: pd.Series, least: int) -> tuple[str, ...]:
    """Return the values that enough tables have, and "overig" where others are left."""
    counts = values[values != ""].value_counts()
    named = sorted(map(str, counts[counts >= least].index))
    return (*named, *(["overig"] if len(named) < len(counts) else []))


def _periods(counted: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Return the periods of which a released table shows how many tables they have."""
    profile = counted.get(
        "welke-tafels", pd.DataFrame(columns=["uitsplitsing", "waarde", "tafels"])
    )
    if not {"uitsplitsing", "waarde", "tafels"} <= set(profile.columns):
        return ()
    shown = profile[(profile["uitsplitsing"] == "periode") & ~profile["tafels"].isin(("", "0"))]
    return tuple(sorted(set(shown["waarde"])))


def _n_tables(counted: Mapping[str, pd.DataFrame]) -> int | None:
    """Return the number of tables that the released tables count over."""
    for name in ("themas", "waardering", "welke-tafels"):
        if name in counted and "van_tafels" in counted[name]:
            whole = pd.to_numeric(counted[name]["van_tafels"], errors="coerce").max()
            if not pd.isna(whole):
                return int(whole)
    return None


def _agreement(
    codings: DataFrame[Codings], coder: str, codebook: Codebook, least: int
) -> float | None:
    """Return the mean alpha over themes of the leading series and the next, where enough was coded twice."""
    others = sorted(set(codings.loc[codings["source"] == "mens", "coder"]) - {coder})
    for other in others if coder else ():
        by_code = agreement_by_code(codings, coder, other, codebook)
        themes = by_code[by_code["code"].isin([one.id for one in codebook.themes])]
        themes = themes.dropna(subset=["alpha"])
        if len(themes) and int(themes["n_tables"].max()) >= least:
            return round(float(themes["alpha"].mean()), 2)
    return None


def read_me(manifest: Manifest, key: OwnKey, texts: Texts) -> str:
    """Return what someone who opens the archive should know, a paragraph each."""
    n_tables = manifest.n_tables
    fields = {
        "titel": manifest.title,
        "werkplaats": manifest.workplace,
        "tafels": "te weinig om te tellen"
        if n_tables is None
        else plural(n_tables, "tafel", "tafels"),
        "min_tafels": manifest.min_tables,
        "codeboek": f"{manifest.codebook_id} {manifest.codebook_version}".strip(),
        "vingerafdruk": key.fingerprint,
    }
    names = ("wat", "inhoud", "woorden" if manifest.in_words else "aantallen", "gebruik", "echt")
    return "\n\n".join(texts.fill("bundel", name, **fields) for name in names) + "\n"


def _read_back(file: str, content: bytes) -> None:
    """Read a bundle as whoever receives it will, before it is written."""
    try:
        read_bundle(file, content)
    except RefusedError as reason:
        raise InputError(
            f"De bundel zou door een ander worden geweigerd: {file} {reason} Er is geen bundel gemaakt."
        ) from None


def _statements(released: Released) -> list[str]:
    """Return the statements of sessions that a person let out word for word."""
    tables = [read_released(content) for content in released.tables.values()]
    return [text for table in tables if STATEMENT in table for text in table[STATEMENT]]


def _look_once_more(
    members: Mapping[str, bytes], folder: Path, tables: pd.DataFrame, let_out: Sequence[str]
) -> None:
    """Hold everything that leaves against the words and ids of the tables themselves."""
    segments = work_table(folder, Segments)
    found = leaks(
        members,
        segments=segments["text"],
        table_ids=tables["table_id"],
        released=let_out,
    )
    if found:
        raise InputError(
            f"In {enumerate_words(found)} staan woorden of een naam van een tafel. Er is geen bundel gemaakt. "
            "Staan er voorbeelden uit een tafel in het codeboek? Haal ze daar weg."
        )
