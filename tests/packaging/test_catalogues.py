"""The catalogue check finds what must not be released."""

from pathlib import Path

import catalogues
import pytest

SOURCE = """
from zhenyu_desk.i18n import _, N_, ngettext
SAVED = N_("Saved")
def told(name): return _("Firm {name} has no visit.").format(name=name)
def counted(n): return ngettext("{n} row", "{n} rows", n).format(n=n)
"""
CHINESE = {"Saved": "已保存", "Firm {name} has no visit.": "企业 {name} 没有走访。", "{n} row": "{n} 行"}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with three texts and no catalogue yet."""
    package = tmp_path / "zhenyu_desk"
    package.mkdir()
    (package / "texts.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "I18N", tmp_path / "i18n")
    monkeypatch.setattr(catalogues, "POT", tmp_path / "i18n" / "zhenyu_desk.pot")
    return tmp_path


def translate(**changes: str) -> Path:
    """Bring the catalogue up to date with the Chinese texts, changed as told; returns its file."""
    catalogues.update_all()
    given = CHINESE | changes
    catalogues.save("zh_CN", catalogues.update("zh_CN", catalogues.extract(), given))
    return catalogues.po_file("zh_CN")


def test_a_complete_catalogue_has_no_problems_and_is_compiled() -> None:
    file = translate()
    assert catalogues.update_all() == []
    assert file.with_suffix(".mo").exists()


def test_untranslated_texts_are_named() -> None:
    assert catalogues.update_all() == [
        "zh_CN: not translated: 'Firm {name} has no visit.'",
        "zh_CN: not translated: 'Saved'",
        "zh_CN: not translated: '{n} row'",
    ]


@pytest.mark.parametrize("text", ["企业 {nmae} 没有走访。", "没有走访。"])
def test_other_placeholders_are_a_problem(text: str) -> None:
    translate(**{"Firm {name} has no visit.": text})
    assert list(catalogues.problems()) == [f"zh_CN: placeholders differ: 'Firm {{name}} has no visit.' → {text!r}"]


def test_a_fuzzy_text_is_a_problem() -> None:
    file = translate()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('msgid "Saved"', '#, fuzzy\nmsgid "Saved"'), encoding="utf-8")
    assert list(catalogues.problems()) == ["zh_CN: fuzzy: 'Saved'"]


def test_a_changed_text_is_noticed_and_the_old_one_dropped(project: Path) -> None:
    file = translate()
    source = project / "zhenyu_desk" / "texts.py"
    source.write_text(SOURCE.replace("Saved", "Stored"), encoding="utf-8")
    assert list(catalogues.problems()) == [
        "zhenyu_desk.pot is not up to date: run python packaging/catalogues.py",
        "zh_CN: not in the catalogue: 'Stored'",
        "zh_CN: no longer used: 'Saved'",
    ]
    assert catalogues.update_all() == ["zh_CN: not translated: 'Stored'"]
    assert "Saved" not in file.read_text(encoding="utf-8")


def test_files_change_only_with_the_texts(project: Path) -> None:
    before = translate().read_text(encoding="utf-8")
    source = project / "zhenyu_desk" / "texts.py"
    source.write_text("\n\n" + SOURCE, encoding="utf-8")
    catalogues.update_all()
    assert catalogues.po_file("zh_CN").read_text(encoding="utf-8") == before
    assert "Date" not in before
    assert "://" not in before
