"""Messages in the API."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules.policy import Permission
from domain.rules.refusals import KeyAlreadyUsed, NotInThisState
from domain.rules.terms import Audience, MessageState
from domain.services import broadcasts as services
from domain.services.notice_reach import DeliveryChannel
from domain.services.templates.render import MessageTemplate
from domain.store import tables
from resolvers import messages as resolve
from resolvers.estates import estate_if_any
from schema.connections import Connection
from schema.estates import Estate
from schema.inputs import taking
from schema.problems import command, query

strawberry.enum(Audience, description="To whom a broadcast about a ballot goes.")
strawberry.enum(MessageState, description="Where a message stands; one that waits may have been tried before.")
strawberry.enum(DeliveryChannel, description="How something comes to an owner.")
strawberry.enum(MessageTemplate, description="What a message says.")


@strawberry.type(description="One text to one phone, and what became of it. What it said is not kept.")
class Delivery:
    """Bound to `tables.Message`."""

    id: strawberry.ID
    attempts: int
    broadcast_id: UUID | None
    estate = strawberry.field(
        resolver=estate_if_any, graphql_type=Estate | None, description="Null for what concerns no estate, as a code."
    )
    created_at: datetime
    sent_at: datetime | None
    masked_phone = strawberry.field(
        resolver=resolve.masked_phone,
        graphql_type=str | None,
        description="Null once a message that was not sent to an account is done: its phone is not kept.",
    )
    last_fault: str | None = strawberry.field(description="The carrier's code for the last attempt that failed.")
    next_attempt_at: datetime = strawberry.field(description="Real time, not the demo clock's.")
    expires_at: datetime = strawberry.field(description="Real time, not the demo clock's.")

    @strawberry.field
    def template(self) -> MessageTemplate:
        """What it says."""
        message: Any = self
        return MessageTemplate(message.template)

    @strawberry.field
    def state(self) -> MessageState:
        """Where it stands."""
        message: Any = self
        return MessageState(message.state)

    @strawberry.field
    def channel(self) -> DeliveryChannel:
        """How it comes to its owner: every message is a text to a phone."""
        return DeliveryChannel.SMS

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Message)


@strawberry.type(description="What became of a broadcast on one channel, in owners' accounts.")
class ChannelReach:
    """Bound to `notice_reach.ChannelReach`."""

    channel: DeliveryChannel
    waiting: int = strawberry.field(description="Not sent yet; in the app, the ballot's notices not opened yet.")
    delivered: int = strawberry.field(description="Sent; in the app, a notice of the ballot opened.")
    failed: int
    expired: int = strawberry.field(description="Given up, or not wanted any more.")


@strawberry.type(description="A message to many owners about a ballot.")
class Broadcast:
    """Bound to `tables.Broadcast`."""

    id: strawberry.ID
    ballot_id: UUID
    created_at: datetime
    expanded_at: datetime | None = strawberry.field(description="When its messages were made.")
    recipients: int | None = strawberry.field(
        description="How many messages were made: owners who already got one today are not written to again."
    )

    @strawberry.field
    def template(self) -> MessageTemplate:
        """What it says."""
        broadcast: Any = self
        return MessageTemplate(broadcast.template)

    reach = strawberry.field(
        resolver=resolve.reach, graphql_type=list[ChannelReach], description="What became of it, by channel."
    )

    @strawberry.field
    def audience(self) -> Audience:
        """To whom it goes."""
        broadcast: Any = self
        return Audience(broadcast.audience)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Broadcast)


@strawberry.type(description="Whom a message to one audience would be for now, in owners' accounts.")
class AudienceForecast:
    """Bound to `services.AudienceForecast`."""

    audience: Audience
    owners: int = strawberry.field(description="Certified owners in scope whom it is for.")
    written_today: int = strawberry.field(description="Of these, who got such a message today and gets none again.")
    recipients: int = strawberry.field(description="How many messages would be made.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.AudienceForecast)


@strawberry.type(description="What a message to an open ballot's owners would come to, and what was sent today.")
class BroadcastForecast:
    """Bound to `services.BroadcastForecast`."""

    ballot_id: strawberry.ID
    audiences: list[AudienceForecast]
    today: list[Broadcast] = strawberry.field(description="Asked for today by people, newest first.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.BroadcastForecast)


@strawberry.type
class MessageQueries:
    """Root fields of Query."""

    broadcast_forecast = query(
        resolve.broadcast_forecast,
        permission=Permission.RUN_BALLOT,
        answers=BroadcastForecast | None,
        description="How many owners a message about an open ballot would go to; null for who may not send one.",
    )

    deliveries = query(
        resolve.deliveries,
        permission=Permission.READ_DELIVERIES,
        answers=Connection[Delivery],
        description="What became of messages, newest first.",
    )
    broadcasts = query(
        resolve.broadcasts,
        permission=Permission.READ_DELIVERIES,
        answers=Connection[Broadcast],
        description="The messages to many about a ballot, newest first.",
    )


@strawberry.input
class MessageOwnersInput:
    """Whom to write to."""

    ballot_id: UUID
    audience: Audience
    client_key: UUID = strawberry.field(description="Made by the client; the same key never writes twice.")

    def command(self) -> services.MessageOwners:
        """As the domain takes it."""
        return services.MessageOwners(self.ballot_id, self.audience, self.client_key)


@strawberry.type(description="The messages are on their way.")
class OwnersMessaged:
    """Bound to `services.OwnersMessaged`."""

    broadcast: Broadcast

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.OwnersMessaged)


@strawberry.type
class MessageMutations:
    """Root fields of Mutation."""

    message_owners = command(
        taking(resolve.message_owners, MessageOwnersInput),
        permission=Permission.RUN_BALLOT,
        success=OwnersMessaged,
        refusals=(NotInThisState, KeyAlreadyUsed),
        description="Write to all certified owners in an open ballot's scope, or to those who have not voted;"
        " each owner gets at most one such message a day.",
    )
