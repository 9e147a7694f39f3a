"""Credit codes: those of codes.md are accepted, each kind of slip is told in one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenyu_desk.domain import credit_code

STANDARDS_EXAMPLE = "91350100M000100Y43"
VALID = [
    STANDARDS_EXAMPLE,
    "91330109MA0000015Y",
    "91330109MA0000023R",
    "92330109MA0000031H",
    "93330109MA000004X6",
    "N2330109MF00000560",
    "1233010900000006XG",
    "52330109MJ0000077W",
    "91330109MA00001X3B",
]
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
bodies = st.builds(
    lambda division, subject: "91" + division + subject,
    st.text("123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=8, max_size=8),
)


@pytest.mark.parametrize("code", VALID)
def test_a_valid_code_passes_without_a_word(code: str) -> None:
    assert credit_code.examine(code) == credit_code.CodeVerdict(code)
    assert credit_code.make(code[:16]) == code


def test_a_firm_may_have_no_code() -> None:
    assert credit_code.examine("  ").accepted


@pytest.mark.parametrize(
    "typed", ["９１３３０１０９ＭＡ０００００１５Ｙ", " 91330109 ma000001-5y", "91330109—MA0000015Y\n"]
)
def test_width_case_blanks_and_dashes_do_not_matter(typed: str) -> None:
    assert credit_code.normalise(typed) == "91330109MA0000015Y"
    assert credit_code.examine(typed).accepted


def test_letters_that_never_occur_are_read_as_digits_in_a_proposal() -> None:
    verdict = credit_code.examine("9133OIO9MAOOOOO15Y")
    assert not verdict.accepted
    assert verdict.proposal == "91330109MA0000015Y"
    assert verdict.proposal in verdict.errors[0]


def test_a_wrong_last_character_is_refused_and_the_right_one_told() -> None:
    verdict = credit_code.examine("91330109MA0000015X")
    assert not verdict.accepted
    assert verdict.proposal == "91330109MA0000015Y"


def test_a_wrong_subject_check_only_warns() -> None:
    first_17 = "91330109MA0000016"
    verdict = credit_code.examine(first_17 + credit_code.check_character(first_17))
    assert verdict.accepted
    assert len(verdict.warnings) == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("91330109MA0000015", "17"),
        ("91330109MA0000015YY", "19"),
        ("330583000012345", "330583000012345"),
        ("91330109MA00000?5Y", "?"),
        ("94330109MA0000015Y", "94"),
        ("Z1330109MA0000015Y", "21330109MA0000015Y"),
        ("9133010AMA0000015Y", "33010A"),
        ("91" + "0" * 16, "91" + "0" * 16),
        ("0" * 18, "00"),
        ("9.13301E+17", "11"),
    ],
)
def test_other_slips_are_refused_with_what_is_wrong(code: str, told: str) -> None:
    verdict = credit_code.examine(code)
    assert not verdict.accepted
    assert told in verdict.errors[0]


def test_a_body_of_wrong_length_or_letters_makes_no_code() -> None:
    with pytest.raises(ValueError, match="16 characters"):
        credit_code.make("9133")
    with pytest.raises(ValueError, match="16 characters"):
        credit_code.make("91330109MAO00001")


@given(bodies)
def test_every_made_code_is_accepted_without_a_word(body: str) -> None:
    code = credit_code.make(body)
    assert credit_code.examine(code) == credit_code.CodeVerdict(code)


@given(bodies, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_mistyped_character_is_always_noticed(body: str, position: int, character: str) -> None:
    code = credit_code.make(body)
    if code[position] != character:
        mistyped = code[:position] + character + code[position + 1 :]
        assert not credit_code.examine(mistyped).accepted


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    verdict = credit_code.examine(text)
    assert verdict.code == credit_code.normalise(verdict.code)
