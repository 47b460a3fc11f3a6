import datetime

import pytest
from drawn_tables import PERSPECTIVES, draw, meta, read, take_in

from pipeline.domain.errors import InputError
from pipeline.intake.dates import iso_date
from pipeline.intake.meta import check_unique_tables, read_meta


def read_text(tmp_path, text):
    return read_meta(draw(tmp_path / "DT-07", {}, text), PERSPECTIVES, ["regie", "samenwerking"])


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2016-03-22", "2016-03-22"),
        ("2016-03", "2016-03"),
        (2016, "2016"),
        ("maart 2016", "2016-03"),
        ("22 mrt. 2016", "2016-03-22"),
        ("22-3-2016", "2016-03-22"),
        ("dinsdag 3 mei 2016", "2016-05-03"),
        ("Q1 2016", "2016"),
        ("2016-Q3", "2016"),
        ("1e kwartaal 2016", "2016"),
        ("voorjaar 2018", "2018"),
        (datetime.date(2016, 3, 1), "2016-03-01"),
        (None, ""),
        ("31-2-2016", None),
        ("ooit", None),
        ("2016-13", None),
    ],
)
def test_a_date_stays_as_exact_as_it_was_written(written, iso):
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("datum: 2016\n", ["DT-07", "tafel"]),
        ("tafel: DT-07\ndatm: 2016\n", ["DT-07", "meta.yaml, regel 2", "datm", "datum"]),
        ("tafel: DT-07\ndatum: ooit\n", ["regel 2", "jjjj"]),
        ("tafel: ../weg\n", ["regel 1"]),
        ("tafel: DT-07\ndeelnemers:\n  - {code: P1, role: moeder}\n", ["regel 3", "role", "rol"]),
        (
            "tafel: DT-07\ndeelnemers:\n  - {code: P1}\n  - {code: p1}\n",
            ["regel 4", "twee deelnemers"],
        ),
        ("tafel: DT-07\nvooraf_gekozen_themas: [regi]\n", ["regel 2", "Bedoel je 'regie'"]),
        ("tafel: DT-07\ndeelnemers:\n  - {code: P1, citeren: soms}\n", ["regel 3", "ja of nee"]),
        ("tafel: DT-07\nsprekers: {X: P9}\n", ["regel 2", "deelnemers"]),
        ("tafel: [DT\n", ["DT-07", "geen geldige YAML"]),
        ("zomaar tekst", ["DT-07", "sleutels"]),
    ],
)
def test_a_faulty_meta_is_refused_with_folder_line_and_advice(tmp_path, text, words):
    with pytest.raises(InputError) as caught:
        read_text(tmp_path, text)
    for word in words:
        assert word in str(caught.value)


def test_a_folder_without_meta_is_refused_by_name(tmp_path):
    (tmp_path / "DT-09").mkdir()
    with pytest.raises(InputError, match="DT-09"):
        read_meta(tmp_path / "DT-09", PERSPECTIVES, [])


def test_what_is_not_recorded_stays_empty(tmp_path):
    table = read_text(tmp_path, "tafel: DT-07\n").tables().iloc[0]
    assert (table["date"], table["region"], table["occasion"]) == ("", "", "")
    assert table["chosen_themes"] is None
    assert table["n_participants"] == 0


def test_chosen_themes_are_themes_also_when_subcodes_were_written(tmp_path):
    text = "tafel: DT-07\nvooraf_gekozen_themas: [regie.eigen_kracht, samenwerking, regie]\n"
    assert read_text(tmp_path, text).tables()["chosen_themes"].iloc[0] == ["regie", "samenwerking"]


def test_a_role_with_a_comma_between_brackets_is_put_together_again(tmp_path):
    text = "tafel: T\ndeelnemers:\n  - {code: P1, rol: dochter (oudste, tot de pauze), perspectief: jeugdige}\n"
    (person,) = read_text(tmp_path, text).people
    assert (person.role, person.perspective) == ("dochter (oudste, tot de pauze)", "jeugdige")


def test_only_recorded_consent_makes_a_person_quotable(tmp_path):
    text = meta(
        people="""
  - {code: P1, rol: moeder, citeren: ja}
  - {code: P2, rol: vader, toestemming: {onderzoek: ja, citeren: nee}}
  - {code: P3, rol: oma, toestemming: {onderzoek: ja}}
  - {code: P4, rol: opa, citeren: ja, toestemming: {citeren: nee}}
  - {code: P5, rol: mentor}
"""
    )
    people = read_text(tmp_path, text).participants()
    assert list(people["may_quote"]) == [True, False, False, False, False]


def test_a_role_gives_the_perspective_where_none_was_recorded_and_a_strange_one_is_noted(tmp_path):
    text = meta(people="\n  - moeder\n  - {rol: kok, perspectief: keuken}\n")
    reading = take_in(tmp_path / "T", {"verslag.md": "Er was soep."}, text)
    assert list(reading.participants["participant"]) == ["P1", "P2"]
    assert list(reading.participants["perspective"]) == ["ouder", "onbekend"]
    assert [notice for notice in reading.notices["message"] if "P2" in notice]


def test_two_folders_with_one_table_are_both_named(tmp_path):
    with pytest.raises(InputError, match=r"map-a en map-b"):
        check_unique_tables([("DT-1", tmp_path / "map-a"), ("dt-1", tmp_path / "map-b")])


def test_sprekers_yaml_goes_over_what_meta_says(tmp_path):
    files = {"transcript.txt": "A: Ja.\nB: Nee.\n", "sprekers.yaml": "A: P3\nB: onbekend\n"}
    folder = draw(tmp_path / "T", files, meta("sprekers: {A: P1, B: P2}\n"))
    assert list(read(folder).segments["speaker"]) == ["P3", "B"]


def test_a_meta_that_grows_by_references_is_refused(tmp_path):
    rows = ["tafel: T", "aanleiding: &a [" + "x, " * 50 + "x]"]
    for name, before, key in (
        ("b", "a", "toelichting"),
        ("c", "b", "opmerkingen"),
        ("d", "c", "vraag"),
    ):
        rows.append(f"{key}: &{name} [" + f"*{before}, " * 50 + f"*{before}]")
    with pytest.raises(InputError, match="verwijzingen"):
        read_text(tmp_path, "\n".join(rows))
