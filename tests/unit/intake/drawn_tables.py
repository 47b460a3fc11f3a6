"""A table's folder drawn in a test: a meta.yaml with a few participants, and whatever files it needs."""

import textwrap

from pipeline.domain.codebook import read_codebook
from pipeline.domain.perspectives import PerspectiveMap
from pipeline.domain.settings import configs_folder, normal_role, normal_value
from pipeline.domain.yamltext import read_yaml
from pipeline.intake.reading import read_table

PEOPLE = """
  - {code: P1, rol: jeugdige, perspectief: jeugdige}
  - {code: P2, rol: moeder (42), perspectief: ouder}
  - {code: P3, rol: vader, perspectief: ouder}
  - {code: P4, rol: voorzitter, perspectief: voorzitter}
  - {code: P5, rol: jeugdhulpverlener 1, perspectief: professional-2e-lijn}
  - {code: P6, rol: jeugdhulpverlener 2, perspectief: professional-2e-lijn}
  - {code: P7, rol: leerkracht groep 5, perspectief: onderwijs}
  - {code: P8, rol: gebiedsteammedewerker, perspectief: professional-1e-lijn}
  - {code: P9, rol: intern begeleider, perspectief: onderwijs}
  - {code: P10, rol: epilepsieverpleegkundige, perspectief: professional-2e-lijn}
  - {code: P11, rol: schoonmoeder, perspectief: netwerk}
  - {code: P12, rol: mentor woongroep, perspectief: professional-2e-lijn}
  - {code: P13, rol: mentor havo, perspectief: onderwijs}
"""


def perspective_map():
    book = read_codebook(configs_folder() / "codeboek.yaml")
    text = read_yaml(configs_folder() / "perspectieven.yaml").values
    known = tuple(book.perspectives)
    return PerspectiveMap(
        perspectives=known,
        groups=book.groups,
        aliases={
            normal_value(key): value for key, value in text["aliassen"].items() if value in known
        },
        roles={normal_role(key): value for key, value in text["rollen"].items() if value in known},
        choices={},
    )


PERSPECTIVES = perspective_map()


def meta(extra="", people=PEOPLE, table="DT-07"):
    return f"tafel: {table}\n{textwrap.dedent(extra)}deelnemers:{people}"


SESSION_PEOPLE = """
  - {code: P01, rol: jongere 1, perspectief: jeugdige}
  - {code: P02, rol: jongere 2, perspectief: jeugdige}
  - {code: P03, rol: moeder, perspectief: ouder}
  - {code: P04, rol: gebiedsteammedewerker, perspectief: professional-1e-lijn}
  - {code: P05, rol: gespreksleider, perspectief: voorzitter}
"""
SESSION = meta("soort: dialoogsessie\n", SESSION_PEOPLE, "SB-1")


def draw(folder, files, meta_text=None):
    """Write a table's folder; text is stored as UTF-8, bytes as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {"meta.yaml": meta() if meta_text is None else meta_text, **files}.items():
        stored = textwrap.dedent(content).encode() if isinstance(content, str) else content
        (folder / name).write_bytes(stored)
    return folder


def read(folder, cut_above=0):
    return read_table(
        folder, perspectives=PERSPECTIVES, theme_ids=["regie", "samenwerking"], cut_above=cut_above
    )


def take_in(folder, files, meta_text=None, cut_above=0):
    return read(draw(folder, files, meta_text), cut_above)
