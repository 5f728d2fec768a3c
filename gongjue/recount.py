"""`gongjue recount FILE`: count a ballot again from a file, without a database."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from domain.rules.json_reader import Fault, decode, quoted
from domain.rules.recount import count, result_document
from domain.rules.recount_file import FaultyRecountFile, read
from gongjue.command import CommandRefused, Invocation
from gongjue.sentences import Sentence

FAULTY = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One file, or standard input."""
    parser.add_argument("file", metavar="FILE", help="gongjue-recount/1, - = stdin")


def command(invocation: Invocation) -> int:
    """Recount the file; 0 when it was counted, 2 when it is faulty."""
    return run(invocation.arguments.file)


def run(path: str) -> int:
    """Print the result of the recount file at `path` (`-`: standard input) as JSON and give 0.

    A file that cannot be read or counted gives 2, with every fault on standard error, one a line, and nothing on
    standard output. What a reader should know about a file that can be counted is remarked on standard error.
    """
    try:
        file = read(_document(path))
    except _Unreadable as unreadable:
        return _refuse([unreadable.fault])
    except FaultyRecountFile as faulty:
        return _refuse(faulty.faults)
    for remark in file.remarks:
        _print(sys.stderr, f"注意 note: {remark}")
    _print(sys.stdout, json.dumps(result_document(count(file), file), ensure_ascii=False, indent=2))
    return 0


class _Unreadable(Exception):
    """There is no JSON document to look at."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def _document(path: str) -> object:
    shown = "standard input" if path == "-" else path if path.isprintable() else quoted(path)
    try:
        content = _standard_input() if path == "-" else Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _Unreadable(Fault(shown, f"无法读取（{reason}）", f"cannot be read ({reason})")) from error
    try:
        # A file that a text editor saved may begin with a byte order mark; it is not part of the document.
        return decode(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        fault = Fault(shown, f"不是 UTF-8(第 {error.start + 1} 字节)", f"is not UTF-8 (byte {error.start + 1})")
        raise _Unreadable(fault) from error
    except RecursionError as error:
        raise _Unreadable(Fault(shown, "嵌套过深", "is nested too deep")) from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        zh = f"不是有效的 JSON(第 {error.lineno} 行第 {error.colno} 列)"
        raise _Unreadable(Fault(shown, zh, f"is not valid JSON: {error.msg} ({place})")) from error


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise OSError("standard input is closed")
    return sys.stdin.buffer.read()


def _refuse(faults: Sequence[Fault]) -> int:
    for fault in faults:
        _print(sys.stderr, str(fault))
    return FAULTY


def _print(stream: TextIO, line: str) -> None:
    """Write UTF-8 whatever the terminal's locale is: the words of the law are Chinese."""
    try:
        stream.flush()
        stream.buffer.write(f"{line}\n".encode("utf-8", "backslashreplace"))
        stream.buffer.flush()
    except OSError as error:
        # What is left in the buffer must not fail once more when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        # A reader that has gone has seen what it wanted; a full disk has lost the result.
        if stream is sys.stdout and not isinstance(error, BrokenPipeError):
            reason = error.strerror or str(error)
            raise CommandRefused(Sentence(f"无法写出（{reason}）", f"cannot be written ({reason})")) from error
