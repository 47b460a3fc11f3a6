"""Codings whose offsets count the file as it lies on disk, or the text as this product keeps it."""

import pytest

from pipeline.domain.settings import read_settings
from pipeline.domain.tables import CodingProblems, Codings, Notices, Segments
from pipeline.stages import coding, reading
from pipeline.stages.analysis import start

LINES = ["Wij wachtten acht maanden.", "Niemand belde terug.", "De cafe\u0301houder hielp."]
STORED = "\r\n\r\n".join(LINES) + "\r\n"


@pytest.fixture
def coded(tmp_path):
    """Give a function that reads a study with these codings (start, end) of its one verslag."""

    def make(spans):
        home = tmp_path / "data" / "T"
        home.mkdir(parents=True)
        (home / "verslag.md").write_bytes(STORED.encode())
        (home / "meta.yaml").write_text("tafel: T\n", encoding="utf-8")
        rows = [f"T,verslag.md,{start},{end},regie,knelpunt,0" for start, end in spans]
        head = "tafel,document,start,eind,codes,valentie,twijfel"
        (tmp_path / "A.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
        file = tmp_path / "studie.yaml"
        file.write_text("studie: s\ndata: data\ncoderingen: [A.csv]\n", encoding="utf-8")
        run = start(read_settings(file), tmp_path / "uit", lambda *_: None)
        reading.read(run)
        coding.people(run)
        return run

    return make


def places_in(text):
    return [(text.index(line), text.index(line) + len(line)) for line in LINES]


def coded_texts(run):
    segments = run.table(Segments).set_index("segment_id")["text"]
    return [segments[one] for one in run.table(Codings)["segment_id"]]


def test_offsets_in_the_stored_file_are_counted_over_and_told(coded):
    run = coded(places_in(STORED))
    assert [text[:7] for text in coded_texts(run)] == ["Wij wac", "Niemand", "De café"]
    assert run.table(CodingProblems).empty
    assert "omgerekend" in run.table(Notices).query("subject == 'codering'")["message"].item()


def test_offsets_in_the_canonical_text_stay_as_they_are(coded):
    text = STORED.replace("\r\n", "\n").replace("e\u0301", "\u00e9")
    places = [(text.index(line[:5]), text.index(line[:5]) + len(line)) for line in LINES[:2]]
    run = coded(places)
    assert len(coded_texts(run)) == 2
    assert run.table(Notices).query("subject == 'codering'").empty


def test_a_series_that_fits_in_neither_way_stays_a_problem(coded):
    places = places_in(STORED)
    run = coded([places[0], places[1], (places[2][0] + 1, places[2][1])])
    assert len(run.table(CodingProblems)) >= 2
    assert run.table(Notices).query("subject == 'codering'").empty
