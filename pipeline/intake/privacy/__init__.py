"""The privacy gate: documents in; what may point to a person, and what must be held back, out.

What is checked: numbers and addresses by their form, names by lists, capitals and what stands
beside them. What is not: whether someone can be known from the story itself. Nothing here can say
that a text points to nobody.
"""

from __future__ import annotations

from pipeline.intake.privacy.findings import HARD, KINDS, SOFT, Finding
from pipeline.intake.privacy.identifiers import find_identifiers
from pipeline.intake.privacy.pseudonyms import pseudonymise
from pipeline.intake.privacy.review import (
    merge_decisions,
    read_decisions,
    review_page,
    review_summary,
    review_workbook_rows,
)
from pipeline.intake.privacy.screening import screen_documents

__all__ = [
    "HARD",
    "KINDS",
    "SOFT",
    "Finding",
    "find_identifiers",
    "merge_decisions",
    "pseudonymise",
    "read_decisions",
    "review_page",
    "review_summary",
    "review_workbook_rows",
    "screen_documents",
]
