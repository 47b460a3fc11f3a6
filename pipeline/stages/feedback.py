"""Stages of the way back: per table letters, casusprofiel and reply form, made and never written over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import (
    Actions,
    Codings,
    DialogueTables,
    Evidence,
    Participants,
    Segments,
)
from pipeline.domain.tables.feedback import FeedbackLines, version_of
from pipeline.domain.wording import NOT_RECORDED, enumerate_words, number_word
from pipeline.files.atomic import write_bytes
from pipeline.findings.evidence import evidence
from pipeline.release.coarsening import coarse_date
from pipeline.release.factsheet.case_profile import ONE_FAMILY
from pipeline.release.feedback import (
    compose_form,
    compose_letter,
    feedback_lines,
    render_form_docx,
    render_form_pdf,
    render_form_text,
    render_letter,
    versions_for,
)
from pipeline.release.feedback.letter import BLANK
from pipeline.release.figures import read_style
from pipeline.release.texts import Texts, read_texts
from pipeline.stages import leaflets
from pipeline.stages.counting import MODEL
from pipeline.stages.quotes import translations_of
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder
from pipeline.stages.withheld import Withheld, withheld_of

PLACE = "besloten/terugkoppeling"
TEMPLATES = "terugkoppeling.yaml"
LEDGER = "terugkoppeling.json"  # with the decisions: which editions went out, and what was written
PHRASES = "zinsdelen"
YOUTH = "jeugdige"


@dataclass(frozen=True)
class Made:
    """What was made for one table: where, how many lines, and what was left because a person edited it."""

    table_id: str
    folder: Path
    version: str
    n_lines: int
    written: tuple[str, ...]
    left: tuple[str, ...]
    ages: tuple[str, ...]  # the letters to the jeugdige, by age


@dataclass
class Feedback:
    """A run with what the way back needs beside its tables."""

    run: Run
    texts: Texts
    kept_back: Withheld
    translated: Mapping[str, str]
    ledger: dict[str, Any]

    @property
    def ledger_file(self) -> Path:
        """Return where is kept which editions were made."""
        return decisions_folder(self.run.settings) / LEDGER

    def keep_ledger(self) -> None:
        """Write down which editions were made; it holds ids and digests, no words."""
        told = json.dumps(self.ledger, ensure_ascii=False, indent=1, sort_keys=True)
        if not self.ledger_file.is_file() or self.ledger_file.read_text("utf-8") != told:
            write_bytes(self.ledger_file, told.encode())

    def lines(self, table_id: str) -> DataFrame[FeedbackLines]:
        """Return what the people of one table are asked about as things stand now."""
        run = self.run
        return feedback_lines(
            table_id,
            participants=run.table(Participants),
            segments=run.table(Segments),
            evidence=self.kept_back.evidence(run.table(Evidence)),
            actions=self.kept_back.shown_actions(run.table(Actions)),
            codebook=run.codebook,
            texts=self.texts,
            translations=self.translated,
            not_quoted=self.kept_back.not_quoted(run.table(Evidence)),
        )

    def version(self, table_id: str, lines: DataFrame[FeedbackLines]) -> str:
        """Return the edition of what is asked."""
        told = list(zip(lines["element_id"], lines["text"], strict=True))
        return version_of(self.run.settings.study, table_id, told)


def open_feedback(run: Run) -> Feedback:
    """Return what the way back needs of a run that was reopened."""
    rows = evidence(
        run.table(Codings),
        run.table(Segments),
        run.codebook,
        coder=run.records["coder"] or MODEL,
    )
    run.put(rows, Evidence)
    run.records["style"] = read_style(run.settings.house_style)
    return Feedback(
        run,
        read_texts(configs_folder() / TEMPLATES),
        withheld_of(run.settings),
        translations_of(run),
        _read_ledger(decisions_folder(run.settings) / LEDGER),
    )


def _read_ledger(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        ledger = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        ledger = None
    if not isinstance(ledger, dict):
        raise InputError(
            f"{path} is niet te lezen. Zet het bestand opzij; van formulieren die al verstuurd zijn weet ik dan niet "
            "meer over welke versie zij gaan."
        )
    return ledger


def known_tables(run: Run, wanted: Sequence[str]) -> list[str]:
    """Return the tables that were asked for, as they are spelt, each once.

    Raises:
        InputError: naming one that is not there.
    """
    ids = list(run.table(DialogueTables)["table_id"])
    by_fold = {table_id.casefold(): table_id for table_id in ids}
    found = []
    for one in wanted:
        table_id = by_fold.get(one.strip().casefold())
        if table_id is None:
            raise InputError(
                f"Tafel {one} is er niet in {run.settings.study}. Er zijn: {', '.join(ids[:40])}"
                f"{' en meer' if len(ids) > 40 else ''}."
            )
        found.append(table_id)
    return list(dict.fromkeys(found))


def make_feedback(back: Feedback, table_id: str, *, anew: bool = False) -> Made:
    """Write letters, casusprofiel and reply form of one table; what a person edited stays as it is.

    With `anew` an edited file is put in `eerder/` and made again.
    """
    lines = back.lines(table_id)
    version = back.version(table_id, lines)
    files, ages = _files(back, table_id, lines)
    folder = back.run.store.folder / PLACE / leaflets.file_name(table_id)
    record = back.ledger.setdefault(table_id, {"versies": {}, "bestanden": {}})
    written, left = _put(folder, files, record["bestanden"], anew=anew)
    record["versies"][version] = list(lines["element_id"])
    record["nu"] = version
    return Made(table_id, folder, version, len(lines), written, left, ages)


def _put(
    folder: Path, files: Mapping[str, bytes], known: dict[str, str], *, anew: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write files, and return which were written and which a person had edited; `known` is kept up."""
    written, left = [], []
    for name, content in files.items():
        path, digest = folder / name, hashlib.sha256(content).hexdigest()
        there = path.read_bytes() if path.is_file() else b""
        mark = hashlib.sha256(there).hexdigest()
        if there and mark not in (digest, known.get(name)):
            if not anew:
                left.append(name)
                continue
            write_bytes(folder / "eerder" / f"{path.stem}-{mark[:8]}{path.suffix}", there)
        if mark != digest:
            write_bytes(path, content)
            written.append(name)
        known[name] = digest
    return tuple(written), tuple(left)


def _files(
    back: Feedback, table_id: str, lines: DataFrame[FeedbackLines]
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return everything that one table gets, by name of file, and for which ages there is a letter."""
    run, texts = back.run, back.texts
    facts = _facts(run, table_id)
    fields = _fields(run, texts, facts)
    style = run.records["style"]
    source = texts.fill(PHRASES, "onderaan", titel=run.settings.title, tafel=table_id)
    files: dict[str, bytes] = {}

    def letter(name: str, part: str, mark: str) -> None:
        made = compose_letter(
            texts, part, mark=texts.fill(PHRASES, mark), source=source, fields=fields
        )
        files[f"{name}.docx"] = render_letter(made, style)

    family = facts["kind"] == ONE_FAMILY
    ages = versions_for(facts["age_group"]) if family else []
    letter(
        "brief-gezin" if family else "brief-deelnemers",
        f"brief_{'gezin' if family else 'deelnemers'}",
        "besloten_u",
    )
    for age in ages:
        letter(f"brief-jeugdige-{age}", f"brief_jeugdige_{age.replace('-', '_')}", "besloten")
    note = texts.fill(PHRASES, "casusprofiel")
    sheet = leaflets.case_profile(run, table_id, back.translated, back.kept_back)
    for form, content in leaflets.render_sheet(run, replace(sheet, watermark_note=note)).items():
        files[f"casusprofiel.{form}"] = content
    asked = compose_form(
        table_id, lines, texts, study=run.settings.study, source=run.settings.title, fields=fields
    )
    files["antwoordformulier.docx"] = render_form_docx(asked, style)
    files["antwoordformulier.pdf"] = render_form_pdf(asked, style)
    files["antwoordformulier.txt"] = render_form_text(asked)
    return files, tuple(ages)


def _facts(run: Run, table_id: str) -> dict[str, str]:
    tables = run.table(DialogueTables)
    row = tables[tables["table_id"] == table_id].iloc[0]
    return {name: str(row[name]) for name in ("table_id", "date", "kind", "age_group")}


def _fields(run: Run, texts: Texts, facts: Mapping[str, str]) -> dict[str, object]:
    """Return what the templates may ask for; what is not recorded is a line to fill in."""
    contact, settings = run.settings.contact, run.settings
    people = run.table(Participants)
    people = people[people["table_id"] == facts["table_id"]]
    family = people[people["group"] == "gezin"] if facts["kind"] == ONE_FAMILY else people
    young = people[people["perspective"] == YOUTH]
    quoted = [role or NOT_RECORDED for role in family.loc[family["may_quote"], "role"]]
    allowed = "toestemming_ja" if quoted else "toestemming_nee"
    hers = "toestemming_jij_ja" if young["may_quote"].any() else "toestemming_jij_nee"
    when = coarse_date(facts["date"], step="maand")
    wie = {"wie": enumerate_words(quoted)} if quoted else {}
    return {
        "tafel": facts["table_id"],
        "wanneer": BLANK if when == NOT_RECORDED else when,
        "titel": settings.title,
        "organisatie": contact.organisation or run.records["style"].name or BLANK,
        "naam": contact.name or BLANK,
        "telefoon": contact.phone or BLANK,
        "email": contact.email or BLANK,
        "antwoord_voor": contact.reply_by or BLANK,
        "min_tafels": number_word(settings.min_tables),
        "erbij": texts.fill(PHRASES, "erbij" if len(young) else "niet_erbij"),
        "toestemming": texts.fill(PHRASES, allowed, **wie),
        "toestemming_jij": texts.fill(PHRASES, hers),
    }
