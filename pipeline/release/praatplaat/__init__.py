"""Prioritised statements to a praatplaat: one page of A3 to stand at, as SVG and PDF."""

from pipeline.release.praatplaat.board import Board, Statement, Voice, keep_on, sentences_on
from pipeline.release.praatplaat.icon_set import icon_names
from pipeline.release.praatplaat.layout import Fitted, lay_out
from pipeline.release.praatplaat.pdf import render_pdf
from pipeline.release.praatplaat.svg import render_svg

__all__ = [
    "Board", "Fitted", "Statement", "Voice", "icon_names", "keep_on", "lay_out", "render_pdf", "render_svg",
    "sentences_on",
]  # fmt: skip
