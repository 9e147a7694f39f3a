"""Takes the pictures of one kind: python -m tests.screenshots.taking DIR LEDGER LANGUAGE SCHEME WIDTHxHEIGHT."""

import contextlib
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from PySide6.QtWidgets import QDialog

import zhenyu_desk.ui
from tests.screenshots.camera import Camera
from tests.screenshots.case_dialogs import take_case_dialogs
from tests.screenshots.dialogs import take_dialogs, take_settings_dialogs
from tests.screenshots.firm_dialogs import take_firm_dialogs, take_leader_dialogs
from tests.screenshots.keeping_dialogs import take_keeping_dialogs
from tests.screenshots.pages import take_pages
from tests.screenshots.trust_dialogs import take_trust_dialogs
from tests.screenshots.visits import take_visit_dialogs
from zhenyu_desk.i18n import LANGUAGES
from zhenyu_desk.settings import Settings
from zhenyu_desk.ui import theme
from zhenyu_desk.ui.app import Desk, make_application
from zhenyu_desk.ui.tokens import DARK

OFFICIAL = "李静"
_FRAMES = {"Frame", "FormDialog"}


def main() -> int:
    """Take them all; 1 if there is a dialog that no picture shows."""
    folder, ledger, language, scheme, size = sys.argv[1:]
    application = make_application()
    chosen = next(known for known in LANGUAGES if known == language)
    with looking(scheme):
        desk = Desk(application, Settings(current_official=OFFICIAL, language=chosen))
        desk.start(Path(ledger))
        assert desk.window is not None
        desk.window.resize(*map(int, size.split("x")))
        scale = os.environ["QT_SCALE_FACTOR"]
        camera = Camera(desk.window, Path(folder), f"{language}-{scheme}-{size}@{scale}")
        take_all(camera, Path(ledger).parent)
        desk.window.jobs.close()
        desk.window.hide()
        desk.close()
    missing = dialog_classes() - camera.taken
    if missing:
        print(f"no picture shows: {', '.join(sorted(missing))}", file=sys.stderr)
    return 1 if missing else 0


def take_all(camera: Camera, folder: Path) -> None:
    """Pages first, as the dialogs change the ledger a little."""
    camera.settle()
    take_pages(camera)
    take_case_dialogs(camera)
    take_firm_dialogs(camera)
    take_leader_dialogs(camera)
    take_visit_dialogs(camera, folder / "scans")
    take_settings_dialogs(camera)
    take_dialogs(camera)
    take_trust_dialogs(camera)
    take_keeping_dialogs(camera)


@contextlib.contextmanager
def looking(scheme: str) -> Iterator[None]:
    """In dark colours, if these are wanted: the offscreen platform knows no colour scheme."""
    if scheme == "light":
        yield
        return
    with patch.object(theme, "LIGHT", DARK):
        yield


def dialog_classes() -> set[str]:
    """The names of all dialogs of the program."""
    for found in pkgutil.walk_packages(zhenyu_desk.ui.__path__, "zhenyu_desk.ui."):
        importlib.import_module(found.name)
    kinds, found_kinds = [QDialog], set[str]()
    while kinds:
        below = kinds.pop().__subclasses__()
        kinds += below
        found_kinds |= {kind.__name__ for kind in below if kind.__module__.startswith("zhenyu_desk.")}
    return found_kinds - _FRAMES


if __name__ == "__main__":
    sys.exit(main())
