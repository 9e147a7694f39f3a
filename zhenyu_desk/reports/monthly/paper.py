"""The report put together: title, sections, signature, annexes."""

from __future__ import annotations

from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.reports.blocks import Blocks
from zhenyu_desk.reports.document import Metadata, build
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly.annexes import definitions_annex, difficulty_annex
from zhenyu_desk.reports.monthly.handling import handling
from zhenyu_desk.reports.monthly.overview import overview
from zhenyu_desk.reports.monthly.visiting import visiting
from zhenyu_desk.reports.monthly.wording import full_day


def title_of(town: str, month: Month) -> str:
    """《周市镇2026年10月领导挂钩服务企业工作情况通报》, without the marks."""
    return f"{town}{month.year}年{month.month}月领导挂钩服务企业工作情况通报"


def month_paper(report: MonthReport, fonts: FontSet) -> bytes:
    """The PDF of a month's report; the same input gives the same bytes. MissingGlyph names a character no font has."""
    blocks = Blocks(fonts)
    figures = report.figures.current
    town = report.settings.town
    title = title_of(town, figures.month)
    issuer = report.settings.issuer or f"{town}企业服务办公室"
    story = [
        *blocks.title(title, town),
        *blocks.text(
            f"现将{figures.month.year}年{figures.month.month}月全镇领导挂钩服务企业工作情况通报如下，"
            f"数据截至{full_day(figures.as_of)}。"
        ),
        *overview(report, blocks),
        *visiting(report, blocks),
        *handling(report, blocks),
        *blocks.closing(
            "各挂钩领导未走访企业、各牵头单位超期诉求和本月诉求明细，请对照附件抓紧落实。",
            issuer,
            figures.as_of,
            town,
            attachments=("本月困难诉求办理台账", "口径说明"),
        ),
        *difficulty_annex(report, blocks),
        *definitions_annex(report, blocks),
    ]
    return build(story, Metadata(title=title, author=issuer, subject="领导挂钩服务企业月报"), fonts)
