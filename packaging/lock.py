"""Make packaging/requirements.txt anew from pyproject.toml: python packaging/lock.py [--upgrade].

Pins of every platform with their hashes and no address; what is pinned stays, unless --upgrade is given.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The last release with wheels for glibc 2.28, the one of UOS 20 and Kylin V10.
CONSTRAINTS = "PySide6-Essentials==6.9.3\n"
FORM = ("--universal", "--generate-hashes", "--no-header", "--no-emit-index-url", "--no-annotate", "--quiet")


def main(options: list[str]) -> int:
    """Resolve with uv from an environment of its own; returns its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        programs = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        python, uv = str(programs / "python"), str(programs / "uv")
        subprocess.run([python, "-m", "pip", "--quiet", "install", "uv"], check=True)
        constraints = Path(folder) / "constraints.txt"
        constraints.write_text(CONSTRAINTS, encoding="utf-8")
        command = [uv, "pip", "compile", "pyproject.toml", "--extra", "dev", *FORM]
        command += ["--python-version", "3.11", "--constraints", str(constraints), *options]
        command += ["--output-file", "packaging/requirements.txt"]
        return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
