"""A closed ballot is counted twice, and published once and only if the two counts agree."""

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from uuid_utils.compat import uuid7

from domain.rules.holidays import CALENDAR
from domain.rules.law import CN_2007_ORDINARY
from domain.rules.periods import result_due
from domain.rules.policy import SYSTEM, Actor, Held, Role, ScopeKind
from domain.rules.refusals import InvalidInput, NotFound, NotInThisState
from domain.rules.settings import CoOwner, CountingSettings, Silent
from domain.rules.terms import ChoiceMode, MatterKind, OptionRole, Usage
from domain.services import alarms
from domain.services.castings import cast
from domain.services.closing import close_due
from domain.services.tallies import ReleaseTally, release_tally, tally, tally_all
from domain.store import tallies as store
from domain.store.database import Database
from tests.people import add_unit, give_title, make_owner, make_place
from tests.services.castings import (
    FOR_AGAINST,
    OpenBallot,
    close,
    end,
    make_co_owners,
    make_voter,
    open_ballot,
)
from workers.ballots import raise_late_results

pytestmark = pytest.mark.usefixtures("invariants")


async def published(database: Database, ballot: OpenBallot) -> dict[str, Any]:
    """Close, tally and read the document."""
    await close(database, ballot)
    await tally_all(database, [ballot.id])
    return await document(database, ballot.id)


async def document(database: Database, ballot: UUID) -> dict[str, Any]:
    async with database.glance() as session:
        row = (
            await session.execute(
                text(
                    "SELECT b.state, b.held_reason, r.document::text FROM ballots b"
                    " LEFT JOIN results r ON r.ballot_id = b.id WHERE b.id = :b"
                ),
                {"b": ballot},
            )
        ).one()
    assert (row[0], row[1]) == ("published", None)
    found: dict[str, Any] = json.loads(row[2])
    return found


async def state_of(database: Database, ballot: UUID) -> tuple[str, str | None]:
    async with database.glance() as session:
        found = await session.execute(text("SELECT state, held_reason FROM ballots WHERE id = :b"), {"b": ballot})
        row = found.one()
        return row[0], row[1]


async def test_a_ballot_does_not_close_before_its_instant_and_closes_once(database: Database) -> None:
    place = await make_place(database, units=1)
    ballot = await open_ballot(database, place, closes_in=timedelta(days=1))
    async with database.transaction(SYSTEM) as tx:
        early = await close_due(tx, [ballot.id])
    await end(database, ballot)
    async with database.transaction(SYSTEM) as tx:
        due = await close_due(tx, [ballot.id])
    async with database.transaction(SYSTEM) as tx:
        again = await close_due(tx, [ballot.id])

    assert (early, due, again) == ([], [ballot.id], [])


async def test_two_thirds_take_part_and_more_than_half_agree(database: Database) -> None:
    """民法典 278: 2/3 of all take part, more than half of those agree, in heads and in area."""
    place = await make_place(database, units=3, area=10000)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place)
    await cast(database, voters[0].cast(ballot, 0))
    await cast(database, voters[1].cast(ballot, 0))

    result = await published(database, ballot)

    assert result["all"] == {"heads": 3, "area": "300.00"}
    assert result["participating"]["heads"] == 2
    (matter,) = result["matters"]
    assert matter["outcome"] == "adopted"
    assert [(test["dimension"], test["numerator"], test["holds"]) for test in matter["tests"]] == [
        ("heads", 2, True), ("area", "200.00", True), ("heads", 2, True), ("area", "200.00", True),
    ]  # fmt: skip
    assert "第二百七十八条" in matter["tests"][0]["sentence"]["zh"]


async def test_a_tally_that_is_run_twice_and_by_two_at_once_gives_one_result(database: Database) -> None:
    place = await make_place(database, units=2)
    voter = await make_voter(database, place, place.units[:1])
    ballot = await open_ballot(database, place)
    await cast(database, voter.cast(ballot, 1))
    await close(database, ballot)

    await asyncio.gather(*(tally_all(database, [ballot.id]) for _ in range(4)))
    first = await document(database, ballot.id)
    await tally_all(database, [ballot.id])

    assert await document(database, ballot.id) == first
    async with database.glance() as session:
        acts = await session.execute(
            text("SELECT action FROM audit_records WHERE subject_id = :b AND action LIKE 'ballot.p%'"), {"b": ballot.id}
        )
        assert [row[0] for row in acts] == ["ballot.published"]


async def test_uncounted_kinds_developer_stock_and_unknown_owners(database: Database) -> None:
    """解释 9: all of the developer's stock is one head; an unknown owner is one head; parking is out."""
    place = await make_place(database, units=2, area=5000)
    async with database.transaction(SYSTEM) as tx:
        for number in range(3):
            add_unit(tx, place, f"S{number}", area=1000, stock=True)
        parking = add_unit(tx, place, "P1", area=700, usage=Usage.PARKING)
    voter = await make_voter(database, place, [place.units[0], parking])
    ballot = await open_ballot(database, place)
    await cast(database, voter.cast(ballot, 0))

    result = await published(database, ballot)

    assert result["all"] == {"heads": 3, "area": "130.00"}
    assert (result["participating"]["heads"], result["participating"]["area"]) == (1, "50.00")
    assert result["castings"] == 2


async def test_an_uncast_unit_counts_with_its_owner_at_the_close(database: Database) -> None:
    """A unit that was cast stays with the head that cast it, one that was not goes to its owner at the close."""
    place = await make_place(database, units=4, area=2500)
    seller = await make_voter(database, place, place.units[:2])
    buyer = await make_voter(database, place, place.units[2:3])
    ballot = await open_ballot(database, place)
    late = await make_voter(database, place, [])
    await cast(database, buyer.cast(ballot, 0))
    await transfer(database, place.units[0], late.owner_id)
    await cast(database, seller.cast(ballot, 1))
    await transfer(database, place.units[1], late.owner_id)

    result = await published(database, ballot)

    # seller (cast one unit), late (one uncast unit), buyer, unknown owner
    assert result["all"] == {"heads": 4, "area": "100.00"}
    assert result["matters"][0]["heads"] == {"all": 4, "participating": 2, "for": 1, "against": 1, "abstain": 0}
    assert result["corrections"]["transfers"] == 1


async def transfer(database: Database, unit: UUID, owner: UUID) -> None:
    async with database.transaction(SYSTEM) as tx:
        now = await tx.now()
        await tx.session.execute(
            text("UPDATE titles SET ends_at = :now WHERE unit_id = :unit AND ends_at IS NULL"),
            {"unit": unit, "now": now},
        )
        await tx.session.execute(
            text("UPDATE certifications SET ended_at = :now WHERE unit_id = :unit"), {"unit": unit, "now": now}
        )
        await give_title(tx, unit, [owner], head_key=owner, starts_at=now)


async def test_owners_that_overlap_are_one_head_where_the_rules_say_so(database: Database) -> None:
    place = await make_place(database, units=4, area=1000)
    (one, _two), _ = await make_co_owners(database, place, place.units[:1])
    async with database.transaction(SYSTEM) as tx:
        other = await make_owner(tx)
        await give_title(tx, place.units[1], [one.owner_id], head_key=one.owner_id)
        await give_title(tx, place.units[2], [one.owner_id, other], head_key=uuid7())
        await give_title(tx, place.units[3], [await make_owner(tx)], head_key=uuid7())
    ballot = await open_ballot(database, place, settings=CountingSettings(co_owner=CoOwner.ANY_OVERLAP))
    await cast(database, one.cast(ballot, 0))

    result = await published(database, ballot)

    assert result["all"] == {"heads": 2, "area": "40.00"}
    assert (result["participating"]["heads"], result["participating"]["area"]) == (1, "10.00")


async def test_silence_joins_the_majority_only_with_proof_of_delivery(database: Database) -> None:
    place = await make_place(database, units=3, area=1000)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place, settings=CountingSettings(silent=Silent.MAJORITY))
    await cast(database, voters[0].cast(ballot, 0))
    async with database.transaction(SYSTEM) as tx:
        broadcast = uuid7()
        await tx.session.execute(
            text(
                "INSERT INTO broadcasts (id, ballot_id, template, audience, parameters, expanded_at)"
                " VALUES (:id, :ballot, 'ballot_opened', 'everyone', '{}', domain_now())"
            ),
            {"id": broadcast, "ballot": ballot.id},
        )
        await tx.session.execute(
            text(
                "INSERT INTO messages (id, key, template, language, account_id, broadcast_id, state, sent_at)"
                " VALUES (:id, :key, 'ballot_opened', 'zh', :account, :broadcast, 'sent', clock_timestamp())"
            ),
            {"id": uuid7(), "key": str(uuid7()), "account": voters[1].person.account_id, "broadcast": broadcast},
        )

    result = await published(database, ballot)

    (matter,) = result["matters"]
    assert matter["heads"]["for"] == 2
    assert matter["strict"]["heads"]["for"] == 1
    assert (matter["outcome"], matter["strict"]["outcome"]) == ("adopted", "not_adopted")


async def test_an_election_and_a_choice_are_counted_per_option(database: Database) -> None:
    place = await make_place(database, units=3, area=1000)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    candidates = [(f"候选人{n}", OptionRole.CANDIDATE) for n in range(4)]
    election = await open_ballot(
        database, place, kinds=(MatterKind.COMMITTEE_ELECTION,), options=candidates,
        choice_mode=ChoiceMode.CONTESTED, seats=3,
    )  # fmt: skip
    companies = [("甲公司", OptionRole.CHOICE), ("乙公司", OptionRole.CHOICE), *FOR_AGAINST[1:]]
    choice = await open_ballot(database, place, kinds=(MatterKind.PROPERTY_COMPANY,), options=companies)
    matter, options = next(iter(election.options.items()))
    for voter, picks in zip(voters, (options[:3], options[:2], []), strict=True):
        await cast(database, voter.cast(election, choices=((matter, tuple(picks)),)))
    for voter, position in zip(voters, (0, 0, 1), strict=True):
        await cast(database, voter.cast(choice, position))

    elected = (await published(database, election))["matters"][0]
    chosen = (await published(database, choice))["matters"][0]

    assert [option["heads"] for option in elected["options"]] == [2, 2, 1, 0]
    assert elected["heads"] == {"all": 3, "participating": 3, "for": 2, "against": 0, "abstain": 1}
    assert elected["elected"] == [str(options[0]), str(options[1])]
    assert [option["heads"] for option in chosen["options"]] == [2, 1]
    assert chosen["outcome"] == "adopted"


async def test_counts_that_differ_are_held_with_an_alarm(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    place = await make_place(database, units=2)
    voter = await make_voter(database, place, place.units[:1])
    ballot = await open_ballot(database, place)
    await cast(database, voter.cast(ballot, 0))
    await close(database, ballot)
    right = store.measured

    async def wrong(driver: Any, ballots: Any) -> Any:
        found = await right(driver, ballots)
        found[ballot.id]["", "all"] = (3, 1)
        return found

    monkeypatch.setattr(store, "measured", wrong)
    async with database.transaction(SYSTEM, isolation="REPEATABLE READ") as tx:
        outcome = await tally(tx, [ballot.id])

    assert outcome.held == {ballot.id: "counts_differ"}
    assert await state_of(database, ballot.id) == ("closed", "counts_differ")
    async with database.glance() as session:
        alarms = await session.execute(
            text("SELECT kind, detail ->> 'reason' FROM alarms WHERE subject_id = :b"), {"b": ballot.id}
        )
        assert [tuple(row) for row in alarms] == [("tally_held", "counts_differ")]


async def test_a_law_that_is_not_in_force_at_the_close_asks_a_person(database: Database) -> None:
    """时间效力规定 1: the law in force at the close governs."""
    place = await make_place(database, units=3)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place, rule_sets=(CN_2007_ORDINARY,))
    for voter in voters[:2]:
        await cast(database, voter.cast(ballot, 0))
    await close(database, ballot)
    await tally_all(database, [ballot.id])
    assert await state_of(database, ballot.id) == ("closed", "law_changed")

    city = Actor(uuid7(), (Held(Role.CITY, ScopeKind.CITY),), kind="staff")
    clerk = Actor(uuid7(), (Held(Role.STREET_CLERK, ScopeKind.STREET, place.street),), kind="staff")
    for actor, reason, refusal in ((clerk, "核对过", NotFound), (city, " ", InvalidInput)):
        with pytest.raises(refusal):
            async with database.transaction(actor) as tx:
                await release_tally(tx, ReleaseTally(ballot.id, reason))
    async with database.transaction(city) as tx:
        await release_tally(tx, ReleaseTally(ballot.id, "按民法典计票"))
    with pytest.raises(NotInThisState):
        async with database.transaction(city) as tx:
            await release_tally(tx, ReleaseTally(ballot.id, "再次"))
    await tally_all(database, [ballot.id])

    result = await document(database, ballot.id)
    assert result["matters"][0]["rule_set"] == "CN-2021-ORDINARY"
    assert result["release"]["reason"] == "按民法典计票"


async def test_a_suspended_matter_has_no_result_and_the_others_do(database: Database) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    ballot = await open_ballot(database, place, kinds=(MatterKind.OTHER_MAJOR, MatterKind.REBUILD))
    await cast(database, voter.cast(ballot, 0, 0))
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE matters SET state = 'suspended' WHERE id = :id"), {"id": next(iter(ballot.options))}
        )

    result = await published(database, ballot)

    assert [matter["outcome"] for matter in result["matters"]] == ["suspended", "adopted"]


async def test_many_ballots_are_tallied_in_one_go(database: Database) -> None:
    place = await make_place(database, units=2)
    voter = await make_voter(database, place, place.units)
    ballots = [await open_ballot(database, place) for _ in range(4)]
    for ballot in ballots:
        await cast(database, voter.cast(ballot, 0))
    for ballot in ballots:
        await close(database, ballot)

    await tally_all(database, [ballot.id for ballot in ballots])

    assert [(await state_of(database, ballot.id))[0] for ballot in ballots] == ["published"] * 4


async def test_a_result_that_is_late_by_a_working_day_is_an_alarm_once(database: Database) -> None:
    """Operation guide: the result is there within one working day."""
    place = await make_place(database, units=1)
    ballot = await open_ballot(database, place, opens_in=timedelta(days=-60), closes_in=timedelta(days=-20))
    fresh = await open_ballot(database, place)
    await close(database, ballot)
    await close(database, fresh)
    async with database.glance() as session:
        late = await alarms.late_results(session)
    async with database.transaction(SYSTEM) as tx:
        await alarms.raise_late_result(tx, ballot.id)
        await alarms.raise_late_result(tx, ballot.id)
    async with database.glance() as session:
        again = await alarms.late_results(session)
    async with database.transaction(SYSTEM) as tx:
        raised = await tx.session.execute(
            text("SELECT kind, detail ->> 'state' FROM alarms WHERE subject_id = :b"), {"b": ballot.id}
        )
        assert sorted(tuple(row) for row in raised) == [("posting_late", "closed"), ("result_late", "closed")]
    assert (ballot.id in late, fresh.id in late, ballot.id in again) == (True, False, False)


async def test_a_decision_that_is_not_posted_when_the_third_day_ends_is_an_alarm_of_its_own_by_regulation_37(
    database: Database,
) -> None:
    place = await make_place(database, units=1)
    ballot = await open_ballot(database, place, opens_in=timedelta(days=-60), closes_in=timedelta(days=-20))
    await close(database, ballot)
    async with database.transaction(SYSTEM) as tx:
        await alarms.raise_alarm(tx, alarms.RESULT_LATE, ballot.id, place.estate_id, {"state": "closed"})
    async with database.glance() as session:
        assert ballot.id in await alarms.late_results(session)

    await raise_late_results(database, [ballot.id])

    async with database.glance() as session:
        assert ballot.id not in await alarms.late_results(session)
        raised = await session.execute(
            text("SELECT kind FROM alarms WHERE subject_id = :b ORDER BY kind"), {"b": ballot.id}
        )
        assert list(raised.scalars()) == ["posting_late", "result_late"]


@pytest.mark.parametrize(
    ("at", "late"),
    [
        # The last day is 30 September; from 1 to 7 October nobody works.
        ("2026-10-03T23:59:59.999999+08:00", ()),
        ("2026-10-04T00:00:00+08:00", ("posting_late",)),
        ("2026-10-08T23:59:59.999999+08:00", ("posting_late",)),
        ("2026-10-09T00:00:00+08:00", ("result_late", "posting_late")),
    ],
)
def test_regulation_37_over_the_national_day_holiday_the_third_day_is_overdue_before_the_working_day(
    at: str, late: tuple[str, ...]
) -> None:
    """北京市物业管理条例 37: the decision is posted within three days, which no holiday makes longer."""
    closes_at = datetime.fromisoformat("2026-10-01T00:00:00+08:00")

    assert alarms.overdue(closes_at, datetime.fromisoformat(at)) == late


def test_on_ordinary_days_the_working_day_ends_before_the_third_day_of_regulation_37() -> None:
    closes_at = datetime.fromisoformat("2026-04-01T00:00:00+08:00")
    assert alarms.overdue(closes_at, datetime.fromisoformat("2026-04-02T00:00:00+08:00")) == ("result_late",)
    third = datetime.fromisoformat("2026-04-04T00:00:00+08:00")
    assert alarms.overdue(closes_at, third - timedelta(microseconds=1)) == ("result_late",)
    assert alarms.overdue(closes_at, third) == ("result_late", "posting_late")


@pytest.mark.parametrize(
    ("closed", "now", "late"),
    [
        ("2026-03-31T16:00:00Z", "2026-04-01T15:59:59Z", False),
        ("2026-03-31T16:00:00Z", "2026-04-01T16:00:00Z", True),
        ("2026-04-03T16:00:00Z", "2026-04-07T15:59:59Z", False),  # Friday; the weekend and 清明 are not counted
    ],
)
async def test_the_working_day_is_the_calendars(closed: str, now: str, late: bool) -> None:
    """Operation guide: one working day after the last day, by the State Council's calendar."""
    due = result_due(datetime.fromisoformat(closed), CALENDAR)

    assert (due <= datetime.fromisoformat(now)) is late
