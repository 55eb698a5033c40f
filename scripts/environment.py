"""Makes the project's own Python environment: a .venv beside the code, in step with a lock file.

Uses nothing but Python's standard library, so that it runs before anything is installed. Packages
are taken at the locked versions alone, each checked against its hash.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
_OLDEST = (3, 11)


def python_with(lock: str, place: Path = VENV) -> Path:
    """The Python of the environment at `place`, with all that `lock` (in the project) names."""
    if sys.version_info < _OLDEST:
        sys.exit("Pullquote needs Python 3.11 or newer; start this with a newer python3.")
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        _make(place)
    stamp = place / f"{lock}.installed"
    wanted = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        _install(python, ROOT / lock)
        stamp.write_text(wanted)
    return python


def run(python: Path, *arguments: str) -> int:
    """Run the environment's Python in the project's folder; its exit status."""
    return subprocess.call([str(python), *arguments], cwd=ROOT)


def _make(place: Path) -> None:
    print(f"Making {place} ...", file=sys.stderr, flush=True)
    try:
        venv.create(place, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        sys.exit("This Python cannot make environments; install its venv package (python3-venv).")


def _install(python: Path, lock: Path) -> None:
    print(f"Installing what {lock.name} names ...", file=sys.stderr, flush=True)
    # The lock lists every package that is needed, so pip has nothing to resolve: --no-deps.
    command = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--requirement", str(lock)]
    if subprocess.call(command) != 0:
        sys.exit("The packages could not be installed; see pip's words above and try again.")
