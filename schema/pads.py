"""A helper's PAD in the API: sessions, reads, matches, and casting by a match token."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules.card import CardKind
from domain.rules.card_reads import CardFlag, CardReadFault, CardReadState, PadKind
from domain.rules.policy import Permission
from domain.rules.refusals import (
    AlreadyVoted,
    BallotClosed,
    BallotNotOpenYet,
    BallotSuspended,
    ChoicesNotValid,
    DeviceInUse,
    DeviceNotAccepted,
    KeyAlreadyUsed,
    MatchTokenNotValid,
    NoUnitInScope,
    PadSessionOver,
    ReaderNotAccepted,
)
from domain.services import card_reads, door_marks, pad_castings, pad_sessions, pad_views
from domain.store import tables
from resolvers import pads as resolve
from resolvers.context import Info
from schema.ballots import Ballot
from schema.bridge import CardProgress
from schema.castings import EarlierVote, MatterChoiceInput, Receipt
from schema.certifications import NamedUnit
from schema.connections import Connection
from schema.devices import ReaderNow
from schema.inputs import taking
from schema.participation import subscription
from schema.problems import command, query
from schema.scalars import Area

strawberry.enum(PadKind, description="At a desk that owners come to, or from door to door.")
strawberry.enum(CardKind, description="The four kinds of card that a reader reads.")
strawberry.enum(CardFlag, description="What a person should look at before an owner votes by this card.")


@strawberry.type(description="What came of a session so far.")
class PadCounts:
    """Bound to `pad_views.SessionCounts`."""

    reads: int
    votes: int = strawberry.field(description="Owners who voted.")
    units: int = strawberry.field(description="Units that were cast.")


@strawberry.type(description="What stands around a session; the street is whom to call.")
class PadSurroundings:
    """Bound to `resolvers.pads.SessionSurroundings`."""

    ballot_title: str
    estate_name: str
    street_name: str
    masked_operator: str
    masked_witness: str
    reader: ReaderNow
    is_open: bool


@strawberry.type(description="A helper at work for one ballot with one reader and a witness (PAD 代办).")
class PadSession:
    """Bound to `tables.PadSession`."""

    id: strawberry.ID
    ballot_id: strawberry.ID
    estate_id: strawberry.ID
    device_id: strawberry.ID
    kind: PadKind
    place: str
    opened_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    mine = strawberry.field(
        resolver=resolve.mine, graphql_type=bool, description="Whether I opened it, so that I may go on with it."
    )
    surroundings = strawberry.field(resolver=resolve.surroundings, graphql_type=PadSurroundings)
    counts = strawberry.field(resolver=resolve.counts, graphql_type=PadCounts)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.PadSession)


@strawberry.type(description="One read that was asked for, and what came of it; nobody's name.")
class LoggedRead:
    """Bound to `tables.CardRead`."""

    id: strawberry.ID
    state = strawberry.field(
        resolver=resolve.state_of_read, graphql_type=CardReadState, description="What nobody answered in time expired."
    )
    fault: CardReadFault | None
    card_kind: CardKind | None
    sam_id: str | None
    attempts: int | None
    find_misses: int | None
    created_at: datetime
    finished_at: datetime | None
    receipt_id = strawberry.field(
        resolver=resolve.receipt_of_read, graphql_type=strawberry.ID | None, description="The submission it led to."
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.CardRead)


@strawberry.type(description="One unit of the owner in the ballot, and whether it is cast already.")
class PadUnit:
    """Bound to `resolvers.pads.ShownUnit`."""

    @strawberry.field
    def unit(self) -> NamedUnit:
        """Its names."""
        given: Any = self
        named: NamedUnit = given.name
        return named

    @strawberry.field
    def area(self) -> Area:
        """Its area in the roll."""
        given: Any = self
        return Area(given.matched.area)

    @strawberry.field
    def is_cast(self) -> bool:
        """Whether it is cast already."""
        given: Any = self
        return bool(given.matched.is_cast)


@strawberry.type(description="Whose card it was, masked, and how they count.")
class CardMatch:
    """Bound to `pad_views.CardMatch`."""

    masked_name: str
    last_four: str
    flags: list[CardFlag]
    units = strawberry.field(resolver=resolve.units_of_match, graphql_type=list[PadUnit])
    heads: int = strawberry.field(description="Heads that would be cast.")
    area: Area = strawberry.field(description="Area that would be cast.")
    earlier: EarlierVote | None = strawberry.field(description="By whom what is cast already was cast, and when.")
    token: str | None = strawberry.field(description="Casts once, within five minutes; null where nothing is left.")
    token_expires_at: datetime | None


@strawberry.type(description="Where a read stands. `seq` only grows; a final state is the last event.")
class CardRead:
    """Bound to `pad_views.CardReadView`."""

    request_id: strawberry.ID
    seq: int
    state: CardReadState
    fault: CardReadFault | None
    card_kind: CardKind | None
    expires_at: datetime
    match: CardMatch | None
    is_final: bool

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, pad_views.CardReadView)


@strawberry.type
class PadQueries:
    """Root fields of Query."""

    pad_session = query(
        resolve.pad_session,
        permission=(Permission.OPERATE_PAD, Permission.READ_DEVICES),
        answers=PadSession | None,
        description="A PAD session: one's own, or any where one watches over readers.",
    )
    ballots_to_serve = query(
        resolve.ballots_to_serve,
        permission=Permission.OPERATE_PAD,
        answers=Connection[Ballot],
        description="The open ballots for which I may help owners to vote, the one that closes first at the top.",
    )
    pad_sessions = query(
        resolve.pad_sessions_of,
        permission=(Permission.OPERATE_PAD, Permission.READ_DEVICES),
        answers=Connection[PadSession],
        description="PAD sessions, newest first.",
    )
    card_reads = query(
        resolve.card_reads_of,
        permission=(Permission.OPERATE_PAD, Permission.READ_DEVICES),
        answers=Connection[LoggedRead],
        description="The log of a PAD session, newest first.",
    )


@strawberry.input
class OpenPadSessionInput:
    """For which ballot, with which reader, where, for how many hours (1 to 12), and who watches."""

    ballot_id: UUID
    device_id: UUID
    kind: PadKind
    place: str
    witness: str
    hours: int

    def command(self) -> pad_sessions.OpenPadSession:
        """As the domain takes it."""
        return pad_sessions.OpenPadSession(
            self.ballot_id, self.device_id, self.kind, self.place, self.hours, self.witness
        )


@strawberry.input
class EndPadSessionInput:
    """Which session."""

    pad_session_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.pad_session_id


@strawberry.type(description="A door of a helper's walk with its mark.")
class DoorMarked:
    """Bound to `door_marks.DoorMarked`."""

    unit_id: strawberry.ID
    nobody_home_at: datetime | None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, door_marks.DoorMarked)


@strawberry.input
class MarkDoorInput:
    """In which session, at which unit of its ballot, and whether nobody was at home (or the mark is taken back)."""

    pad_session_id: UUID
    unit_id: UUID
    nobody_home: bool

    def command(self) -> door_marks.MarkDoor:
        """As the domain takes it."""
        return door_marks.MarkDoor(self.pad_session_id, self.unit_id, self.nobody_home)


@strawberry.input
class RequestCardReadInput:
    """For which session, and the version of the text about card reads that the owner agreed to."""

    pad_session_id: UUID
    consent: str

    def command(self) -> card_reads.RequestCardRead:
        """As the domain takes it."""
        return card_reads.RequestCardRead(self.pad_session_id, self.consent)


@strawberry.input
class CancelCardReadInput:
    """Which request."""

    request_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.request_id


@strawberry.input
class CastByMatchTokenInput:
    """The token of a match, and answers to all open matters. The same key and choices give the first answer again."""

    token: str
    client_key: UUID
    choices: list[MatterChoiceInput]


async def cast_by_match_token(info: Info, input: CastByMatchTokenInput) -> Any:
    """Cast for the owner whose card was read."""
    choices = tuple((choice.matter_id, tuple(choice.option_ids)) for choice in input.choices)
    context = info.context
    return await resolve.cast_by_match_token(
        info,
        pad_castings.CastByMatchToken(context.actor, input.client_key, choices, context.request_id, input.token),
    )


_BALLOT = (BallotNotOpenYet, BallotClosed, BallotSuspended)


@strawberry.type
class PadMutations:
    """Root fields of Mutation."""

    open_pad_session = command(
        taking(resolve.open_pad_session, OpenPadSessionInput),
        permission=Permission.OPERATE_PAD,
        success=PadSession,
        refusals=(DeviceNotAccepted, DeviceInUse, *_BALLOT),
        description="Begin to read cards for an open ballot, with a witness.",
    )
    end_pad_session = command(
        taking(resolve.end_pad_session, EndPadSessionInput),
        permission=(Permission.OPERATE_PAD, Permission.MANAGE_DEVICES),
        success=PadSession,
        description="End a session: one's own or, for the street, anybody's.",
    )
    mark_door = command(
        taking(resolve.mark_door, MarkDoorInput),
        permission=Permission.OPERATE_PAD,
        success=DoorMarked,
        refusals=(PadSessionOver, *_BALLOT),
        description="Note for all helpers of the ballot that nobody was at home at a door, or take that back.",
    )
    request_card_read = command(
        taking(resolve.request_card_read, RequestCardReadInput),
        permission=Permission.OPERATE_PAD,
        success=CardProgress,
        refusals=(PadSessionOver, DeviceNotAccepted, ReaderNotAccepted, *_BALLOT),
        description="Ask the session's reader for a card; watch `cardRead` for what becomes of it.",
    )
    cancel_card_read = command(
        taking(resolve.cancel_card_read, CancelCardReadInput),
        permission=Permission.OPERATE_PAD,
        success=CardProgress,
        description="Ask for the card no more.",
    )
    cast_by_match_token = command(
        cast_by_match_token,
        permission=Permission.OPERATE_PAD,
        success=Receipt,
        refusals=(
            MatchTokenNotValid,
            PadSessionOver,
            *_BALLOT,
            ChoicesNotValid,
            NoUnitInScope,
            AlreadyVoted,
            KeyAlreadyUsed,
        ),
        description="Answer all open matters for the owner whose card was read, for all their units in scope. Final.",
    )


@strawberry.type
class PadSubscriptions:
    """Root fields of Subscription."""

    card_read = subscription(
        resolve.watch_card_read,
        permission=Permission.OPERATE_PAD,
        answers=CardRead,
        description="Where a read stands, now and whenever that changes, up to its end.",
    )
