"""A reply form in; a tagged PDF to print out, with boxes and lines to write on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.domain.errors import InputError
from pipeline.domain.tables.feedback import CHOICES, FILLED_BY, LINE, OWN_WORDS, REMARKS, WHO
from pipeline.release.feedback.form import ReplyForm
from pipeline.release.figures.style import HouseStyle
from pipeline.release.picture import look_of

TEMPLATE = Path(__file__).with_name("form.typ")


def render_form_pdf(form: ReplyForm, style: HouseStyle) -> bytes:
    """Lay a form out on A4 as tagged PDF (PDF/UA-1), always the same bytes.

    Raises:
        InputError: when it cannot be laid out.
    """
    import typst

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
    files: Any = {"main.typ": TEMPLATE.read_bytes()}  # typst's own types know no files in memory
    try:
        return bytes(
            typst.compile(
                files,
                format="pdf",
                pdf_standards=["ua-1"],
                font_paths=list(look.font_folders),
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(fields, ensure_ascii=False)},
            )
        )
    except RuntimeError:
        # Typst quotes what it could not set, and that may be someone's words.
        raise InputError(
            "Het antwoordformulier kon niet als PDF worden opgemaakt. Kijk het logo en de letter in de "
            "huisstijl na; de DOCX is wel te gebruiken."
        ) from None
