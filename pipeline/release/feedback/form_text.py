"""A reply form in; the same form as plain text out, to put in a mail and fill in with an x."""

from __future__ import annotations

from pipeline.domain.tables.feedback import (
    CHOICES,
    FILLED_BY,
    LINE,
    OWN_WORDS,
    REMARKS,
    WHO,
)
from pipeline.release.feedback.form import FormLine, ReplyForm

RULE = "-" * 60


def render_form_text(form: ReplyForm) -> bytes:
    """Write a form as UTF-8 text with Windows line ends, which every mail program takes over."""
    lines = [form.code, "", form.title.upper(), "", *form.intro, "", RULE]
    for line in form.lines:
        lines += [*_line(line), RULE]
    lines += ["", FILLED_BY, *(f"[ ] {who}" for who in WHO), "", form.remarks, REMARKS, "", ""]
    lines += [form.code, "", *form.end]
    return ("\r\n".join(lines) + "\r\n").encode()


def _line(line: FormLine) -> list[str]:
    said = [f"{LINE} {line.number} · {line.heading}", line.shown, line.below]
    return [*(one for one in said if one), "", _boxes(CHOICES), OWN_WORDS, ""]


def _boxes(choices: tuple[str, ...]) -> str:
    return "   ".join(f"[ ] {choice}" for choice in choices)
