"""Complaints and repairs in the API."""

from datetime import datetime
from uuid import UUID

import strawberry

from domain.rules import tickets as rules
from domain.rules.policy import Permission
from domain.rules.refusals import KeyAlreadyUsed, NoCertifiedUnit, NotInThisState, TooManyAttempts
from domain.services import photos as photo_services
from domain.services import ticket_figures as figures
from domain.services import tickets as services
from domain.store import tables
from resolvers import tickets as resolve
from resolvers.estates import estate_of
from schema.ballots import Ballot
from schema.connections import Connection
from schema.estates import Estate
from schema.inputs import taking
from schema.problems import command, query

strawberry.enum(rules.TicketKind, description="What an owner files: 投诉 or 报修.")
strawberry.enum(rules.CommonPart, description="What belongs to all owners and may need repair.")
strawberry.enum(rules.TicketState, description="Where a ticket stands.")
strawberry.enum(rules.TicketAct, description="What somebody does to a ticket.")
strawberry.enum(rules.Side, name="TicketSide", description="Who does it.")
strawberry.enum(resolve.TicketOrder, description="How a list of tickets is ordered.")
strawberry.enum(resolve.TicketFiguresOrder, description="How the estates stand that are compared.")


@strawberry.type(description="Where a ticket is about, by name.")
class TicketPlace:
    """Bound to `resolvers.tickets.Place`."""

    unit_building: str = strawberry.field(description="The building of the unit by whose owner it was filed.")
    entrance: str
    room: str
    part_building: str | None = strawberry.field(description="Of a common part; null is the whole estate.")


@strawberry.type(description="One act in a ticket's time line.")
class TicketEvent:
    """Bound to `resolvers.tickets.Act`."""

    at: datetime
    act: rules.TicketAct
    state: rules.TicketState = strawberry.field(description="The state after it.")
    side: rules.Side
    words: str | None
    photo_ids = strawberry.field(resolver=resolve.photos_of_act, graphql_type=list[UUID])
    masked_assignee = strawberry.field(resolver=resolve.masked_assignee, graphql_type=str | None)


@strawberry.type(description="How many seconds a ticket has been in a state so far.")
class TicketStateTime:
    """Bound to `resolvers.tickets.StateTime`."""

    state: rules.TicketState
    seconds: int


@strawberry.type(description="A complaint or a repair (投诉报修).")
class Ticket:
    """Bound to `tables.Ticket`."""

    id: strawberry.ID
    estate_id: UUID
    estate = strawberry.field(resolver=estate_of, graphql_type=Estate)
    unit_id: UUID = strawberry.field(description="The unit by whose certified owner it was filed.")
    kind: rules.TicketKind
    part: rules.CommonPart | None = strawberry.field(description="The common part; null: the unit itself.")
    building_id: UUID | None = strawberry.field(description="Where the common part is; null is the whole estate.")
    state: rules.TicketState
    state_since: datetime
    due_at: datetime | None = strawberry.field(description="When its state becomes overdue; null while nobody waits.")
    filed_at: datetime
    first_answered_at: datetime | None
    settled_at: datetime | None
    escalated_at: datetime | None = strawberry.field(description="Since the street has taken it up, in this round.")
    reopened: int = strawberry.field(description="How many times it was reopened.")
    cost_fen: int | None = strawberry.field(description="What the repair fund is to pay, in 0.01 yuan.")
    ballot_id: UUID | None = strawberry.field(description="The ballot that decides on the cost.")
    ballot = strawberry.field(resolver=resolve.ballot, graphql_type=Ballot | None)
    work_rating: int | None = strawberry.field(description="1 to 5, for what was done last.")
    words = strawberry.field(resolver=resolve.words, graphql_type=str)
    place_note = strawberry.field(resolver=resolve.place_note, graphql_type=str | None)
    place = strawberry.field(resolver=resolve.place, graphql_type=TicketPlace)
    masked_filer = strawberry.field(resolver=resolve.masked_filer, graphql_type=str)
    masked_assignee = strawberry.field(resolver=resolve.masked_assignee, graphql_type=str | None)
    overdue = strawberry.field(resolver=resolve.overdue, graphql_type=bool)
    may_reopen_until = strawberry.field(resolver=resolve.may_reopen_until, graphql_type=datetime | None)
    time_line = strawberry.field(resolver=resolve.time_line, graphql_type=list[TicketEvent])
    times = strawberry.field(
        resolver=resolve.times, graphql_type=list[TicketStateTime], description="The clock of each state."
    )
    possible_acts = strawberry.field(
        resolver=resolve.possible, graphql_type=list[rules.TicketAct], description="What the reader may do with it now."
    )
    photo_ids = strawberry.field(
        resolver=resolve.photos, graphql_type=list[UUID], description="What `showTicketPhotos` has addresses for."
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Ticket)


@strawberry.type(description="How many tickets of a kind stand in a state.")
class TicketCount:
    """Bound to `figures.StateCount`."""

    kind: rules.TicketKind
    state: rules.TicketState
    tickets: int


@strawberry.type(description="How an estate's complaints and repairs are dealt with; nothing about who filed them.")
class TicketFigures:
    """Bound to `figures.TicketFigures`."""

    estate_id: UUID
    estate = strawberry.field(resolver=estate_of, graphql_type=Estate)
    since: datetime | None
    filed: int
    states: list[TicketCount]
    overdue: int
    escalated: int
    reopened: int
    answered: int
    median_to_first_answer: int | None = strawberry.field(description="Seconds, of those that were answered.")
    done: int
    median_to_done: int | None = strawberry.field(description="Seconds, of those that are done.")
    rated: int
    work_rating: str | None = strawberry.field(
        description="The average of the ratings of the work, two decimals; null below five."
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, figures.TicketFigures)


@strawberry.type
class TicketQueries:
    """Root fields of Query."""

    ticket = query(
        resolve.ticket,
        permission=(Permission.FILE_TICKET, Permission.READ_TICKETS),
        answers=Ticket | None,
        description="One ticket: one's own, or one of an estate where one reads tickets.",
    )
    my_tickets = query(
        resolve.my_tickets,
        permission=Permission.FILE_TICKET,
        answers=Connection[Ticket],
        description="What one filed, newest first.",
    )
    tickets = query(
        resolve.tickets,
        permission=Permission.READ_TICKETS,
        answers=Connection[Ticket],
        description="The queue of the property company and of the street.",
    )
    ticket_figures = query(
        resolve.ticket_figures,
        permission=Permission.READ_ESTATE,
        answers=TicketFigures | None,
        description="Counts and times of an estate. `since`, and times of fewer than five tickets, are for those who"
        " read its tickets.",
    )
    ticket_comparison = query(
        resolve.ticket_comparison,
        permission=Permission.READ_TICKETS,
        answers=Connection[TicketFigures],
        description="Counts and times of each estate where one reads tickets.",
    )


@strawberry.input
class FileTicketInput:
    """A complaint or a repair, as the certified owner of a unit."""

    unit_id: UUID
    kind: rules.TicketKind
    words: str
    client_key: UUID = strawberry.field(description="Made by the client; the same key never files twice.")
    part: rules.CommonPart | None = strawberry.field(default=None, description="Null: the unit itself.")
    building_id: UUID | None = strawberry.field(default=None, description="Of a common part; null: the whole estate.")
    place_note: str = ""
    photo_ids: list[UUID] = strawberry.field(default_factory=list)

    def command(self) -> services.FileTicket:
        """As the domain takes it."""
        return services.FileTicket(
            self.unit_id, self.kind, self.words, self.client_key, self.part, self.building_id, self.place_note,
            tuple(self.photo_ids),
        )  # fmt: skip


@strawberry.input
class MoveTicketInput:
    """Answer, start, hold, resume, finish or decline; withdraw or reopen; escalate."""

    ticket_id: UUID
    act: rules.TicketAct
    words: str = ""
    photo_ids: list[UUID] = strawberry.field(default_factory=list)

    def command(self) -> services.MoveTicket:
        """As the domain takes it."""
        return services.MoveTicket(self.ticket_id, self.act, self.words, tuple(self.photo_ids))


@strawberry.input
class AssignTicketInput:
    """Who of the property company sees to it."""

    ticket_id: UUID
    member_id: UUID
    words: str = ""

    def command(self) -> services.AssignTicket:
        """As the domain takes it."""
        return services.AssignTicket(self.ticket_id, self.member_id, self.words)


@strawberry.input
class LinkTicketCostInput:
    """What the repair fund is to pay, and the ballot that decides it."""

    ticket_id: UUID
    ballot_id: UUID
    cost_fen: int

    def command(self) -> services.LinkTicketCost:
        """As the domain takes it."""
        return services.LinkTicketCost(self.ticket_id, self.ballot_id, self.cost_fen)


@strawberry.input
class RateTicketWorkInput:
    """1 to 5 for what was done."""

    ticket_id: UUID
    rating: int
    words: str = ""

    def command(self) -> services.RateTicketWork:
        """As the domain takes it."""
        return services.RateTicketWork(self.ticket_id, self.rating, self.words)


@strawberry.input
class RequestTicketPhotoInput:
    """In which estate."""

    estate_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.estate_id


@strawberry.input
class ShowTicketPhotosInput:
    """Of which ticket."""

    ticket_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.ticket_id


@strawberry.type(description="The ticket as it is now.")
class TicketChanged:
    """Bound to `services.TicketChanged`."""

    ticket: Ticket

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.TicketChanged)


@strawberry.type(description="Where to send one photo of at most ten megabytes, within ten minutes.")
class TicketPhotoRequested:
    """Bound to `photos.PhotoRequested`."""

    photo_id: strawberry.ID
    expires_at: datetime

    @strawberry.field
    def address(self) -> str:
        """Where the photo is sent, by POST from this session."""
        return f"/photos/{_token(self)}"

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, photo_services.PhotoRequested)


@strawberry.type(description="Where one photo is shown to this session.")
class TicketPhotoAddress:
    """Bound to `photos.PhotoAddress`."""

    photo_id: strawberry.ID
    expires_at: datetime

    @strawberry.field
    def address(self) -> str:
        """Where the photo is fetched."""
        return f"/photos/{self.photo_id}/{_token(self)}"


def _token(value: object) -> str:
    assert isinstance(value, photo_services.PhotoRequested | photo_services.PhotoAddress)
    return value.token


@strawberry.type(description="Where a ticket's photos are shown for a minute.")
class TicketPhotosShown:
    """Bound to `services.TicketPhotos`."""

    addresses: list[TicketPhotoAddress]

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.TicketPhotos)


@strawberry.type
class TicketMutations:
    """Root fields of Mutation."""

    file_ticket = command(
        taking(resolve.file_ticket, FileTicketInput),
        permission=Permission.FILE_TICKET,
        success=TicketChanged,
        refusals=(NoCertifiedUnit, KeyAlreadyUsed, TooManyAttempts),
        description="File a complaint or a repair.",
    )
    move_ticket = command(
        taking(resolve.move_ticket, MoveTicketInput),
        permission=(Permission.FILE_TICKET, Permission.HANDLE_TICKET, Permission.ESCALATE_TICKET),
        success=TicketChanged,
        refusals=(NotInThisState,),
        description="Do one of the acts that need no more than words; who may do it depends on the act.",
    )
    assign_ticket = command(
        taking(resolve.assign_ticket, AssignTicketInput),
        permission=Permission.HANDLE_TICKET,
        success=TicketChanged,
        refusals=(NotInThisState,),
        description="Give it to a person of the property company.",
    )
    link_ticket_cost = command(
        taking(resolve.link_ticket_cost, LinkTicketCostInput),
        permission=Permission.HANDLE_TICKET,
        success=TicketChanged,
        refusals=(NotInThisState,),
        description="Say what the repair fund is to pay, and which ballot of the estate decides it.",
    )
    rate_ticket_work = command(
        taking(resolve.rate_ticket_work, RateTicketWorkInput),
        permission=Permission.FILE_TICKET,
        success=TicketChanged,
        refusals=(NotInThisState,),
        description="Rate what was done, once for each time that it was finished.",
    )
    request_ticket_photo = command(
        taking(resolve.request_ticket_photo, RequestTicketPhotoInput),
        permission=(Permission.FILE_TICKET, Permission.HANDLE_TICKET),
        success=TicketPhotoRequested,
        description="A one-time address for a photo; filing and finishing name the photos that belong to them.",
    )
    show_ticket_photos = command(
        taking(resolve.show_ticket_photos, ShowTicketPhotosInput),
        permission=(Permission.FILE_TICKET, Permission.READ_TICKETS),
        success=TicketPhotosShown,
        description="Show a ticket's photos; the look is on record.",
    )
