"""挂钩安排: leaders in rank order with their firms."""

from zhenyu_desk.ui.pages.pairings.page import PairingsPage

__all__ = ["PairingsPage"]
