"""Texts, dates and numbers as clerks write them, in both languages."""

import datetime
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from zhenyu_desk import i18n, paths
from zhenyu_desk.i18n import N_, _, format_date, format_number, format_percent, ngettext, set_language

DAY = datetime.date(2026, 10, 8)
KNOWN = "The settings cannot be saved to {file}: check that the folder is writable."


def test_chinese_is_the_default_and_english_needs_no_catalogue() -> None:
    assert i18n.language() == "zh_CN"
    assert _(KNOWN) == "无法保存设置到 {file}：请检查该文件夹是否可写。"
    set_language("en")
    assert _(KNOWN) == KNOWN
    set_language(None)
    assert i18n.language() == "zh_CN"


def test_texts_without_catalogue_fall_back_to_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "locale_dir", lambda: tmp_path)
    set_language("zh_CN")
    assert _(KNOWN) == KNOWN
    assert ngettext("{n} row", "{n} rows", 2) == "{n} rows"


def test_a_constant_is_marked_but_not_translated() -> None:
    assert N_(KNOWN) == KNOWN


def test_dates() -> None:
    assert format_date(DAY) == "2026年10月8日"
    set_language("en")
    assert format_date(DAY) == "Oct 8, 2026"


@pytest.mark.parametrize(("value", "text"), [(1234567, "1,234,567"), (Decimal("0.50"), "0.5"), (-1.25, "-1.25")])
def test_numbers(value: int | float | Decimal, text: str) -> None:
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.322, 1, "32.2%"),
        (1.0, 1, "100.0%"),
        (0.0, 1, "0.0%"),
        (0.3225, 1, "32.3%"),
        (Decimal("0.005"), 0, "1%"),
        (None, 1, "—"),
    ],
)
def test_percentages_round_half_up_and_nothing_is_a_dash(value: float | Decimal | None, digits: int, text: str) -> None:
    assert format_percent(value, digits) == text


def test_importing_reads_no_catalogue_and_no_babel() -> None:
    code = "import sys, zhenyu_desk.i18n as i; print(i._State.catalogue, 'babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["None", "False"]
