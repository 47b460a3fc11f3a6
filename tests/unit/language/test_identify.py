import pytest

from pipeline.language.identify import identify

FRISIAN = """
Ik wit it net mear.
Hy wie der alle dagen by.
Dat ha ik noait sein tsjin de skoalle.
Wy ha der in hiel skoft op wachte moatten.
Doe't se thús kaam wie it al tsjuster.
Moai sa.
Dat kin net.
Ja, mar dat wie eartiids.
""".strip().splitlines()
DUTCH = """
Dat weet ik niet meer.
Hij was er elke dag bij.
Wij hebben er heel lang op moeten wachten.
Hm.
Ja.
Oké.
Nee hoor.
Ting!
Dat dus.
Twaalf weken.
De folder.
""".strip().splitlines()


@pytest.mark.parametrize("text", FRISIAN)
def test_frisian_is_known(text):
    assert identify([text]) == ["fy"]


@pytest.mark.parametrize("text", DUTCH)
def test_dutch_is_known_and_too_few_words_are_dutch(text):
    assert identify([text]) == ["nl"]


def test_what_holds_no_word_is_dutch():
    assert identify(["", "…", "123", "?!"]) == ["nl"] * 4


def test_the_order_of_texts_is_kept():
    assert identify([DUTCH[1], FRISIAN[1], DUTCH[2]]) == ["nl", "fy", "nl"]
