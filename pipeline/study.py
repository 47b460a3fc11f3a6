"""An analysed study in; its tables out, to explore in a notebook: search, context, figures."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.domain.codebook import Codebook, read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import Settings, configs_folder, read_settings
from pipeline.domain.wording import NOT_HAND_CODED, NOT_RECORDED
from pipeline.domain.yamltext import read_yaml
from pipeline.files.atomic import write_bytes

if TYPE_CHECKING:
    from pipeline.release.figures import DrawnFigure, HouseStyle

HIDDEN = "verworpen"  # codings with this status are no evidence
MODEL = "model"


class Study:
    """One analysed study, by its file or by its output folder; tables are read when asked for.

    Names are Dutch, since researchers type them; columns are those of `werk/*.parquet`. What it
    shows holds words of people at the table: it is for the team.
    """

    def __init__(self, pad: str | Path, *, uitvoer: str | Path | None = None) -> None:
        """Open a study.

        Raises:
            InputError: when there is no such study, or it was not analysed yet.
        """
        path = Path(pad)
        self._settings: Settings | None = None if path.is_dir() else read_settings(path)
        self.map = Path(uitvoer) if uitvoer is not None else self._own_folder(path)
        if not (self.map / "werk" / "segmenten.parquet").is_file():
            raise InputError(
                f"In {self.map} staat nog geen analyse. Draai eerst: dialoogtafel analyse {pad}"
            )

    def __repr__(self) -> str:
        return (
            f"Study({self.titel!r}: {len(self.tafels)} tafels, {len(self.segmenten)} fragmenten, "
            f"reeks {self.reeks})"
        )

    @functools.cached_property
    def tafels(self) -> pd.DataFrame:
        """One row per dialoogtafel."""
        return self._read("tafels")

    @functools.cached_property
    def deelnemers(self) -> pd.DataFrame:
        """One row per person at a table."""
        return self._read("deelnemers")

    @functools.cached_property
    def segmenten(self) -> pd.DataFrame:
        """One row per fragment: a turn of a transcript, a sentence of a verslag."""
        return self._read("segmenten")

    @functools.cached_property
    def woorden(self) -> pd.DataFrame:
        """One row per word, with its lemma and part of speech."""
        return self._read("woorden")

    @functools.cached_property
    def coderingen(self) -> pd.DataFrame:
        """One row per fragment, coder and code; an empty code means: judged, no theme."""
        return self._read("coderingen")

    @functools.cached_property
    def bevindingen(self) -> pd.DataFrame:
        """One row per counted finding, with the tables and fragments that it rests on."""
        return self._read("bevindingen")

    @functools.cached_property
    def verbeteracties(self) -> pd.DataFrame:
        """One row per verbeteractie that a verslag records."""
        return self._read("verbeteracties")

    @functools.cached_property
    def meldingen(self) -> pd.DataFrame:
        """One row per thing to know about what was read."""
        return self._read("meldingen")

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
    def codeboek(self) -> Codebook:
        """The study's codebook; that of the product where only an output folder was given."""
        if self._settings is not None:
            return read_codebook(self._settings.codebook)
        return read_codebook(configs_folder() / "codeboek.yaml")

    @functools.cached_property
    def themas(self) -> pd.DataFrame:
        """One row per theme: its id, label, level and definition."""
        rows = [
            (theme.id, theme.label, self.codeboek.levels[theme.level], theme.definition)
            for theme in self.codeboek.themes
        ]
        return pd.DataFrame(rows, columns=["code", "label", "level", "definition"])

    @property
    def titel(self) -> str:
        """The study's title."""
        title = self._settings.title if self._settings else self._record().get("titel")
        return str(title or self.map.name)

    @functools.cached_property
    def reeks(self) -> str:
        """The series that findings count: a person's where there is one, else the model's."""
        counted = [coder for coder in self.bevindingen["coder"] if coder]
        people = self.coderingen.loc[self.coderingen["source"] == "mens", "coder"]
        return str(next(iter([*counted, *people]), MODEL))

    @functools.cached_property
    def gecodeerd(self) -> pd.DataFrame:
        """One row per fragment and code of the leading series, with the words and who spoke."""
        codings = self.coderingen
        own = codings[
            (codings["coder"] == self.reeks)
            & codings["code"].notna()
            & (codings["status"] != HIDDEN)
        ].copy()
        own["theme"] = [self._theme(code) for code in own["code"]]
        keep = ["segment_id", "code", "theme", "valence", "doubt", "confidence"]
        return self.segmenten.merge(own[keep], on="segment_id", how="inner", validate="1:m")

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

    def _open_rows(self) -> pd.DataFrame:
        """Return the released findings, unless this study may not show counts at all."""
        if len(self.tafels) < self._threshold("words_below", "woorden_onder"):
            raise InputError(
                f"Deze studie heeft {len(self.tafels)} tafels: te weinig om aantallen te tonen. "
                "Beschrijf de bevindingen in woorden; concept/rapport.html doet dat ook."
            )
        if self.afgeschermd.empty:
            raise InputError(f"Deze studie is {NOT_HAND_CODED}; er is nog niets om te tekenen.")
        return self.afgeschermd

    def _threshold(self, name: str, key: str) -> int:
        """Return a threshold of release: the study's own, else the product's."""
        if self._settings is not None:
            return int(getattr(self._settings, name))
        recorded = self._record().get("instellingen", {}).get(key)
        standard = read_yaml(configs_folder() / "standaard.yaml").values["vrijgave"][key]
        return int(recorded or standard)

    def _own_folder(self, path: Path) -> Path:
        """Return where the output of this study lies by itself."""
        return self._settings.output if self._settings else path

    def _read(self, name: str) -> pd.DataFrame:
        path = self.map / "werk" / f"{name}.parquet"
        if not path.is_file():
            raise InputError(
                f"{path.name} ontbreekt in {path.parent}. Draai de analyse van deze studie opnieuw."
            )
        return pd.read_parquet(path)

    def _record(self) -> dict[str, Any]:
        path = self.map / "concept" / "run.json"
        record: dict[str, Any] = (
            json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        )
        return record

    def _theme(self, code: str) -> str:
        return self.codeboek.theme_of(code) if code in self.codeboek else code.split(".", 1)[0]

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


@dataclass(frozen=True, repr=False)
class Figure:
    """A figure that a notebook shows by itself, and that can be kept as SVG, PNG, PDF or CSV."""

    drawn: DrawnFigure

    def __repr__(self) -> str:
        return f"Figuur: {self.drawn.alt_text}"

    def _repr_svg_(self) -> str:
        return self.drawn.svg.decode("utf-8")

    def bewaar(self, pad: str | Path) -> Path:
        """Write the figure in the form that the file's ending names.

        Raises:
            InputError: when the ending is none of the four, or the file cannot be written.
        """
        path = Path(pad)
        forms = {
            ".svg": self.drawn.svg,
            ".png": self.drawn.png,
            ".pdf": self.drawn.pdf,
            ".csv": self.drawn.csv,
        }
        if path.suffix.lower() not in forms:
            raise InputError(f"Bewaar een figuur als {', '.join(forms)}.")
        write_bytes(path, forms[path.suffix.lower()])
        return path


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
