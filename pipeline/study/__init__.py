"""What a notebook opens: one analysed study, its tables, and what can be asked of them."""

from pipeline.study.figure import Figure
from pipeline.study.opened import Study

__all__ = ["Figure", "Study"]
