"""`gongjue demo`: lays cards on the demo's card reader, lifts them, and pulls its plug."""

import argparse

from device_bridge.simulator.control import OrderRefused, ordered
from device_bridge.simulator.faults import Trouble
from gongjue.command import CommandRefused, Invocation
from gongjue.demo.card_reader import CardReader
from gongjue.sentences import Sentence

SAID: dict[str, Sentence] = {
    "put": Sentence("卡片已放到读卡器上。", "The card lies on the reader."),
    "lift": Sentence("卡片已拿开。", "The card is lifted."),
    "unplug": Sentence("读卡器已拔下。", "The reader is unplugged."),
    "plug": Sentence("读卡器已插上。", "The reader is plugged in."),
    "fault": Sentence("下一次读卡会出这个故障。", "The next read will go wrong like this."),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`card put NAME`, `card lift`, `card list`; `reader unplug`, `reader plug`, `reader fault KIND`."""
    things = parser.add_subparsers(dest="thing", required=True, metavar="card|reader")
    card = things.add_parser("card", help="演示身份证 / the demo's identity cards")
    acts = card.add_subparsers(dest="act", required=True, metavar="put|lift|list")
    acts.add_parser("put").add_argument("name", metavar="NAME")
    acts.add_parser("lift")
    acts.add_parser("list")
    reader = things.add_parser("reader", help="演示读卡器 / the demo's card reader")
    acts = reader.add_subparsers(dest="act", required=True, metavar="unplug|plug|fault")
    acts.add_parser("unplug")
    acts.add_parser("plug")
    acts.add_parser("fault").add_argument("trouble", choices=[one.value for one in Trouble], metavar="KIND")


def command(invocation: Invocation) -> int:
    """Gives the order and says what has become of it."""
    given = invocation.arguments
    order: dict[str, object] = {"do": "state" if given.act == "list" else given.act}
    if given.act == "put":
        order["card"] = given.name
    if given.act == "fault":
        order.update(trouble=given.trouble, on="read")
    reader = CardReader.of(invocation.settings().data_directory)
    try:
        state = ordered(reader.control, **order)
    except OSError as error:
        raise CommandRefused(
            Sentence(
                "演示读卡器没有运行。它随 gongjue up 一起启动（只在演示中）。",
                "The demo's card reader is not running. It starts with gongjue up, in the demo only.",
            )
        ) from error
    except OrderRefused as refused:
        raise CommandRefused(
            Sentence(f"没有这张卡，或不能这样做：{refused}", f"This cannot be done: {refused}")
        ) from refused
    if given.act == "list":
        cards = "、".join(state["cards"])
        invocation.say(Sentence(f"可用的卡：{cards}", f"Cards: {', '.join(state['cards'])}"))
    else:
        invocation.say(SAID[given.act])
    return 0
