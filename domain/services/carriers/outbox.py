"""The demo's carrier: nothing leaves the machine, every message can be read on the outbox page."""

from typing import Protocol

from domain.services.carriers.carrier import CarrierReceipt, OutgoingText


class OutboxStore(Protocol):
    """Where the outbox keeps its messages."""

    async def keep(self, message: OutgoingText) -> str:
        """Keeps `message` and returns its number; a reference that is already kept keeps its first number."""
        ...


class OutboxCarrier:
    """A Carrier that puts every message into the outbox."""

    def __init__(self, store: OutboxStore) -> None:
        self._store = store

    async def send(self, message: OutgoingText) -> CarrierReceipt:
        """Keeps `message`; what the store raises is not softened, because the outbox is no network."""
        return CarrierReceipt(carrier="outbox", serial=await self._store.keep(message))
