"""Titles are cut between words, in a trapezoid or a diamond."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.reports.titles import title_lines

WIDTH = 20.0


def measure(text: str) -> float:
    return sum(0.55 if char < "\u0100" and char not in "×·" else 1.0 for char in text)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("企业走访情况通报", ["企业走访情况通报"]),
        ("××镇2026年10月领导挂钩服务企业工作情况通报", ["××镇2026年10月", "领导挂钩服务企业工作情况通报"]),
        ("关于进一步做好困难诉求办理工作的通知", ["关于进一步做好困难诉求办理工作的通知"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
    ],
)
def test_example(title: str, expected: list[str]) -> None:
    assert title_lines(title, WIDTH, measure) == expected


def test_three_lines_have_no_waist() -> None:
    title = "关于进一步加强2026年下半年领导干部挂钩服务企业困难诉求办理工作推进全镇经济高质量发展情况的报告"
    lines = title_lines(title, WIDTH, measure)
    widths = [measure(line) for line in lines]
    assert len(lines) == 3
    assert not widths[0] > widths[1] < widths[2]


@given(st.text("关于进一步做好领导挂钩服务企业工作的情况通报2026年10月（《，、》）—镇", min_size=1, max_size=60))
def test_nothing_is_lost_nothing_overflows_and_no_line_begins_with_de(title: str) -> None:
    lines = title_lines(title, WIDTH, measure)
    assert "".join(lines) == title
    assert all(measure(line) <= WIDTH for line in lines)
    assert not any(line.startswith(("，", "、", "》", "）")) for line in lines[1:] if measure(line) < WIDTH)
    if "的" * 2 not in title:
        assert not any(line.startswith("的") for line in lines[1:])
