"""What is said of dialoogtafels, said of dialoogsessies."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.wording import VERBS, of_sessions
from pipeline.release.texts import SAID_OF_TABLES, read_texts


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("Aan {n} van de {van} tafels staat", "In {n} van de {van} sessies staat"),
        ("Aan meerdere tafels loopt het vast", "In meerdere sessies loopt het vast"),
        ("komen het vaakst aan dezelfde tafel voor", "komen het vaakst in dezelfde sessie voor"),
        ("waar {groep} aan tafel zat", "waar {groep} bij was"),
        ("Gemaakt met dialoogtafels, uit verslagen", "Gemaakt met dialoogtafels, uit verslagen"),
        ("{tafels} in {regio}", "{tafels} in {regio}"),
        ("minder dan 3 tafels, niet getoond", "minder dan 3 sessies, niet getoond"),
        ("1 dialoogtafel", "1 dialoogsessie"),
        ("Koppel ze met: dialoogtafel sprekers", "Koppel ze met: dialoogtafel sprekers"),
        ("zie patronen.xlsx (dialoogtafel patronen)", "zie patronen.xlsx (dialoogtafel patronen)"),
        ("Zet 'tafel:' in meta.yaml", "Zet 'tafel:' in meta.yaml"),
        ("Besproken maar niet aan tafel: oom", "Besproken maar niet aanwezig: oom"),
        ("Van niemand aan deze tafel", "Van niemand in deze sessie"),
    ],
)
def test_a_sentence_about_tables_is_said_of_sessions(said, instead):
    assert of_sessions(said) == instead


def test_every_verb_of_the_program_keeps_the_name_of_the_program():
    from pipeline.__main__ import app

    named = {one.name for one in app.registered_commands}
    assert named == set(VERBS)


def test_no_sentence_of_a_study_of_sessions_speaks_of_tables():
    texts = read_texts(Path(__file__).parents[3] / "configs" / "teksten.yaml").of_sessions()
    for part in SAID_OF_TABLES:
        for name, sentence in texts.part(part).items():
            bare = sentence.replace("Gemaakt met dialoogtafels", "").replace("{tafels}", "")
            bare = bare.replace("{min_tafels}", "").replace("{tafel}", "")
            assert "tafel" not in bare, (part, name)
