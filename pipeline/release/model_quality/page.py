"""Tables about the model in; one self-contained page with charts out, that loads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from pipeline.domain.wording import HAND_ONLY
from pipeline.release.figures.style import HouseStyle
from pipeline.release.model_quality.card import BY_HAND, LIMITS, CardFacts, by_hand
from pipeline.release.model_quality.charts import (
    Interval,
    calibration_chart,
    dot_chart,
    line_chart,
)
from pipeline.release.model_quality.wording import HEADINGS, number, share
from pipeline.release.page_frame import render_frame

ALPHAS = ("alpha_model", "alpha_people")
SHARES = ("accepted_share", "unseen_share")
CSS = """
body { font: 1rem/1.5 huisletter, Verdana, sans-serif; color: var(--ink); max-width: 62rem; margin: 2rem auto;
  padding: 0 1rem; }
h1, h2 { line-height: 1.25; } h2 { margin-top: 2.5rem; border-top: 1px solid var(--line);
  padding-top: 1rem; }
p, li { max-width: 46rem; } .noot { color: var(--quiet); font-size: .9rem; }
svg { max-width: 100%; height: auto; display: block; margin: .5rem 0; }
.rol { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; }
th, td { text-align: right; padding: .2rem .6rem; border-bottom: 1px solid var(--tint);
  vertical-align: top; }
th:first-child, td:first-child { text-align: left; } thead th { border-bottom: 2px solid var(--ink); }
td strong, td small { white-space: nowrap; } td small { color: var(--quiet); }
.met-de-hand { background: var(--ink); color: var(--paper, #fff); padding: .8rem 1rem; max-width: none;
  font-size: 1.1rem; } .met-de-hand strong { font-size: 1.25rem; }
.let-op { border-left: .4rem solid var(--ink); padding: .3rem 1rem; background: var(--tint); }
"""
BODY = """
<main>
<h1>Hoe goed zijn de voorstellen van het model?</h1>
<p>{{ facts.study }}. Het model leerde van {{ facts.basis }}. Alle cijfers gaan over tafels die het
model niet zag.</p>
<p class="let-op">{{ lead }}</p>
<p class="met-de-hand"><strong>{{ by_hand }}</strong>{% if hand_only %}<br>{{ hand_only }}{% endif %}</p>
{% for part in parts %}
<section>
<h2>{{ part.title }}</h2>
{% if part.note %}<p class="noot">{{ part.note }}</p>{% endif %}
{{ part.chart }}
{% if part.columns %}<div class="rol" tabindex="0" role="region" aria-label="{{ part.title }}">
<table><thead><tr>{% for name in part.columns %}<th scope="col">{{ name }}</th>{% endfor %}</tr>
</thead><tbody>
{% for row in part.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table></div>{% endif %}
</section>
{% endfor %}
<section><h2>Grenzen</h2><ul>{% for line in limits %}<li>{{ line }}</li>
{% endfor %}</ul>
<p class="noot">Taalmodel {{ facts.language }}; zinsmodel {{ facts.encoder }}; codeboek
{{ facts.codebook }}; zaad {{ facts.seed }}. De modelkaart staat in modelkaart.md, elke tabel ook
als CSV in deze map.</p></section>
</main>
"""


class Part(NamedTuple):
    """One section: a chart, a table, or both."""

    title: str
    note: str
    chart: Markup
    columns: list[str]
    rows: list[list[str]]


def quality_page(
    facts: CardFacts,
    tables: Mapping[str, pd.DataFrame],
    transfers: Mapping[str, pd.DataFrame],
    style: HouseStyle,
    *,
    by_language_model: Mapping[str, pd.DataFrame] | None = None,
) -> str:
    """Return the page; every text is escaped."""
    parts = [*_figures_parts(tables, facts.floor), *_detail_parts(tables)]
    if transfers:
        note = f"Het model leerde alleen van {facts.study} en zag van {facts.other} geen code."
        parts.append(_part(f"Overgedragen op {facts.other}", note, transfers["kerncijfers"]))
        parts.append(_part(f"{facts.other} per thema", "", _themes(transfers["per-code"])))
    if by_language_model:
        title = f"Taalmodel {facts.language_model} als codeur"
        parts.append(_part(title, BY_LANGUAGE_MODEL, by_language_model["kerncijfers"]))
        note = by_hand(by_language_model["per-code"], facts.floor)
        parts.append(_part("Taalmodel per thema", note, _themes(by_language_model["per-code"])))
    return render_frame(
        BODY, title=f"Modelkwaliteit: {facts.study}", css=CSS, style=style,
        facts=facts, lead=_lead(tables["per-code"]), parts=parts, limits=LIMITS,
        by_hand=by_hand(tables["per-code"], facts.floor),
        hand_only=BY_HAND if (tables["per-code"]["verdict"] == HAND_ONLY).any() else "",
    )  # fmt: skip


def _lead(codes: pd.DataFrame) -> str:
    """Say in one sentence what the page shows."""
    mean = codes[codes["measure"] == "gemiddeld thema"].iloc[0]
    if pd.isna(mean["precision"]) or pd.isna(mean["recall"]):
        return (
            "Mensen gaven geen enkel thema, of het model stelde er geen voor: er is niets te meten."
        )
    return (
        f"Van elke tien voorgestelde thema's gaf een mens er {round(10 * mean['precision'])} ook; "
        f"van elke tien thema's die een mens gaf, stelde het model er "
        f"{round(10 * mean['recall'])} voor."
    )


def _figures_parts(tables: Mapping[str, pd.DataFrame], floor: float) -> list[Part]:
    """Give the sections that everyone should see."""
    themes = tables["per-code"][tables["per-code"]["measure"] == "thema"]
    rows = [
        Interval(row["label"], row["alpha_model"], row["alpha_model_low"],
                 row["alpha_model_high"], row["alpha_people"],
                 HAND_ONLY if row["verdict"] == HAND_ONLY else "")
        for row in themes.sort_values("alpha_model", ascending=False).to_dict("records")
    ]  # fmt: skip
    title = "Overeenstemming per thema"
    note = (
        "Krippendorffs alfa tussen mens en model, met 95%-interval (tafels opnieuw getrokken); "
        "een open rondje is de alfa tussen twee mensen. 1 is volledig eens, 0 is toeval."
    )
    parts = [
        _part("Kerncijfers", "", tables["kerncijfers"]),
        Part(title, note, dot_chart(rows, title=title, floor=floor), [], []),
        _unseen(tables["zonder-kijken"], tables["per-code"]),
    ]
    if "leercurve" in tables and len(tables["leercurve"]):
        curve = tables["leercurve"]
        points = [
            (float(row["n_tables"]), [float(row["average_precision"]), float(row["f1"])])
            for row in curve.to_dict("records")
        ]
        title = "Wat meer codeerwerk oplevert"
        drawn = line_chart(points, ["rangorde (mAP)", "F1"], title=title)
        parts.append(
            _part(
                title,
                "Gemiddeld over thema's; geleerd van zoveel tafels van deze studie.",
                curve,
                drawn,
            )
        )
    return parts


BY_LANGUAGE_MODEL = (
    "Dezelfde maten, op de fragmenten die mensen en taalmodel allebei beoordeelden; het zegt niet hoe zeker "
    "het is, dus een rangorde is er niet. In analyse telt het niet mee."
)
UNSEEN = (
    "Per thema: hoeveel voorstellen zo zeker zijn dat daarvan hoogstens 5% fout is, aan de "
    "bovenkant van het 95%-interval (Clopper-Pearson), geteld op tafels die de grens niet kozen. "
    "Voorgestelde thema's en 'geen thema' tellen apart. Daarvoor zijn minstens 72 voorstellen zonder één "
    "fout nodig, verspreid over tafels."
)


def _unseen(accepted: pd.DataFrame, codes: pd.DataFrame) -> Part:
    """Return what may be accepted without a look, by the names of themes."""
    labels = dict(zip(codes["code"], codes["label"], strict=True))
    names = accepted["code"].map(labels).where(accepted["code"] != "", accepted["measure"])
    shown = accepted.drop(columns=["measure", "code"])
    shown.insert(0, "label", names)
    none = (
        "" if (accepted["n_accepted"] > 0).any() else " Hier haalt niets het: kijk elk voorstel na."
    )
    return _part("Zonder kijken over te nemen", UNSEEN + none, shown)


def _detail_parts(tables: Mapping[str, pd.DataFrame]) -> list[Part]:
    """Give the sections for who wants to know more."""
    bins = tables["kalibratie"]
    points = [
        (float(row["mean_probability"]), float(row["share_given"]), int(row["n"]))
        for row in bins.to_dict("records")
    ]
    title = "Klopt de zekerheid?"
    return [
        _part(title, "Op de lijn klopt de kans precies.", bins,
              calibration_chart(points, title=title)),
        _part("Waardering", "Rijen: mensen; kolommen: model.", tables["waardering"]),
        _part("Per stem, soort document, taal en tafel",
              "Is het model slechter voor sommige stemmen? Let op kleine aantallen.",
              tables["groepen"]),
        _part("Per thema", "", _themes(tables["per-code"])),
        _part("Per subcode", "", _subcodes(tables["per-code"])),
        _not_predicted(tables["niet-voorspeld"]),
    ]  # fmt: skip


def _not_predicted(codes: pd.DataFrame) -> Part:
    if codes.empty:
        return Part("Niet voorgesteld", "Alle codes hebben genoeg voorbeelden.", Markup(""), [], [])
    return _part("Niet voorgesteld", "Te weinig voorbeelden.", codes)


def _themes(codes: pd.DataFrame) -> pd.DataFrame:
    kept = codes[codes["measure"] != "subcode"]
    named = kept["label"].where(kept["label"] != "", kept["measure"])
    return _in_one_cell(kept.assign(label=named).drop(columns=["code", "measure", "n_segments"]))


def _subcodes(codes: pd.DataFrame) -> pd.DataFrame:
    kept = codes[codes["measure"] == "subcode"]
    return _in_one_cell(kept.drop(columns=["measure", "label", "n_segments"]))


def _in_one_cell(codes: pd.DataFrame) -> pd.DataFrame:
    """Return the table with each alpha and its interval in one cell, so that it fits a page."""
    for name in ALPHAS:
        ends = zip(codes[name], codes[f"{name}_low"], codes[f"{name}_high"], strict=True)
        said = [
            number(value) if pd.isna(low) else f"{number(value)} ({number(low)} tot {number(high)})"
            for value, low, high in ends
        ]
        codes = codes.assign(**{name: said}).drop(columns=[f"{name}_low", f"{name}_high"])
    return codes


def _part(title: str, note: str, table: pd.DataFrame, chart: Markup | None = None) -> Part:
    """Return a section with a table as it is printed."""
    names = [str(name) for name in table.columns]
    rows = [
        [_cell(name, value) for name, value in zip(names, row, strict=True)]
        for row in table.itertuples(index=False, name=None)
    ]
    shown = [HEADINGS.get(name, name) for name in names]
    return Part(title, note, chart or Markup(""), shown, rows)


def _cell(name: str, value: Any) -> str:
    if name in ALPHAS and " (" in str(value):
        figure, interval = str(value).rstrip(")").split(" (")
        return Markup("{}<br><small>{}</small>").format(figure, interval)
    if isinstance(value, str):
        return Markup("<strong>{}</strong>").format(value) if value == HAND_ONLY else value
    if value is None or pd.isna(value):
        return "–"
    if name in SHARES:
        return share(float(value))
    return number(float(value)) if isinstance(value, float) else str(value)
