"""The sheet with the recovery code of an encrypted ledger: to be locked away on paper, one page."""

from __future__ import annotations

from datetime import date

from zhenyu_desk.reports.blocks import Block, Blocks
from zhenyu_desk.reports.monthly.wording import full_day

_GROUPS_PER_LINE = 4
_ADVICE = (
    "凭此恢复码可以打开本台账：忘记密码，或者台账文件夹中的 keys.json 丢失、损坏时使用。",
    "用法：打开台账时点“忘记密码？使用恢复码”，照此输入，随即重设密码。字母不分大小写，横线可以不输。",
    "请将本页锁入保险柜或者密码文件柜，由镇里指定专人保管，移交岗位时一并移交。不要拍照、扫描，不要存入电脑或者网盘。",
    "密码和恢复码都丢失的，任何人都无法再打开台账及其加密备份。",
    "本页可能被他人看到的，请先取消加密再重新加密，换用新的恢复码；此前的加密备份仍可用本页打开。",
)


def recovery_sheet(town: str, official: str, day: date, code: str, blocks: Blocks) -> Block:
    """Town, day, who encrypted the ledger, the code in groups of four, and what to do with the sheet."""
    groups = code.split("-")
    lines = ["　".join(groups[start : start + _GROUPS_PER_LINE]) for start in range(0, len(groups), _GROUPS_PER_LINE)]
    return [
        *blocks.title(f"{town}企业服务台账恢复码"),
        *blocks.text(f"加密日期：{full_day(day)}　　经办人：{official}"),
        *blocks.blank(),
        *(part for line in lines for part in blocks.title(line, blank=1)),
        *(part for number, words in enumerate(_ADVICE, 1) for part in blocks.text(f"{number}. {words}")),
    ]
