"""How long Ctrl+K takes on ledgers of growing size, beside the best plain SQL for the same answer.

What is measured is services.search.search, lines to show included. ZHENYU_BENCH_VISITS, such as "10000,100000",
names other sizes than all three.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import ledgers
from tests.benchmarks.plain_search import PlainSearch
from tests.benchmarks.search_questions import questions
from zhenyu_desk.bootstrap import open_context
from zhenyu_desk.services.search import search
from zhenyu_desk.store.ledger import FILE_NAME

QUESTIONS = 300
WARM_UP = 10
# Plain SQL may scan the whole ledger, so it answers only every so many questions.
PLAIN_EVERY = 5


class Times(NamedTuple):
    """Milliseconds of our answers, and of plain and our own ones to questions that both were asked in turn."""

    ours: list[float]
    pairs: list[tuple[float, float]]


def run() -> dict[str, float]:
    """Measure each size; prints a table each and returns percentiles in milliseconds and ratios."""
    figures: dict[str, float] = {}
    for visits in sizes():
        figures |= _measure_ledger(visits)
    return figures


def sizes() -> tuple[int, ...]:
    """Visits of the ledgers to measure."""
    named = os.environ.get("ZHENYU_BENCH_VISITS", "")
    return tuple(map(int, named.split(","))) if named else ledgers.SIZES


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of 1 of them don't exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _measure_ledger(visits: int) -> dict[str, float]:
    print(f"ledger of {visits:,} visits: made, or found from before …", flush=True)
    start = time.perf_counter()
    folder = ledgers.ledger_of(visits)
    print(f"  there after {time.perf_counter() - start:.0f} s", flush=True)
    times = _times(folder)
    print(f"{'words':<10} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'of plain SQL: p50':>18} {'p95':>6}")
    everything = Times(
        list(chain.from_iterable(each.ours for each in times.values())),
        list(chain.from_iterable(each.pairs for each in times.values())),
    )
    for name, each in {**times, "all": everything}.items():
        p50, p95, p99 = (percentile(each.ours, share) for share in (0.5, 0.95, 0.99))
        print(f"{name:<10} {p50:>8.2f} {p95:>8.2f} {p99:>8.2f} {_ratio(each, 0.5):>18.2f} {_ratio(each, 0.95):>6.2f}")
    figures = {f"p95_ms_{name}_{visits}": percentile(each.ours, 0.95) for name, each in times.items()}
    figures[f"p95_ms_{visits}"] = percentile(everything.ours, 0.95)
    figures[f"ratio_{visits}"] = _ratio(everything, 0.95)
    figures[f"ratio_p50_{visits}"] = _ratio(everything, 0.5)
    return {name: round(value, 3) for name, value in figures.items()}


def _times(folder: Path) -> dict[str, Times]:
    file = folder / FILE_NAME
    asked = questions(file, QUESTIONS)
    context = open_context(folder, ledgers.ACTOR, deep=False)
    plain = PlainSearch(file)
    try:
        for words in chain.from_iterable(some[:WARM_UP] for some in asked.values()):
            search(context, words)
        found: dict[str, Times] = {}
        for name, words_of_class in asked.items():
            ours = [_milliseconds(partial(search, context, words)) for words in words_of_class]
            pairs = [
                (plain.best(words), _milliseconds(partial(search, context, words)))
                for words in words_of_class[::PLAIN_EVERY]
            ]
            found[name] = Times(ours, pairs)
        return found
    finally:
        plain.close()
        context.close()


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _ratio(times: Times, share: float) -> float:
    """How much longer we take than plain SQL, at this percentile of each."""
    plain, ours = zip(*times.pairs, strict=True)
    return percentile(ours, share) / percentile(plain, share)
