"""The fixed vocabulary of the ledger: every closed list of product.md, stored by code, shown by word.

Each member has three faces: `value` is what the database keeps, `word` the official Chinese term (workbook, papers),
`label` the same in the language of the screen.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from zhenyu_desk.i18n import N_, _


class Term(StrEnum):
    """A closed list whose members know their official Chinese word and their screen label."""

    word: str
    msgid: str

    def __new__(cls, code: str, word: str, msgid: str) -> Self:
        """Make a member that is stored as `code`, written as `word` and translated from `msgid`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.word = word
        member.msgid = msgid
        return member

    @property
    def label(self) -> str:
        """The term in the language of the screen."""
        return _(self.msgid)

    @classmethod
    def from_code(cls, code: str) -> Self:
        """Return the member kept as this code; KeyError for any other."""
        return cls[code]

    @classmethod
    def from_word(cls, word: str) -> Self | None:
        """Return the member written as this Chinese word, or by another common name for it; None for any other."""
        known = next((member for member in cls if member.word == word), None)
        other = _OTHER_WORDS.get(cls.__name__, {}).get(word)
        return cls.from_code(other) if known is None and other else known


# What offices also write for the same thing, by the name of the list.
_OTHER_WORDS: dict[str, dict[str, str]] = {
    "Source": {
        "走访发现": "VISIT",
        "领导走访": "VISIT",
        "电话": "CALL",
        "来电反映": "CALL",
        "热线": "HOTLINE",
        "12345热线": "HOTLINE",
        "会议": "MEETING",
        "座谈": "MEETING",
        "来信": "LETTER",
        "来函": "LETTER",
    },
    "VisitWay": {
        "实地": "ON_SITE",
        "实地走访": "ON_SITE",
        "上门走访": "ON_SITE",
        "电话走访": "PHONE",
        "座谈会": "MEETING",
        "来访": "FIRM_CAME",
    },
    "Trend": {
        "上升": "UP",
        "增长": "UP",
        "持平": "FLAT",
        "平稳": "FLAT",
        "下降": "DOWN",
        "↑": "UP",
        "→": "FLAT",
        "↓": "DOWN",
    },
    "Move": {
        "技改升级": "UPGRADE",
        "技术改造": "UPGRADE",
        "产学研合作": "RESEARCH",
        "绿色": "GREEN",
        "外迁": "LEAVING",
    },
    "VisitWarning": {"搬迁": "RELOCATION", "裁员": "LAYOFFS", "停产": "SHUTDOWN"},
    "Level": {"立办": "AT_ONCE", "限时办理": "LIMITED", "协调办理": "COORDINATE", "上报办理": "REPORT_UP"},
    "Urgency": {"普通": "NORMAL", "加急": "URGENT", "特急": "URGENT"},
    "ResultKind": {"解决": "SOLVED", "转上级": "HANDED_UP"},
    "EndKind": {"转上级办理": "HANDED_UP", "企业撤回": "WITHDRAWN"},
    "PairingRole": {"主": "MAIN", "协助挂钩": "ASSISTANT"},
    "EnterpriseState": {
        "在业": "NORMAL",
        "存续": "NORMAL",
        "正常经营": "NORMAL",
        "歇业": "STOPPED",
        "已注销": "DEREGISTERED",
    },
    "Ownership": {
        "港资": "HONG_KONG",
        "欧资": "EUROPE_US",
        "美资": "EUROPE_US",
        "外资": "OTHER_FOREIGN",
        "国有": "STATE_OWNED",
    },
    "InUse": {"启用": "ACTIVE", "在职": "ACTIVE", "正常": "ACTIVE", "离职": "RETIRED"},
}


class State(Term):
    """Where a difficulty stands (product.md, Life of a difficulty)."""

    REGISTERED = "REGISTERED", "待交办", N_("To assign")
    HANDLING = "HANDLING", "办理中", N_("In hand")
    RESOLVED = "RESOLVED", "待回访", N_("To call back")
    CLOSED = "CLOSED", "已销号", N_("Closed")
    PARKED = "PARKED", "挂账", N_("Parked")
    ENDED = "ENDED", "已终止", N_("Ended")

    @property
    def is_open(self) -> bool:
        """Whether the case still waits to be worked on: 待交办 or 办理中."""
        return self in (State.REGISTERED, State.HANDLING)

    @property
    def is_done(self) -> bool:
        """Whether the case counts as 办结: 待回访 or 已销号."""
        return self in (State.RESOLVED, State.CLOSED)


class Action(Term):
    """One step in the life of a difficulty, as it stands in 办理记录."""

    REGISTER = "REGISTER", "登记", N_("Register")
    ASSIGN = "ASSIGN", "交办", N_("Assign")
    RETURN = "RETURN", "退回", N_("Return")
    PROGRESS = "PROGRESS", "进展", N_("Record progress")
    EXTEND = "EXTEND", "延期", N_("Extend")
    STOP_CLOCK = "STOP_CLOCK", "停表", N_("Stop the clock")
    RESUME_CLOCK = "RESUME_CLOCK", "复表", N_("Restart the clock")
    SUPERVISE = "SUPERVISE", "督办", N_("Supervise")
    ESCALATE = "ESCALATE", "提级", N_("Escalate")
    PARK = "PARK", "挂账", N_("Park")
    UNPARK = "UNPARK", "解挂", N_("Take up again")
    RESOLVE = "RESOLVE", "办结", N_("Resolve")
    FOLLOW_UP = "FOLLOW_UP", "回访", N_("Call back")
    REOPEN = "REOPEN", "重办", N_("Reopen")
    CLOSE = "CLOSE", "销号", N_("Close")
    END = "END", "终止", N_("End")
    CORRECT = "CORRECT", "纠正", N_("Correct")


class ResultKind(Term):
    """How a difficulty was resolved; 办结 is not 解决."""

    SOLVED = "SOLVED", "已解决", N_("Solved")
    PARTLY = "PARTLY", "部分解决", N_("Partly solved")
    EXPLAINED = "EXPLAINED", "解释答复", N_("Explained")
    HANDED_UP = "HANDED_UP", "转上级办理", N_("Passed to a higher office")
    NOT_FEASIBLE = "NOT_FEASIBLE", "暂不具备条件", N_("Not feasible for now")


class EndKind(Term):
    """How a difficulty ended without a result."""

    REJECTED = "REJECTED", "不予受理", N_("Not accepted")
    MERGED = "MERGED", "合并", N_("Merged")
    HANDED_UP = "HANDED_UP", "转上级", N_("Handed to a higher office")
    WITHDRAWN = "WITHDRAWN", "撤回", N_("Withdrawn")


class Satisfaction(Term):
    """The firm's answer when it was called back."""

    SATISFIED = "SATISFIED", "满意", N_("Satisfied")
    FAIRLY = "FAIRLY", "基本满意", N_("Fairly satisfied")
    DISSATISFIED = "DISSATISFIED", "不满意", N_("Dissatisfied")


class Level(Term):
    """定级: how much handling a difficulty needs; decides its working days."""

    AT_ONCE = "AT_ONCE", "即办", N_("At once")
    LIMITED = "LIMITED", "限办", N_("Time-limited")
    COORDINATE = "COORDINATE", "协调", N_("Coordinated")
    REPORT_UP = "REPORT_UP", "上报", N_("Reported up")


class Urgency(Term):
    """How pressing the firm finds it."""

    NORMAL = "NORMAL", "一般", N_("Normal")
    URGENT = "URGENT", "紧急", N_("Urgent")


class Source(Term):
    """Where a difficulty came from."""

    VISIT = "VISIT", "走访", N_("Visit")
    CALL = "CALL", "来电", N_("Phone call")
    HOTLINE = "HOTLINE", "12345", N_("Hotline 12345")
    MEETING = "MEETING", "座谈会", N_("Meeting")
    LETTER = "LETTER", "来信来函", N_("Letter")
    OTHER = "OTHER", "其他", N_("Other")


class VisitWay(Term):
    """How leader and firm met."""

    ON_SITE = "ON_SITE", "上门", N_("On site")
    PHONE = "PHONE", "电话", N_("By phone")
    MEETING = "MEETING", "座谈", N_("Meeting at table")
    FIRM_CAME = "FIRM_CAME", "企业来访", N_("The firm came")


class Trend(Term):
    """Which way output, orders or staff are going."""

    UP = "UP", "升", N_("Up")
    FLAT = "FLAT", "平", N_("Flat")
    DOWN = "DOWN", "降", N_("Down")


class Move(Term):
    """发展动向: what the firm plans."""

    EXPANSION = "EXPANSION", "增资扩产", N_("Expansion")
    UPGRADE = "UPGRADE", "技改", N_("Technical upgrade")
    DIGITAL = "DIGITAL", "智改数转", N_("Digital upgrade")
    RESEARCH = "RESEARCH", "产学研", N_("Research cooperation")
    GREEN = "GREEN", "绿色低碳", N_("Green development")
    LEAVING = "LEAVING", "外迁意向", N_("Thinks of moving away")
    OTHER = "OTHER", "其他", N_("Other move")


class VisitWarning(Term):
    """预警 heard on a visit."""

    RELOCATION = "RELOCATION", "搬迁意向", N_("May relocate")
    LEASE_ENDS = "LEASE_ENDS", "租约到期", N_("Lease runs out")
    POACHED = "POACHED", "外地招引", N_("Courted by another place")
    LAYOFFS = "LAYOFFS", "大额裁员", N_("Large lay-offs")
    SHUTDOWN = "SHUTDOWN", "停产风险", N_("May stop production")
    OTHER = "OTHER", "其他", N_("Other warning")


class PairingRole(Term):
    """Whether the leader answers for the firm or helps."""

    MAIN = "MAIN", "主挂钩", N_("Main")
    ASSISTANT = "ASSISTANT", "协助", N_("Assisting")


class EnterpriseState(Term):
    """Whether the firm works."""

    NORMAL = "NORMAL", "正常", N_("Working")
    STOPPED = "STOPPED", "停产", N_("Stopped")
    MOVED = "MOVED", "迁出", N_("Moved away")
    DEREGISTERED = "DEREGISTERED", "注销", N_("Deregistered")


class Ownership(Term):
    """权属 of a firm."""

    DOMESTIC = "DOMESTIC", "内资", N_("Domestic")
    TAIWAN = "TAIWAN", "台资", N_("Taiwan-funded")
    HONG_KONG = "HONG_KONG", "港澳资", N_("Hong Kong or Macao-funded")
    JAPAN = "JAPAN", "日资", N_("Japanese")
    KOREA = "KOREA", "韩资", N_("Korean")
    EUROPE_US = "EUROPE_US", "欧美资", N_("European or American")
    OTHER_FOREIGN = "OTHER_FOREIGN", "其他外资", N_("Other foreign")
    STATE_OWNED = "STATE_OWNED", "国资", N_("State-owned")
    COLLECTIVE = "COLLECTIVE", "集体", N_("Collective")


class LandTenure(Term):
    """How the firm holds its land."""

    OWNED = "OWNED", "自有", N_("Owned")
    RENTED = "RENTED", "租赁", N_("Rented")


class InUse(Term):
    """Whether an entry is offered for new records; nothing is ever deleted."""

    ACTIVE = "ACTIVE", "在用", N_("In use")
    RETIRED = "RETIRED", "停用", N_("Retired")


class Light(Term):
    """时限灯: shape, word and colour together, never colour alone."""

    GREEN = "GREEN", "绿", N_("Green")
    AMBER = "AMBER", "黄", N_("Amber")
    RED = "RED", "红", N_("Red")

    @property
    def shape(self) -> str:
        """The mark printed and painted beside the word."""
        return {Light.GREEN: "■", Light.AMBER: "▲", Light.RED: "●"}[self]


class RemovedKind(Term):
    """What can lie in the recycle bin."""

    ENTERPRISE = "ENTERPRISE", "企业", N_("Enterprise")
    VISIT = "VISIT", "走访", N_("Visit")
    DIFFICULTY = "DIFFICULTY", "诉求", N_("Difficulty")
    LEADER = "LEADER", "挂钩领导", N_("Leader")
    PAIRING = "PAIRING", "挂钩关系", N_("Pairing")
    ATTACHMENT = "ATTACHMENT", "附件", N_("Attachment")
    FILTER = "FILTER", "筛选", N_("Saved filter")


class ReportTemplate(Term):
    """The head over the body of the monthly report (report.md, heads)."""

    PLAIN = "PLAIN", "普通", N_("Plain")
    BULLETIN = "BULLETIN", "简报", N_("Bulletin")
    RED = "RED", "红头", N_("Red head")


class ReportPart(Term):
    """A part of the monthly report that people write or change, kept per month."""

    ISSUE_NUMBER = "ISSUE_NUMBER", "期号", N_("Issue number")
    OVERVIEW = "OVERVIEW", "总体情况", N_("Overview")
    MOVES = "MOVES", "发展动向与项目", N_("Development moves and projects")
    CASES = "CASES", "典型案例", N_("Typical cases")
    PROBLEMS = "PROBLEMS", "存在问题", N_("Problems")
    NEXT_STEPS = "NEXT_STEPS", "下一步打算", N_("Next steps")


class Role(Term):
    """What an official may do in the ledger; `domain.rights` says which verbs that covers."""

    READING = "READING", "只读", N_("Reading only")
    ENTRY = "ENTRY", "录入", N_("Data entry")
    HANDLING = "HANDLING", "办理", N_("Handling")
    MANAGING = "MANAGING", "管理", N_("Managing")
