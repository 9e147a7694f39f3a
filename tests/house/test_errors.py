"""Known problems carry their sentence and the exit code of exchange.md."""

import pytest

from zhenyu_desk.errors import AppError, Cancelled, EnvironmentProblem, RuleBroken, UsageProblem


@pytest.mark.parametrize(
    ("kind", "code"), [(RuleBroken, 1), (UsageProblem, 2), (EnvironmentProblem, 3), (Cancelled, 1)]
)
def test_every_kind_has_its_sentence_and_exit_code(kind: type[AppError], code: int) -> None:
    problem = kind("台账不存在。")
    assert (problem.sentence, str(problem), problem.exit_code) == ("台账不存在。", "台账不存在。", code)


def test_a_broken_rule_names_its_field() -> None:
    assert RuleBroken("校验码不对。", field="credit_code").field == "credit_code"
    assert RuleBroken("校验码不对。").field is None
