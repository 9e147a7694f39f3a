"""LibreOffice, which opens a .docx as people would and prints it: with the fonts of the bundle under official names."""

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from zhenyu_desk.paths import resources
from zhenyu_desk.reports.docx.stylesheet import FONT_NAMES
from zhenyu_desk.reports.font_files import Role

IS_HERE = shutil.which("soffice") is not None

_FAMILIES = {
    Role.FANGSONG: "Zhenyu FangSong",
    Role.KAI: "Zhenyu Kai",
    Role.HEI: "Noto Sans SC",
    Role.TITLE: "Noto Serif SC",
    Role.DIGITS: "Noto Serif SC",
}


@cache
def converted(docx: bytes) -> bytes:
    """The PDF that LibreOffice makes of a .docx."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paper = folder / "paper.docx"
        paper.write_bytes(docx)
        (folder / "fonts.conf").write_text(_font_config(folder), "utf-8")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            name,
            str(folder / "paper.docx"),
        ]
        environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
        subprocess.run(command, check=True, capture_output=True, timeout=300, env=environment)
        return (folder / "paper.pdf").read_bytes()


def _font_config(folder: Path) -> str:
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{FONT_NAMES[role]}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>'
        for role, family in _FAMILIES.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{resources() / 'fonts'}</dir><cachedir>{folder / 'cache'}</cachedir>{matches}</fontconfig>"
    )
