"""What a model rests on, and its figures, in; a model card in Markdown out.

Form: Mitchell and others (2019), "Model cards for model reporting".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.domain.wording import HAND_ONLY, enumerate_words, plural
from pipeline.release.model_quality.wording import number, share


@dataclass(frozen=True)
class CardFacts:
    """What the model learnt from, and with what."""

    study: str
    n_tables: int  # hand-coded
    n_segments: int  # judged by the leading series
    n_all: int  # segments that can be coded
    series: tuple[str, ...]  # the leading one first
    codebook: str
    codebook_digest: str
    language: str
    encoder: str
    seed: int
    versions: Mapping[str, str]
    other: str  # the study to which the model was carried over; "" without one
    floor: float  # alpha of people and model under which a theme is coded by hand only
    learnt: tuple[str, ...] = ()  # other studies that the model learnt from too
    language_model: str = ""  # that coded too, on this machine

    @property
    def basis(self) -> str:
        """Return what the model learnt from, in words."""
        tables = plural(self.n_tables, "tafel", "tafels")
        others = f" (en van {enumerate_words(self.learnt)})" if self.learnt else ""
        return (
            f"{self.n_segments} fragmenten van {tables}, gecodeerd door reeks {self.series[0]}{others}; "
            f"het codeboek is {self.codebook}"
        )


BY_HAND = (
    "Waar mens en model het te weinig eens zijn, komt het model in geen enkele schatting: codeer die "
    "thema's zelf, en lees een voorstel als een plek om te kijken."
)
LIMITS = (
    "Het model doet voorstellen; een mens beslist. Geen voorstel geldt als bevestigd.",
    (
        "Thema's worden in deze teksten vaak omschreven zonder dat hun woorden vallen. Wat het model "
        "niet voorstelt, is daarom geen bewijs dat het er niet over gaat."
    ),
    "Gebruik de voorstellen niet om tafels, organisaties of mensen te beoordelen.",
    (
        "Voor een tafel of studie met een andere manier van spreken (een andere regio, een andere "
        "notulist, veel Fries) zijn de cijfers eerder lager dan hier."
    ),
    (
        "De intervallen trekken tafels opnieuw. Ze zeggen niets over tafels die op een andere manier "
        "zijn gekozen."
    ),
)


def model_card(
    facts: CardFacts, tables: Mapping[str, pd.DataFrame], transfers: Mapping[str, pd.DataFrame]
) -> str:
    """Return the card: use, data, method, figures, limits, versions."""
    lines = [
        f"# Modelkaart: voorstellen voor codes bij {facts.study}", "",
        "## Waarvoor", "",
        ("Het model stelt per fragment thema's, een subcode en een waardering voor, zodat een "
        "onderzoeker sneller vindt wat zij moet lezen. Het vervangt geen codeur."), "",
        "## Waarvan het leerde", "",
        f"- {_sentence(facts.basis)}.",
        f"- In de studie zijn {facts.n_all} fragmenten te coderen.",
        f"- Reeksen: {enumerate_words(facts.series)}. Het model leert alleen van de eerste.",
        f"- Codeboek: {facts.codebook}, digest {facts.codebook_digest}.", "",
        "## Hoe het werkt", "",
        ("Kernel-ridge-regressie op de gelijkenis van fragmenten: lemma's, letterreeksen, "
        "zinsvectoren, de fragmenten ervoor en erna, wie spreekt, en de vorm van het fragment. De "
        "score wordt gemengd met die van de buren. Drempels en kansen komen van tafels die het "
        "model niet zag."), "",
        f"- Taalmodel: {facts.language}", f"- Zinsmodel: {facts.encoder}",
        f"- Zaad: {facts.seed}", "",
        "## Hoe goed het is", "",
        "Gemeten op tafels die het model niet zag (kruisvalidatie per tafel, in hoogstens tien groepen).", "",
        *_figures(tables["kerncijfers"]),
        f"**{by_hand(tables['per-code'], facts.floor)}** {BY_HAND}", "",
        *_by_theme(tables["per-code"]),
        *_unseen(tables["zonder-kijken"]),
        *_not_predicted(tables["niet-voorspeld"]),
    ]  # fmt: skip
    if transfers:
        lines += [f"## Overgedragen op {facts.other}", "",
                  f"Het model leerde alleen van {facts.study} en zag van {facts.other} geen code.",
                  "", *_figures(transfers["kerncijfers"]),
                  f"**{by_hand(transfers['per-code'], facts.floor)}**", ""]  # fmt: skip
    lines += ["## Grenzen", "", *(f"- {line}" for line in LIMITS), "", "## Versies", ""]
    lines += [f"- {name} {version}" for name, version in sorted(facts.versions.items())]
    return "\n".join(lines) + "\n"


def by_hand(codes: pd.DataFrame, floor: float) -> str:
    """Say which themes are coded by hand only, by name."""
    themes = codes[codes["measure"] == "thema"]
    names = themes.loc[themes["verdict"] == HAND_ONLY, "label"].tolist()
    if not names:
        return f"Geen enkel thema ligt onder de ondergrens van {number(floor)}."
    return (
        f"Alleen met de hand ({len(names)} van de {len(themes)} thema's): {enumerate_words(names)}."
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _figures(figures: pd.DataFrame) -> list[str]:
    rows = zip(figures["maat"], figures["waarde"], strict=True)
    return [*(f"- {_sentence(name)}: {number(value)}" for name, value in rows), ""]


def _by_theme(codes: pd.DataFrame) -> list[str]:
    lines = ["| thema | n | F1 | alfa mens-model (95%) | alfa mens-mens | oordeel |",
             "|---|---|---|---|---|---|"]  # fmt: skip
    for row in codes[codes["measure"] == "thema"].to_dict("records"):
        interval = f"{number(row['alpha_model_low'])} tot {number(row['alpha_model_high'])}"
        lines.append(
            f"| {row['label']} | {row['n_given']} | {number(row['f1'])} | "
            f"{number(row['alpha_model'])} ({interval}) | {number(row['alpha_people'])} | "
            f"{row['verdict']} |"
        )
    return [*lines, ""]


def _unseen(accepted: pd.DataFrame) -> list[str]:
    """Say what could be accepted without a look, codes and no theme apart."""
    codes = accepted[accepted["measure"] == "thema"]
    none = accepted[accepted["measure"] == "geen thema"]
    n = int(codes["n_proposed"].sum())
    taken = int(codes["n_accepted"].sum())
    lines = [
        (
            f"Zonder kijken over te nemen, met hoogstens 5% fouten: {taken} van de {n} voorgestelde "
            "thema's"
        )
    ]
    for row in none.to_dict("records"):
        lines[0] += f", en {share(row['accepted_share'])} van de fragmenten met 'geen thema'"
    return [f"{lines[0]}.", ""]


def _not_predicted(codes: pd.DataFrame) -> list[str]:
    if codes.empty:
        return []
    names = enumerate_words([f"{row['code']} ({row['n_given']})" for row in _records(codes)])
    return [
        f"Deze codes worden niet voorgesteld, want er zijn te weinig voorbeelden: {names}.", "",
    ]  # fmt: skip


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
