"""The rules of the house that import-linter and ruff can't say."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import zhenyu_desk

ROOT = Path(__file__).parents[1]
PACKAGE = sorted((ROOT / "zhenyu_desk").rglob("*.py"))
SOURCES = [*PACKAGE, *sorted((ROOT / "packaging").rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]
LONGEST_FILE = 400

HEAVY = {
    "alembic", "chinese_calendar", "openpyxl", "pypdfium2", "pypinyin", "python_calamine", "reportlab",
    "xlsxwriter",
}  # fmt: skip
NOT_BEFORE_THE_WAY_IN_IS_KNOWN = HEAVY | {"PySide6", "sqlalchemy", "babel"}
IMPURE = {
    "io",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "time",
    "uuid",
}
CLOCK = {"today", "now", "utcnow"}
# Written apart, so that this file does not find itself.
LEFTOVERS = re.compile(
    "|".join(("# type" + ": ignore", "# no" + "qa", "pragma" + ": no cover", "TO" + "DO", "FIX" + "ME"))
)


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


def imported_by(module: str) -> set[str]:
    """Top-level names of what importing a module brings in, seen in a fresh process."""
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    """What is called, without the object it belongs to."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_files_have_one_subject() -> None:
    read_daily = [file for file in SOURCES if file.parent.name != "versions"]  # migrations are written once
    lengths = {named(file): len(file.read_text(encoding="utf-8").splitlines()) for file in read_daily}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_nothing_is_waved_through_or_left_for_later() -> None:
    texts = ((named(file), file.read_text(encoding="utf-8")) for file in SOURCES)
    assert [name for name, text in texts if LEFTOVERS.search(text)] == []


@pytest.mark.parametrize(
    ("module", "late"),
    [
        ("zhenyu_desk.__main__", NOT_BEFORE_THE_WAY_IN_IS_KNOWN),
        ("zhenyu_desk.ui.app", HEAVY),
        ("zhenyu_desk.cli", HEAVY),
    ],
)
def test_heavy_packages_are_imported_late(module: str, late: set[str]) -> None:
    assert imported_by(module) & late == set()


def test_texts_for_people_can_be_translated() -> None:
    wrong = []
    for file in PACKAGE:
        for call in calls(ast.parse(file.read_text(encoding="utf-8"))):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            marked = call.args[: {"_": 1, "N_": 1, "ngettext": 2}.get(name, 0)]
            built = any(isinstance(text, ast.JoinedStr | ast.BinOp | ast.Call) for text in marked)
            no_literal = name != "_" and not all(isinstance(text, ast.Constant) for text in marked)
            if built or no_literal:
                wrong.append(f"{named(file)}:{call.lineno}")
    assert wrong == []


def test_the_rules_know_no_clock_and_no_files() -> None:
    wrong = []
    for file in sorted((ROOT / "zhenyu_desk" / "domain").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            wrong += [f"{named(file)}: {name}" for name in names if name.partition(".")[0] in IMPURE]
        wrong += [f"{named(file)}:{call.lineno}" for call in calls(tree) if called_name(call) in CLOCK | {"open"}]
    assert wrong == []


def test_the_top_level_holds_what_the_readme_shows() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    top = {line.partition("/")[0] for line in tracked.splitlines()}
    allowed = {
        "pyproject.toml", "zhenyu_desk", "resources", "i18n", "tests", "packaging",
        "README.md", "LICENSE", "CHANGELOG.md",
    }  # fmt: skip
    assert {name for name in top if not name.startswith(".")} <= allowed


def test_the_version_is_said_twice_alike() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == zhenyu_desk.__version__
