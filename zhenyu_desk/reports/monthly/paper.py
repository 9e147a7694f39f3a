"""The report put together: head, title, sections, signature, annexes."""

from __future__ import annotations

from collections.abc import Callable

from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.reports.blocks import Block, Blocks
from zhenyu_desk.reports.document import Metadata, build
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly.annexes import ANNEXES
from zhenyu_desk.reports.monthly.handling import handling
from zhenyu_desk.reports.monthly.sections import closing_sections, moves, overview
from zhenyu_desk.reports.monthly.visiting import visiting
from zhenyu_desk.reports.monthly.wording import full_day
from zhenyu_desk.reports.pdf_blocks import PdfBlocks


def title_of(town: str, month: Month) -> str:
    """《周市镇2026年10月领导挂钩服务企业工作情况通报》, without the marks."""
    return f"{town}{month.year}年{month.month}月领导挂钩服务企业工作情况通报"


def month_paper(
    report: MonthReport,
    fonts: FontSet,
    template: ReportTemplate = ReportTemplate.PLAIN,
    progress: Callable[[int], None] = lambda _page: None,
) -> bytes:
    """The PDF of a month's report; the same input gives the same bytes. MissingGlyph names a character no font has."""
    return build(month_story(report, PdfBlocks(fonts), template), _metadata(report), fonts, progress=progress)


def month_docx(report: MonthReport, fonts: FontSet, template: ReportTemplate = ReportTemplate.PLAIN) -> bytes:
    """The same report as .docx."""
    from zhenyu_desk.reports.docx.blocks import DocxBlocks
    from zhenyu_desk.reports.docx.document import build_docx

    return build_docx(month_story(report, DocxBlocks(fonts), template), _metadata(report))


def month_story(report: MonthReport, blocks: Blocks, template: ReportTemplate) -> Block:
    """Everything the report prints, in order."""
    figures, settings = report.figures.current, report.settings
    month = figures.month
    annexes = [annex for annex in ANNEXES if annex.is_needed(report)]
    return [
        *_head(report, blocks, template),
        *blocks.title(title_of(settings.town, month), settings.town),
        *(blocks.addressee(settings.addressee, "主送") if settings.addressee else ()),
        *blocks.text(
            f"现将{month.year}年{month.month}月全镇领导挂钩服务企业工作情况通报如下，数据截至{full_day(figures.as_of)}。"
        ),
        *overview(report, blocks),
        *visiting(report, blocks),
        *handling(report, blocks),
        *moves(report, blocks),
        *closing_sections(report, blocks),
        *blocks.closing(
            "各挂钩领导未走访企业、各牵头单位超期诉求和本月明细，请对照附件抓紧落实。",
            issuer_of(report),
            figures.as_of,
            settings.town,
            attachments=[annex.title for annex in annexes],
        ),
        *(part for number, annex in enumerate(annexes, 1) for part in annex.block(number, report, blocks)),
        *_foot(report, blocks, template),
    ]


def issuer_of(report: MonthReport) -> str:
    """Who signs."""
    return report.settings.issuer or f"{report.settings.town}企业服务办公室"


def document_code(report: MonthReport) -> str:
    """发文字号 with the year and the issue number filled in; empty where the office has none."""
    number = report.texts.get(ReportPart.ISSUE_NUMBER, "")
    code = report.settings.document_code.replace("{year}", str(report.figures.current.as_of.year))
    return code.replace("{number}", number) if number or "{number}" not in code else ""


def _metadata(report: MonthReport) -> Metadata:
    title = title_of(report.settings.town, report.figures.current.month)
    return Metadata(title=title, author=issuer_of(report), subject="领导挂钩服务企业月报")


def _head(report: MonthReport, blocks: Blocks, template: ReportTemplate) -> Block:
    settings = report.settings
    if template is ReportTemplate.RED:
        return blocks.red_head(settings.red_head or f"{settings.town}人民政府文件", document_code(report))
    if template is ReportTemplate.BULLETIN:
        number = report.texts.get(ReportPart.ISSUE_NUMBER, "")
        issue = f"第{number}期" if number else ""
        day = full_day(report.figures.current.as_of)
        return blocks.bulletin_head(settings.bulletin_name, issue, issuer_of(report), day)
    return []


def _foot(report: MonthReport, blocks: Blocks, template: ReportTemplate) -> Block:
    """版记, behind the annexes (7.3.9)."""
    if template is ReportTemplate.PLAIN:
        return []
    settings = report.settings
    return blocks.recipients([("报", settings.report_to), ("送", settings.send_to), ("发", settings.distribute_to)])
