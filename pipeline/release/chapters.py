"""Titled tables in chapters in; one self-contained page of them out, that runs no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipeline.release.figures.style import HouseStyle
from pipeline.release.page_frame import render_frame

CSS = """
body { font: 1rem/1.55 huisletter, Verdana, sans-serif; color: var(--ink); max-width: 74rem;
  margin: 0 auto; padding: 1rem 1.5rem 4rem; background: #fff; }
h1 { font-size: 1.9rem; line-height: 1.2; } h2 { margin-top: 3rem; border-top: 1px solid var(--line);
  padding-top: 1rem; font-size: 1.4rem; } h3 { margin: 2rem 0 .3rem; font-size: 1.05rem; }
p { max-width: 46rem; margin: .4rem 0; } .noot { color: var(--quiet); font-size: .9rem; }
nav ul { columns: 2; padding-left: 1.2rem; max-width: 46rem; } a { color: inherit; }
.rol { overflow-x: auto; margin: .6rem 0 1.2rem; }
table { border-collapse: collapse; font-size: .9rem; min-width: 50%; }
th, td { text-align: left; vertical-align: top; padding: .38rem 1.1rem .38rem 0;
  border-bottom: 1px solid var(--line); max-width: 34rem; font-variant-numeric: tabular-nums; }
td.heel { white-space: nowrap; }
thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; }
.leeg { color: var(--quiet); font-style: italic; }
@media print { nav { display: none; } .rol { overflow: visible; } tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; } }
"""

UNBROKEN = 14  # characters: a cell that short, as "12 van 28", stays on one line

BODY = """
<main>
<h1>{{ title }}</h1>
{% for line in lead %}<p>{{ line }}</p>
{% endfor %}
{% if chapters|length > 1 %}<nav aria-label="Inhoud"><ul>
{% for chapter in chapters %}<li><a href="#h{{ loop.index }}">{{ chapter.title }}</a></li>
{% endfor %}</ul></nav>
{% endif %}
{% for chapter in chapters %}
<section>
<h2 id="h{{ loop.index }}">{{ chapter.title }}</h2>
{% if chapter.lead %}<p>{{ chapter.lead }}</p>
{% endif %}
{% for table in chapter.tables %}
{% if every_title or chapter.tables|length > 1 %}<h3>{{ table.title }}</h3>
{% endif %}
{% if table.note %}<p class="noot">{{ table.note }}</p>
{% endif %}
{% if table.rows|length %}
<div class="rol{% if chapter.tables|length > 1 %} naast{% endif %}" tabindex="0" role="region"
 aria-label="{{ table.title }}"><table>
<thead><tr>
{% for name in table.rows.columns %}<th scope="col">{{ name }}</th>{% endfor %}
</tr></thead>
<tbody>
{% for row in table.rows.itertuples(index=False, name=None) %}
{% set place = loop.index0 %}
<tr><th scope="row">{{ row[0] }}</th>{% for cell in row[1:] -%}
{% set mark = table.marked.get((place, loop.index)) -%}
{% set whole = " " in cell|string and cell|string|length <= unbroken -%}
<td{% if mark %} class="merk {{ mark }}"{% elif whole %} class="heel"{% endif %}>{{ cell }}</td>
{%- endfor %}</tr>
{% endfor %}
</tbody></table></div>
{% else %}<p class="leeg">{{ table.empty }}</p>
{% endif %}
{% endfor %}
</section>
{% endfor %}
</main>
"""


@dataclass(frozen=True)
class PageTable:
    """A table ready to print; `marked` are the cells (row, column) that stand out, by what they mean."""

    title: str
    note: str
    rows: pd.DataFrame
    marked: Mapping[tuple[int, int], str] = field(default_factory=dict)  # to a valence
    empty: str = "Niets."


@dataclass(frozen=True)
class Chapter:
    """Tables that belong together, with a sentence on what they are for."""

    title: str
    lead: str
    tables: Sequence[PageTable]


def render_chapters(
    title: str,
    lead: Sequence[str],
    chapters: Sequence[Chapter],
    style: HouseStyle,
    *,
    css: str = "",
    every_title: bool = False,
) -> bytes:
    """Return the page; every cell is text, escaped, and a table without rows says why.

    A table that is alone in its chapter goes without its own title, but for `every_title`. A cell
    that stands out has the classes "merk" and its valence, for `css` to colour.
    """
    page = render_frame(
        BODY, title=title, css=f"{CSS}{css}", style=style,
        lead=lead, chapters=chapters, every_title=every_title, unbroken=UNBROKEN,
    )  # fmt: skip
    return page.encode()
