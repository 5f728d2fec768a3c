"""A missing estate is proposed by its street, accepted by its district, and completed when its data stands."""

import asyncio
import secrets
from uuid import UUID

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from domain.rules.policy import Actor, Held, Role, ScopeKind
from domain.rules.refusals import (
    EstateNotReady,
    InvalidInput,
    NotFound,
    NotInThisState,
    NotSignedIn,
    Refusal,
    ReviewedByItsSubmitter,
    StillInUse,
)
from domain.rules.settings import CoOwner, ElectionRank, Silent
from domain.rules.terms import BallotState, EstateStatus, OrganizerKind, Usage
from domain.services.estate_settings import ChangeEstateSettings, change_settings
from domain.services.estates import CompleteEstate, DecideEstate, ProposeEstate, complete, decide, propose
from domain.store.database import Database
from domain.store.tables import Ballot, Building, Estate, Street, Unit
from tests.people import Place, make_place, sign_in_staff


async def staff(database: Database, place: Place, *roles: Role) -> Actor:
    """An account that holds `roles` over the place's street and district."""
    person = await sign_in_staff(database, roles[0], ScopeKind.STREET, place.street)
    held = [
        Held(role, ScopeKind.DISTRICT, place.district)
        if role is Role.DISTRICT
        else Held(role, ScopeKind.STREET, place.street)
        for role in roles
    ]
    return Actor(person.account_id, tuple(held), kind="staff")


async def proposed(database: Database, clerk: Actor, place: Place, name: str = "新家园") -> UUID:
    async with database.transaction(clerk) as tx:
        done = await propose(
            tx, ProposeEstate(place.street, name, f"试验路{secrets.randbelow(10**6)}号", "系统内没有该小区")
        )
    return done.estate.id


async def test_a_proposal_becomes_an_estate_under_its_number(database: Database) -> None:
    place = await make_place(database)
    place.street = await nine_digit_street(database, place)
    clerk, district = await staff(database, place, Role.STREET_CLERK), await staff(database, place, Role.DISTRICT)
    estate = await proposed(database, clerk, place)

    async with database.transaction(district) as tx:
        done = await decide(tx, DecideEstate(estate, accepted=True, number=f"{place.street}-1-007"))

    assert (done.estate.status, done.estate.number) == (EstateStatus.PREPARING, f"{place.street}-1-007")


async def nine_digit_street(database: Database, place: Place) -> str:
    code = f"9{secrets.randbelow(10**8):08d}"
    async with database.transaction(Actor()) as tx:
        tx.session.add(Street(code=code, district_code=place.district, name="试验二街道"))
    return code


@pytest.mark.parametrize(
    ("number", "part"),
    [
        ("110105026-1-7", "格式"),
        ("110105026-12-007", "格式"),
        ("１１０１０５０２６-1-007", "格式"),
        ("", "格式"),
        ("110105026-1-007", "开头"),
    ],
)
async def test_a_number_that_is_not_the_streets_is_refused(database: Database, number: str, part: str) -> None:
    place = await make_place(database)
    clerk, district = await staff(database, place, Role.STREET_CLERK), await staff(database, place, Role.DISTRICT)
    estate = await proposed(database, clerk, place)

    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(district) as tx:
            await decide(tx, DecideEstate(estate, accepted=True, number=number))

    assert [(fault.path, part in fault.zh) for fault in refused.value.faults] == [("number", True)]


async def test_every_fault_of_a_proposal_is_named_at_once(database: Database) -> None:
    place = await make_place(database)
    clerk = await staff(database, place, Role.STREET_CLERK)

    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(clerk) as tx:
            await propose(tx, ProposeEstate(place.street, " ", "试 验路1号", "缺"))

    assert [fault.path for fault in refused.value.faults] == ["name", "reason", "address"]
    assert "试验家园" in refused.value.faults[2].zh


async def test_two_proposals_of_one_estate_at_once_make_one(database: Database) -> None:
    place = await make_place(database)
    clerk = await staff(database, place, Role.STREET_CLERK)

    async def attempt() -> str:
        try:
            async with database.transaction(clerk) as tx:
                await propose(tx, ProposeEstate(place.street, "同名（一期）家园", "试验路9号", "系统内没有该小区"))
            return "proposed"
        except InvalidInput as refusal:
            return refusal.faults[0].path

    assert sorted(await asyncio.gather(attempt(), attempt())) == ["name", "proposed"]


async def test_a_rejection_needs_a_reason_and_is_final(database: Database) -> None:
    place = await make_place(database)
    clerk, district = await staff(database, place, Role.STREET_CLERK), await staff(database, place, Role.DISTRICT)
    estate = await proposed(database, clerk, place)

    with pytest.raises(InvalidInput):
        async with database.transaction(district) as tx:
            await decide(tx, DecideEstate(estate, accepted=False))
    async with database.transaction(district) as tx:
        await decide(tx, DecideEstate(estate, accepted=False, reason="与已有小区重复"))
    with pytest.raises(NotInThisState):
        async with database.transaction(district) as tx:
            await decide(tx, DecideEstate(estate, accepted=True, number="110105026-1-007"))


async def test_nobody_accepts_what_they_proposed(database: Database) -> None:
    place = await make_place(database)
    both = await staff(database, place, Role.STREET_CLERK, Role.DISTRICT)
    estate = await proposed(database, both, place)

    with pytest.raises(ReviewedByItsSubmitter):
        async with database.transaction(both) as tx:
            await decide(tx, DecideEstate(estate, accepted=False, reason="与已有小区重复"))


async def test_another_street_proposes_and_completes_nothing_here(database: Database) -> None:
    here, elsewhere = await make_place(database), await make_place(database)
    stranger = await staff(database, elsewhere, Role.STREET_CLERK)

    for attempt in (
        lambda tx: propose(tx, ProposeEstate(here.street, "新家园", "试验路2号", "系统内没有该小区")),
        lambda tx: complete(tx, CompleteEstate(here.estate_id)),
        lambda tx: decide(tx, DecideEstate(here.estate_id, accepted=False, reason="与已有小区重复")),
    ):
        with pytest.raises(NotFound):
            async with database.transaction(stranger) as tx:
                await attempt(tx)
    with pytest.raises(NotSignedIn):
        async with database.transaction(Actor()) as tx:
            await complete(tx, CompleteEstate(here.estate_id))


async def test_what_keeps_an_estate_from_being_completed_is_listed(database: Database) -> None:
    place = await make_place(database, units=2, status=EstateStatus.PREPARING)
    clerk = await staff(database, place, Role.STREET_CLERK)
    empty = uuid7()
    async with database.transaction(clerk) as tx:
        tx.session.add(
            Building(id=empty, estate_id=place.estate_id, name="2号楼", number="B2", source="added", position=2)
        )
        unit = await tx.session.get_one(Unit, place.units[0])
        unit.area = 0

    with pytest.raises(EstateNotReady) as refused:
        async with database.transaction(clerk) as tx:
            await complete(tx, CompleteEstate(place.estate_id))

    assert [fault.path for fault in refused.value.blockers] == ["buildings.1号楼.area", "buildings.2号楼"]


async def test_an_estate_is_completed_once(database: Database) -> None:
    place = await make_place(database, units=1, status=EstateStatus.PREPARING)
    clerk = await staff(database, place, Role.STREET_CLERK)

    async with database.transaction(clerk) as tx:
        assert (await complete(tx, CompleteEstate(place.estate_id))).estate.status is EstateStatus.COMPLETED
    with pytest.raises(NotInThisState):
        async with database.transaction(clerk) as tx:
            await complete(tx, CompleteEstate(place.estate_id))


def settings_of(place: Place, *, kinds: list[Usage], reason: str = "业主大会议事规则第三条") -> ChangeEstateSettings:
    return ChangeEstateSettings(
        place.estate_id, CoOwner.ANY_OVERLAP, Silent.NONE, ElectionRank.HEADS_THEN_AREA, kinds, reason
    )


async def test_settings_change_with_a_reason(database: Database) -> None:
    place = await make_place(database)
    clerk = await staff(database, place, Role.STREET_CLERK)

    async with database.transaction(clerk) as tx:
        await change_settings(tx, settings_of(place, kinds=[Usage.PARKING, Usage.HOME]))

    async with database.read() as session:
        estate = await session.get_one(Estate, place.estate_id)
        assert (estate.co_owner, estate.area_kinds) == ("any_overlap", ["home", "parking"])


async def test_public_rooms_are_never_counted(database: Database) -> None:
    place = await make_place(database)
    clerk = await staff(database, place, Role.STREET_CLERK)

    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(clerk) as tx:
            await change_settings(tx, settings_of(place, kinds=[Usage.HOME, Usage.PUBLIC], reason="无"))

    assert [fault.path for fault in refused.value.faults] == ["reason", "areaKinds"]


@pytest.mark.parametrize(
    ("state", "refusal"),
    [(BallotState.SUBMITTED, None), (BallotState.APPROVED, StillInUse), (BallotState.OPEN, StillInUse)],
)
async def test_settings_stay_while_a_ballot_relies_on_them(
    database: Database, state: BallotState, refusal: type[Refusal] | None
) -> None:
    place = await make_place(database)
    clerk = await staff(database, place, Role.STREET_CLERK)
    async with database.transaction(clerk) as tx:
        tx.session.add(
            Ballot(
                estate_id=place.estate_id, title="选聘物业", state=state, organizer_kind=OrganizerKind.STREET,
                author_id=clerk.account_id,
            )
        )  # fmt: skip

    async def attempt() -> None:
        async with database.transaction(clerk) as tx:
            await change_settings(tx, settings_of(place, kinds=[Usage.HOME]))

    if refusal is None:
        await attempt()
    else:
        with pytest.raises(StillInUse) as refused:
            await attempt()
        assert "选聘物业" in refused.value.uses[0].zh


async def test_settings_wait_for_an_approval_under_way(database: Database) -> None:
    place = await make_place(database)
    clerk = await staff(database, place, Role.STREET_CLERK)
    ballot = Ballot(
        id=uuid7(), estate_id=place.estate_id, title="选聘物业", state=BallotState.SUBMITTED,
        organizer_kind=OrganizerKind.STREET, author_id=clerk.account_id,
    )  # fmt: skip
    async with database.transaction(clerk) as tx:
        tx.session.add(ballot)
    taken = asyncio.Event()

    async def approve() -> None:
        async with database.transaction(clerk) as tx:
            found = await tx.session.execute(select(Ballot).where(Ballot.id == ballot.id).with_for_update())
            taken.set()
            await asyncio.sleep(0.2)
            found.scalar_one().state = BallotState.APPROVED

    async def change() -> None:
        await taken.wait()
        async with database.transaction(clerk) as tx:
            await change_settings(tx, settings_of(place, kinds=[Usage.HOME]))

    _, refused = await asyncio.gather(approve(), change(), return_exceptions=True)

    assert isinstance(refused, StillInUse)
