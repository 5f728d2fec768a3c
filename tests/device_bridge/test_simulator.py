"""The simulator as a process that is ordered about, and the probe that looks at it."""

import contextlib
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from device_bridge.cards import read_text
from device_bridge.simulator.control import OrderRefused, ordered
from device_bridge.simulator.people import SAMPLES, PrintedCard, cards_of
from device_bridge.simulator.sam import SIMULATED_SAM
from tests.device_bridge.vectors import BLOCKS


@contextlib.contextmanager
def simulator(directory: Path, *options: str) -> Iterator[Path]:
    """A simulator in its own process; yields the path of its control socket."""
    control = directory / "control"
    argv = [sys.executable, "-m", "device_bridge", "simulate", "--link", str(directory / "reader")]
    process = subprocess.Popen([*argv, "--control", str(control), *options], stderr=subprocess.PIPE)
    try:
        end = time.monotonic() + 20
        while not control.exists():
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.01)
        yield control
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert process.returncode == 0
    assert not control.exists()
    assert not (directory / "reader").is_symlink()


def probed(*ports: str) -> tuple[int, list[dict[str, Any]]]:
    """What `probe` says."""
    ran = subprocess.run(
        [sys.executable, "-m", "device_bridge", "probe", *ports], capture_output=True, text=True, check=False
    )
    return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()]


def test_orders_are_obeyed_and_the_probe_finds_the_reader(tmp_path: Path) -> None:
    with simulator(tmp_path, "--speed", "57600") as control:
        assert stat.S_IMODE(control.stat().st_mode) == 0o600
        state = ordered(control, do="put", card="甲测试")
        assert (state["plugged"], state["card"], state["sam_id"]) == (True, True, SIMULATED_SAM)
        status, (found,) = probed(str(tmp_path / "reader"))
        assert status == 0
        assert (found["answers"], found["speed"], found["samId"]) == ("a reader", 57600, SIMULATED_SAM)
        assert ordered(control, do="lift")["card"] is False
        assert ordered(control, do="unplug")["plugged"] is False
        assert not os.path.lexists(tmp_path / "reader")
        ordered(control, do="plug", link=str(tmp_path / "elsewhere"))
        ordered(control, do="mode", thing="modem")
        status, found_all = probed(str(tmp_path / "elsewhere"), str(tmp_path / "reader"))
        assert status == 1
        assert [found["answers"] for found in found_all] == [
            "something that is no reader",
            "cannot be opened: no such file or directory",
        ]
        ordered(control, do="mode", thing="reader", trouble=0x60, sam_id=SIMULATED_SAM.replace("1", "2"))
        _, (found,) = probed(str(tmp_path / "elsewhere"))
        assert found["answers"] == "a reader in trouble, status 60"


def test_a_captured_session_is_understood(tmp_path: Path) -> None:
    with simulator(tmp_path) as control:
        ordered(control, do="fault", trouble="noise_before", on="select")
        ordered(control, do="put", card="乙测试")
        command = [sys.executable, "-m", "device_bridge"]
        recorded = subprocess.run(
            [*command, "capture", str(tmp_path / "reader")], capture_output=True, text=True, check=True
        )
        assert "测试卡" in recorded.stderr
        decoded = subprocess.run(
            [*command, "decode"], input=recorded.stdout, capture_output=True, text=True, check=True
        )
        events = [json.loads(line) for line in decoded.stdout.splitlines()]
        assert [one["sw"] for one in events if one["event"] == "frame"] == [
            "000090", "000090", "000090", "00009f", "000090", "000090",
        ]  # fmt: skip
        assert events[-1]["number"] == "11010519000315018X"
        assert "junk" in {one["event"] for one in events}
        ordered(control, do="mode", thing="nothing")
        silent = subprocess.run(
            [*command, "capture", str(tmp_path / "reader")], capture_output=True, text=True, check=False
        )
        assert (silent.returncode, "no reader answers" in silent.stderr) == (1, True)


@pytest.mark.parametrize(
    ("order", "why"),
    [
        ({"do": "put", "card": "nobody"}, "no such card; there are: 甲测试"),
        ({"do": "put"}, "not an order"),
        ({"do": "dance"}, "not an order"),
        ({"do": "fault", "trouble": "flood"}, "not an order"),
        ({"do": "say", "bytes": "0g"}, "not an order"),
        ({"do": "mode", "lying": "still"}, "not an order"),
    ],
)
def test_what_is_no_order_is_refused_and_changes_nothing(tmp_path: Path, order: dict[str, Any], why: str) -> None:
    with simulator(tmp_path) as control:
        before = ordered(control, do="state")
        with pytest.raises(OrderRefused, match=why):
            ordered(control, **order)
        assert ordered(control, do="state") == before


def test_a_number_that_could_be_a_real_reader_s_is_not_simulated(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "device_bridge", "simulate", "--link", str(tmp_path / "reader")]
    ran = subprocess.run(
        [*argv, "--control", str(tmp_path / "control"), "--sam-id", "05.03-20260101-0000000001-0000000001"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert "99.99-" in ran.stderr


def test_the_sample_cards_are_the_vectors() -> None:
    names = {"甲测试": "R1_resident_male", "乙测试": "R2_resident_X_longterm", "丁测试": "I1_pr2017"}
    for name in ("乙测试", "丁测试"):
        assert read_text(SAMPLES[name].block()) == read_text(BLOCKS[names[name]])


def test_cards_are_read_from_a_file(tmp_path: Path) -> None:
    cards = {
        "first": {"number": "110101190001010014", "name": "甲测试", "floor": "4"},
        "second": {"number": "USA110000000001", "name": "丁", "kind": "pr_2017", "sex": "1", "birth": "19000501"},
    }
    file = tmp_path / "cards.json"
    file.write_text(json.dumps(cards), encoding="utf-8")
    read = cards_of(file)
    assert read["first"] == PrintedCard("110101190001010014", "甲测试")
    assert read_text(read["second"].block()).number == "USA110000000001"
