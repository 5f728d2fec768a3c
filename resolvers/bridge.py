"""What a card reader's bridge says and is told."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from domain.rules.policy import Permission
from domain.services import card_reads, device_health, device_sessions, enrolment
from domain.services.device_health import DeviceCommand
from resolvers.accounts import transaction
from resolvers.context import Info

# A wake may be lost; a command that is asked for shall not wait for the next one.
LOOK_EVERY_SECONDS = 3.0


async def enrol_device(info: Info, command: enrolment.EnrolDevice) -> enrolment.DeviceEnrolled:
    """Become a device by a one-time code. The try is counted before the code is looked at."""
    async with transaction(info) as tx:
        await enrolment.count_enrolment(tx, command, info.context.address)
    async with transaction(info) as tx:
        tried = await enrolment.claim_enrolment(tx, command)
    async with transaction(info) as tx:
        return await enrolment.enrol_device(tx, tried, command)


async def challenge_device(info: Info, command: device_sessions.ChallengeDevice) -> device_sessions.ChallengeGiven:
    """A nonce to sign."""
    async with transaction(info) as tx:
        return await device_sessions.challenge_device(tx, command.device_id, info.context.address)


async def open_device_session(
    info: Info, command: device_sessions.OpenDeviceSession
) -> device_sessions.DeviceSessionOpened:
    """Sign in with the signed nonce."""
    async with transaction(info) as tx:
        return await device_sessions.open_device_session(tx, command)


async def report_card_progress(info: Info, command: card_reads.ReportCardProgress) -> card_reads.CardProgress:
    """How far a read has come."""
    async with transaction(info) as tx:
        return await card_reads.report_card_progress(tx, command)


async def submit_card_read(info: Info, command: card_reads.SubmitCardRead) -> card_reads.CardProgress:
    """A read, sealed and signed. What is refused is written down before it is answered."""
    async with transaction(info) as tx:
        submitted = await card_reads.submit_card_read(tx, command)
    if submitted.refusal is not None:
        raise submitted.refusal
    return submitted.progress


async def report_device_health(info: Info, command: device_health.ReportDeviceHealth) -> device_health.DeviceHealth:
    """How the reader is."""
    async with transaction(info) as tx:
        return await device_health.report_device_health(tx, command)


async def watch_commands(info: Info) -> AsyncGenerator[DeviceCommand, None]:
    """What the device shall do, now and whenever that changes; it ends with the device's session."""
    database, token = info.context.database, info.context.device_token
    device = info.context.actor.device
    if device is None or token is None:
        return
    shown: DeviceCommand | None = None
    async with database.bus.listen(f"device:{device.id}") as wakes:
        woken = asyncio.ensure_future(anext(wakes))
        try:
            while True:
                actor = await device_sessions.device_behind(database, token)
                if not actor.scopes(Permission.SERVE_CARD_READS):
                    return
                async with database.glance() as session:
                    present = await device_health.command_for(session, device.id)
                if present is None:
                    return
                if present != shown:
                    shown = present
                    yield present
                await asyncio.wait({woken}, timeout=LOOK_EVERY_SECONDS)
                if woken.done():
                    woken = asyncio.ensure_future(anext(wakes))
        finally:
            woken.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await woken
