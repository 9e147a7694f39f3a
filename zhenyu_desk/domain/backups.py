"""Why backups are made."""

from __future__ import annotations

from zhenyu_desk.domain.terms import Term
from zhenyu_desk.i18n import N_


class BackupKind(Term):
    """Why a backup was made."""

    MANUAL = "manual", "手工备份", N_("made by hand")
    DAILY = "daily", "每日备份", N_("daily backup")
    BEFORE_UPGRADE = "before-upgrade", "升级前备份", N_("before an upgrade")
    BEFORE_IMPORT = "before-import", "导入前备份", N_("before an import")
    BEFORE_RESTORE = "before-restore", "恢复前备份", N_("before a restore")
