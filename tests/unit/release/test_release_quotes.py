"""A quote needs consent, a person's decision, and never stands beside another of its table."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Evidence, Participants, Segments, check
from pipeline.domain.tables.quotes import digest_of_words
from pipeline.release.quotes import (
    doubts_of,
    propose_quotes,
    release_quotes,
    take_decisions,
    take_translations,
    untranslated,
)
from pipeline.release.recognition import Vocabulary, flags_of, longest_shared_run

COMMON = "ik mocht eindelijk zelf zeggen wat ik wilde en dat hielp ons verder met de school"


def study(
    *said: tuple[str, str, str, str, bool],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Draw table, speaker, kind, text, consent; every segment is regie, succesfactor."""
    segments, rows, people = [], [], {}
    for place, (table, speaker, kind, text, may) in enumerate(said):
        perspective = "jeugdige" if speaker == "P1" else "ouder"
        segments.append(
            {
                "segment_id": f"{table}/{kind}/{place:04d}", "table_id": table, "document": f"{kind}.txt", "start": 0,
                "end": len(text), "speaker": speaker, "role": "", "perspective": perspective, "language": "nl",
                "text": text, "kind": kind, "group": "gezin", "heading": "", "block": place, "countable": True,
            }
        )  # fmt: skip
        rows.append(
            {
                "segment_id": segments[-1]["segment_id"], "table_id": table, "document": f"{kind}.txt", "kind": kind,
                "perspective": perspective, "group": "gezin", "start": 0, "code": "regie", "theme": "regie",
                "direct": True, "valence": "succesfactor",
            }
        )  # fmt: skip
        people[table, speaker] = {
            "table_id": table, "participant": speaker, "role": "", "perspective": perspective, "group": "gezin",
            "may_quote": may,
        }  # fmt: skip
    evidence = pd.DataFrame(rows)
    people.pop(("T3", ""), None)  # nobody speaks in a verslag
    return (
        check(evidence[[name for name in Evidence.names() if name in evidence]], Evidence),
        check(pd.DataFrame(segments), Segments),
        check(pd.DataFrame(people.values()), Participants),
    )


def proposals(*said: tuple[str, str, str, str, bool]) -> pd.DataFrame:
    return propose_quotes(*study(*said), min_tables=3)


def many(n: int) -> list[tuple[str, str, str, str, bool]]:
    return [
        (f"T{place}", "P1" if place % 2 else "P2", "transcript", COMMON, True) for place in range(n)
    ]


def test_without_consent_or_from_a_verslag_nothing_is_proposed():
    shown = proposals(
        ("T1", "P1", "transcript", COMMON, True),
        ("T2", "P1", "transcript", COMMON, False),
        ("T3", "", "verslag", COMMON, True),
        ("T4", "P9", "transcript", "te kort", True),
    )
    assert shown["table_id"].tolist() == ["T1"]


def test_a_pattern_gets_no_two_quotes_of_one_table():
    shown = proposals(*many(2), *many(2))
    assert shown["table_id"].tolist() == ["T0", "T1"]
    assert shown["place"].tolist() == [1, 2]


def test_a_quote_without_flags_comes_first():
    odd = "toen zijn tweelingbroer op 12 mei naar Zutphen ging wist ik echt niet meer wat te doen"
    shown = proposals(("A0", "P1", "transcript", odd, True), *many(4))
    assert shown["flags"].iloc[0] == ""
    assert "A0" not in set(shown["table_id"])


def test_decisions_are_taken_and_lapse_when_words_change():
    shown = proposals(*many(3))
    decided = pd.DataFrame(
        {
            "quote_id": [shown["quote_id"].iloc[0], "oud"],
            "decision": ["Vrijgeven ", "nee"],
            "paraphrase": [None, ""],
        }
    )
    assert take_decisions(shown, decided)["decision"].tolist() == ["vrijgeven", "", ""]
    changed = proposals(("T0", "P2", "transcript", f"{COMMON} ook", True))
    assert take_decisions(changed, decided)["decision"].tolist() == [""]


@pytest.mark.parametrize(
    ("decision", "paraphrase", "told"), [("ja", "", "rij 2"), ("parafrase", " ", "eigen zin")]
)
def test_a_decision_that_cannot_be_read_is_told_by_its_row(decision, paraphrase, told):
    decided = pd.DataFrame({"quote_id": ["x"], "decision": [decision], "paraphrase": [paraphrase]})
    with pytest.raises(InputError, match=told):
        take_decisions(proposals(*many(1)), decided)


def test_two_decisions_on_one_quote_are_refused():
    decided = pd.DataFrame(
        {"quote_id": ["x", "x"], "decision": ["nee", "vrijgeven"], "paraphrase": ["", ""]}
    )
    with pytest.raises(InputError, match="rij 3"):
        take_decisions(proposals(*many(1)), decided)


def test_only_what_a_person_released_leaves_and_nothing_tells_the_table():
    shown = proposals(*many(3)).assign(
        decision=["vrijgeven", "parafrase", "nee"], paraphrase=["", "Zelf kiezen hielp.", ""]
    )
    out = release_quotes(shown, codes=["regie"])
    assert out["text"].tolist() == [COMMON, "Zelf kiezen hielp."]
    assert out["is_quote"].tolist() == [True, False]
    assert not {"table_id", "segment_id", "quote_id", "participant"} & set(out.columns)
    assert release_quotes(shown.assign(decision=""), codes=["regie"]).empty


def test_a_product_never_holds_two_quotes_of_one_table():
    shown = proposals(*many(3)).assign(decision="vrijgeven")
    again = shown.assign(code="netwerk", quote_id=shown["quote_id"] + "n")
    out = release_quotes(pd.concat([shown, again]), codes=["regie", "netwerk"], most=9)
    assert len(out) == 3


def test_perspectives_take_turns():
    shown = proposals(*many(3)).assign(
        decision="vrijgeven", perspective=["ouder", "ouder", "jeugdige"]
    )
    assert release_quotes(shown, codes=["regie"], most=2)["perspective"].tolist() == [
        "ouder",
        "jeugdige",
    ]


def test_a_paraphrase_that_repeats_and_a_flagged_release_are_doubted():
    shown = proposals(*many(2)).assign(
        decision=["parafrase", "vrijgeven"],
        paraphrase=["Zij mocht eindelijk zelf zeggen wat ik wilde.", ""],
        flags=["", "een getal of leeftijd"],
    )
    doubts = doubts_of(shown)["doubt"].tolist()
    assert "7 woorden" in doubts[0]
    assert doubts[1] == "Vrijgegeven, maar: een getal of leeftijd."


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("mijn zoon was veertien jaar toen", "een getal of leeftijd"),
        ("het was op dinsdag weer mis", "een datum of dag"),
        ("zijn halfbroer woonde ook bij ons", "een bijzondere gezinsvorm"),
        ("na het overlijden werd het stil", "een zeldzame gebeurtenis"),
        ("met haar epilepsie kon dat niet", "een ziekte of diagnose"),
        ("de wethouder zei dat het kon", "een beroep of functie"),
        ("wij waren de enige in de klas", "iets wat er één van is"),
        ("we gingen naar Dokkum voor hulp", "een woord met een hoofdletter"),
    ],
)
def test_what_may_identify_without_a_name_is_flagged(text, flag):
    words = Vocabulary(frozenset(text.lower().split()))
    assert flag in flags_of(text, words)


def test_plain_words_and_placeholders_are_not_flagged():
    text = "Toen kwam [NAAM] en dat hielp. We konden weer verder met elkaar."
    words = Vocabulary(
        frozenset(
            [
                "toen",
                "kwam",
                "en",
                "dat",
                "hielp",
                "we",
                "konden",
                "weer",
                "verder",
                "met",
                "elkaar",
            ]
        )
    )
    assert flags_of(text, words) == ""


def test_words_of_few_tables_are_rare():
    segments = pd.DataFrame(
        {"table_id": ["a", "b", "c", "a"], "text": ["hulp", "hulp", "Hulp", "kinderboerderij"]}
    )
    assert flags_of("hulp kinderboerderij", Vocabulary.of(segments, min_tables=3)) == (
        "zeldzame woorden (kinderboerderij)"
    )


def test_the_longest_shared_run_counts_words_in_a_row():
    assert (
        longest_shared_run("dat hielp ons echt verder", ["ja dat hielp ons wel", "echt verder"])
        == 3
    )
    assert longest_shared_run("", ["iets"]) == 0


FRISIAN = "ik woe it leaver sels sizze en dat hat ús doe echt fierder holpen mei skoalle"


def frisian_proposals(translation: str = "") -> pd.DataFrame:
    evidence, segments, people = study(("T1", "P1", "transcript", FRISIAN, True))
    segments = check(segments.assign(language="fy"), Segments)
    found = propose_quotes(evidence, segments, people, min_tables=1)
    key = ("T1/transcript/0000", digest_of_words(FRISIAN))
    return take_translations(found, {key: translation})


def decided(found: pd.DataFrame, decision: str, paraphrase: str = "") -> pd.DataFrame:
    rows = [{"quote_id": found["quote_id"].iloc[0], "decision": decision, "paraphrase": paraphrase}]
    return take_decisions(found, pd.DataFrame(rows))


def test_a_frisian_quote_stays_frisian_and_carries_the_translation_of_a_person():
    found = decided(frisian_proposals("Ik wilde het liever zelf zeggen."), "vrijgeven")
    assert untranslated(found) == []
    (row,) = release_quotes(found, codes=["regie"]).to_dict("records")
    assert (row["text"], row["language"]) == (FRISIAN, "fy")
    assert row["translation"] == "Ik wilde het liever zelf zeggen."


def test_a_frisian_quote_without_a_translation_is_told_and_never_translated():
    found = decided(frisian_proposals(), "vrijgeven")
    assert untranslated(found) == list(found["quote_id"])
    (row,) = release_quotes(found, codes=["regie"]).to_dict("records")
    assert (row["text"], row["translation"]) == (FRISIAN, "")


def test_a_paraphrase_is_dutch_and_needs_no_translation():
    found = decided(frisian_proposals("Iets."), "parafrase", "Zelf iets zeggen hielp.")
    (row,) = release_quotes(found, codes=["regie"]).to_dict("records")
    assert (row["language"], row["translation"]) == ("nl", "")
    assert untranslated(found) == []


def test_a_translation_of_other_words_is_not_taken():
    found = frisian_proposals("Iets.")
    assert take_translations(found, {("T1/transcript/0000", "0" * 12): "Iets."})[
        "translation"
    ].tolist() == [""]
