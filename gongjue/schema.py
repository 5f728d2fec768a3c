"""`gongjue schema`: writes the API's schema beside the code, or says how the committed one differs from the code."""

import argparse
import difflib
from pathlib import Path

import schema
from gongjue.command import Invocation
from gongjue.sentences import Sentence
from schema.root import build_schema

COMMITTED = Path(schema.__file__).with_name("schema.graphql")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--check` changes nothing and exits 1 where the two differ."""
    parser.add_argument("--check", action="store_true")


def command(invocation: Invocation) -> int:
    """Writes or checks the committed schema."""
    present = build_schema().as_str().rstrip() + "\n"
    if not invocation.arguments.check:
        COMMITTED.write_text(present)
        return 0
    committed = COMMITTED.read_text() if COMMITTED.exists() else ""
    if committed == present:
        return 0
    for line in difflib.unified_diff(committed.splitlines(), present.splitlines(), "schema.graphql", "code", "", "", 1):
        print(line)
    invocation.complain(
        Sentence(
            "schema/schema.graphql 与代码不一致。请运行 python -m gongjue schema 并一起提交。",
            "schema/schema.graphql differs from the code. Run python -m gongjue schema and commit it together.",
        )
    )
    return 1
