"""One table's evidence in; what goes back to who sat there out: letters, a reply form, a mirror sheet."""

from pipeline.release.feedback.ages import SIZES, VERSIONS, versions_for
from pipeline.release.feedback.form import ReplyForm, compose_form, form_line
from pipeline.release.feedback.form_docx import render_form_docx
from pipeline.release.feedback.form_pdf import render_form_pdf
from pipeline.release.feedback.form_text import render_form_text
from pipeline.release.feedback.letter import Letter, compose_letter, render_letter
from pipeline.release.feedback.lines import feedback_lines
from pipeline.release.feedback.mirror import compose_mirror

__all__ = [
    "SIZES",
    "VERSIONS",
    "Letter",
    "ReplyForm",
    "compose_form",
    "compose_letter",
    "compose_mirror",
    "feedback_lines",
    "form_line",
    "render_form_docx",
    "render_form_pdf",
    "render_form_text",
    "render_letter",
    "versions_for",
]
