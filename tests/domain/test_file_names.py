"""Names of attached files fit every system and still read as given; programs are known under any disguise."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain.file_names import MOST_CHARACTERS, clean_name, extension_of, is_program

FORBIDDEN = set('<>:"/\\|?*')
# Odd on purpose: dots, blanks and separators more often than chance would have them.
odd_names = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [".", "..", " ", "　", "/", "\\", "CON", "nul", "LPT1", ".pdf", ".EXE", "👨‍👩‍👧", "𠮷", "\u202e", "\ud83d"]
        ),
        st.text(alphabet=st.characters(categories=["Cs", "Cc", "Co", "Zs"]), max_size=4),
        st.just("很长" * 120),
    ),
    max_size=6,
).map("".join)


@given(odd_names)
def test_any_name_becomes_one_that_windows_and_linux_can_store(name: str) -> None:
    cleaned = clean_name(name)
    assert 1 <= len(cleaned) <= MOST_CHARACTERS
    assert len(cleaned.encode("utf-16-le")) <= 2 * 255
    assert not FORBIDDEN & set(cleaned)
    assert not any(ord(mark) < 32 for mark in cleaned)
    assert cleaned == cleaned.strip()
    assert not cleaned.endswith(".")
    assert cleaned.partition(".")[0].strip().lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}
    assert clean_name(cleaned) == cleaned


@given(st.text(alphabet=st.characters(categories=["Lo", "Ll", "Nd"]), min_size=1, max_size=60))
def test_an_ordinary_name_stays(stem: str) -> None:
    if clean_name(stem) == stem:  # not CON and the like
        assert clean_name(f"{stem}.JPG") == f"{stem}.JPG"


@pytest.mark.parametrize(
    ("given_name", "cleaned"),
    [
        ("现场照片(1) & 说明.JPG", "现场照片(1) & 说明.JPG"),
        ("/home/李静/扫描.pdf", "扫描.pdf"),
        ("C:\\Users\\李静\\扫描.pdf", "扫描.pdf"),
        ("申请表.pdf. . ", "申请表.pdf"),
        ("9:30 会议?.docx", "9_30 会议_.docx"),
        ("CON.txt", "_CON.txt"),
        ("com1", "_com1"),
        ("...", "未命名"),
        ("", "未命名"),
        ("𠮷野家🏭.png", "𠮷野家🏭.png"),
        (os.fsdecode("增容申请.pdf".encode("gb18030")), "增容申请.pdf"),
    ],
)
def test_what_becomes_of_odd_names(given_name: str, cleaned: str) -> None:
    assert clean_name(given_name) == cleaned


def test_a_long_name_keeps_its_extension() -> None:
    assert clean_name("恒" * 300 + ".docx").endswith("恒.docx")


@pytest.mark.parametrize(
    "name",
    [
        "安装.EXE",
        "a.bat",
        "x.cmd",
        "x.js",
        "x.vbs",
        "x.lnk",
        "x.sh",
        "x.desktop",
        "发票.pdf.exe",
        "a.exe. ",
        "a\u202egpj.exe",
    ],
)
def test_programs_are_known(name: str) -> None:
    assert is_program(name)


@pytest.mark.parametrize(
    ("name", "extension"), [("a.PDF", ".pdf"), ("a", ""), (".hidden", ""), ("a.p d", ""), ("a.图", "")]
)
def test_the_extension_on_disk_is_plain(name: str, extension: str) -> None:
    assert extension_of(name) == extension
