"""A study's factsheet in; a sheet to hold up to one gemeente as a mirror, with nothing of that gemeente, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.domain.codebook import Codebook
from pipeline.domain.wording import JUDGED_VALENCES
from pipeline.release.factsheet.content import Factsheet, FindingBlock, Room
from pipeline.release.texts import Texts

SHEET, QUESTIONS = "spiegelbijeenkomst", "spiegelvragen"
POLICY_LINES, AGREED_LINES = 7, 5  # of handwriting


def compose_mirror(
    sheet: Factsheet,
    codes: Sequence[str],
    *,
    texts: Texts,
    codebook: Codebook,
    municipality: str = "",
) -> Factsheet:
    """Return what a gemeente talks about: what plays over all tables, room for its own, and questions.

    `sheet` is the study's own, so every count is of all tables and none depends on `municipality`:
    two sheets differ in that name alone. `codes` holds the code of each finding. Without a name
    there is a line to fill it in.

    Raises:
        InputError: naming the line, when a template asks for a field that is not there.
    """
    name = municipality or texts.fill(SHEET, "gemeente_leeg")
    fields = {"gemeente": name}
    blocks = tuple(
        replace(block, figure="", question=_question(block, code, texts, codebook, fields))
        for block, code in zip(sheet.findings, codes, strict=True)
    )

    def room(key: str, n_lines: int) -> Room:
        return Room(
            texts.fill(SHEET, key, **fields), texts.fill(SHEET, f"{key}_vraag", **fields), n_lines
        )

    return replace(
        sheet,
        title=texts.fill(SHEET, "titel", **fields),
        subtitle=texts.fill(SHEET, "ondertitel", **fields),
        intro=texts.fill(SHEET, "inleiding", **fields),
        findings=blocks,
        overview="",
        voices=(),
        voices_note="",
        actions=(),
        rooms=(room("beleid", POLICY_LINES), room("samen", AGREED_LINES)),
        headings=(("findings", texts.fill(SHEET, "bevindingen", **fields)),),
    )


def _question(
    block: FindingBlock, code: str, texts: Texts, codebook: Codebook, fields: Mapping[str, str]
) -> str:
    """Return what to talk about at one finding: the theme's own question, else that of its valence."""
    theme = codebook.theme_of(code) if code in codebook else ""
    told = [part for one in block.finding_ids[:1] for part in one.split("/")]
    valence = next((part for part in reversed(told) if part in JUDGED_VALENCES), "")
    measure = told[0] if told else ""  # "wisselend", "groep": what kind of finding it is
    label = codebook.label(theme) if theme else ""
    kinds = ((f"{theme}_{valence}", valence) if valence else ()) + ((measure,) if theme else ())
    for name in (*kinds, "algemeen"):
        said = texts.fill(QUESTIONS, name, thema=label, **fields)
        if said:
            return said
    return ""
