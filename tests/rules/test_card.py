"""What a bridge sends of a card is read strictly, and names are compared as device.md section 3 says."""

import json
from datetime import date
from typing import Any

import pytest

from domain.rules.card import CardKind, CardNotReadable, NameCompared, compare_names, parse_card
from domain.rules.identity import id_check_digit

RESIDENT = "11010119000101001"
NUMBER = RESIDENT + id_check_digit(RESIDENT)
READ: dict[str, Any] = {
    "kind": "resident", "number": NUMBER, "name": "张试验", "validTo": "2040-01-01",
    "samId": "05.03-20260101-0000000001-0000000001", "attempts": 1, "findMisses": 3, "timings": [912, 41],
}  # fmt: skip


def plaintext(**others: Any) -> bytes:
    return json.dumps(READ | others, ensure_ascii=False).encode().ljust(1024)


def test_a_read_is_taken_as_it_is() -> None:
    card = parse_card(plaintext())
    assert (card.kind, card.number, card.name, card.valid_to) == (
        CardKind.RESIDENT,
        NUMBER,
        "张试验",
        date(2040, 1, 1),
    )
    assert (card.attempts, card.find_misses, card.timings) == (1, 3, (912, 41))
    assert NUMBER not in repr(card)
    assert "张试验" not in repr(card)


@pytest.mark.parametrize(
    "others",
    [
        {"kind": "passport"},
        {"number": NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")},
        {"number": ""},
        {"number": 1},
        {"name": ""},
        {"name": "长" * 141},
        {"name": None},
        {"validTo": "never"},
        {"validTo": 20400101},
        {"samId": "05.03-1"},
        {"attempts": -1},
        {"attempts": True},
        {"findMisses": 1.5},
        {"timings": []},
        {"timings": "12"},
        {"timings": [-1]},
    ],
)
def test_anything_else_is_no_read_and_is_not_repeated(others: dict[str, Any]) -> None:
    with pytest.raises(CardNotReadable) as caught:
        parse_card(plaintext(**others))
    assert str(caught.value) == "not a card read"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("garbage", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 5000])
def test_garbage_is_no_read(garbage: bytes) -> None:
    with pytest.raises(CardNotReadable):
        parse_card(garbage)


def test_a_card_is_valid_through_its_last_day_and_some_for_ever() -> None:
    card = parse_card(plaintext(validTo="2026-11-23"))
    assert not card.expired_on(date(2026, 11, 23))
    assert card.expired_on(date(2026, 11, 24))
    assert not parse_card(plaintext(validTo=None)).expired_on(date(9999, 1, 1))


@pytest.mark.parametrize("dot", ["·", "•", "・", "‧", "．"])
def test_every_middle_dot_is_the_same(dot: str) -> None:
    assert compare_names(f"买买提{dot}吐尔逊", "买买提·吐尔逊") is NameCompared.SAME


@pytest.mark.parametrize(
    ("on_card", "registered", "compared"),
    [
        ("张试验", "张试验", NameCompared.SAME),
        ("张试验", "张试", NameCompared.DIFFERENT),
        ("张\ue863验", "张䶮验", NameCompared.FOR_A_PERSON),
        ("张\ue863验", "张\ue863验", NameCompared.FOR_A_PERSON),
        ("张䶮验", "张\ue863验", NameCompared.FOR_A_PERSON),
        ("张\ue863验", "李䶮验", NameCompared.DIFFERENT),
        ("张\ue863", "张䶮验", NameCompared.DIFFERENT),
    ],
)
def test_a_private_character_is_for_a_persons_eye_and_never_equal(
    on_card: str, registered: str, compared: NameCompared
) -> None:
    assert compare_names(on_card, registered) is compared
