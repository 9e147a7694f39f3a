"""办理记录 and the facts of a difficulty in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhenyu_desk.domain.rows import DifficultyDetail, HandlingRow
from zhenyu_desk.domain.terms import Action, Light, State, Urgency
from zhenyu_desk.i18n import NO_VALUE, _, format_date, format_number
from zhenyu_desk.ui.words import short_day


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One step as it stands in the log; a corrected one is shown struck through."""

    head: str
    text: str
    is_corrected: bool


def log_entries(detail: DifficultyDetail) -> list[LogEntry]:
    """The steps, latest first."""
    return [_entry(event, detail) for event in reversed(detail.events)]


def case_facts(detail: DifficultyDetail) -> list[tuple[str, str]]:
    """Label and value of what is known of a case; unknown facts are left out."""
    row = detail.row
    facts = [
        (_("Lead unit"), _joined(row.lead_unit, detail.lead_unit_contact)),
        (_("Supporting units"), _list(detail.supporting_units)),
        (_("Leader"), row.leader_name),
        (_("Source"), _joined(row.source.label, detail.visit_number, row.reported_on.isoformat())),
        (_("Level"), _joined(row.level.label, row.urgency.label)),
        (_("Contact"), detail.contact),
        (_("Quantity"), _quantity(detail)),
        (_("Time limit"), _time_limit(detail)),
        (_("Clock stopped"), _stops(detail)),
        (_("Parked"), _parked(detail)),
        (_("Result"), _result(detail)),
        (_("Call-back"), _call_back(detail)),
        (_("Reopened"), _("{count} times").format(count=row.reopened) if row.reopened else ""),
        (_("Ended"), _joined(row.end_kind.label if row.end_kind else "", _day(row.ended_on))),
    ]
    return [(label, value) for label, value in facts if value]


def case_text(detail: DifficultyDetail) -> str:
    """All that is known of a case as plain text, to be pasted elsewhere."""
    row = detail.row
    facts = [(_("Enterprise"), row.enterprise_name), (_("State"), row.state.label), *case_facts(detail)]
    if detail.words:
        facts.append((_("The firm's own words"), detail.words))
    lines = [f"{row.number} {row.title}", *(f"{name}：{value}" for name, value in facts)]
    lines.append(_("Handling log"))
    for entry in log_entries(detail):
        lines += filter(None, (entry.head, entry.text))
    return "\n".join(lines)


def case_marks(detail: DifficultyDetail) -> list[str]:
    """The derived marks beside the light: urgent, supervised, reopened, nothing recorded for long, typical."""
    row = detail.row
    marks = [
        (row.urgency is Urgency.URGENT, Urgency.URGENT.label),
        (row.is_supervised, _("Supervised")),
        (row.reopened > 0, _("Reopened")),
        (row.is_stale, _("Long quiet")),
        (detail.is_typical, _("Typical case")),
    ]
    return [word for holds, word in marks if holds]


def _entry(event: HandlingRow, detail: DifficultyDetail) -> LogEntry:
    day = short_day(event.on, detail.case.last_on.year)
    recorded = event.recorded_at.astimezone().date()
    late = _("recorded {day}").format(day=short_day(recorded, event.on.year)) if recorded != event.on else ""
    who = event.unit_name or event.person
    head = f"{day}  {event.action.label}"
    head += "".join(f" · {part}" for part in (who, event.recorder, late) if part)
    if event.corrected:
        head += _(" (corrected)")
    return LogEntry(head, "\n".join(part for part in _parts(event) if part), event.corrected)


def _parts(event: HandlingRow) -> list[str]:
    return [
        _("New deadline {day}").format(day=format_date(event.new_deadline)) if event.new_deadline else "",
        _joined(
            event.result.label if event.result and event.action is Action.RESOLVE else "",
            event.end_kind.label if event.end_kind else "",
            _reached(event),
        ),
        _("Waits for: {condition}").format(condition=event.condition) if event.condition else "",
        _("Review on {day}").format(day=format_date(event.review_on)) if event.review_on else "",
        event.text,
        _("Reason: {reason}").format(reason=event.reason) if event.reason else "",
    ]


def _reached(event: HandlingRow) -> str:
    if event.reached is None:
        return ""
    if not event.reached:
        return _("Not reached")
    return event.satisfaction.label if event.satisfaction else _("Reached, no rating")


def _time_limit(detail: DifficultyDetail) -> str:
    row = detail.row
    if row.deadline is None or row.state is State.PARKED:
        return ""
    words = _("due {day}").format(day=format_date(row.deadline))
    if row.is_provisional:
        words += _(" (provisional)")
    if row.original_deadline and row.original_deadline != row.deadline:
        words += _(", originally {day}").format(day=format_date(row.original_deadline))
    if row.state.is_done and row.light is Light.RED:
        words += " · " + _("resolved late")
    return words


def _stops(detail: DifficultyDetail) -> str:
    case = detail.case
    stops = [f"{short_day(a, b.year)} – {short_day(b, a.year)}" for a, b in case.stops]
    if case.stopped_on:
        stops.append(_("since {day}").format(day=format_date(case.stopped_on)))
    return "；".join(stops)


def _parked(detail: DifficultyDetail) -> str:
    row = detail.row
    if row.state is not State.PARKED:
        return ""
    review = _("review on {day}").format(day=format_date(row.review_on)) if row.review_on else ""
    return _joined(row.parked_condition, review)


def _result(detail: DifficultyDetail) -> str:
    case = detail.case
    if case.result is None:
        return ""
    return _joined(case.result.label, _day(case.resolved_on), case.result_text)


def _call_back(detail: DifficultyDetail) -> str:
    case = detail.case
    if case.follow_up_on is None:
        return ""
    outcome = _("Not reached") if case.reached is False else ""
    return _joined(outcome, case.satisfaction.label if case.satisfaction else "", _day(case.follow_up_on))


def _quantity(detail: DifficultyDetail) -> str:
    if detail.quantity is None:
        return ""
    return f"{format_number(detail.quantity)} {detail.quantity_unit}".strip()


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _list(words: tuple[str, ...]) -> str:
    return "、".join(words)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part and part != NO_VALUE)
