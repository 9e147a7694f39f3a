"""The towns with something to print: their names and numbers, and a reading of what was printed."""

from datetime import date

from tests.reports.reading import characters

ON = date(2026, 11, 2)
LONG_NAME = (
    "周市镇新兴产业园恒岚精密机械制造与智能装备集成研究开发"
    "及检验检测认证服务（长三角一体化示范区）股份有限公司第一分公司甲区"
)
PHONE, MASKED = "13800002201", "138****2201"


def page_text(pdf: bytes, number: int) -> str:
    return "".join(char.text for char in characters(pdf, number))
