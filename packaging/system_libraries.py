"""What the project needs of a Linux system: find what a bare machine lacks, as root install it.

The libraries of Qt are a must. The programs that type Chinese into a real window, and LibreOffice, which opens the
reports we write, and strace, which records what is written, are for tests, which are skipped without them.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

# soname → Debian package, found by taking one away at a time on a bare Debian 12
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    # for a window on X11
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# program, or a file of what is no program → Debian package
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus",
    "fcitx5": "fcitx5",
    "/usr/share/fcitx5/inputmethod/pinyin.conf": "fcitx5-pinyin",
    "soffice": "libreoffice-writer-nogui",
    "strace": "strace",
}
VENV_PACKAGE = "python3-venv"
LOCK_SECONDS = 300


def missing_packages() -> list[str]:
    """Debian names of what has to be installed before the project can be set up."""
    if sys.platform != "linux":
        return []
    missing = [package for soname, package in QT_LIBRARIES.items() if not _loads(soname)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(VENV_PACKAGE)
    return missing


def provide() -> None:
    """Install what is missing, or stop with a sentence that says what to install and how."""
    missing = missing_packages()
    if not missing:
        return
    if shutil.which("apt-get") is None:
        sys.exit(f"These system libraries are missing (Debian's names): {' '.join(missing)}. Install them first.")
    if os.geteuid() != 0:
        sys.exit(
            "These system libraries are missing. Install them first:\n"
            f"  sudo apt-get install --no-install-recommends {' '.join(missing)}"
        )
    if not _install(missing, "system libraries"):
        sys.exit("apt-get could not install the system libraries; its message is above.")


def missing_test_tools() -> list[str]:
    """Debian names of what tests in a real window or with LibreOffice use and this machine lacks."""
    if sys.platform != "linux":
        return []
    return [package for name, package in TEST_TOOLS.items() if shutil.which(name) is None and not Path(name).exists()]


def provide_test_tools() -> None:
    """Install them where that is possible (a minute or two); where it isn't, these tests are skipped."""
    missing = missing_test_tools()
    if not missing:
        return
    names = " ".join(missing)
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print(f"Tests with other programs are skipped; they need (Debian's names): {names}", flush=True)
    elif not _install(missing, "programs for tests"):
        print(f"These could not be installed, so that tests with them are skipped: {names}", flush=True)


def _install(packages: list[str], what: str) -> bool:
    print(f"installing {what}: {' '.join(packages)}", flush=True)
    install = ["install", "--yes", "--no-install-recommends", *packages]
    return _apt(install, quiet=True) == 0 or (_apt(["update"]) == 0 and _apt(install) == 0)


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _apt(arguments: list[str], *, quiet: bool = False) -> int:
    command = ["apt-get", "-qq", "-o", f"DPkg::Lock::Timeout={LOCK_SECONDS}", *arguments]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    output = subprocess.DEVNULL if quiet else None  # the first try fails where no lists were fetched yet
    return subprocess.run(command, env=environment, stdout=output, stderr=output, check=False).returncode
