"""What holds for every test: a home of its own, the default language, no unexpected warning in the log."""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import hypothesis
import pytest

from tests import ledgers
from zhenyu_desk import i18n
from zhenyu_desk.paths import LEDGER_VARIABLE
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.demo import fill
from zhenyu_desk.store.ledger import Ledger

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Time limits of single examples fail by chance on a busy machine; in CI the examples are the same every time.
hypothesis.settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("house")

HOME_VARIABLES = (
    "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA"
)  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """The whole run has a temporary home: what a window does between two tests must not reach the real user's."""
    home = tempfile.mkdtemp(prefix="zhenyu-home-")
    config.add_cleanup(partial(shutil.rmtree, home, ignore_errors=True))
    os.environ.update(dict.fromkeys(HOME_VARIABLES, home))


def pytest_addoption(parser: pytest.Parser) -> None:
    """--long asks for the long form of the torture runs, hours instead of seconds."""
    parser.addoption("--long", action="store_true", help="the long form of the torture runs")


class LogCollector(logging.Handler):
    """Keeps the records that a user or a developer should know of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, so that no test sees or touches the real user's ledger, settings or logs."""
    home = tmp_path / "home"
    for variable in HOME_VARIABLES:
        monkeypatch.setenv(variable, str(home))
    monkeypatch.delenv(LEDGER_VARIABLE, raising=False)
    return home


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """Every test starts in Chinese, whatever the one before chose."""
    i18n.set_language(None)
    yield
    i18n.set_language(None)


@pytest.fixture(autouse=True)
def log_collector() -> Iterator[LogCollector]:
    """Listens to the whole log during a test."""
    collector = LogCollector()
    root = logging.getLogger()
    root.addHandler(collector)
    yield collector
    root.removeHandler(collector)


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest, log_collector: LogCollector) -> Iterator[None]:
    """A warning or error in the log fails the test, unless it asked for `logged`."""
    yield
    if "logged" not in request.fixturenames:
        unexpected = [f"{record.name}: {record.getMessage()}" for record in log_collector.records]
        assert not unexpected, "unexpected log records"


@pytest.fixture
def logged(log_collector: LogCollector) -> list[logging.LogRecord]:
    """The warnings and errors logged during this test, which expects some."""
    return log_collector.records


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed empty ledger to copy."""
    folder = tmp_path_factory.mktemp("template") / "ledger"
    Ledger.create(folder, ledgers.TOWN).close()
    return folder


@pytest.fixture
def context(empty_ledger: Path, tmp_path: Path) -> Iterator[AppContext]:
    """An empty ledger of its own, open on 24 November 2026."""
    opened = ledgers.copied_context(empty_ledger, tmp_path / "ledger")
    yield opened
    opened.close()


@pytest.fixture
def town(context: AppContext) -> ledgers.Town:
    """A ledger with one firm, its leader and two units."""
    return ledgers.Town.settle(context)


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger of an invented town to copy."""
    folder = tmp_path_factory.mktemp("demo") / "ledger"
    Ledger.create(folder, ledgers.TOWN).close()
    filled = AppContext(Ledger.open(folder, deep=False), actor="李静", today=lambda: ledgers.TODAY)
    fill(filled)
    filled.close()
    return folder


@pytest.fixture
def demo(demo_ledger: Path, tmp_path: Path) -> Iterator[AppContext]:
    """The invented town, open on 24 November 2026."""
    opened = ledgers.copied_context(demo_ledger, tmp_path / "demo")
    yield opened
    opened.close()
