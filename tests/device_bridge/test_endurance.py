"""A long day: thousands of reads with faults at random, and nothing grows."""

import gc
import random
import resource
from dataclasses import replace
from pathlib import Path

from device_bridge.codec import Command
from device_bridge.simulator.faults import Fault, Trouble
from tests.device_bridge.desks import FIRST, QUICK, SECOND, Desk, desk, until

READS = 2000
WARM = 200
FLAT_WITHIN = 5_000_000
CARDS = [FIRST, SECOND]
BIRTH_IN_NUMBER = range(14 + 122 + 2 * 6, 14 + 122 + 2 * 14)
# What costs no waiting, so that a day takes half a minute; the others each have their own test.
QUICK_TROUBLES = [
    Trouble.NOISE_BEFORE, Trouble.NOISE_AFTER, Trouble.GLUED, Trouble.DUPLICATE, Trouble.DUPLICATE_LATE,
    Trouble.BAD_CHECKSUM, Trouble.FLIP_TWO, Trouble.PHANTOM, Trouble.STATUS, Trouble.SWAP_BEFORE, Trouble.LIFT_BEFORE,
    Trouble.INSERT_BYTE, Trouble.UNPLUG_BEFORE, Trouble.UNPLUG_DURING,
]  # fmt: skip


async def test_2000_reads_with_faults_at_random_hold_no_more_memory_than_the_first(tmp_path: Path) -> None:
    timing = replace(QUICK, poll=0.002, quiet=0.003, look=0.002, pause_first=0.004, pause_most=0.01, read_begins=0.15)
    chance = random.Random(2000)
    async with desk(tmp_path, timing=timing) as here:
        here.reader.seconds = dict.fromkeys(here.reader.seconds, 0.0)
        here.laid += CARDS
        for number in range(READS):
            await one_read(here, chance)
            here.listener.told.clear()
            if number == WARM:
                gc.collect()
                warm = resident()
            here.no_wrong_record()
            del here.listener.reads[:-1]
        gc.collect()
        after = resident()
        assert after - warm < FLAT_WITHIN
        assert here.health.counters.bad > READS / 20
        assert here.health.counters.reopened > READS / 20


def resident() -> int:
    """The bytes of memory that this process holds."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()


async def one_read(here: Desk, chance: random.Random) -> None:
    """A card, with two chances in three of a fault on the way, read in the end."""
    reader = here.reader
    card = chance.choice(CARDS)
    reader.sam.put(card)
    reader.faults.clear()
    if chance.random() < 0.67:
        on = chance.choice([Command.FIND, Command.SELECT, Command.READ])
        trouble = chance.choice(QUICK_TROUBLES)
        status = chance.choice([0x41, 0x33, 0x24, 0x10])
        # Of two flips one is in the birth date: a flip in the name alone is for the server to find in the register.
        at = chance.choice(BIRTH_IN_NUMBER) if trouble is Trouble.FLIP_TWO else None
        reader.faults.append(Fault(trouble, on, at=at, value=status, card=chance.choice(CARDS)))
    request = here.request()

    def answered() -> bool:
        return bool(here.listener.reads) and here.listener.reads[-1].request.id == request.id

    while not answered():
        await until(lambda: answered() or not reader.plugged or reader.sam.card is None)
        if not reader.plugged:
            reader.plug()
        if reader.sam.card is None:
            reader.sam.put(card)
