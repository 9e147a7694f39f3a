"""Breaks a title into lines that cut no word, don't begin with 的, and form a trapezoid or a diamond."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from zhenyu_desk.reports.atoms import atoms
from zhenyu_desk.reports.marks import NO_END, NO_START

# Words that titles of town papers are made of; what is not listed is cut only where nothing else will do.
_WORDS = (
    "领导挂钩服务企业", "挂钩服务", "困难诉求",
    "关于", "进一步", "领导", "干部", "挂钩", "服务", "企业", "工作", "情况", "通报", "简报", "报告",
    "汇报", "总结", "走访", "联系", "困难", "诉求", "问题", "建议", "办理", "办结", "交办", "督办", "进展",
    "统计", "分析", "汇总表", "汇总", "明细表", "明细", "清单", "台账", "一览表", "统计表", "名单", "名册",
    "通知", "通告", "公告", "意见", "方案", "办法", "规定", "函", "请示", "批复", "决定", "纪要", "会议",
    "全镇", "镇党委", "党委", "政府", "人民政府", "办公室", "街道", "社区", "园区", "开发区", "月度",
    "季度", "年度", "上半年", "下半年", "全年", "本月", "上月", "开展", "组织", "加强", "推进", "推动",
    "落实", "做好", "促进", "优化", "营商环境", "营商", "环境", "经济", "发展", "高质量", "动向", "项目",
    "建设", "重点", "专项", "行动", "活动", "大走访", "惠企", "政策", "措施", "审批", "生产", "人才",
    "教育", "医疗", "养老", "要素", "保障", "科创", "融资", "用地", "用电", "用水", "用工", "安全", "管理",
    "监督", "检查", "考核", "评价", "满意度", "回访", "超期", "未办结", "挂账", "事项", "典型", "案例",
    "经验", "做法", "下一步", "打算", "计划", "安排", "信息", "数据", "有限公司", "股份", "集团", "公司",
    "工业", "农业", "商业", "产业", "产业链", "技术", "改造", "创新", "投资", "招商", "引资", "贯彻",
    "实施", "印发", "转发", "调整", "成立", "小组", "领导小组", "责任", "分工", "任务", "目标", "完成",
    "第一", "第二", "第三", "第四",
)  # fmt: skip
_LONGEST = max(map(len, _WORDS))
_KNOWN = frozenset(_WORDS)
_SUFFIXES = frozenset("的了着过和与及或等镇县市区村乡省局办所院校表月年日期号")  # belong to the word before
_BEST_RATIO = 0.75  # of the shorter to the longer line in a trapezoid
_HOURGLASS = 10.0  # more than any raggedness
_MOST_LINES = 4  # longer titles are filled line by line


def title_lines(title: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The lines of a title, none wider than `width`; a newline in the title is kept as a cut."""
    lines: list[str] = []
    for part in title.split("\n"):
        words = [piece for word in _words(part) for piece in ([word] if measure(word) <= width else word)]
        lines += _best(words, width, measure)
    return lines


def _words(text: str) -> Iterator[str]:
    """Pieces a line may begin with: known words, figures and dates; marks and suffixes keep to their word."""
    piece = ""
    for token in _tokens(text):
        if piece and token[0] not in NO_START | _SUFFIXES and piece[-1] not in NO_END:
            yield piece
            piece = ""
        piece += token
    if piece:
        yield piece


def _tokens(text: str) -> Iterator[str]:
    """Figures, dates and marks as they are; hanzi in known words, longest first, and runs of unknown ones."""
    hanzi = ""
    for atom in atoms(text):
        piece = "".join(atom.pieces)
        if len(piece) == 1 and piece not in NO_START | NO_END:
            hanzi += piece
        else:
            yield from _known_words(hanzi)
            yield piece
            hanzi = ""
    yield from _known_words(hanzi)


def _known_words(hanzi: str) -> Iterator[str]:
    start = i = 0
    while i < len(hanzi):
        size = next((n for n in range(_LONGEST, 0, -1) if hanzi[i : i + n] in _KNOWN), 0)
        if size:
            if start < i:
                yield hanzi[start:i]
            yield hanzi[i : i + size]
            start = i + size
        i += size or 1
    if start < len(hanzi):
        yield hanzi[start:]


def _best(words: Sequence[str], width: float, measure: Callable[[str], float]) -> list[str]:
    """The fewest lines, and of these the best shape."""
    filled = _filled(words, width, measure)
    for count in range(len(filled), _MOST_LINES + 1):
        shapes = [
            (_cost(widths), lines)
            for lines in _partitions(words, count)
            if max(widths := [measure(line) for line in lines]) <= width
        ]
        if shapes:
            return min(shapes)[1]
    return filled


def _partitions(words: Sequence[str], count: int) -> Iterator[list[str]]:
    for cuts in combinations(range(1, len(words)), count - 1):
        yield ["".join(words[a:b]) for a, b in pairwise((0, *cuts, len(words)))]


def _filled(words: Sequence[str], width: float, measure: Callable[[str], float]) -> list[str]:
    lines = [""]
    for word in words:
        if lines[-1] and measure(lines[-1] + word) > width:
            lines.append("")
        lines[-1] += word
    return lines


def _cost(widths: Sequence[float]) -> float:
    """How far from a trapezoid (two lines), or from even and without a waist (more)."""
    if len(widths) <= 2:
        return abs(min(widths) / max(widths) - _BEST_RATIO) if len(widths) == 2 else 0.0
    waist = any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))
    steps = [max(0.0, _BEST_RATIO - min(a, b) / max(a, b)) for a, b in pairwise(widths)]
    rectangle = 1.0 if max(widths) - min(widths) < widths[0] / 1000 else 0.0
    return sum(steps) + 1 - min(widths) / max(widths) + rectangle + _HOURGLASS * waist
