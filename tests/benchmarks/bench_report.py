"""How long the report of a busy month takes, beside other ways to set the same text and tables.

The peers are given the finished strings: a bare ReportLab canvas that only draws them, WeasyPrint (HTML), Typst, and
LibreOffice converting our .docx. Fonts are looked up anew each time, as when the program was just started. Seconds are
of the processor, so that a busy machine tells the same; ZHENYU_BENCH_ROWS names another size than 300.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from fontTools.ttLib import TTFont

from tests.benchmarks import bare_canvas, report_peers
from tests.benchmarks.busy_month import busy_month
from tests.benchmarks.report_content import ContentBlocks
from tests.benchmarks.report_markup import as_html, as_typst
from tests.benchmarks.report_peers import Missing, Timing
from zhenyu_desk.domain.month_report import MonthReport
from zhenyu_desk.domain.terms import ReportTemplate
from zhenyu_desk.paths import resources
from zhenyu_desk.reports.font_files import BUNDLE, Role
from zhenyu_desk.reports.fonts import FontSet
from zhenyu_desk.reports.monthly import month_docx, month_paper
from zhenyu_desk.reports.monthly.paper import month_story

FONTS = resources() / "fonts"
ROWS = 300
_ROUNDS = 5
_OURS, _TWICE = "our PDF", "twice the rows"


def run() -> dict[str, float]:
    """Measure all; prints the table and returns processor seconds and ratios to ours."""
    rows = int(os.environ.get("ZHENYU_BENCH_ROWS", ROWS))
    print(f"months of {rows} and {2 * rows} visits with as many difficulties are made …", flush=True)
    report, twice, little = (busy_month(count) for count in (rows, 2 * rows, 1))
    make = partial(_paper, report)
    make()
    ours = _tell(_OURS, partial(report_peers.timed, make, _ROUNDS), None)
    assert ours is not None
    strings = bare_canvas.strings_of(make)
    content = month_story(report, ContentBlocks(), ReportTemplate.PLAIN)
    peers: dict[str, Callable[[], Timing]] = {
        "bare canvas": lambda: report_peers.timed(partial(bare_canvas.draw, strings), _ROUNDS),
        "Typst": lambda: report_peers.typst(as_typst(content, _families()), FONTS),
        "WeasyPrint": lambda: report_peers.weasyprint(as_html(content, FONTS), FONTS),
        "LibreOffice": lambda: report_peers.libreoffice(month_docx(report, _fonts())),
        "LibreOffice, 1 row": lambda: report_peers.libreoffice(month_docx(little, _fonts())),
        _TWICE: lambda: report_peers.timed(partial(_paper, twice), _ROUNDS),
    }
    figures = {"seconds_ours": ours.cpu, "pages": float(ours.pages)}
    for name, measure in peers.items():
        timing = _tell(name, measure, ours)
        if timing is not None:
            key = name.lower().replace(" ", "_").replace(",", "").replace(".", "")
            figures[f"seconds_{key}"], figures[f"ratio_{key}"] = timing.cpu, timing.cpu / ours.cpu
    return {name: round(value, 3) for name, value in figures.items()}


def _tell(name: str, measure: Callable[[], Timing], ours: Timing | None) -> Timing | None:
    """Measure and print one line of the table; None where it can't be measured here."""
    if ours is None:
        print(f"{'':<20} {'cpu s':>8} {'clock s':>8} {'pages':>6} {'cpu, of ours':>13}")
    try:
        timing = measure()
    except Missing as reason:
        print(f"{name:<20} skipped: {reason}", flush=True)
        return None
    ratio = timing.cpu / (ours or timing).cpu
    print(f"{name:<20} {timing.cpu:>8.2f} {timing.wall:>8.2f} {timing.pages:>6} {ratio:>13.2f}", flush=True)
    return timing


def _paper(report: MonthReport) -> bytes:
    return month_paper(report, _fonts())


def _fonts() -> FontSet:
    return FontSet(FONTS, installed=[])


def _families() -> dict[str, str]:
    """The names Typst knows the bundled fonts by."""
    families = {}
    for name, role in {"fangsong": Role.FANGSONG, "hei": Role.HEI, "title": Role.TITLE}.items():
        with TTFont(FONTS / BUNDLE[role], lazy=True) as font:
            families[name] = font["name"].getBestFamilyName()
    return families
