"""A reply form in; a tagged PDF to print out, with boxes and lines to write on."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.domain.tables.feedback import CHOICES, FILLED_BY, LINE, OWN_WORDS, REMARKS, WHO
from pipeline.release.feedback.form import ReplyForm
from pipeline.release.figures.style import HouseStyle
from pipeline.release.picture import look_of
from pipeline.release.typesetting import set_pdf

TEMPLATE = Path(__file__).with_name("form.typ")
REFUSED = (
    "Het antwoordformulier kon niet als PDF worden opgemaakt. Kijk het logo en de letter in de "
    "huisstijl na; de DOCX is wel te gebruiken."
)


def render_form_pdf(form: ReplyForm, style: HouseStyle) -> bytes:
    """Lay a form out on A4 as tagged PDF (PDF/UA-1), always the same bytes.

    Raises:
        InputError: when it cannot be laid out.
    """
    look = look_of(style)
    fields: dict[str, Any] = asdict(form) | {
        "lines": [asdict(line) | {"shown": line.shown} for line in form.lines],
        "code": form.code,
        "house": style.name,
        "line": LINE,
        "choices": CHOICES,
        "own": OWN_WORDS,
        "by": FILLED_BY,
        "people": WHO,
        "remark": REMARKS,
        "look": {"ink": look.ink, "quiet": look.quiet, "line": look.line, "font": look.font},
        "logo": {"bytes": list(look.logo), "alt": look.logo_alt} if look.logo else None,
    }
    return set_pdf(
        {"main.typ": TEMPLATE.read_bytes()}, fields, font_folders=look.font_folders, refused=REFUSED
    )
