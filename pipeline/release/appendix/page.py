"""Titled tables in; one self-contained page for the team out, that loads nothing and runs no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.release.report.content import TeamTable

CSS = """
body { font: 1rem/1.55 Verdana, system-ui, sans-serif; color: #1a1a1a; max-width: 74rem;
  margin: 0 auto; padding: 1rem 1.5rem 4rem; background: #fff; }
h1 { font-size: 1.9rem; line-height: 1.2; } h2 { margin-top: 3rem; border-top: 1px solid #c9ced2;
  padding-top: 1rem; font-size: 1.4rem; } h3 { margin: 2rem 0 .3rem; font-size: 1.05rem; }
p { max-width: 46rem; margin: .4rem 0; } .noot { color: #4d5358; font-size: .9rem; }
nav ul { columns: 2; padding-left: 1.2rem; max-width: 46rem; } a { color: inherit; }
.rol { overflow-x: auto; margin: .6rem 0 1.2rem; }
table { border-collapse: collapse; font-size: .9rem; min-width: 50%; }
th, td { text-align: left; vertical-align: top; padding: .38rem 1.1rem .38rem 0;
  border-bottom: 1px solid #d9dde0; max-width: 34rem; }
thead th { border-bottom: 2px solid #1a1a1a; vertical-align: bottom; }
.leeg { color: #4d5358; font-style: italic; }
@media print { nav { display: none; } }
"""

PAGE = """<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<title>{{ title }}</title>
<style>{{ css }}</style>
</head>
<body>
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
<h3>{{ table.title }}</h3>
{% if table.note %}<p class="noot">{{ table.note }}</p>
{% endif %}
{% if table.rows|length %}
<div class="rol" tabindex="0" role="region" aria-label="{{ table.title }}"><table>
<thead><tr>
{% for name in table.rows.columns %}<th scope="col">{{ name }}</th>{% endfor %}
</tr></thead>
<tbody>
{% for row in table.rows.itertuples(index=False, name=None) %}
<tr><th scope="row">{{ row[0] }}</th>{% for cell in row[1:] %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}
</tbody></table></div>
{% else %}<p class="leeg">{{ empty }}</p>
{% endif %}
{% endfor %}
</section>
{% endfor %}
</body>
</html>
"""
NOTHING = "Kan niet worden geschat: hier is niets om op te rekenen."


@dataclass(frozen=True)
class Chapter:
    """Tables that belong together, with one sentence on what they are for."""

    title: str
    tables: Sequence[TeamTable]
    lead: str = ""


def render_page(title: str, lead: Sequence[str], chapters: Sequence[Chapter]) -> bytes:
    """Return a page; every cell is text, escaped, and a table without rows says why."""
    from jinja2 import Environment, StrictUndefined

    jinja = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    shown = [
        Chapter(chapter.title, [_printed(table) for table in chapter.tables], chapter.lead)
        for chapter in chapters
        if chapter.tables
    ]
    text = jinja.from_string(PAGE).render(
        title=title, lead=lead, chapters=shown, css=CSS, policy=_policy(CSS), empty=NOTHING
    )
    return text.encode()


def _printed(table: TeamTable) -> TeamTable:
    """Return the table with every cell as text; a missing number never shows as such."""
    rows = table.rows.astype(object).where(table.rows.notna(), "niet te schatten")
    return TeamTable(table.title, table.note, pd.DataFrame(rows).astype(str))


def _policy(css: str) -> str:
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
