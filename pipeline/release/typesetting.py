"""A Typst template and its data in; a tagged PDF (PDF/UA-1) with the house's letters out, always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.domain.errors import InputError


def set_pdf(
    files: Mapping[str, bytes],
    data: Mapping[str, Any],
    *,
    font_folders: Sequence[str],
    refused: str,
    **inputs: str,
) -> bytes:
    """Set `files["main.typ"]` with `data`, the other files beside it; only fonts of those folders are used.

    `inputs` reach the template beside the data.

    Raises:
        InputError: with `refused`, when it cannot be set. Typst quotes what it could not set, and that
            may be someone's words.
    """
    import typst

    given: Any = dict(files)  # typst's own types do not know of files in memory
    told = {"data": json.dumps(data, ensure_ascii=False), **inputs}
    try:
        return bytes(
            typst.compile(
                given,
                format="pdf",
                pdf_standards=["ua-1"],
                font_paths=list(font_folders),
                ignore_system_fonts=True,
                sys_inputs=told,
            )
        )
    except RuntimeError:
        raise InputError(refused) from None
