"""The programs the report is timed against; each gives its seconds, or a reason why it can't be timed here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pypdfium2

_PINS = Path(__file__).with_name("report_peers.txt")
_OFFICE_LIMIT = 900
_WEASYPRINT = """
import json, sys, time, weasyprint
def make(): return weasyprint.HTML(filename=sys.argv[1]).write_pdf()
"""
_TYPST = """
import json, sys, time, typst
def make(): return typst.compile(sys.argv[1], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""
_TIMING = """
wall, cpu = time.perf_counter(), time.process_time()
pdf = make()
timing = [time.perf_counter() - wall, time.process_time() - cpu]
open(sys.argv[2], "wb").write(pdf)
print(json.dumps(timing))
"""


class Timing(NamedTuple):
    """Seconds by the clock and of the processor, and what came out."""

    wall: float
    cpu: float
    pages: int


class Missing(Exception):
    """Why a peer can't be timed."""


def timed(make: Callable[[], bytes], rounds: int) -> Timing:
    """The best of some rounds in this process; `make` gives a PDF."""
    found = []
    for _round in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        pdf = make()
        found.append((time.perf_counter() - wall, time.process_time() - cpu))
    walls, cpus = zip(*found, strict=True)
    return Timing(min(walls), min(cpus), _pages(pdf))


def weasyprint(html: str, fonts: Path) -> Timing:
    """WeasyPrint on this HTML, once; loading the library is not counted."""
    return _in_peers(_WEASYPRINT, html, "html", fonts)


def typst(source: str, fonts: Path) -> Timing:
    """Typst on this source, once."""
    return _in_peers(_TYPST, source, "typ", fonts)


def libreoffice(docx: bytes) -> Timing:
    """LibreOffice converting this .docx to PDF, with its start."""
    program = shutil.which("soffice")
    if program is None:
        raise Missing("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "paper.docx"
        source.write_bytes(docx)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            name,
            str(source),
        ]
        before, start = os.times(), time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, timeout=_OFFICE_LIMIT, check=False)
        wall, after = time.perf_counter() - start, os.times()
        target = folder / "paper.pdf"
        if not target.exists():
            raise Missing(f"LibreOffice made no PDF: {done.stderr.strip()}")
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return Timing(wall, cpu, _pages(target.read_bytes()))


def _in_peers(work: str, source: str, suffix: str, fonts: Path) -> Timing:
    python = _peers()
    with tempfile.TemporaryDirectory() as name:
        given, made = Path(name) / f"paper.{suffix}", Path(name) / "paper.pdf"
        given.write_text(source, encoding="utf-8")
        command = [str(python), "-c", work + _TIMING, str(given), str(made), str(fonts)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Missing((done.stderr.strip().splitlines() or ["it failed without a word"])[-1])
        wall, cpu = json.loads(done.stdout.splitlines()[-1])
        return Timing(wall, cpu, _pages(made.read_bytes()))


def _peers() -> Path:
    """The Python of the peers' environment, made on first use and kept."""
    folder = Path(tempfile.gettempdir()) / "zhenyu-desk-report-peers"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = folder / "installed.txt"
    if not done.exists() or done.read_bytes() != _PINS.read_bytes():
        venv.create(folder, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--requirement", str(_PINS)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            raise Missing("its packages could not be installed")
        shutil.copy(_PINS, done)
    return python


def _pages(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count
