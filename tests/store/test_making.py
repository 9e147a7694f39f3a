"""Making a ledger: two at the same time leave one, whole."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text

from zhenyu_desk.errors import AppError, RuleBroken
from zhenyu_desk.store.ledger import FILE_NAME, Ledger
from zhenyu_desk.store.seal import Seal, look


def test_of_two_who_make_one_at_once_the_first_has_it_whole(tmp_path: Path) -> None:
    folder, together = tmp_path / "ledger", Barrier(2)

    def make(town: str) -> str | None:
        together.wait()
        try:
            Ledger.create(folder, town).close()
        except AppError:
            return None
        return town

    with ThreadPoolExecutor(2) as both:
        (made,) = [town for town in both.map(make, ("甲镇", "乙镇")) if town]
    assert _town(folder) == made


def test_who_comes_too_late_leaves_the_other_ledger_alone(tmp_path: Path) -> None:
    """The ledger was not there yet when the second one looked first, and is when he has the lock."""
    folder = tmp_path / "ledger"
    second = Ledger(folder)
    Ledger.create(folder, "甲镇").close()
    before = (folder / FILE_NAME).read_bytes()
    assert second._take_lock(must=True)
    with pytest.raises(RuleBroken) as error:
        second._fill("乙镇")
    assert str(folder) in error.value.sentence
    second.close()
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_new_ledger_is_sealed(tmp_path: Path) -> None:
    Ledger.create(tmp_path / "ledger", "周市镇").close()
    assert look(tmp_path / "ledger" / FILE_NAME) is Seal.WHOLE


def _town(folder: Path) -> str:
    ledger = Ledger.open(folder, deep=True, alone=True)
    with ledger.read() as session:
        town = session.execute(text("SELECT value FROM ledger_setting WHERE key_name = 'town'")).scalar_one()
        assert session.execute(text("SELECT count(*) FROM category")).scalar_one()
    ledger.close()
    return str(town)
