"""An invented town: believable firms, leaders, visits and difficulties for an empty ledger."""

from zhenyu_desk.services.demo.fill import fill
from zhenyu_desk.services.demo.last_month import issue_last_month
from zhenyu_desk.services.demo.sizes import Scale, Sizes

__all__ = ["Scale", "Sizes", "fill", "issue_last_month"]
