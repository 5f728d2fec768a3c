"""`gongjue recount` as a person runs it: what it prints, on which stream, and how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from domain.rules.recount import recount
from gongjue import recount as command
from tests.rules.files import vote
from tests.rules.recount_files import EXAMPLE, faults, good


def run(content: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The command on a file of these bytes."""
    path = tmp_path / "ballot.json"
    path.write_bytes(content)
    status = command.run(str(path))
    captured = capfd.readouterr()
    return status, captured.out, captured.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"{'format': 1}", "JSON"),
        (b'{"a": 1} {}', "JSON"),
        (b"\xff\xfe{", "UTF-8"),
        ("{}".encode("utf-16"), "UTF-8"),
        (b"[" * 200_000, "nested"),
        (b"null", "object"),
        (b"NaN", "NaN"),
        (b'{"closes_on": -Infinity}', "-Infinity"),
        (b'{"closes_on": ' + b"9" * 5000 + b"}", "9999"),
        (b'{"closes_on": 1e999}', "1e999"),
        (b'{"format": "a", "format": "b"}', "more than once"),
        (b'{"settings": {"silent": "none", "silent": "majority"}}', "$.settings.silent: "),
        (b'{"closes_on": "\\ud800"}', "\\ud800"),
        (b'{"closes_on": "a\\nb"}', "a\\nb"),
    ],
)
def test_what_is_not_json_is_refused_in_sentences(
    content: bytes, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(content, tmp_path, capfd)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_byte_order_mark_is_no_fault(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(b"\xef\xbb\xbf" + json.dumps(good()).encode(), tmp_path, capfd)
    assert (status, err) == (0, "")
    assert json.loads(out) == recount(good())


def test_each_fault_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document = good()
    document["units"][0]["id"] = "a\nb\u2028c"
    document["units"][1]["kind"] = "x\ny" * 100
    status, out, err = run(json.dumps(document).encode(), tmp_path, capfd)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == len(faults(document)) == 2


@pytest.mark.parametrize("path", ["", "missing.json", "."])
def test_a_file_that_cannot_be_read_is_refused(path: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert command.run(str(tmp_path / path)) == 2
    assert "cannot be read" in capfd.readouterr().err


def test_a_casting_after_the_close_is_counted_and_remarked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document = vote(3, 2)
    document["castings"][1]["at"] = "2026-04-01T00:00:00+08:00"
    status, out, err = run(json.dumps(document).encode(), tmp_path, capfd)
    assert (status, json.loads(out)["matters"][0]["heads"]["for"]) == (0, 2)
    assert "$.castings[1].at" in err
    assert len(err.splitlines()) == 1


RESULT = """\
{
  "format": "gongjue-recount-result/1",
  "matters": [
    {
      "id": "m1",
      "rule_set": "LPH-17-3",
      "heads": {
        "all": 1,
        "participating": 1,
        "for": 1,
        "against": 0,
        "abstain": 0
      },
      "area": {
        "all": "88.35",
        "participating": "88.35",
        "for": "88.35",
        "against": "0.00",
        "abstain": "0.00"
      },
      "tests": [
        {
          "stage": "pass",
          "dimension": "heads",
          "numerator": 1,
          "denominator": 1,
          "operator": ">=",
          "fraction": "3/5",
          "holds": true,
          "missing": 0
        }
      ],
      "outcome": "adopted"
    }
  ]
}
"""


def test_the_example_of_the_format_through_the_real_command() -> None:
    arguments = [sys.executable, "-m", "gongjue", "recount", "-"]
    done = subprocess.run(arguments, input=EXAMPLE.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, RESULT, b"")


def test_a_faulty_file_through_the_real_command(tmp_path: Path) -> None:
    path = tmp_path / "faulty.json"
    path.write_text(EXAMPLE.replace('"88.35"', '"88.355"').replace('"unit": "u1"', '"unit": "u2"'))
    arguments = [sys.executable, "-m", "gongjue", "recount", str(path)]
    done = subprocess.run(arguments, capture_output=True, check=False, env={"LC_ALL": "C", "PATH": ""})
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode().splitlines()
    assert [line.split(": ")[0] for line in lines] == ["$.units[0].area", "$.castings[0].unit"]


def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.write_text(json.dumps(good() | {"units": [{"id": number} for number in range(5_000)]}))
    arguments = [sys.executable, "-m", "gongjue", "recount", str(path)]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith(b"$.")
        process.stderr.close()
        assert process.wait() == 2


def test_a_result_that_cannot_be_written_is_no_success() -> None:
    arguments = [sys.executable, "-m", "gongjue", "recount", "-"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(arguments, input=EXAMPLE.encode(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
