"""The facts of a firm as a form: at the head of 走访前一页纸 and of 一企一档."""

from __future__ import annotations

from zhenyu_desk.domain.papers import PaperFrame
from zhenyu_desk.domain.rows import EnterpriseDetail
from zhenyu_desk.reports.blocks import FormRow, halves, whole
from zhenyu_desk.reports.monthly.wording import plain, table_day
from zhenyu_desk.reports.papers.facts import contact_words, joined, labels_words
from zhenyu_desk.reports.papers.room import shortened

_LOW = 0.85  # body lines


def firm_rows(firm: EnterpriseDetail, frame: PaperFrame, *, most_products: int | None = None) -> list[FormRow]:
    """What the firm is, who answers for it, whom to call; products up to so many characters where one page is all."""
    today = frame.day
    main = [p for p in firm.pairings if p.start <= today and (p.end is None or p.end >= today)]
    leaders = "、".join(f"{p.leader_name}（{p.leader_post}，{table_day(p.start)}起）" for p in main) or "—"
    staff = f"{firm.employees}人" if firm.employees is not None else "—"
    products = frame.text(firm.products) or "—"
    return [
        whole("企业", firm.name, _LOW),
        halves("信用代码", firm.credit_code or "—", "状态", firm.state.word, _LOW),
        whole("地址", f"{firm.area} {firm.address}".strip() or "—", _LOW),
        halves("员工", staff, "用地", _land(firm) or "—", _LOW),
        whole("产业标签", joined(firm.chain, firm.industry, labels_words(firm)) or "—", _LOW),
        whole("主要产品", products if most_products is None else shortened(products, most_products), _LOW),
        whole("挂钩领导", leaders, _LOW),
        whole("联系人", contact_words(firm, frame), _LOW),
    ]


def _land(firm: EnterpriseDetail) -> str:
    parts = (firm.land_tenure.word if firm.land_tenure else "", f"{plain(firm.land_mu)}亩" if firm.land_mu else "")
    return " ".join(filter(None, parts))
