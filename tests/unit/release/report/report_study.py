"""An invented study as a report shows it: few tables, words that try to break a page, some Frisian."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.domain.codebook import Code, Codebook
from pipeline.domain.tables import (
    Actions,
    Codings,
    DialogueTables,
    Findings,
    Participants,
    Patterns,
    Released,
    Segments,
    check,
)
from pipeline.release.figures import read_style
from pipeline.release.report import ReportContent, TeamContent, TeamTable

ROOT = Path(__file__).parents[4]
BREAKOUT = "Toen zei ze </script><script>window.stuk = true</script> & ging weg."
FRISIAN = "Wy hawwe it tegearre dien."
SECRET = "De blauwe fiets stond er nog."
CODEBOOK = Codebook(
    id="proef",
    version="0.1",
    codes=(
        Code("regie", "Eigen regie", "gezin", "Zelf richting geven.", include=("Zelf kiezen",)),
        Code("regie.overnemen", "Overnemen", "gezin", "Iemand neemt over.", parent="regie"),
        Code("regie.kracht", "Eigen kracht", "gezin", "Wat men zelf kan.", parent="regie"),
        Code("wachten", "Wachten", "beleid", "Hulp laat op zich wachten."),
    ),
    levels={"gezin": "Gezin en leefwereld", "beleid": "Beleid en stelsel"},
    perspectives={"ouder": "Ouder", "jeugdige": "Jeugdige", "professional_1e": "Wijkteam"},
    groups={"gezin": ("ouder", "jeugdige"), "professionals": ("professional_1e",)},
)


@dataclass(frozen=True)
class Sentence:
    statement: str
    code: str
    finding_ids: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    svg: bytes = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    png: bytes = b""
    title: str = "Waardering per thema"
    alt_text: str = "Eigen regie: knelpunt aan 4 van de 12 tafels."
    finding_ids: tuple[str, ...] = ("valentie/regie/knelpunt",)


def segments_of(n_tables: int, per_table: int) -> Any:
    """Every table has one verslag; its fragments differ by number, three of them are special."""
    special = {0: (BREAKOUT, "nl"), 1: (FRISIAN, "fy"), 2: (SECRET, "nl")}
    rows = []
    for table in range(n_tables):
        table_id = f"DT-{table + 1:02d}"
        for number in range(per_table):
            text, language = special.get(number, (f"Zin {number} van tafel {table + 1}.", "nl"))
            spoken = number % 2 == 0
            rows.append(
                {
                    "segment_id": f"{table_id}/transcript/{number:04d}",
                    "table_id": table_id,
                    "document": "transcript.txt",
                    "start": number * 100,
                    "end": number * 100 + len(text),
                    "speaker": "P1" if spoken else "P2",
                    "role": "moeder" if spoken else "wijkteammedewerker",
                    "perspective": "ouder" if spoken else "professional_1e",
                    "language": language,
                    "text": text,
                    "kind": "transcript",
                    "group": "gezin" if spoken else "professionals",
                    "heading": "",
                    "block": number,
                    "countable": True,
                }
            )
    return check(pd.DataFrame(rows), Segments)


def codings_of(segments: Any) -> Any:
    """A gives every fragment a code in turn; B judges the first table and differs once."""
    turns = ("regie.overnemen", "wachten", None, "regie.kracht")
    valences = ("knelpunt", "verbeterpunt", "neutraal", "succesfactor")
    rows = []
    for place, segment in enumerate(segments.to_dict("records")):
        turn = place % 4
        base = {
            "segment_id": segment["segment_id"],
            "code": turns[turn],
            "coder": "A",
            "source": "mens",
            "start": segment["start"],
            "end": segment["end"],
            "valence": valences[turn],
            "doubt": False,
            "confidence": None,
            "status": "bevestigd",
        }
        rows.append(base)
        if segment["table_id"] == "DT-01":
            rows.append(base | {"coder": "B", "code": "wachten" if place == 0 else base["code"]})
        if turn == 0:
            rows.append(
                base
                | {"coder": "model", "source": "model", "confidence": 0.62, "status": "voorstel"}
            )
    return check(pd.DataFrame(rows), Codings)


def findings_of(segments: Any, codings: Any) -> Any:
    rows = []
    tables = sorted(set(segments["table_id"]))
    own = codings[(codings["coder"] == "A") & codings["code"].notna()]
    for theme in ("regie", "wachten"):
        for valence in ("", "succesfactor", "knelpunt", "verbeterpunt"):
            found = own[
                own["code"].str.startswith(theme)
                & own["valence"].isin([valence] if valence else list(own["valence"]))
            ]
            at = sorted({segment_id.split("/")[0] for segment_id in found["segment_id"]})
            rows.append(
                {
                    "finding_id": f"valentie/{theme}/{valence}" if valence else f"thema/{theme}",
                    "measure": "valentie" if valence else "thema",
                    "code": theme,
                    "other_code": "",
                    "valence": valence,
                    "group": "",
                    "stratum_kind": "",
                    "stratum": "",
                    "n_tables": len(at),
                    "of_tables": len(tables),
                    "codable_tables": len(tables),
                    "source": "mens",
                    "coder": "A",
                    "table_ids": at,
                    "segment_ids": sorted(found["segment_id"]),
                }
            )
    return check(pd.DataFrame(rows), Findings)


def make_content(n_tables: int = 12, per_table: int = 8, **changes: Any) -> ReportContent:
    segments = segments_of(n_tables, per_table)
    codings = codings_of(segments)
    findings = findings_of(segments, codings)
    released = findings.drop(columns=["table_ids", "segment_ids"]).assign(blanked="")
    blank = released["finding_id"] == "valentie/wachten/verbeterpunt"
    released["n_tables"] = released["n_tables"].astype("Int64").mask(blank)
    released.loc[blank, "blanked"] = "klein"
    tables = pd.DataFrame({"table_id": sorted(set(segments["table_id"]))})
    columns = ("date", "region", "municipality", "kind", "sector", "age_group", "occasion")
    tables = tables.assign(**dict.fromkeys(columns, ""), chosen_themes=None, n_participants=2)
    people = pd.DataFrame(
        [(table_id, "P1", "moeder", "ouder", "gezin", False) for table_id in tables["table_id"]],
        columns=Participants.names(),
    )
    knelpunt = findings.set_index("finding_id").loc["valentie/regie/knelpunt"]
    patterns = pd.DataFrame(
        [
            {
                "pattern_id": "regie.overnemen/knelpunt",
                "code": "regie.overnemen",
                "valence": "knelpunt",
                "statement": "Aan veel tafels is overnemen een knelpunt",
                "n_tables": knelpunt["n_tables"],
                "of_tables": n_tables,
                "groups": ["gezin"],
                "carried": False,
                "certainty": "redelijk",
                "table_ids": knelpunt["table_ids"],
                "segment_ids": knelpunt["segment_ids"],
                "counter_table_ids": ["DT-02"],
                "counter_segment_ids": ["DT-02/transcript/0003"],
                "silent_table_ids": [],
                "digest": "",
            }
        ]
    )
    actions = pd.DataFrame(
        [("a1", "DT-02", "DT-02/transcript/0001", "De mentor belt.", "mentor", "", "", ["regie"])],
        columns=Actions.names(),
    )
    team = TeamContent(
        patterns=check(patterns, Patterns),
        actions=check(actions, Actions),
        dialogue_tables=check(tables, DialogueTables),
        participants=check(people, Participants),
        findings=findings,
        segments=segments,
        codings=codings,
        agreement=(
            TeamTable(
                "Alfa", "Hoe te lezen.", pd.DataFrame({"Thema": ["Eigen regie"], "Alfa": ["0,62"]})
            ),
        ),
    )
    n_regie = int(findings.set_index("finding_id").loc["valentie/regie/knelpunt", "n_tables"])
    content = ReportContent(
        study="proef",
        title="Proefstudie",
        codebook=CODEBOOK,
        n_tables=n_tables,
        released=check(released, Released),
        style=read_style(ROOT / "configs" / "huisstijl.yaml"),
        key_findings=(
            Sentence(
                f"In {n_regie} van de {n_tables} tafels is ‘Eigen regie’ een knelpunt.",
                "regie",
                ("valentie/regie/knelpunt",),
            ),
        ),
        unknowns=("Deze tafels zijn niet geloot.",),
        basis="Proefstudie · reeks A · codeboek 0.1",
        min_tables=3,
        concept=True,
        figures={"waardering": Drawn()},
        theme_figures={"regie": ("waardering",)},
        provenance={"Codeboek": "0.1"},
        team=team,
    )
    return replace(content, **changes)
