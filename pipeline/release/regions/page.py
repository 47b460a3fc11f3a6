"""The chapters of an overview in; one self-contained page out, that loads nothing and runs no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from pipeline.domain.wording import VALENCES
from pipeline.release.appendix.page import CSS
from pipeline.release.picture import Look
from pipeline.release.regions.content import Chapter

OWN_CSS = """
body { max-width: 88rem; }
.naast th[scope=row] { min-width: 15rem; position: sticky; left: 0; background: #fff; }
td.merk { font-weight: 600; border-left: .28rem solid; padding-left: .5rem; }
.naast td { white-space: nowrap; padding-right: 1rem; }
.naast td.geen { color: #4d5358; }
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
<nav aria-label="Inhoud"><ul>
{% for chapter in chapters %}<li><a href="#h{{ loop.index }}">{{ chapter.title }}</a></li>
{% endfor %}</ul></nav>
{% for chapter in chapters %}
<section>
<h2 id="h{{ loop.index }}">{{ chapter.title }}</h2>
{% if chapter.lead %}<p>{{ chapter.lead }}</p>
{% endif %}
{% for table in chapter.tables %}
{% if chapter.tables|length > 1 %}<h3>{{ table.title }}</h3>
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
<td{% if mark %} class="merk {{ mark }}"{% endif %}>{{ cell }}</td>
{%- endfor %}</tr>
{% endfor %}
</tbody></table></div>
{% else %}<p class="leeg">{{ table.empty }}</p>
{% endif %}
{% endfor %}
</section>
{% endfor %}
</body>
</html>
"""


def render_page(title: str, lead: Sequence[str], chapters: Sequence[Chapter], look: Look) -> bytes:
    """Return the page; every cell is text, escaped. A marked cell has the colour of its valence."""
    from jinja2 import Environment, StrictUndefined

    jinja = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    colours = "".join(
        f"td.{valence} {{ border-left-color: {look.valences[valence]}; }}\n" for valence in VALENCES
    )
    css = f"{CSS}{OWN_CSS}{colours}"
    text = jinja.from_string(PAGE).render(
        title=title, lead=lead, chapters=chapters, css=css, policy=_policy(css)
    )
    return text.encode()


def _policy(css: str) -> str:
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
