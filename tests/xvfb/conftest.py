"""A screen with a Chinese input method, and the program on a small ledger."""

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import system_libraries

from tests import ledgers
from tests.xvfb import program, screen
from tests.xvfb.program import Program
from tests.xvfb.screen import Screen
from zhenyu_desk.bootstrap import local_today, open_context
from zhenyu_desk.domain.inputs import EnterpriseInput, LeaderInput, PairingInput
from zhenyu_desk.services import enterprises, leaders
from zhenyu_desk.services.context import AppContext

FIRMS = ("恒通电子有限公司", "恒通垫子有限公司", "光明机械有限公司", "未来食品公司", "和平服装公司", "前进建材公司")


@pytest.fixture(scope="module")
def own_screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """Xvfb with fcitx5; the tests are skipped where they can't be had."""
    if sys.platform != "linux":
        pytest.skip("Xvfb and fcitx5 are programs for Linux")
    missing = system_libraries.missing_test_tools()
    if missing:
        pytest.skip(f"not installed on this computer (Debian's names): {' '.join(missing)}")
    with screen.opened(tmp_path_factory.mktemp("screen")) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(empty_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of firms with their leader, closed."""
    folder = tmp_path_factory.mktemp("xvfb") / "ledger"
    with closing(ledgers.copied_context(empty_ledger, folder, local_today)) as context:
        leader = leaders.save_leader(context, LeaderInput(name="王建国", post="镇长", rank=1)).id
        assert leader is not None
        for name in FIRMS:
            firm = enterprises.add_enterprise(context, EnterpriseInput(name=name)).id
            assert firm is not None
            pairing = PairingInput(enterprise_id=firm, leader_id=leader, start=date(2026, 1, 1), frequency_days=30)
            leaders.save_pairing(context, pairing)
    return folder


@pytest.fixture(scope="module")
def desk(own_screen: Screen, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program, started once; every test begins with Ctrl+N."""
    with program.started(own_screen, folder, tmp_path_factory.mktemp("program")) as opened:
        yield opened


@pytest.fixture(scope="module")
def ledger(desk: Program, folder: Path) -> Iterator[AppContext]:
    """What the program stores is read through this, beside it."""
    assert desk.process.poll() is None
    with closing(open_context(folder, "", deep=False)) as context:
        yield context
