"""The lines that people are asked about in; everything that stands on their reply form out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pandera.typing import DataFrame

from pipeline.domain.tables.feedback import FORM, VERSION, FeedbackLines, version_of
from pipeline.domain.wording import plural
from pipeline.release.factsheet.content import FRISIAN, FRISIAN_MARK, TRANSLATED
from pipeline.release.texts import Texts

FORM_TEXTS = "formulier"


@dataclass(frozen=True)
class FormLine:
    """One thing that is asked about."""

    number: int
    heading: str
    text: str
    is_quote: bool
    language: str
    below: str  # under a Frisian quote: its translation, or the word that it is Frisian

    @property
    def shown(self) -> str:
        """Return the text as it stands on the form."""
        return f"‘{self.text}’" if self.is_quote else self.text

    @property
    def above(self) -> str:
        """Return all that stands above the boxes."""
        return " ".join(filter(None, (self.heading, self.shown, self.below)))


@dataclass(frozen=True)
class ReplyForm:
    """One reply form; the same in Word, on paper and as plain text."""

    table_id: str
    version: str
    title: str
    intro: tuple[str, ...]
    lines: tuple[FormLine, ...]
    remarks: str  # asks what else there is to say
    end: tuple[str, ...]  # how it comes back
    mark: str  # stands above every page
    source: str

    @property
    def code(self) -> str:
        """Return the line by which a form is known when it comes back."""
        return f"{FORM} {self.table_id} · {VERSION} {self.version}"


def compose_form(
    table_id: str,
    lines: DataFrame[FeedbackLines],
    texts: Texts,
    *,
    study: str,
    source: str,
    fields: Mapping[str, object],
) -> ReplyForm:
    """Return the form that asks the people of one table about what was made of their words.

    Of the templates, names that begin with "uitleg" stand above the lines and with "einde" below, in
    the order of the file.

    Raises:
        InputError: naming the line, when a sentence asks for a field that is not there.
    """
    n_lines = len(lines)
    counted = {"aantal": n_lines, "regels": plural(n_lines, "regel", "regels")}
    given = {**fields, **counted, "tafel": table_id}

    def said(start: str) -> tuple[str, ...]:
        names = [name for name in texts.part(FORM_TEXTS) if name.startswith(start)]
        return tuple(filter(None, (texts.fill(FORM_TEXTS, name, **given) for name in names)))

    rows = lines.to_dict("records")
    return ReplyForm(
        table_id=table_id,
        version=version_of(study, table_id, [(row["element_id"], row["text"]) for row in rows]),
        title=texts.fill(FORM_TEXTS, "titel", **given),
        intro=said("uitleg"),
        lines=tuple(form_line(row) for row in rows),
        remarks=texts.fill(FORM_TEXTS, "opmerking", **given),
        end=said("einde"),
        mark=texts.fill(FORM_TEXTS, "besloten", **given),
        source=source,
    )


def form_line(row: Mapping[Any, object]) -> FormLine:
    """Return one row of `FeedbackLines` as it stands on a form."""
    is_quote, language = row["kind"] == "citaat", str(row["language"])
    below = f"{TRANSLATED} ‘{row['translation']}’" if row["translation"] else ""
    if is_quote and language == FRISIAN and not below:
        below = FRISIAN_MARK
    return FormLine(
        int(str(row["number"])), str(row["heading"]), str(row["text"]), is_quote, language, below
    )
