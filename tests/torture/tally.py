"""What came of many kills or cuts, in figures."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """How often it was tried, what was acknowledged or left by then, and what was found to be wrong afterwards."""

    what: str
    counts: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    lost: list[str] = field(default_factory=list)
    """Acknowledged, and not there."""
    torn: list[str] = field(default_factory=list)
    """There by half."""
    corrupt: list[str] = field(default_factory=list)
    """Not what was written."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not (self.lost or self.torn or self.corrupt)

    def __str__(self) -> str:
        """The figures on a line, and below it the first of what was found."""
        found = {"lost": self.lost, "torn": self.torn, "corrupt": self.corrupt}
        figures = ", ".join(f"{word}: {len(things)}" for word, things in found.items())
        first = [f"\n{word}: {things[0]}" for word, things in found.items() if things]
        return f"{self.rounds} {self.what}; {dict(sorted(self.counts.items()))}; {figures}{''.join(first)}"

    def print(self) -> None:
        """Say it where the run is watched."""
        print(f"\n{self}", flush=True)
