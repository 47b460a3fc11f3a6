"""A lock in; a folder `.venv` out that holds exactly what the lock names, and this project.

Written so that an old Python can still read it, and say in Dutch that it is too old.
Use: python3 locks/omgeving.py gebruik (or: ontwikkel). Does nothing when the lock did not change.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(BIN, "python.exe" if os.name == "nt" else "python")
LOCKS = ("gebruik", "ontwikkel")  # the second holds all of the first
VERSIONS = ((3, 11), (3, 12), (3, 13), (3, 14))  # every pinned package has a wheel for these

NO_PYTHON = """\
Dit programma heeft Python 3.11, 3.12, 3.13 of 3.14 nodig; hier is alleen Python {found} gevonden.
  Windows of macOS: installeer Python van python.org
  Debian of Ubuntu: sudo apt-get install python3 python3-venv
Staat een nieuwere Python op een andere plek? Geef die mee: make setup PYTHON=/pad/naar/python3.12
"""
NO_VENV = """\
Python {found} is er, maar het onderdeel venv ontbreekt. Dat hoort bij Python, maar sommige
Linux-versies leveren het apart: sudo apt-get install python3-venv
"""
FAILED = """\
De installatie is niet gelukt; hierboven staat wat pip erover zei. Meestal helpt een van deze:
  - is er internet? Alleen deze eerste keer is het nodig.
  - is er nog 3 GB vrij op de schijf?
  - begin schoon: gooi de map .venv weg (make clean) en probeer het opnieuw.
"""


def stop(message, **parts):
    """Say what is wrong and what to do, and end with exit code 1."""
    sys.stderr.write(message.format(**parts))
    sys.exit(1)


def version_of(program):
    """Return the version of a Python program as (major, minor), or None where it does not run."""
    code = "import sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        answer = subprocess.check_output([program, "-c", code], stderr=subprocess.PIPE)
        return tuple(int(part) for part in answer.split())
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None


def find_python():
    """Return a Python that can run this project: the one at work here, or one beside it."""
    if sys.version_info[:2] in VERSIONS:
        return sys.executable
    if hasattr(shutil, "which"):
        for major, minor in reversed(VERSIONS):
            program = shutil.which("python{0}.{1}".format(major, minor))
            if program and version_of(program) == (major, minor):
                return program
    return stop(NO_PYTHON, found="{0}.{1}".format(*sys.version_info[:2]))


def lock_file(name):
    """Return the path of a lock."""
    return os.path.join(ROOT, "locks", name + ".txt")


def stamp_file(name):
    """Return the path of the file that says which lock was installed."""
    return os.path.join(VENV, "geinstalleerd-" + name)


def key_of(name):
    """Return what an up-to-date environment is known by: lock, project file, place and Python."""
    digest = hashlib.sha256()
    for path in (lock_file(name), os.path.join(ROOT, "pyproject.toml")):
        with open(path, "rb") as stream:
            digest.update(stream.read())
    digest.update((VENV + repr(version_of(PYTHON))).encode("utf-8"))
    return digest.hexdigest()


def is_ready(name):
    """Tell whether the environment holds this lock as it is now."""
    if not os.path.isfile(stamp_file(name)) or not os.path.exists(PYTHON):
        return False
    with open(stamp_file(name)) as stream:
        return stream.read() == key_of(name)


def make_venv(python):
    """Make a fresh `.venv` where there is none that runs."""
    if version_of(PYTHON) in VERSIONS:
        return
    check = [python, "-c", "import venv, ensurepip"]
    if subprocess.call(check, stderr=subprocess.PIPE) != 0:
        stop(NO_VENV, found="{0}.{1}".format(*version_of(python)))
    if subprocess.call([python, "-m", "venv", "--clear", VENV]) != 0:
        stop(FAILED)


def run_pip(arguments, total):
    """Run pip and show how far it is; what it said is shown only when it fails."""
    pip = [PYTHON, "-m", "pip", "install", "--no-deps", "--no-input", "--no-compile",
           "--progress-bar", "off", "--disable-pip-version-check"]  # fmt: skip
    environment = {key: value for key, value in os.environ.items() if key != "PIP_USER"}
    process = subprocess.Popen(
        pip + arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, cwd=ROOT
    )
    said, n_found = [], 0
    for raw in process.stdout:
        line = raw.decode("utf-8", "replace")
        said.append(line)
        n_found += line.startswith(("Collecting", "Requirement already satisfied"))
        if total and sys.stdout.isatty():
            sys.stdout.write("\r  onderdeel {0} van ongeveer {1} ".format(n_found, total))
            if "Installing collected" in line:
                sys.stdout.write(
                    "\r  alles is binnen; nu nog op zijn plaats zetten (ongeveer een minuut) "
                )
            sys.stdout.flush()
    if total and sys.stdout.isatty():
        sys.stdout.write("\n")
    if process.wait() != 0:
        sys.stderr.write("".join(said[-25:]))
        stop(FAILED)


def compile_all():
    """Compile what was installed on all cores at once; pip would do it on one, tests included."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    place = subprocess.check_output([PYTHON, "-c", code]).decode("utf-8").strip()
    tests = r"[\\/]tests?[\\/]"
    subprocess.call([PYTHON, "-m", "compileall", "-q", "-j", "0", "-x", tests, place])


def install(name):
    """Install one lock and this project into `.venv`."""
    if any(os.path.isfile(stamp_file(known)) for known in LOCKS):
        print("Bijwerken van de map .venv: de lijst met onderdelen is veranderd.")
    else:
        print("Eenmalig installeren in de map .venv; dat duurt 2 tot 4 minuten.")
    sys.stdout.flush()
    make_venv(find_python())
    with open(lock_file(name), "rb") as stream:
        total = stream.read().count(b"==")
    run_pip(["--require-hashes", "--only-binary", ":all:", "--requirement", lock_file(name)], total)
    run_pip(["--no-build-isolation", "--editable", ROOT], 0)
    compile_all()
    for done in LOCKS[: LOCKS.index(name) + 1]:
        with open(stamp_file(done), "w") as stream:
            stream.write(key_of(done))
    print("Klaar met installeren.")


def main(arguments):
    """Bring `.venv` up to date with the lock that is asked for."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        sys.stderr.write("Gebruik: python3 locks/omgeving.py gebruik (of: ontwikkel)\n")
        sys.exit(2)
    try:
        if not is_ready(arguments[0]):
            install(arguments[0])
    except KeyboardInterrupt:
        sys.stderr.write("\nAfgebroken. Geef dezelfde opdracht nog eens om verder te gaan.\n")
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[1:])
