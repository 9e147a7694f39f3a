"""Where things lie; the only module that knows whether the program runs from source or frozen."""

import os
import sys
from pathlib import Path

APP_NAME = "zhenyu-desk"
LEDGER_VARIABLE = "ZHENYU_DESK_LEDGER"


def is_frozen() -> bool:
    """Whether this is an installed program made by PyInstaller."""
    return _bundle() is not None


def resources() -> Path:
    """Icons, fonts, style and empty templates."""
    return _root() / "resources"


def locale_dir() -> Path:
    """Catalogues, as <language>/LC_MESSAGES/zhenyu_desk.mo."""
    return _root() / "i18n"


def migrations() -> Path:
    """Alembic's scripts."""
    return Path(__file__).parent / "store" / "migrations"


def ledger_from_environment() -> Path | None:
    """The ledger named by ZHENYU_DESK_LEDGER, if it is set."""
    named = os.environ.get(LEDGER_VARIABLE)
    return Path(named) if named else None


def default_ledger() -> Path:
    """The ledger's folder when none is named: ZHENYU_DESK_LEDGER, else in the user's data folder."""
    from platformdirs import user_data_path

    return ledger_from_environment() or user_data_path(APP_NAME, appauthor=False) / "ledger"


def config_dir() -> Path:
    """The folder of this computer's settings; may not exist yet."""
    from platformdirs import user_config_path

    return user_config_path(APP_NAME, appauthor=False)


def log_dir() -> Path:
    """The folder of logs and crash reports; may not exist yet."""
    from platformdirs import user_log_path

    return user_log_path(APP_NAME, appauthor=False)


def private_copies_dir() -> Path:
    """The folder of readable copies of encrypted files while they are looked at; may not exist yet."""
    from platformdirs import user_cache_path

    return user_cache_path(APP_NAME, appauthor=False) / "opened"


def _root() -> Path:
    return _bundle() or Path(__file__).resolve().parent.parent


def _bundle() -> Path | None:
    unpacked = getattr(sys, "_MEIPASS", None)
    return Path(unpacked) if unpacked else None
