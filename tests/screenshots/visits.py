"""Pictures of entering visits: the form filled in, a block pasted into the grid, scanned papers, drafts."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.screenshots.camera import Camera, go_on
from zhenyu_desk.store.queries.register import enterprise_page

GRID, PAST = 1, 2
_UNKNOWN = "某某机械厂"
_SAID = (
    ("订单饱满，新增两条压铸线", "用电", "压铸线投产需增容 800 kVA"),
    ("订单平稳，原料涨价", "人才", "申请人才公寓 6 套"),
    ("新厂房年底投产", "", ""),
    ("出口下滑，用工减少", "教育", "员工子女就近入学"),
    ("产值与去年持平", "融资", "流动资金贷款续贷"),
    ("接到年度大单，三班生产", "审批", "二期厂房规划许可进度慢"),
)
_ROWS = 11


def take_visits(camera: Camera) -> None:
    """The three tabs of 走访, each with something in it."""
    camera.window.open_page("visits")
    page: Any = camera.window.page
    fill_visit(camera)
    camera.take("visits")
    page.tabs.setCurrentIndex(GRID)
    camera.settle()
    camera.dialog("dialog-paste", lambda: page.grid.paste(pasted_visits(camera)), leave=go_on)
    camera.take("visits-grid")
    page.tabs.setCurrentIndex(PAST)
    camera.take("visits-past")
    page.tabs.setCurrentIndex(0)


def take_visit_dialogs(camera: Camera, folder: Path) -> None:
    """The papers of the scanner, and what waits as a draft."""
    camera.window.open_page("visits")
    page: Any = camera.window.page
    camera.window.settings.scan_folder = scanned_papers(folder)
    camera.dialog("dialog-scan", page.entry.attachments.scan_button.click)
    page.new_visit()
    camera.command("dialog-drafts", "drafts")


def fill_visit(camera: Camera) -> None:
    """A visit as it looks before it is saved: leader and host come with the firm, unit and day with the category."""
    page: Any = camera.window.page
    context = camera.window.context
    page.new_visit(context.read(enterprise_page, context.today())[0].id)
    camera.settle()
    fields = page.entry.fields
    for trend in (fields.output, fields.orders, fields.staff):
        trend.chips.setFocus()
        camera.press(Qt.Key.Key_1)
    fields.business.setFocus()
    camera.write("订单饱满，计划新增两条压铸线，年底前设备到位。")
    for letters, title in (("yongdian", "压铸线投产需增容 800 kVA"), ("jiaoyu", "员工子女就近入学")):
        camera.press(Qt.Key.Key_D, modifier=Qt.KeyboardModifier.AltModifier)
        camera.keys(letters)
        camera.press(Qt.Key.Key_Return, Qt.Key.Key_Tab)
        camera.write(title)
    camera.settle()


def pasted_visits(camera: Camera) -> str:
    """A block as a spreadsheet puts it on the clipboard; one firm is written as nobody knows it."""
    context = camera.window.context
    firms = [row.name for row in context.read(enterprise_page, context.today())[:_ROWS]]
    firms[-1] = _UNKNOWN
    rows = [("企业", "经营状况", "类别", "诉求内容")]
    rows += [(firm, *_SAID[number % len(_SAID)]) for number, firm in enumerate(firms)]
    return "\n".join("\t".join(row) for row in rows)


def scanned_papers(folder: Path) -> Path:
    """A scanner's folder with three pages in it."""
    folder.mkdir(exist_ok=True)
    for number in (1, 2, 3):
        image = QImage(620, 877, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        image.save(str(folder / f"走访记录表 {number}.png"))
    return folder
