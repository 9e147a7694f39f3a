"""A program that works on a ledger until it is killed: python worker.py LEDGER SEED ROUNDS [SECRET], a line per thing.

What stands on a line was acknowledged: the service had returned before it was written; only "typing" is said before.
"""

import itertools
import json
import os
import random
import sys
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from zhenyu_desk.domain.changes import Aggregate
from zhenyu_desk.domain.inputs import DifficultyInput, VisitInput
from zhenyu_desk.domain.lifecycle import Step
from zhenyu_desk.domain.terms import Action
from zhenyu_desk.services import attachments, difficulties, drafts, visits
from zhenyu_desk.services.backup import back_up
from zhenyu_desk.services.context import AppContext
from zhenyu_desk.services.importing import import_file
from zhenyu_desk.store.ledger import Ledger
from zhenyu_desk.store.queries.office import categories

TODAY = date(2026, 11, 24)
IMPORTED_AT_ONCE = 20


@dataclass
class Worker:
    """Saves at random what an office saves in a day."""

    context: AppContext
    chance: random.Random
    open_cases: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        rows = self.context.read(categories)
        self.category = next(row.id for row in rows if row.name == "用电")

    def work(self, rounds: int) -> None:
        """So many things, or without end for 0: each once, then by chance."""
        verbs = [self.visit, self.step, self.draft, self.attach, self.copy, self.firms]
        weights = [12, 6, 6, 2, 1, 1]
        once = self.chance.sample(verbs, len(verbs))
        for number in range(rounds) if rounds else itertools.count():
            verb = once[number] if number < len(once) else self.chance.choices(verbs, weights)[0]
            verb()

    def visit(self) -> None:
        """A visit with a difficulty."""
        words = "".join(self.chance.choices("走访记录企业用电增容困难", k=self.chance.randint(1, 1500)))
        given = VisitInput(on=TODAY, enterprise_id=1, leader_id=1, business=words)
        case = DifficultyInput(
            enterprise_id=1, reported_on=TODAY, title="压铸线投产需增容", category_id=self.category, assign_unit_id=1
        )
        done = visits.register_visit(self.context, given, [case])
        self.open_cases += done.touched[Aggregate.DIFFICULTY]
        say("visit", done.id, words)

    def step(self) -> None:
        """A step of a difficulty that was registered before."""
        if not self.open_cases:
            return self.visit()
        key = self.chance.choice(self.open_cases)
        text = f"现场查勘 {self.chance.random()}"
        difficulties.take_step(self.context, key, None, Step(on=TODAY, action=Action.PROGRESS, text=text))
        return say("step", key, text)

    def draft(self) -> None:
        """What is being typed, kept again and again under a few uids."""
        uid, content = f"draft-{self.chance.randint(1, 3)}", json.dumps({"n": self.chance.random()})
        say("typing", uid, content)
        drafts.keep_draft(self.context, uid, "visit", "", content)
        say("draft", uid, content)

    def attach(self) -> None:
        """A file of some kilobytes."""
        content = self.chance.randbytes(self.chance.randint(100, 60_000))
        item = attachments.stage_bytes(self.context, content, "照片.png")
        attachments.add_attachment(self.context, Aggregate.ENTERPRISE, 1, item)
        say("attachment", 0, item.sha256)

    def copy(self) -> None:
        """A backup."""
        say("backup", 0, back_up(self.context).name)

    def firms(self) -> None:
        """A list of firms, all or none of them."""
        mark = f"{self.chance.getrandbits(40):010x}"
        file = self.context.ledger.folder.parent / f"{mark}.csv"
        lines = [f"新源{mark}{number:02d}号有限公司" for number in range(IMPORTED_AT_ONCE)]
        file.write_text("\n".join(["企业名称,地址", *(f"{name},工业园" for name in lines)]), encoding="utf-8")
        import_file(self.context, file)
        say("firms", 0, mark)


def say(kind: str, key: object, text: str) -> None:
    """Acknowledge, past all buffers."""
    os.write(1, (json.dumps([kind, key, text], ensure_ascii=False) + "\n").encode())


def work(folder: Path, seed: int, rounds: int, secret: bytes | None) -> None:
    """Open the ledger as the window does and work."""
    context = AppContext(Ledger.open(folder, deep=False, secret=secret, alone=True), "李静", lambda: TODAY)
    worker = Worker(context, random.Random(seed))
    say("open", 0, "")
    worker.work(rounds)
    os._exit(0)  # as little in order as a power cut


def work_until_killed(said: Connection, folder: Path, seed: int, secret: bytes | None) -> None:
    """In a forked child: work without end; what is saved is said on the pipe."""
    os.dup2(said.fileno(), 1)
    work(folder, seed, 0, secret)


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), bytes.fromhex("".join(sys.argv[4:])) or None)
