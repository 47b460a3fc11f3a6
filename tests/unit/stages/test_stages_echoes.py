"""What the tables of another study said of a theme, beside a session's statements."""

import pytest

from pipeline.domain.settings import read_settings
from pipeline.domain.tables import ThemeEchoes
from pipeline.stages import apart, coding, echoes, reading, screening, sessions
from pipeline.stages.analysis import start

HEAD = "tafel,document,start,eind,codes,valentie,twijfel\n"


@pytest.fixture
def echoed(tmp_path):
    """Give a function that lets a session learn from a study of so many coded tables."""

    def make(n_tables, coded=True, n_good=0):
        rows = []
        for number in range(1, n_tables + 1):
            home = tmp_path / "tafels" / f"T-{number:02d}"
            home.mkdir(parents=True)
            (home / "verslag.md").write_text("Het wachten duurde te lang.\n", encoding="utf-8")
            (home / "meta.yaml").write_text(f"tafel: T-{number:02d}\n", encoding="utf-8")
            valence = "knelpunt" if number > n_good else "succesfactor"
            rows.append(f"T-{number:02d},verslag,0,27,toegang,{valence},0\n")
        (tmp_path / "A.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
        codings = "coderingen: [A.csv]\n" if coded else ""
        (tmp_path / "ander.yaml").write_text(
            f"studie: ander\ndata: tafels\n{codings}", encoding="utf-8"
        )
        home = tmp_path / "sessies" / "SB-1"
        home.mkdir(parents=True)
        (home / "meta.yaml").write_text("tafel: SB-1\nsoort: dialoogsessie\n", encoding="utf-8")
        (home / "uitspraken.csv").write_text("tekst;P1\nEen vast gezicht.;6\n", encoding="utf-8")
        file = tmp_path / "studie.yaml"
        file.write_text("studie: s\ndata: sessies\nleren_van: [ander.yaml]\n", encoding="utf-8")
        run = start(read_settings(file), tmp_path / "uit", lambda *_: None)
        for stage in (
            reading.read,
            screening.screen,
            coding.people,
            apart.set_apart,
            sessions.tie,
            echoes.echo,
        ):
            stage(run)
        return run.table(ThemeEchoes).set_index(["theme", "valence"])

    return make


def test_a_theme_is_held_beside_the_tables_where_people_coded_it(echoed):
    table = echoed(11)
    assert table.loc[("toegang", ""), ["n_tables", "of_tables"]].tolist() == [11, 11]
    assert table.loc[("toegang", ""), ["shown_tables", "shown_of"]].tolist() == [11, 11]
    assert table.loc[("regie", ""), "n_tables"] == 0
    assert set(table["coder"]) == {"A"}
    assert set(table["study"]) == {"ander"}
    assert not table["words_only"].any()


def test_what_that_study_blanks_is_blank_here_too(echoed):
    table = echoed(11, n_good=2)
    assert table.loc[("toegang", "succesfactor"), "n_tables"] == 2
    assert table["shown_tables"].isna()[("toegang", "succesfactor")]


def test_a_study_of_few_tables_shows_no_count(echoed):
    table = echoed(4)
    assert table["words_only"].all()
    assert table["shown_tables"].isna().all()
    assert table.loc[("toegang", ""), "n_tables"] == 4


def test_a_study_that_nobody_coded_says_nothing(echoed):
    assert echoed(4, coded=False).empty
