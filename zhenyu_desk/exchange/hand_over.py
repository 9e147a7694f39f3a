"""The hand-over list of a change of post as a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zhenyu_desk.domain.hand_over import HandOverLine
from zhenyu_desk.domain.phones import mask_phone, mask_phones_in
from zhenyu_desk.domain.terms import PairingRole
from zhenyu_desk.exchange.workbook.columns import Sheet, code, day, text, whole, word

_SHEET = Sheet(
    "挂钩企业交接清单",
    (
        text("enterprise", "企业名称", 30),
        word("role", "角色", PairingRole),
        text("former", "原挂钩领导", 12),
        text("successor", "接任领导", 12),
        whole("frequency_days", "走访频次（天）"),
        text("contact", "联系人", 18),
        code("mobile", "联系电话"),
        text("cases", "未销号诉求", 40),
        text("promises", "未兑现承诺", 40),
        day("last_visit_on", "最近走访"),
    ),
)


def hand_over_sheet(
    lines: Iterable[tuple[HandOverLine, str]], *, unmask: bool = False
) -> tuple[Sheet, list[dict[str, Any]]]:
    """The sheet with a record per firm; each line comes with the successor's name."""
    return _SHEET, [_record(line, successor, unmask) for line, successor in lines]


def _record(line: HandOverLine, successor: str, unmask: bool) -> dict[str, Any]:
    pairing = line.pairing
    return {
        "enterprise": pairing.enterprise_name,
        "role": pairing.role,
        "former": pairing.leader_name,
        "successor": successor,
        "frequency_days": pairing.frequency_days,
        "contact": line.contact,
        "mobile": line.mobile if unmask else mask_phone(line.mobile),
        "cases": _listed(line.open_difficulties, unmask),
        "promises": _listed(line.open_promises, unmask),
        "last_visit_on": line.last_visit_on,
    }


def _listed(texts: tuple[str, ...], unmask: bool) -> str:
    words = "；".join(texts)
    return words if unmask else mask_phones_in(words)
