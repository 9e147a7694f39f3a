"""Promises in the form 登记走访: those that are not touched stay what they are."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, sit_down
from tests.ui.visit_form import choose_firm, stored_visits


def test_taking_one_promise_out_of_the_form_leaves_the_others_what_they_are(tmp_path: Path, qtbot: QtBot) -> None:
    with sit_down(tmp_path, qtbot, lived_in=False) as clerk:
        clerk.press(Qt.Key.Key_N, CTRL)
        choose_firm(clerk)
        clerk.press(Qt.Key.Key_M, ALT)
        for text in ("协调用电", "协调住房"):
            clerk.write(text)
            for _field in ("kept", "due", "the next line"):
                clerk.tab()
        clerk.press(Qt.Key.Key_S, CTRL)
        first, second = stored_visits(clerk)[0].promises
        clerk.tab_to(clerk.page.entry.fields.more.promises.lines[0].text)
        clerk.press(Qt.Key.Key_A, CTRL)
        clerk.press(Qt.Key.Key_Delete)
        clerk.press(Qt.Key.Key_S, CTRL)
        assert (first.text, stored_visits(clerk)[0].promises) == ("协调用电", (second,))
