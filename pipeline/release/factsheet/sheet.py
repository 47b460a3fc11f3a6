"""One factsheet and its figures in; a tagged PDF of one sheet out, the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.domain.errors import InputError
from pipeline.release.factsheet.content import (
    HEADINGS,
    QUESTION_LABEL,
    ROW_LABELS,
    Factsheet,
    FindingBlock,
)
from pipeline.release.factsheet.squares import SQUARES
from pipeline.release.figures.style import HouseStyle
from pipeline.release.picture import Look, Picture, look_of

TEMPLATE = Path(__file__).with_name("factsheet.typ")
# (sides, density, width of the overview): a short sheet is one side, else two, airy to dense.
# Figures keep the width they are drawn for, and so the size of their type, while they can.
LAYOUTS = (
    (1, 0, 1.0), (1, 1, 1.0), (2, 0, 1.0), (2, 1, 1.0), (2, 2, 1.0), (2, 3, 1.0), (2, 4, 1.0), (2, 4, 0.8),
    (3, 2, 1.0),
)  # fmt: skip
BARS_NOTE = "Elk vierkantje is een tafel; gevuld: de tafels waar dit speelde."


def render_pdf(factsheet: Factsheet, figures: Mapping[str, Picture], style: HouseStyle) -> bytes:
    """Lay a factsheet out on one sheet of A4, two sides, as tagged PDF (PDF/UA-1).

    The airiest setting that fits two sides is taken; what fits in none of them runs on to a third
    side, for nothing is left out. Only fonts that come with the product are used.

    Raises:
        InputError: when the sheet cannot be laid out.
    """
    import typst

    look = look_of(style)
    files: Any = {  # typst's own types do not know of files in memory
        "main.typ": TEMPLATE.read_bytes(),
        "squares.typ": SQUARES.read_bytes(),
        **{f"{name}.svg": figure.svg for name, figure in sorted(figures.items())},
    }
    inputs = {"data": json.dumps(_fields(factsheet, figures, look), ensure_ascii=False)}
    fonts: dict[str, Any] = {"font_paths": list(look.font_folders), "ignore_system_fonts": True}
    try:
        for sides, density, width in LAYOUTS:
            layout = {**inputs, "sides": str(sides), "tight": str(density), "wide": str(width)}
            sheet = {**fonts, "sys_inputs": layout}
            needed = typst.Compiler(files, **sheet).query("<sides>", field="value", one=True)
            if int(needed) <= sides:
                break
        return bytes(typst.compile(files, format="pdf", pdf_standards=["ua-1"], **sheet))
    except RuntimeError:
        # Typst quotes what it could not set, and that may be a sentence of the sheet.
        raise InputError(
            "De factsheet kon niet als PDF worden opgemaakt. Kijk het logo en de letter in de "
            "huisstijl na; de DOCX is wel te gebruiken."
        ) from None


def _fields(factsheet: Factsheet, figures: Mapping[str, Picture], look: Look) -> dict[str, Any]:
    """Return everything that the template prints."""
    fields = asdict(factsheet)
    fields["basis"] = factsheet.said_basis
    fields["headings"] = {key: factsheet.heading(key) for key in HEADINGS}
    fields["findings"] = [_block(block) for block in factsheet.findings]
    fields["has_bars"] = factsheet.has_bars
    fields["bars_note"] = factsheet.say(BARS_NOTE)
    fields["question_label"] = QUESTION_LABEL
    fields["author"] = "dialoogtafels"
    fields["figures"] = {
        name: {"file": f"{name}.svg", "alt": figure.alt_text} for name, figure in figures.items()
    }
    fields["look"] = {
        "ink": look.ink,
        "quiet": look.quiet,
        "line": look.line,
        "paper": look.paper,
        "valences": dict(look.valences),
        "font": look.font,
    }
    # Files in memory are text to typst, so a logo goes along as numbers.
    fields["logo"] = {"bytes": list(look.logo), "alt": look.logo_alt} if look.logo else None
    return fields


def _block(block: FindingBlock) -> dict[str, Any]:
    """Return one finding as the template lays it out."""
    rows = [
        {
            "valence": row.valence,
            "label": ROW_LABELS[row.valence],
            "text": row.text,
            "bar": {**asdict(row.bar), "words": row.bar.words} if row.bar else None,
        }
        for row in block.rows
    ]
    return {
        "statement": block.statement,
        "says_who": block.says_who,
        "figure": block.figure,
        "items": [
            {
                "words": item.words,
                "mark": item.mark,
                "firm": item.firm,
                "note": "".join(part.text for part in item.note),
            }
            for item in block.items
        ],
        "rest": block.rest,
        "question": block.question,
        "rows": rows,
    }
