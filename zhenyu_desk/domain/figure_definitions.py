"""The official word and 口径说明 of every figure (product.md, Figures of month M); the order is that of the report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is called and how it is counted, as printed under the tables. `rows` names what its ids are."""

    key: str
    word: str
    unit: str
    text: str
    rows: str


_VISIT, _FIRM, _CASE = "visit", "enterprise", "difficulty"

DEFINITIONS: tuple[Definition, ...] = (
    Definition("visits", "走访家次", "家次", "本月内、截至统计日的走访次数。", _VISIT),
    Definition("visited_enterprises", "走访企业", "家", "上述走访涉及的企业数，同一企业只计一家。", _FIRM),
    Definition("paired_enterprises", "在挂钩企业", "家", "统计日有主挂钩领导的企业。", _FIRM),
    Definition("coverage", "走访覆盖率", "家", "在挂钩企业中本月被走访的÷在挂钩企业。", _FIRM),
    Definition(
        "frequency_met",
        "频次达标率",
        "家",
        "有频次要求的在挂钩企业中，最近走访距统计日不超过规定天数的÷有频次要求的在挂钩企业。",
        _FIRM,
    ),
    Definition("carried_over", "上月结转", "件", "上月最后一日处于待交办、办理中的诉求。", _CASE),
    Definition("new", "本月新增", "件", "本月反映的诉求，不含截至统计日不予受理、合并的。", _CASE),
    Definition("to_handle", "本月应办", "件", "上月结转＋本月新增。", _CASE),
    Definition("resolved", "本月办结", "件", "最近一次办结在本月，统计日仍为待回访、已销号。", _CASE),
    Definition(
        "due",
        "本月应结",
        "件",
        "未挂账、未终止，且现行时限在本月，或属本月办结而时限在本月以后的诉求。",
        _CASE,
    ),
    Definition("due_resolved_rate", "到期办结率", "件", "本月应结中截至统计日已办结的÷本月应结。", _CASE),
    Definition("on_time_rate", "按期办结率", "件", "本月应结中最近一次办结不晚于现行时限的÷本月应结。", _CASE),
    Definition(
        "cumulative_resolved_rate",
        "累计办结率",
        "件",
        "今年反映的诉求（不含已终止）中统计日已办结的÷全部。",
        _CASE,
    ),
    Definition("solved_rate", "解决率", "件", "结果为“已解决”的÷本月办结。", _CASE),
    Definition("followed_up_rate", "回访率", "件", "本月办结中办结后已回访（含联系不上）的÷本月办结。", _CASE),
    Definition(
        "satisfaction_rate",
        "满意率",
        "件",
        "本月回访到并作评价的诉求（以最后一次为准）中，（满意＋系数×基本满意）÷全部。",
        _CASE,
    ),
    Definition(
        "mean_handling_days",
        "平均办理时长",
        "个工作日",
        "本月办结且经交办的诉求，自首次交办次日至最近一次办结当日的工作日，扣除停表的工作日，取平均数。",
        _CASE,
    ),
    Definition("median_handling_days", "办理时长中位数", "个工作日", "同上，取中位数。", _CASE),
    Definition("open", "月末未办结", "件", "统计日处于待交办、办理中的诉求。", _CASE),
    Definition("overdue", "月末超期", "件", "统计日未办结且已过现行时限的诉求，停表后不转为超期。", _CASE),
    Definition("parked", "月末挂账", "件", "统计日处于挂账的诉求，不计入未办结。", _CASE),
    Definition("ended", "本月终止", "件", "本月不予受理、合并、转上级、撤回的，不计入办结率。", _CASE),
)
