"""A study's file: defaults filled in, mistakes told with their line."""

import pytest

from pipeline.domain.codebook import read_codebook
from pipeline.domain.errors import InputError, UsageError
from pipeline.domain.settings import configs_folder, perspective_map, read_settings

MINIMAL = "studie: mijn-regio\ndata: data\n"


def settings_of(tmp_path, text):
    (tmp_path / "data").mkdir(exist_ok=True)
    file = tmp_path / "studie.yaml"
    file.write_text(text, encoding="utf-8")
    return read_settings(file)


def test_two_lines_are_enough(tmp_path):
    settings = settings_of(tmp_path, MINIMAL)
    assert (settings.study, settings.title, settings.min_tables) == ("mijn-regio", "mijn-regio", 3)
    assert settings.codebook == configs_folder() / "codeboek.yaml"
    assert settings.language_model == "auto"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            MINIMAL + "codeerboek: x.yaml\n",
            "regel 3: onbekende sleutel 'codeerboek'. Bedoel je 'codeboek'",
        ),
        ("data: data\n", "de sleutel 'studie:' ontbreekt"),
        ("studie: x\ndata: weg\n", "regel 2: de map .* bestaat niet"),
        (
            MINIMAL + "vrijgave: {min_tafels: 2}\n",
            "regel 3: 'min_tafels' hoort een heel getal van 3 of meer",
        ),
        (MINIMAL + "vrijgave: {min_tafel: 3}\n", "Bedoel je 'min_tafels'"),
        (MINIMAL + "vrijgave: {min_tafels: true}\n", "heel getal"),
        (MINIMAL + "coderingen: [weg.csv]\n", "regel 3: het bestand .* bestaat niet"),
        (MINIMAL + "knip_boven: lang\n", "heel getal"),
        (MINIMAL + "perioden: {vroeg: [2016]}\n", "jjjj-mm"),
        (MINIMAL + "titel: 'open\n", "geen geldige YAML"),
        (MINIMAL + "titel: a\ntitel: b\n", "regel 4: deze sleutel staat er twee keer"),
        ("studie: ../elders\ndata: data\n", "mag letters"),
        ("- een\n- lijst\n", "bestaat uit sleutels"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_do(tmp_path, text, message):
    with pytest.raises(InputError, match=message):
        settings_of(tmp_path, text)


def test_a_study_file_that_is_not_there_is_wrong_use(tmp_path):
    with pytest.raises(UsageError, match="bestaat niet"):
        read_settings(tmp_path / "nee.yaml")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    (tmp_path / "data").mkdir()
    file = tmp_path / "studie.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert read_settings(file).study == "mijn-regio"


@pytest.fixture
def codebook():
    return read_codebook(configs_folder() / "codeboek.yaml")


def map_of(tmp_path, codebook, extra=""):
    settings = settings_of(tmp_path, MINIMAL + extra)
    return perspective_map(settings, tuple(codebook.perspectives), codebook.groups)


@pytest.mark.parametrize(
    ("role", "value", "perspective", "group"),
    [
        ("moeder", "ouder", "ouder", "gezin"),
        ("gezinscoach", "professional-2e-lijn", "professional_2e", "professionals"),
        ("gezinscoach", "Professional 2e lijn", "professional_2e", "professionals"),
        ("wethouder", "gemeente", "gemeente_beleid", "beleid"),
        ("promovendus", "onderzoek", "onderzoek_opleiding", "overig"),
        ("Moeder 2 (stief)", "", "ouder", "gezin"),
        ("waterschout", "", "onbekend", "overig"),
    ],
)
def test_meta_and_codebook_mean_the_same_by_one_map(
    tmp_path, codebook, role, value, perspective, group
):
    one_map = map_of(tmp_path, codebook)
    assert one_map.perspective_of(role, value) == perspective
    assert one_map.group_of(role, value) == group


def test_a_study_may_count_a_role_with_another_group(tmp_path, codebook):
    chosen = map_of(
        tmp_path, codebook, "perspectieven: {Leerplichtambtenaar: professionals, pake: ouder}\n"
    )
    assert chosen.group_of("leerplichtambtenaar 1", "gemeente") == "professionals"
    assert chosen.perspective_of("leerplichtambtenaar", "gemeente") == "gemeente_beleid"
    assert chosen.perspective_of("Pake", "netwerk") == "ouder"


def test_a_choice_that_does_not_exist_is_refused(tmp_path, codebook):
    with pytest.raises(InputError, match=r"'tovenaars' .* is geen perspectief of groep"):
        map_of(tmp_path, codebook, "perspectieven: {pake: tovenaars}\n")


def test_a_second_finder_of_names_is_asked_for_by_name(tmp_path):
    (tmp_path / "data").mkdir()
    file = tmp_path / "studie.yaml"
    file.write_text("studie: a\ndata: data\nnaamherkenner: deduce\n", encoding="utf-8")
    assert read_settings(file).name_finder == "deduce"
    file.write_text("studie: a\ndata: data\nnaamherkenner: deduse\n", encoding="utf-8")
    with pytest.raises(InputError, match="regel 3: bij 'naamherkenner:' hoort deduce"):
        read_settings(file)
