"""Stages that put findings in words and on paper: the factsheet, and both editions of the report."""

from __future__ import annotations
