"""Try everything an installed program needs, on a temporary ledger and without a screen."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from zhenyu_desk.domain.inputs import (
    DifficultyInput,
    EnterpriseInput,
    LeaderInput,
    PairingInput,
    UnitInput,
    VisitInput,
)
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.terms import ResultKind
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.i18n import N_, _
from zhenyu_desk.services.context import AppContext

_TOWN = "周市镇"
_OFFICIAL = "陈䶮"
_PASSWORD = "self-test"  # of a ledger that is gone a moment later
_FIRM = "自检精密机械有限公司"
_CODE = "91330109MA0000015Y"  # invented, with valid check characters


def run() -> int:
    """Run all trials, one line each; EnvironmentProblem names the first that failed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with closing(_made(folder / "ledger")) as context:
            for title, trial in _TRIALS:
                trial(context, folder)
                print(_("{title}: fine").format(title=_(title)))
    print(_("Everything works."))
    return 0


def _made(folder: Path) -> AppContext:
    """A ledger made, closed and opened again with all checks."""
    from zhenyu_desk.bootstrap import create_context, open_context

    create_context(folder, _TOWN, "").close()
    return open_context(folder, "", deep=True)


def _enter_visit(context: AppContext, _folder: Path) -> None:
    from zhenyu_desk.services import enterprises, leaders, office, visits
    from zhenyu_desk.store.queries.office import categories

    day = context.today() - timedelta(days=1)
    firm = _key(enterprises.add_enterprise(context, EnterpriseInput(name=_FIRM, credit_code=_CODE)).id)
    leader = _key(leaders.save_leader(context, LeaderInput(name=_OFFICIAL, post="镇长", rank=1)).id)
    leaders.save_pairing(context, PairingInput(enterprise_id=firm, leader_id=leader, start=date(day.year, 1, 1)))
    office.save_unit(context, UnitInput(name="供电所"))
    category = context.read(categories)[0].id
    difficulty = DifficultyInput(
        enterprise_id=firm,
        reported_on=day,
        title="厂房增容",
        category_id=category,
        spot_result=ResultKind.EXPLAINED,
    )
    visit = VisitInput(on=day, enterprise_id=firm, leader_id=leader, business="订单稳定")
    visits.register_visit(context, visit, [difficulty])


def _search(context: AppContext, _folder: Path) -> None:
    from zhenyu_desk.services.search import search

    for words in ("精密", "zjjm", "jixie", _CODE):
        _expect(any(hit.title == _FIRM for hit in search(context, words)), words)


def _report(context: AppContext, folder: Path) -> None:
    from zhenyu_desk.services.reports import write_month_report

    target = folder / "report.pdf"
    write_month_report(context, _month(context), None, target)
    _expect(target.read_bytes().startswith(b"%PDF"), target.name)


def _workbook(context: AppContext, folder: Path) -> None:
    """Out and in again: nothing may differ from what is there."""
    from zhenyu_desk.services.exporting import export_workbook
    from zhenyu_desk.services.importing import Outcome, import_file

    target = folder / "workbook.xlsx"
    export_workbook(context, target, unmask=True)
    summary = import_file(context, target)
    _expect(len(summary.rows) > 0 and {row.outcome for row in summary.rows} == {Outcome.UNCHANGED}, target.name)


def _figures(context: AppContext, folder: Path) -> None:
    from zhenyu_desk.services.exporting import figures_json

    _expect(figures_json(context, _month(context), None)["figures"]["visits"] == 1, "visits")


def _backup(context: AppContext, folder: Path) -> None:
    from zhenyu_desk.services.backup import back_up

    _expect(back_up(context, folder / "backups").is_file(), "backup")


def _encryption(_context: AppContext, folder: Path) -> None:
    """A password, an encrypted ledger and an attached file of it."""
    from zhenyu_desk.bootstrap import create_context, open_context
    from zhenyu_desk.services import access, attachments

    protection, ledger = access.new_protection(), folder / "encrypted"
    keys = access.keys_of_one(protection.secret, _OFFICIAL, _PASSWORD)
    create_context(ledger, _TOWN, _OFFICIAL, protection.secret, keys).close()
    secret = access.unlock(ledger, _OFFICIAL, _PASSWORD)
    with closing(open_context(ledger, _OFFICIAL, deep=True, secret=secret)) as context:
        file = attachments.stage_bytes(context, _TOWN.encode(), "a.txt")
        _expect(attachments.content_of(context, file) == _TOWN.encode(), "attachment")
    _expect(access.unlock_with_code(ledger, protection.code) == secret, "code")


def _check(context: AppContext, _folder: Path) -> None:
    from zhenyu_desk.services.check import check_ledger

    found = check_ledger(context)
    _expect(not found, " ".join(found))


_TRIALS: tuple[tuple[str, Callable[[AppContext, Path], None]], ...] = (
    (N_("Visit with a difficulty"), _enter_visit),
    (N_("Search by words, pinyin and code"), _search),
    (N_("Figures"), _figures),
    (N_("Report as PDF"), _report),
    (N_("Workbook out and in"), _workbook),
    (N_("Backup"), _backup),
    (N_("Check of the ledger"), _check),
    (N_("Encryption"), _encryption),
)


def _month(context: AppContext) -> Month:
    return Month.of(context.today() - timedelta(days=1))


def _key(key: int | None) -> int:
    assert key is not None
    return key


def _expect(fine: bool, what: str) -> None:
    if not fine:
        raise EnvironmentProblem(
            _("The self-test failed at «{what}»; the installation is incomplete. Install the program again.").format(
                what=what
            )
        )
