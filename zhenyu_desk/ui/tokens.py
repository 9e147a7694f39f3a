"""The colours of the window by what they mean; text has a contrast of at least 4.5 to 1 in both looks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Token(StrEnum):
    """What a colour is for. Red is for what is late or destructive, nothing else."""

    GROUND = "ground"
    SURFACE = "surface"
    LINE = "line"
    BORDER = "border"
    TEXT = "text"
    SECONDARY = "secondary"
    DISABLED = "disabled"
    PRIMARY = "primary"
    ON_PRIMARY = "on_primary"
    PRIMARY_PALE = "primary_pale"
    TINT = "tint"
    TAG = "tag"
    RED = "red"
    RED_TINT = "red_tint"
    AMBER = "amber"
    GREEN = "green"


Colours = Mapping[Token, str]

LIGHT: Colours = {
    Token.GROUND: "#F4F5F7",
    Token.SURFACE: "#FFFFFF",
    Token.LINE: "#E3E6EB",
    Token.BORDER: "#BFC6D0",
    Token.TEXT: "#1D2129",
    Token.SECONDARY: "#5A6472",
    Token.DISABLED: "#9AA3AF",
    Token.PRIMARY: "#1F5FBF",
    Token.ON_PRIMARY: "#FFFFFF",
    Token.PRIMARY_PALE: "#8DB1EA",
    Token.TINT: "#E6EEFA",
    Token.TAG: "#EDF0F5",
    Token.RED: "#B3261E",
    Token.RED_TINT: "#FBE9E7",
    Token.AMBER: "#8A5A00",
    Token.GREEN: "#17693F",
}

DARK: Colours = {
    Token.GROUND: "#16181D",
    Token.SURFACE: "#1F2228",
    Token.LINE: "#33383F",
    Token.BORDER: "#505862",
    Token.TEXT: "#E8EAED",
    Token.SECONDARY: "#A6AEBB",
    Token.DISABLED: "#6B7380",
    Token.PRIMARY: "#7FB0FF",
    Token.ON_PRIMARY: "#0D1B33",
    Token.PRIMARY_PALE: "#38598F",
    Token.TINT: "#26395A",
    Token.TAG: "#2C313A",
    Token.RED: "#FF8A80",
    Token.RED_TINT: "#4A2523",
    Token.AMBER: "#EDB95E",
    Token.GREEN: "#6CCB97",
}
