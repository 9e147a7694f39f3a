"""Files of reports and papers: whole or not at all, the same bytes each time, and nothing left beside them."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.ledgers import Town
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.paper_kinds import CasePaperKind, FirmPaperKind
from zhenyu_desk.errors import EnvironmentProblem
from zhenyu_desk.services import issuing, papers, reports
from zhenyu_desk.services.exporting import export_annex, write_figures_file

OCTOBER = Month(2026, 10)
ON = date(2026, 10, 12)
Write = Callable[[Town, Path], object]

WRITERS: dict[str, Write] = {
    "月报.pdf": lambda town, file: reports.write_month_report(town.context, OCTOBER, None, file),
    "月报.docx": lambda town, file: reports.write_month_docx(town.context, OCTOBER, None, file),
    "附表.xlsx": lambda town, file: export_annex(town.context, OCTOBER, None, file),
    "数据.json": lambda town, file: write_figures_file(town.context, OCTOBER, None, file),
    "交办单.pdf": lambda town, file: papers.save_paper(
        town.context, papers.case_paper(town.context, CasePaperKind.ASSIGNMENT, [1]), file
    ),
    "走访前一页纸.pdf": lambda town, file: papers.save_paper(
        town.context, papers.firm_paper(town.context, FirmPaperKind.BRIEF, [town.firm]), file
    ),
}
each_writer = pytest.mark.parametrize("name", WRITERS)


@pytest.fixture
def october(town: Town) -> Town:
    """A visit in October with a difficulty that was handed out."""
    town.visit(ON, town.difficulty(ON, "压铸线投产需增容", assign_unit_id=town.unit))
    return town


@each_writer
def test_a_file_open_elsewhere_is_told_and_stays(
    name: str, october: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows answers while WPS shows the file: it can't be replaced."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / name).write_bytes(b"old")

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(EnvironmentProblem) as caught:
        WRITERS[name](october, folder / name)
    assert name in caught.value.sentence
    assert caught.value.sentence.count("。") <= 2
    assert "关闭" in caught.value.sentence
    assert (folder / name).read_bytes() == b"old"
    assert [file.name for file in folder.iterdir()] == [name]


@pytest.fixture
def closed_folder(tmp_path: Path) -> Path:
    """A folder that nobody here may write to, root neither."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    if not os.access(folder, os.W_OK):
        return folder
    if sys.platform != "linux":
        pytest.skip("whoever tests here may write everywhere")
    return Path("/sys/kernel")


@each_writer
def test_a_folder_that_cannot_be_written_is_told(name: str, october: Town, closed_folder: Path) -> None:
    before = sorted(file.name for file in closed_folder.iterdir())
    with pytest.raises(EnvironmentProblem) as caught:
        WRITERS[name](october, closed_folder / name)
    assert str(closed_folder) in caught.value.sentence
    assert sorted(file.name for file in closed_folder.iterdir()) == before


def test_nothing_is_left_in_the_temporary_folder(
    october: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    common, out = tmp_path / "common", tmp_path / "out"
    common.mkdir()
    out.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(common))
    monkeypatch.setattr(tempfile, "tempdir", None)
    for name, write in WRITERS.items():
        write(october, out / name)
    issuing.issue_report(october.context, OCTOBER)
    papers.take_to_print(october.context, papers.firm_paper(october.context, FirmPaperKind.VISIT_FORM, [october.firm]))
    assert list(common.iterdir()) == []
    assert {file.name for file in out.iterdir()} == set(WRITERS)


def test_the_same_report_has_the_same_bytes_in_every_process(october: Town, tmp_path: Path) -> None:
    october.context.close()
    made: dict[str, set[bytes]] = {"月报.pdf": set(), "月报.docx": set(), "交办单.pdf": set()}
    for seed in ("1", "2"):
        for name, content in made.items():
            target = tmp_path / f"{seed}-{name}"
            verb = ["dispatch", "SQ-2026-0001"] if name == "交办单.pdf" else ["report", "2026-10"]
            command = [sys.executable, "-m", "zhenyu_desk", "--ledger", str(tmp_path / "ledger"), *verb]
            subprocess.run(
                [*command, "-o", str(target)],
                check=True,
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
            )
            content.add(target.read_bytes())
    assert {name: len(content) for name, content in made.items()} == dict.fromkeys(made, 1)
