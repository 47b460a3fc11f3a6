"""Invented factsheets, from airy to overfull, and a figure that takes its place."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.release.factsheet import Bar, Factsheet, FindingBlock, Voice
from pipeline.release.figures import HouseStyle, read_style
from pipeline.release.tracing import Part

ROOT = Path(__file__).parents[4]
LONG = "Samenwerkingsverbandoverstijgende informatieoverdracht en afstemming"
STYLE: HouseStyle = read_style(ROOT / "configs" / "huisstijl.yaml")


def png(width: int = 60, height: int = 30) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(stream, format="PNG")
    return stream.getvalue()


@dataclass(frozen=True)
class Drawn:
    svg: bytes = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="17cm" height="11cm" viewBox="0 0 170 110">'
        b'<rect width="170" height="110" fill="#888"/></svg>'
    )
    png: bytes = png()
    title: str = "In 9 van de 28 tafels is ‘Wachten’ een knelpunt"
    alt_text: str = "Staven per thema: Wachten, knelpunt aan 9 van de 28 tafels."
    finding_ids: tuple[str, ...] = ()


def block(
    n_tables: int = 28, statement: str = "In 19 van de 28 tafels is ‘Regie’ een knelpunt"
) -> FindingBlock:
    return FindingBlock(
        statement=statement,
        statement_parts=(
            Part("In "),
            Part("19 van de 28 tafels", "valentie/regie/knelpunt"),
            Part(" is ‘Regie’ een knelpunt"),
        )
        if statement.startswith("In 19")
        else (),
        helped="Zelf kiezen (9)",
        stalled=f"{LONG} (8)",
        needed="Op tijd beginnen",
        helped_bar=Bar(
            "succesfactor", min(9, n_tables), n_tables, 3, "valentie/regie/succesfactor"
        ),
        stalled_bar=Bar("knelpunt", min(19, n_tables), n_tables, 3, "valentie/regie/knelpunt"),
        needed_bar=Bar("verbeterpunt", None, n_tables, 3, "valentie/regie/verbeterpunt"),
    )


USUAL = Factsheet(
    title="Proefstudie",
    subtitle="Wat 28 dialoogtafels laten zien",
    intro="Aan een dialoogtafel kijken mensen samen terug: wat hielp, wat stokte, wat is nodig?",
    tables_line="28 dialoogtafels in Verzonnenland, 2016 tot en met 2020.",
    findings=(block(), block(), block()),
    unknowns=("De tafels zijn niet geloot.", "Aantallen onder 3 tafels zijn niet getoond."),
    made=("Geteld is per tafel.", "De codes zijn van mensen."),
    colofon="Gemaakt met dialoogtafels.",
    source="Proefstudie · reeks A · codeboek 0.1",
    overview="waardering",
    voices=(
        Voice("Ik mocht zelf kiezen.", "Jeugdige", True),
        Voice("Het duurde lang, vertelt een vader.", "Ouder", False),
    ),
    actions=("Aan 12 tafels nam een professional een actie op zich.",),
    watermark="CONCEPT",
)
FIGURES = {"waardering": Drawn()}
FULL = replace(
    USUAL,
    title=f"{LONG} in de jeugdhulpregio",
    findings=tuple(
        block(
            statement=f"Aan 19 van de 28 tafels is ‘{LONG}’ een knelpunt en nergens een succesfactor"
        )
        for _ in range(5)
    ),
    unknowns=USUAL.unknowns * 3,
    actions=USUAL.actions * 4,
)
HUNDRED = replace(USUAL, findings=tuple(block(100) for _ in range(5)))
TWO_TABLES = replace(
    USUAL,
    lead="Er zijn te weinig tafels om iets te tonen zonder een gezin herkenbaar te maken.",
    findings=(),
    voices=(),
    actions=(),
    overview="",
    voices_note="Er zijn nog geen citaten vrijgegeven.",
)
IN_WORDS = replace(
    TWO_TABLES,
    lead="Vijf tafels zijn te weinig om te tellen.",
    findings=(
        FindingBlock(
            "Aan meerdere tafels loopt het vast op ‘Wachten’.", stalled="Geen overbrugging"
        ),
    ),
)
ALL = {
    "usual": USUAL,
    "full": FULL,
    "hundred": HUNDRED,
    "two_tables": TWO_TABLES,
    "in_words": IN_WORDS,
}
