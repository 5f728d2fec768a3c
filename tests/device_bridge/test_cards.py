"""The text block of device.md section 3: four layouts, and everything that is nobody's card."""

from collections.abc import Callable
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from device_bridge.cards import Card, CardRefused, Flag, Kind, Refused, check_digit, read_text
from tests.device_bridge.vectors import BLOCKS, LONG_TERM, PERMANENT_2017, RESIDENT, VECTORS, with_text


def block(*fields: tuple[int, str]) -> bytes:
    """256 bytes of spaces with texts at their places."""
    empty = " ".encode("utf-16-le") * 128
    for offset, text in fields:
        empty = with_text(empty, offset, text)
    return empty


HMT_PERMIT = block(
    (0, "丙測試"), (30, "1"), (36, "19000228"), (52, "北京市测试区虚构西街1号"),
    (122, "81000019000228001" + check_digit("81000019000228001")), (158, "北京市公安局"), (188, "20240101"),
    (204, "20290101"), (220, "H00000000"), (238, "01"), (248, "J"),
)  # fmt: skip
PERMANENT_2023 = block(
    (0, "戊测试"), (30, "2"), (32, "00"), (36, "19001231"), (52, "FICTITIOUS-LONGNAMED, TESTER OF MANY WO"),
    (122, "91100019001231002" + check_digit("91100019001231002")), (188, "20240202"), (204, "20340202"),
    (220, "RDS"), (242, "USA"), (248, "Y"),
)  # fmt: skip


@pytest.mark.parametrize("name", BLOCKS)
def test_the_vectors_read_as_written(name: str) -> None:
    card = read_text(BLOCKS[name])
    fields: dict[str, Any] = VECTORS["text_blocks"][name]["fields"]
    assert card.kind == (Kind.PR_2017 if fields.get("name_en") else Kind.RESIDENT)
    assert (card.name, card.sex, card.number) == (fields["name"], fields["sex"], fields["number"])
    assert card.name_en == fields.get("name_en", "")
    assert f"{card.birth:%Y%m%d}" == fields["birth"]
    assert f"{card.valid_from:%Y%m%d}" == fields["from"]
    assert (f"{card.valid_to:%Y%m%d}" if card.valid_to else "长期") == fields["to"]


def test_a_permit_of_hong_kong_macao_and_taiwan_reads() -> None:
    card = read_text(HMT_PERMIT)
    assert (card.kind, card.name, card.number[:14]) == (Kind.HMT_PERMIT, "丙測試", "81000019000228")
    assert card.valid_to == date(2029, 1, 1)


def test_the_two_parts_of_a_long_name_are_one() -> None:
    card = read_text(PERMANENT_2023)
    assert card.kind is Kind.PR_2023
    assert card.name_en == "FICTITIOUS-LONGNAMED, TESTER OF MAN" + "RDS"
    assert (card.name, card.birth) == ("戊测试", date(1900, 12, 31))


def test_a_space_between_the_parts_of_a_name_stays() -> None:
    first = "A" * 34 + " "
    card = read_text(with_text(with_text(PERMANENT_2023, 52, first), 220, "TESTER     "))
    assert card.name_en == first + "TESTER"


@pytest.mark.parametrize("padding", ["\u0000", "\u3000", " "])
def test_every_padding_is_trimmed_at_the_right_only(padding: str) -> None:
    assert read_text(with_text(RESIDENT, 0, "甲 测试" + padding * 11)).name == "甲 测试"


def test_a_nul_for_the_type_is_a_resident() -> None:
    assert read_text(with_text(RESIDENT, 248, "\0")).kind is Kind.RESIDENT


def test_a_permanent_resident_may_have_no_chinese_name() -> None:
    assert read_text(with_text(PERMANENT_2017, 158, " " * 15)).name == ""


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (with_text(RESIDENT, 248, "K"), Refused.UNKNOWN_TYPE),
        (with_text(RESIDENT, 248, "j"), Refused.UNKNOWN_TYPE),
        (with_text(RESIDENT, 248, "\ud800"), Refused.UNKNOWN_TYPE),
        (with_text(RESIDENT, 0, "\ud840"), Refused.UNDECODABLE),
        (with_text(RESIDENT, 0, "甲\udc00"), Refused.UNDECODABLE),
        (with_text(RESIDENT, 0, "甲\0试"), Refused.UNDECODABLE),
        (with_text(RESIDENT, 0, " " * 15), Refused.UNDECODABLE),
        (with_text(RESIDENT, 60, "\ud800"), Refused.UNDECODABLE),
        (with_text(RESIDENT, 160, "\udc00"), Refused.UNDECODABLE),
        (with_text(RESIDENT, 34, "\ud800"), Refused.UNDECODABLE),
        (with_text(with_text(RESIDENT, 120, "\ud840"), 158, "\udc0b"), Refused.UNDECODABLE),
        (with_text(HMT_PERMIT, 236, "\ud800"), Refused.UNDECODABLE),
        (with_text(HMT_PERMIT, 240, "\udc00"), Refused.UNDECODABLE),
        (with_text(PERMANENT_2017, 152, "\udc00"), Refused.UNDECODABLE),
        (with_text(PERMANENT_2017, 246, "\ud800"), Refused.UNDECODABLE),
        (with_text(PERMANENT_2023, 242, "\udc00"), Refused.UNDECODABLE),
        (with_text(PERMANENT_2023, 254, "\ud800"), Refused.UNDECODABLE),
        (with_text(RESIDENT, 122, "110101190001010015"), Refused.CHECK_DIGIT),
        (with_text(RESIDENT, 122, "11010119000101001x"), Refused.CHECK_DIGIT),
        (with_text(RESIDENT, 122, "１１010119000101001"), Refused.CHECK_DIGIT),
        (with_text(RESIDENT, 122, " " * 18), Refused.CHECK_DIGIT),
        (with_text(RESIDENT, 36, "19000102"), Refused.BIRTH_MISMATCH),
        (with_text(RESIDENT, 36, "19000230"), Refused.IMPOSSIBLE_DATE),
        (with_text(RESIDENT, 36, "长期      "), Refused.IMPOSSIBLE_DATE),
        (with_text(RESIDENT, 30, "2"), Refused.SEX_MISMATCH),
        (with_text(RESIDENT, 30, "3"), Refused.SEX_MISMATCH),
        (with_text(RESIDENT, 188, "20200230"), Refused.IMPOSSIBLE_DATE),
        (with_text(RESIDENT, 204, "        "), Refused.IMPOSSIBLE_DATE),
        (with_text(RESIDENT, 204, "长期长期    "), Refused.IMPOSSIBLE_DATE),
        (with_text(PERMANENT_2017, 122, "usa110000000001"), Refused.CHECK_DIGIT),
        (with_text(PERMANENT_2017, 120, "5"), Refused.SEX_MISMATCH),
    ],
)
def test_what_cannot_be_a_card_is_refused(damaged: bytes, reason: Refused) -> None:
    with pytest.raises(CardRefused) as refused:
        read_text(damaged)
    assert refused.value.reason is reason


@pytest.mark.parametrize("sex", ["0", "9"])
def test_a_sex_that_is_not_stated_contradicts_nothing(sex: str) -> None:
    assert read_text(with_text(RESIDENT, 30, sex)).sex == sex


def test_private_use_characters_are_for_a_person_to_look_at() -> None:
    card = read_text(with_text(RESIDENT, 0, "甲\ue863试"))
    assert card.flags(date(2026, 1, 1)) == (Flag.PRIVATE_USE_NAME,)


def test_a_card_is_valid_on_its_last_day() -> None:
    card = read_text(RESIDENT)
    assert card.flags(date(2040, 1, 1)) == ()
    assert card.flags(date(2040, 1, 2)) == (Flag.EXPIRED,)
    assert read_text(LONG_TERM).flags(date(9999, 1, 1)) == ()


def changes(original: Card) -> Callable[[bytes], bool]:
    """Whether a damaged block reads as somebody else's number."""

    def somebody_else(damaged: bytes) -> bool:
        try:
            return read_text(damaged).number != original.number
        except CardRefused:
            return False

    return somebody_else


def test_no_single_flip_makes_another_number() -> None:
    somebody_else = changes(read_text(RESIDENT))
    for place in range(256):
        for bit in range(8):
            damaged = bytearray(RESIDENT)
            damaged[place] ^= 1 << bit
            assert not somebody_else(bytes(damaged))


def test_of_two_flips_that_keep_the_checksum_of_the_line_none_goes_unseen_in_birth_date_or_sex() -> None:
    somebody_else = changes(read_text(LONG_TERM))
    for first, second in combinations(range(122 + 2 * 6, 122 + 2 * 14), 2):
        for bit in range(8):
            damaged = bytearray(LONG_TERM)
            damaged[first] ^= 1 << bit
            damaged[second] ^= 1 << bit
            assert not somebody_else(bytes(damaged))


def test_nothing_of_a_person_shows_in_print() -> None:
    card = read_text(RESIDENT)
    assert repr(card) == "Card(kind=<Kind.RESIDENT: 'resident'>)"
    with pytest.raises(CardRefused) as refused:
        read_text(with_text(RESIDENT, 0, "甲\udc00"))
    assert refused.value.__cause__ is None
    assert str(refused.value) == "undecodable"
