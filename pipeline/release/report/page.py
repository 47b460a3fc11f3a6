"""A report's content in; one self-contained HTML page out, that loads nothing and calls no one."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.domain.tables import DialogueTables, check
from pipeline.domain.wording import CONCEPT, JUDGED_VALENCES, of_sessions
from pipeline.release.figures.table_names import natural
from pipeline.release.page_frame import house_css, policy_of
from pipeline.release.report import pages
from pipeline.release.report.content import ReportContent, TeamContent
from pipeline.release.report.words import words_of

HERE = Path(__file__).parent
SCRIPTS = ("fragments.js", "report.js")  # the second uses the first
# What a template holds that is no text: tags, fields, statements.
_CODE = re.compile(r"(<[^>]*>|\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_READ_ALOUD = re.compile(r'(?<= aria-label=")[^"{]*(?=")')  # the one text that stands within a tag
# Ends of a script element and two line ends that JSON allows and scripts did not.
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render_report(content: ReportContent, *, private: bool) -> str:
    """Return the report as HTML: with `private` the team's edition, else the one for release.

    The release edition is made of released rows, figures and sentences; `content.team` is not
    opened for it. Everything the page needs is inside it, and its policy forbids any request.

    Raises:
        ValueError: when the team's edition is asked of content without a team's part.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    if private and content.team is None:
        raise ValueError("the team's edition needs content.team")
    jinja = Environment(
        loader=FunctionLoader(partial(_template, sessions=content.of_sessions)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    css = f"{house_css(content.style)}\n{(HERE / 'report.css').read_text('utf-8')}"
    script = "".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    script = _script_of_sessions(script) if content.of_sessions else script
    team = _in_counting_order(content.team) if private and content.team else None
    fields = _fields(content, team)
    return jinja.get_template("page.html").render(
        css=css, script=script, policy=policy_of(css, script), **fields
    )


def _in_counting_order(team: TeamContent) -> TeamContent:
    """Return the team's part with its tables as people count: "Tafel 2" before "Tafel 10"."""
    tables = team.dialogue_tables
    ordered = tables.iloc[
        sorted(range(len(tables)), key=lambda row: natural(tables["table_id"].iloc[row]))
    ]
    return replace(team, dialogue_tables=check(ordered.reset_index(drop=True), DialogueTables))


def _template(name: str, *, sessions: bool) -> str:
    """Return a template; of a study that consists of dialoogsessies its fixed words say so.

    Tags, addresses and fields stay as they are: only what stands between them is read by people,
    and what a tag says to who cannot see it.
    """
    source = (HERE / "templates" / name).read_text(encoding="utf-8")
    if not sessions:
        return source
    return "".join(
        _READ_ALOUD.sub(lambda label: of_sessions(label[0]), piece)
        if _CODE.fullmatch(piece)
        else of_sessions(piece)
        for piece in _CODE.split(source)
    )


def _script_of_sessions(script: str) -> str:
    """Return the script with the words that it shows said of dialoogsessies."""
    words = (('"tafel", "tafels"', '"sessie", "sessies"'), (". Tafels: ", ". Sessies: "))  # fmt: skip
    for said, instead in words:
        script = script.replace(said, instead)
    return script


def _fields(content: ReportContent, team: TeamContent | None) -> dict[str, Any]:
    """Return everything that the template prints."""
    codebook = content.codebook
    edition = pages.team_edition(content, team) if team else pages.release_edition(content)
    fields: dict[str, Any] = {
        "content": content,
        "codebook": codebook,
        "concept": CONCEPT if content.concept else "",
        "valences": JUDGED_VALENCES,
        "groups": pages.GROUPS,
        "key_findings": pages.key_findings(edition, codebook),
        "figures": pages.pictures(edition, codebook),
        "theme_rows": pages.theme_rows(edition, codebook),
        "theme_pages": pages.theme_pages(edition, codebook),
        "number_tables": pages.number_tables(edition, codebook, sessions=content.of_sessions),
        "provenance": dict(content.provenance) | (dict(team.provenance) if team else {}),
        "team": team,
        "data": "",
    }
    if team:
        counted = next(iter(team.findings.loc[team.findings["coder"] != "", "coder"]), "")
        fields["table_pages"] = pages.table_pages(team, codebook)
        fields["patterns"] = pages.pattern_cards(team, codebook)
        fields["actions"] = pages.action_rows(team, codebook)
        fields["differences"] = pages.difference_rows(team, codebook)
        fields["data"] = _embedded(words_of(team, codebook, edition.numbers, counted))
    return fields


def _embedded(data: dict[str, Any]) -> Any:
    """Return data as JSON that can stand within a script element and cannot end it."""
    from markupsafe import Markup

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for mark, escaped in UNSAFE.items():
        text = text.replace(mark, escaped)
    return Markup(text)  # noqa: S704  # every mark that HTML knows was replaced
