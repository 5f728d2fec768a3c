"""The field tool of device.md section 7, as a process."""

import json
import subprocess
import sys
from typing import Any

import pytest

from device_bridge.codec import Command, reply
from tests.device_bridge.vectors import LONG_TERM, PERMANENT_2017, RESIDENT, read_reply, with_text


def decoded(text: str) -> list[dict[str, Any]]:
    """What the tool prints for this input."""
    ran = subprocess.run(
        [sys.executable, "-m", "device_bridge", "decode"], input=text, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_a_session_with_echo_noise_and_a_card() -> None:
    frame = read_reply(RESIDENT).hex()
    text = f"00 ff55\n{Command.FIND.wire.hex()}\n{reply(0x9F, bytes(4)).hex(' ')}\n{frame[:100]}\n{frame[100:]}\n"
    assert decoded(text) == [
        {"event": "junk", "bytes": "00ff55"},
        {"event": "bad", "reason": "length", "value": 3},
        {"event": "junk", "bytes": "aaaa96690003200122"},
        {"event": "frame", "sw": "00009f", "length": 8},
        {"event": "frame", "sw": "000090", "length": 1288},
        {
            "event": "card", "kind": "resident", "number": "110101190001010014", "name": "甲测试", "name_en": "",
            "sex": "1", "birth": "1900-01-01", "valid_from": "2020-01-01", "valid_to": "2040-01-01", "flags": [],
        },
    ]  # fmt: skip


def test_an_empty_line_is_a_gap_that_aborts_a_frame() -> None:
    frame = read_reply(RESIDENT).hex()
    events = decoded(f"{frame[:600]}\n\n{frame}")
    assert events[0] == {"event": "bad", "reason": "timeout", "value": 1288}
    assert [event["event"] for event in events[1:]] == ["junk", "frame", "card"]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (LONG_TERM, {"kind": "resident", "number": "11010519000315018X", "valid_to": None}),
        (PERMANENT_2017, {"kind": "pr_2017", "name": "丁测试", "name_en": "FICTITIOUS, TESTER"}),
        (with_text(RESIDENT, 0, "甲\ue000试"), {"flags": ["private_use_name"]}),
        (with_text(RESIDENT, 204, "20210101"), {"flags": ["expired"]}),
        (with_text(RESIDENT, 122, "2"), {"event": "refused", "reason": "check_digit"}),
    ],
)
def test_cards_and_refusals(block: bytes, expected: dict[str, Any]) -> None:
    frame, told = decoded(read_reply(block).hex())
    assert frame == {"event": "frame", "sw": "000090", "length": 1288}
    assert expected.items() <= told.items()


def test_the_photo_is_never_printed() -> None:
    photo = bytes.fromhex("c0ffee") * 341 + b"\x01"
    text = json.dumps(decoded(read_reply(RESIDENT, photo).hex()))
    assert "c0ffee" not in text


def test_what_is_not_hexadecimal_is_named_by_its_line_and_not_repeated() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "device_bridge", "decode"],
        input="00\n张三\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "line 2" in ran.stderr
    assert "张三" not in ran.stderr
