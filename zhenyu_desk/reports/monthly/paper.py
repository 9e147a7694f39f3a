"""The report put together: head, title, sections, signature, annexes."""

from __future__ import annotations

from collections.abc import Callable

from zhenyu_desk.domain.figures import Figures
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ReportPart, ReportTemplate
from zhenyu_desk.reports.blocks import Block, Blocks
from zhenyu_desk.reports.document import Metadata, build, collector_paused
from zhenyu_desk.reports.font_files import Role
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly.annexes import annex_pages, needed_annexes
from zhenyu_desk.reports.monthly.handling import handling
from zhenyu_desk.reports.monthly.sections import closing_sections, last_paragraph, moves, overview
from zhenyu_desk.reports.monthly.visiting import visiting
from zhenyu_desk.reports.monthly.wording import full_day
from zhenyu_desk.reports.pdf_blocks import PdfBlocks

_DOCUMENT = "文件"


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
    for firm in report.unvisited:  # whose names share a cell of the table of leaders
        fonts.require(Role.FANGSONG, f"{firm.short_name}{firm.name}", firm.name)
    with collector_paused():
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
    return [
        *_head(report, blocks, template),
        *blocks.title(title_of(settings.town, month), settings.town),
        *(blocks.addressee(settings.addressee, "主送") if settings.addressee else ()),
        *blocks.text(_opening(figures)),
        *overview(report, blocks),
        *visiting(report, blocks),
        *handling(report, blocks),
        *moves(report, blocks),
        *closing_sections(report, blocks),
        *blocks.closing(
            last_paragraph(report),
            signer_of(report, template),
            report.made_on,
            ReportPart.NEXT_STEPS.word,
            attachments=[annex.title for annex in needed_annexes(report)],
            sealed=template is ReportTemplate.RED,
        ),
        *annex_pages(report, blocks),
        *_foot(report, blocks, template),
    ]


def _opening(figures: Figures) -> str:
    """What follows, and, of a month that isn't over, that it is held against whole ones."""
    month = figures.month
    against = "，环比、同比以上月、上年同月全月数为基数" if figures.as_of < month.last else ""
    return (
        f"现将{month.year}年{month.month}月全镇领导挂钩服务企业工作情况通报如下，"
        f"数据截至{full_day(figures.as_of)}{against}。"
    )


def red_head_of(report: MonthReport) -> str:
    """The name over a report with a red head: as set, else of the office that signs, else of the town."""
    return report.settings.red_head or f"{report.settings.issuer or f'{report.settings.town}人民政府'}{_DOCUMENT}"


def signer_of(report: MonthReport, template: ReportTemplate) -> str:
    """Who signs: the office that makes the report, but under a red head the one named in it (7.2.4, 7.3.5)."""
    return red_head_of(report).removesuffix(_DOCUMENT) if template is ReportTemplate.RED else report.settings.office


def document_code(report: MonthReport) -> str:
    """发文字号 with the year and the issue number filled in; empty where the office has none."""
    number = report.texts.get(ReportPart.ISSUE_NUMBER, "")
    code = report.settings.document_code.replace("{year}", str(report.made_on.year))
    return code.replace("{number}", number) if number or "{number}" not in code else ""


def _metadata(report: MonthReport) -> Metadata:
    title = title_of(report.settings.town, report.figures.current.month)
    return Metadata(title=title, author=report.settings.office, subject="领导挂钩服务企业月报")


def _head(report: MonthReport, blocks: Blocks, template: ReportTemplate) -> Block:
    settings = report.settings
    if template is ReportTemplate.RED:
        return blocks.red_head(red_head_of(report), document_code(report))
    if template is ReportTemplate.BULLETIN:
        number = report.texts.get(ReportPart.ISSUE_NUMBER, "")
        issue = f"第{number}期" if number else ""
        return blocks.bulletin_head(settings.bulletin_name, issue, report.settings.office, full_day(report.made_on))
    return []


def _foot(report: MonthReport, blocks: Blocks, template: ReportTemplate) -> Block:
    """版记, behind the annexes (7.3.9): of a bulletin 报、送、发, under a red head 抄送 and who printed it (7.4)."""
    if template is ReportTemplate.PLAIN:
        return []
    settings = report.settings
    named = [("报", settings.report_to), ("送", settings.send_to), ("发", settings.distribute_to)]
    if template is ReportTemplate.BULLETIN:
        return blocks.recipients(named)
    copies = "，".join(names.rstrip("。，；") for _mark, names in named if names)
    printed = (report.settings.office, f"{full_day(report.made_on)}印发")
    return blocks.recipients([("抄送", f"{copies}。" if copies else "")], printed)
