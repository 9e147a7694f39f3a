"""What stands in columns that the program doesn't know is kept in 备注."""

from __future__ import annotations

from collections.abc import Mapping


def with_extras(remark: str, extras: Mapping[str, str]) -> str:
    """The remark with the cells of unknown columns behind it, each once: 资质：甲级；评级：A."""
    for header, value in extras.items():
        part = f"{header}：{value}"
        if part not in remark:
            remark = f"{remark}；{part}" if remark else part
    return remark
