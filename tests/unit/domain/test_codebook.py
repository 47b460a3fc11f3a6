"""A codebook: read whole, and refused with line and advice when something is off."""

from pathlib import Path

import pytest

from pipeline.domain.codebook import read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import configs_folder

HEAD = """meta: {id: proef, versie: "1"}
niveaus:
  - {id: gezin, label: Gezin}
  - {id: beleid, label: Beleid}
"""
THEMES = """themas:
  - id: regie
    label: Regie
    niveau: gezin
    definitie: Wie stuurt.
    subcodes:
      - id: regie.zelf
        label: Zelf sturen
        definitie: Het gezin stuurt.
      - id: regie.geld
        label: Geld
        niveau: beleid
        definitie: Geld stuurt.
"""


def codebook_of(tmp_path, text):
    file = Path(tmp_path) / "codeboek.yaml"
    file.write_text(text, encoding="utf-8")
    return read_codebook(file)


def test_the_codebook_of_the_product_holds_all_themes_and_subcodes():
    codebook = read_codebook(configs_folder() / "codeboek.yaml")
    assert (len(codebook.themes), len(codebook.codes)) == (12, 70)
    assert codebook.theme_of("communicatie.terugkoppeling") == "communicatie"
    assert codebook.level_of("communicatie.tussen_hulpverleners") == "samenwerking"
    assert codebook.group_of("professional_2e") == "professionals"
    assert all(code.definition for code in codebook.codes)


def test_a_subcode_takes_the_level_of_its_theme_unless_it_has_its_own(tmp_path):
    codebook = codebook_of(tmp_path, HEAD + THEMES)
    assert codebook.level_of("regie.zelf") == "gezin"
    assert codebook.level_of("regie.geld") == "beleid"
    assert [code.id for code in codebook.subcodes("regie")] == ["regie.zelf", "regie.geld"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "id: regie.geld",
            "id: regie.zelf",
            "regel 14: de id 'regie.zelf' staat ook al op regel 11",
        ),
        (
            "definitie: Wie stuurt.",
            "definitei: Wie stuurt.",
            "regel 9: onbekende sleutel 'definitei'. Bedoel je 'definitie'",
        ),
        ("niveau: beleid", "niveau: provincie", "regel 16: het niveau 'provincie'"),
        ("id: regie.geld", "id: geld.regie", "hoort te beginnen met 'regie.'"),
        ("id: regie.geld", "id: regie geld", "mag geen spatie"),
        ("themas:", "themaas:", "Bedoel je 'themas'"),
        ("      - id: regie.zelf", "      - ja: [", "geen geldige YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, old, new, message):
    text = (HEAD + THEMES).replace(old, new, 1)
    with pytest.raises(InputError, match=message.replace("regel 9", "regel 9").replace(".", r"\.")):
        codebook_of(tmp_path, text)


def test_word_lists_that_refer_to_each_other_in_a_circle_are_refused(tmp_path):
    lists = 'woordlijsten:\n  een: [wachten, "@twee"]\n  twee: ["@een"]\n'
    with pytest.raises(InputError, match="in een kring naar elkaar: een -> twee -> een"):
        codebook_of(tmp_path, HEAD + lists + THEMES)


def test_a_word_list_is_filled_in_where_a_pattern_names_it(tmp_path):
    lists = "woordlijsten:\n  stil: [stil, zwijgen]\n"
    text = THEMES.replace(
        "        definitie: Het gezin stuurt.",
        '        definitie: Het gezin stuurt.\n        patronen: ["@stil week"]',
    )
    codebook = codebook_of(tmp_path, HEAD + lists + text)
    assert codebook.code("regie.zelf").patterns == ("stil|zwijgen week",)


def test_a_perspective_stands_in_one_group(tmp_path):
    dimension = """dimensies:
  perspectief:
    waarden: [{id: ouder, label: Ouder}]
    groepen: {gezin: [ouder], overig: [ouder]}
"""
    with pytest.raises(InputError, match="zit al in een groep"):
        codebook_of(tmp_path, HEAD + THEMES + dimension)
