"""The invented study of `report_study`, for every test of the report."""

from __future__ import annotations

import pytest
from report_study import make_content

from pipeline.release.report import ReportContent


@pytest.fixture(scope="session")
def content() -> ReportContent:
    return make_content()
