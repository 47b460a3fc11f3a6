"""What one table gets on paper: letters, casusprofiel and reply form, made and never written over."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pandera.typing import DataFrame

from pipeline.domain.tables import DialogueTables, Participants
from pipeline.domain.tables.feedback import FeedbackLines
from pipeline.domain.wording import NOT_RECORDED, enumerate_words, number_word
from pipeline.files.atomic import write_bytes
from pipeline.files.names import file_name
from pipeline.release.coarsening import coarse_date
from pipeline.release.factsheet.case_profile import ONE_FAMILY
from pipeline.release.feedback import (
    SIZES,
    compose_form,
    compose_letter,
    render_form_docx,
    render_form_pdf,
    render_form_text,
    render_letter,
    versions_for,
)
from pipeline.release.feedback.letter import BLANK, LETTER_PT
from pipeline.release.texts import Texts
from pipeline.stages import leaflets
from pipeline.stages.feedback import PLACE, Feedback
from pipeline.stages.run import Run

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


def make_feedback(back: Feedback, table_id: str, *, anew: bool = False) -> Made:
    """Write letters, casusprofiel and reply form of one table; what a person edited stays as it is.

    With `anew` an edited file is put in `eerder/` and made again.
    """
    lines = back.lines(table_id)
    version = back.version(table_id, lines)
    files, ages = papers_of(back, table_id, lines)
    folder = back.run.store.folder / PLACE / file_name(table_id)
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


def papers_of(
    back: Feedback, table_id: str, lines: DataFrame[FeedbackLines]
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return everything that one table gets, by name of file, and for which ages there is a letter."""
    run, texts = back.run, back.texts
    facts = _facts(run, table_id)
    fields = _fields(run, texts, facts)
    family = _is_one_family(facts)
    ages = versions_for(facts["age_group"]) if family else []
    files = _letters(back, table_id, fields, ages, family=family)
    note = texts.fill(PHRASES, "casusprofiel")
    sheet = leaflets.case_profile(run, table_id, back.translated, back.kept_back)
    for form, content in leaflets.render_sheet(run, replace(sheet, watermark_note=note)).items():
        files[f"casusprofiel.{form}"] = content
    asked = compose_form(
        table_id, lines, texts, study=run.settings.study, source=run.settings.title, fields=fields
    )
    files["antwoordformulier.docx"] = render_form_docx(asked, run.records["style"])
    files["antwoordformulier.pdf"] = render_form_pdf(asked, run.records["style"])
    files["antwoordformulier.txt"] = render_form_text(asked)
    return files, tuple(ages)


def _letters(
    back: Feedback,
    table_id: str,
    fields: Mapping[str, object],
    ages: Sequence[str],
    *,
    family: bool,
) -> dict[str, bytes]:
    """Return the letters by name of file: to the family or all who sat there, and to the jeugdige by age."""
    to = "gezin" if family else "deelnemers"
    wanted: list[tuple[str, str, str, float]] = [
        (f"brief-{to}", f"brief_{to}", "besloten_u", LETTER_PT)
    ]
    wanted += [
        (f"brief-jeugdige-{age}", f"brief_jeugdige_{age.replace('-', '_')}", "besloten", SIZES[age])
        for age in ages
    ]
    title = back.run.settings.title
    source = back.texts.fill(PHRASES, "onderaan", titel=title, tafel=table_id)
    files = {}
    for name, part, mark, size in wanted:
        letter = compose_letter(
            back.texts,
            part,
            mark=back.texts.fill(PHRASES, mark),
            source=source,
            fields=fields,
            size=size,
        )
        files[f"{name}.docx"] = render_letter(letter, back.run.records["style"])
    return files


def _facts(run: Run, table_id: str) -> dict[str, str]:
    tables = run.table(DialogueTables)
    row = tables[tables["table_id"] == table_id].iloc[0]
    return {name: str(row[name]) for name in ("table_id", "date", "kind", "age_group")}


def _is_one_family(facts: Mapping[str, str]) -> bool:
    """Tell whether a table is about one family, as most are; so one of which it was not recorded is too."""
    return facts["kind"] in (ONE_FAMILY, "")


def _fields(run: Run, texts: Texts, facts: Mapping[str, str]) -> dict[str, object]:
    """Return what the templates may ask for; what is not recorded is a line to fill in."""
    contact, settings = run.settings.contact, run.settings
    people = run.table(Participants)
    people = people[people["table_id"] == facts["table_id"]]
    family = people[people["group"] == "gezin"] if _is_one_family(facts) else people
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
