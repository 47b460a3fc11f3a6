"""Workbooks before release: sentences, quotes, replies; what people typed comes back whole."""

import pandas as pd
import pytest

from pipeline.domain.codebook import read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder
from pipeline.domain.tables import check, empty
from pipeline.domain.tables.quotes import QuoteProposals, digest_of_words
from pipeline.exchange import quote_sheet, reply_sheet, sentence_sheet
from pipeline.exchange.decision_sheets import read_book, write_book

CODEBOOK = read_codebook(configs_folder() / "codeboek.yaml")


def proposals(*quote_ids):
    rows = [
        {
            "quote_id": quote_id, "code": "regie", "valence": "knelpunt", "place": place, "table_id": f"T{place}",
            "segment_id": f"T{place}/transcript/0001", "participant": "P1", "perspective": "ouder",
            "group": "gezin", "language": "nl", "text": f"Woorden {quote_id}", "flags": "", "decision": "",
            "paraphrase": "", "translation": "",
        }
        for place, quote_id in enumerate(quote_ids, start=1)
    ]  # fmt: skip
    return check(pd.DataFrame(rows), QuoteProposals)


def quotes_written(path, table):
    former = read_book(path)
    write_book(path, quote_sheet.quote_book(table, CODEBOOK, doubts={}, former=former), former)
    return read_book(path)


def test_a_decision_on_a_quote_that_lapses_is_kept_apart_and_comes_back(tmp_path):
    path = tmp_path / "citaten.xlsx"
    quotes_written(path, proposals("a", "b"))
    book = read_book(path)
    typed = book["citaten"].copy()
    typed["besluit"] = ["parafrase", ""]
    typed["parafrase"] = ["In eigen woorden.", ""]
    write_book(path, quote_sheet.DecisionBook({**book, "citaten": typed}, keys={}), {})
    decided = quote_sheet.read_quote_decisions(read_book(path))
    assert decided.to_numpy().tolist() == [["a", "parafrase", "In eigen woorden."]]
    gone = quotes_written(path, proposals("b"))
    assert gone["vervallen"]["parafrase"].tolist() == ["In eigen woorden."]
    assert quotes_written(path, proposals("b"))["vervallen"]["kenmerk"].tolist() == ["a"]


def test_sentences_keep_their_decisions_and_new_ones_have_none(tmp_path):
    path = tmp_path / "zinnen.xlsx"
    yes = sentence_sheet.SentenceDecision("Een.", "ja", "A", "2026-05-01")
    write_book(path, sentence_sheet.sentence_book({"Een.": "factsheet"}, {"Een.": yes}), {})
    known = sentence_sheet.read_sentence_decisions(read_book(path))
    assert known == {"Een.": yes}
    write_book(path, sentence_sheet.sentence_book({"Twee.": "rapport"}, known), read_book(path))
    rows = read_book(path)["zinnen"]
    assert rows["zin"].tolist() == ["Twee.", "Een."]
    assert rows["besluit"].tolist() == ["", "ja"]
    assert sentence_sheet.read_sentence_decisions(read_book(path)) == known


@pytest.mark.parametrize("answers", [["misschien"], ["ja", "nee"]])
def test_an_answer_that_cannot_be_read_names_its_row_and_not_the_sentence(answers):
    rows = pd.DataFrame({"zin": "Geheim.", "waar": "", "besluit": answers, "besloten door": "", "op datum": ""})  # fmt: skip
    rows.index = range(2, 2 + len(answers))
    with pytest.raises(InputError, match=rf"rij {1 + len(answers)}") as told:
        sentence_sheet.read_sentence_decisions({"zinnen": rows})
    assert "Geheim" not in str(told.value)


def test_an_objection_waits_until_it_is_answered():
    rows = pd.DataFrame(
        {
            "tafel": ["T1", "T2", "T3", "T4"],
            "reactie": ["klopt", "Anders", "niet gebruiken", ""],
            "antwoord": ["", "", "Weggelaten.", ""],
        }
    )
    assert reply_sheet.open_objections({"reacties": rows}) == ["T2"]
    assert reply_sheet.open_objections({}) == []
    with pytest.raises(InputError, match="klopt, anders of niet gebruiken"):
        reply_sheet.open_objections({"reacties": rows.assign(reactie="nou ja")})


def frisian_rows(*texts):
    rows = [("T9", f"T9/transcript/{place:04d}", "moeder", text, "") for place, text in enumerate(texts)]  # fmt: skip
    return pd.DataFrame(rows, columns=["table_id", "segment_id", "role", "text", "translation"])


def test_a_translation_is_read_back_by_its_words_from_every_sheet(tmp_path):
    path = tmp_path / "citaten.xlsx"
    quote_id = f"T1/transcript/0001/regie/knelpunt/{digest_of_words('Wy woene it.')}"
    table = check(
        proposals(quote_id).assign(translation="Wij wilden het.", text="Wy woene it."),
        QuoteProposals,
    )
    other = frisian_rows("Se hearden ús net.").assign(translation="Ze hoorden ons niet.")
    book = quote_sheet.quote_book(table, CODEBOOK, doubts={}, former={}, frisian=other)
    write_book(path, book, {})
    made = quote_sheet.read_translations(read_book(path))
    assert made == {
        ("T1/transcript/0001", digest_of_words("Wy woene it.")): "Wij wilden het.",
        ("T9/transcript/0000", digest_of_words("Se hearden ús net.")): "Ze hoorden ons niet.",
    }
    # Words that lapse take no translation with them into oblivion: it comes back with the words.
    gone = quote_sheet.quote_book(
        empty(QuoteProposals), CODEBOOK, doubts={}, former=read_book(path)
    )
    write_book(path, gone, read_book(path))
    assert quote_sheet.read_translations(read_book(path)) == made


def test_a_workbook_of_before_there_were_translations_still_reads():
    rows = pd.DataFrame({"kenmerk": ["a/b/c/d"], "besluit": ["nee"], "parafrase": [""]})
    assert quote_sheet.read_translations({"citaten": rows}) == {}
    assert len(quote_sheet.read_quote_decisions({"citaten": rows})) == 1
