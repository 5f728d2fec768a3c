"""Open ballots for a test, by the tables themselves, and owners who can cast in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.law import RuleSet, governing
from domain.rules.periods import last_day
from domain.rules.policy import SYSTEM, Actor, Held, Role, ScopeKind
from domain.rules.settings import CountingSettings
from domain.rules.terms import BallotState, ChoiceMode, MatterKind, OptionRole, OrganizerKind
from domain.services.castings import Cast
from domain.services.closing import close_due
from domain.store.database import Database, Transaction
from domain.store.rolls import roll_totals
from domain.store.tables import Ballot, Matter, Option
from tests.people import Person, Place, certify, give_title, make_owner, sign_in_owner, sign_in_staff

FOR_AGAINST = (("同意", OptionRole.FOR), ("反对", OptionRole.AGAINST), ("弃权", OptionRole.ABSTAIN))


@dataclass(slots=True)
class OpenBallot:
    """A ballot with its matters: by matter id, its options' ids in order."""

    id: UUID
    estate_id: UUID
    options: dict[UUID, list[UUID]] = field(default_factory=dict)

    def picks(self, *positions: int) -> tuple[tuple[UUID, tuple[UUID, ...]], ...]:
        """One pick per matter, by the option's position."""
        chosen = positions or (0,) * len(self.options)
        return tuple(
            (matter, (options[at],)) for (matter, options), at in zip(self.options.items(), chosen, strict=True)
        )


@dataclass(slots=True)
class Voter:
    """A certified owner: who asks, and the units."""

    person: Person
    owner_id: UUID
    actor: Actor
    units: list[UUID]

    def cast(
        self,
        ballot: OpenBallot,
        *positions: int,
        key: UUID | None = None,
        choices: tuple[tuple[UUID, tuple[UUID, ...]], ...] | None = None,
    ) -> Cast:
        """A request of this owner: an option's position per matter, the first of each if none is given."""
        return Cast(self.actor, ballot.id, key or uuid4(), choices or ballot.picks(*positions), uuid4())


def actor_of(person: Person, owner: UUID, place: Place) -> Actor:
    """The owner's account as its session would give it."""
    held = (Held(Role.OWNER, ScopeKind.ESTATE, str(place.estate_id)),)
    return Actor(person.account_id, held, owner, kind="owner", confirmed_recently=True)


async def make_voter(
    database: Database, place: Place, units: Sequence[UUID], *, owner: UUID | None = None, certified: bool = True
) -> Voter:
    """An owner of `units` alone, certified for all of them."""
    person = await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        owner = owner or await make_owner(tx)
        for unit in units:
            title = await give_title(tx, unit, [owner], head_key=owner)
            if certified:
                await certify(tx, person.account_id, owner, unit, title, place.estate_id)
    person.owner_id = owner
    return Voter(person, owner, actor_of(person, owner, place), list(units))


async def make_co_owners(
    database: Database, place: Place, units: Sequence[UUID], count: int = 2
) -> tuple[list[Voter], UUID]:
    """Owners of the same `units` together, each certified for all of them; and their head."""
    people = [await sign_in_owner(database) for _ in range(count)]
    head = uuid7()
    async with database.transaction(SYSTEM) as tx:
        owners = [await make_owner(tx, f"王共{n}") for n in range(count)]
        for unit in units:
            title = await give_title(tx, unit, owners, head_key=head)
            for person, owner in zip(people, owners, strict=True):
                await certify(tx, person.account_id, owner, unit, title, place.estate_id)
    return [
        Voter(person, owner, actor_of(person, owner, place), list(units))
        for person, owner in zip(people, owners, strict=True)
    ], head


async def open_ballot(
    database: Database,
    place: Place,
    *,
    kinds: Sequence[MatterKind] = (MatterKind.OTHER_MAJOR,),
    options: Sequence[tuple[str, OptionRole]] = FOR_AGAINST,
    choice_mode: ChoiceMode = ChoiceMode.SINGLE,
    seats: int | None = None,
    closes_in: timedelta = timedelta(days=30),
    opens_in: timedelta = timedelta(seconds=0),
    state: BallotState = BallotState.OPEN,
    settings: CountingSettings | None = None,
    rule_sets: Sequence[RuleSet] = (),
) -> OpenBallot:
    """A ballot over the whole estate in `state`, its roll frozen from the titles in force."""
    author = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    ballot, made = uuid7(), OpenBallot(uuid7(), place.estate_id)
    made.id = ballot
    frozen = settings or CountingSettings()
    async with database.transaction(SYSTEM) as tx:
        now = await tx.now()
        opens, closes = now + opens_in, now + closes_in
        tx.session.add(
            Ballot(
                id=ballot, estate_id=place.estate_id, title="试验投票", state=BallotState.DRAFT,
                organizer_kind=OrganizerKind.STREET, author_id=author.account_id, opens_at=opens, closes_at=closes,
                first_closes_at=closes, settings=frozen.to_json(),
            )
        )  # fmt: skip
        await tx.session.flush()
        ordinal = 0
        for position, kind in enumerate(kinds, start=1):
            matter = uuid7()
            tx.session.add(
                Matter(
                    id=matter, ballot_id=ballot, position=position, kind=kind, title=f"事项{position}",
                    description="", choice_mode=choice_mode, seats=seats, max_picks=seats,
                    rule_set=(
                        rule_sets[position - 1] if rule_sets else governing(kind, last_day(closes)).rule_set
                    ).to_json(),
                )
            )  # fmt: skip
            await tx.session.flush()
            made.options[matter] = []
            for place_in_matter, (label, role) in enumerate(options, start=1):
                ordinal += 1
                option = uuid7()
                tx.session.add(
                    Option(
                        id=option, ballot_id=ballot, matter_id=matter, position=place_in_matter, ordinal=ordinal,
                        label=label, role=role,
                    )
                )  # fmt: skip
                made.options[matter].append(option)
        await tx.session.flush()
    await _move(database, made, state, frozen)
    return made


_PATH = (BallotState.SUBMITTED, BallotState.APPROVED, BallotState.OPEN)


async def _move(database: Database, ballot: OpenBallot, state: BallotState, settings: CountingSettings) -> None:
    for step in _PATH:
        async with database.transaction(SYSTEM) as tx:
            totals = None
            if step is BallotState.OPEN:
                await freeze_roll(tx, ballot, settings)
                totals = (await roll_totals(tx.session, [ballot.id]))[ballot.id]
            await tx.session.execute(
                text(
                    "UPDATE ballots SET state = :state, opened_at = CASE WHEN :state = 'open' THEN domain_now() END,"
                    " roll_hash = :hash, roll_units = :units, roll_heads = :heads, roll_area = :area WHERE id = :id"
                ).bindparams(
                    state=step.value, id=ballot.id, hash=totals and totals.hash, units=totals and totals.units,
                    heads=totals and totals.heads, area=totals and totals.area,
                )
            )  # fmt: skip
        if step is state:
            return


_ROLL = """
INSERT INTO roll_entries (ballot_id, unit_id, building_id, area, usage, counted, head_key, owners, title_id,
                          developer_stock, delivered)
SELECT :ballot, u.id, u.building_id, u.area, u.usage, u.usage = ANY(CAST(:kinds AS text[])),
       CASE WHEN u.developer_stock THEN u.estate_id ELSE coalesce(t.head_key, u.id) END,
       ARRAY(SELECT o.owner_id FROM title_owners o WHERE o.title_id = t.id ORDER BY 1), t.id, u.developer_stock, false
FROM units u LEFT JOIN titles t ON t.unit_id = u.id AND t.ends_at IS NULL
WHERE u.estate_id = :estate AND u.removed_at IS NULL
"""


async def end(database: Database, ballot: OpenBallot) -> None:
    """Bring the ballot's deadline to this instant, so that a busy machine does not decide what is in time.

    An approved ballot's window is fenced; no clock of a test can be trusted to pass it at the right moment.
    """
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("SET LOCAL session_replication_role = replica"))
        await tx.session.execute(
            text(
                "UPDATE ballots SET closes_at = now, first_closes_at = first_closes_at - closes_at + now"
                " FROM (SELECT domain_now() AS now) AS clock WHERE id = :id AND closes_at > now"
            ),
            {"id": ballot.id},
        )


async def close(database: Database, ballot: OpenBallot) -> None:
    """Bring the ballot's deadline to this instant and close it as the worker does."""
    await end(database, ballot)
    async with database.transaction(SYSTEM) as tx:
        assert await close_due(tx, [ballot.id]) == [ballot.id]


async def freeze_roll(tx: Transaction, ballot: OpenBallot, settings: CountingSettings) -> None:
    """The roll as opening leaves it."""
    await tx.session.execute(
        text(_ROLL).bindparams(
            ballot=ballot.id, estate=ballot.estate_id, kinds=[kind.value for kind in settings.area_kinds]
        )
    )
