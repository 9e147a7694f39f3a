"""The guards of conftest.py do fail a test that warns, in the log, in Qt, or in Python."""

import pytest

pytest_plugins = ["pytester"]

CASES = {
    "log": "import logging\ndef test_it(): logging.getLogger('x').warning('odd')",
    "qt": "from PySide6.QtCore import qWarning\ndef test_it(): qWarning('odd')",
    "python": "import warnings\ndef test_it(): warnings.warn('odd')",
}


@pytest.mark.parametrize("case", CASES)
def test_a_warning_fails_the_test(
    case: str, pytester: pytest.Pytester, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = request.config.rootpath
    pytester.makeconftest((root / "tests" / "conftest.py").read_text(encoding="utf-8"))
    (pytester.path / "pyproject.toml").write_text((root / "pyproject.toml").read_text(encoding="utf-8"))
    pytester.makepyfile(test_trial=CASES[case])
    monkeypatch.setenv("PYTHONPATH", str(root))
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "test_trial.py")
    outcomes = result.parseoutcomes()
    assert outcomes.get("passed", 0) + outcomes.get("failed", 0) == 1
    assert outcomes.get("failed", 0) + outcomes.get("errors", 0) == 1
