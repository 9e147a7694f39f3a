"""The sheets and columns of exchange.md, once, for writer and reader. New columns go to the end of a sheet
only.
"""

from __future__ import annotations

from dataclasses import replace

from zhenyu_desk.domain.terms import (
    Action,
    EndKind,
    EnterpriseState,
    InUse,
    LandTenure,
    Level,
    Move,
    Ownership,
    PairingRole,
    ResultKind,
    Satisfaction,
    Source,
    Trend,
    Urgency,
    VisitWarning,
    VisitWay,
)
from zhenyu_desk.exchange.workbook.columns import (
    Sheet,
    amount,
    code,
    day,
    flag,
    listed,
    needed,
    text,
    whole,
    word,
    words,
)

# Tell firms of one name, or leaders of one name, apart; every sheet that names one has the column at its end.
_FIRM_CODE = code("firm_code", "统一社会信用代码", 21)
_LEADER_POST = text("leader_post", "领导职务")
_FIRM = needed("enterprise", "企业名称", 30)

ENTERPRISES = Sheet(
    "企业",
    (
        needed("name", "企业名称", 30),
        code("credit_code", "统一社会信用代码", 21),
        text("short_name", "简称"),
        text("area", "所属社区"),
        text("address", "地址", 30),
        code("industry", "行业代码", 10),
        text("chain", "主导产业链"),
        listed("labels", "标签"),
        word("ownership", "权属", Ownership),
        word("state", "状态", EnterpriseState),
        whole("employees", "员工数"),
        day("founded", "成立日期"),
        text("products", "主要产品", 30),
        text("remark", "备注", 30),
        listed("former_names", "曾用名"),
        code("registration_no", "原注册号", 18),
        word("land_tenure", "自有/租赁", LandTenure),
        amount("land_mu", "亩"),
        day("lease_end", "租约到期"),
        text("code_reason", "代码保留理由"),
    ),
)
CONTACTS = Sheet(
    "联系人",
    (
        _FIRM,
        needed("name", "姓名", 10),
        text("post", "职务"),
        code("mobile", "手机", 15),
        flag("is_primary", "主要联系人(是/否)"),
        word("in_use", "状态", InUse),
        _FIRM_CODE,
    ),
)
UNITS = Sheet(
    "单位",
    (
        needed("name", "单位名称", 24),
        text("contact", "联系人"),
        code("phone", "电话"),
        word("in_use", "状态", InUse),
    ),
)
LEADERS = Sheet(
    "挂钩领导",
    (
        needed("name", "姓名", 10),
        needed("post", "职务", 24),
        whole("rank", "排序", required=True),
        text("field", "分管领域", 20),
        text("liaison", "联络员"),
        day("in_office_from", "任职起"),
        day("in_office_to", "任职止"),
    ),
)
PAIRINGS = Sheet(
    "挂钩关系",
    (
        _FIRM,
        needed("leader", "领导姓名", 10),
        word("role", "角色(主挂钩/协助)", PairingRole),
        day("start", "起始日期", required=True),
        day("end", "结束日期"),
        whole("frequency_days", "走访频次(天)"),
        text("reason", "变动原因", 20),
        _LEADER_POST,
        _FIRM_CODE,
    ),
)
VISITS = Sheet(
    "走访",
    (
        code("number", "走访编号"),
        day("on", "日期", required=True),
        _FIRM,
        needed("leader", "带队领导", 10),
        word("way", "方式", VisitWay),
        text("companions", "陪同人员"),
        text("host", "接待人"),
        word("output_trend", "产值趋势", Trend),
        word("order_trend", "订单趋势", Trend),
        word("staff_trend", "用工趋势", Trend),
        text("business", "经营情况", 40),
        words("moves", "发展动向", Move),
        amount("investment", "拟投资(万元)"),
        words("warnings", "预警", VisitWarning),
        text("remark", "备注", 30),
        text("output_figure", "产值数值"),
        text("order_figure", "订单数值"),
        text("staff_figure", "用工数值"),
        text("answered", "现场答复", 24),
        text("policy", "政策宣传", 24),
        code("trip_no", "行程编号"),
        text("recorder", "记录人", 10),
        _LEADER_POST,
        _FIRM_CODE,
    ),
)
DIFFICULTIES = Sheet(
    "诉求",
    (
        code("number", "诉求编号"),
        code("visit_number", "走访编号"),
        word("source", "来源", Source),
        day("reported_on", "反映日期", required=True),
        _FIRM,
        needed("title", "标题", 30),
        text("words", "原话", 40),
        needed("category", "类别", 10),
        word("level", "定级", Level),
        amount("quantity", "数量"),
        text("quantity_unit", "计量单位", 10),
        text("lead_unit", "牵头单位", 18),
        listed("supporting_units", "协办单位"),
        day("assigned_on", "交办日期"),
        day("original_deadline", "原定时限"),
        day("deadline", "现行时限"),
        day("resolved_on", "办结日期"),
        word("result", "结果", ResultKind),
        text("result_text", "结果说明", 30),
        day("follow_up_on", "回访日期"),
        flag("reached", "是否联系上"),
        word("satisfaction", "满意度", Satisfaction),
        day("parked_on", "挂账日期"),
        text("condition", "挂账条件", 20),
        day("review_on", "复核日期"),
        word("end_kind", "终止方式", EndKind),
        day("ended_on", "终止日期"),
        text("end_reason", "终止原因", 20),
        word("urgency", "紧急程度", Urgency),
        text("contact", "反映人"),
        text("leader", "责任领导", 10),
        replace(_LEADER_POST, header="责任领导职务"),
        _FIRM_CODE,
        flag("is_typical", "典型案例"),
    ),
)
HANDLING = Sheet(
    "办理记录",
    (
        replace(code("number", "诉求编号"), required=True),
        day("on", "日期", required=True),
        word("action", "动作", Action, required=True),
        text("unit", "单位", 18),
        text("text", "内容", 40),
        text("reason", "理由", 24),
        day("new_deadline", "新时限"),
        word("result", "结果", ResultKind),
        flag("reached", "是否联系上"),
        word("satisfaction", "满意度", Satisfaction),
        word("end_kind", "终止方式", EndKind),
        text("condition", "条件", 20),
        day("review_on", "复核日期"),
        whole("days", "规则工作日"),
        text("recorder", "记录人", 10),
    ),
)
PROMISES = Sheet(
    "领导承诺",
    (
        replace(code("number", "走访编号"), required=True),
        needed("text", "承诺内容", 40),
        day("due_on", "承诺期限"),
        day("kept_on", "兑现日期"),
    ),
)
YEARLY = Sheet(
    "年度指标",
    (
        _FIRM,
        whole("year", "年份", required=True),
        amount("output", "产值(万元)"),
        amount("tax", "税收(万元)"),
        amount("power", "用电量(万千瓦时)"),
        amount("research", "研发投入(万元)"),
        text("source", "数据来源"),
        _FIRM_CODE,
    ),
)
CATEGORIES = Sheet(
    "类别",
    (
        needed("name", "类别名称"),
        text("parent", "上级类别"),
        text("unit", "建议单位", 18),
        word("in_use", "状态", InUse),
        whole("position", "排序"),
    ),
)
DEADLINE_RULES = Sheet(
    "时限规则",
    (
        word("level", "定级", Level, required=True),
        text("category", "类别"),
        whole("days", "工作日", required=True),
    ),
)
CALENDAR = Sheet(
    "工作日历",
    (
        day("on", "日期", required=True),
        flag("is_workday", "是否上班", required=True),
        text("note", "说明", 20),
    ),
)
SETTINGS = Sheet("设置", (needed("name", "项目", 24), text("value", "内容", 30)))

SHEETS = (
    ENTERPRISES,
    CONTACTS,
    UNITS,
    LEADERS,
    PAIRINGS,
    VISITS,
    DIFFICULTIES,
    HANDLING,
    PROMISES,
    YEARLY,
    CATEGORIES,
    DEADLINE_RULES,
    CALENDAR,
    SETTINGS,
)
