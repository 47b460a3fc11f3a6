"""The chapters of an overview in; the page of it out, with studies beside each other in wide tables."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.wording import VALENCES
from pipeline.release.chapters import Chapter, render_chapters
from pipeline.release.figures.style import HouseStyle

CSS = """
body { max-width: 88rem; }
.naast th[scope=row] { min-width: 15rem; position: sticky; left: 0; background: #fff; }
td.merk { font-weight: 700; border-left: .28rem solid; padding-left: .5rem; }
.naast td { white-space: nowrap; padding-right: 1rem; }
"""


def render_page(
    title: str, lead: Sequence[str], chapters: Sequence[Chapter], style: HouseStyle
) -> bytes:
    """Return the page; a marked cell has the colour of its valence."""
    colours = "".join(f"td.{one} {{ border-left-color: var(--{one}); }}\n" for one in VALENCES)
    return render_chapters(title, lead, chapters, style, css=f"{CSS}{colours}")
