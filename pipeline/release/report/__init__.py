"""Findings in; `rapport.html` out: one page that needs no server, no network and no other file.

Two editions. The release edition is made of released rows, figures and sentences only; the team's
edition also holds the words behind every number.
"""

from pipeline.release.report.content import (
    KeyFinding,
    ReportContent,
    SessionRow,
    SessionSection,
    TeamContent,
    TeamTable,
)
from pipeline.release.report.page import render_report
from pipeline.release.report.shown import counts_on_page

__all__ = [
    "KeyFinding",
    "ReportContent",
    "SessionRow",
    "SessionSection",
    "TeamContent",
    "TeamTable",
    "counts_on_page",
    "render_report",
]
