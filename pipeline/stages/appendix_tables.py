"""Codings of one series in; every table of the team's appendix out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd
from pandera.typing import DataFrame

from pipeline.coding.agreement import agreement_by_code
from pipeline.coding.audit import hand_only
from pipeline.domain.tables import (
    Codings,
    Contrasts,
    DialogueTables,
    Evidence,
    Findings,
    Pairs,
    Participants,
    Segments,
    Tokens,
    TypicalWords,
    check,
    empty,
)
from pipeline.exchange.sample_sheet import read_samples
from pipeline.findings.basis import Basis
from pipeline.findings.contrasts import contrast_groups, contrast_tables
from pipeline.findings.estimates import (
    estimate_codes,
    frame_of_code,
    needed_segments,
    needed_tables,
)
from pipeline.findings.facets import comparable_strata, facets_of, shares_by_facet
from pipeline.findings.measures import (
    count_contexts,
    judged_segments,
    measure_codes,
    table_shares,
)
from pipeline.findings.pairs import pair_codes
from pipeline.findings.phases import count_recorded
from pipeline.findings.richness import find_richness, find_saturation, heard_by_table
from pipeline.findings.typical_words import typical_words
from pipeline.findings.voices import LEAST_HEARD, PAIR
from pipeline.findings.word_counts import content_words, count_words
from pipeline.language.dutch import stop_words
from pipeline.stages.counting import MODEL
from pipeline.stages.decisions import patterns_of
from pipeline.stages.proof import read_proof
from pipeline.stages.run import Run

WIDTH = 0.10  # the interval that "how much more to code" is reckoned for: ten percentage points
DRAWS = 1000  # bootstrap samples of tables for the interval of a lift
ORDERS = 500  # random orders of the tables for saturation
LEAST_COMPARED = 5  # tables of each kind, below which kinds are not set beside each other


@dataclass(frozen=True)
class _Ground:
    """What every table of the appendix rests on."""

    basis: Basis
    segments: DataFrame[Segments]  # of judged tables
    judged: pd.DataFrame
    shares: pd.DataFrame  # a row per table, a column per code
    facets: Mapping[str, pd.Series]


def make_tables(run: Run, basis: Basis) -> dict[str, pd.DataFrame]:
    """Return every table of the appendix."""
    ground = _ground(run, basis)
    made: dict[str, pd.DataFrame] = {
        **_room(run, basis, ground),
        "Pairs": _pairs(run, ground),
        "Contrasts": _contrasts(run, ground),
        "Words": _words(run),
        "Saturation": _saturation(run, basis),
        "Patterns": patterns_of(run, basis),
    }
    return made | make_estimates(run)


def _ground(run: Run, basis: Basis) -> _Ground:
    segments = run.table(Segments)
    ours = check(segments[segments["table_id"].isin(basis.tables)], Segments)
    judged = judged_segments(segments, run.table(Codings), basis)
    shares = table_shares(basis.evidence, judged, basis.codes)
    facets = facets_of(run.table(DialogueTables), run.records["periods"])
    return _Ground(basis, ours, judged, shares, facets)


def _room(run: Run, basis: Basis, ground: _Ground) -> dict[str, pd.DataFrame]:
    """Return how much room each code takes: in all, by kind of table, by table, by what was recorded."""
    measure = partial(
        measure_codes, codings=run.table(Codings), participants=run.table(Participants),
        codebook=run.codebook, coder=basis.coder, source=basis.source, least_heard=LEAST_HEARD,
    )  # fmt: skip
    kinds = ground.facets["soort"]
    by_kind = []
    for kind in sorted(set(kinds.reindex(list(basis.tables)).dropna())):
        own = run.table(Segments)
        own = check(own[own["table_id"].isin(kinds.index[kinds == kind])], Segments)
        by_kind.append(measure(own).assign(kind=kind))
    themes = ground.shares[[code for code in basis.themes if code in ground.shares]]
    return {
        "Measures": measure(run.table(Segments)),
        "KindMeasures": pd.concat(by_kind, ignore_index=True),
        "Shares": themes.rename_axis("table_id").reset_index(),
        "Facets": shares_by_facet(themes, ground.facets),
        "Contexts": _contexts(run, basis),
    }


def _contexts(run: Run, basis: Basis) -> DataFrame[Findings]:
    """Return how codes are valued by what was recorded of tables, of documents and by coders."""
    segments, codings = run.table(Segments), run.table(Codings)
    by_table = count_contexts(
        segments, codings, run.table(DialogueTables), run.table(Participants), run.codebook,
        coder=basis.coder, source=basis.source,
    )  # fmt: skip
    recorded = count_recorded(basis, segments, codings)
    return check(pd.concat([by_table, recorded], ignore_index=True), Findings)


def _pairs(run: Run, ground: _Ground) -> DataFrame[Pairs]:
    """Return what goes together within fragments, in sequence and at tables, and the chain."""
    ways = [(within, ("", "")) for within in ("fragment", "reeks", "tafel")]
    found = [
        pair_codes(
            ground.basis.evidence, ground.segments, ground.basis.themes, within=within,
            valences=valences, seed=run.settings.seed, draws=DRAWS,
        )
        for within, valences in [*ways, ("reeks", ("knelpunt", "verbeterpunt"))]
    ]  # fmt: skip
    return check(pd.concat(found, ignore_index=True), Pairs)


def _contrasts(run: Run, ground: _Ground) -> DataFrame[Contrasts]:
    """Return gezin beside professionals, overall and by valence, and the two largest kinds of tables."""
    seed, basis = run.settings.seed, ground.basis
    judged = check(ground.judged, Segments)
    found: list[pd.DataFrame] = [
        contrast_groups(
            basis.evidence, judged, basis.themes, seed=seed, valence=valence, least=LEAST_HEARD
        )
        for valence in ("", "knelpunt", "succesfactor")
    ]
    themes = ground.shares[basis.themes]
    for facet in ("periode", "sector", "leeftijdsgroep", "soort"):
        strata = ground.facets.get(facet)
        if strata is None:
            continue
        for first, second in comparable_strata(strata, list(themes.index), least=LEAST_COMPARED):
            found.append(contrast_tables(themes, strata, first, second, kind=facet, seed=seed))
    return check(pd.concat(found, ignore_index=True), Contrasts)


def _words(run: Run) -> DataFrame[TypicalWords]:
    segments = run.table(Segments)
    words = count_words(content_words(run.table(Tokens), stop_words=stop_words()), segments)
    if words.empty or not set(PAIR) <= set(words["group"]):
        return empty(TypicalWords)
    return typical_words(words, pair=PAIR, min_tables=run.settings.min_tables, seed=run.settings.seed)  # fmt: skip


def _saturation(run: Run, basis: Basis) -> pd.DataFrame:
    """Return in words whether more tables would bring new subcodes, of all and per group."""
    rows = []
    for group in ("", *PAIR):
        tables = basis.tables
        if group:
            tables = tuple(basis.voiced.loc[basis.voiced["group"] == group, "table_id"])
        own = Evidence.validate(basis.evidence[basis.evidence["table_id"].isin(tables)])
        heard = heard_by_table(own, group=group, tables=tables)
        reached = find_saturation(heard, seed=run.settings.seed, orders=ORDERS)
        richness = find_richness(heard)
        told = (
            reached.sentence
            if reached
            else "Kan niet worden geschat: daarvoor zijn zes tafels nodig."
        )
        if richness.estimate is not None and richness.low is not None and richness.high is not None:
            more = round(richness.estimate) - richness.observed
            told += (
                f" Aan één tafel kwamen {richness.once} subcodes voor; naar schatting zijn er "
                f"ten minste {more} die nog nergens klonken (95%: "
                f"{round(richness.low) - richness.observed} tot "
                f"{round(richness.high) - richness.observed})."
            )
        elif richness.note:
            told += f" Over subcodes die nog nergens klonken: {richness.note}."
        rows.append((group or "iedereen", len(heard), richness.observed, told))
    return pd.DataFrame(rows, columns=["who", "n_tables", "observed", "words"])


def make_estimates(run: Run) -> dict[str, pd.DataFrame]:
    """Return every theme's share by all that its codes allow, and how much more coding would help.

    Also where no table was coded for the half or more, so that nothing can be counted yet.
    """
    codings, inclusion = sampled_codings(run)
    coder = run.records["coder"]
    model = MODEL if (codings["coder"] == MODEL).any() else ""
    rules, proof = run.settings.rules, read_proof(run)
    agreement = agreement_by_code(codings, coder, MODEL, run.codebook) if coder and model else None
    estimates = estimate_codes(
        run.table(Segments), codings, run.codebook, coder=coder, model=model,
        seed=run.settings.seed, inclusion=inclusion,
        agreement=None if agreement is None else _alphas(agreement),
        least_agreement=rules.corrected_from,
        hand_only=hand_only(agreement, run.codebook, floor=rules.hand_only_below),
        usable=proof.usable if proof and proof.current else None,
    )  # fmt: skip
    rows = []
    for theme in run.codebook.themes:
        frame = frame_of_code(
            run.table(Segments), codings, run.codebook, theme.id, coder=coder, model=model
        )
        rows.append((theme.id, *needed_for(frame, width=WIDTH)))
    needed = pd.DataFrame(rows, columns=["code", "segments", "tables"])
    return {"Estimates": estimates, "Needed": needed.astype({"segments": float, "tables": float})}


def sampled_codings(run: Run) -> tuple[DataFrame[Codings], dict[str, float] | None]:
    """Return the codings that estimates may rest on, and with what chance segments were drawn.

    What `te-coderen` chose on purpose (doubt, spread) is left out: a model found it hard. Of what was
    drawn and not filled in yet, chances are lowered by the share of its table that was: as if what
    is open were left open by chance. Without a sample in the study's files there are no chances, and
    a table's own share coded stands in.
    """
    codings = run.table(Codings)
    sample = read_samples(run.settings.codings, run.table(Segments))
    if sample.empty:
        return codings, None
    drawn = sample[sample["chance"].notna()]
    purposive = set(sample["segment_id"]) - set(drawn["segment_id"])
    hers = (codings["coder"] == run.records["coder"]) & codings["segment_id"].isin(purposive)
    hand = codings.loc[codings["coder"] == run.records["coder"], "segment_id"]
    tables = run.table(Segments).set_index("segment_id")["table_id"]
    filled = (
        drawn["segment_id"].isin(hand).groupby(drawn["segment_id"].map(tables)).transform("mean")
    )
    chances = drawn["chance"].astype(float) * filled
    by_segment = dict(zip(drawn["segment_id"], chances, strict=True))
    return check(codings[~hers], Codings), by_segment


def needed_for(frame: pd.DataFrame, *, width: float) -> tuple[int | None, int | None]:
    """Return how many segments by hand, and how many tables, an interval of `width` asks for."""
    judged = frame[frame["label"].notna()]
    shares = judged.groupby("table_id")["label"].mean()
    return needed_segments(frame, width=width), needed_tables(list(shares), width=width)


def _alphas(table: pd.DataFrame) -> dict[str, float]:
    """Return how well the model agrees with the leading series, by code."""
    known = table[table["alpha"].notna() & (table["code"] != "")]
    return dict(zip(known["code"], known["alpha"].astype(float), strict=True))
