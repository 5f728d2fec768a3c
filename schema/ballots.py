"""Ballots in the API: what they say, how ready they are, and what has happened to them."""

from datetime import date, datetime
from typing import Any, cast

import strawberry

from domain.rules.law import LegalTest
from domain.rules.notice import LineChange
from domain.rules.periods import last_day
from domain.rules.policy import Permission
from domain.services import ballots_readiness, ballots_rejected
from domain.services.wording import Language
from domain.store import rolls, tables
from resolvers import ballots as resolve
from resolvers import castings as castings_of
from resolvers import timelines
from resolvers.context import Info
from resolvers.estates import estate_of
from schema.castings import Receipt, Weight
from schema.connections import Connection
from schema.estates import Estate
from schema.notices import Notice
from schema.problems import FaultType, query
from schema.scalars import Area, Sha256
from schema.terms import (
    BallotState,
    ChoiceMode,
    MatterEffect,
    MatterKind,
    MatterMode,
    MatterState,
    OptionRole,
    OrganizerKind,
)


@strawberry.type(description="One answer to a matter (选项).")
class Option:
    """Bound to `tables.Option`."""

    id: strawberry.ID
    position: int
    label: str
    role: OptionRole | None = strawberry.field(description="Null for a free text whose meaning is not settled yet.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Option)


@strawberry.type(description="What the law asks in one dimension: `numerator` `operator` `fraction` of `base`.")
class LegalDemand:
    """Bound to `law.LegalTest`."""

    dimension: str
    numerator: str
    base: str
    operator: str

    @strawberry.field
    def fraction(self) -> str:
        """The share, such as 2/3."""
        test: Any = self
        return str(test.share)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, LegalTest)


@strawberry.type(description="The law by which a matter is counted.")
class Law:
    """Bound to `resolvers.ballots.LawInWords`."""

    id: str
    law: str
    hash: str = strawberry.field(description="SHA-256 of the rule set, in hexadecimal.")
    sentences: list[str] = strawberry.field(description="What it asks, one sentence per test.")
    quorum: list[LegalDemand] = strawberry.field(description="How many must take part.")
    passing: list[LegalDemand] = strawberry.field(description="How many must agree.")

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, resolve.LawInWords)


@strawberry.type(description="One question of a ballot (决策事项).")
class Matter:
    """Bound to `tables.Matter`."""

    id: strawberry.ID
    position: int
    kind: MatterKind
    effects: list[MatterEffect]
    title: str
    description: str
    choice_mode: ChoiceMode
    mode = strawberry.field(resolver=resolve.mode_of_matter, graphql_type=MatterMode)
    seats: int | None
    max_picks: int | None
    state: MatterState
    suspended_at: datetime | None
    suspension_reason: str | None
    options = strawberry.field(resolver=resolve.options_of_matter, graphql_type=list[Option])
    law = strawberry.field(
        resolver=resolve.law_of_matter, graphql_type=Law | None, description="As frozen at the approval."
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Matter)


@strawberry.type(description="A building or a unit that a ballot's scope names.")
class ScopeItem:
    """Bound to `tables.ScopeItem`."""

    building_id: strawberry.ID | None
    unit_id: strawberry.ID | None


@strawberry.type(description="What is frozen, by its SHA-256; null before it is.")
class FrozenHashes:
    """The hash columns of `tables.Ballot`."""

    content: Sha256 | None
    rules: Sha256 | None
    notices: Sha256 | None
    scope: Sha256 | None
    roll: Sha256 | None


@strawberry.type(description="Who is entitled, as frozen at the opening: what counts, in units, heads and m².")
class RollTotals:
    """The roll columns of `tables.Ballot`."""

    units: int
    heads: int
    area: Area


@strawberry.type(description="One package of matters with one scope and one window (投票).")
class Ballot:
    """Bound to `tables.Ballot`."""

    id: strawberry.ID
    title: str
    state: BallotState
    estate = strawberry.field(resolver=estate_of, graphql_type=Estate)
    organizer_kind: OrganizerKind
    organizer_id: strawberry.ID | None = strawberry.field(
        description="The body that started it, which alone prepares it; null where the street did."
    )
    organizer_name = strawberry.field(resolver=resolve.organizer_name_of_ballot, graphql_type=str | None)
    publicity_id: strawberry.ID | None
    publicity = strawberry.field(resolver=resolve.publicity_of_ballot, graphql_type=Notice | None)
    announcement_id: strawberry.ID | None
    announcement = strawberry.field(resolver=resolve.announcement_of_ballot, graphql_type=Notice | None)
    opens_at: datetime | None
    closes_at: datetime | None
    first_closes_at: datetime | None = strawberry.field(description="The end before the extension.")
    whole_estate: bool
    scope_reason: str | None
    scope_items = strawberry.field(resolver=resolve.scope_items_of_ballot, graphql_type=list[ScopeItem])
    matters = strawberry.field(resolver=resolve.matters_of_ballot, graphql_type=list[Matter])
    draft_hash = strawberry.field(
        resolver=resolve.draft_hash_of_ballot,
        graphql_type=Sha256,
        description="Of what the author has saved; `updateBallot` takes it to overwrite nobody else's words.",
    )
    settings_in_words = strawberry.field(
        resolver=resolve.settings_in_words, graphql_type=list[str], description="As frozen at the approval."
    )
    submitted_at: datetime | None
    reviewed_at: datetime | None
    review_reason: str | None
    opened_at: datetime | None
    extended_at: datetime | None
    extension_reason: str | None
    suspended_at: datetime | None
    suspension_reason: str | None
    closed_at: datetime | None
    published_at: datetime | None
    copied_from_id: strawberry.ID | None
    created_at: datetime
    my_weight = strawberry.field(
        resolver=castings_of.weight_in_ballot,
        graphql_type=Weight | None,
        description="How I count in it while it is open; null where I may not cast.",
    )
    my_receipts = strawberry.field(
        resolver=castings_of.receipts_in_ballot,
        graphql_type=list[Receipt],
        description="My own receipts in it, the earliest first.",
    )

    @strawberry.field
    def last_day(self) -> date | None:
        """The day before the closing instant."""
        ballot: Any = self
        return last_day(ballot.closes_at) if ballot.closes_at else None

    @strawberry.field
    def agreed(self) -> bool:
        """As a yes or no."""
        ballot: Any = self
        return ballot.agreed_at is not None

    @strawberry.field
    def hashes(self) -> FrozenHashes:
        """The hash columns."""
        ballot: Any = self
        return FrozenHashes(
            content=ballot.content_hash,
            rules=ballot.rules_hash,
            notices=ballot.notices_hash,
            scope=ballot.scope_hash,
            roll=ballot.roll_hash,
        )

    @strawberry.field
    def roll(self) -> RollTotals | None:
        """The roll columns, once it has opened."""
        ballot: Any = self
        if ballot.roll_hash is None:
            return None
        return RollTotals(units=ballot.roll_units, heads=ballot.roll_heads, area=ballot.roll_area)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Ballot)


@strawberry.type(description="What a scope holds today; all but `units` and `uncountedParking` is of what counts.")
class ScopeFacts:
    """Bound to `readiness.ScopeFacts`."""

    units: int
    counted: int
    area: Area
    heads: int
    certified_units: int
    certified_area: Area
    certified_heads: int
    without_owner: int = strawberry.field(description="Units whose owner nobody knows: they count all the same.")
    uncounted_parking: int = strawberry.field(description="Parking and storage that do not count here.")
    zero_areas: int


@strawberry.type(description="What a scope holds in one building.")
class ScopePart:
    """Bound to `rolls.ScopePart`."""

    building: str
    facts: ScopeFacts

    @strawberry.field
    def building_id(self) -> strawberry.ID:
        """The building."""
        part: Any = self
        return strawberry.ID(str(part.building_id))

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, rolls.ScopePart)


@strawberry.type(description="The law of one matter, and whether everybody certified today could adopt it.")
class Foresight:
    """Bound to `ballots_readiness.Foresight`."""

    position: int
    could_pass: bool

    @strawberry.field
    def law(self, info: Info) -> Law:
        """The rule set in words."""
        foreseen: Any = self
        words: Any = resolve.law_in_words(foreseen.rule_set, info.context.language)
        return cast(Law, words)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, ballots_readiness.Foresight)


strawberry.enum(ballots_rejected.BallotPart, description="Where in a ballot a line stands.")


@strawberry.type(description="A line of what was rejected or of what the ballot says now.")
class ChangedLine:
    """Bound to `ballots_rejected.ChangedLine`."""

    part: ballots_rejected.BallotPart
    change: LineChange
    text: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, ballots_rejected.ChangedLine)


@strawberry.type(description="When and why a ballot was rejected last, and what has become different since.")
class LastRejection:
    """Bound to `ballots_rejected.LastRejection`."""

    rejected_at: datetime
    reason: str

    @strawberry.field
    def changes(self, info: Info) -> list[ChangedLine]:
        """Both texts line by line, part by part, in the reader's language; what is the same is there as kept."""
        rejection: Any = self
        lines: Any = ballots_rejected.changes(rejection.before, rejection.now, Language(info.context.language))
        return cast(list[ChangedLine], lines)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, ballots_rejected.LastRejection)


@strawberry.type(description="What stands between a ballot and its approval, as of now.")
class Readiness:
    """Bound to `ballots_readiness.Readiness`."""

    blockers: list[FaultType] = strawberry.field(description="Each must be settled; `path` is as in UpdateBallotInput.")
    warnings: list[FaultType] = strawberry.field(description="Each deserves a look; none blocks.")
    content_hash: str = strawberry.field(description="What an approval of exactly this content must name.")
    scope: ScopeFacts
    parts: list[ScopePart]
    matters: list[Foresight]
    last_rejection: LastRejection | None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, ballots_readiness.Readiness)


@strawberry.type(description="One act on a ballot: which body, when and why; the person, masked, for staff only.")
class TimelineEntry:
    """Bound to `timelines.TimelineEntry`."""

    action: str
    at: datetime
    body: str
    actor_name: str | None
    reason: str | None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, timelines.TimelineEntry)


@strawberry.type
class BallotQueries:
    """Root fields of Query."""

    ballot = query(resolve.ballot, permission=Permission.READ_BALLOT, answers=Ballot | None, description="One ballot.")
    ballots = query(
        resolve.ballots,
        permission=Permission.READ_BALLOT,
        answers=Connection[Ballot],
        description="Ballots, the youngest first; drafts only for those who work on them. `search` is part of a title"
        " or of an estate's name.",
    )
    ballot_readiness = query(
        resolve.ballot_readiness,
        permission=Permission.READ_UNITS,
        answers=Readiness | None,
        description="Blockers, warnings, the hash to approve, and what the scope holds.",
    )
    ballot_timeline = query(
        timelines.ballot_timeline,
        permission=Permission.READ_BALLOT,
        answers=Connection[TimelineEntry] | None,
        description="What has happened to a ballot, the first act first.",
    )
