"""What a program did to the files of a folder, recorded by strace(1), to be cut off anywhere.

The model of a disk: what was written and not synced may be there in any part, torn at 512 bytes; names made, renamed
and removed come to the disk in order, up to any point after the last sync that carries them (a journaling file system).
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

CALLS = "openat,open,close,pwrite64,write,lseek,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2"
_CALL = re.compile(r"(\d+)\s+(\w+)\((.*)\)\s+=\s+(-?\d+)")
_STARTED = re.compile(r"(\d+)\s+(\w+)\((.*) <unfinished \.\.\.>")
_RESUMED = re.compile(r"(\d+)\s+<\.\.\. \w+ resumed>(.*)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_ON_HANDLES = frozenset({"write", "pwrite64", "lseek", "fsync", "fdatasync", "ftruncate"})
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Operation:
    """One call: `open`, `remove`, `rename` (to `data` as a path), `write`, `cut` to a length, `sync`, or `said`."""

    kind: str
    path: str
    offset: int = 0
    data: bytes = b""


def can_record() -> bool:
    """Whether strace is installed and may look at a process here."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


def strace(log: Path) -> list[str]:
    """What a command line begins with to be recorded into a file."""
    return ["strace", "-f", "-o", str(log), "-xx", "-s", "20000000", "-e", f"trace={CALLS}", "-e", "signal=none"]


def operations(log: Path, folder: Path) -> Iterator[Operation]:
    """The operations on files below a folder, and what was written to the standard output, in order."""
    names: dict[int, str] = {1: "said"}
    places: dict[int, int] = {}
    for call, arguments, result in _calls(log):
        if result < 0:
            continue
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
        paths = [text.decode(errors="replace") for text in texts]
        if call in ("open", "openat"):
            names.pop(result, None)
            if paths[0].startswith(str(folder)):
                names[result], places[result] = paths[0], 0
                if "O_CREAT" in arguments:
                    yield Operation("open", paths[0])
        elif call == "close":
            names.pop(int(arguments), None)
        elif call in ("unlink", "unlinkat") and paths[0].startswith(str(folder)):
            yield Operation("remove", paths[0])
        elif call.startswith("rename") and paths[0].startswith(str(folder)):
            yield Operation("rename", paths[0], data=texts[1])
        elif call in _ON_HANDLES:
            handle = int(arguments.split(",")[0])
            if handle in names:
                yield from _on_handle(call, names[handle], handle, arguments, texts, result, places)


def _on_handle(
    call: str, name: str, handle: int, arguments: str, texts: Sequence[bytes], result: int, places: dict[int, int]
) -> Iterator[Operation]:
    if call == "write" and name == "said":
        yield Operation("said", "", data=texts[0])
    elif call == "write":
        yield Operation("write", name, places[handle], texts[0][:result])
        places[handle] += result
    elif call == "pwrite64":
        yield Operation("write", name, int(arguments.rsplit(",", 1)[1]), texts[0][:result])
    elif call == "lseek":
        places[handle] = result
    elif call in ("fsync", "fdatasync"):
        yield Operation("sync", name)
    elif call == "ftruncate":
        yield Operation("cut", name, int(arguments.split(",")[1]))


def _calls(log: Path) -> Iterator[tuple[str, str, int]]:
    """Name, arguments and result of each call; one that another thread interrupted is put together again."""
    begun: dict[str, str] = {}
    with log.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            started = _STARTED.match(line)
            if started:
                begun[started[1]] = f"{started[1]} {started[2]}({started[3]}"
                continue
            resumed = _RESUMED.match(line)
            whole = begun.pop(resumed[1], "") + resumed[2] if resumed else line
            match = _CALL.match(whole)
            if match:
                yield match[2], match[3], int(match[4])


@dataclass
class Disk:
    """The files of a folder as operations go by, with what is safe on the disk and what is not yet."""

    folder: Path
    contents: dict[int, bytearray] = field(default_factory=dict)
    live: dict[str, int] = field(default_factory=dict)
    names: list[tuple[str, int | None]] = field(default_factory=list)
    safe_names: int = 0
    waiting: list[tuple[int, Operation]] = field(default_factory=list)
    said: list[bytes] = field(default_factory=list)
    _made_at: dict[int, int] = field(default_factory=dict)

    def load(self, files: Path) -> None:
        """Start from files that lay there, safe, before the recording; `files` holds a copy of the folder."""
        for file in sorted(path for path in files.rglob("*") if path.is_file()):
            self._name(str(self.folder / file.relative_to(files)), self._new(file.read_bytes()))
        self.safe_names = len(self.names)

    def go_on(self, operation: Operation) -> None:
        """Take the next operation."""
        path = operation.path
        match operation.kind:
            case "said":
                self.said.append(operation.data)
            case "open":
                if path not in self.live and path != str(self.folder):
                    self._name(path, self._new(b""))
            case "remove":
                self._unname(path)
            case "rename":
                moved = self.live.get(path)
                self._unname(path)
                if moved is not None:
                    self._name(operation.data.decode(errors="replace"), moved)
            case "sync":
                self._sync(path)
            case _:
                if path in self.live:  # not what lies there under another name by now
                    self.waiting.append((self.live[path], operation))

    def after_a_cut(self, chance: Random, variant: int, target: Path) -> None:
        """Write to `target` what a power cut now leaves: 0 only what is safe, 1 all, else a part by chance."""
        contents = {number: bytearray(data) for number, data in self.contents.items()}
        for number, operation in self.waiting:
            if variant == 1 or (variant > 1 and chance.random() < 0.5):
                _apply(contents[number], operation if variant == 1 else _torn(operation, chance))
        last = {0: self.safe_names, 1: len(self.names)}.get(variant, chance.randint(self.safe_names, len(self.names)))
        present: dict[str, int] = {}
        for path, named in self.names[:last]:
            if named is None:
                present.pop(path, None)
            else:
                present[path] = named
        for path, number in present.items():
            file = target / Path(path).relative_to(self.folder)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(contents[number])

    def _new(self, data: bytes) -> int:
        self.contents[len(self.contents)] = bytearray(data)
        return len(self.contents) - 1

    def _name(self, path: str, number: int) -> None:
        self.live[path] = number
        self.names.append((path, number))
        self._made_at[number] = len(self.names)

    def _unname(self, path: str) -> None:
        if self.live.pop(path, None) is not None:
            self.names.append((path, None))

    def _sync(self, path: str) -> None:
        number = self.live.get(path)
        if number is None:  # a folder: all names so far are safe
            self.safe_names = len(self.names)
            return
        for waiting, operation in self.waiting:
            if waiting == number:
                _apply(self.contents[number], operation)
        self.waiting = [(waiting, operation) for waiting, operation in self.waiting if waiting != number]
        self.safe_names = max(self.safe_names, self._made_at[number])


def _apply(data: bytearray, operation: Operation) -> None:
    end = operation.offset + len(operation.data)
    if operation.kind == "cut":
        del data[operation.offset :]
    if len(data) < end:
        data.extend(bytes(end - len(data)))
    data[operation.offset : end] = operation.data


def _torn(operation: Operation, chance: Random) -> Operation:
    """The write whole, or only its first sectors."""
    sectors = len(operation.data) // SECTOR
    if operation.kind != "write" or sectors < 2 or chance.random() < 0.5:
        return operation
    return Operation("write", operation.path, operation.offset, operation.data[: SECTOR * chance.randint(1, sectors)])


def cut_points(recorded: Sequence[Operation], chance: Random, count: int) -> list[int]:
    """So many places in a recording behind the first thing that was said, in order."""
    start = next(place for place, operation in enumerate(recorded) if operation.kind == "said")
    return sorted(chance.randrange(start, len(recorded)) for _cut in range(count))
