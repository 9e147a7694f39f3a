"""Pictures of the forms of 企业档案 and 挂钩安排."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from tests.screenshots.camera import Camera, go_on
from zhenyu_desk.domain.inputs import EnterpriseInput
from zhenyu_desk.services.enterprises import add_enterprise


def take_firm_dialogs(camera: Camera) -> None:
    """A firm, its contacts, figures and leader; two entries of one firm."""
    camera.window.open_page("enterprises")
    page: Any = camera.window.page
    page.register.table.setFocus()
    camera.press(Qt.Key.Key_Home)
    write_down_twice(camera)
    for name, keys in (
        ("dialog-firm-change", "F2"),
        ("dialog-firm-new", "Ctrl+D"),
        ("dialog-contact", "Alt+3"),
        ("dialog-yearly", "Alt+4"),
        ("dialog-pairing-of-firm", "Alt+5"),
        ("dialog-duplicates", "Alt+7"),
        ("paper-brief", "Alt+8"),
    ):
        camera.act(name, keys)
    camera.act("dialog-merge", "Alt+7", lambda _dialog: camera.press(Qt.Key.Key_Return))


def write_down_twice(camera: Camera) -> None:
    """The firm shown once more under nearly the same name, as a careless import leaves it."""
    page: Any = camera.window.page
    name = page.shown_firm().name.replace("有限公司", "公司")
    page.perform(partial(add_enterprise, camera.window.context, EnterpriseInput(name=name, products="见营业执照")))
    camera.settle()


def take_leader_dialogs(camera: Camera) -> None:
    """A leader, a pairing, and the three steps of a change of post."""

    def last_step(dialog: QDialog) -> None:
        go_on(dialog)
        camera.settle()
        camera.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
        go_on(dialog)

    camera.window.open_page("pairings")
    page: Any = camera.window.page
    page.leaders.setFocus()
    camera.press(Qt.Key.Key_Home)
    page.tabs.table().setFocus()
    camera.press(Qt.Key.Key_Home)
    camera.act("dialog-leader-new", "Alt+1")
    camera.act("dialog-pairing-change", "Alt+2")
    camera.act("dialog-pairing-new", "Ctrl+D")
    camera.act("dialog-change-of-post-1", "Alt+3")
    camera.act("dialog-change-of-post-2", "Alt+3", go_on)
    camera.act("dialog-change-of-post-3", "Alt+3", last_step)
