"""What every HTML page of the house shares: its frame, its letters and colours, and a policy to load nothing."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from pipeline.release.figures.style import HouseStyle
from pipeline.release.picture import look_of

FACES = (("normaal", 400, "normal"), ("vet", 700, "normal"), ("cursief", 400, "italic"))
FRAME = """<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<title>{{ title }}</title>
<style>{{ css|safe }}</style>
</head>
<body>
{% block body %}{% endblock %}
</body>
</html>
"""


def render_frame(body: str, *, title: str, css: str, style: HouseStyle, **fields: Any) -> str:
    """Return a page around a template of its body; every field in it is text, and escaped.

    `css` follows the rules of the house, and may use their letters and colours.
    """
    from jinja2 import DictLoader, Environment, StrictUndefined

    page = f'{{% extends "frame.html" %}}{{% block body %}}{body}{{% endblock %}}'
    jinja = Environment(
        loader=DictLoader({"frame.html": FRAME, "page.html": page}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    css = f"{house_css(style)}\n{css}"
    return jinja.get_template("page.html").render(
        title=title, css=css, policy=policy_of(css), **fields
    )


def house_css(style: HouseStyle) -> str:
    """Return the letters of a house style, font files and all, and its colours as variables."""
    look = look_of(style)
    colours = {"ink": look.ink, "quiet": look.quiet, "line": look.line, "tint": look.paper}
    colours |= dict(look.valences) | dict(look.groups)
    variables = "".join(f"--{name}:{colour};" for name, colour in colours.items())
    return f"{_faces(style)}:root{{{variables}}}"


def policy_of(css: str, script: str = "") -> str:
    """Return a content policy under which only this style and this script work, and no request."""
    scripted = f"script-src '{_digest(script)}'; img-src data:; " if script else ""
    return (
        f"default-src 'none'; style-src '{_digest(css)}'; {scripted}"
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def _faces(style: HouseStyle) -> str:
    rules = []
    for face, weight, slant in FACES:
        coded = base64.b64encode(style.fonts[face].read_bytes()).decode("ascii")
        rules.append(
            f"@font-face{{font-family:huisletter;font-weight:{weight};font-style:{slant};"
            f"src:url(data:font/ttf;base64,{coded})}}"
        )
    return "".join(rules)


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
