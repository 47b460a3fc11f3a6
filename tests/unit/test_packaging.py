"""What surrounds the code: declared dependencies, locks, the Makefile and what git leaves out."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("gebruik", "ontwikkel")
OPTIONAL = {
    "torch": "torch",
    "sentence_transformers": "sentence-transformers",
}  # not installed here


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def names_of(requirements):
    return {normal(re.match(r"[\w.-]+", line).group()) for line in requirements}


def locked(name):
    text = (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    pins: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([a-z0-9.-]+)(?:\[[^]]*\])?==(\S+)", text, re.MULTILINE):
        pins.setdefault(package, set()).add(version)
    return pins


def imports_of(folder):
    """Return the third-party packages that the code in `folder` imports."""
    found = set()
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"pipeline"}


def test_every_import_is_of_a_declared_dependency():
    project = PROJECT["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    declared = names_of([*project["dependencies"], *extras])
    known = {**{name: [dist] for name, dist in OPTIONAL.items()}, **packages_distributions()}
    missing = {
        package
        for package in imports_of(ROOT / "pipeline")
        if not {normal(dist) for dist in known.get(package, [package])} & declared
    }
    assert missing == set()


def test_the_licence_of_every_declared_dependency_is_told():
    project = PROJECT["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    told = {
        normal(word)
        for word in re.findall(
            r"[\w.-]+", (ROOT / "docs" / "licenties.md").read_text(encoding="utf-8")
        )
    }
    assert names_of([*project["dependencies"], *extras]) - told == set()


def test_what_is_declared_is_locked():
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["e5"], *extras["onderwerpen"], *extras["notebooks"]]
    groups = PROJECT["dependency-groups"]
    assert names_of([*asked, *groups["bouw"]]) <= locked("gebruik").keys()
    tools = [line for line in groups["ontwikkel"] if isinstance(line, str)]
    assert names_of(tools) <= locked("ontwikkel").keys()


def test_the_developers_lock_holds_the_users_lock_with_the_same_versions():
    developers = locked("ontwikkel")
    assert {
        name for name, pins in locked("gebruik").items() if pins != developers.get(name)
    } == set()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_no_place_and_hashes_everything(name):
    text = (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(
        r"://|--index|--find-links|--extra|^-|@ |/home|/tmp|/opt|/work", text, re.MULTILINE
    )
    pinned = re.findall(r"^[a-z0-9].*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(pinned) >= len(locked(name)) > 100  # some have another version per platform
    assert all("--hash=sha256:" in block for block in pinned)


def test_nothing_heavy_came_along():
    heavy = {"torch", "transformers", "sentence-transformers", "tensorflow"}
    assert not heavy & locked("ontwikkel").keys()


def test_make_alone_explains_every_target_in_dutch():
    said = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    wanted = "setup analyse notebooks test test-llm check bench modelkwaliteit clean help lock"
    for target in wanted.split():
        assert re.search(rf"make {target} +\w", said), target
    assert "configs/friesland-28.yaml" in said


def test_an_old_python_is_told_what_to_do(tmp_path):
    script = (ROOT / "locks" / "omgeving.py").read_text(encoding="utf-8")
    ast.parse(script, feature_version=(3, 5))  # so that an old Python gets as far as the message
    old = script.replace("VERSIONS = ((3, 11), (3, 12), (3, 13), (3, 14))", "VERSIONS = ((4, 9),)")
    folder = tmp_path / "locks"
    folder.mkdir()
    (folder / "omgeving.py").write_text(old, encoding="utf-8")
    (folder / "gebruik.txt").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(folder / "omgeving.py"), "gebruik"],
        capture_output=True, text=True, check=False, env={"PATH": ""},
    )  # fmt: skip
    assert done.returncode == 1
    assert "heeft Python 3.11" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_wrong_use_of_the_set_up_script_ends_in_2():
    script = ROOT / "locks" / "omgeving.py"
    done = subprocess.run(
        [sys.executable, str(script), "x"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="dit is geen git-map")
@pytest.mark.parametrize(
    "path",
    [
        "data/mijn-studie/DT-01/verslag.docx",
        "data/uitvoer/friesland-28/besloten/rapport.html",
        ".venv/pyvenv.cfg",
        "notebooks/.ipynb_checkpoints/01_verkennen-checkpoint.ipynb",
    ],
)
def test_git_leaves_out_a_researchers_own(path):
    done = subprocess.run(["git", "check-ignore", "--quiet", path], cwd=ROOT, check=False)
    assert done.returncode == 0
