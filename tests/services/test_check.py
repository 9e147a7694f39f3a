"""`check` finds what was done to a ledger behind the program's back."""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.ledgers import Town, copied_context
from zhenyu_desk.domain.inputs import ContactInput, UnitInput
from zhenyu_desk.services import enterprises, office, visits
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.record_names import NOUNS
from zhenyu_desk.services.search import search
from zhenyu_desk.store.audit import GENESIS, entry_hash
from zhenyu_desk.store.tables import METADATA


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        ("UPDATE difficulty SET state = 'CLOSED'", "SQ-2026-0001"),
        ("UPDATE difficulty SET deadline = '2027-01-01'", "SQ-2026-0001"),
        ("UPDATE handling_event SET action = 'PROGRESS' WHERE position = 2", "SQ-2026-0001"),
        ("PRAGMA foreign_keys=OFF; DELETE FROM leader", "企业 恒岚精密机械有限公司 的挂钩关系"),
        ("DROP TRIGGER audit_entry_no_delete; DELETE FROM audit_entry WHERE seq = 9", "10"),
        ("UPDATE enterprise SET employees = 9999", "企业 恒岚精密机械有限公司"),
        ("UPDATE visit SET deleted_at = '2026-11-24 08:00:00.000000'", "走访 ZF-2026-0001"),
        ("PRAGMA foreign_keys=OFF; DELETE FROM promise; DELETE FROM pairing", "企业 恒岚精密机械有限公司 的挂钩关系"),
        (
            (
                "INSERT INTO unit (uid, version, created_at, updated_at, name, contact, phone, in_use) "
                "SELECT 'x', 1, created_at, updated_at, '加', '', '', in_use FROM unit WHERE id = 1"
            ),
            "承办单位 加",
        ),
        (
            (
                "DROP TRIGGER audit_entry_no_delete; "
                "DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)"
            ),
            "诉求 SQ-2026-0001",
        ),
        ("DROP TRIGGER audit_value_no_update; UPDATE audit_value SET value = '王五'", "7"),
        (
            "DELETE FROM audit_value; UPDATE contact SET mobile = '13900000000', name = '黑客'",
            "企业 恒岚精密机械有限公司 的联系人",
        ),
        ("UPDATE handling_event SET person = '王五' WHERE position = 2", "诉求 SQ-2026-0001 的办理记录"),
        ("UPDATE ledger_setting SET value = '他镇' WHERE key_name = 'town'", "单位设置 镇（街道）名称"),
        ("UPDATE visit SET created_at = 'gestern'", "走访：有的记录"),
        ("DELETE FROM audit_value WHERE value = '陈芳'", "承办单位 水务站"),
    ],
)
def test_harm_is_named(town: Town, harm: str, named: str) -> None:
    on = date(2026, 11, 2)
    enterprises.save_contact(town.context, ContactInput(enterprise_id=town.firm, name="张伟", mobile="13800002201"))
    made = office.save_unit(town.context, UnitInput(name="水务站", contact="陈芳", phone="13811112222"))
    office.save_unit(town.context, UnitInput(name="水务站", contact="王芳"), made.id, 1)
    town.visit(on, town.difficulty(on, assign_unit_id=town.unit))
    assert check_ledger(town.context) == []
    intruder = dbapi2.connect(str(town.context.ledger.file), isolation_level=None)
    intruder.executescript(harm)
    intruder.close()
    assert any(named in sentence for sentence in check_ledger(town.context))


def test_searching_before_and_after_a_change_is_no_damage(town: Town) -> None:
    assert check_ledger(town.context) == []
    search(town.context, "恒岚", 5)
    town.visit(date(2026, 11, 2), town.difficulty(date(2026, 11, 2)))
    search(town.context, "增容", 5)
    visits.remove_visit(town.context, town.visit(date(2026, 11, 3)), 1)
    assert check_ledger(town.context) == []
    town.context.ledger.check_file()


def test_an_end_that_was_cut_off_with_its_record_is_noticed_by_the_backups(town: Town) -> None:
    office.save_unit(town.context, UnitInput(name="规划办"))
    made = back_up(town.context)
    office.save_unit(town.context, UnitInput(name="住建办"))
    assert check_ledger(town.context) == []
    intruder = dbapi2.connect(str(town.context.ledger.file), isolation_level=None)
    intruder.executescript(
        "DROP TRIGGER audit_entry_no_delete;"
        "DELETE FROM audit_entry WHERE seq > (SELECT seq FROM audit_entry WHERE change LIKE '%教育办%');"
        "DELETE FROM pairing; DELETE FROM unit WHERE name IN ('规划办', '住建办')"
    )
    intruder.close()
    (told,) = check_ledger(town.context)
    assert made.name in told


def forge(ledger: Path) -> None:
    """Change a visit with what its entry says of it, and chain the whole log anew."""
    with closing(dbapi2.connect(str(ledger))) as connection:
        connection.row_factory = dbapi2.Row
        connection.execute("DROP TRIGGER audit_entry_no_update")
        connection.execute("UPDATE visit SET \"on\" = '2026-10-02' WHERE id = 1")
        connection.execute("UPDATE audit_entry SET change = replace(change, '2026-11-02', '2026-10-02')")
        previous = GENESIS
        for row in connection.execute("SELECT * FROM audit_entry ORDER BY seq").fetchall():
            entry = {
                **dict(row),
                "at": datetime.fromisoformat(row["at"]).replace(tzinfo=UTC),
                "previous_hash": previous,
            }
            new = entry_hash(entry)
            connection.execute(
                "UPDATE audit_entry SET previous_hash = ?, hash = ? WHERE seq = ?", (previous, new, row["seq"])
            )
            previous = new
        connection.commit()


def test_a_log_that_was_written_anew_is_given_away_by_the_backups_of_both_folders(town: Town, tmp_path: Path) -> None:
    town.visit(date(2026, 11, 2))
    own, second = back_up(town.context), back_up(town.context, tmp_path / "usb")
    town.visit(date(2026, 11, 3))
    assert check_ledger(town.context, tmp_path / "usb") == []
    forge(town.context.ledger.file)
    told = check_ledger(town.context, tmp_path / "usb")
    assert all("被改写" in sentence for sentence in told)
    assert [name in sentence for name, sentence in zip((own.name, second.name), told, strict=True)] == [True, True]
    own.with_suffix(".json").unlink()
    (only,) = check_ledger(town.context, tmp_path / "usb")
    assert second.name in only


def test_backups_of_another_ledger_in_the_second_folder_bear_no_witness(
    town: Town, empty_ledger: Path, tmp_path: Path
) -> None:
    other = copied_context(empty_ledger, tmp_path / "other")
    with other.write("save_settings") as work:
        work.session.connection().exec_driver_sql("UPDATE ledger_setting SET uid = 'other' WHERE key_name = 'town'")
        work.commit()
    office.save_unit(other, UnitInput(name="规划办"))
    back_up(other, tmp_path / "usb")
    other.close()
    assert check_ledger(town.context, tmp_path / "usb") == []


def test_records_of_every_table_have_a_name() -> None:
    assert NOUNS.keys() == METADATA.tables.keys()
