"""Who may only read looks at a visit: all of it can be read, unfolded, followed and copied, nothing changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.clerk import ALT, CTRL, Clerk, sit_down
from tests.ui.protecting import ROLES
from zhenyu_desk.domain.inputs import PromiseInput, VisitInput
from zhenyu_desk.domain.officials import OfficialInput
from zhenyu_desk.services.attachments import stage_bytes
from zhenyu_desk.services.officials import save_official
from zhenyu_desk.services.visits import register_visit
from zhenyu_desk.store.queries.visits import visit_detail, visit_page
from zhenyu_desk.ui.widgets.link_line import LinkLine

BUSINESS = "订单平稳，四季度略降"


@pytest.fixture
def clerk(tmp_path: Path, qtbot: QtBot) -> Iterator[Clerk]:
    """吴磊 has opened a visit with a promise and a file."""
    with sit_down(tmp_path, qtbot, lived_in=True) as opened:
        for name, role in ROLES:
            save_official(opened.context, OfficialInput(name=name, role=role))
        some = opened.context.read(visit_page)[0]
        given = VisitInput(
            on=some.on,
            enterprise_id=some.enterprise_id,
            leader_id=some.leader_id,
            business=BUSINESS,
            promises=(PromiseInput(text="协调用电扩容"),),
        )
        files = [stage_bytes(opened.context, b"%PDF-1.4 ", "回函.pdf")]
        key = register_visit(opened.context, given, (), files).id
        assert key is not None
        opened.window.change_official("吴磊")
        opened.town = replace(opened.town, context=opened.window.context)
        opened.window.open_record("visit", key)
        opened.settle()
        yield opened


def test_all_is_readable_and_nothing_can_be_typed(clerk: Clerk) -> None:
    entry: Any = clerk.page.entry
    fields = entry.fields
    assert fields.business.isEnabled()
    fields.business.setFocus()
    fields.business.selectAll()
    clerk.press(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == BUSINESS
    texts = (fields.firm, fields.on, fields.leader, fields.companions, fields.business, fields.investment)
    more = (fields.more.answered, fields.more.policy, fields.more.remark, fields.more.promises.lines[0].text)
    before = entry.typed()
    for text in (*texts, *more, fields.output.figure, fields.more.promises.lines[0].due):
        assert text.isEnabled()
        assert text.isReadOnly()
        assert "录入" in text.toolTip()
        text.setFocus()
        QTest.keyClicks(text, "1")
        QTest.keyClick(text, Qt.Key.Key_Down)
        QTest.keyClick(text, Qt.Key.Key_Delete)
    QTest.mouseClick(fields.leader, Qt.MouseButton.LeftButton)
    assert not fields.leader.is_open
    assert not fields.firm.is_open
    for choice in (fields.way, fields.host, fields.moves, fields.warnings, fields.output.chips):
        assert not choice.isEnabled()
    clerk.press(Qt.Key.Key_D, ALT)
    clerk.press(Qt.Key.Key_L, ALT)
    assert entry.typed() == before
    assert entry.lines.lines == []
    assert not clerk.page.is_typing
    assert fields.orders.figure.placeholderText() == "", "an example would read like a figure"


def test_the_folded_part_unfolds(clerk: Clerk) -> None:
    more = clerk.page.entry.fields.more
    assert more.promises.lines[0].text.text() == "协调用电扩容"
    for _time in range(2):
        was_seen = more.promises.isVisible()
        QTest.mouseClick(more._toggle, Qt.MouseButton.LeftButton)
        assert more.promises.isVisible() is not was_seen


def test_files_are_opened_but_not_taken_away(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []

    def view(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", view)
    bar = clerk.page.entry.attachments
    (tag,) = bar.tags.tags()
    tag.click()
    assert [url.fileName().endswith(".pdf") for url in opened] == [True]
    tag.cross.click()
    assert len(bar.given()) == 1
    assert "录入" in bar.problem.text()
    bar.add_files([Path(__file__)])
    clerk.settle()
    assert len(bar.given()) == 1
    assert not bar.add_button.isEnabled()


def test_the_links_to_its_difficulties_lead_there(clerk: Clerk) -> None:
    with_case = next(row for row in clerk.context.read(visit_page) if row.difficulties)
    clerk.window.open_record("visit", with_case.id)
    clerk.settle()
    link = next(made for made in clerk.page.entry.sheet.findChildren(LinkLine) if made.isVisible())
    assert link.isEnabled()
    link.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.settle()
    assert clerk.window.page_name == "cases"


def test_who_enters_types_as_ever(clerk: Clerk) -> None:
    clerk.window.change_official("周敏")
    clerk.settle()
    fields = clerk.page.entry.fields
    assert fields.way.isEnabled()
    assert fields.on.toolTip().startswith("可写 2026")
    assert fields.orders.figure.placeholderText() == "+8.5%"
    fields.business.setFocus()
    clerk.write("，已回暖")
    assert clerk.page.is_typing
    assert clerk.context.read(visit_detail, clerk.page.entry.visit.id).business == BUSINESS
