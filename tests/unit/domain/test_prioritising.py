"""How a study says that points were given, and which question stands under which heading."""

import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.prioritising import Prioritising
from pipeline.domain.settings import configs_folder, read_settings

HEADINGS = {
    "lukt": "kansen",
    "kans": "kansen",
    "belemmering": "belemmeringen",
    "nodig": "randvoorwaarden",
}


def settings(tmp_path, extra=""):
    (tmp_path / "data").mkdir(exist_ok=True)
    file = tmp_path / "studie.yaml"
    file.write_text(f"studie: s\ndata: data\n{extra}", encoding="utf-8")
    return read_settings(file).prioritising


def test_the_products_own_map_knows_the_questions_of_the_field(tmp_path):
    found = settings(tmp_path)
    assert (found.form, found.per_person) == ("auto", 0)
    asked = (
        "lukt",
        "hoogtepunt",
        "dilemma",
        "belemmering",
        "ballast",
        "kans",
        "randvoorwaarde",
        "bijdrage",
    )
    assert [found.heading_of(question) for question in asked] == [
        "kansen", "kansen", "belemmeringen", "belemmeringen", "belemmeringen", "kansen",
        "randvoorwaarden", "randvoorwaarden",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("Wat lukt er al?", "kansen"),
        ("Belemmeringen", "belemmeringen"),
        ("KANS", "kansen"),
        ("wat is er nodig", "randvoorwaarden"),
        ("kansen en belemmeringen", ""),
        ("gelukt", ""),
        ("", ""),
    ],
)
def test_a_question_leads_to_a_heading_by_its_words_and_never_by_a_guess(question, heading):
    assert Prioritising(questions=HEADINGS).heading_of(question) == heading


def test_a_study_chooses_for_itself(tmp_path):
    own = "prioriteren: {vorm: stickers, per_persoon: 3}\nvragen: {lukt: randvoorwaarden, 'Wat doen wij?': kansen}\n"
    found = settings(tmp_path, own)
    assert (found.form, found.per_person) == ("stickers", 3)
    assert found.heading_of("lukt") == "randvoorwaarden"
    assert found.heading_of("wat doen wij") == "kansen"
    assert found.heading_of("ballast") == "belemmeringen"


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("prioriteren: {vorm: dobbelen}\n", "'vorm' is een van"),
        ("prioriteren: {vrom: punten}\n", "onbekende sleutel 'vrom'. Bedoel je 'vorm'"),
        ("prioriteren: {per_persoon: -1}\n", "heel getal"),
        ("prioriteren: {vorm: schaal, hoogste: 1}\n", "het hoogste cijfer"),
        ("prioriteren: punten\n", "hoort bijvoorbeeld"),
        ("vragen: {lukt: kansrijk}\n", "een vraag hoort bij een van: kansen"),
        ("vragen: [lukt]\n", "hoort 'vraag: kansen'"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_line(tmp_path, extra, said):
    with pytest.raises(InputError, match="regel 3") as error:
        settings(tmp_path, extra)
    assert said in str(error.value)


def test_the_standard_has_every_default():
    text = (configs_folder() / "standaard.yaml").read_text(encoding="utf-8")
    assert "prioriteren:" in text
    assert "vragen:" in text
