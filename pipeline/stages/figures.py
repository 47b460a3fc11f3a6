"""Stages that draw: findings through disclosure control to figures, and those of the team apart."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pandas as pd

from pipeline.domain.perspectives import normal_role
from pipeline.domain.tables import (
    Actions,
    Codings,
    DialogueTables,
    Evidence,
    Findings,
    NewSubcodes,
    Participants,
    Ranking,
    Released,
    Segments,
    empty,
)
from pipeline.domain.wording import NOT_HAND_CODED
from pipeline.files.atomic import file_digest
from pipeline.findings.actions import find_actions, roles_by_table
from pipeline.findings.evidence import evidence
from pipeline.findings.ranking import rank_themes
from pipeline.findings.saturation import new_subcodes_by_table
from pipeline.provenance import code_digest, digest_of
from pipeline.release.action_counts import count_actions, counts_of, rows_of
from pipeline.release.coarsening import merge_small_groups
from pipeline.release.disclosure import level_derivations, release_beside
from pipeline.release.figures import (
    DrawnFigure,
    FigureContext,
    draw_figures,
    draw_private_figures,
    read_style,
)
from pipeline.release.statements import titles_of
from pipeline.stages.counting import MODEL
from pipeline.stages.decisions import corrected_actions
from pipeline.stages.run import Run
from pipeline.stages.table_files import parquet_bytes

FORMS = ("svg", "png", "pdf", "csv")


def release(run: Run) -> None:
    """Findings to what anyone may see of them, and the themes ranked."""
    findings, min_tables = run.table(Findings), run.settings.min_tables
    run.keys["findings"] = digest_of({"findings": parquet_bytes(findings).hex()})
    run.put(rank_themes(findings, run.codebook), Ranking)
    agreed = _agree(run)
    if run.records["words_only"]:  # under ten tables no count leaves, so there is none to protect
        run.put(empty(Released), Released)
        run.records["action_counts"] = agreed(min_tables)
        return
    counts, levels = agreed(1), level_derivations(run.codebook)
    parts = [
        run.keys["findings"],
        code_digest(),
        str(min_tables),
        digest_of({"levels": repr(levels), "actions": counts.to_csv()}),
    ]

    def make() -> dict[str, pd.DataFrame]:
        merged = merge_small_groups(findings, min_tables=min_tables)
        released, beside = release_beside(
            merged, rows_of(counts), min_tables=min_tables, derivations=levels
        )
        return {"Released": released, "ReleasedActions": beside}

    made = run.store.remember("afschermen", parts, make)
    run.put(made["Released"], Released)
    run.records["released_actions"] = made["ReleasedActions"]
    run.records["action_counts"] = counts_of(made["ReleasedActions"], counts)


def _agree(run: Run) -> Callable[[int], pd.DataFrame]:
    """Find the verbeteracties that were agreed; return how to count them below a threshold."""
    codings, tables = run.table(Codings), run.table(DialogueTables)
    roles = roles_by_table(run.table(Participants))
    found = find_actions(run.table(Segments), tables, codings, run.codebook, roles=roles)
    actions = corrected_actions(run, found)
    run.put(actions, Actions)
    group_of = _groups_of_roles(run)
    return lambda least: count_actions(
        actions, owners=tuple(run.codebook.groups), group_of=group_of,
        n_tables=len(tables), min_tables=least,
    )  # fmt: skip


def act(run: Run) -> None:
    """Codings to what each table added."""
    codings, tables = run.table(Codings), run.table(DialogueTables)
    coder = run.records["coder"] or MODEL
    rows = evidence(codings, run.table(Segments), run.codebook, coder=coder)
    run.put(rows, Evidence)
    run.put(new_subcodes_by_table(rows, tables) if len(rows) else empty(NewSubcodes), NewSubcodes)


def _groups_of_roles(run: Run) -> Callable[[str], str]:
    """Return the group of a role as verslagen name it: of who sat there so, else by the one map."""
    people = run.table(Participants)
    known = {
        normal_role(role): group
        for role, group in zip(people["role"], people["group"], strict=True)
    }
    return lambda role: known.get(normal_role(role)) or run.perspectives.group_of(role, "")


def draw(run: Run) -> None:
    """Released findings to figures; for the team, findings to the figures that show single tables."""
    style = read_style(run.settings.house_style)
    run.records["style"] = style
    context = _context(run)
    parts = [
        run.keys["findings"],
        file_digest(run.settings.house_style),
        digest_of(
            {
                "context": dataclasses.asdict(context),
                "codebook": [code.label for code in run.codebook.codes],
            }
        ),
        code_digest(),
        run.records["action_counts"].to_csv(),
    ]
    released, findings = run.table(Released), run.table(Findings)
    counted = None if run.records["words_only"] else run.records["action_counts"]
    public = keep_figures(
        run,
        "figuren",
        parts,
        lambda: draw_figures(
            released, run.codebook, style=style, context=context, action_counts=counted
        ),
    )
    run.records["figures"] = {figure.name: figure for figure in public}
    _put(run, run.place, public)
    if not run.concept:
        return
    private = keep_figures(
        run,
        "besloten-figuren",
        parts,
        lambda: [
            *draw_private_figures(
                findings,
                run.codebook,
                style=style,
                context=context,
                new_subcodes=run.table(NewSubcodes),
            ),
            *_uncoded(run, findings, style, context),
        ],
    )
    run.records["private_figures"] = {figure.name: figure for figure in private}
    _put(run, "besloten", private)


def _put(run: Run, place: str, figures: list[DrawnFigure]) -> None:
    for figure in figures:
        for form in FORMS:
            run.files[f"{place}/figuren/{figure.name}.{form}"] = getattr(figure, form)


def _uncoded(run: Run, findings: Any, style: Any, context: FigureContext) -> list[DrawnFigure]:
    """Return the figures that must stay inside: no person coded what they rest on, or too few tables."""
    if run.records["coder"] and not run.records["words_only"]:
        return []
    return draw_figures(findings, run.codebook, style=style, context=context)


def _context(run: Run) -> FigureContext:
    """Return what every figure says of itself."""
    coder = run.records["coder"]
    return FigureContext(
        study=run.settings.title,
        n_tables=len(run.table(DialogueTables)),
        coder=coder or f"model, {NOT_HAND_CODED}",
        codebook_version=run.codebook.version,
        concept=run.concept,
        titles=titles_of(run.table(Released), run.codebook, run.records["texts"]),
        min_tables=run.settings.min_tables,
        sessions=run.records["texts"].sessions,
    )


def keep_figures(run: Run, stage: str, parts: list[str], make: Any) -> list[DrawnFigure]:
    """Return drawn figures, from the cache where nothing that they show has changed."""

    def files() -> dict[str, bytes]:
        run.progress("Figuren tekenen", 0, 1)
        drawn: dict[str, bytes] = {}
        for figure in make():
            for field in dataclasses.fields(figure):
                value = getattr(figure, field.name)
                if field.name == "finding_ids":
                    value = "\n".join(value)
                drawn[f"{figure.name}/{field.name}"] = (
                    value if isinstance(value, bytes) else value.encode()
                )
        run.progress("Figuren tekenen", 1, 1)
        return drawn

    kept = run.store.remember_files(stage, parts, files)
    by_name: dict[str, dict[str, bytes]] = {}
    for path, content in kept.items():
        name, field = path.split("/")
        by_name.setdefault(name, {})[field] = content
    return [_figure(parts_of) for parts_of in by_name.values()]


def _figure(parts: dict[str, bytes]) -> DrawnFigure:
    texts = {name: parts[name].decode() for name in ("name", "title", "alt_text", "finding_ids")}
    return DrawnFigure(
        name=texts["name"],
        title=texts["title"],
        alt_text=texts["alt_text"],
        svg=parts["svg"],
        png=parts["png"],
        pdf=parts["pdf"],
        csv=parts["csv"],
        finding_ids=tuple(texts["finding_ids"].splitlines()),
    )
