"""What no file of an encrypted ledger may hold, and ways to look for it."""

from pathlib import Path

PHONE = "13812342201"
FIRM = "恒岚精密机械有限公司"
SCAN = "供电增容申请书原文 " * 200_000


def holding(folder: Path, *texts: str) -> list[str]:
    """The files below a folder that hold one of these texts as they are."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(text.encode() in path.read_bytes() for text in texts)
    ]
