"""A damaged file never shows a wrong figure as a right one: it is refused with the way back, or shows true figures."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.services.demo_by_verbs import fill_by_verbs
from tests.services.test_demo import VILLAGE, open_empty
from zhenyu_desk.__main__ import main
from zhenyu_desk.domain.inputs import UnitInput
from zhenyu_desk.domain.months import Month
from zhenyu_desk.errors import AppError, EnvironmentProblem
from zhenyu_desk.services import office
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.exporting import export_workbook, figures_json
from zhenyu_desk.services.search import search
from zhenyu_desk.store.ledger import Ledger

DAMAGES, DAMAGES_LONG = 8, 1000
PAGE = 4096
TODAY = date(2026, 11, 24)
MONTH, LAST_DAY = Month(2026, 10), "2026-10-31"

Damage = Callable[[bytearray, random.Random], None]


def flip_a_bit(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def flip_a_digit(data: bytearray, chance: random.Random) -> None:
    """The worst: a figure, a date or a state becomes another one that looks as good."""
    digits = [place for place, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    place = chance.choice(digits)
    data[place] = 0x30 + (data[place] - 0x30 + chance.randint(1, 9)) % 10


def spoil_a_page(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) // PAGE) * PAGE
    data[start : start + PAGE] = chance.choice([bytes(PAGE), chance.randbytes(PAGE)])


def swap_pages(data: bytearray, chance: random.Random) -> None:
    one, other = (page * PAGE for page in chance.sample(range(len(data) // PAGE), 2))
    kept = bytes(data[one : one + PAGE])
    data[one : one + PAGE] = data[other : other + PAGE]
    data[other : other + PAGE] = kept


def cut_the_end(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


KINDS: tuple[Damage, ...] = (flip_a_bit, flip_a_digit, flip_a_digit, spoil_a_page, swap_pages, cut_the_end)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger of a small town, each record written by its verb."""
    folder = tmp_path_factory.mktemp("village") / "ledger"
    context = open_empty(folder)
    fill_by_verbs(context, VILLAGE, seed=1)
    context.close()
    return folder


def figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """What a user is told of the month: exit code, and the figures or the sentence that refuses them."""
    capsys.readouterr()
    code = main(["--ledger", str(folder), "figures", str(MONTH), "--as-of", LAST_DAY])
    said = capsys.readouterr()
    return code, said.err or said.out


@pytest.mark.parametrize("is_sealed", [True, False], ids=["closed in order", "killed"])
def test_no_damage_shows_a_wrong_figure(
    village: Path, tmp_path: Path, is_sealed: bool, is_long: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    pattern = tmp_path / "whole"
    shutil.copytree(village, pattern)
    truth = figures(pattern, capsys)
    assert truth[0] == 0
    whole = (pattern / "ledger.db").read_bytes()
    chance, outcomes = random.Random(5), Counter[str]()
    for number in range(DAMAGES_LONG if is_long else DAMAGES):
        folder = tmp_path / "damaged"
        shutil.copytree(pattern, folder)
        data, damage = bytearray(whole), chance.choice(KINDS)
        damage(data, chance)
        (folder / "ledger.db").write_bytes(data)
        if not is_sealed:
            (folder / "seal").unlink()
        said = figures(folder, capsys)
        is_refused = said[0] == EnvironmentProblem.exit_code and "备份" in said[1]
        assert is_refused or said == truth, f"damage {number}, {damage.__name__}: {said}"
        outcomes[f"{damage.__name__}: {'refused' if is_refused else 'figures true'}"] += 1
        shutil.rmtree(folder)
    print(f"\n{sum(outcomes.values())} damages: {dict(sorted(outcomes.items()))}")
    assert any("refused" in outcome for outcome in outcomes)


def test_whoever_reads_a_damaged_file_before_it_was_checked_is_told_in_a_sentence(
    village: Path, tmp_path: Path, is_long: bool
) -> None:
    """After a crash the window shows at once what it has, and checks the whole file meanwhile."""
    whole = (village / "ledger.db").read_bytes()
    chance, outcomes = random.Random(7), Counter[str]()
    for number in range(DAMAGES_LONG if is_long else DAMAGES):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        data = bytearray(whole)
        chance.choice(KINDS)(data, chance)
        (folder / "ledger.db").write_bytes(data)
        outcomes.update(use_unchecked(folder))
        shutil.rmtree(folder)
    print(f"\n{DAMAGES_LONG if is_long else DAMAGES} damages, used unchecked: {dict(sorted(outcomes.items()))}")
    assert outcomes["refused"]


def use_unchecked(folder: Path) -> Iterator[str]:
    """Do what an office does first of all, without a check before; anything but a sentence is raised."""
    try:
        context = AppContext(Ledger.open(folder, deep=False, alone=True), "李静", lambda: TODAY)
    except EnvironmentProblem:
        yield "refused"
        return
    uses: list[Callable[[], object]] = [
        lambda: figures_json(context, MONTH, None),
        lambda: search(context, "用电", 20),
        lambda: office.save_unit(context, UnitInput(name="水务站")),
        lambda: export_workbook(context, folder / "a.xlsx"),
        lambda: back_up(context),
        lambda: check_ledger(context),
    ]
    with closing(context):
        for use in uses:
            try:
                use()
                yield "done"
            except AppError:
                yield "refused"
