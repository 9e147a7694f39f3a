"""A ledger with its worker, killed and looked at."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tests.ledgers import TODAY
from tests.torture.children import CONTEXT
from tests.torture.tally import Tally
from tests.torture.worker import IMPORTED_AT_ONCE, work_until_killed
from zhenyu_desk.services.check import check_ledger
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.store import attachments, driver, manifests
from zhenyu_desk.store.backup import attachments_beside
from zhenyu_desk.store.ledger import Ledger

ROOT = Path(__file__).parents[2]
LONGEST_SECONDS = 1.2


class Copied(NamedTuple):
    """What was acknowledged before a backup was begun, so that it is in there."""

    visits: frozenset[int]
    attachments: frozenset[str]


@dataclass
class Acknowledged:
    """What the worker said was saved."""

    counts: Counter[str] = field(default_factory=Counter)
    visits: dict[int, str] = field(default_factory=dict)
    steps: list[tuple[int, str]] = field(default_factory=list)
    drafts: set[str] = field(default_factory=set)
    words: dict[str, set[str]] = field(default_factory=dict)
    """Of each draft: what was acknowledged last, and what was handed in after that."""
    attachments: set[str] = field(default_factory=set)
    backups: dict[str, Copied] = field(default_factory=dict)
    imports: set[str] = field(default_factory=set)

    def hear(self, line: str) -> None:
        """Take down one line."""
        kind, key, text = json.loads(line)
        if kind == "typing":
            self.words.setdefault(key, set()).add(text)
            return
        self.counts[kind] += 1
        match kind:
            case "visit":
                self.visits[key] = text
            case "step":
                self.steps.append((key, text))
            case "draft":
                self.drafts.add(key)
                self.words[key] = {text}
            case "attachment":
                self.attachments.add(text)
            case "backup":
                self.backups[text] = Copied(frozenset(self.visits), frozenset(self.attachments))
            case "firms":
                self.imports.add(text)


def start(folder: Path, seed: int, rounds: int, secret: bytes | None, *before: str) -> subprocess.Popen[str]:
    """The worker as a program of its own; `before` is what its command line begins with."""
    given = [str(folder), str(seed), str(rounds), *([secret.hex()] if secret else [])]
    command = [*before, sys.executable, "-m", "tests.torture.worker", *given]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def work_and_be_killed(folder: Path, secret: bytes | None, chance: random.Random, said: Acknowledged) -> None:
    """Let the worker work for a random while after it opened the ledger, kill it, take down what it said."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=work_until_killed, args=(theirs, folder, chance.getrandbits(32), secret))
    child.start()
    theirs.close()
    with ours, open(ours.fileno(), encoding="utf-8", closefd=False) as lines:
        first = lines.readline()
        assert first, "the worker could not open the ledger"
        said.hear(first)
        time.sleep(chance.uniform(0, LONGEST_SECONDS))
        child.kill()
        for line in lines:
            if line.endswith("\n"):
                said.hear(line)
    child.join()
    child.close()


def look(folder: Path, secret: bytes | None, said: Acknowledged, tally: Tally) -> None:
    """Open the ledger as the next start does and take down what is missing, half or broken."""
    context = AppContext(Ledger.open(folder, deep=True, secret=secret, alone=True), "李静", lambda: TODAY)
    try:
        tally.corrupt += check_ledger(context)
    finally:
        context.close()
    with closing(driver.connect(folder / "ledger.db", secret)) as connection:
        _look_at_rows(connection, said, tally)
    for name, copied in said.backups.items():
        _look_at_backup(folder / "backups" / name, secret, said, copied, tally)


def _look_at_rows(connection: Any, said: Acknowledged, tally: Tally) -> None:
    cases = dict(connection.execute("SELECT visit_id, count(*) FROM difficulty GROUP BY visit_id"))
    steps = Counter(connection.execute("SELECT difficulty_id, text FROM handling_event"))
    drafts = dict(connection.execute("SELECT uid, content FROM draft"))
    files = {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM attachment")}
    firms = Counter(name[2:12] for (name,) in connection.execute("SELECT name FROM enterprise WHERE name LIKE '新源%'"))
    visits = _visits(connection)
    tally.lost += [f"visit {key}" for key, words in said.visits.items() if visits.get(key) != words]
    tally.lost += [f"step of {key}" for key, text in said.steps if not steps[key, text]]
    tally.lost += [f"draft {uid}" for uid in said.drafts if drafts.get(uid) not in said.words[uid]]
    tally.lost += [f"attachment {sha256}" for sha256 in said.attachments - files]
    tally.lost += [f"import {mark}" for mark in said.imports if not firms[mark]]
    tally.torn += [f"half a visit {key}" for key in visits if cases.get(key) != 1]
    tally.torn += [f"half an import {mark}" for mark, count in firms.items() if count != IMPORTED_AT_ONCE]


def _look_at_backup(file: Path, secret: bytes | None, said: Acknowledged, copied: Copied, tally: Tally) -> None:
    """Its manifest, its every bit by that, and what was saved before it was made."""
    if not file.exists():
        tally.lost.append(f"backup {file.name}")
        return
    row = manifests.row_of(file)
    if row.kind is None or not manifests.is_whole(row):
        tally.torn.append(f"backup {file.name}")
        return
    with closing(driver.connect(file, secret)) as connection:
        visits = _visits(connection)
        files = dict(connection.execute("SELECT sha256, file_name FROM attachment"))
    tally.lost += [f"visit {key} in {file.name}" for key in copied.visits if visits.get(key) != said.visits[key]]
    tally.lost += [f"attachment {sha256} in {file.name}" for sha256 in copied.attachments - set(files)]
    beside = attachments_beside(file, secret)
    flaws = {name: attachments.flaw_of(beside, sha256, name, secret) for sha256, name in files.items()}
    tally.corrupt += [f"{name} beside {file.name}: {flaw}" for name, flaw in flaws.items() if flaw is not None]


def _visits(connection: Any) -> dict[int, str]:
    return dict(connection.execute("SELECT id, business FROM visit"))
