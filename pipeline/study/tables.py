"""The output of an analysis in; its tables, codebook and record out, read when asked for."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.domain.codebook import Codebook, read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import Settings, configs_folder, read_settings
from pipeline.domain.yamltext import read_yaml
from pipeline.study.questions import HIDDEN

MODEL = "model"


class Tables:
    """The tables of one analysed study; their columns are those of `werk/*.parquet`."""

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

    @property
    def naam(self) -> str:
        """The study's short name."""
        name = self._settings.study if self._settings else self._record().get("studie")
        return str(name or self.map.name)

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

    @property
    def _seed(self) -> int:
        standard = read_yaml(configs_folder() / "standaard.yaml").values["zaad"]
        return int(self._settings.seed if self._settings else self._record().get("zaad", standard))

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
