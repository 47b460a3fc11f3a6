"""`archiveer`: an analysed study in; one package that may be kept for others, with a digest of every file, out."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Codings, Documents, Segments, check
from pipeline.domain.tables.accounting import OPEN_STATES
from pipeline.domain.tables.privacy import PrivacyFindings
from pipeline.domain.wording import plural
from pipeline.files.atomic import write_bytes
from pipeline.files.bags import open_bag, pack_bag
from pipeline.files.traces import traces_in
from pipeline.intake.deposit import TRANSCRIPT, transcript_gaps
from pipeline.intake.meta import TableMeta
from pipeline.intake.privacy.screening import screen_documents
from pipeline.provenance import versions
from pipeline.release import deposit
from pipeline.release.codebook_page import codebook_markdown
from pipeline.stages.account_records import metas_of
from pipeline.stages.accountability import FOLDER as ACCOUNT_FOLDER
from pipeline.stages.accountability import Account, account_of, document_of
from pipeline.stages.apart import only_sessions
from pipeline.stages.quality_stored import FOLDER as QUALITY
from pipeline.stages.release_record import PLACE, RECORD, changed_since, outdated, read_release
from pipeline.stages.run import Run
from pipeline.stages.withdrawn import withdrawals_of
from pipeline.store import read_run

FOLDER = "archief"
COUNTED = ("tabellen/", "figuren/")  # below vrijgave/: where released counts lie
LONG = 8  # words; a shorter sentence of the material is said by anyone, also by a codebook


@dataclass(frozen=True)
class Transcript:
    """One transcript, and what keeps it out of an archive."""

    table_id: str
    document: str
    gaps: tuple[str, ...]
    until: str  # the first end of consent of who sat there, "" for none


@dataclass(frozen=True)
class Plan:
    """What a deposit would hold, before a person agrees to it."""

    run: Run
    account: Account
    transcripts: tuple[Transcript, ...]  # all of them; only those without gaps can go in

    @property
    def allowed(self) -> list[Transcript]:
        """Return the transcripts that may go in."""
        return [one for one in self.transcripts if not one.gaps]


@dataclass(frozen=True)
class Deposited:
    """The package that was written, and what is still open in it."""

    path: Path
    n_files: int
    n_tables: int  # released tables, files
    n_transcripts: int
    open_items: int  # of COREQ and SRQR
    open_fields: tuple[str, ...]  # of the metadata


def plan_deposit(run: Run) -> Plan:
    """Return what a deposit of this study would hold.

    Raises:
        InputError: when something that a person wrote, or a released product, has to be mended first.
    """
    made = account_of(run)
    _refuse_identifiers(made)
    return Plan(run, made, tuple(_transcripts(run)))


def write_deposit(plan: Plan, target: Path | None, *, with_transcripts: bool) -> Deposited:
    """Write the package; `target` is a ZIP, or the folder to put it in.

    Raises:
        InputError: when words of the material stand where they should not, or `target` holds another file.
    """
    run = plan.run
    name = f"{run.settings.study}-{FOLDER}"
    path = _path(target or run.store.folder / FOLDER, name)
    tables = _released_counts(run)
    files = {**_described(plan), **tables}
    _refuse_words(run, files)
    chosen = plan.allowed if with_transcripts else []
    files |= _texts(run, chosen)
    readme = deposit.readme(
        plan.account.accounting, plan.account.open_facts, sorted(files), n_transcripts=len(chosen),
        has_tables=bool(tables),
        sessions=only_sessions(run),
    )  # fmt: skip
    files[deposit.README] = readme
    info = {
        "External-Identifier": run.settings.study,
        "External-Description": run.settings.title,
        "Bag-Software-Agent": f"dialoogtafels {versions()['dialoogtafels']}",
    }
    write_bytes(path, pack_bag(name, files, info))
    items = plan.account.items(team=False)
    listed = items["checklist"].isin(("coreq", "srqr"))
    return Deposited(
        path=path,
        n_files=len(files),
        n_tables=sum(one.endswith(".csv") for one in tables),
        n_transcripts=len(chosen),
        open_items=int((listed & items["state"].isin(OPEN_STATES)).sum()),
        open_fields=tuple(deposit.left_open(plan.account.entries)),
    )


def check_deposit(path: Path) -> int:
    """Return how many files a package holds, all of them whole and unchanged.

    Raises:
        InputError: naming every file that is changed, missing or not on the list.
    """
    if not path.is_file():
        what = "is een map; geef het ZIP-bestand" if path.is_dir() else "bestaat niet"
        raise InputError(f"{path} {what}.")
    bag = open_bag(path.read_bytes())
    if bag.problems:
        shown = "".join(f"\n  - {problem}" for problem in bag.problems[:20])
        raise InputError(
            f"{path.name} is niet zoals het werd gemaakt:{shown}\nGebruik het niet; vraag om een nieuw pakket."
        )
    return len(bag.payload)


def _path(target: Path, name: str) -> Path:
    path = target if target.suffix.casefold() == ".zip" else target / f"{name}.zip"
    if path.is_file() and open_bag(path.read_bytes()).problems:
        raise InputError(
            f"{path} bestaat al en is geen heel pakket van ons. Kies met --naar een andere plek, of haal het weg."
        )
    return path


def _described(plan: Plan) -> dict[str, bytes]:
    """Return codebook, metadata and method."""
    run, made = plan.run, plan.account
    record = read_run(run.store.folder)
    people = run.table(Codings)
    n_series = people.loc[people["source"] == "mens", "coder"].nunique()
    card = run.store.folder / QUALITY / "modelkaart.md"
    files = {
        "metadata/metadata.yaml": deposit.metadata_yaml(made.accounting, made.entries),
        "metadata/datacite.json": deposit.datacite_json(made.entries),
        "codeboek/codeboek.yaml": run.settings.codebook.read_bytes(),
        "codeboek/codeboek.md": codebook_markdown(run.codebook).encode(),
        f"methode/{ACCOUNT_FOLDER}.docx": document_of(run, made, team=False),
        "methode/run.json": deposit.outside_record(record, n_series),
    }
    if card.is_file():
        files["methode/modelkaart.md"] = deposit.outside_card(card.read_text(encoding="utf-8"))
    return files


def _released_counts(run: Run) -> dict[str, bytes]:
    """Return the released tables, byte for byte as they were signed, with the record of who let them out.

    Raises:
        InputError: when one was changed since, or is of other data than those of now.
    """
    folder = run.store.folder / PLACE
    record = read_release(folder)
    rows = [
        row
        for row in record.get("producten", [])
        if any(_is_count(path) for path in row["bestanden"])
    ]
    names = {row["product"] for row in rows}
    wrong = names & {*changed_since(folder), *outdated(folder, run.records["mark"])}
    if wrong:
        raise InputError(
            f"{plural(len(wrong), 'vrijgegeven product is', 'vrijgegeven producten zijn')} sinds de vrijgave "
            f"veranderd, of van andere gegevens dan nu: {', '.join(sorted(wrong))}. Geef ze opnieuw vrij met "
            "'dialoogtafel geef-vrij'."
        )
    paths = sorted(path for row in rows for path in row["bestanden"] if _is_count(path))
    files = {path: (folder / path).read_bytes() for path in paths}
    if files:
        told = {"studie": run.settings.study, "producten": [_signed(row) for row in rows]}
        files[RECORD] = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    return files


def _signed(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return who let a product out, when, on which checks, and the digests of what is deposited of it."""
    kept = ("product", "approved_by", "approved_on", "checks", "note")
    files = {path: digest for path, digest in row["bestanden"].items() if _is_count(path)}
    return {name: row[name] for name in kept} | {"bestanden": files}


def _is_count(path: str) -> bool:
    return path.startswith(COUNTED) and path.endswith(".csv")


def _transcripts(run: Run) -> list[Transcript]:
    """Return every transcript with what keeps it out, in order of table."""
    documents, findings = run.table(Documents), run.table(PrivacyFindings)
    metas = {meta.table_id: meta for meta in metas_of(run)}
    left = {one.table_id.casefold() for one in withdrawals_of(run.settings)}
    found = []
    for row in documents[documents["kind"] == TRANSCRIPT].to_dict("records"):
        meta = metas[row["table_id"]]
        gaps = transcript_gaps(
            meta,
            run.table(Segments),
            findings,
            document=row["document"],
            on=run.settings.judged_on,
            anyone_withdrew=meta.table_id.casefold() in left,
        )
        found.append(Transcript(meta.table_id, str(row["document"]), gaps, _first_end(meta)))
    return sorted(found, key=lambda one: (one.table_id, one.document))


def _first_end(meta: TableMeta) -> str:
    return min((one.consent.until for one in meta.people if one.consent.until), default="")


def _texts(run: Run, chosen: Sequence[Transcript]) -> dict[str, bytes]:
    """Return the transcripts that go in, and until when each may be kept."""
    if not chosen:
        return {}
    documents = run.table(Documents).set_index(["table_id", "document"])["text"]
    files, ends = {}, []
    for one in chosen:
        path = f"transcripten/{one.table_id}/{Path(one.document).stem}.txt"
        path = path if path not in files else f"transcripten/{one.table_id}/{one.document}.txt"
        files[path] = str(documents[(one.table_id, one.document)]).encode()
        ends.append((path, one.until))
    table = io.StringIO()
    pd.DataFrame(ends, columns=["bestand", "bewaren_tot_en_met"]).to_csv(
        table, index=False, sep=";", lineterminator="\n"
    )
    return {**files, "transcripten/bewaren.csv": table.getvalue().encode("utf-8-sig")}


def _refuse_identifiers(made: Account) -> None:
    """Hold what people typed in the checklists against the privacy check.

    Raises:
        InputError: naming the items, not their words.
    """
    typed = made.notes[made.notes["text"] != ""]
    rows = [
        (row.checklist, str(row.number), TRANSCRIPT, "", row.text)
        for row in typed.itertuples()
        if row.checklist in ("coreq", "srqr")
    ]
    if not rows:
        return
    texts = check(pd.DataFrame(rows, columns=Documents.names()), Documents)
    held, _ = screen_documents(texts)
    hard = held[held["niveau"] == "hard"].drop_duplicates(["table_id", "document"])
    if len(hard):
        where = ", ".join(f"{row.table_id} {row.document}" for row in hard.itertuples())
        raise InputError(
            f"verantwoording.xlsx: in wat je zelf typte staat iets wat direct naar een persoon wijst ({where}). Haal "
            "het weg: dit gaat mee in het archief."
        )


def _refuse_words(run: Run, files: Mapping[str, bytes]) -> None:
    """Search every file for words of the material.

    Raises:
        InputError: naming the files in which a sentence of it stands.
    """
    sentences = sorted({text for text in run.table(Segments)["text"] if len(text.split()) >= LONG})
    wrong = [path for path, content in sorted(files.items()) if traces_in(content, sentences)]
    if wrong:
        raise InputError(
            f"In {', '.join(wrong)} staat een zin uit een transcript of verslag. Haal die weg uit het codeboek of uit "
            "verantwoording.xlsx; een archief bevat geen woorden van deelnemers buiten transcripten/."
        )
