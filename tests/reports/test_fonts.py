"""Fonts by role, the fallback for single characters, and text that survives copying."""

import logging
import re
import shutil
from pathlib import Path

import pytest

from tests.reports.reading import assert_syntax_clean, text_of
from zhenyu_desk.errors import AppError, EnvironmentProblem
from zhenyu_desk.paths import resources
from zhenyu_desk.reports.document import Metadata, build
from zhenyu_desk.reports.embedding import to_unicode
from zhenyu_desk.reports.font_files import BUNDLE, Role, system_folders
from zhenyu_desk.reports.fonts import FontSet, MissingGlyph, printable
from zhenyu_desk.reports.paragraph import Paragraph
from zhenyu_desk.reports.pdf_blocks import PdfBlocks
from zhenyu_desk.reports.styles import BODY

BUNDLED = resources() / "fonts"


@pytest.mark.parametrize("role", [Role.FANGSONG, Role.KAI, Role.HEI, Role.TITLE])
def test_every_role_draws_rare_names_and_wide_marks_one_em_wide(fonts: FontSet, role: Role) -> None:
    for character in "玥昉祎赟昇堃㛃䶮𬱖“”‘’—…·":
        glyph = fonts.glyph(role, character)
        assert glyph is not None, character
        assert glyph.width == pytest.approx(1.0), character


def test_common_characters_come_from_the_role_itself(fonts: FontSet) -> None:
    for role in (Role.FANGSONG, Role.KAI, Role.HEI, Role.TITLE):
        glyph = fonts.glyph(role, "镇")
        assert glyph is not None
        assert glyph.font == fonts.main(role).fontName


def test_a_character_without_glyph_stops_with_record_and_code_point(fonts: FontSet) -> None:
    with pytest.raises(MissingGlyph) as caught:
        Paragraph("联系人：王𮧵\U0001f600", BODY, fonts, record="诉求 SQ-2026-0007")
    assert isinstance(caught.value, AppError)
    assert "SQ-2026-0007" in caught.value.sentence
    assert "U+2E9F5" in caught.value.sentence
    assert "𮧵" in caught.value.sentence


def test_the_users_folder_comes_before_installed_fonts_and_these_before_the_bundle(tmp_path: Path) -> None:
    user, installed = tmp_path / "user", tmp_path / "installed" / "deeper"
    installed.mkdir(parents=True)
    shutil.copy(BUNDLED / BUNDLE[Role.KAI], installed / "SIMFANG.TTF")
    shutil.copy(BUNDLED / BUNDLE[Role.TITLE], installed / "CESI_KT_GB2312.TTF")
    first = FontSet(BUNDLED, user, [tmp_path / "installed"])
    assert first.main(Role.FANGSONG).fontName.startswith("SIMFANG")
    assert first.main(Role.KAI).fontName.startswith("CESI_KT")
    assert first.main(Role.HEI).fontName.startswith("NotoSansSC-Medium")
    user.mkdir()
    shutil.copy(BUNDLED / BUNDLE[Role.FANGSONG], user / "仿宋_GB2312.ttf")
    assert FontSet(BUNDLED, user, [tmp_path / "installed"]).main(Role.FANGSONG).fontName.startswith("仿宋_GB2312")


def test_two_files_of_one_font_are_never_mixed_in_a_paper(tmp_path: Path) -> None:
    for name in ("simfang.ttf", "simkai.ttf"):
        shutil.copy(BUNDLED / BUNDLE[Role.FANGSONG], tmp_path / name)
    fonts = FontSet(BUNDLED, tmp_path, [])
    story = [*PdfBlocks(fonts).text("甲乙丙"), *PdfBlocks(fonts).heading(2, "丁戊己")]
    assert text_of(build(story, Metadata("题", "镇"), fonts)).startswith("甲乙丙丁戊己")


def test_any_font_of_the_bundle_can_lend_a_character(tmp_path: Path) -> None:
    for role in Role:
        shutil.copy(BUNDLED / BUNDLE[Role.DIGITS], tmp_path / BUNDLE[role])
    shutil.copy(BUNDLED / BUNDLE[Role.TITLE], tmp_path / BUNDLE[Role.TITLE])
    fonts = FontSet(tmp_path, None, [])
    glyph = fonts.glyph(Role.FANGSONG, "镇")
    assert glyph is not None
    assert glyph.font == fonts.main(Role.TITLE).fontName


def test_any_font_of_the_users_folder_can_lend_a_missing_character(tmp_path: Path) -> None:
    user = tmp_path / "user"
    user.mkdir()
    shutil.copy(BUNDLED / BUNDLE[Role.KAI], user / "anything.ttf")
    bare = tmp_path / "bundle"
    bare.mkdir()
    for role in Role:
        shutil.copy(BUNDLED / BUNDLE[Role.DIGITS], bare / BUNDLE[role])
    assert FontSet(bare, None, []).glyph(Role.HEI, "镇") is None
    glyph = FontSet(bare, user, []).glyph(Role.HEI, "镇")
    assert glyph is not None
    assert glyph.font.startswith("anything")


@pytest.mark.parametrize("damage", [b"", b"not a font at all", None])
def test_a_damaged_font_of_the_user_is_passed_over_and_logged(
    tmp_path: Path, damage: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    whole = (BUNDLED / BUNDLE[Role.FANGSONG]).read_bytes()
    (tmp_path / "simfang.ttf").write_bytes(whole[:2000] if damage is None else damage)
    fonts = FontSet(BUNDLED, tmp_path, [])
    with caplog.at_level(logging.INFO):
        assert text_of(build(PdfBlocks(fonts).text("镇"), Metadata("题", "镇"), fonts)).startswith("镇")
    assert fonts.main(Role.FANGSONG).fontName.startswith("ZhenyuFangSong")
    assert "simfang.ttf" in caplog.text


def test_a_folder_of_the_user_that_is_gone_is_passed_over(tmp_path: Path) -> None:
    fonts = FontSet(BUNDLED, tmp_path / "gone", [])
    assert fonts.main(Role.FANGSONG).fontName.startswith("ZhenyuFangSong")


def test_a_font_cut_short_in_its_glyphs_is_passed_over(tmp_path: Path) -> None:
    whole = (BUNDLED / BUNDLE[Role.FANGSONG]).read_bytes()
    (tmp_path / "simfang.ttf").write_bytes(whole[: len(whole) // 2])
    fonts = FontSet(BUNDLED, tmp_path, [])
    pdf = build(PdfBlocks(fonts).text("镇企服台账"), Metadata("题", "镇"), fonts)
    assert text_of(pdf).startswith("镇企服台账")
    assert_syntax_clean(pdf)


def test_a_bundle_without_fonts_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        FontSet(tmp_path, None, []).main(Role.FANGSONG)


def test_system_folders_are_absolute() -> None:
    assert system_folders()
    assert all(folder.is_absolute() for folder in system_folders())


def test_what_has_no_shape_is_dropped() -> None:
    assert printable("一\u200b二\ufeff\U000e0100\t三\r\n四\x00\u00a0五") == "一二 三\n四 五"


def test_to_unicode_map_is_utf16_in_sections_of_100() -> None:
    cmap = to_unicode([*range(0x4E00, 0x4E95), 0x2CC56])
    assert "<0001> <4E00>" in cmap
    assert "<0096> <D873DC56>" in cmap
    assert [int(n) for n in re.findall(r"(\d+) beginbfchar", cmap)] == [100, 50]


def test_characters_that_share_a_glyph_copy_out_as_typed(fonts: FontSet) -> None:
    shared: dict[int, list[str]] = {}
    for code, glyph in fonts.main(Role.FANGSONG).face.charToGlyph.items():
        if code > 0x3000:
            shared.setdefault(glyph, []).append(chr(code))
    pair = next(("".join(sorted(characters)) for characters in shared.values() if len(characters) > 1), "一二")
    assert text_of(build(PdfBlocks(fonts).text(pair), Metadata("题", "镇"), fonts)).startswith(pair)


def test_shipped_fonts_carry_their_licences_and_may_be_embedded() -> None:
    for name in ("COPYING-Fandol.txt", "OFL-Noto.txt", "NOTICE.md"):
        assert (BUNDLED / name).stat().st_size > 500
