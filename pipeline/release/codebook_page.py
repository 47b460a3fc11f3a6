"""A codebook in; the same codebook as people read it out: a tree, Markdown, or one HTML page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.domain.codebook import Code, Codebook
from pipeline.release.figures.style import HouseStyle
from pipeline.release.page_frame import render_frame

CSS = """
body { font: 1rem/1.5 huisletter, Verdana, sans-serif; color: var(--ink); max-width: 52rem; margin: 2rem auto;
  padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.5rem; border-top: 1px solid var(--line);
  padding-top: 1rem; }
code { font-family: ui-monospace, monospace; font-size: .9em; color: var(--quiet); }
.level { color: var(--quiet); } dt { font-weight: 600; margin-top: .5rem; } dd { margin-left: 1.25rem; }
details { margin: .5rem 0; } nav ul { columns: 2; } a { color: inherit; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .2rem .8rem .2rem 0; }
@media print { nav { display: none; } details > * { display: block; } }
"""
BODY = """
<main>
<h1>Codeboek {{ book.id }}</h1>
<p>{{ summary }}</p>
{% if book.rules %}<h2>Codeerregels</h2>
<ul>{% for rule in book.rules %}<li>{{ rule }}</li>{% endfor %}</ul>{% endif %}
<nav aria-label="Thema's"><h2>Thema's</h2>
<ul>{% for theme in book.themes %}<li><a href="#{{ theme.id }}">{{ theme.label }}</a></li>
{% endfor %}</ul></nav>
{% macro described(code) %}{% if code.definition %}<p>{{ code.definition }}</p>{% endif %}
<dl>{% for name, lines in details(code) %}<dt>{{ name }}</dt>
{% for line in lines %}<dd>{{ line }}</dd>{% endfor %}{% endfor %}</dl>
{% if code.written %}<details><summary>Patronen ({{ code.written|length }})</summary>
<ul>{% for pattern in code.written %}<li><code>{{ pattern }}</code></li>{% endfor %}</ul></details>
{% endif %}{% endmacro %}
{% for theme in book.themes %}<section id="{{ theme.id }}">
<h2>{{ theme.label }} <code>{{ theme.id }}</code></h2>
<p class="level">Niveau: {{ book.levels[theme.level] }}</p>
{{ described(theme) }}
{% for code in book.subcodes(theme.id) %}<section id="{{ code.id }}">
<h3>{{ code.label }} <code>{{ code.id }}</code></h3>
{% if code.level != theme.level %}<p class="level">Niveau: {{ book.levels[code.level] }}</p>
{% endif %}{{ described(code) }}
</section>
{% endfor %}</section>
{% endfor %}
{% if book.perspectives %}<section><h2>Perspectieven</h2>
<table><tr><th>Perspectief</th><th>Groep</th></tr>
{% for id, label in book.perspectives.items() %}<tr><td>{{ label }}</td>
<td>{{ book.group_of(id) }}</td></tr>
{% endfor %}</table></section>{% endif %}
<section><h2>Valentie</h2>
<ul>{% for label in book.valence_labels.values() %}<li>{{ label }}</li>{% endfor %}</ul></section>
</main>
"""


def codebook_tree(codebook: Codebook) -> str:
    """Return the codes as a tree for the terminal, one line a code."""
    lines = [f"{codebook.id} ({_summary(codebook)})"]
    for theme, last_theme in _with_last(codebook.themes):
        lines.append(f"{'└──' if last_theme else '├──'} {theme.label}  [{theme.id}]")
        stem = "    " if last_theme else "│   "
        for code, last in _with_last(codebook.subcodes(theme.id)):
            lines.append(f"{stem}{'└──' if last else '├──'} {code.label}  [{code.id}]")
    return "\n".join(lines) + "\n"


def codebook_markdown(codebook: Codebook) -> str:
    """Return the whole codebook as Markdown."""
    lines = [f"# Codeboek {codebook.id}", "", f"{_summary(codebook)}.", ""]
    if codebook.rules:
        lines += ["## Codeerregels", "", *(f"- {rule}" for rule in codebook.rules), ""]
    for theme in codebook.themes:
        lines += [f"## {theme.label} (`{theme.id}`)", ""]
        lines += _markdown(theme, f"Niveau: {codebook.levels[theme.level]}")
        for code in codebook.subcodes(theme.id):
            level = codebook.levels[code.level] if code.level != theme.level else ""
            lines += [f"### {code.label} (`{code.id}`)", ""]
            lines += _markdown(code, f"Niveau: {level}" if level else "")
    if codebook.perspectives:
        lines += ["## Perspectieven", "", "| perspectief | groep |", "|---|---|"]
        lines += [
            f"| {label} | {codebook.group_of(key)} |"
            for key, label in codebook.perspectives.items()
        ]
        lines.append("")
    lines += ["## Valentie", "", *(f"- {label}" for label in codebook.valence_labels.values())]
    return "\n".join(lines) + "\n"


def codebook_html(codebook: Codebook, style: HouseStyle) -> str:
    """Return the whole codebook as one page that needs no network."""
    return render_frame(
        BODY, title=f"Codeboek {codebook.id}", css=CSS, style=style,
        book=codebook, summary=_summary(codebook), details=_details,
    )  # fmt: skip


def _summary(codebook: Codebook) -> str:
    themes = len(codebook.themes)
    version = f"versie {codebook.version}, " if codebook.version else ""
    return f"{version}{themes} thema's, {len(codebook.codes) - themes} subcodes"


def _with_last(codes: list[Code]) -> Iterator[tuple[Code, bool]]:
    """Give every code, and whether it is the last one."""
    for number, code in enumerate(codes, start=1):
        yield code, number == len(codes)


def _details(code: Code) -> list[tuple[str, tuple[str, ...]]]:
    """Return what a code says of itself beyond its definition, the empty parts left out."""
    parts = [
        ("Wel", code.include),
        ("Niet", code.exclude),
        ("Valkuil", (code.pitfall,) if code.pitfall else ()),
        ("Voorbeeldzinnen (verzonnen)", code.phrases),
    ]
    return [(name, lines) for name, lines in parts if lines]


def _markdown(code: Code, level: str) -> list[str]:
    """Return one code's text in Markdown."""
    lines: list[str] = []
    for paragraph in (level, code.definition):
        if paragraph:
            lines += [paragraph, ""]
    for name, texts in _details(code):
        lines += [f"**{name}**", "", *(f"- {text}" for text in texts), ""]
    if code.written:
        lines += ["**Patronen**", "", *(f"- `{text}`" for text in code.written), ""]
    return lines
