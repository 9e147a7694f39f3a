"""Which trip a visit belongs to (product.md, Terms: several firms of one trip share a `trip_no`)."""

from __future__ import annotations

from datetime import date


def trip_no(on: date, leader_id: int) -> str:
    """The trip of a leader on a day: whatever firms are visited on it share this number, in whatever order typed."""
    return f"{on:%Y%m%d}-{leader_id}"
