"""Fonts of the bundle alone, so that a test looks the same on every computer."""

import pytest

from zhenyu_desk.paths import resources
from zhenyu_desk.reports.blocks import Blocks
from zhenyu_desk.reports.fonts import FontSet


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return FontSet(resources() / "fonts", installed=[])


@pytest.fixture(scope="session")
def blocks(fonts: FontSet) -> Blocks:
    return Blocks(fonts)
