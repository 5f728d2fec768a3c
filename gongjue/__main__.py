"""`gongjue` on the command line. Each sub-command is a module of its own; `gongjue.command` says what it must have."""

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType

from gongjue.command import CommandRefused, Invocation
from gongjue.embedded.program import EmbeddedServerFailed
from gongjue.sentences import Sentence, spoken
from gongjue.settings import SettingsError

COMMANDS: Mapping[str, Sentence] = {
    "up": Sentence("启动全部：数据库、接口、后台任务", "start everything: servers, API, workers, clock"),
    "doctor": Sentence("检查设置和本机，说明哪里不对", "say what is wrong with the settings or the machine"),
    "migrate": Sentence("把数据库升级到最新结构", "bring the database to the newest migration"),
    "seed": Sentence("写入演示城市", "fill the database with the demo city"),
    "clock": Sentence("查看或拨快演示时钟", "show or advance the demo clock"),
    "demo": Sentence("在演示读卡器上放卡、拿卡", "lay cards on the demo's card reader"),
    "recount": Sentence("独立重新计算一次投票的结果", "count a ballot again from its recount file"),
    "grant": Sentence("授予工作人员角色", "grant a role to a member of staff"),
    "schema": Sentence("写出或核对 GraphQL 结构", "write or check the GraphQL schema"),
}
NOT_DONE, ASKED_WRONGLY = 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one sub-command and returns its exit status: 0 done, 1 not done, 2 asked wrongly or wrongly set up."""
    environ: Mapping[str, str] = dict(os.environ)
    given = list(sys.argv[1:] if argv is None else argv)
    parser, modules = parser_for(given, environ)
    arguments = parser.parse_args(given)
    invocation = Invocation(arguments, environ)
    try:
        status: int = modules[arguments.command].command(invocation)
    except SettingsError as error:
        for fault in error.faults:
            invocation.complain(fault)
        return ASKED_WRONGLY
    except (CommandRefused, EmbeddedServerFailed) as error:
        invocation.complain(error.sentence)
        return NOT_DONE
    except KeyboardInterrupt:
        return 130
    return status


def parser_for(
    given: Sequence[str], environ: Mapping[str, str]
) -> tuple[argparse.ArgumentParser, dict[str, ModuleType]]:
    """The parser, and the module of the sub-command that is called: the others are not even imported."""
    parser = argparse.ArgumentParser(prog="gongjue", description="共决 Gongjue")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    called = next((word for word in given if not word.startswith("-")), None)
    modules: dict[str, ModuleType] = {}
    for name, summary in COMMANDS.items():
        if importlib.util.find_spec(f"gongjue.{name}") is None:
            continue
        said = spoken(summary, environ, between=" ")
        sub_parser = commands.add_parser(name, help=said, description=said)
        if name == called:
            modules[name] = module = importlib.import_module(f"gongjue.{name}")
            module.add_arguments(sub_parser)
    return parser, modules


if __name__ == "__main__":
    sys.exit(main())
