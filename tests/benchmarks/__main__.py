"""Run benchmarks: python -m tests.benchmarks [NAME…] [--json FILE].

Each is a module bench_<name>.py here, whose run() prints its table and returns its figures by name.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parent
PREFIX = "bench_"


def names() -> list[str]:
    """All benchmarks there are."""
    return sorted(file.stem.removeprefix(PREFIX) for file in FOLDER.glob(f"{PREFIX}*.py"))


def measure(name: str) -> dict[str, float]:
    """Run one benchmark; its figures by name."""
    module = importlib.import_module(f"tests.benchmarks.{PREFIX}{name}")
    figures: dict[str, float] = module.run()
    return figures


def merge(file: Path, figures: dict[str, dict[str, float]]) -> None:
    """Put these figures into the file, leaving those of other benchmarks as they are."""
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.write_text(json.dumps(known | figures, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks named, or all."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"of {', '.join(names()) or 'none yet'}")
    parser.add_argument("--json", type=Path, metavar="FILE")
    given = parser.parse_args(arguments)
    unknown = sorted(set(given.names) - set(names()))
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are: {', '.join(names())}")
    for name in given.names or names():
        figures = measure(name)
        if given.json is not None:
            merge(given.json, {name: figures})
    return 0


if __name__ == "__main__":
    sys.exit(main())
