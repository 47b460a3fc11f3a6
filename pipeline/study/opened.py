"""An analysed study in; its tables out, to explore in a notebook: search, context, figures."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.domain.wording import NOT_HAND_CODED, NOT_RECORDED
from pipeline.study import questions
from pipeline.study.figure import Figure
from pipeline.study.tables import MODEL, Tables

if TYPE_CHECKING:
    from pipeline.findings.comparison import StudySide
    from pipeline.release.figures import HouseStyle


class Study(Tables):
    """One analysed study, by its file or by its output folder; tables are read when asked for.

    Names are Dutch, since researchers type them; columns are those of `werk/*.parquet`. What it
    shows holds words of people at the table: it is for the team.
    """

    @functools.cached_property
    def uitspraken(self) -> pd.DataFrame:
        """One row per statement of a dialoogsessie, with its heading and themes."""
        return self._read("uitspraken")

    @functools.cached_property
    def puntengevers(self) -> pd.DataFrame:
        """One row per participant of a session who could give points, with the bloc that counts."""
        return self._read("puntengevers")

    @functools.cached_property
    def punten(self) -> pd.DataFrame:
        """One row per participant and statement with points."""
        return self._read("punten")

    @functools.cached_property
    def prioriteiten(self) -> pd.DataFrame:
        """One row per session, view and statement: its support, its place and how firm that is."""
        return self._read("prioriteiten")

    @functools.cached_property
    def reeksen(self) -> pd.DataFrame:
        """One row per series of codings: people first, then the model and the rules."""
        return questions.list_series(self.coderingen)

    @property
    def reekspaar(self) -> tuple[str, str]:
        """The leading series and the next: two people where there are, else a person and the model.

        Raises:
            InputError: when there is only one series, or none.
        """
        return self._pair("", "")

    def vaakst(self, valentie: str = "knelpunt") -> str:
        """Return the theme that stands at the most tables with this valence, or at all where none has it.

        Raises:
            InputError: when nothing was coded.
        """
        counts = self.tel_tafels("theme", "valence")
        if counts.empty:
            raise InputError(
                f"Deze studie is {NOT_HAND_CODED}, en er is geen voorstel van een model."
            )
        return str(counts.get(valentie, counts.sum(axis="columns")).idxmax())

    def subcodes(self, thema: str) -> pd.DataFrame:
        """Return a row per subcode of a theme: at how many tables, in all and by valence.

        Raises:
            InputError: when there is no such theme.
        """
        _check_known(thema, self.themas["code"], "thema")
        return questions.subcodes_of(self.gecodeerd, self.codeboek, thema)

    def samen_met(self, thema: str) -> pd.DataFrame:
        """Return a row per other theme: at how many tables both were raised, most first.

        Raises:
            InputError: when there is no such theme.
        """
        _check_known(thema, self.themas["code"], "thema")
        return questions.companions_of(self.bevindingen, self.codeboek, thema)

    def typische_woorden(self, thema: str) -> pd.DataFrame:
        """Return the words that fragments about a theme use more than others do, most typical first.

        Raises:
            InputError: when there is no such theme.
        """
        about = self.zoek(thema=thema)["segment_id"]
        return questions.words_of_theme(
            self.woorden, self.segmenten, set(about), min_tables=self._threshold("min_tables", "min_tafels"),
            seed=self._seed,
        )  # fmt: skip

    @functools.cached_property
    def stemmen(self) -> pd.DataFrame:
        """One row per theme and group: at how many tables it raised the theme, of where it could be heard."""
        return questions.voices_of(self.bevindingen, self.codeboek)

    @functools.cached_property
    def verschillen(self) -> pd.DataFrame:
        """One row per theme: at how many tables only gezin raised it, only professionals, both or neither."""
        return questions.gaps_of(self.bevindingen, self.codeboek)

    def overeenstemming(self, reeks: str = "", andere: str = "") -> pd.DataFrame:
        """Return how well two series agree per theme, the least agreed first; without names the first two.

        Raises:
            InputError: when a series does not occur, or there is only one.
        """
        return questions.agreement_of(self.coderingen, self.codeboek, *self._pair(reeks, andere))

    def oneens(self, reeks: str = "", andere: str = "", *, thema: str = "") -> pd.DataFrame:
        """Return a row per fragment and theme on which two series differ; without names the first two.

        Raises:
            InputError: when a series or theme does not occur, or there is only one series.
        """
        pair = self._pair(reeks, andere)
        found = questions.disagreements_of(self.coderingen, self.segmenten, self.codeboek, *pair)
        if thema:
            _check_known(thema, self.themas["code"], "thema")
            found = found[found["theme"] == thema].reset_index(drop=True)
        return found

    @functools.cached_property
    def onderwerpen(self) -> pd.DataFrame:
        """One row per topic that fragments form by themselves, the most recurrent first.

        What `dialoogtafel onderwerpen` wrote, where the team ran it; else a quick look with few repeats.
        """
        path = self.map / "onderwerpen" / "onderwerpen-alle.csv"
        if path.is_file():
            table = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig")
            return questions.stored_topics(table)
        return questions.quick_topics(
            self.segmenten, self.woorden, self.gecodeerd,
            encoder=self._settings.sentence_model if self._settings else "auto",
            min_tables=self._threshold("min_tables", "min_tafels"), seed=self._seed,
        )  # fmt: skip

    def naast(self, *anderen: Study) -> pd.DataFrame:
        """Return this study and others side by side: a row per study, theme and valence ("": raised).

        Only themes that every codebook has, and tables that were judged; nothing is ranked.

        Raises:
            InputError: when two studies have one name, or have no theme in common.
        """
        studies = (self, *anderen)
        names = [one.naam for one in studies]
        if len(set(names)) < len(names):
            raise InputError(
                f"Twee studies heten hetzelfde ({', '.join(names)}). Geef ze elk een eigen naam."
            )
        shared = [
            code for code in self.themas["code"] if all(code in one.codeboek for one in anderen)
        ]
        if not shared:
            raise InputError("De codeboeken van deze studies hebben geen enkel thema gemeen.")
        return questions.beside([one._side() for one in studies], self.codeboek, shared)

    def zoek(
        self,
        woorden: str = "",
        *,
        thema: str = "",
        valentie: str = "",
        perspectief: str = "",
        groep: str = "",
        tafel: str = "",
    ) -> pd.DataFrame:
        """Return the fragments to which all that is asked applies, in speaking order.

        `woorden` is sought in the text and among the lemmas, so "bellen" finds "belde" too; a theme
        finds its subcodes as well. Each fragment stands once, with its codes and valences.

        Raises:
            InputError: when a theme, valence, perspective, group or table does not occur here.
        """
        found = self.segmenten
        for column, value in (("perspective", perspectief), ("group", groep), ("table_id", tafel)):
            if value:
                _check_known(value, found[column], column)
                found = found[found[column] == value]
        if woorden:
            found = found[found["segment_id"].isin(self._with_words(woorden))]
        coded = self.gecodeerd
        if thema:
            _check_known(thema, [code.id for code in self.codeboek.codes], "thema")
            coded = coded[(coded["code"] == thema) | (coded["theme"] == thema)]
        if valentie:
            _check_known(valentie, self.gecodeerd["valence"], "valentie")
            coded = coded[coded["valence"] == valentie]
        if thema or valentie:
            found = found[found["segment_id"].isin(coded["segment_id"])]
        return self._with_codes(found)

    def in_context(self, segment_id: str, om: int = 2) -> pd.DataFrame:
        """Return a fragment with `om` fragments before and after it in the same document.

        Raises:
            InputError: when there is no such fragment.
        """
        segments = self.segmenten.reset_index(drop=True)
        places = segments.index[segments["segment_id"] == segment_id]
        if places.empty:
            raise InputError(f"Fragment {segment_id} bestaat niet in deze studie.")
        here = segments.loc[places[0]]
        same = segments[
            (segments["table_id"] == here["table_id"]) & (segments["document"] == here["document"])
        ]
        near = same.loc[places[0] - om : places[0] + om].copy()
        near.insert(0, "hier", near["segment_id"].eq(segment_id).map({True: "→", False: ""}))
        shown = ["hier", "segment_id", "role", "perspective", "text"]
        context: pd.DataFrame = near[shown].reset_index(drop=True)
        return context

    def tel_tafels(self, rijen: str = "theme", kolommen: str = "valence") -> pd.DataFrame:
        """Return at how many tables each combination occurs: tables are counted, not fragments."""
        pairs = self.gecodeerd[["table_id", rijen, kolommen]].replace("", NOT_RECORDED)
        pairs = pairs.drop_duplicates()
        counts: pd.DataFrame = pd.crosstab(pairs[rijen], pairs[kolommen])  # a pair is once a table
        if rijen == "theme":
            counts = counts.reindex([code for code in self.themas["code"] if code in counts.index])
        return counts

    @functools.cached_property
    def afgeschermd(self) -> pd.DataFrame:
        """The findings as anyone may see them: small counts blanked, nothing of the model's."""
        from pipeline.domain.tables import Findings, check
        from pipeline.release.coarsening import merge_small_groups
        from pipeline.release.disclosure import level_derivations, release_findings

        minimum = self._threshold("min_tables", "min_tafels")
        levels = level_derivations(self.codeboek)  # as in `analyse`: the same rows, the same blanks
        findings = merge_small_groups(check(self.bevindingen, Findings), min_tables=minimum)
        return release_findings(findings, min_tables=minimum, derivations=levels)

    @functools.cached_property
    def huisstijl(self) -> HouseStyle:
        """Colours, type and sizes of the study's figures."""
        from pipeline.release.figures import read_style

        own = self._settings.house_style if self._settings else configs_folder() / "huisstijl.yaml"
        return read_style(own)

    def teken(self, figuur: str, *, themas: Collection[str] = (), titel: str = "") -> Figure:
        """Return one of the product's figures, from released counts, of some themes or of all.

        Raises:
            InputError: when there is no such figure, nobody coded this study, or nothing is left.
        """
        from pipeline.release.figures import FIGURES, FigureContext, draw_figures

        known = [name for name, kind in FIGURES.items() if not kind.private]
        _check_known(figuur, known, "figuur")
        for theme in themas:
            _check_known(theme, self.themas["code"], "thema")
        rows = self._open_rows()
        rows = rows[rows["measure"].isin(FIGURES[figuur].measures)]
        if themas:
            about = [_is_about(row, themas, self._theme) for row in rows.itertuples()]
            rows = rows[np.array(about, dtype=bool)]
        context = FigureContext(
            study=self.titel,
            n_tables=len(self.tafels),
            coder=self.reeks,
            codebook_version=self.codeboek.version,
            concept=True,
            titles={figuur: titel} if titel else {},
            min_tables=self._threshold("min_tables", "min_tafels"),
        )
        drawn = draw_figures(
            rows.reset_index(drop=True), self.codeboek, style=self.huisstijl, context=context
        )
        for figure in drawn:
            if figure.name == figuur:
                return Figure(figure)
        raise InputError(f"Voor de figuur '{figuur}' is er met deze keuze niets te tekenen.")

    def _side(self) -> StudySide:
        """Return this study as one of a comparison: its findings, and the tables that were judged."""
        from pipeline.domain.tables import Codings, DialogueTables, Findings, Segments, check
        from pipeline.findings.comparison import StudySide
        from pipeline.findings.evidence import judged_tables

        judged = judged_tables(
            check(self.coderingen, Codings), check(self.segmenten, Segments), coder=self.reeks,
            source=MODEL if self.reeks == MODEL else "mens",
        )  # fmt: skip
        tables = self.tafels[self.tafels["table_id"].isin(judged)]
        return StudySide(
            name=self.naam, title=self.titel, findings=check(self.bevindingen, Findings),
            tables=check(tables, DialogueTables), codebook=f"{self.codeboek.id} {self.codeboek.version}",
            by_people=self.reeks != MODEL,
        )  # fmt: skip

    def _pair(self, first: str, second: str) -> tuple[str, str]:
        """Return two series: those named, else the leading one and the next."""
        names = [str(name) for name in self.reeksen["coder"]]
        for name in filter(None, (first, second)):
            _check_known(name, names, "reeks")
        first = first or self.reeks
        second = second or next((name for name in names if name != first), "")
        if not second:
            raise InputError("Er zijn geen twee reeksen coderingen om te vergelijken.")
        return first, second

    def _open_rows(self) -> pd.DataFrame:
        """Return the released findings, unless this study may not show counts at all."""
        if len(self.tafels) < self._threshold("words_below", "woorden_onder"):
            raise InputError(
                f"Deze studie heeft {len(self.tafels)} tafels: te weinig om aantallen te tonen. "
                "Beschrijf de bevindingen in woorden; concept/rapport.html doet dat ook."
            )
        if self.afgeschermd.empty:
            raise InputError(
                f"Verslagen en transcripten zijn {NOT_HAND_CODED}; er is nog niets om te tekenen."
            )
        return self.afgeschermd

    def _with_words(self, words: str) -> set[str]:
        """Return the ids of the fragments with these words, or with a word of this lemma."""
        in_text = self.segmenten["text"].str.contains(re.escape(words), case=False, regex=True)
        by_lemma = self.woorden["lemma"].str.casefold() == words.casefold()
        return {
            *self.segmenten.loc[in_text, "segment_id"],
            *self.woorden.loc[by_lemma, "segment_id"],
        }

    def _with_codes(self, segments: pd.DataFrame) -> pd.DataFrame:
        """Return fragments with the codes and valences of the leading series, joined by spaces."""
        found = segments[["segment_id", "table_id", "role", "perspective", "group"]].copy()
        for column, name in (("code", "codes"), ("valence", "valences")):
            joined = self.gecodeerd.groupby("segment_id")[column].agg(_joined)
            found[name] = found["segment_id"].map(joined).fillna("")
        found["text"] = segments["text"]
        return found.reset_index(drop=True)


def _joined(values: pd.Series[str]) -> str:
    """Return what is not empty, each once, with spaces between."""
    return " ".join(dict.fromkeys(value for value in values if value))


def _check_known(value: str, known: Collection[str] | pd.Series, what: str) -> None:
    """Refuse a choice that does not occur; what does occur is listed."""
    names = [str(name) for name in dict.fromkeys(known) if name]
    if value not in names:
        raise InputError(f"'{value}' komt hier niet voor als {what}. Kies uit: {', '.join(names)}.")


def _is_about(row: Any, themes: Collection[str], theme_of: Any) -> bool:
    """Tell whether a finding is about these themes only."""
    codes = [code for code in (row.code, row.other_code) if code]
    return all(theme_of(code) in themes for code in codes)
