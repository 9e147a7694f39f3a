"""Why the system refused, in words that a clerk reads."""

import errno
from pathlib import Path

import pytest

from zhenyu_desk.errors import reason_of
from zhenyu_desk.i18n import set_language


def test_common_refusals_are_told_in_the_language_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as error:
        (tmp_path / "none" / "file").read_bytes()
    assert reason_of(error.value) == "没有这个文件夹或文件"
    set_language("en")
    assert reason_of(error.value) == "there is no such folder or file"


def test_a_rare_refusal_keeps_the_words_of_the_system() -> None:
    assert reason_of(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert reason_of(OSError("odd")) == "odd"
