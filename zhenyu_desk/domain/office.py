"""What a new ledger starts with: categories, deadline rules, and the settings that belong to a ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from zhenyu_desk.domain.inputs import Input, Name, Short
from zhenyu_desk.domain.terms import Level, ReportTemplate

CATEGORIES: dict[str, tuple[str, ...]] = {
    "审批": (),
    "建设": (),
    "生产": (),
    "人才": (),
    "教育": (),
    "医疗": (),
    "养老": (),
    "要素": ("用地", "厂房", "用电", "用水", "排水", "用能", "用气"),
    "科创": ("产学研", "智改数转", "绿色低碳"),
    "融资": (),
    "政策": (),
    "其他": (),
}

DEADLINE_DAYS: dict[Level, int] = {
    Level.AT_ONCE: 1,
    Level.LIMITED: 5,
    Level.COORDINATE: 15,
    Level.REPORT_UP: 30,
}


class OfficeSettings(Input):
    """Settings kept in the ledger. `fairly_weight` is k of 满意率; `amber_days` and `stale_days` drive the lights.

    The report's: `issuer` 署名, `template` its head, `bulletin_name` and `red_head` the names in the heads,
    `document_code` 发文字号 with {year} and {number}, `addressee` 主送, `report_to`, `send_to`, `distribute_to` 报、
    送、发, `is_ranked` whether leaders stand in the order of their coverage instead of their rank.
    """

    town: Name
    issuer: Short = ""
    template: ReportTemplate = ReportTemplate.PLAIN
    bulletin_name: Short = "企业服务简报"
    red_head: Short = ""
    document_code: Short = ""
    addressee: Short = ""
    report_to: Short = ""
    send_to: Short = ""
    distribute_to: Short = ""
    is_ranked: bool = False
    fairly_weight: Annotated[Decimal, Field(ge=0, le=1)] = Decimal(1)
    amber_days: Annotated[int, Field(ge=0, le=30)] = 2
    stale_days: Annotated[int, Field(ge=1, le=365)] = 30

    @property
    def office(self) -> str:
        """The office that makes and signs the papers: as set, else the town's usual one."""
        return self.issuer or f"{self.town}企业服务办公室"
