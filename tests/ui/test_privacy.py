"""A day at the window leaves personal data in the ledger and where the user saved it, and nowhere else."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from tests.ui.acting import open_dialog, settings_tab
from tests.ui.attaching import Viewer
from tests.ui.clerk import Clerk, sit_down
from tests.ui.town import TODAY, copied_town
from tests.ui.visit_form import FIRM, choose_firm
from zhenyu_desk import crash, paths
from zhenyu_desk.domain.inputs import ContactInput
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.paper_kinds import FirmPaperKind
from zhenyu_desk.services import enterprises
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.services.exporting import export_workbook
from zhenyu_desk.services.papers import firm_paper
from zhenyu_desk.services.reports import month_report_pdf
from zhenyu_desk.services.rescue import write_rescue
from zhenyu_desk.services.restoring import restore
from zhenyu_desk.store import restoring
from zhenyu_desk.store.queries.register import enterprise_page
from zhenyu_desk.ui.dialogs.unit import UnitDialog

PERSON, PHONE, WORDS = "欧阳锦绣", "13912345678", "压铸线停产两周请协调"
SECRETS = (PERSON, PHONE, WORDS, FIRM)
ENCODINGS = ("utf-8", "utf-16-le", "gb18030")
SECRET = bytes(range(16))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files, ours alone."""
    copied_town(tmp_path / "first", lived_in=False).context.close()  # the pattern of all towns lies among them
    shutil.rmtree(tmp_path / "first")
    folder = tmp_path / "temporary"
    folder.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def viewer(qapp: QApplication) -> Iterator[Viewer]:
    """What opens files while the test runs."""
    viewer = Viewer()
    method: Any = "open"  # PySide's stubs ask for bytes, which PySide itself refuses
    QDesktopServices.setUrlHandler("file", viewer, method)
    yield viewer
    QDesktopServices.unsetUrlHandler("file")


def a_day(clerk: Clerk, saved: Path) -> Path:
    """A contact, a visit that stays a draft, a search, papers, exports, a backup, and a bug that quotes all of it.

    The backup is returned.
    """
    firm = next(row.id for row in clerk.context.read(enterprise_page, TODAY) if row.name == FIRM)
    contact = ContactInput(enterprise_id=firm, name=PERSON, mobile=PHONE, is_primary=True)
    enterprises.save_contact(clerk.context, contact)
    clerk.open(2)
    choose_firm(clerk)
    clerk.tab_to(clerk.page.entry.fields.business)
    clerk.write(f"{PERSON}说{WORDS}，电话{PHONE}")
    look_at_an_attachment(clerk, saved)
    use_the_settings(clerk)
    clerk.window.search()
    clerk.keys("hxjm")
    clerk.press(Qt.Key.Key_Return)
    (saved / "firm.pdf").write_bytes(firm_paper(clerk.context, FirmPaperKind.DOSSIER, [firm]).pdf)
    (saved / "report.pdf").write_bytes(month_report_pdf(clerk.context, Month(2026, 10)))
    export_workbook(clerk.context, saved / "ledger.xlsx")
    write_rescue(clerk.context, saved / "rescue")
    with capture_exceptions() as bugs:
        QTimer.singleShot(0, lambda: _fail(f"{PERSON} {PHONE} {WORDS} {FIRM}"))
        clerk.qtbot.waitUntil(lambda: len(bugs) > 0)
    for _kind, error, _trace in bugs:
        crash.report(error)
    return back_up(clerk.context)


def look_at_an_attachment(clerk: Clerk, saved: Path) -> None:
    """A letter is attached to the visit that is being typed, and opened with the system's program."""
    saved.mkdir()
    letter = saved / f"{PERSON}的来信.txt"
    letter.write_text(f"{FIRM}{PERSON}，{PHONE}：{WORDS}" * 100, encoding="utf-8")
    bar = clerk.page.entry.attachments
    bar.add_files([letter])
    clerk.qtbot.waitUntil(lambda: bool(bar.tags.tags()))
    bar.tags.tags()[0].setFocus()
    clerk.press(Qt.Key.Key_Return)


def use_the_settings(clerk: Clerk) -> None:
    """A unit with its contact, and what this computer remembers."""
    units = settings_tab(clerk.window, "承办单位")
    clerk.settle()
    units.add()
    dialog = open_dialog(UnitDialog)
    for edit, words in ((dialog.name, "综合执法局"), (dialog.contact, PERSON), (dialog.phone, PHONE)):
        edit.setText(words)
    dialog._save.click()
    clerk.settle()
    settings_tab(clerk.window, "本机")
    clerk.settle()
    clerk.window.save_preferences(text_scale=100, reminders=False)


def _fail(message: str) -> None:
    raise ValueError(message)


def telling(folders: Path, is_exempt: Callable[[Path], bool]) -> list[str]:
    """The files below these folders that tell one of the secrets, by name or inside."""
    written = [path for path in folders.rglob("*") if path.is_file() and not is_exempt(path)]
    names = [str(path) for path in written if PERSON in path.name or FIRM in path.name]
    return names + [f"{path}: {secret}" for path in written for secret in SECRETS if _holds(path, secret)]


def _holds(path: Path, secret: str) -> bool:
    content = path.read_bytes()
    return any(secret.encode(encoding) in content for encoding in ENCODINGS)


def is_of_a_plain_ledger(path: Path) -> bool:
    """Whether it is there to hold what was entered: the database with its log, a copy of it, an attached file."""
    return path.name.startswith("ledger.db") or path.match("backups/ledger-*.db") or path.match("attachments/??/*")


@pytest.mark.parametrize("secret", [None, SECRET], ids=["plain", "encrypted"])
def test_a_day_leaves_no_personal_data_outside_the_ledger(
    secret: bytes | None,
    tmp_path: Path,
    temporary: Path,
    viewer: Viewer,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    logged: list[object],
) -> None:
    saved, seen = tmp_path / "saved", set[str]()

    def is_exempt(path: Path) -> bool:
        seen.add(path.name)
        is_readable_ledger = secret is None and path.is_relative_to(tmp_path / "desk") and is_of_a_plain_ledger(path)
        return path.is_relative_to(saved) or is_readable_ledger

    def look_and_make_ready(folder: Path, aside: Path | None) -> None:
        assert telling(tmp_path, is_exempt) == [], "in the midst of a restore"
        make_ready(folder, aside)

    make_ready = restoring.make_ready
    with crash.watch(), sit_down(tmp_path / "desk", qtbot, lived_in=False, secret=secret) as clerk:
        ledger = clerk.context.ledger.folder
        made = a_day(clerk, saved)
        (letter,) = viewer.opened
        assert WORDS in letter.read_text(encoding="utf-8")
        handed_out = paths.private_copies_dir()
        assert telling(tmp_path, lambda path: is_exempt(path) or path.is_relative_to(handed_out)) == []
    assert not any(path.is_file() for path in handed_out.rglob("*")), "what the viewer was given is gone"
    monkeypatch.setattr(restoring, "make_ready", look_and_make_ready)
    restore(ledger, made, secret, actor="李静")
    assert telling(tmp_path, is_exempt) == []
    looked_at = {"zhenyu-desk.log", "settings.json", "holder.json", "seal", made.name, made.with_suffix(".json").name}
    assert looked_at <= seen
    assert ("keys.json" in seen) is (secret is not None)
    assert [path for path in temporary.rglob("*") if path.is_file()] == []
    assert logged, "the bug"
