"""The command line itself: Dutch everywhere, light to start, and no one's words in a message."""

import subprocess
import sys

import pytest

from pipeline.__main__ import app, run
from pipeline.domain.errors import InputError, UsageError

HEAVY = ("pandas", "numpy", "spacy", "sklearn", "matplotlib", "docx", "typst")
ENGLISH = (
    "Usage",
    "Options",
    "Arguments",
    "Commands",
    "Show this",
    "[OPTIONS]",
    "<bool>",
    "<path>",
    "[required]",
)
VERBS = sorted(command.name for command in app.registered_commands)


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from pipeline.__main__ import run; assert run(['--help']) == 0; "
        f"print('ZWAAR', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "ZWAAR []" in done.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_in_dutch(verb, capsys):
    assert run([verb, "--help"]) == 0
    said = capsys.readouterr().out
    assert "Gebruik: dialoogtafel" in said
    assert "list[" not in said
    assert "{" not in said
    assert "[[" not in said
    assert not [word for word in ENGLISH if word in said]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bestaatniet"], "Deze opdracht bestaat niet"),
        (["analyse"], "Er ontbreekt iets: STUDIE"),
        (["analyse", "--nee"], "De optie --nee bestaat niet"),
        (["analyse", "x.yaml", "--uit"], "--uit"),
        (["analyse", "x.yaml"], "bestaat niet"),
        (["codeboek", "--vorm", "boek"], "Kies uit: boom, markdown, html"),
        (["te-coderen", "x.yaml", "--n", "0"], "Bij --n hoort een getal van minstens 1."),
        (["te-coderen", "x.yaml", "--n", "veel"], "Bij --n hoort een getal."),
        (
            ["modelkwaliteit", "x.yaml", "--ondergrens", "2"],
            "Bij --ondergrens hoort een getal van hoogstens 1",
        ),
    ],
)
def test_wrong_use_is_told_in_dutch_with_code_2(arguments, message, capsys):
    assert run(arguments) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code"),
    [(InputError("Kijk dit na."), 1), (UsageError("Zo niet."), 2), (KeyboardInterrupt(), 130)],
)
def test_each_kind_of_error_has_its_own_code(error, code, capsys, monkeypatch):
    def fail(*_args, **_kwargs):
        raise error

    monkeypatch.setattr("pipeline.domain.codebook.read_codebook", fail)
    assert run(["codeboek"]) == code
    assert capsys.readouterr().err.strip()


def test_an_unforeseen_error_tells_where_and_not_what(capsys, monkeypatch):
    def fail(*_args, **_kwargs):
        raise ValueError("Mijn moeder zei dat het stil bleef.")

    monkeypatch.setattr("pipeline.domain.codebook.read_codebook", fail)
    assert run(["codeboek"]) == 1
    said = capsys.readouterr()
    assert "ValueError" in said.err
    assert "moeder" not in said.err + said.out


def test_the_version_is_told(capsys):
    assert run(["--versie"]) == 0
    assert capsys.readouterr().out.startswith("dialoogtafel ")
