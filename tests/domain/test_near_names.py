"""Names that are nearly the same are found; those that only sound alike in kind are not."""

import pytest

from zhenyu_desk.domain.near_names import NearNames

KNOWN = ["昆山恒岚精密机械有限公司", "启元光电（昆山）有限公司", "农商银行千灯支行"]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("昆山市恒岚精密机械有限公司", KNOWN[0]),
        ("恒岚精密机械有限责任公司", KNOWN[0]),
        ("昆山恒岚精密机械有限公司", None),
        ("昆山 恒岚精密机械有限公司", None),
        ("启元光电昆山有限公司", KNOWN[1]),
        ("昆山启明精密机械有限公司", None),
        ("农商银行石浦支行", None),
        ("", None),
    ],
)
def test_the_nearest_name(name: str, known: str | None) -> None:
    assert NearNames(KNOWN).nearest(name) == known


def test_a_common_part_does_not_make_it_slow_or_blind() -> None:
    many = NearNames(
        f"{a}{b}精密机械有限公司" for a in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳" for b in "东西南北中上下左右前后里外"
    )
    many.add("恒岚光学精密机械有限公司")
    assert many.nearest("恒岚光学仪精密机械有限公司") == "恒岚光学精密机械有限公司"
