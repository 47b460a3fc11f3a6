"""Findings in words are released one by one; what was not released is not on the sheet."""

from pipeline.release.factsheet import Factsheet, FindingBlock
from pipeline.release.factsheet.sentences import keep_sentences, sentences_of
from pipeline.release.tracing import Part

REGIE = FindingBlock("Regie helpt.", helped="Zelf kiezen", helped_parts=(Part("Zelf kiezen"),))
TOEGANG = FindingBlock("Toegang stokt.", stalled="Wachten", needed="Eén loket")


def sheet(*blocks):
    return Factsheet("t", "i", "tafels", blocks, ("u",), ("m",), "c", "s", lead="In woorden.")


def test_every_finding_and_every_line_under_it_is_asked_for_with_its_finding():
    assert sentences_of(sheet(REGIE, TOEGANG)) == (
        "Regie helpt.",
        "Regie helpt. Wat hielp: Zelf kiezen",
        "Toegang stokt.",
        "Toegang stokt. Wat stokte: Wachten",
        "Toegang stokt. Wat is nodig: Eén loket",
    )


def test_only_what_was_released_stays():
    said = sentences_of(sheet(REGIE, TOEGANG))
    kept = keep_sentences(sheet(REGIE, TOEGANG), [said[0], said[2], said[4]], lead="Niets.")
    assert [block.statement for block in kept.findings] == ["Regie helpt.", "Toegang stokt."]
    assert kept.findings[0].rows == ()
    assert [row.text for row in kept.findings[1].rows] == ["Eén loket"]
    assert kept.lead == "In woorden."


def test_a_line_does_not_stay_without_its_finding():
    said = sentences_of(sheet(REGIE))
    kept = keep_sentences(sheet(REGIE), [said[1]], lead="Niets.")
    assert kept.findings == ()
    assert kept.lead == "Niets."
