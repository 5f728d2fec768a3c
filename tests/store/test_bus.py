"""Wakes reach whoever listens, coalesce, survive a lost connection, and never keep a process from stopping."""

import asyncio

from redis.asyncio import Redis

from domain.store.bus import Bus


async def test_many_wakes_of_a_topic_are_few_steps_and_other_topics_none(redis_url: str) -> None:
    sender, receiver = Bus(redis_url), Bus(redis_url)
    await sender.start()
    await receiver.start()
    steps = 0

    async def count() -> None:
        nonlocal steps
        async with receiver.listen("ballot:1") as wakes:
            async for _ in wakes:
                steps += 1

    counting = asyncio.create_task(count())
    await asyncio.sleep(0.3)
    steps = 0
    for _ in range(1000):
        sender.wake("ballot:1", "ballot:2")
    await asyncio.sleep(0.3)
    counting.cancel()
    await asyncio.gather(counting, return_exceptions=True)

    assert 1 <= steps <= 3
    await sender.stop()
    await receiver.stop()


async def test_listeners_are_woken_after_a_lost_connection(redis_url: str) -> None:
    bus = Bus(redis_url)
    await bus.start()
    async with bus.listen("ballot:1") as wakes:
        await asyncio.sleep(0.3)
        async with Redis.from_url(redis_url) as administrator:
            await administrator.client_kill_filter(_type="pubsub")
        await asyncio.wait_for(anext(wakes), timeout=10)
    await bus.stop()


async def test_stopping_ends_at_whatever_moment_it_comes(redis_url: str) -> None:
    for moment in range(40):
        bus = Bus(redis_url)
        await bus.start()
        bus.wake("ballot:1")
        await asyncio.sleep(moment * 0.0005)
        await asyncio.wait_for(bus.stop(), timeout=10)


async def test_a_listener_that_left_is_forgotten(redis_url: str) -> None:
    bus = Bus(redis_url)
    async with bus.listen("ballot:1"):
        assert bus.topics() == {"ballot:1"}
    assert bus.topics() == set()
    await bus.stop()
