"""Facts of firms and cases as papers print them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhenyu_desk.domain.papers import FirmPaper, PaperFrame
from zhenyu_desk.domain.rows import DifficultyDetail, DifficultyRow, EnterpriseDetail, HandlingRow, VisitRow
from zhenyu_desk.domain.terms import Action, InUse, State
from zhenyu_desk.reports.monthly.wording import full_day, plain
from zhenyu_desk.reports.papers.room import shortened

BLANK_DAY = "　　　　年　　月　　日"


def day_or_blank(day: date | None) -> str:
    """2026年10月31日, or room to write one."""
    return full_day(day) if day else BLANK_DAY


def latest(events: Iterable[HandlingRow], action: Action) -> HandlingRow | None:
    """The last step of a kind that is still in force."""
    found = [event for event in events if event.action is action and not event.corrected]
    return found[-1] if found else None


def contact_words(firm: EnterpriseDetail, frame: PaperFrame) -> str:
    """The primary contact with post and phone, or the first one in use."""
    used = sorted((c for c in firm.contacts if c.in_use is InUse.ACTIVE), key=lambda contact: not contact.is_primary)
    if not used:
        return "—"
    first = used[0]
    return "".join((first.name, f"（{first.post}）" if first.post else "", " ", frame.phone(first.mobile))).strip()


def quantity_words(case: DifficultyDetail) -> str:
    """«（800kVA）» where the difficulty names a quantity that its title doesn't."""
    if case.quantity is None:
        return ""
    words = f"{plain(case.quantity)}{case.quantity_unit}"
    return "" if words in case.row.title.replace(" ", "") else f"（{words}）"


def labels_words(firm: EnterpriseDetail) -> str:
    """规上、高企（2025）."""
    return "、".join(f"{label.name}（{label.year}）" if label.year else label.name for label in firm.labels)


def light_words(row: DifficultyRow) -> str:
    """The light as shape and word; for a case without one its state."""
    return row.light_words or row.state.word


def trends_words(visit: VisitRow) -> str:
    """«产值升、订单平、用工升», figures behind where they were given."""
    kinds = (
        ("产值", visit.output_trend, visit.output_figure),
        ("订单", visit.order_trend, visit.order_figure),
        ("用工", visit.staff_trend, visit.staff_figure),
    )
    parts = [f"{name}{trend.word}{f'（{figure}）' if figure else ''}" for name, trend, figure in kinds if trend]
    return "、".join(parts)


def moves_words(visit: VisitRow) -> str:
    """«动向：技改、其他», where the firm spoke of its plans."""
    return f"动向：{'、'.join(move.word for move in visit.moves)}" if visit.moves else ""


def warnings_words(visit: VisitRow) -> str:
    """«预警：搬迁意向», where one was heard."""
    return f"预警：{'、'.join(warning.word for warning in visit.warnings)}" if visit.warnings else ""


def is_waiting(row: DifficultyRow) -> bool:
    """Whether somebody still has to do something about it: handle it, call back, or take it up again."""
    return row.state.is_open or row.state in (State.PARKED, State.RESOLVED)


def open_promises(paper: FirmPaper, frame: PaperFrame, most: int) -> list[str]:
    """What leaders promised the firm and did not report as kept; of each text up to `most` characters."""
    return [
        f"{full_day(visit.on)}{visit.leader_name}承诺：{one_line(promise.text, frame, most)}{_until(promise.due_on)}"
        for visit in paper.visits
        for promise in visit.promises
        if promise.kept_on is None
    ]


def one_line(text: str, frame: PaperFrame, most: int) -> str:
    """The beginning of a text, up to `most` characters, without its line breaks."""
    return shortened(frame.text(text).replace("\n", " "), most)


def joined(*parts: str) -> str:
    """The parts that say something, with semicolons between them."""
    said = [part for part in parts if part]
    return "；".join([*(part.rstrip("。；") for part in said[:-1]), *said[-1:]])


def _until(day: date | None) -> str:
    return f"（{full_day(day)}前）" if day else ""
