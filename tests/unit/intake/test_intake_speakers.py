import pytest
from drawn_tables import meta, take_in


@pytest.mark.parametrize(
    ("label", "speaker", "perspective"),
    [
        ("P2", "P2", "ouder"),
        ("p02", "P2", "ouder"),
        ("P2 (moeder)", "P2", "ouder"),
        ("moeder (P2)", "P2", "ouder"),
        ("MOEDER", "P2", "ouder"),
        ("Moeder", "P2", "ouder"),
        ("  vader ", "P3", "ouder"),
        ("Jeugdhulpverlener 1", "P5", "professional_2e"),
        ("jeugdhulpverlener  2", "P6", "professional_2e"),
        ("JEUGDHULPVERLENER", "JEUGDHULPVERLENER", "professional_2e"),
        ("jeugdhulpverlener 3", "jeugdhulpverlener 3", "onbekend"),
        ("Leerkracht", "P7", "onderwijs"),
        ("GEBIEDSTEAM", "P8", "professional_1e"),
        ("IB", "P9", "onderwijs"),
        ("Verpleegkundige", "P10", "professional_2e"),
        ("Mentor", "Mentor", "onbekend"),
        ("Mentor havo", "P13", "onderwijs"),
        ("Wethouder", "Wethouder", "onbekend"),
        ("P99", "P99", "onbekend"),
    ],
)
def test_a_label_goes_to_who_it_can_only_be(tmp_path, label, speaker, perspective):
    text = f"{label}: Dat is zo.\nVoorzitter: Ja.\nVader: Nee.\nVoorzitter: Ja.\n"
    first = take_in(tmp_path / "T", {"transcript.txt": text}).segments.iloc[0]
    assert (first["speaker"], first["perspective"]) == (speaker, perspective)


def test_a_mother_is_never_taken_for_a_mother_in_law(tmp_path):
    people = (
        "\n  - {code: P1, rol: schoonmoeder, perspectief: netwerk}\n  - {code: P2, rol: vader}\n"
    )
    reading = take_in(
        tmp_path / "T", {"transcript.txt": "Moeder: Ja.\nVader: Nee.\n"}, meta(people=people)
    )
    assert list(reading.segments["perspective"]) == ["onbekend", "ouder"]


def test_the_tables_own_map_goes_before_everything(tmp_path):
    text = "VADER: Ja.\nAnna Jansen: Nee.\nVADER: Ja.\n"
    extra = "sprekers: {Anna Jansen: P8, vader: P3}\n"
    reading = take_in(tmp_path / "T", {"transcript.txt": text}, meta(extra))
    assert list(reading.segments["speaker"]) == ["P3", "P8", "P3"]


def test_strangers_are_counted_in_one_notice_that_shows_no_label(tmp_path):
    text = "Anna Jansen: Ja.\nPiet: Nee.\nAnna Jansen: Ja.\nPiet: Nee.\nVoorzitter: Goed.\n"
    reading = take_in(tmp_path / "T", {"transcript.txt": text})
    (message,) = reading.notices.query("subject == 'spreker'")["message"]
    assert "2 aanduidingen" in message
    assert "4 beurten" in message
    assert "Anna" not in message
    assert "Piet" not in message
    met = reading.speakers.set_index("label")
    assert list(met.loc[["Anna Jansen", "Piet", "Voorzitter"], "may_be_name"]) == [
        True,
        True,
        False,
    ]
    assert met.loc["Anna Jansen", "n_turns"] == 2
