"""A study's tables in; the facts that its checklists are filled with out, in Dutch, "" for unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import (
    Codings,
    DialogueTables,
    Documents,
    NewSubcodes,
    Participants,
    Segments,
)
from pipeline.domain.tables.accounting import ConsentCounts
from pipeline.domain.wording import NOT_RECORDED, enumerate_words, number_word, plural
from pipeline.release.coarsening import coarse_date, coarsest_needed

CHAIR, SESSION = "voorzitter", "dialoogsessie"
LAST = 5  # tables over which saturation looks back
PRESENT = "ja"  # a fact that only says that something holds


@dataclass(frozen=True)
class Reported:
    """How long and in what form tables met, where their meta.yaml says so."""

    minutes: Sequence[float] = ()
    forms: Sequence[str] = ()


@dataclass(frozen=True)
class Decided:
    """What people decided so far, in numbers."""

    cards: int = 0  # patterns
    settled: int = 0
    with_counter: int = 0  # cards that something speaks against
    answered: int = 0  # settled cards of which the counter-examples were answered
    cells: int = 0  # of the matrix, summarised
    replies: Mapping[str, int] = field(default_factory=dict)  # klopt, anders, niet gebruiken
    replying: int = 0  # tables
    unanswered: int = 0  # objections
    quotes: Mapping[str, int] = field(default_factory=dict)  # vrijgeven, parafrase, nee
    withdrawn_tables: int = 0
    withdrawn_people: int = 0
    released: Sequence[str] = ()  # products


def table_facts(
    tables: DataFrame[DialogueTables],
    people: DataFrame[Participants],
    reported: Reported,
    *,
    min_tables: int,
    least: int = 0,
) -> dict[str, str]:
    """Return what is known of the tables and of who sat there.

    A number of tables under `least` is told as such, and a region, sector or age group of fewer is not
    named.
    """
    n = len(tables)
    chaired = people.loc[people["perspective"] == CHAIR, "table_id"].nunique()
    chosen = int(tables["chosen_themes"].notna().sum())
    at_tables = people.drop_duplicates(["table_id", "group"])
    return {
        "tafels": plural(n, *_units(tables)),
        "regio": enumerate_words(_recorded(tables["region"], least=least)),
        "gemeenten": _counted(_recorded(tables["municipality"]), "gemeente", "gemeenten"),
        "sectoren": enumerate_words(_recorded(tables["sector"], least=least)),
        "leeftijden": enumerate_words(_recorded(tables["age_group"], least=least)),
        "soorten": _by_value(tables["kind"]),
        "jaren": "/".join(dict.fromkeys(_ends([date[:4] for date in tables["date"] if date]))),
        "periode": _span(list(tables["date"]), min_tables=min_tables),
        "gekozen": _of_tables(chosen, n, least=least),
        "voorzitters": _of_tables(chaired, n) if chaired else "",
        "deelnemers": _counted(people, "deelnemer", "deelnemers"),
        "groepen": enumerate_words(_recorded(at_tables["group"], least=least)),
        "groepen_aantal": _by_group(people),
        "vormen": _by_value(pd.Series(reported.forms, dtype=object)),
        "duur": _duration(reported.minutes, n),
    }


def document_facts(
    documents: DataFrame[Documents], segments: DataFrame[Segments], *, n_tables: int, least: int = 0
) -> dict[str, str]:
    """Return what is known of the documents and their text; `least` as in `table_facts`."""
    kinds = {
        "transcript": ("transcript", "transcripten"),
        "verslag": ("verslag", "verslagen"),
        "uitspraken": ("blad met uitspraken", "bladen met uitspraken"),
    }
    counts = {kind: int((documents["kind"] == kind).sum()) for kind in kinds}
    at = documents.groupby("kind")["table_id"].nunique()
    told = [
        _number(counts[kind], *names, least=least) for kind, names in kinds.items() if counts[kind]
    ]
    words = sum(len(text.split()) for text in segments["text"])
    strangers = (segments["perspective"] == "onbekend") & (segments["kind"] == "transcript")
    return {
        "documenten": enumerate_words(told) or "geen documenten",
        "transcripten": _number(counts["transcript"], *kinds["transcript"], least=least),
        "verslagen": _number(counts["verslag"], *kinds["verslag"], least=least),
        "transcripten_tafels": _of_tables(int(at.get("transcript", 0)), n_tables, least=least),
        "verslagen_tafels": _of_tables(int(at.get("verslag", 0)), n_tables, least=least),
        "fragmenten": plural(len(segments), "fragment", "fragmenten"),
        "woorden": plural(words, "woord", "woorden"),
        "fries": _frisian(segments, least=least),
        "onbekende_sprekers": number_word(int(strangers.sum())),
    }


def codebook_facts(codebook: Codebook, *, digest: str) -> dict[str, str]:
    """Return what is known of the codebook."""
    themes = [code for code in codebook.codes if code.is_theme]
    levels = {codebook.levels.get(theme.level, theme.level) for theme in themes}
    return {
        "codeboek": f"{codebook.id}, versie {codebook.version}",
        "codeboek_digest": digest[:12],
        "themas": plural(len(themes), "thema", "thema's"),
        "themanamen": "; ".join(theme.label for theme in themes),
        "subcodes": plural(len(codebook.codes) - len(themes), "subcode", "subcodes"),
        "niveaus": plural(len(levels), "niveau", "niveaus"),
    }


def coding_facts(
    codings: DataFrame[Codings],
    segments: DataFrame[Segments],
    agreement: Mapping[str, pd.DataFrame],
    codebook: Codebook,
    *,
    leading: str,
    least: int = 0,
) -> dict[str, str]:
    """Return who coded how much, and how well coders agree; `agreement` by the other's series."""
    people = codings[codings["source"] == "mens"]
    judged = people.loc[people["coder"] == leading, "segment_id"].nunique()
    coders = sorted(people["coder"].unique())
    series = f"{number_word(len(coders))} {'codeur' if len(coders) == 1 else 'codeurs'} ({_series(coders)})"
    proposed = int((codings["source"] == "model").sum())
    themes = [code.id for code in codebook.codes if code.is_theme]
    double, alpha = _agreement(agreement, themes, least=least)
    return {
        "zonder_codeur": "" if coders else PRESENT,
        "codeurs": series if coders else "",
        "leidend": leading,
        "gecodeerd": f"{judged} van de {len(segments)} fragmenten" if coders else "",
        "dubbel": double,
        "overeenstemming": alpha,
        "voorstellen": plural(proposed, "voorstel", "voorstellen"),
    }


def saturation_facts(new_subcodes: DataFrame[NewSubcodes], codebook: Codebook) -> dict[str, str]:
    """Return how much the last tables still added, "" where too few were coded or there are no subcodes."""
    n_all = sum(not code.is_theme for code in codebook.codes)
    if len(new_subcodes) <= LAST or not n_all:
        return {"verzadiging": ""}
    heard = int(new_subcodes["n_seen"].iloc[-1])
    late = int(new_subcodes["n_new"].tail(LAST).sum())
    added = number_word(late) if late else "geen enkele"
    return {
        "verzadiging": f"Na {len(new_subcodes)} gecodeerde tafels waren {heard} van de {n_all} subcodes gehoord; "
        f"de laatste {number_word(LAST)} brachten er samen {added} voor het eerst."
    }


def consent_facts(counts: DataFrame[ConsentCounts], ends: Collection[str]) -> dict[str, str]:
    """Return what people agreed to; `ends` are the dates on which someone's consent ends."""
    told = {str(purpose): _answers(rows) for purpose, rows in counts.groupby("purpose", sort=False)}
    first = min(ends, default="")
    people = "één deelnemer" if len(ends) == 1 else f"{len(ends)} deelnemers"
    return {
        "toestemming": "; ".join(f"{purpose}: {said}" for purpose, said in told.items()),
        "opname": told.get("opname", ""),
        "toestemming_einde": f"bij {people}, het eerste {first}" if ends else "nergens vastgelegd",
    }


def decision_facts(decided: Decided) -> dict[str, str]:
    """Return what people decided so far; "" for work that was not done."""
    replies = enumerate_words([f"{n} keer {word}" for word, n in decided.replies.items() if n])
    quotes = enumerate_words([f"{n} keer {word}" for word, n in decided.quotes.items() if n])
    waiting = f"; {decided.unanswered} zonder antwoord" if decided.unanswered else ""
    gone = [
        plural(decided.withdrawn_tables, "tafel", "tafels") if decided.withdrawn_tables else "",
        plural(decided.withdrawn_people, "deelnemer", "deelnemers") if decided.withdrawn_people else "",
    ]  # fmt: skip
    cards = (
        f"{plural(decided.cards, 'kaart', 'kaarten')}, {decided.settled} door mensen vastgesteld"
    )
    against = f"bij {decided.with_counter} van de {decided.cards} kaarten; beantwoord bij {decided.answered}"
    return {
        "patronen": cards if decided.cards else "",
        "tegenvoorbeelden": against if decided.cards else "",
        "matrix": plural(decided.cells, "cel", "cellen") if decided.cells else "",
        "reacties": f"{replies}, van {plural(decided.replying, 'tafel', 'tafels')}{waiting}"
        if replies
        else "nog geen",
        "citaten": quotes or "nog niets",
        "intrekkingen": enumerate_words([one for one in gone if one]) or "niemand",
        "vrijgegeven": f"{plural(len(decided.released), 'product', 'producten')} ({_listed(decided.released)})"
        if decided.released
        else "nog niets",
    }


def quality_facts(key_figures: Mapping[str, float]) -> dict[str, str]:
    """Return how good the model was found to be; `key_figures` of `modelkwaliteit`, empty unmeasured."""
    shown = [
        f"{name} {_decimal(key_figures[name])}"
        for name in ("F1, gemiddeld over thema's", "alfa mens-model, gemiddeld over thema's")
        if name in key_figures
    ]
    said = f"Het model op tafels die het niet zag: {'; '.join(shown)}." if shown else ""
    unknown = "Hoe goed het model is, is voor deze studie nog niet gemeten."
    return {"kwaliteit": said, "kwaliteit_dpia": said or unknown}


def attack_facts(attacked: pd.DataFrame | None) -> dict[str, str]:
    """Return what came of trying to work blanked numbers out again; None: nothing is shown in numbers."""
    if attacked is None:
        return {"aanval": ""}
    n, found = len(attacked), int(attacked["pinned"].sum()) if len(attacked) else 0
    if not n:
        return {"aanval": "In deze studie is geen enkel aantal klein genoeg om af te schermen."}
    outcome = "geen enkel" if not found else number_word(found)
    return {
        "aanval": f"Van de {n} afgeschermde aantallen van deze studie is er met rekenen uit alle getoonde "
        f"{outcome} terug te vinden."
    }


def _units(tables: DataFrame[DialogueTables]) -> tuple[str, str]:
    """Return what the tables are called, one and many."""
    if len(tables) and (tables["kind"] == SESSION).all():
        return SESSION, f"{SESSION}s"
    return "dialoogtafel", "dialoogtafels"


def _recorded(values: pd.Series[str], *, least: int = 0) -> list[str]:
    """Return the values that were recorded, each at `least` tables or more, sorted."""
    counts = values[values != ""].value_counts()
    return sorted(str(value) for value in counts.index[counts >= least])


def _frisian(segments: DataFrame[Segments], *, least: int) -> str:
    """Return how many fragments are Frisian, "" where that is of fewer tables than `least`."""
    own = segments[segments["language"] == "fy"]
    return "" if own["table_id"].nunique() < least else number_word(len(own))


def _number(n: int, one: str, many: str, *, least: int) -> str:
    return f"minder dan {least} {many}" if 0 < n < least else plural(n, one, many)


def _counted(rows: Collection[object] | pd.DataFrame, one: str, many: str) -> str:
    return plural(len(rows), one, many) if len(rows) else ""


def _by_value(values: pd.Series[str]) -> str:
    """Return how many tables have each value: "25 casusspecifiek en 3 casusoverstijgend"."""
    counts = values[values != ""].value_counts().sort_index(kind="stable")
    ordered = counts.sort_values(ascending=False, kind="stable")
    return enumerate_words([f"{n} {value!s}" for value, n in ordered.items()])


def _by_group(people: DataFrame[Participants]) -> str:
    rows = [
        f"{group!s} {len(own)} aan {plural(own['table_id'].nunique(), 'tafel', 'tafels')}"
        for group, own in people.groupby("group", sort=True)
        if group
    ]
    return "; ".join(rows)


def _ends(values: Sequence[str]) -> list[str]:
    return [min(values), max(values)] if values else []


def _span(dates: Sequence[str], *, min_tables: int) -> str:
    """Return from when to when tables were held, so coarse that no date is of a few tables."""
    known = sorted(date for date in dates if date)
    if not known:
        return ""
    step = coarsest_needed(known, min_tables=min_tables)
    first, last = (coarse_date(date, step=step) for date in (known[0], known[-1]))
    return first if first == last else f"{first} tot en met {last}"


def _of_tables(n: int, total: int, *, least: int = 0) -> str:
    """Return at how many tables, in words where it is all, none, or fewer than `least`."""
    if total == 1:
        return "de enige tafel" if n else "geen tafel"
    if n in (0, total):
        return f"{'alle' if n else 'geen van de'} {plural(total, 'tafel', 'tafels')}"
    told = f"minder dan {least}" if n < least else str(n)
    return f"{told} van de {plural(total, 'tafel', 'tafels')}"


def _duration(minutes: Sequence[float], n_tables: int) -> str:
    if not minutes:
        return ""
    least, middle, most = (
        f"{value:g}".replace(".", ",")
        for value in (min(minutes), float(pd.Series(minutes).median()), max(minutes))
    )
    return (
        f"Van {_of_tables(len(minutes), n_tables)} is de duur vastgelegd: {least} tot {most} minuten, mediaan "
        f"{middle}."
    )


def _series(coders: Sequence[str]) -> str:
    return f"reeks{'en' if len(coders) > 1 else ''} {enumerate_words(list(coders))}"


def _agreement(
    agreement: Mapping[str, pd.DataFrame], themes: Collection[str], *, least: int
) -> tuple[str, str]:
    """Return at how many tables two coded, and their mean alpha over themes, of who coded most along."""
    told = []
    for table in agreement.values():
        known = table[table["code"].isin(list(themes))].dropna(subset=["alpha"])
        if len(known):
            told.append((int(known["n_tables"].max()), float(known["alpha"].mean())))
    if not told:
        return "", ""
    n, alpha = max(told)
    return _number(n, "tafel", "tafels", least=least), _decimal(alpha)


def _answers(rows: pd.DataFrame) -> str:
    if not rows.loc[rows["answer"] != NOT_RECORDED, "n"].sum():
        return "van niemand vastgelegd"
    return ", ".join(f"{n} {answer}" for answer, n in zip(rows["answer"], rows["n"], strict=True))


def _listed(names: Sequence[str]) -> str:
    """Return product names, those of one family as one: "factsheet, 9 figuren en rapport"."""
    kinds = {"figuur": "figuren", "tabel": "tabellen", "spiegelbijeenkomst": "spiegelbijeenkomsten"}
    counts: dict[str, int] = {}
    for name in names:
        counts[name.split("-")[0]] = counts.get(name.split("-")[0], 0) + 1
    return enumerate_words(
        [f"{n} {kinds.get(kind, f'{kind}s')}" if n > 1 else kind for kind, n in counts.items()]
    )


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
