"""The benchmark of the report sets the same text by every way, and skips with a reason what isn't there."""

import shutil
from functools import partial

import pytest

from tests.benchmarks import bare_canvas, bench_report, report_peers
from tests.benchmarks.busy_month import busy_month
from tests.benchmarks.report_content import ContentBlocks
from tests.benchmarks.report_markup import as_html, as_typst
from tests.reports.reading import page_count, text_of
from zhenyu_desk.domain.terms import ReportTemplate
from zhenyu_desk.reports.monthly import month_paper
from zhenyu_desk.reports.monthly.paper import month_story


def test_every_peer_gets_the_text_of_the_report() -> None:
    report = busy_month(3)
    make = partial(month_paper, report, bench_report._fonts())
    ours = make()
    bare = bare_canvas.draw(bare_canvas.strings_of(make))
    assert page_count(bare) == page_count(ours)
    assert {*text_of(ours)} - {*text_of(bare)} <= set("—0123456789")
    content = month_story(report, ContentBlocks(), ReportTemplate.PLAIN)
    for source in (as_html(content, bench_report.FONTS), as_typst(content, bench_report._families())):
        assert all(row.number in source for row in report.difficulties)
        assert "七、下一步打算" in source


def test_a_peer_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    ours = report_peers.Timing(1.0, 1.0, 10)
    assert bench_report._tell("LibreOffice", lambda: report_peers.libreoffice(b""), ours) is None
    assert "skipped: LibreOffice is not installed" in capsys.readouterr().out
