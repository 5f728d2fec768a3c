"""What every carrier promises, and the two ways in which it may fail."""

from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from domain.services.templates.render import MessageTemplate, TextMessage
from domain.services.wording import Language


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """One text to one phone.

    `phone` is in clear and lives in memory only; it, the parameters and the text stay out of `repr`, so that no log,
    trace or error shows them. `reference` is ours: a message carries the same reference however often it is tried.
    """

    reference: UUID
    template: MessageTemplate
    language: Language
    phone: str = field(repr=False)
    parameters: tuple[str, ...] = field(repr=False)
    text: str = field(repr=False)

    @classmethod
    def of(cls, message: TextMessage, *, phone: str, reference: UUID) -> "OutgoingText":
        """`message` addressed to `phone`."""
        return cls(
            reference=reference,
            template=message.template,
            language=message.language,
            phone=phone,
            parameters=message.parameters,
            text=message.text,
        )


@dataclass(frozen=True, slots=True)
class CarrierReceipt:
    """The carrier took the message. `serial` is the carrier's number for it, to ask after its delivery."""

    carrier: str
    serial: str


class CarrierUnavailable(Exception):
    """Not now: the same message may succeed later.

    `code` is the carrier's, or the kind of failure. `may_have_been_sent` says that the answer was lost after the
    request had gone out, so that a retry may reach the phone twice. Never carries a phone or a text.
    """

    def __init__(self, code: str, *, may_have_been_sent: bool = False) -> None:
        super().__init__(f"carrier unavailable: {code}")
        self.code = code
        self.may_have_been_sent = may_have_been_sent


class CarrierRefused(Exception):
    """Never: the carrier will not take this message, however often it is tried. `code` is the carrier's."""

    def __init__(self, code: str) -> None:
        super().__init__(f"carrier refused: {code}")
        self.code = code


class Carrier(Protocol):
    """Takes one text to one phone."""

    async def send(self, message: OutgoingText) -> CarrierReceipt:
        """Hands `message` to the carrier.

        Raises CarrierUnavailable when it is worth trying again, CarrierRefused when it is not.
        """
        ...
