"""Telephone numbers are masked wherever they stand; codes are not."""

import pytest

from zhenyu_desk.domain.phones import is_masked, is_phone, mask_phone, mask_phones_in


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13862602201", "138****2201"),
        ("0512-57891234", "051****1234"),
        ("138****2201", "138****2201"),
        ("8123", "8123"),
        ("", ""),
    ],
)
def test_a_phone(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked
    assert is_masked(masked) == ("****" in masked)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("请联系赵敏13862602201，或 13900001111。", "请联系赵敏138****2201，或 139****1111。"),
        ("91320583138626022010", "91320583138626022010"),
        ("投资 12345678901 元", "投资 12345678901 元"),
        ("无", "无"),
    ],
)
def test_phones_in_a_text(text: str, masked: str) -> None:
    assert mask_phones_in(text) == masked


def test_four_stars_alone_are_no_masked_phone() -> None:
    assert not is_masked("评级****")


@pytest.mark.parametrize(
    "phone", ["13862602201", "0512-57891234 转 801", "+86 512 57891234", "5770-1201、5770-1202", "110"]
)
def test_what_can_be_dialled(phone: str) -> None:
    assert is_phone(phone)


@pytest.mark.parametrize("text", ["张伟", "12", "abc", "微信 zhang138", "1386260220一"])
def test_what_nobody_can_dial(text: str) -> None:
    assert not is_phone(text)
