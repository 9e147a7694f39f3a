"""Every verb that can stand in the audit log has a name that people can read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import zhenyu_desk
from zhenyu_desk.domain.terms import Action
from zhenyu_desk.services.verb_names import verb_name

WRITERS = {"write", "UnitOfWork", "note_export", "_letting_out"}
VERB = re.compile(r"[a-z_]{4,}")
MIGRATED = "upgrade"  # written by the migrations themselves, which use no unit of work


def verbs_in(source: str) -> Iterator[str]:
    """What is handed to whatever opens a unit of work, as it stands there or as a constant of the module."""
    tree = ast.parse(source)
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and called(call) in WRITERS:
            for given in (*call.args, *(named.value for named in call.keywords if named.arg == "verb")):
                value = constants.get(given.id) if isinstance(given, ast.Name) else given
                choices = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
                for part in choices:
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and VERB.fullmatch(part.value):
                        yield part.value


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def all_verbs() -> set[str]:
    found = {MIGRATED, *(action.value.lower() for action in Action)}
    for file in Path(zhenyu_desk.__path__[0]).rglob("*.py"):
        found |= set(verbs_in(file.read_text(encoding="utf-8")))
    return found


def test_every_verb_has_a_chinese_name() -> None:
    unknown = verb_name("no verb of ours")
    verbs = all_verbs()
    assert {"register_visit", "create_ledger", "encrypt_ledger", "save_paper", "export_annex", "assign"} <= verbs
    for verb in sorted(verbs):
        name = verb_name(verb)
        assert name != unknown, verb
        assert re.search("[一-鿿]", name), (verb, name)
